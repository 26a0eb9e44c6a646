"""The report desk of a unit: what it owes, what it receives from others, what nobody holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from donghanh.kernel.actor import Actor
from donghanh.programme.terms import Frequency
from donghanh.reports.filing import access
from donghanh.reports.filing.access import Seat
from donghanh.reports.filing.queries import _rows, duties
from donghanh.reports.filing.queries._rows import Begun
from donghanh.reports.filing.queries.duties import Duty, Leads, Rule, Unit
from donghanh.reports.filing.rules import Standing
from donghanh.reports.filing.terms import COMMITTEE, Level, State

YEARS = 4
"""So many years back the desk offers."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that the reader's unit owes. is_open: its period has begun, so it can be written."""

    duty: Duty
    now: Standing
    is_open: bool


@dataclass(frozen=True, slots=True)
class Received:
    """A report that communes owe to the reader's unit, counted. waiting: sent and not answered; late: not sent after the last day."""

    duty: Duty
    owed: int
    sent: int
    waiting: int
    returned: int
    accepted: int
    late: int


@dataclass(frozen=True, slots=True)
class Unheld:
    """An obligation whose named function nobody holds any more, so that nobody owes it until the province decides."""

    code: str
    plan: str
    name: str
    rhythm: str


@dataclass(frozen=True, slots=True)
class Desk:
    """owed: of the year; older: of the year before, still with this unit. is_lead: receives and arranges."""

    body: str
    year: int
    years: tuple[int, ...]
    owed: tuple[Owed, ...]
    older: tuple[Owed, ...]
    received: tuple[Received, ...]
    unheld: tuple[Unheld, ...]
    is_lead: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One unit in the table of who has sent. version: the newest sent."""

    unit: Unit
    now: Standing
    version: UUID | None


@dataclass(frozen=True, slots=True)
class Roll:
    """Who has sent a report and who has not: what asks for something first, then by name."""

    duty: Duty
    lines: tuple[Line, ...]


def desk(actor: Actor, *, on: date, year: int) -> Desk:
    """The desk for a year. Raises MayNot without the right to reports, NotInReach without a body in a province."""
    here = access.seat(actor)
    known, leads = duties.rules_of(here.province), duties.leads_of(here.province)
    found = duties.duties(here.province, known, leads, (year - 1, year))
    began = _rows.begun(Q(body_id__in=here.bodies) | Q(receiver_id__in=here.bodies))
    arriving = [one for one in found if is_received(here, one) and one.period.first.year == year]
    units = duties.communes(here.province, bodies=None if arriving else here.bodies)
    is_lead = leads.on(on)[0] in here.bodies
    own = [Owed(one, _rows.standing_of(_own(began, one, here), one, on), one.period.first <= on) for one in found if owes(here, one, leads, units)]
    return Desk(
        here.body,
        year,
        _years(known, found, on),
        tuple(sorted((one for one in own if one.duty.period.first.year == year), key=lambda one: _urgency(one, on))),
        tuple(one for one in own if one.duty.period.first.year < year and one.now.state.is_with_sender and one.now.is_late),
        tuple(_counted(one, began, units, on) for one in arriving),
        tuple(_unheld(known, year)) if is_lead else (),
        is_lead,
    )


def owes(here: Seat, duty: Duty, leads: Leads, units: list[Unit]) -> bool:
    """Whether this desk owes the report: its committee on the day it is due, or the lead agency of that day."""
    if duty.level == Level.PROVINCE:
        return leads.on(duty.day)[0] in here.bodies
    if duty.is_call:
        return here.kind == COMMITTEE and bool(here.bodies & set(duty.bodies))
    return any(one.body_id in here.bodies and one.stands(duty.day) for one in units)


def is_received(here: Seat, duty: Duty) -> bool:
    """Whether this desk receives it."""
    return duty.level == Level.COMMUNE and duty.receiver_id in here.bodies


def roll(actor: Actor, code: str, period: str, *, on: date) -> Roll:
    """Who has sent one report and who has not. Raises NotInReach for anybody but its receiver."""
    here = access.seat(actor)
    duty = next((one for one in duties.of_period(here.province, period) if one.code == code and is_received(here, one)), None)
    access.found(duty)
    assert duty is not None
    return roll_of(here, duty, on)


def roll_of(here: Seat, duty: Duty, on: date) -> Roll:
    """`roll` for a caller that stands at the receiver's desk."""
    began = {one.body_id: one for one in _rows.begun(Q(receiver_id__in=here.bodies, duty=duty.code, period=duty.period.code))}
    found = []
    for unit in owers(duty, duties.communes(here.province)):
        one = began.get(unit.body_id)
        found.append(Line(unit, _rows.standing_of(one, duty, on), one.newest if one else None))
    return Roll(duty, tuple(sorted(found, key=lambda line: (_rank(line.now), -line.now.days_late))))


def _rank(now: Standing) -> int:
    """What waits for an answer first, then what was returned, what is late, what is accepted, and what nobody need ask for yet."""
    first = {State.SENT: 0, State.RETURNED: 1, State.ACCEPTED: 3}
    return first.get(now.state, 2 if now.is_late else 4)


def owers(duty: Duty, units: list[Unit]) -> list[Unit]:
    """The committees that owe it, by name."""
    return [one for one in units if (one.body_id in duty.bodies if duty.is_call else one.stands(duty.day))]


def _own(began: list[Begun], duty: Duty, here: Seat) -> Begun | None:
    return next((one for one in began if (one.duty, one.period) == (duty.code, duty.period.code) and one.body_id in here.bodies), None)


def _counted(duty: Duty, began: list[Begun], units: list[Unit], on: date) -> Received:
    mine = {one.body_id: one for one in began if (one.duty, one.period) == (duty.code, duty.period.code)}
    stand = [_rows.standing_of(mine.get(unit.body_id), duty, on) for unit in owers(duty, units)]
    states = [one.state for one in stand]
    late = sum(one.is_late and not one.number for one in stand)
    sent = sum(one.number > 0 for one in stand)
    return Received(duty, len(stand), sent, *(states.count(kind) for kind in (State.SENT, State.RETURNED, State.ACCEPTED)), late)


def _unheld(known: list[Rule], year: int) -> list[Unheld]:
    """Obligations of the districts, which are no more since July 2025, while the province has not said who takes their place."""
    left = (one for one in known if year in one.years and one.names_districts and not one.arranged.by_communes)
    return [Unheld(one.asked.id, one.plan.number, one.name, Frequency(one.asked.frequency).label) for one in left if Level.COMMUNE not in one.levels]


def _years(known: list[Rule], found: list[Duty], on: date) -> tuple[int, ...]:
    asked = {year for one in known for year in one.years} | {one.period.first.year for one in found} | {on.year}
    return tuple(sorted((year for year in asked if on.year - YEARS < year <= on.year + 1), reverse=True))


def _urgency(one: Owed, on: date) -> tuple[int, bool, int, str]:
    """Late ones first, then those open by day, those without a day by the newest period, then what is to come, then what is done."""
    rank = 3 if not one.now.state.is_with_sender else 0 if one.now.is_late else 1 if one.is_open else 2
    away = (one.duty.day - on).days
    return rank, one.duty.due.day is None, away if one.duty.due.day else -away, one.duty.name
