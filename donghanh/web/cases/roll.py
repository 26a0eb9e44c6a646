"""The list of people under management in the columns of form 10 (Decree 163/2026/NĐ-CP, annex III)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from donghanh.cases import queries
from donghanh.cases.queries import CaseRow
from donghanh.cases.terms import Stage, Substance
from donghanh.kernel.actor import Actor
from donghanh.people.queries.roll import roll
from donghanh.web.cases import words
from donghanh.web.ui.helpers import ngay

COLUMNS = (
    "TT",
    "Họ tên",
    "Số định danh cá nhân",
    "Ngày sinh",
    "Giới tính",
    "Nơi thường trú/tạm trú",
    "Nơi ở hiện tại",
    "Loại ma tuý sử dụng",
    "Ngày đưa vào quản lý",
    "Ngày hết hạn quản lý",
    "Tình hình cư trú",
    "Dừng, tạm đình chỉ, chấm dứt",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the printed list, cell by cell."""

    cells: tuple[str, ...]


def lines(actor: Actor, rows: Sequence[CaseRow], at: datetime) -> list[Line]:
    """The rows of the form; a person under the seal of minors stands there without name, number and address. Four statements."""
    people = roll(actor, [row.person_id for row in rows], on=words.day_of(at))
    facts = queries.listed_facts(actor, [row.id for row in rows])
    made = []
    for number, row in enumerate(rows, 1):
        one, fact = people.get(row.person_id), facts[row.id]
        who = (
            (one.full_name, one.number, ngay(one.born_on) if one.born_on else str(one.birth_year), one.sex, one.registered, one.current)
            if one
            else (_("Người dưới 18 tuổi"), "", str(row.birth_year), "", "", "")
        )
        used = ", ".join(Substance(code).label for code in fact.substances if code in Substance.values)
        until = ngay(last_day(row.active_until)) if row.active_until else ""
        here = _("Vắng mặt") if fact.is_absent else _("Có mặt")
        stage = row.stage.label if row.stage == Stage.SUSPENDED else ""
        made.append(Line((str(number), *who, used, ngay(row.active_from), until, here, stage)))
    return made


def last_day(until: datetime) -> datetime:
    """The last moment on the list: what ends at 00:00 is written with the day before."""
    return until - timedelta(seconds=1)
