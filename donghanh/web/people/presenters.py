"""How a person's file is shown: identity bar, tabs, facts in words. Formats only what queries gave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from donghanh.base.accounts.roles import ROLES
from donghanh.base.audit.queries import LogRow
from donghanh.kernel.text import fold
from donghanh.people.queries import Known, PersonFile
from donghanh.people.terms import Sex
from donghanh.web.audit.words import PAGES
from donghanh.web.shell import addresses
from donghanh.web.ui.helpers import ngay

SEALED = "Hồ sơ niêm phong"
FIELD_NAMES = {
    "full_name": "Họ và tên",
    "other_name": "Tên gọi khác",
    "sex": "Giới tính",
    "born_on": "Ngày sinh",
    "birth_year": "Năm sinh",
    "guardian_name": "Người giám hộ",
}


@dataclass(frozen=True, slots=True)
class Card:
    """One record among the results. parts: pieces of the name, every second one is what was typed."""

    href: str
    parts: tuple[str, ...]
    spoken: str
    birth_year: int
    place: str
    is_sealed: bool
    why: tuple[str, ...]


def cards(rows: Iterable[Known], typed: str) -> list[Card]:
    """Results of the search, the typed words marked in each name."""
    return [
        Card(
            href=addresses.of("people:person", row.person_id),
            parts=tuple(marked(row.name or SEALED, typed if row.name else "")),
            spoken=f"{row.name or SEALED}, {row.birth_year}",
            birth_year=row.birth_year,
            place=row.place,
            is_sealed=row.is_sealed,
            why=row.why,
        )
        for row in rows
    ]


def marked(name: str, typed: str) -> list[str]:
    """The name in pieces: plain, marked, plain, marked …; whole words that hold a typed word are marked, whatever their marks."""
    wanted = fold(typed).split()
    pieces = [""]
    for word in name.split():
        is_marked = any(part in fold(word) for part in wanted)
        blank = " " if any(pieces) else ""
        if is_marked == (len(pieces) % 2 == 0):
            pieces[-1] += blank + word
        elif is_marked:
            pieces[-1] += blank
            pieces.append(word)
        else:
            pieces.append(blank + word)
    return pieces


def bar(file: PersonFile, panels: Any = None, *, reads_cases: bool = False) -> dict[str, Any]:
    """The identity bar: who, which office; what the cases add to it comes in `panels`. No diagnosis, no photo.

    reads_cases: the reader may open what the person asks about his file, whether or not there is a case.
    """
    chips = [(_("Niêm phong"), "seal")] if file.is_sealed else []
    if file.merged_into:
        chips.append((_("Đã gộp"), "neut"))
    return {
        "name": file.name,
        "facts": [(_("Sinh năm"), f"{file.birth_year} · {file.sex.lower()}"), *getattr(panels, "facts", ()), (_("Đơn vị"), file.unit_name)],
        "chips": [*getattr(panels, "chips", ()), *chips],
        "tabs": [
            {"name": _("Tổng quan"), "href": addresses.of("people:person", file.id)},
            *getattr(panels, "tabs", ()),
            *([{"name": _("Quyền"), "href": addresses.of("rights:person", file.id)}] if reads_cases or panels else []),
            {"name": _("Truy cập"), "href": addresses.of("people:access", file.id)},
        ],
    }


def identity(file: PersonFile) -> list[tuple[str, str]]:
    """Who the person is, in rows of word and value; what is not known is not shown."""
    rows = [
        (_("Họ và tên"), file.name),
        (_("Tên gọi khác"), file.other_name),
        (_("Ngày sinh"), ngay(file.born_on)) if file.born_on else (_("Năm sinh"), str(file.birth_year)),
        (_("Giới tính"), file.sex),
        (_("Người giám hộ"), file.guardian_name),
        (_("Vào sổ"), ngay(file.registered_at)),
    ]
    return [(word, value) for word, value in rows if value]


def differences(theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Field, what stands now, what was sent: only where they differ."""
    return [(_(FIELD_NAMES[key]), _word(theirs[key]), _word(mine[key])) for key in FIELD_NAMES if key in mine and theirs[key] != mine[key]]


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the file, in words."""

    at: datetime
    who: str
    role: str
    what: str


def readings(rows: Iterable[LogRow], names: Mapping[int, str]) -> list[Look]:
    """Who looked, as what, at which page."""
    return [
        Look(row.at, names.get(row.actor_id, "–"), ROLES[row.role].title if row.role in ROLES else row.role, str(PAGES.get(row.verb, row.verb)))
        for row in rows
    ]


def _word(value: Any) -> str:
    if value in Sex.values:
        return str(Sex(value).label)
    return ngay(value) if hasattr(value, "year") else str(value or "")
