"""Facts under review: while the person's objection is open, no new adverse step may rest on what he says is wrong.

Not an action: rights and decisions call it inside their own recording (docs/adr/0014). A step rests on a fact when it would not be allowed
without it; the engine is asked both ways, so no table says which fact leads to which step.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from donghanh import legal
from donghanh.base.places import queries as places
from donghanh.cases import memo
from donghanh.cases.models import Case, Fact, Hold
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.rules import CannotRecord, FactView, HeldFact
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import HoldReason
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import local_day
from donghanh.legal.book import day_vi
from donghanh.people import queries as people

ADVERSE = frozenset(
    {
        K.MANAGEMENT_DECIDED,
        K.DETERMINATION_REQUESTED,
        K.GROUND_FOUND,
        K.DOSSIER_PREPARED,
        K.DOSSIER_FORWARDED,
        K.INTERIM_DECIDED,
        K.COURT_REQUESTED,
        K.SEARCH_DECIDED,
        K.BREACH_MINUTED,
        K.AFTERCARE_PROPOSED,
        K.AFTERCARE_DECIDED,
        K.EDUCATION_PROPOSED,
        K.EDUCATION_DECIDED,
        K.MONITORING_DECIDED,
    }
)
"""Steps of the authorities themselves that put a burden on the person or lead to one. What a court or a health body did is a fact like others,
and what ends or eases a measure is never held up."""

WHO_DECIDES = "Người xem xét trả lời trước ở trang “Quyền của người trong hồ sơ”: cán bộ ghi được hồ sơ, không phải người đã ghi sự việc."


def place(case_id: UUID, unit_id: int, fact_id: UUID | None, *, reason: HoldReason, source_id: UUID, actor: Actor, at: datetime) -> None:
    """Hold a fact of a file at this place, or (None) the file as a whole, for the request or complaint named by source_id."""
    Hold.objects.create(
        case_id=case_id, fact_id=fact_id, unit_id=unit_id, reason=reason, source_id=source_id, opened_at=at, opened_by=actor.user_id or 0
    )


def lift(source_id: UUID, *, actor: Actor, at: datetime) -> None:
    """The review is over; what was lifted before stays as it was."""
    Hold.objects.filter(source_id=source_id, lifted_at__isnull=True).update(lifted_at=at, lifted_by=actor.user_id or 0)


def standing(case_id: UUID) -> list[HeldFact]:
    """What is held in this file now, the oldest first; a fact of a held kind that was written after the objection is held with it."""
    found = Hold.objects.filter(case_id=case_id, lifted_at__isnull=True).order_by("opened_at", "id")
    held = [HeldFact(fact_id, HoldReason(reason), at) for fact_id, reason, at in found.values_list("fact_id", "reason", "opened_at")]
    return [*held, *_told_again(case_id, held)]


def _told_again(case_id: UUID, held: Sequence[HeldFact]) -> list[HeldFact]:
    """The same thing recorded once more does not get round the review."""
    ids = {one.fact_id for one in held if one.fact_id}
    if not ids:
        return []
    facts = Fact.objects.filter(case_id=case_id)
    since = {kind: one for one in held for kind in facts.filter(pk=one.fact_id).values_list("kind", flat=True)}
    later = facts.filter(kind__in=since, voided_at__isnull=True).exclude(pk__in=ids).values_list("pk", "kind", "recorded_at")
    return [HeldFact(pk, since[kind].reason, since[kind].since) for pk, kind, at in later if at > since[kind].since]


def check_may_void(fact: Fact) -> None:
    """A fact under review is corrected by the answer to the request, not beside it. Raises CannotRecord."""
    if Hold.objects.filter(fact_id=fact.pk, lifted_at__isnull=True).exists():
        raise CannotRecord("Sự việc này đang được xem lại theo yêu cầu của người trong hồ sơ.", mend=WHO_DECIDES)


def check_may_open(person_id: UUID, kind: K) -> None:
    """No adverse file is opened while who the person is stands under review in another one. Raises CannotRecord."""
    if kind in ADVERSE:
        theirs = Hold.objects.filter(case__person_id__in=people.records_of(person_id), fact_id__isnull=True, lifted_at__isnull=True)
        found = theirs.order_by("opened_at").first()
        if found:
            refuse([HeldFact(None, HoldReason(found.reason), found.opened_at)])


def without(facts: Sequence[FactView], held: Sequence[HeldFact]) -> list[FactView]:
    """The facts on which a step may rest today."""
    away = {one.fact_id for one in held}
    return [fact for fact in facts if fact.id not in away]


def check_free(case: Case, kind: K, *, happened_at: datetime, at: datetime) -> None:
    """A step by hand that was checked against the whole file already: not a new adverse one that rests on a held fact. Raises CannotRecord.

    What happened before the objection came in is recorded as it happened.
    """
    if kind not in ADVERSE:
        return
    held = [one for one in standing(case.pk) if happened_at > one.since]
    if held and _rests_on(case, kind, held, happened_at=happened_at, at=at):
        refuse(held)


def _rests_on(case: Case, kind: K, held: Sequence[HeldFact], *, happened_at: datetime, at: datetime) -> bool:
    if any(one.fact_id is None for one in held):
        return True
    try:
        view = memo.view_told(case, without(memo.facts_of(case), held), calendar=places.calendar())
        engine.check_fits(manifest(case.procedure), view, kind, happened_at=happened_at, at=at)
    except Cannot:
        return True
    return False


def refuse(held: Sequence[HeldFact]) -> None:
    """Name the fact, the reason and who can decide. Raises CannotRecord."""
    one = held[0]
    fact = Fact.objects.filter(pk=one.fact_id).first() if one.fact_id else None
    what = f"sự việc “{K(fact.kind).label}” ngày {day_vi(local_day(fact.happened_at))}" if fact else "thông tin về người trong hồ sơ này"
    why = one.reason.label[:1].lower() + one.reason.label[1:]
    raise CannotRecord(
        f"Chưa làm được bước này vì nó dựa trên {what}: {why} (từ ngày {day_vi(local_day(one.since))}).",
        mend=WHO_DECIDES,
        citation=_right_to_correct(one),
    )


def _right_to_correct(one: HeldFact) -> str:
    """The article that gives the right to have data corrected, as of the day of the request; empty where the law data names none."""
    if one.reason != HoldReason.CORRECTION:
        return ""
    try:
        return legal.pick("data.correct", local_day(one.since)).citation_vi
    except legal.NoRuleInForce:
        return ""


def held_facts(case_ids: Sequence[UUID]) -> dict[UUID | None, HoldReason]:
    """Facts of these files that are held now, each with the reason; None stands for a file held as a whole. One statement."""
    found = Hold.objects.filter(case_id__in=list(case_ids), lifted_at__isnull=True)
    return {fact_id: HoldReason(reason) for fact_id, reason in found.values_list("fact_id", "reason")}
