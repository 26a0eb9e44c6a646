"""Sending a person for determination of dependence; what the health body finds and concludes is cases/diagnosis."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.cases import access, holds, ledger, memo
from donghanh.cases.models import Referral
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.queries import health_bodies
from donghanh.cases.terms import ExaminedAt, FactKind
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import local_day


def request_determination(
    *, actor: Actor, at: datetime, case_id: UUID, to_body_id: int, place: ExaminedAt = ExaminedAt.BODY, key: UUID | None = None
) -> Referral:
    """Send the little a health body needs (name, year of birth) and open its view on this one request until it answers.

    place: where the person is examined; outside of the health body the law of that day may owe that staff is sent (Decree 109/2021 Art 6, 7).
    """
    with audit.recording(actor=actor, verb="case.request_determination", at=at, subject=str(case_id), case_id=case_id) as entry:
        case = access.case_to_record(actor, case_id)
        engine.check_fits(manifest(case.procedure), memo.view_of(case), FactKind.DETERMINATION_REQUESTED, happened_at=at, at=at)
        holds.check_free(case, FactKind.DETERMINATION_REQUESTED, happened_at=at, at=at)
        if Referral.objects.filter(case=case, answered_at__isnull=True).exists():
            raise Cannot("Đã gửi yêu cầu xác định tình trạng nghiện và chưa có trả lời.", mend="Liên hệ cơ sở y tế đã nhận yêu cầu.")
        if not any(body.id == to_body_id for body in health_bodies(case.unit_id, on=local_day(at))):
            raise Cannot("Nơi nhận không phải cơ sở y tế.", mend="Chọn một trạm y tế hoặc cơ sở trong danh sách.")
        referral = Referral.objects.create(
            case=case,
            person_id=case.person_id,
            unit_id=case.unit_id,
            to_body_id=to_body_id,
            person_name=case.person.full_name,
            birth_year=case.person.birth_year,
            place=place,
            sent_at=at,
            sent_by=actor.user_id or 0,
        )
        data = {"to_body": to_body_id, "place": place.value}
        ledger.append(case, FactKind.DETERMINATION_REQUESTED, actor=actor, happened_at=at, at=at, data=data, key=key)
        entry.person_id, entry.changes = case.person_id, data
        return referral
