"""The working list in words: figures, tabs, groups by deadline, what waits beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from donghanh import legal
from donghanh.cases import queries
from donghanh.cases.queries import CaseRow, DutyRow, HandoverRow, Part, Side
from donghanh.decisions import queries as decisions
from donghanh.decisions.queries import DecisionRow
from donghanh.kernel.workdays import WEEKDAYS_VI
from donghanh.web.cases import sheets, words
from donghanh.web.cases.words import Look
from donghanh.web.ui.due import Due, due_of
from donghanh.web.ui.helpers import ngay

FIRST_ROWS, SOON = 20, 30
PARTS = {"": Part.ALL, "qua-han": Part.LATE, "den-ngay-nhac": Part.REMINDED}
TABS = (
    ("", "Tất cả"),
    ("qua-han", "Quá hạn"),
    ("den-ngay-nhac", "Đến ngày nhắc"),
    ("sap-het-han", "Sắp hết hạn"),
    ("chuyen-den", "Chuyển đến"),
    ("cho-kiem-tra", "Chờ kiểm tra"),
    ("bi-tra-lai", "Bị trả lại"),
)
SIDES = {
    "": (Side.OURS, "Việc của cơ quan bạn"),
    "khac": (Side.OTHERS, "Việc của cơ quan khác"),
    "nguoi": (Side.PERSON, "Quyền của người trong hồ sơ"),
}
NO_TIME = (
    "Không ai đang có thời gian luật dành riêng",
    "Khi luật dành thời gian cho người trong hồ sơ, ngày cuối hiện ở đây; hết ngày ấy không ai là chậm.",
)
PARTIES = {"commune_police": ("commune_police", "detecting_police"), "commune_committee": ("commune",)}
"""Whom rules name in place of a function (legal.parties), by the kind of body that they are."""
EMPTY = {
    "": ("Không còn việc nào đến hạn", "Mọi việc luật giao đã được ghi. Việc mới tự hiện ra khi có sự việc mới."),
    "qua-han": ("Không có việc nào quá hạn", "Việc quá hạn vẫn phải làm nên ở lại đây cho đến khi được ghi."),
    "den-ngay-nhac": ("Chưa việc nào đến ngày nhắc", "Ngày nhắc tính từ hạn mỗi lần mở trang, theo số ngày đơn vị đã đặt."),
    "sap-het-han": ("Không ai hết thời hạn trong 30 ngày tới", "Người hết thời hạn tự rời danh sách; không cần ai gỡ tên."),
    "chuyen-den": ("Không có hồ sơ nào chờ ký nhận", "Khi xã khác chuyển hồ sơ đến, hồ sơ hiện ở đây và chờ bạn ký nhận."),
    "cho-kiem-tra": ("Không có dự thảo nào chờ bạn kiểm tra", "Dự thảo do người khác soạn hiện ở đây, để hai người cùng xem trước khi trình ký."),
    "bi-tra-lai": ("Không có dự thảo nào bị trả lại", "Dự thảo bị trả lại hiện ở đây kèm lý do và cách sửa."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line: when, what for whom, who acts next and why."""

    due: Due
    href: str
    task: str
    who: str
    ref: str
    next: str
    to: str = ""
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Some rows under one heading. n: how many there are in all, also those that this page does not show."""

    name: str
    rows: tuple[Row, ...]
    n: int


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the page shows. count: all there are, shown: those on this page; more: the address with more of them, empty where all are shown.

    days: how many working days before a limit this reader is reminded. sides: whose duties, the reader's own body's or other bodies'.
    rest: the address with what other bodies owe (or with ours, beside theirs), what that is called and how many they are, where this side has none.
    """

    year: str
    day: str
    body: str
    figures: tuple[dict[str, Any], ...]
    tabs: tuple[dict[str, Any], ...]
    tab: str
    groups: tuple[Group, ...]
    count: int
    shown: int
    empty: tuple[str, str]
    more: str
    incoming: tuple[HandoverRow, ...]
    returned: tuple[Row, ...]
    days: int
    sides: tuple[dict[str, Any], ...]
    side: str
    is_persons: bool
    rest: tuple[str, str, int] | None


def functions_of(look: Look) -> frozenset[str]:
    """What the law asks of the official's own body today, whoever of it holds the office: police prepare what their chief signs."""
    kind = look.actor.body_kind
    held = {one.function for one in legal.holders(everywhere=True) if one.body_kind == kind and one.stands(look.on)}
    return frozenset(held.union(PARTIES.get(kind, ())))


def desk(look: Look, request: HttpRequest) -> Desk:
    """The page for this official at this moment. Seven statements at most, however many rows."""
    may_check = "decision.check" in look.actor.may
    tabs = [tab for tab in TABS if tab[0] != "cho-kiem-tra" or may_check]
    key = request.GET.get("muc", "")
    key = key if key in dict(tabs) else ""
    size = sheets.number(request.GET.get("so"), FIRST_ROWS)
    hidden = words.names_hidden(request)
    incoming = queries.incoming(look.actor)
    drafts = tuple(_draft(look, one, hidden) for one in decisions.returned(look.actor))
    checking = tuple(_draft(look, one, hidden) for one in decisions.to_check(look.actor)) if may_check else ()
    side = request.GET.get("cua", "")
    side = side if side in SIDES else ""
    is_persons = SIDES[side][0] == Side.PERSON
    key = "" if is_persons else key
    owed = queries.desk(
        look.actor,
        at=look.at,
        calendar=look.calendar,
        part=PARTS.get(key, Part.ALL),
        limit=size + 1 if key in PARTS else 0,
        owed_by=functions_of(look),
        side=SIDES[side][0],
    )
    rows_of = {
        "sap-het-han": lambda: _whole(_("Hết thời hạn quản lý"), _ending(look, hidden)),
        "chuyen-den": lambda: _whole(_("Chờ ký nhận"), tuple(_arriving(look, one) for one in incoming)),
        "cho-kiem-tra": lambda: _whole(_("Chờ bạn kiểm tra"), checking),
        "bi-tra-lai": lambda: _whole(_("Chờ sửa"), drafts),
    }
    groups = tuple(group for group in (rows_of[key]() if key in rows_of else by_deadline(look, owed, size, hidden, PARTS[key])) if group.rows)
    here = timezone.localtime(look.at)
    base = words.address("desk:today")
    to = _way(base, side)
    counts = owed.counts
    numbers = {"qua-han": counts.late, "den-ngay-nhac": counts.reminded}
    waiting = {"chuyen-den": len(incoming), "cho-kiem-tra": len(checking), "bi-tra-lai": len(drafts)}
    shown = sum(len(group.rows) for group in groups)
    return Desk(
        year=_("Năm %(year)d") % {"year": here.year},
        day=f"{WEEKDAYS_VI[here.weekday()]}, {here.day} tháng {here.month}",
        body=look.actor.body_name,
        figures=_figures(counts, len(drafts), groups if key == "" else (), to),
        tabs=tuple({"name": _(name), "href": to(muc=one), "n": (numbers | waiting).get(one)} for one, name in tabs),
        tab=_(dict(TABS)[key]),
        groups=groups,
        count=({"": counts.all} | numbers).get(key, shown),
        shown=shown,
        empty=(_(NO_TIME[0]), _(NO_TIME[1])) if is_persons else (_(EMPTY[key][0]), _(EMPTY[key][1])),
        more=to(muc=key, so=size + FIRST_ROWS) if len(owed.rows) > size else "",
        incoming=tuple(incoming),
        returned=drafts,
        days=owed.days,
        sides=_sides(base, owed),
        side=_(SIDES[side][1]),
        is_persons=is_persons,
        rest=_rest(base, side, owed) if key == "" else None,
    )


def _sides(base: str, owed: queries.Desk) -> tuple[dict[str, Any], ...]:
    return tuple({"name": _(name), "href": _way(base, one)(), "n": owed.sides[which]} for one, (which, name) in SIDES.items())


def _rest(base: str, side: str, owed: queries.Desk) -> tuple[str, str, int] | None:
    """Where the work is when this side has none: with other bodies, or on their side with us. The person's own time is nobody's work."""
    other = "" if side else "khac"
    which, name = SIDES[other]
    return (_way(base, other)(), _(name), owed.sides[which]) if owed.sides[which] else None


def _way(base: str, side: str) -> Callable[..., str]:
    """Addresses of this page that keep the side."""

    def to(**values: object) -> str:
        asked = urlencode({name: value for name, value in ({"cua": side} | values).items() if value})
        return f"{base}?{asked}" if asked else base

    return to


def _figures(counts: queries.TodayCounts, returned: int, groups: Sequence[Group], to: Callable[..., str]) -> tuple[dict[str, Any], ...]:
    """Each number leads to the rows behind it; a nought leads nowhere."""
    at = {group.name: f"{to()}#nhom-{place}" for place, group in enumerate(groups, 1)}
    numbers = ((counts.late, _("Quá hạn")), (counts.today, _("Hôm nay")), (counts.week, _("Tuần này")))
    lines = [{"n": n, "label": label, "href": at.get(label) or (to() if n else None)} for n, label in numbers]
    return (*lines, {"n": returned, "label": _("Bị trả lại"), "href": to(muc="bi-tra-lai") if returned else None})


def _whole(name: str, rows: tuple[Row, ...]) -> tuple[Group, ...]:
    return (Group(name, rows, len(rows)),)


def by_deadline(look: Look, owed: queries.Desk, size: int, hidden: bool, part: Part) -> tuple[Group, ...]:
    """At most so many duties under their headings; the person's own time stands last."""
    midnight = timezone.localtime(look.at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    ends = (look.at, midnight, queries.week_ends(look.at))
    counts = owed.counts
    names = (_("Quá hạn"), _("Hôm nay"), _("Tuần này"), _("Sau đó"), _("Luật không ghi hạn"), _("Thời gian luật dành cho người trong hồ sơ"))
    there_are = (counts.late, counts.today, counts.week, counts.later, counts.without, counts.own)
    rows: dict[str, list[Row]] = {name: [] for name in names}
    for duty in owed.rows[:size]:
        place = 5 if duty.is_own else 4 if duty.due_at is None else sum(duty.due_at > end for end in ends)
        rows[names[place]].append(_duty(look, duty, hidden, is_reminded=owed.is_reminded(duty, look.at)))
    told = there_are if part != Part.REMINDED else [len(found) for found in rows.values()]
    return tuple(Group(name, tuple(found), n) for (name, found), n in zip(rows.items(), told, strict=True))


def _duty(look: Look, duty: DutyRow, hidden: bool, *, is_reminded: bool) -> Row:
    begun = words.day_of(duty.counted_from or duty.stands_from)
    href = words.why_href(duty.case_id, duty.kind)
    return Row(
        due=words.clock(look, duty.function, duty.due_at, duty.rule_id, href),
        href=words.address("cases:case", duty.case_id),
        task=words.task(duty.kind, begun),
        who=words.person_line(look.actor, duty.person_name, duty.birth_year, is_sealed=duty.is_sealed, hidden=hidden),
        ref=duty.case_number,
        next=words.who_next(look, duty.function, duty.rule_id),
        to=_("đến ngày nhắc") if is_reminded else "",
        cite=words.citation(duty.kind, duty.rule_id, begun, duty.procedure),
    )


def _ending(look: Look, hidden: bool) -> tuple[Row, ...]:
    return tuple(_end(look, row, hidden) for row in queries.expiring(look.actor, at=look.at, within_days=SOON))


def _end(look: Look, row: CaseRow, hidden: bool) -> Row:
    return Row(
        due=due_of(row.active_until, look.at),
        href=words.address("cases:case", row.id),
        task=_("Hết thời hạn quản lý"),
        who=words.person_line(look.actor, row.person_name, row.birth_year, is_sealed=row.is_sealed, hidden=hidden),
        ref=row.number,
        next=_("Tự rời danh sách"),
        to=_("sau đó ra quyết định chấm dứt"),
    )


def _arriving(look: Look, row: HandoverRow) -> Row:
    return Row(
        due=Due("none", ngay(row.sent_at), _("ngày gửi")),
        href=words.address("cases:moves"),
        task=_("Ký nhận hồ sơ chuyển đến"),
        who=row.summary,
        ref="",
        next=_("từ %(place)s") % {"place": row.from_name},
    )


def _draft(look: Look, row: DecisionRow, hidden: bool) -> Row:
    return Row(
        due=Due("none", ngay(row.drafted_at), _("ngày soạn")),
        href=words.address("decisions:decision", row.id) or words.address("cases:case", row.case_id),
        task=row.kind.label,
        who=words.person_line(look.actor, row.person_name, row.birth_year, is_sealed=row.is_sealed, hidden=hidden),
        ref=row.case_number,
        next=row.return_reason or _("%(name)s soạn") % {"name": row.drafter_name},
    )
