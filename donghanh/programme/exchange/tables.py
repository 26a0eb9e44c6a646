"""A paper's table of targets as sentences: what is wanted, how much, by when. Every other table stays as its rows are. Pure.

A grid has every cell of every row; a merged cell stands in each place that it covers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from donghanh.kernel.text import fold, tidy

_WHAT = re.compile(r"chi tieu|noi dung|muc tieu|nhiem vu")
_UNIT = re.compile(r"don vi|dvt")
_UNIT_OF_NAME = re.compile(r"\(([^()]{1,20})\)$")
_YEAR = re.compile(r"\b20\d{2}\b")
_AMOUNT = re.compile(r"(?:(?:trên|dưới|ít nhất|tối thiểu|không quá|[≥≤><])\s*)?\d[\d.,]*(?:\s*[-–]\s*\d[\d.,]*)?\s*(?:%|\w[\w ]{0,20})?")
_SIGNS = {"≥": "ít nhất", "≤": "không quá", ">": "trên", "<": "dưới"}
_MOST_HEADS, _MARK = 3, ": chỉ tiêu "

Grid = Sequence[Sequence[str]]


def lines(grid: Grid) -> list[str]:
    """One line for each amount under a year, "- Tên: chỉ tiêu 80% đến hết năm 2026"; where it is no such table, one line for each row."""
    rows = [[tidy(cell) for cell in row] for row in grid]
    heads = next((n for n in range(1, min(_MOST_HEADS, len(rows)) + 1) if _is_target_table(_heads(rows[:n])) and not _has_years(rows[n:])), 0)
    if not heads:
        return [_plain(row) for row in rows]
    return [line for row in rows[heads:] for line in _of_row(_heads(rows[:heads]), row)]


def _of_row(heads: list[str], row: list[str]) -> list[str]:
    named = [(at, cell) for at, cell in enumerate(row) if at < len(heads) and cell]
    what = next((cell for at, cell in named if _WHAT.search(fold(heads[at])) and not _YEAR.search(heads[at])), "")
    unit = next((cell for at, cell in named if _UNIT.search(fold(heads[at]))), "") or (match[1] if (match := _UNIT_OF_NAME.search(what)) else "")
    said = [(year[0], cell) for at, cell in named if (year := _YEAR.search(heads[at])) and re.search(r"\w", cell)]
    if not what or not any(_AMOUNT.fullmatch(cell) for _year, cell in said):
        return [_plain(row)]
    return [f"- {what}{_told(cell, unit)} đến hết năm {year}." for year, cell in said]


def _told(cell: str, unit: str) -> str:
    """What a cell under a year wants; words are kept as words, the number of their neighbours makes none of them."""
    return f"{_MARK}{_amount(cell, unit)}" if _AMOUNT.fullmatch(cell) else f": {cell}"


def named(sentence: str) -> str:
    """What a line that was made of a table wants; empty for any other sentence."""
    what, mark, _amount_of = sentence.partition(_MARK)
    return what if mark else ""


def _plain(row: Sequence[str]) -> str:
    """The row's cells as one sentence of its own."""
    text = " ".join(_once(row))
    return text if not text or text[-1] in ".;:!?…" else f"{text}."


def _amount(cell: str, unit: str) -> str:
    for sign, words in _SIGNS.items():
        cell = cell.replace(sign, f"{words} ")
    return tidy(f"{cell}{'' if unit == '%' else ' '}{unit}") if unit and cell[-1:].isdigit() else tidy(cell)


def _heads(rows: Grid) -> list[str]:
    """What stands over each column, of several rows of headings."""
    return [" ".join(_once([row[at] for row in rows if at < len(row)])) for at in range(max((len(row) for row in rows), default=0))]


def _is_target_table(heads: list[str]) -> bool:
    return any(_WHAT.search(fold(one)) and not _YEAR.search(one) for one in heads) and any(_YEAR.search(one) for one in heads)


def _has_years(rows: Grid) -> bool:
    """Whether the first of these rows is a heading still: it names years and nothing else that counts."""
    return bool(rows) and sum(bool(_YEAR.fullmatch(cell.removeprefix("Năm ").strip())) for cell in rows[0]) > 1


def _once(cells: Sequence[str]) -> list[str]:
    """Cells side by side that say the same are one that was merged."""
    return [cell for at, cell in enumerate(cells) if cell and (not at or cell != cells[at - 1])]
