"""The process that opens a stranger's file: few rights, little memory, no network, nothing to write to.

It reads the file from standard input and writes rows as JSON lines. It is started by extract.py, never imported by the rest;
it imports no Django. A cell is text, a number, true/false, null, or ["d", "1988-03-05"] for a real date.
"""

from __future__ import annotations

import csv
import io
import json
import resource
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime

# 100,000 rows of 25 columns need 345 MB of addresses and 3 s of processor time (measured, docs/manual/nhap-excel.md).
MEMORY = 512 * 1024 * 1024
PROCESSOR_SECONDS = 20
# What Excel itself can keep in one cell.
LONGEST_CELL = 32_767
WIDEST = 200
ROWS_A_LINE = 200
MOST_MERGED = 20_000
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "ctypes.", "os.remove", "os.rename", "os.link")


def main(kind: str) -> None:
    """Read standard input as `kind` and write lines until {"end": true}; {"refused": CODE} where it cannot be read."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

    give_up_rights()
    try:
        if kind == "csv":
            for line in _csv_lines(sys.stdin.buffer.read()):
                _say(line)
        else:
            for line in _workbook_lines(CalamineWorkbook.from_filelike(sys.stdin.buffer)):
                _say(line)
        _say({"end": True})
    except PasswordError:
        _say({"refused": "password"})
    except MemoryError:
        _say({"refused": "large"})
    except (CalamineError, ZipError, csv.Error, UnicodeError, ValueError, OSError):
        _say({"refused": "damaged"})


def give_up_rights() -> None:
    """From here on: little memory and time, no file to write, no socket, no other program."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))

    def refuse(event: str, args: tuple) -> None:
        if event.startswith(_FORBIDDEN) or (event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+")):
            raise PermissionError(event)

    sys.addaudithook(refuse)


def _say(line: dict) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=True, separators=(",", ":")) + "\n")


def _workbook_lines(workbook) -> Iterator[dict]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for index, meta in enumerate(workbook.sheets_metadata):
        visible = meta.visible == SheetVisibleEnum.Visible
        if meta.typ != SheetTypeEnum.WorkSheet:
            yield {"sheet": meta.name, "table": False, "visible": visible, "height": 0, "merged": []}
            continue
        sheet = workbook.get_sheet_by_index(index)
        left = sheet.start[1] if sheet.start else 0
        merged = [[top, c1, bottom, c2] for (top, c1), (bottom, c2) in (sheet.merged_cell_ranges or [])[:MOST_MERGED]]
        yield {"sheet": meta.name, "table": True, "visible": visible, "height": sheet.total_height, "merged": merged}
        if sheet.start is not None:
            yield from _lines([None] * left + row for row in sheet.iter_rows())


def _csv_lines(data: bytes) -> Iterator[dict]:
    text = _decoded(data)
    if "\0" in text:
        raise ValueError("NUL")
    yield {"sheet": "", "table": True, "visible": True, "height": text.count("\n") + 1, "merged": []}
    csv.field_size_limit(4 * LONGEST_CELL)
    yield from _lines(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False))


def _lines(rows: Iterable[list]) -> Iterator[dict]:
    """Filled rows only, with the number Excel shows, some hundred a line."""
    some = []
    for number, row in enumerate(rows, start=1):
        cells = [_plain(value) for value in row[:WIDEST]]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            some.append([number, cells])
            if len(some) == ROWS_A_LINE:
                yield {"rows": some}
                some = []
    if some:
        yield {"rows": some}


def _plain(value: object) -> object:
    if value is None or value == "":
        return None
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, datetime | date):
        return ["d", value.isoformat()[:10]]
    text = str(value)[:LONGEST_CELL]
    return text if text.strip() else None


def _decoded(data: bytes) -> str:
    """UTF-8 and UTF-16 with or without mark, else cp1258 where it gives a Vietnamese header, else byte by byte (old fonts: refused later)."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    head = data[:400]
    if head.count(0) > len(head) // 4:
        return data.decode("utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    text = unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
    if any(words in text[:20_000].lower() for words in ("họ và tên", "họ tên", "họ, tên", "họ đệm")):
        return text
    return data.decode("latin-1")


def _delimiter(text: str) -> str:
    """The separator that appears most evenly in the first lines."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:30]
    return max(",;\t|", key=lambda sign: (sum(1 for line in lines if sign in line), sum(line.count(sign) for line in lines)))
