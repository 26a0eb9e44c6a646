"""Sending a person for determination of dependence, and the health body's answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection

from donghanh.base.audit import actions as audit
from donghanh.cases import access, holds, ledger, memo
from donghanh.cases.models import Referral
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.queries import health_bodies
from donghanh.cases.rules import Overtaken
from donghanh.cases.terms import FactKind
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import local_day


def request_determination(*, actor: Actor, at: datetime, case_id: UUID, to_body_id: int, key: UUID | None = None) -> Referral:
    """Send the little a health body needs (name, year of birth) and open its view on this one request until it answers."""
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
            sent_at=at,
            sent_by=actor.user_id or 0,
        )
        ledger.append(case, FactKind.DETERMINATION_REQUESTED, actor=actor, happened_at=at, at=at, data={"to_body": to_body_id}, key=key)
        entry.person_id, entry.changes = case.person_id, {"to_body": to_body_id}
        return referral


def answer_determination(*, actor: Actor, at: datetime, referral_id: UUID, is_dependent: bool, concluded_at: datetime) -> None:
    """The health body's conclusion. The row wall lets it add this one fact and nothing else; its own view closes with the answer."""
    with audit.recording(actor=actor, verb="determination.answer", at=at, subject=str(referral_id)) as entry:
        referral = access.referral_to_answer(actor, referral_id)
        if referral.answered_at is not None:
            raise Overtaken("Yêu cầu này đã được trả lời.", mend="Nếu kết luận sai, liên hệ Công an xã đã gửi yêu cầu.")
        if not referral.sent_at <= concluded_at <= at:
            raise Cannot("Kết luận phải sau khi nhận yêu cầu và không ở tương lai.", mend="Kiểm tra lại ngày giờ kết luận.")
        with connection.cursor() as cursor:
            cursor.execute("select answer_referral(%s, %s, %s, %s)", [referral_id, is_dependent, concluded_at, at])
            if cursor.fetchone()[0] is None:
                raise Cannot("Không ghi được kết luận.", mend="Tải lại trang; nếu vẫn lỗi, liên hệ quản trị.")
        entry.case_id, entry.person_id = referral.case_id, referral.person_id
