"""Writing down what was found, and the doctor's conclusion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from donghanh import legal
from donghanh.base.audit import actions as audit
from donghanh.cases.diagnosis import access, rules
from donghanh.cases.diagnosis.models import Assessment
from donghanh.cases.models import Referral
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Overtaken
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

    Raises NotInReach, MayNot, Overtaken, CannotRecord, BadInput; NoRuleInForce for an examination before 2022.
    """
    with audit.recording(actor=actor, verb="determination.findings", at=at, subject=str(referral_id)) as entry:
        referral = access.referral_here(actor, referral_id)
        rules.check_open(is_answered=referral.answered_at is not None)
        days = {"sent_at": referral.sent_at, "received_at": received_at, "examined_at": examined_at}
        rules.check_findings(place=place, groups=groups, marks=marks, **days, at=at)
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
        entry.case_id, entry.person_id, entry.changes = referral.case_id, referral.person_id, {"assessment": str(made.pk)}
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
        with connection.cursor() as cursor:
            cursor.execute("select conclude_referral(%s, %s, %s, %s, %s, %s, %s)", told)
            if cursor.fetchone()[0] is None:
                raise Overtaken("Yêu cầu này đã được trả lời.", mend="Mở lại danh sách để xem bản mới nhất.")
        entry.case_id, entry.person_id = referral.case_id, referral.person_id


def _newest(referral: Referral, assessment_id: UUID) -> Assessment | None:
    """The newest findings, which have to be those that were read. None where nothing was written down yet."""
    newest = Assessment.objects.filter(referral=referral).order_by("-recorded_at", "-id").first()
    if newest is not None and newest.pk != assessment_id:
        raise Overtaken("Đã có lần ghi tiêu chuẩn mới hơn bản bạn đang xem.", mend="Mở lại trang, đọc bản mới nhất rồi ký kết luận.")
    return newest
