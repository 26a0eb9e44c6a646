"""What is owed: the plans' obligations with what the province arranged, and calls; each for one period, with day, reason, owers and receiver."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from donghanh.base.places.models import Body, FunctionHolder
from donghanh.base.places.queries import UnitRow
from donghanh.kernel.errors import BadInput
from donghanh.programme.models import Discrepancy, Holding, Obligation, Plan, ReadingDecision
from donghanh.programme.terms import Frequency
from donghanh.reports import periods
from donghanh.reports.filing import rules
from donghanh.reports.filing.models import Arrangement, Call
from donghanh.reports.filing.rules import Arranged, Asked, Due
from donghanh.reports.filing.terms import COMMITTEE, LEAD_BY_LAW, Level
from donghanh.reports.periods import Period

STRICT, INCLUSIVE = "strict", "inclusive"
"""Codes of the two readings of “trước ngày” in the plans' lists of contradictions."""


@dataclass(frozen=True, slots=True)
class PlanHead:
    """A plan by name. number: as it is called."""

    id: str
    number: str
    title: str
    province: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """One report of one period owed at one level. code: the obligation's id, or a call's. printed: the recipient as the plan prints it.

    levels: all who owe it. receiver_id: the body of ours that accepts it; None where it goes out of the house.
    """

    code: str
    plan: PlanHead
    clause: str
    name: str
    rhythm: str
    period: Period
    due: Due
    level: Level
    printed: str
    receiver_id: int | None
    receiver: str
    is_call: bool = False
    bodies: tuple[int, ...] = ()

    @property
    def day(self) -> date:
        """The day whose holders owe it: the last one on time, else the end of the period."""
        return self.due.day or self.period.last


@dataclass(frozen=True, slots=True)
class Rule:
    """An obligation of a plan with what the province arranged about it. gap: named functions that nobody holds today."""

    asked: Asked
    plan: PlanHead
    clause: str
    name: str
    recipient: str
    from_year: int
    to_year: int
    arranged: Arranged
    inclusive: bool | None
    levels: frozenset[Level]
    names_districts: bool

    @property
    def years(self) -> range:
        return range(self.from_year, rules.last_year(self.to_year, self.arranged) + 1)


@dataclass(frozen=True, slots=True)
class Leads:
    """Which body was the lead agency of a province, by day."""

    spans: tuple[tuple[date, date | None, str], ...]
    bodies: tuple[tuple[str, date, date | None, int, str], ...]

    def on(self, day: date) -> tuple[int | None, str]:
        """(id, name) of that day's body; (None, "") where nobody is set."""
        kind = next((kind for since, until, kind in self.spans if since <= day and (until is None or day < until)), "")
        found = [(pk, name) for of, since, until, pk, name in self.bodies if of == kind and since <= day and (until is None or day < until)]
        return found[0] if len(found) == 1 else (None, "")


def rules_of(province: UnitRow) -> list[Rule]:
    """Every obligation of the plans of this province, in their order. Five statements."""
    rows = list(
        Obligation.objects.filter(clause__plan__province=province.code).select_related("clause__plan").order_by("clause__plan_id", "position")
    )
    named: dict[int, set[str]] = defaultdict(set)
    for clause_id, code in _named(rows):
        named[clause_id].add(code)
    asked = {one.pk: _asked(one, frozenset(named[one.clause_id])) for one in rows}
    arranged, readings = _arranged(province), _readings({one.clause.plan_id for one in rows})
    made = []
    for one in rows:
        how, how_read = arranged.get(one.pk, Arranged()), readings.get((one.clause.plan_id, one.clause.code))
        levels = rules.owed_by(asked[one.pk], asked.values(), how)
        plan, districts = one.clause.plan, "district_committee" in named[one.clause_id]
        about = (_head(plan), one.clause.code, one.name, one.recipient, plan.from_year, plan.to_year)
        made.append(Rule(asked[one.pk], *about, how, how_read, levels, districts))
    return made


def _named(rows: list[Obligation]) -> Iterable[tuple[int, str]]:
    clauses = Obligation.objects.filter(pk__in=[one.pk for one in rows])
    return clauses.values_list("clause_id", "clause__responsibilities__function_id")


def duties(province: UnitRow, known: Iterable[Rule], leads: Leads, years: Iterable[int]) -> list[Duty]:
    """Every report owed in this province for periods of these years, regular ones by plan and period, then calls; both levels."""
    asked, found = set(years), []
    for rule in known:
        for period in (one for year in sorted(asked & set(rule.years)) for one in rules.periods_of(rule.asked.frequency, year)):
            found += [_duty(rule, period, level, leads) for level in sorted(rule.levels)]
    return [*found, *_calls(province, asked)]


def of_period(province: UnitRow, code: str) -> list[Duty]:
    """Every report owed in this province for the period of this code; none for a code that is no period."""
    try:
        period = periods.read(code)
    except BadInput:
        return []
    found = duties(province, rules_of(province), leads_of(province), [period.first.year])
    return [one for one in found if one.period.code == period.code]


def leads_of(province: UnitRow) -> Leads:
    """The lead agencies of a province over time. Two statements."""
    held = FunctionHolder.objects.filter(Q(unit=None) | Q(unit_id=province.id), function=LEAD_BY_LAW)
    rows = sorted(held.values_list("unit_id", "starts_on", "ends_before", "body_kind"), key=lambda row: row[0] is None)
    kinds = {row[3] for row in rows}
    bodies = Body.objects.filter(unit_id=province.id, kind__in=kinds).values_list("kind", "starts_on", "ends_before", "id", "name")
    return Leads(tuple(row[1:] for row in rows), tuple(bodies))


@dataclass(frozen=True, slots=True)
class Unit:
    """A committee that owes reports while it stands."""

    body_id: int
    body: str
    unit_id: int
    place: str
    since: date
    until: date | None

    def stands(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def communes(province: UnitRow, *, bodies: Iterable[int] | None = None) -> list[Unit]:
    """Every committee of a commune of the province, of today and before, by name; or only these bodies. One statement."""
    under = Q(unit__parent_id=province.id) | Q(unit__parent__parent_id=province.id)
    among = Q() if bodies is None else Q(pk__in=list(bodies))
    found = Body.objects.filter(under, among, kind=COMMITTEE).select_related("unit").order_by("unit__folded", "id")
    made = []
    for one in found:
        ends = [day for day in (one.ends_before, one.unit.ends_before) if day]
        made.append(Unit(one.pk, one.name, one.unit_id, str(one.unit), max(one.starts_on, one.unit.starts_on), min(ends) if ends else None))
    return made


def former_names(functions: Iterable[str], *, on: date) -> list[tuple[str, str]]:
    """(function, name in small letters) of those that held these functions before the day, as plans print them."""
    found = Holding.objects.filter(function__in=functions, until__lt=on).exclude(name="").values_list("function_id", "name")
    return [(code, name.casefold()) for code, name in found]


def _duty(rule: Rule, period: Period, level: Level, leads: Leads) -> Duty:
    due = rules.due(rule.asked, period, rule.arranged, inclusive=rule.inclusive)
    receiver, name = leads.on(due.day or period.last) if level == Level.COMMUNE else (None, "")
    rhythm = Frequency(rule.asked.frequency).label
    return Duty(rule.asked.id, rule.plan, rule.clause, rule.name, rhythm, period, due, level, rule.recipient, receiver, name or rule.recipient)


def _calls(province: UnitRow, years: set[int]) -> list[Duty]:
    rows = [one for one in Call.objects.filter(unit_id=province.id).order_by("due_on", "id") if periods.read(one.period).first.year in years]
    heads = {one.pk: _head(one) for one in Plan.objects.filter(pk__in={row.plan_id for row in rows})} if rows else {}
    names = dict(Body.objects.filter(pk__in={row.body_id for row in rows}).values_list("pk", "name")) if rows else {}
    made = []
    for one in rows:
        due = Due(one.due_on, f"{names[one.body_id]} yêu cầu gửi trước hết ngày này.")
        about = (heads[one.plan_id], "", one.title, "đột xuất", periods.read(one.period), due, Level.COMMUNE, names[one.body_id], one.body_id)
        made.append(Duty(str(one.pk), *about, names[one.body_id], is_call=True, bodies=tuple(one.bodies)))
    return made


def _asked(one: Obligation, functions: frozenset[str]) -> Asked:
    days = one.due_days if one.due_days is not None else one.assumed_due_days
    is_assumed = one.due_days is None and one.assumed_due_days is not None
    return Asked(one.pk, one.clause.plan_id, Frequency(one.frequency), functions, one.due_before, days, is_assumed)


def _arranged(province: UnitRow) -> dict[str, Arranged]:
    """The latest arrangement of each obligation."""
    found = {}
    for one in Arrangement.objects.filter(unit_id=province.id).order_by("made_at", "id"):
        about = (one.by_communes, one.due_before, one.due_days, one.until_year, one.reason, one.document)
        found[one.obligation_id] = Arranged(*about)
    return found


def _readings(plans: set[str]) -> dict[tuple[str, str], bool]:
    """(plan, clause) → whether "trước ngày" was decided to include the day; only what was decided stands here."""
    asked = [one for one in Discrepancy.objects.filter(plan_id__in=plans) if {row["code"] for row in one.readings} == {STRICT, INCLUSIVE}]
    latest = {one.discrepancy_id: one.reading for one in ReadingDecision.objects.filter(discrepancy__in=asked).order_by("decided_at", "id")}
    return {(one.plan_id, code): latest[one.pk] == INCLUSIVE for one in asked if one.pk in latest for code in one.clauses}


def _head(plan: Plan) -> PlanHead:
    number = plan.number or f"ngày {plan.issued_on:%d/%m/%Y} (bản gốc không ghi số)"
    return PlanHead(plan.pk, number, plan.title, plan.province, tuple(plan.recipients))
