"""Reading travelling files: the list as it stands, where the file lies, what lies with a body, what is stuck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from donghanh import legal
from donghanh.base.places import queries as places
from donghanh.cases import memo
from donghanh.cases.dossiers import access, rules
from donghanh.cases.dossiers.models import Passage, Placing
from donghanh.cases.models import Case, Duty, Fact
from donghanh.cases.terms import FactKind, Procedure
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.privacy import DataClass
from donghanh.kernel.workdays import local_day
from donghanh.legal import dossiers as law
from donghanh.legal.letters import duty_basis

UNREAD_AFTER = timedelta(days=2)
"""When a file that nobody signed for is called stuck: our own choice, no limit of the law."""
FEW = 5
"""Counts below it are not said to those who may read totals only (trust.md P1)."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """The papers of one case for its next hand-over. leg None: the law of that day knows none for this procedure now."""

    case_id: UUID
    person_id: UUID
    number: str
    legs: tuple[law.Leg, ...]
    leg: law.Leg | None
    lines: tuple[law.Line, ...]
    passages: tuple[PassageRow, ...]


@dataclass(frozen=True, slots=True)
class PassageRow:
    """One hand-over as both sides see it. lines: only what the reader's role may see of each paper."""

    id: UUID
    case_id: UUID
    leg: str
    summary: str
    from_name: str
    to_name: str
    sent_at: datetime
    received_at: datetime | None
    due_at: datetime | None
    rule_id: str
    accepted_at: datetime | None
    returned_at: datetime | None
    done_at: datetime | None
    on_paper: str
    lines: tuple[dict[str, Any], ...]
    faults: tuple[dict[str, Any], ...]

    @property
    def is_open(self) -> bool:
        return self.returned_at is None and self.done_at is None


@dataclass(frozen=True, slots=True)
class Opened:
    """A passage with what the other side may read of the person and of the steps while the file lies with it."""

    row: PassageRow
    person_id: UUID | None
    full_name: str
    born_on: date | None
    birth_year: int
    steps: tuple[tuple[FactKind, datetime], ...]


@dataclass(frozen=True, slots=True)
class StuckRow:
    """A file that does not move: where it stands, since when, under which limit, who can move it."""

    case_id: UUID | None
    number: str
    where: str
    since: datetime
    due_at: datetime | None
    citation: str
    mover: str


@dataclass(frozen=True, slots=True)
class StuckAt:
    """For the province: a body with files that do not move. count None: fewer than FEW."""

    name: str
    count: int | None
    since: datetime


def dossier(actor: Actor, case_id: UUID, *, on: date, leg_id: str = "") -> Dossier:
    """The list of papers of this case under the law of the day. Raises MayNot, NotInReach."""
    case = access.case_here(actor, case_id)
    legs = tuple(one for one in law.legs_of(case.procedure, on) if one.id in rules.SENDABLE)
    leg = next((one for one in legs if one.id == leg_id), None) or _next(legs, case)
    lines = law.check(leg, situation(case, on=on)) if leg else ()
    passages = Passage.objects.filter(case=case).select_related("unit").order_by("-sent_at", "-id")
    return Dossier(case.pk, case.person_id, case.number, legs, leg, lines, tuple(row(actor, one) for one in passages))


def _next(legs: Sequence[law.Leg], case: Case) -> law.Leg | None:
    """The hand-over that comes next as the file stands."""
    at_check = {"CHECKING"}
    after_court = {"RULED", "CONTESTED", "TO_ENTER", "POSTPONED", "IN_FACILITY", "OUTSIDE"}
    wanted = "to_facility" if case.stage in after_court else "to_court" if case.stage in at_check else ""
    return next((one for one in legs if one.id == wanted), legs[0] if legs else None)


def situation(case: Case, *, on: date) -> law.Situation:
    """What the lists ask of this case on this day. The last verification of residence counts, in whichever file of the place it stands."""
    told = memo.facts_of(case)
    verified = Fact.objects.filter(case__person_id=case.person_id, unit_id=case.unit_id, kind=FactKind.RESIDENCE_VERIFIED, voided_at__isnull=True)
    last = verified.order_by("-happened_at").values_list("data", flat=True).first()
    residence = bool(last["stable"]) if last and "stable" in last else None
    return rules.situation(told, age=memo.life_of(case).age_on(on), residence=residence, placed=versions(case), on=on)


def versions(case: Case) -> dict[str, int]:
    """Paper → its newest version in the file."""
    return dict(Placing.objects.filter(case=case).order_by("version").values_list("paper", "version"))


def row(actor: Actor, one: Passage) -> PassageRow:
    """A passage as this actor may see it: papers of a class he sees in part or not at all say no reference, pages or faults' words."""
    names = ("case_id", "leg", "summary")
    times = ("sent_at", "received_at", "due_at", "rule_id", "accepted_at", "returned_at", "done_at", "on_paper")
    lines = tuple(_for(actor, line) for line in one.lines)
    return PassageRow(
        one.pk,
        *(getattr(one, name) for name in names),
        str(one.unit),
        one.to_name,
        *(getattr(one, name) for name in times),
        lines=lines,
        faults=tuple(one.faults),
    )


def _for(actor: Actor, line: dict[str, Any]) -> dict[str, Any]:
    if actor.reads(DataClass(line["class"])):
        return line | {"depth": "full"}
    if actor.sees(DataClass(line["class"])):
        return line | {"depth": "part", "reference": "", "pages": 0}
    return line | {"depth": "none", "reference": "", "pages": 0, "because": ""}


def with_us(actor: Actor, *, limit: int = 100) -> list[PassageRow]:
    """Files sent to the actor's body or watched by it, those that wait first."""
    access.require_reader(actor)
    found = access.within_reach(actor).exclude(unit_id__in=actor.unit_ids)
    return [row(actor, one) for one in found.order_by("done_at", "returned_at", "due_at", "sent_at")[:limit]]


def opened(actor: Actor, passage_id: UUID) -> Opened:
    """One passage; the person's name and the legal steps only while it lies with the reader and was signed for. Raises MayNot, NotInReach."""
    one = access.passage_to_read(actor, passage_id)
    with connection.cursor() as cursor:
        cursor.execute("select id, full_name, born_on, birth_year from dossier_person(%s)", [one.pk])
        person_id, name, born_on, year = cursor.fetchone() or (None, "", None, 0)
        cursor.execute("select kind, happened_at from dossier_steps(%s)", [one.pk])
        steps = tuple((FactKind(kind), at) for kind, at in cursor.fetchall())
    return Opened(row(actor, one), person_id, name, born_on, year or 0, steps)


def earlier_returns(one: Passage) -> list[law.Returned]:
    """Returns of the same file on the same leg before this passage."""
    found = Passage.objects.filter(case_id=one.case_id, leg=one.leg, returned_at__isnull=False).exclude(pk=one.pk)
    return [rules.returned(before.lines, before.faults) for before in found]


def body_for(leg: law.Leg, case: Case, *, on: date) -> tuple[int | None, str]:
    """The body that receives on this leg, and its name; None where the directory of places does not know it."""
    try:
        if leg.to == "public_facility":
            found = next(iter(places.bodies_at(case.unit_id, on, kind="facility")), None)
            return (found.id, found.name) if found else (None, "Cơ sở cai nghiện công lập")
        held = places.holder(leg.to, case.unit_id, on)
        return held.body_id, held.body_name
    except Cannot:
        return None, legal.holder(leg.to, on).office_vi


def stuck(actor: Actor, *, at: datetime, limit: int = 100) -> list[StuckRow]:
    """Files of the actor's places that are past a limit, or that nobody signed for; for a body: those that lie with it. Oldest first."""
    access.require_reader(actor)
    rows = [*_late_duties(actor, at), *_late_passages(actor, at)]
    return sorted(rows, key=lambda one: one.due_at or one.since)[:limit]


def _late_duties(actor: Actor, at: datetime) -> list[StuckRow]:
    late = Duty.objects.filter(unit_id__in=actor.unit_ids, due_at__lte=at, stands_from__lte=at, case__procedure__in=_TRAVELLING)
    late = late.exclude(stands_until__lte=at).select_related("case").order_by("due_at")[:100]
    return [_of_duty(one, at) for one in late]


def _of_duty(one: Duty, at: datetime) -> StuckRow:
    citation = legal.rule(one.rule_id).citation_vi if one.rule_id else ""
    since = one.counted_from or one.stands_from
    where = duty_basis(one.kind, local_day(since)).label
    return StuckRow(one.case_id, one.case.number, where, since, one.due_at, citation, _mover(one.function, local_day(at)))


def _mover(function: str, on: date) -> str:
    try:
        return legal.holder(function, on).office_vi
    except Cannot:
        return legal.parties().get(function, "")


def _late_passages(actor: Actor, at: datetime) -> list[StuckRow]:
    waiting = access.within_reach(actor).filter(returned_at__isnull=True, done_at__isnull=True, accepted_at__isnull=True)
    return [
        StuckRow(
            one.case_id if one.unit_id in actor.unit_ids else None,
            one.case.number if one.unit_id in actor.unit_ids else one.summary,
            "Chưa ký nhận" if one.received_at is None else "Đang ở nơi nhận",
            one.sent_at if one.received_at is None else one.received_at,
            one.due_at,
            legal.rule(one.rule_id).citation_vi if one.rule_id else "",
            one.to_name,
        )
        for one in waiting
        if rules.is_stuck(received_at=one.received_at, sent_at=one.sent_at, due_at=one.due_at, at=at, unread_after=at - UNREAD_AFTER)
    ]


_TRAVELLING = (Procedure.COMPULSORY, Procedure.COMPULSORY_MINOR)


def stuck_in_province(actor: Actor, *, at: datetime) -> list[StuckAt]:
    """Bodies of the actor's province with files that do not move, the oldest first; small counts are not said. Raises MayNot."""
    rights.require_verb(actor, "dossier.stuck")
    with connection.cursor() as cursor:
        cursor.execute("select name, files, since from dossier_stuck_bodies(%s) order by since", [at])
        return [StuckAt(name, files if files >= FEW else None, since) for name, files, since in cursor.fetchall()]
