"""Opening a case and adding, or voiding, what happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.cases import access, grounds, holds, ledger, memo, opening, rules
from donghanh.cases.dossiers import basis
from donghanh.cases.models import Case, Fact
from donghanh.cases.procedures import court_order, engine, issuing
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.procedures.shape import Manifest
from donghanh.cases.terms import FactKind, Procedure
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.people import queries as people


def open_case(
    *,
    actor: Actor,
    at: datetime,
    person_id: UUID,
    happened_at: datetime,
    data: dict[str, Any],
    kind: FactKind = FactKind.TESTED_POSITIVE,
    procedure: Procedure = Procedure.USER_MANAGEMENT,
    is_date_only: bool = False,
    key: UUID | None = None,
) -> Case:
    """A file of this procedure begins with this fact; what the person must be for it, the procedure's manifest says.

    One open file of a procedure a person: what happens later belongs to that one. data: what the kind of fact needs, for a positive test
    {"substances": [...], "sample": "urine", "remote": bool, "summary": str}. A compulsory file opens
    only with a ground that is shown (grounds.check); a registration beside a compulsory measure says why (court_order.check_reason).
    """
    with audit.recording(actor=actor, verb="case.open", at=at, person_id=person_id) as entry:
        person = people.reference(actor, person_id)
        access.check_may_open(actor, person.unit_id)
        rules.check_time(happened_at, at=at)
        first = rules.FactView(person_id, kind, happened_at, is_date_only, data)
        steps = manifest(procedure)
        if kind not in steps.opens:
            raise Cannot(f"“{kind.label}” không mở hồ sơ {steps.title}.", mend="Chọn đúng thủ tục.")
        _check_signed(steps, first)
        holds.check_may_open(person.id, kind)
        life = memo.life(person, before=at if steps.asks_person else None, began=happened_at)
        steps.check_open(first, life)
        if procedure in court_order.BESIDE:
            court_order.check_reason(first, life)
        grounds.check(person.id, procedure, first)
        opening.check_none_open(person.id, procedure, at)
        case = opening.opened(first, steps, person_id=person.id, unit_id=person.unit_id, at=at)
        ledger.append(case, kind, actor=actor, happened_at=happened_at, at=at, is_date_only=is_date_only, data=data, key=key)
        also = opening.tell_determinations(case, first, actor=actor, at=at)
        entry.subject, entry.case_id, entry.changes = str(case.pk), case.pk, {"number": case.number, **({"also": also} if also else {})}
        return case


def record_fact(
    *,
    actor: Actor,
    at: datetime,
    case_id: UUID,
    kind: FactKind,
    happened_at: datetime,
    data: dict[str, Any] | None = None,
    is_date_only: bool = False,
    place_id: int | None = None,
    key: UUID | None = None,
) -> Case:
    """Add what happened to a case. The stage, list membership and duties follow in the same transaction.

    What concerns other files of the person within the same places (a death, the end of a rehabilitation) is told to them too, and opens
    the file that follows from it: nobody types it twice. A paper that another office signed names it in data["issuer"]. What sends the file
    on to a body without a desk here needs the determination in the file, as sending it here does. Raises Cannot with the reason.
    """
    with audit.recording(actor=actor, verb="case.record", at=at, subject=str(case_id), case_id=case_id) as entry:
        case = access.case_to_record(actor, case_id)
        steps, view = manifest(case.procedure), memo.view_of(case)
        happened_at = happened_at if is_date_only else rules.moment_told(happened_at, view.last)
        told = rules.FactView(case.pk, kind, happened_at, is_date_only, data or {})
        engine.check_can_record(steps, view, kind, happened_at=happened_at, at=at)
        steps.check_told(view, told)
        _check_signed(steps, told)
        basis.check_step(case, told)
        grounds.check(case.person_id, Procedure(case.procedure), told)
        holds.check_free(case, kind, happened_at=happened_at, at=at)
        ledger.append(case, kind, actor=actor, happened_at=happened_at, at=at, is_date_only=is_date_only, data=data, place_id=place_id, key=key)
        also = opening.tell_other_files(case, told, actor=actor, at=at, place_id=place_id)
        entry.person_id, entry.unit_id, entry.changes = case.person_id, case.unit_id, {"kind": kind.value, **({"also": also} if also else {})}
        return case


def _check_signed(steps: Manifest, fact: rules.FactView) -> None:
    """What an office signs on paper names that office, and it held the function on the day. Raises CannotRecord."""
    if not issuing.is_signed(steps, fact.kind):
        return
    issuer = str(fact.data.get("issuer", ""))
    if not issuer:
        raise rules.CannotRecord(f"“{fact.kind.label}” chưa ghi nơi đã ký.", mend="Chọn cơ quan, người đã ký theo văn bản.")
    issuing.check_issuer(steps, fact.kind, issuer, on=fact.on)


def void_fact(*, actor: Actor, at: datetime, fact_id: UUID, reason: str) -> Case:
    """Take back a wrong fact, with a reason; it stays readable as voided, and everything computed from it is computed anew."""
    with audit.recording(actor=actor, verb="case.void_fact", at=at, subject=str(fact_id)) as entry:
        fact = Fact.objects.filter(pk=fact_id, unit_id__in=actor.unit_ids).first()
        case = access.case_to_record(actor, fact.case_id if fact else fact_id)
        assert fact is not None
        engine.check_is_ours(manifest(case.procedure), FactKind(fact.kind))
        access.check_whose_fact(actor, fact)
        holds.check_may_void(fact)
        rules.check_can_void(is_voided=fact.voided_at is not None, rests_on_decision=fact.decision_id is not None, reason=reason)
        ledger.void(case, fact_id, actor=actor, at=at, reason=reason)
        entry.case_id, entry.person_id, entry.reason = case.pk, case.person_id, reason
        return case
