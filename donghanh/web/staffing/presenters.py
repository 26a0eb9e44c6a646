"""What the pages of staffing show: tabs, marks, the matrix, one place whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach
from donghanh.programme.staffing import queries
from donghanh.programme.staffing.queries import BodyRow, HolderRow, PlaceCount, PostRow
from donghanh.programme.staffing.terms import SchemeState, StaffFunction, WorkGroup
from donghanh.programme.tasks import queries as tasks
from donghanh.programme.tasks.queries import TaskRow
from donghanh.web.shell.forms import read_date
from donghanh.web.ui.helpers import ngay

T = TypeVar("T")
TABS = (
    ("Theo cơ quan", "staff.read", "staffing:desk"),
    ("Theo địa bàn", "staff.read", "staffing:places"),
    ("Chưa đủ khoá học", "staff.read", "staffing:unprepared"),
    ("Đề án", "staff.read", "staffing:schemes"),
    ("Trước và sau", "staff.read", "staffing:moved"),
)
STATE_MARKS = {SchemeState.DRAFT: "neut", SchemeState.APPRAISED: "info", SchemeState.APPROVED: "ok", SchemeState.RETURNED: "warn"}
FUNCTIONS = tuple(StaffFunction)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Communes by name; busy: those whose bodies took up a task of this year, None for who reads no tasks."""

    province: tuple[PlaceCount, ...]
    rows: tuple[PlaceCount, ...]
    busy: frozenset[int] | None

    @property
    def nothing(self) -> tuple[PlaceCount, ...]:
        """Communes of which no post was written down."""
        return tuple(one for one in self.rows if not one.posts)

    @property
    def idle(self) -> tuple[PlaceCount, ...]:
        """Of these, communes that took up no task of this year either."""
        return tuple(one for one in self.nothing if self.busy is not None and one.unit_id not in self.busy)

    def uncovered(self, function: StaffFunction) -> int:
        """Communes where nobody has this function."""
        return sum(not one.given[function] for one in self.rows)


@dataclass(frozen=True, slots=True)
class PlaceSheet:
    """team: posts of the volunteer team; last_at: when one of the place's bodies last did something for a task of this year, None never."""

    unit: str
    bodies: tuple[BodyRow, ...]
    team: tuple[PostRow, ...]
    tasks: tuple[TaskRow, ...]
    last_at: datetime | None
    shows_tasks: bool


def tabs(actor: Actor) -> list[dict[str, str]]:
    """The lists that this official may open."""
    return [{"name": _(name), "href": reverse(view)} for name, verb, view in TABS if verb in actor.may]


def matrix(actor: Actor, *, on: date) -> Matrix:
    """Communes apart from the province's own line. Raises MayNot."""
    found = queries.coverage(actor, on=on)
    communes = tuple(one for one in found if one.level == "COMMUNE")
    return Matrix(tuple(one for one in found if one.level != "COMMUNE"), communes, _busy(actor, on) if "task.do" in actor.may else None)


def _busy(actor: Actor, on: date) -> frozenset[int]:
    parts = [part for one in tasks.board(actor, on=on, year=on.year).tasks for part in one.parts]
    return frozenset(queries.units_of({part.body_id for part in parts if part.standing.acknowledged_at is not None}))


def place_sheet(actor: Actor, unit_id: int, *, on: date) -> PlaceSheet:
    """One place. Raises MayNot, NotInReach where none of its bodies is within the actor's reach."""
    rows = [row for row in queries.bodies(actor, on=on) if row.unit_id == unit_id]
    counted = next((one for one in queries.coverage(actor, on=on) if one.unit_id == unit_id), None)
    if not rows and counted is None:
        raise NotInReach(_("Không tìm thấy địa bàn này."), mend=_("Mở lại từ danh sách nhân sự."))
    may = "task.do" in actor.may
    open_tasks, last_at = _work(actor, rows, on) if may and rows else ((), None)
    team = tuple(one for row in rows for one in row.posts if one.group == WorkGroup.VOLUNTEER)
    return PlaceSheet(rows[0].unit if rows else counted.unit if counted else "", tuple(rows), team, open_tasks, last_at, may)


def _work(actor: Actor, rows: Sequence[BodyRow], on: date) -> tuple[tuple[TaskRow, ...], datetime | None]:
    ids, names = {row.id for row in rows}, {row.name for row in rows}
    mine = [one for one in tasks.board(actor, on=on, year=on.year).tasks if one.part_of(ids)]
    done = [step.at for one in mine for step in one.steps if step.body in names]
    return tuple(one for one in mine if not one.now.state.is_over), max(done, default=None)


def by_body(rows: Sequence[tuple[PostRow, HolderRow]]) -> list[tuple[PostRow, list[tuple[PostRow, HolderRow]]]]:
    """Groups of one body, each with a post of it for its name."""
    groups = [list(group) for _key, group in groupby(rows, key=lambda pair: pair[0].body_id)]
    return [(group[0][0], group) for group in groups]


def difference(required: int | None, vacant: int, over: int) -> tuple[str, str]:
    """(word, mark): "thiếu 1", "thừa 1", "đủ", "chưa đặt định mức"."""
    if required is None:
        return _("chưa đặt định mức"), "neut"
    if vacant:
        return _("thiếu %(n)s") % {"n": vacant}, "warn"
    return (_("thừa %(n)s") % {"n": over}, "info") if over else (_("đủ"), "ok")


def lacks(row: HolderRow) -> str:
    """What somebody lacks, in words; what ran out is said so."""
    return "; ".join(_("%(name)s (đã hết giá trị)") % {"name": one.label} if one in row.expired else one.label for one in row.lacking)


def moved_said(made: tuple) -> str:
    """After a move: what has still to be learnt."""
    lacking = made[1]
    return _("Đã điều động. Cần học thêm: %(what)s.") % {"what": "; ".join(one.label for one in lacking)} if lacking else _("Đã điều động.")


def day_of(typed: str) -> date | None:
    """A day typed in the address, None for what is none."""
    try:
        return read_date((typed, "", ""), latest_year=2099, name=_("Ngày")) if typed else None
    except ValidationError:
        return None


def span(starts_on: date, ends_before: date | None) -> str:
    """ "từ 1/1/2026", "1/1/2026 đến trước 3/5/2026"."""
    if ends_before is None:
        return _("từ %(day)s") % {"day": ngay(starts_on)}
    return _("%(first)s đến trước %(last)s") % {"first": ngay(starts_on), "last": ngay(ends_before)}
