"""Writing down what was found, and the doctor's conclusion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from donghanh import legal
from donghanh.base.audit import actions as audit
from donghanh.cases.diagnosis import access, queries, rules
from donghanh.cases.diagnosis.models import Assessment
from donghanh.cases.models import Referral
from donghanh.cases.procedures import determination, engine
from donghanh.cases.procedures.shape import CaseView
from donghanh.cases.rules import CannotRecord, FactView
from donghanh.cases.terms import FactKind
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Overtaken
from donghanh.kernel.ids import new_id
from donghanh.kernel.workdays import local_day
from donghanh.legal import diagnosis as law


def record_findings(
    *,
    actor: Actor,
    at: datetime,
    referral_id: UUID,
    received_at: datetime,
    examined_at: datetime,
    place: str,
    groups: Sequence[str],
    marks: Mapping[str, str],
    length: str,
    is_observed: bool = False,
    note: str = "",
) -> Assessment:
    """One assessment more of the person of this request; what the rule says of it is kept beside it. Concludes nothing.

    The determination hears that the person was received, the first time, and that findings were written down: not which.
    Raises NotInReach, MayNot, Overtaken, CannotRecord, BadInput; NoRuleInForce for an examination before 2022.
    """
    with audit.recording(actor=actor, verb="determination.findings", at=at, subject=str(referral_id)) as entry:
        referral = access.referral_here(actor, referral_id)
        rules.check_open(is_answered=referral.answered_at is not None)
        days = {"sent_at": referral.sent_at, "received_at": received_at, "examined_at": examined_at}
        rules.check_findings(place=place, groups=groups, marks=marks, **days, at=at)
        told = queries.steps([referral_id])[referral_id]
        rules.check_received(received_at, told)
        weighed = law.weigh(marks, length=length, is_observed=is_observed, on=local_day(examined_at))
        made = Assessment.objects.create(
            referral=referral,
            body_id=referral.to_body_id,
            place=place,
            received_at=received_at,
            examined_at=examined_at,
            groups=list(groups),
            marks=dict(marks),
            length=length,
            is_observed=is_observed,
            note=note.strip()[: rules.LONGEST_NOTE],
            says=weighed.answer.value,
            confidence=weighed.answer.confidence,
            law=legal.edition()[:40],
            recorded_at=at,
            recorded_by=actor.user_id or 0,
        )
        _hears_of_findings(referral, told, received_at=received_at, examined_at=examined_at, at=at)
        entry.case_id, entry.person_id, entry.changes = referral.case_id, referral.person_id, {"assessment": str(made.pk)}
        return made


def tell(*, actor: Actor, at: datetime, referral_id: UUID, kind: FactKind, happened_at: datetime, why: str = "", was_told: bool = False) -> None:
    """A step of the health body: staff sent, person received, observation begun, request sent back, result sent, person told of it.

    why: needed where the request is sent back. was_told: with the result sent, the person has it in hand, and his time to register begins.
    Raises NotInReach, MayNot, CannotRecord; Overtaken where the determination went on meanwhile.
    """
    with audit.recording(actor=actor, verb="determination.tell", at=at, subject=str(referral_id), reason=why.strip()[:500]) as entry:
        referral = access.referral_here(actor, referral_id)
        told = queries.steps([referral_id])[referral_id]
        happened_at = rules.moment_of(happened_at, told)
        rules.check_step(_view(told), kind, happened_at=happened_at, told=told, why=why, at=at)
        _tell(referral, kind, happened_at, at=at, why=why)
        if was_told and kind == FactKind.RESULT_SENT:
            _tell(referral, FactKind.RESULT_NOTIFIED, happened_at, at=at)
        entry.case_id, entry.person_id, entry.changes = referral.case_id, referral.person_id, {"kind": kind.value}


def receive_volunteer(*, actor: Actor, at: datetime, full_name: str, birth_year: int, came_at: datetime, consented_by: str = "") -> UUID:
    """A person asks for himself at the health body that he chose (Decree 109/2021 Article 4). Answers the id of the request.

    No commune is told: the result is his, and he registers with it. consented_by: parent or guardian, needed under age.
    Raises MayNot, CannotRecord.
    """
    with audit.recording(actor=actor, verb="determination.volunteer", at=at, unit_id=actor.unit_id) as entry:
        access.require_examiner(actor)
        rules.check_volunteer(full_name=full_name, birth_year=birth_year, consented_by=consented_by, came_at=came_at, at=at)
        made, names = new_id(), [text.strip()[: rules.LONGEST_NAME] for text in (full_name, consented_by)]
        if not _answered("select receive_volunteer(%s, %s, %s, %s, %s, %s)", [made, names[0], birth_year, names[1], came_at, at]):
            raise CannotRecord("Không ghi được người tự đến ở đây.", mend="Đăng nhập với cơ quan là cơ sở y tế, rồi ghi lại.")
        entry.subject = str(made)
        return made


def conclude(
    *, actor: Actor, at: datetime, referral_id: UUID, assessment_id: UUID, is_dependent: bool, concluded_at: datetime, number: str, reason: str = ""
) -> None:
    """The doctor's conclusion on the findings he has read. The file hears the conclusion, its day, the body and the number of the paper.

    number: of the paper of the result. reason: needed where the rule says otherwise, or asks for observation; it stays with the findings.
    Raises NotInReach, MayNot, CannotRecord; Overtaken where it was answered, or newer findings were written down meanwhile.
    """
    with audit.recording(actor=actor, verb="determination.answer", at=at, subject=str(referral_id)) as entry:
        referral = access.referral_here(actor, referral_id)
        rules.check_open(is_answered=referral.answered_at is not None)
        read = _newest(referral, assessment_id)
        rules.check_conclusion(says=read.says if read else "", is_dependent=is_dependent, number=number, reason=reason)
        assert read is not None
        rules.check_moment(sent_at=referral.sent_at, examined_at=read.examined_at, concluded_at=concluded_at, at=at)
        told = [referral_id, read.pk, is_dependent, concluded_at, number.strip()[: rules.LONGEST_NUMBER], reason.strip()[: rules.LONGEST_NOTE], at]
        if not _answered("select conclude_referral(%s, %s, %s, %s, %s, %s, %s)", told):
            raise Overtaken("Yêu cầu này đã được trả lời.", mend="Mở lại danh sách để xem bản mới nhất.")
        entry.case_id, entry.person_id = referral.case_id, referral.person_id


def _newest(referral: Referral, assessment_id: UUID) -> Assessment | None:
    """The newest findings, which have to be those that were read. None where nothing was written down yet."""
    newest = Assessment.objects.filter(referral=referral).order_by("-recorded_at", "-id").first()
    if newest is not None and newest.pk != assessment_id:
        raise Overtaken("Đã có lần ghi tiêu chuẩn mới hơn bản bạn đang xem.", mend="Mở lại trang, đọc bản mới nhất rồi ký kết luận.")
    return newest


def _view(told: Sequence[FactView]) -> CaseView:
    """What follows from the steps of a determination."""
    return engine.view(determination.MANIFEST, told)


def _hears_of_findings(referral: Referral, told: Sequence[FactView], *, received_at: datetime, examined_at: datetime, at: datetime) -> None:
    """The first reception, then that findings were written down; what does not fit any more (a file that was closed) is left out."""
    steps = determination.MANIFEST
    stage, last = _view(told).stage, max(one.happened_at for one in told)
    if (stage, FactKind.PERSON_RECEIVED) in steps.moves:
        last = max(received_at, last)  # brought in before the request was written down: received with it
        _tell(referral, FactKind.PERSON_RECEIVED, last, at=at)
        stage = steps.moves[stage, FactKind.PERSON_RECEIVED]
    if stage in steps.stays[FactKind.CRITERIA_FOUND] and examined_at >= last:
        _tell(referral, FactKind.CRITERIA_FOUND, examined_at, at=at)


def _tell(referral: Referral, kind: FactKind, happened_at: datetime, *, at: datetime, why: str = "") -> None:
    told = [referral.pk, kind.value, happened_at, why.strip()[: rules.LONGEST_NOTE], at]
    if not _answered("select tell_determination(%s, %s, %s, %s, %s)", told):
        raise Overtaken("Việc xác định này đã sang bước khác.", mend="Mở lại trang để xem bản mới nhất.")


def _answered(sql: str, told: Sequence[object]) -> bool:
    """Ask the database to write the body's part; it checks both sides again. False where it did not."""
    with connection.cursor() as cursor:
        cursor.execute(sql, told)
        return cursor.fetchone()[0] is not None
