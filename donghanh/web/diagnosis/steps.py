"""The steps of a determination as the health body tells them: what is done, what is owed until when, what can be told now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _

from donghanh.cases.diagnosis.queries import EXAMINER, Examination
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.determination import MANIFEST
from donghanh.cases.procedures.shape import DutyView
from donghanh.cases.terms import ExaminedAt, Procedure
from donghanh.cases.terms import FactKind as K
from donghanh.web.cases import words
from donghanh.web.cases.words import Act
from donghanh.web.ui.due import Due, due_of
from donghanh.web.ui.helpers import gio, ngay

VERBS = {
    K.STAFF_SENT: _("Ghi đã cử người"),
    K.PERSON_RECEIVED: _("Ghi đã tiếp nhận"),
    K.OBSERVATION_BEGAN: _("Bắt đầu theo dõi thêm"),
    K.DOSSIER_RETURNED: _("Trả lại đề nghị"),
    K.RESULT_SENT: _("Ghi đã gửi kết quả"),
    K.RESULT_NOTIFIED: _("Ghi người này đã được báo"),
}
"""What the body tells by a form of its own; findings and conclusion have their pages."""
INTROS = {
    K.STAFF_SENT: _("Khi người cần xác định không đến cơ sở của bạn."),
    K.PERSON_RECEIVED: _("Hạn trả kết quả tính từ ngày này."),
    K.OBSERVATION_BEGAN: _("Khi dấu hiệu chưa rõ, hoặc có hai tiêu chuẩn mà không có trạng thái cai."),
    K.DOSSIER_RETURNED: _("Khi đề nghị thiếu giấy tờ hoặc sai người. Nơi đề nghị bổ sung rồi gửi lại; tên người này không còn hiện ở đây."),
    K.RESULT_SENT: _("Gửi phiếu cho người được xác định và cho cơ quan đề nghị, nếu có. Nội dung phiếu không đi qua bước này."),
    K.RESULT_NOTIFIED: _("Ghi đúng giờ: thời gian để đăng ký có thể tính từ lúc này."),
}


@dataclass(frozen=True, slots=True)
class Steps:
    """done: what was told, with its moment. owed: what the body owes now, its limit and article. acts: what can be told now."""

    done: tuple[tuple[str, str], ...]
    owed: tuple[tuple[str, Due, str], ...]
    acts: tuple[Act, ...]


def asked(slug: str) -> K:
    """The step that an address names. Raises Http404."""
    kind = next((one for one in VERBS if words.slug(one) == slug), None)
    if kind is None:
        raise Http404
    return kind


def made(seen: Examination, at: datetime) -> Steps:
    """The steps of one request at this moment."""
    done = tuple((str(one.kind.label), f"{gio(one.happened_at)} {ngay(one.happened_at)}") for one in seen.told)
    owed = tuple((_task(duty), chip(duty, at), _cite(duty)) for duty in seen.view.duties if duty.function == EXAMINER)
    allowed = engine.permitted(MANIFEST, seen.view, at=at)
    return Steps(done, owed, tuple(_act(seen, kind) for kind in VERBS if allowed.get(kind, seen) is None and _is_wanted(seen, kind)))


def chip(duty: DutyView, at: datetime) -> Due:
    """The limit of a duty of the body."""
    return due_of(duty.due.value if duty.due else None, at)


def _is_wanted(seen: Examination, kind: K) -> bool:
    """Staff is sent where the person is elsewhere; who was told, is told once; a result comes of a conclusion that this request has."""
    if kind == K.STAFF_SENT:
        return seen.referral.place != ExaminedAt.BODY and kind not in seen.view.seen
    if kind in (K.RESULT_SENT, K.RESULT_NOTIFIED):
        return seen.referral.is_dependent is not None and kind not in seen.view.seen
    return seen.referral.answered_at is None


def _act(seen: Examination, kind: K) -> Act:
    return Act(str(VERBS[kind]), words.address("diagnosis:step", seen.referral.id, words.slug(kind)))


def _task(duty: DutyView) -> str:
    return words.task(duty.kind, words.day_of(duty.counted_from or duty.stands_from))


def _cite(duty: DutyView) -> str:
    return words.citation(duty.kind, duty.rule_id, words.day_of(duty.stands_from), Procedure.DETERMINATION)
