"""Opening a case and adding, or voiding, what happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from donghanh.base.audit import actions as audit
from donghanh.cases import access, ledger, memo, rules
from donghanh.cases.models import Case, Fact
from donghanh.cases.procedures import engine, user_management
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.terms import FactKind, Procedure, Stage
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.people import queries as people


def _next_number(prefix: str, at: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select nextval('case_number')")
        return f"{prefix}-{timezone.localtime(at).year}-{cursor.fetchone()[0]:06d}"


def open_case(
    *, actor: Actor, at: datetime, person_id: UUID, happened_at: datetime, data: dict[str, Any], is_date_only: bool = False, key: UUID | None = None
) -> Case:
    """A positive test opens the management of this person: data = {"substances": [...], "sample": "urine", "remote": bool, "summary": str}.

    Under 12 refused, 12 to under 18 only with a guardian on record. One open case a person: the second use belongs to the first case.
    """
    with audit.recording(actor=actor, verb="case.open", at=at, person_id=person_id) as entry:
        person = people.reference(actor, person_id)
        access.check_may_open(actor, person.unit_id)
        rules.check_time(happened_at, at=at)
        tested = rules.FactView(person_id, FactKind.TESTED_POSITIVE, happened_at)
        user_management.check_can_open(tested_on=tested.on, born_on=person.born_on, birth_year=person.birth_year, guardian_name=person.guardian_name)
        _check_none_open(person.id, at)
        case = Case.objects.create(
            number=_next_number(user_management.MANIFEST.prefix, at),
            procedure=Procedure.USER_MANAGEMENT,
            person_id=person.id,
            unit_id=person.unit_id,
            opened_at=at,
            stage=Stage.DETECTED,
        )
        ledger.append(case, FactKind.TESTED_POSITIVE, actor=actor, happened_at=happened_at, at=at, is_date_only=is_date_only, data=data, key=key)
        entry.subject, entry.case_id, entry.changes = str(case.pk), case.pk, {"number": case.number}
        return case


def _check_none_open(person_id: UUID, at: datetime) -> None:
    for case in Case.objects.select_for_update().filter(person_id=person_id, procedure=Procedure.USER_MANAGEMENT):
        stage = memo.view_of(case).stage_at(at)
        if stage not in (Stage.STOPPED, Stage.ENDED, Stage.REFUSED):
            raise Cannot(
                f"Người này đang có hồ sơ {case.number} chưa kết thúc.",
                mend="Mở hồ sơ đó và ghi “Phát hiện sử dụng lại” thay vì lập hồ sơ mới.",
            )


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
    """Add what happened to a case. The stage, list membership and duties follow in the same transaction."""
    with audit.recording(actor=actor, verb="case.record", at=at, subject=str(case_id), case_id=case_id) as entry:
        case = access.case_to_record(actor, case_id)
        engine.check_can_record(manifest(case.procedure), memo.view_of(case), kind, happened_at=happened_at, at=at)
        ledger.append(case, kind, actor=actor, happened_at=happened_at, at=at, is_date_only=is_date_only, data=data, place_id=place_id, key=key)
        entry.person_id, entry.unit_id, entry.changes = case.person_id, case.unit_id, {"kind": kind.value}
        return case


def void_fact(*, actor: Actor, at: datetime, fact_id: UUID, reason: str) -> Case:
    """Take back a wrong fact, with a reason; it stays readable as voided, and everything computed from it is computed anew."""
    with audit.recording(actor=actor, verb="case.void_fact", at=at, subject=str(fact_id)) as entry:
        fact = Fact.objects.filter(pk=fact_id, unit_id__in=actor.unit_ids).first()
        case = access.case_to_record(actor, fact.case_id if fact else fact_id)
        assert fact is not None
        engine.check_is_ours(manifest(case.procedure), FactKind(fact.kind))
        rules.check_can_void(is_voided=fact.voided_at is not None, rests_on_decision=fact.decision_id is not None, reason=reason)
        Fact.objects.filter(pk=fact_id).update(voided_at=at, voided_by=actor.user_id, void_reason=reason.strip()[:500])
        memo.recompute(case)
        entry.case_id, entry.person_id, entry.reason = case.pk, case.person_id, reason
        return case
