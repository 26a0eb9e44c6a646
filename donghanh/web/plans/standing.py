"""Versions of plans in words: what the check told, what a version said, which versions there are to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput, NotInReach
from donghanh.programme import queries
from donghanh.programme.exchange import queries as exchange
from donghanh.programme.exchange.queries import ProposalRow
from donghanh.programme.exchange.terms import ProposalKind
from donghanh.programme.queries import PlanRow
from donghanh.programme.reading import Checked
from donghanh.programme.terms import Comparison, Frequency, Rhythm, StandsAs, printed_code
from donghanh.web.ui.helpers import so

Lines = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Readable:
    """A version's lists as (code, what, more) each."""

    head: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, Lines], ...]


def plan(actor: Actor, plan_id: str) -> PlanRow:
    """The plan. Raises NotInReach where there is none, MayNot."""
    try:
        return queries.plan(actor, plan_id)
    except BadInput:
        raise NotInReach(_("Không tìm thấy kế hoạch này."), mend=_("Mở lại từ danh sách kế hoạch.")) from None


def told(checked: Checked) -> tuple[tuple[str, Lines], ...]:
    """What a person reads before confirming: (title, lines) of what does not agree and what is not set."""
    groups = ((_("Cần đọc lại"), checked.remarks), (_("Chưa đặt"), checked.not_set))
    return tuple((title, tuple((str(one.place), one.message, "") for one in found)) for title, found in groups if found)


def choices(actor: Actor) -> list[tuple[str, str]]:
    """Every version of every plan: ("DN137@1", "137/KH-UBND, bản 1, từ 31/05/2023")."""
    found = [(each.number, one) for each in queries.plans(actor) for one in queries.versions(actor, each.id)]
    return [(f"{one.plan_id}@{one.number}", f"{number}, bản {one.number}, từ {one.in_force_from:%d/%m/%Y}") for number, one in found]


def functions() -> list[tuple[str, str]]:
    """Every function that a plan may name, by title."""
    return sorted(((one.code, one.title) for one in exchange.words().functions), key=lambda pair: pair[1])


def proposed(rows: Iterable[ProposalRow]) -> dict[UUID, tuple[tuple[str, str], ...]]:
    """What each proposal says, in words."""
    titles = dict(functions())
    return {row.id: tuple(_proposed(row, titles)) for row in rows}


def mark(text: str) -> tuple[str, int]:
    """The plan and the number of "DN137@1", which the form has found among the choices."""
    plan_id, _at, number = text.rpartition("@")
    return plan_id, int(number)


def readable(content: dict[str, Any]) -> Readable:
    """A version's content in words."""
    years = f"{content['from_year']}–{content['to_year']}"
    head = (
        (_("Số"), content["number"] or _("không in")),
        (_("Ngày ban hành"), _day(content["issued_on"])),
        (_("Thực hiện"), years),
        (_("Tên"), content["title"]),
    )
    targets = tuple((printed_code(one["clause"]), one["name"], _target(one)) for one in content["targets"])
    clauses = tuple((printed_code(one["code"]), one["name"], str(StandsAs(one["stands_as"]).label)) for one in content["clauses"])
    road = tuple(
        (printed_code(one["clause"]), f"{one['what']}, {one['place'] or one['rule'] or _('toàn tỉnh')}", _steps(one)) for one in content["roadmap"]
    )
    owed = tuple(
        (printed_code(one["clause"]), one["name"], f"{Frequency(one['frequency']).label}, {_('gửi')} {one['recipient']}")
        for one in content["obligations"]
    )
    parts = ((_("Chỉ tiêu"), targets), (_("Lộ trình"), road), (_("Chế độ báo cáo"), owed), (_("Các khoản và việc"), clauses))
    return Readable(head, tuple((title, lines) for title, lines in parts if lines))


def _proposed(row: ProposalRow, titles: dict[str, str]) -> Iterator[tuple[str, str]]:
    said = row.said
    if row.code:
        yield _("Khoản"), printed_code(row.code)
    if row.kind is ProposalKind.TARGET:
        value = _("không có con số") if said["value"] is None else f"{Comparison(said['comparison']).label} {_so(said['value'])} {said['unit']}"
        yield _("Đặt ra"), value
        yield _("Hạn"), _day(said["due_on"]) + (_(" (theo tiêu đề ở trên)") if said["is_due_assumed"] else "")
        return
    yield _("Việc của"), ", ".join(titles.get(code, code) for code in said["functions"]) or _("không nêu")
    if row.kind is ProposalKind.REPORT:
        yield _("Kỳ"), ", ".join(str(Frequency(one).label) for one in said["frequencies"]) or _("không nêu")
        if said["due_before"]:
            yield _("Trước ngày"), "/".join(reversed(said["due_before"].split("-")))
    elif said["rhythm"]:
        yield _("Nhịp"), str(Rhythm(said["rhythm"]).label)


def _so(value: Any) -> str:
    return so(Decimal(f"{Decimal(str(value)).normalize():f}"))


def _target(one: dict[str, Any]) -> str:
    wanted = f"{Comparison(one['comparison']).label} {_so(one['value'])} {one['unit']}" if one["value"] else one["printed"]
    return f"{wanted}, {_('hạn')} {_day(one['due_on'])}"


def _steps(one: dict[str, Any]) -> str:
    number = _("chưa đặt") if one["planned"] is None else str(one["planned"])
    return f"{number}, {one['from_year'] or ''}–{one['to_year'] or ''}"


def _owed(one: dict[str, Any]) -> str:
    return f"{Frequency(one['frequency']).label}, {_('gửi')} {one['recipient']}"


def _day(text: str | None) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}" if text else _("chưa đặt")
