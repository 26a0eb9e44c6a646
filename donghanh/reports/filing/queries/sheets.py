"""One report as its unit writes it, and as its receiver reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.programme import queries as programme
from donghanh.programme.queries import PlanRow
from donghanh.programme.terms import Source
from donghanh.reports import periods, repository, territory
from donghanh.reports import queries as frozen_reports
from donghanh.reports import rules as counting
from donghanh.reports.filing import access, rules
from donghanh.reports.filing.access import Seat
from donghanh.reports.filing.models import DistributionList, Version, Words
from donghanh.reports.filing.queries import _rows, duties
from donghanh.reports.filing.queries._rows import Begun, VersionRow
from donghanh.reports.filing.queries.desk import is_received, owers, owes
from donghanh.reports.filing.queries.duties import Duty, Unit
from donghanh.reports.filing.rules import Standing
from donghanh.reports.filing.terms import MINISTRIES, MINISTRY, OF_TARGET, SECTIONS, Level, State
from donghanh.reports.made import listed_parts
from donghanh.reports.repository import Figure, PlanFigures


@dataclass(frozen=True, slots=True)
class Own:
    """A report that the reader's unit owes. place_id: of what it speaks. begun None: nobody began it. gathers: those of communes go into it."""

    here: Seat
    duty: Duty
    begun: Begun | None
    now: Standing
    place_id: int
    gathers: bool


@dataclass(frozen=True, slots=True)
class Prefilled:
    """The figures of today. none: why there are none; then the report goes out in words and says so."""

    plan: PlanRow
    figures: PlanFigures | None
    none: str

    @property
    def unmet(self) -> list[tuple[str, str]]:
        """(id, name) of the targets that are not reached."""
        if self.figures is None:
            return []
        return [(t.id, t.name) for t, one in zip(self.plan.targets, self.figures.targets, strict=True) if one.met is False]

    @property
    def waiting(self) -> list[str]:
        """Names of the targets for which facts are still to be recorded."""
        return [target.name for target in self.plan.targets if target.source is Source.MISSING]


@dataclass(frozen=True, slots=True)
class Before:
    """What this unit wrote in the period before; offered beside, never copied."""

    label: str
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class FilingSheet:
    """A report on its writer's desk. words: part → draft; missing: (part, sentence); recipients: the list in force."""

    own: Own
    filled: Prefilled
    words: dict[str, str]
    saved_at: datetime | None
    missing: tuple[tuple[str, str], ...]
    before: Before | None
    versions: tuple[VersionRow, ...]
    recipients: tuple[str, ...]
    may_file: bool
    may_write: bool

    @property
    def is_correction(self) -> bool:
        """True where something was sent before."""
        return bool(self.versions)


@dataclass(frozen=True, slots=True)
class Compared:
    """A target of a commune as it counts today, as the receiver may see it. has_changed: other files stand behind it than when it was sent;
    None: nothing is said of it, for of few people, or of a number that is not shown, that too would say something."""

    target_id: str
    clause: str
    name: str
    today: Figure | None
    has_changed: bool | None


@dataclass(frozen=True, slots=True)
class ReceivedSheet:
    """A commune's report on its receiver's desk."""

    duty: Duty
    unit: Unit
    filing_id: UUID
    now: Standing
    versions: tuple[VersionRow, ...]
    compared: tuple[Compared, ...]
    may_judge: bool


def own(actor: Actor, code: str, period: str, *, on: date) -> Own:
    """A report that the reader's unit owes, begun or not. Raises NotInReach for any other, MayNot without the right to reports."""
    here = access.seat(actor)
    leads, units = duties.leads_of(here.province), duties.communes(here.province, bodies=here.bodies)
    asked = duties.of_period(here.province, period)
    found = [one for one in asked if one.code == code and owes(here, one, leads, units)]
    access.found(found or None)
    duty = found[0]
    gathers = duty.level == Level.PROVINCE and any(one.plan.id == duty.plan.id and is_received(here, one) for one in asked)
    began = _rows.begun(Q(body_id__in=here.bodies, duty=code, period=duty.period.code))
    one = began[0] if began else None
    place = here.province.id if duty.level == Level.PROVINCE else here.unit_id
    return Own(here, duty, one, _rows.standing_of(one, duty, on), place, gathers)


def prefilled(actor: Actor, mine: Own, *, on: date) -> Prefilled:
    """The figures that would be frozen now, or why there are none."""
    plan = programme.plan(actor, mine.duty.plan.id)
    area = territory.of(mine.place_id, on=on)
    try:
        counting.check_can_report_on(plan, province=territory.province_code(area))
        return Prefilled(plan, repository.figures_of(actor, plan=plan, period=mine.duty.period, area=area, on=on), "")
    except Cannot as refusal:
        return Prefilled(plan, None, refusal.message)


def drafts(begun: Begun | None) -> tuple[dict[str, str], datetime | None]:
    """Part → text of a report's draft, and when it was last saved."""
    rows = list(Words.objects.filter(filing_id=begun.id)) if begun else []
    return {one.part: one.text for one in rows}, max((one.saved_at for one in rows), default=None)


def sheet(actor: Actor, code: str, period: str, *, on: date) -> FilingSheet:
    """One report on its writer's desk. Errors as `own`."""
    mine = own(actor, code, period, on=on)
    filled = prefilled(actor, mine, on=on)
    words, saved_at = drafts(mine.begun)
    gaps = rules.missing(words, unmet=filled.unmet, waiting=filled.waiting)
    sent = _rows.versions(Q(filing_id=mine.begun.id)) if mine.begun else []
    may_file = access.may_file(actor)
    may_write = may_file and not (mine.now.state == State.SENT and mine.duty.receiver_id)
    lines = recipients(actor, mine, on=on)
    return FilingSheet(mine, filled, words, saved_at, tuple(gaps), _before(mine), tuple(sent), lines, may_file, may_write)


def recipients(actor: Actor, mine: Own, *, on: date) -> tuple[str, ...]:
    """To whom this report goes: the unit's own list, else the receiver and what the plan prints, former names in their holders' of today."""
    kept = DistributionList.objects.filter(body_id=mine.here.body_id, duty=mine.duty.code).order_by("-made_at", "-id").first()
    if kept:
        return tuple(kept.lines)
    if mine.duty.level == Level.COMMUNE:
        return (mine.duty.receiver,)
    held = programme.holders(actor, province=mine.duty.plan.province, on=on)
    ministry = held[MINISTRY].name if MINISTRY in held else ""
    former = {name: held[code].name for code, name in duties.former_names(MINISTRIES, on=on) if held[code].name}
    printed = [former.get(line.casefold(), line) for line in mine.duty.plan.recipients]
    committee = f"Ủy ban nhân dân {mine.here.province.kind} {mine.here.province.name}"
    return tuple(dict.fromkeys([committee, *([ministry] if ministry else []), *printed]))


def received(actor: Actor, code: str, period: str, body_id: int, *, at: datetime, on: date) -> ReceivedSheet:
    """A commune's report on its receiver's desk, its newest version. Raises NotInReach before it was sent, and for anybody but the receiver."""
    here = access.seat(actor)
    duty = next((one for one in duties.of_period(here.province, period) if one.code == code and is_received(here, one)), None)
    began = _rows.begun(Q(receiver_id__in=here.bodies, duty=code, period=period, body_id=body_id)) if duty else []
    unit = next((one for one in owers(duty, duties.communes(here.province)) if one.body_id == body_id), None) if duty else None
    access.found(began[0].newest if began and unit else None)
    assert duty is not None and unit is not None
    sent = _rows.versions(Q(filing_id=began[0].id))
    now = _rows.standing_of(began[0], duty, on)
    compared = _compared(actor, duty, unit, sent[0], at=at, on=on)
    return ReceivedSheet(duty, unit, began[0].id, now, tuple(sent), tuple(compared), access.may_file(actor) and now.state == State.SENT)


def waiting(actor: Actor, code: str, period: str, body_id: int, *, on: date) -> tuple[Standing, UUID]:
    """Where a commune's report stands, and its newest version. Raises NotInReach before it was sent, and for anybody but the receiver."""
    here = access.seat(actor)
    duty = next((one for one in duties.of_period(here.province, period) if one.code == code and is_received(here, one)), None)
    began = _rows.begun(Q(receiver_id__in=here.bodies, duty=code, period=period, body_id=body_id)) if duty else []
    access.found(began[0].newest if began else None)
    assert duty is not None and began[0].newest is not None
    return _rows.standing_of(began[0], duty, on), began[0].newest


def _compared(actor: Actor, duty: Duty, unit: Unit, sent: VersionRow, *, at: datetime, on: date) -> list[Compared]:
    """Each target today: the commune's row of the province's table, guarded as on every screen.

    The table of the sending moment is not counted: communes send at so many moments that tables held against each other would say who came.
    """
    if sent.report_id is None or periods.family(duty.period) is None:
        return []
    plan, area = programme.plan(actor, duty.plan.id), territory.of(access.seat(actor).province.id, on=on)
    now = frozen_reports.cells(repository.by_place_of(actor, plan=plan, period=duty.period, area=area), unit.unit_id)
    digests = frozen_reports.digests(plan, duty.period, [unit.unit_id], as_of=at)[unit.unit_id]
    changed = sent.unlike(digests)
    told = {key for key, figure in now.items() if tells_change(figure)}
    shown = (one for one in plan.counted if not listed_parts(one))
    return [Compared(one.id, one.cited, one.name, now.get(one.id), one.id in changed if one.id in told else None) for one in shown]


def tells_change(figure: Figure) -> bool:
    """Whether that other files stand behind a commune's figure says nothing of few people: only where at least 8 are shown, or true numbers."""
    return figure.is_exact or (not figure.is_hidden and bool(figure.denominator))


def _before(mine: Own) -> Before | None:
    """What this unit sent last under the same plan of the latest period that ended before this one ends: an old report still owed is not
    shown the words of a later time."""
    rows = Version.objects.filter(filing__body_id__in=mine.here.bodies, filing__plan_id=mine.duty.plan.id).order_by("made_at")
    sent = ((periods.read(code), words) for code, words in rows.values_list("filing__period", "words"))
    earlier = [(period.last, n, period.label, words) for n, (period, words) in enumerate(sent) if period.last < mine.duty.period.last]
    if not earlier:
        return None
    _last, _n, label, words = max(earlier, key=lambda one: one[:2])
    return Before(label, {part: text for part, _title, text in words})


def titles(plan: PlanRow) -> dict[str, str]:
    """Part → its title, sections first, then a part for each target that is counted."""
    return {one.code: one.title for one in SECTIONS} | {OF_TARGET + one.id: one.name for one in plan.counted}
