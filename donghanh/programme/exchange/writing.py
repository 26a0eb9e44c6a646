"""Writes the Excel form of a plan: empty to be filled in, or filled with a plan that there is. Every cell of words is text, so none can run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from io import BytesIO
from itertools import groupby
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from donghanh.programme.exchange.sheets import GUIDE, GUIDE_SHEET, HEAD, HEAD_SHEET, LISTS_SHEET, REPEATED, SHEETS, Column, Kind
from donghanh.programme.reading import NOT_SET, ObligationData, PlanData, Words

ROWS = 400
"""To this row the drop-downs reach in an empty form."""
_FREE_TEXT = {"error_type": "warning", "error_title": "Ngoài danh sách", "error_message": "Nội dung này không có trong danh sách."}
Lists = dict[str, tuple[int, int]]


def workbook(words: Words, data: PlanData | None = None) -> bytes:
    """The form as .xlsx; data: the plan it is filled with. words: what the drop-downs offer."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        looks = _looks(book)
        head = book.add_worksheet(HEAD_SHEET)
        sheets = {one.key: book.add_worksheet(one.title) for one in SHEETS}
        lists = _write_lists(book.add_worksheet(LISTS_SHEET), looks, words)
        _write_head(head, looks, _head_values(data))
        rows = _rows(data, words)
        for one in SHEETS:
            _write_sheet(sheets[one.key], looks, one.columns, rows[one.key], lists)
        _write_guide(book.add_worksheet(GUIDE_SHEET), looks)
    return out.getvalue()


def _looks(book: xlsxwriter.Workbook) -> dict[str, Any]:
    plain = {"valign": "top", "text_wrap": True}
    return {
        "head": book.add_format({"bold": True, "bg_color": "#E3EEE9", "border": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({**plain, "num_format": "@"}),
        "number": book.add_format({**plain, "num_format": "0.##"}),
        "day": book.add_format({**plain, "num_format": "dd/mm/yyyy"}),
        "bold": book.add_format({"bold": True}),
    }


def _write_head(sheet: Worksheet, looks: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    sheet.set_column(0, 0, 22, looks["head"])
    sheet.set_column(1, 1, 90, looks["text"])
    sheet.set_column(2, 2, 60)
    for place, title in enumerate(("Mục", "Nội dung", "Ghi chú")):
        sheet.write_string(0, place, title, looks["head"])
    at = 1
    for column in HEAD:
        found = values.get(column.key)
        for value in (found or [None]) if column.key in REPEATED else [found]:
            sheet.write_string(at, 0, column.title, looks["head"])
            _write(sheet, (at, 1), value, looks[_look(column.kind)])
            sheet.write_string(at, 2, column.note)
            at += 1
    sheet.freeze_panes(1, 1)


def _write_sheet(sheet: Worksheet, looks: Mapping[str, Any], columns: Iterable[Column], rows: list[Mapping[str, Any]], lists: Lists) -> None:
    last = max(ROWS, len(rows) + 50)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, looks[_look(column.kind)])
        sheet.write_string(0, place, column.title, looks["head"])
        sheet.write_comment(0, place, f"{column.note}\nVí dụ: {column.example}" if column.example else column.note)
        name = column.choices.__name__ if column.choices else str(column.kind)
        if name in lists:
            where, size = lists[name]
            source = f"='{LISTS_SHEET}'!${chr(65 + where)}$2:${chr(65 + where)}${size + 1}"
            sheet.data_validation(1, place, last, place, {"validate": "list", "source": source, **_FREE_TEXT})
        for at, row in enumerate(rows, start=1):
            _write(sheet, (at, place), row.get(column.key), looks[_look(column.kind)])
    sheet.freeze_panes(1, 2)


def _write(sheet: Worksheet, cell: tuple[int, int], value: Any, look: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(*cell, None, look)
    elif isinstance(value, date):
        sheet.write_datetime(*cell, value, look)
    elif isinstance(value, str):
        sheet.write_string(*cell, value, look)
    else:
        sheet.write_number(*cell, value, look)


def _look(kind: Kind) -> str:
    return {Kind.NUMBER: "number", Kind.ASSUMED: "number", Kind.DAY: "day"}.get(kind, "text")


def _write_lists(sheet: Worksheet, looks: Mapping[str, Any], words: Words) -> Lists:
    """What the drop-downs offer, a column each: where it stands and how long it is."""
    kinds = {one.choices.__name__: one.choices.labels for each in SHEETS for one in each.columns if one.choices}
    found: dict[str, list[str]] = {str(Kind.FUNCTIONS): sorted(one.title for one in words.functions)}
    found[str(Kind.INDICATOR)] = sorted(words.indicators)
    titles = {str(Kind.FUNCTIONS): "Việc của ai", str(Kind.INDICATOR): "Chỉ số"}
    titles |= {one.choices.__name__: one.title for each in SHEETS for one in each.columns if one.choices}
    places: Lists = {}
    for place, (name, items) in enumerate((found | kinds).items()):
        sheet.set_column(place, place, 44 if place == 0 else 26)
        sheet.write_string(0, place, titles[name], looks["head"])
        sheet.write_column(1, place, items)
        places[name] = (place, len(items))
    after = len(places)
    sheet.write_string(0, after, "Chỉ số đếm gì", looks["head"])
    sheet.set_column(after, after, 80)
    sheet.write_column(1, after, [f"{code}: {words.indicators[code].numerator}" for code in sorted(words.indicators)])
    places[str(Kind.FUNCTION)] = places[str(Kind.FUNCTIONS)]
    return places


def _write_guide(sheet: Worksheet, looks: Mapping[str, Any]) -> None:
    sheet.set_column(0, 1, 24)
    sheet.set_column(2, 3, 60)
    for at, line in enumerate(GUIDE):
        sheet.write_string(at, 0, line)
    at = len(GUIDE) + 1
    for place, title in enumerate(("Trang", "Cột", "Ghi gì", "Ví dụ")):
        sheet.write_string(at, place, title, looks["head"])
    every = [(HEAD_SHEET, column) for column in HEAD] + [(one.title, column) for one in SHEETS for column in one.columns]
    for row, (title, column) in enumerate(every, start=at + 1):
        sheet.write_row(row, 0, [title, column.title, column.note, column.example])


def _head_values(data: PlanData | None) -> dict[str, Any]:
    if data is None:
        return {}
    words = ("id", "number", "issued_on", "issuer", "province", "title", "from_year", "to_year", "bases", "recipients")
    return {key: getattr(data, key) for key in words} | {"phases": [" | ".join(map(str, phase)) for phase in data.phases]}


def _rows(data: PlanData | None, words: Words) -> dict[str, list[Mapping[str, Any]]]:
    """Each list of the plan as cells."""
    if data is None:
        return {one.key: [] for one in SHEETS}
    titles = {one.code: one.title for one in words.functions}
    targets = [_target(one) for one in data.targets]
    lists = {"targets": targets, "obligations": _obligations(data.obligations), "models": [asdict(one) for one in data.models]}
    lists["clauses"] = [asdict(one) | {"functions": [titles[code] for code in one.functions]} for one in data.clauses]
    lists["roadmap"] = [asdict(one) | {"unit": one.unit_code} for one in data.roadmap]
    lists["discrepancies"] = [
        asdict(one) | {"set_by": titles.get(one.set_by, ""), "readings": [f"{code} | {source} | {text}" for code, text, source in one.readings]}
        for one in data.discrepancies
    ]
    return {one.key: [_cells(row, one.columns) for row in lists[one.key]] for one in SHEETS}


def _target(one: Any) -> dict[str, Any]:
    code = "" if one.definition is NOT_SET else one.definition.indicator
    value = None if one.value is None else float(one.value)
    flags = {key: "có" if getattr(one, key) else "" for key in ("is_due_assumed", "is_striving")}
    return asdict(one) | flags | {"indicator": code, "value": value, "parts": [f"{name} = {number}" for name, number in one.parts]}


def _obligations(found: Iterable[ObligationData]) -> list[dict[str, Any]]:
    """One row where the plan has one: its frequencies together again."""
    rows = []
    for code, group in groupby(found, key=lambda one: one.id.removesuffix(f"-{one.frequency.value}")):
        every = list(group)
        before = "/".join(reversed(every[0].due_before.split("-"))) if every[0].due_before else ""
        frequencies = [one.frequency.label for one in every]
        rows.append(asdict(every[0]) | {"id": code, "frequencies": frequencies, "due_before": before, "assumed": every[0].assumed_due_days})
    return rows


def _cells(row: Mapping[str, Any], columns: Iterable[Column]) -> dict[str, Any]:
    found = {}
    for column in columns:
        value = row.get(column.key)
        if column.kind in (Kind.PARTS, Kind.READINGS):
            value = "\n".join(value or ())
        elif isinstance(value, list | tuple):
            value = "; ".join(map(str, value))
        elif column.choices and value is not None:
            value = column.choices(value).label
        found[column.key] = value
    return found
