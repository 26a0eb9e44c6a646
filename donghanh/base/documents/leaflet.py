"""A sheet for the person himself: large plain text under clear headings. No official letter: it has no number and nobody signs it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date

from donghanh.base.documents.report import Table
from donghanh.base.documents.rules import CannotPrint, has_unprintable
from donghanh.kernel.text import nfc


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, sentences, points of a list, then tables of finished texts."""

    heading: str
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaflet:
    """issuer: who hands it out; title, lead: what it is and for whom; made_on dates the file; closing: the last lines, small."""

    issuer: str
    title: str
    lead: str
    sections: tuple[Section, ...]
    closing: tuple[str, ...] = ()
    made_on: date


def check_leaflet(leaflet: Leaflet) -> None:
    """Raises CannotPrint where there is nothing to say, a table does not fit its columns, or a text holds a sign that cannot be printed."""
    if not leaflet.title.strip() or not leaflet.sections:
        raise CannotPrint("Tờ thông tin chưa có nội dung.", mend="Ghi sự việc trước rồi in lại.")
    for table in (table for section in leaflet.sections for table in section.tables):
        if any(len(row) != len(table.columns) for row in table.rows):
            raise CannotPrint(f"Bảng “{table.caption}” có dòng không khớp số cột.", mend="Báo quản trị hệ thống.")
    if any(has_unprintable(text) for text in texts(leaflet)):
        raise CannotPrint("Tờ thông tin có ký tự điều khiển hoặc xuống dòng trong một đoạn.", mend="Sửa ký tự đó trong hồ sơ rồi in lại.")


def texts(value: object) -> Iterator[str]:
    """Every string anywhere in the leaflet."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def as_json(leaflet: Leaflet) -> str:
    """All text composed (NFC), as the typesetter takes it."""
    day = leaflet.made_on
    return nfc(json.dumps({**asdict(leaflet), "made_on": [day.year, day.month, day.day]}, ensure_ascii=False))
