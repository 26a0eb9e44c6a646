"""What follows from the steps that a body may read while the file lies with it: where the file stands, what it owes, what it sends on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection

from donghanh import legal
from donghanh.base.places import queries as places
from donghanh.cases.dossiers import rules
from donghanh.cases.dossiers.models import Passage
from donghanh.cases.dossiers.queries.passages import Opened, PassageRow, step_view
from donghanh.cases.hands import BOTH
from donghanh.cases.procedures import engine, issuing
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.procedures.shape import CaseView, DutyView, Life
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind, Stage
from donghanh.kernel.errors import Cannot
from donghanh.kernel.ids import new_id
from donghanh.kernel.workdays import Calendar, local_day
from donghanh.legal import dossiers as law
from donghanh.legal.decision_kinds import decision_kind


def view_held(held: Opened, *more: FactView) -> CaseView:
    """The file folded from the steps that this reader may see, and from `more`. Raises CannotRecord where they do not fit the law."""
    life = Life(held.born_on, held.birth_year, held.sex)
    return engine.view(manifest(held.row.procedure), [*held.steps, *more], life=life, calendar=places.calendar())


def check_fits(held: Opened, told: FactView, *, at: datetime) -> None:
    """The step fits the file at this moment, and what follows from it is within the law. Raises CannotRecord, Cannot."""
    steps, now = manifest(held.row.procedure), view_held(held)
    steps.check_decide(now, told.kind, told.happened_at)
    steps.check_told(now, told)
    rules.check_stay(told, now.seen)
    rules.check_not_before(told, held.steps, frozenset(kind for _stage, kind in steps.moves))
    engine.check_fits(steps, now, told.kind, happened_at=told.happened_at, at=at)
    view_held(held, told, *_carried_out(told))


def _carried_out(told: FactView) -> tuple[FactView, ...]:
    """What would follow a decision at once: a term that the law does not know is refused to the court, not found out at the facility's gate."""
    if told.kind not in (FactKind.COURT_DECIDED, FactKind.COMPLAINT_SETTLED):
        return ()
    soon = (FactKind.DECISION_EFFECTIVE, FactKind.COURT_DECISION_SENT, FactKind.ADMITTED)
    return tuple(FactView(new_id(), kind, told.happened_at + timedelta(minutes=minute), False, {}) for minute, kind in enumerate(soon, 1))


def signed(passage: Passage, told: FactView, *, on: date) -> FactView:
    """The step with the office that makes it, where the law names one. Raises CannotRecord where this body did not hold it on that day,
    and NoHolder for a day on which no text that was read names the head of a facility. Where the head signs here on the day of the step,
    or on the day of its telling (`on`), the step names his decision."""
    steps = manifest(passage.procedure)
    if told.kind in rules.BY_HEAD:
        draws = _is_drawn(told.kind, passage.procedure, told.on)
        rules.check_head_signed(told, has_desk=draws and any(head_signs(passage.pk, on=day) for day in {told.on, on}))
        if told.decision_id is not None:
            return told
    if told.kind in rules.HEAD_DECIDES:
        rules.check_decided(told)
        return replace(told, data={**told.data, "issuer": issuing.code(legal.holder("facility_head", told.on))})
    if not issuing.is_signed(steps, told.kind) or told.kind in BOTH.get(passage.leg, ()):
        return told
    kind = "rehabilitation_facility" if passage.leg == "to_facility" else passage.to_body.kind if passage.to_body else ""
    wanted = issuing.functions(steps, told.kind)
    rows = [one for one in legal.holders(everywhere=True) if one.function in wanted and one.stands(told.on) and one.body_kind == kind]
    issuer = issuing.code(rows[0]) if rows else ""
    issuing.check_issuer(steps, told.kind, issuer, on=told.on)
    return replace(told, data={**told.data, "issuer": issuer})


def _is_drawn(kind: FactKind, procedure: str, on: date) -> bool:
    """The head signs it on a form of this day: of a search the old law has none, so that the step names number and signer."""
    return kind != FactKind.SEARCH_DECIDED or decision_kind("SEARCH").form_of(on, procedure) is not None


def head_signs(passage_id: UUID, *, on: date) -> bool:
    """The file lies with the reader's facility, and its head has a desk here on this day."""
    with connection.cursor() as cursor:
        cursor.execute("select dossier_head_signs(%s, %s)", [passage_id, on])
        return bool(cursor.fetchone()[0])


def own_acts(held: Opened, *, at: datetime) -> dict[FactKind, Cannot | None]:
    """Each step that this body records itself: None where it fits now, else the refusal with its reason."""
    if not (held.steps and held.row.to_us and held.row.is_open and held.row.received_at) or (held.row.leg == "to_court" and not held.row.accepted_at):
        return {}
    now, own = view_held(held), rules.own_steps(held.row.leg)
    permitted = engine.permitted(manifest(held.row.procedure), now, at=at)
    signed_here = [kind for kind in rules.TOLD_BY_SIGNING if kind in own and kind in permitted and permitted[kind] is None]
    if signed_here and head_signs(held.row.id, on=local_day(at)):
        drawn = (kind for kind in signed_here if _is_drawn(kind, held.row.procedure, local_day(at)))
        permitted |= {kind: rules.signed_as_decision(kind) for kind in drawn}
    own -= {FactKind.COURT_DECISION_SENT} if now.stage == Stage.EFFECTIVE else set()  # then by `send_on`
    return {kind: permitted[kind] or rules.before_entry(kind, now.seen) for kind in FactKind if kind in own and kind in permitted}


def owed_here(held: Opened) -> tuple[DutyView, ...]:
    """What the law asks while the file lies here, the nearest limit first."""
    return view_held(held).duties


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a file stands that lies with a body, and what that body owes next under the law; None where nothing is owed by it."""

    stage: Stage
    owes: DutyView | None


_OWED_BY = {"to_check": ("checker_compulsory_file",), "to_court": ("court_first_instance", "court_appeal"), "to_facility": ("facility_head",)}
_STEPS = """
select p.id, s.id, s.kind, s.happened_at, s.is_date_only, s.data from unnest(%s::uuid[]) p(id), lateral dossier_steps(p.id) s"""


def standings(rows: Sequence[PassageRow]) -> dict[UUID, Standing]:
    """Each of these hand-overs whose steps this reader may see; folded from the steps themselves, never from a memo. One statement."""
    asked = {row.id: row for row in rows if row.is_open and row.received_at and row.leg in _OWED_BY}
    told: dict[UUID, list[FactView]] = {}
    if asked:
        with connection.cursor() as cursor:
            cursor.execute(_STEPS, [list(asked)])
            for passage_id, *step in cursor.fetchall():
                told.setdefault(passage_id, []).append(step_view(step))
    calendar = places.calendar() if told else None
    return {key: _standing(asked[key], steps, calendar) for key, steps in told.items()}


def _standing(row: PassageRow, steps: list[FactView], calendar: Calendar | None) -> Standing:
    known = manifest(row.procedure)
    stage = engine.stage_of(known, engine.in_order(steps))
    owed = engine.duties_of(known, steps, calendar=calendar) if stage else ()
    ours = next((duty for duty in owed if duty.function in _OWED_BY[row.leg]), None)
    return Standing(stage or Stage.AT_COURT, ours)


def onward_refusal(held: Opened, *, on: date) -> Cannot | None:
    """Why this body cannot send the file on now; None where it can."""
    try:
        onward_list(held, on=on)
    except Cannot as why:
        return why
    return None


def onward_list(held: Opened, references: Mapping[str, str] | None = None, *, on: date) -> tuple[law.Leg, tuple[law.Line, ...]]:
    """The next hand-over, and its list as this body holds it: a paper is there by its number, or by the step that proves it.

    Raises CannotRecord where the file has not come so far.
    """
    next_id = rules.check_sends_on(held.row.leg, held.row.accepted_at is not None)
    leg = law.leg(held.row.procedure, next_id, on)
    rules.check_onward_stage(next_id, view_held(held).stage)
    return leg, _lines(held, leg, references or {}, on)


def transfer_list(held: Opened, references: Mapping[str, str] | None = None, *, on: date) -> tuple[law.Leg, tuple[law.Line, ...]]:
    """The hand-over to another facility, and its list as this one holds it. Raises CannotRecord where no transfer was told, Overtaken where it
    is under way already."""
    rules.check_transfers(held.row.leg, held.steps, received_at=held.row.received_at, is_under_way=_under_way(held.row.case_id))
    leg = law.leg(held.row.procedure, held.row.leg, on)
    return leg, _lines(held, leg, references or {}, on)


def may_transfer(held: Opened, *, on: date) -> bool:
    """A transfer was told and the new facility was not sent the file yet."""
    if held.row.leg != "to_facility" or all(fact.kind != FactKind.TRANSFERRED for fact in held.steps):
        return False
    try:
        transfer_list(held, on=on)
    except Cannot:
        return False
    return True


def is_transferred(held: Opened) -> bool:
    """The file was sent to another facility, which has not signed for it yet."""
    is_told = any(fact.kind == FactKind.TRANSFERRED for fact in held.steps)
    return is_told and held.row.leg == "to_facility" and held.row.to_us and held.row.is_open and _under_way(held.row.case_id)


def _under_way(case_id: UUID) -> bool:
    return Passage.objects.filter(case_id=case_id, received_at__isnull=True, returned_at__isnull=True, done_at__isnull=True).exists()


def _lines(held: Opened, leg: law.Leg, references: Mapping[str, str], on: date) -> tuple[law.Line, ...]:
    numbers = {paper: text.strip() for paper, text in references.items() if text.strip()}
    age = Life(held.born_on, held.birth_year).age_on(on)
    now = rules.situation(list(held.steps), age=age, residence=None, placed=dict.fromkeys(numbers, 1), on=on)
    last = Passage.objects.filter(case_id=held.row.case_id, leg=leg.id, returned_at__isnull=False).order_by("-sent_at").first()
    before = {row["id"]: row for row in last.lines} if last else {}
    faulted = frozenset(fault["id"] for fault in last.faults) if last else frozenset()
    lines = law.check(leg, now)
    return tuple(rules.renewed(line, reference=numbers.get(line.paper.id, ""), before=before, faulted=faulted) for line in lines)
