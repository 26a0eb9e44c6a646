"""Sending a person for determination of dependence; what the health body finds and concludes is cases/diagnosis."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.cases import access, holds, ledger, memo, opening
from donghanh.cases.models import Case, Referral
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.queries import health_bodies
from donghanh.cases.rules import FactView
from donghanh.cases.terms import ExaminedAt, FactKind, Procedure
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import local_day
from donghanh.people import queries as people


def request_determination(
    *, actor: Actor, at: datetime, case_id: UUID, to_body_id: int, place: ExaminedAt = ExaminedAt.BODY, key: UUID | None = None
) -> Referral:
    """Send the little a health body needs (name, year of birth) and open its view on this one request until it answers.

    The determination begins as a file of its own beside the one that asks, with the law's duties; one that was sent back goes on.
    place: where the person is examined; outside of the health body the law of that day may owe that staff is sent (Decree 109/2021 Art 6, 7).
    """
    with audit.recording(actor=actor, verb="case.request_determination", at=at, subject=str(case_id), case_id=case_id) as entry:
        case = access.case_to_record(actor, case_id)
        if case.procedure == Procedure.DETERMINATION:
            raise Cannot("Đề nghị xác định được gửi từ hồ sơ cần kết quả.", mend="Mở hồ sơ quản lý của người này rồi gửi lại từ đó.")
        engine.check_fits(manifest(case.procedure), memo.view_of(case), FactKind.DETERMINATION_REQUESTED, happened_at=at, at=at)
        holds.check_free(case, FactKind.DETERMINATION_REQUESTED, happened_at=at, at=at)
        if Referral.objects.filter(case=case, answered_at__isnull=True).exists():
            raise Cannot("Đã gửi yêu cầu xác định tình trạng nghiện và chưa có trả lời.", mend="Liên hệ cơ sở y tế đã nhận yêu cầu.")
        if not any(body.id == to_body_id for body in health_bodies(case.unit_id, on=local_day(at))):
            raise Cannot("Nơi nhận không phải cơ sở y tế.", mend="Chọn một trạm y tế hoặc cơ sở trong danh sách.")
        data = {"to_body": to_body_id, "place": place.value}
        file = _file(case, data, actor=actor, at=at)
        referral = Referral.objects.create(
            case=case,
            file=file,
            person_id=case.person_id,
            unit_id=case.unit_id,
            to_body_id=to_body_id,
            person_name=case.person.full_name,
            birth_year=case.person.birth_year,
            place=place,
            sent_at=at,
            sent_by=actor.user_id or 0,
        )
        ledger.append(case, FactKind.DETERMINATION_REQUESTED, actor=actor, happened_at=at, at=at, data=data, key=key)
        entry.person_id, entry.changes = case.person_id, {**data, "also": [file.number]}
        return referral


def _file(case: Case, data: dict[str, object], *, actor: Actor, at: datetime) -> Case:
    """The determination's own file, asked for in it too: the one that was sent back, else a new one. In aftercare nobody registers (ground)."""
    steps = manifest(Procedure.DETERMINATION)
    ground = {"ground": "aftercare"} if case.procedure == Procedure.AFTERCARE else {}
    asked = FactView(case.pk, FactKind.DETERMINATION_REQUESTED, at, data={**data, **ground, "told_in": str(case.pk)})
    file = _running(case)
    if file is None:
        file = opening.opened(asked, steps, person_id=case.person_id, unit_id=case.unit_id, at=at)
    ledger.append(file, asked.kind, actor=actor, happened_at=at, at=at, data=asked.data)
    return file


def _running(case: Case) -> Case | None:
    """The person's determination without a conclusion, where it was sent back. Raises Cannot while a health body has it."""
    steps = manifest(Procedure.DETERMINATION)
    theirs = Case.objects.filter(person_id__in=people.records_of(case.person_id), unit_id=case.unit_id, procedure=steps.procedure)
    for file in theirs.select_for_update(of=("self",)):
        stage = memo.view_of(file).stage
        if (stage, FactKind.DETERMINATION_REQUESTED) in steps.moves and file.person_id == case.person_id:
            return file
        if (stage, FactKind.FOUND_DEPENDENT) in steps.moves:
            raise Cannot(f"Hồ sơ xác định {file.number} của người này đang chờ kết luận.", mend="Xem bước hiện tại ở hồ sơ đó.")
    return None
