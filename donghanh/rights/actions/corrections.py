"""The person says that something is wrong: it is held at once, answered with reasons, and let go by the answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.cases import access as case_access
from donghanh.cases import holds, ledger
from donghanh.cases import queries as cases
from donghanh.cases.dossiers import queries as dossiers
from donghanh.cases.models import Fact
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import HoldReason
from donghanh.kernel.actor import Actor
from donghanh.kernel.ids import new_id
from donghanh.kernel.workdays import local_day
from donghanh.people import queries as people
from donghanh.rights import access, rules
from donghanh.rights.models import Correction
from donghanh.rights.queries import delegate_of
from donghanh.rights.terms import About, DelegateMay, Outcome


def ask_correction(
    *,
    actor: Actor,
    at: datetime,
    person_id: UUID,
    about: About,
    said: str,
    asked_at: datetime,
    fact_id: UUID | None = None,
    delegate_id: UUID | None = None,
) -> Correction:
    """Write the request down and hold what it is about: the fact, or for the person's own particulars each of his files as a whole.

    asked_at: the day the request came in; the limits of the law count from it, the hold from now on.
    """
    with audit.recording(actor=actor, verb="rights.ask_correction", at=at, person_id=person_id) as entry:
        person = access.person_to_write(actor, person_id)
        files = {one.row.id: one for one in cases.sheets_of_person(actor, people.same_person(actor, person.id), at=at)}
        fact = Fact.objects.filter(pk=fact_id, case_id__in=list(files)).first() if fact_id else None
        rules.check_may_act(delegate_of(person.id, delegate_id), DelegateMay.CORRECT, on=local_day(asked_at))
        rules.check_can_correct(about=about, has_fact=fact is not None, is_voided=bool(fact and fact.voided_at), said=said, asked_at=asked_at, at=at)
        _check_not_open(fact)
        made = Correction.objects.create(
            id=new_id(),
            person_id=files[fact.case_id].row.person_id if fact else person.id,
            unit_id=person.unit_id,
            case_id=fact.case_id if fact else None,
            fact=fact,
            delegate_id=delegate_id,
            about=about,
            said=said.strip()[:800],
            asked_at=asked_at,
            recorded_at=at,
            recorded_by=actor.user_id or 0,
        )
        for case_id in [fact.case_id] if fact else list(files):
            unit_id, held = files[case_id].unit_id, fact.pk if fact else None
            holds.place(case_id, unit_id, held, reason=HoldReason.CORRECTION, source_id=made.pk, actor=actor, at=at)
        entry.subject, entry.case_id, entry.unit_id, entry.changes = str(made.pk), made.case_id, made.unit_id, {"about": about.value}
        return made


def _check_not_open(fact: Fact | None) -> None:
    if fact is not None and Correction.objects.filter(fact=fact, answered_at__isnull=True).exists():
        raise rules.CannotAsk(
            "Sự việc này đang được xem lại theo một yêu cầu trước.", mend="Mở yêu cầu đó ở trang Quyền của người trong hồ sơ.", field="what"
        )


def acknowledge_correction(*, actor: Actor, at: datetime, correction_id: UUID) -> Correction:
    """The first answer: the person was told that the request is being dealt with, and how."""
    with audit.recording(actor=actor, verb="rights.acknowledge_correction", at=at, subject=str(correction_id)) as entry:
        found = access.correction_to_answer(actor, correction_id)
        rules.check_can_acknowledge(is_acknowledged=found.acknowledged_at is not None, is_answered=found.answered_at is not None)
        found.acknowledged_at, found.acknowledged_by = at, actor.user_id
        found.save(update_fields=["acknowledged_at", "acknowledged_by"])
        entry.person_id, entry.case_id, entry.unit_id = found.person_id, found.case_id, found.unit_id
        return found


def answer_correction(*, actor: Actor, at: datetime, correction_id: UUID, outcome: Outcome, reasons: str) -> Correction:
    """Answer with reasons. Corrected: a fact that still stands is voided here, the right one is recorded anew; kept: it counts again."""
    with audit.recording(actor=actor, verb="rights.answer_correction", at=at, subject=str(correction_id)) as entry:
        found = access.correction_to_answer(actor, correction_id)
        fact = found.fact
        written_by = fact.recorded_by if fact else None
        rules.check_can_answer(is_answered=found.answered_at is not None, reasons=reasons, answered_by=actor.user_id, written_by=written_by)
        if outcome == Outcome.CORRECTED and fact is not None and fact.voided_at is None:
            _take_back(found, fact, actor, at, reasons)
        found.outcome, found.answer, found.answered_at, found.answered_by = outcome, reasons.strip()[:800], at, actor.user_id
        found.save(update_fields=["outcome", "answer", "answered_at", "answered_by"])
        holds.lift(found.pk, actor=actor, at=at)
        entry.person_id, entry.case_id, entry.unit_id, entry.changes = found.person_id, found.case_id, found.unit_id, {"outcome": outcome.value}
        return found


def _take_back(found: Correction, fact: Fact, actor: Actor, at: datetime, reasons: str) -> None:
    """Void the fact; what a signed decision made goes only with that decision. Who wrote the request down takes back no other body's fact, and
    what a court or a facility wrote in its own hand nobody here takes back."""
    assert found.case_id is not None
    is_decided = fact.decision_id is not None
    if is_decided and not _stands(cases.case_sheet(actor, found.case_id, at=at), fact):
        return  # its decision was withdrawn, whoever made it: nothing is left to take back
    rules.check_not_theirs(fact.body.name if fact.body and dossiers.takes_back_itself(fact) else "")
    if found.recorded_by == actor.user_id:
        case_access.check_whose_fact(actor, fact)
    rules.check_corrected(still_stands=True, rests_on_decision=is_decided)
    try:
        ledger.void(case_access.case_to_record(actor, found.case_id), fact.pk, actor=actor, at=at, reason=reasons)
    except CannotRecord as refusal:  # nothing would be left to hold the file up
        raise rules.CannotAsk(
            "Sự việc này mở hồ sơ; huỷ nó thì hồ sơ không còn căn cứ.",
            mend="Thu hồi quyết định đã ra, nếu có. Dấu đang xem lại vẫn giữ, và hồ sơ không đi tiếp được; báo người phụ trách.",
            field="outcome",
        ) from refusal


def _stands(sheet: cases.CaseSheet, fact: Fact) -> bool:
    """The fact still counts: its decision was not withdrawn."""
    withdrawn = {f.data.get("withdraws") for f in sheet.facts if f.kind == "DECISION_WITHDRAWN" and f.voided_at is None}
    return str(fact.decision_id) not in withdrawn
