"""A person moves: the file is sent, and counts as moved when the other commune has signed for it; the term goes on."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection

from donghanh.base.audit import actions as audit
from donghanh.base.places import queries as places
from donghanh.cases import access, ledger, memo
from donghanh.cases.models import Case, Handover
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.terms import FactKind
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot, Overtaken
from donghanh.kernel.names import masked
from donghanh.kernel.workdays import local_day


def send_file(*, actor: Actor, at: datetime, case_id: UUID, to_unit_id: int, key: UUID | None = None) -> Handover:
    """Send the file to the commune of the new residence. Until it is received it stays with the sender, who can still see it."""
    with audit.recording(actor=actor, verb="case.send_file", at=at, subject=str(case_id), case_id=case_id) as entry:
        case = access.case_to_record(actor, case_id)
        engine.check_fits(manifest(case.procedure), memo.view_of(case), FactKind.FILE_SENT, happened_at=at, at=at)
        target = places.unit_row(to_unit_id)
        if to_unit_id == case.unit_id or target.level != "COMMUNE" or not target.stands(local_day(at)):
            raise Cannot("Nơi nhận phải là một xã, phường khác đang tồn tại.", mend="Tìm lại nơi cư trú mới theo tên hiện nay.")
        if Handover.objects.filter(case=case, received_at__isnull=True, returned_at__isnull=True).exists():
            raise Cannot("Hồ sơ đã được gửi và đang chờ nơi mới ký nhận.", mend="Đợi ký nhận hoặc liên hệ nơi nhận.")
        handover = Handover.objects.create(
            case=case,
            from_unit_id=case.unit_id,
            to_unit_id=to_unit_id,
            sent_at=at,
            sent_by=actor.user_id or 0,
            summary=f"{masked(case.person.full_name)}, {case.person.birth_year} · {case.number}",
        )
        ledger.append(case, FactKind.FILE_SENT, actor=actor, happened_at=at, at=at, place_id=to_unit_id, data={"to_unit": to_unit_id}, key=key)
        entry.person_id, entry.changes = case.person_id, {"to_unit": to_unit_id}
        return handover


def receive_file(*, actor: Actor, at: datetime, handover_id: UUID) -> Case:
    """Sign for a file: case, facts, person and decisions come under this commune in one step, and the sender lets go of them."""
    with audit.recording(actor=actor, verb="case.receive_file", at=at, subject=str(handover_id)) as entry:
        handover = access.handover_to_answer(actor, handover_id)
        case_id = _answer("select receive_handover(%s, %s)", [handover.pk, at])
        case = access.case_to_record(actor, case_id)
        ledger.append(
            case, FactKind.FILE_RECEIVED, actor=actor, happened_at=at, at=at, place_id=case.unit_id, data={"from_unit": handover.from_unit_id}
        )
        entry.case_id, entry.person_id, entry.unit_id = case.pk, case.person_id, case.unit_id
        return case


def return_file(*, actor: Actor, at: datetime, handover_id: UUID, reason: str) -> None:
    """Send a file back unread with a reason; the sender keeps it."""
    with audit.recording(actor=actor, verb="case.return_file", at=at, subject=str(handover_id), reason=reason) as entry:
        handover = access.handover_to_answer(actor, handover_id)
        if not reason.strip():
            raise Cannot("Trả lại hồ sơ cần có lý do.", mend="Ghi rõ thiếu gì hoặc sai ở đâu.")
        entry.case_id = _answer("select return_handover(%s, %s, %s)", [handover.pk, at, reason.strip()[:500]])


def _answer(sql: str, params: list[object]) -> UUID:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        case_id = cursor.fetchone()[0]
    if case_id is None:
        raise Overtaken("Hồ sơ này đã được trả lời.", mend="Tải lại danh sách chuyển đến.")
    return case_id
