"""Management of a person using drugs: stages, what moves the file, and what is owed (Law 73/2021 Art 23–26, Law 120/2025 Art 24–27).

A manifest: the tables below are complete, everything else is a fold over the facts in the order in which they happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from donghanh import legal
from donghanh.cases.procedures.shape import UNDER_WAY, CaseView
from donghanh.cases.procedures.user_management_duties import duties
from donghanh.cases.rules import VIET_NAM, CannotRecord, FactView, age_on, check_time
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import Calendar
from donghanh.legal import Finding
from donghanh.legal import user_management as law

TITLE = "Quản lý người sử dụng trái phép chất ma tuý"
NUMBER_PREFIX = "QL"

TRANSITIONS: dict[tuple[S | None, K], S] = {
    (None, K.TESTED_POSITIVE): S.DETECTED,
    (S.DETECTED, K.RESIDENCE_VERIFIED): S.VERIFIED,
    (S.VERIFIED, K.NOTICE_SENT): S.NOTIFIED,
    (S.VERIFIED, K.NOTICE_RECEIVED): S.NOTIFIED,
    (S.NOTIFIED, K.NOTICE_RECEIVED): S.NOTIFIED,
    (S.NOTIFIED, K.MANAGEMENT_DECIDED): S.MANAGED,
    (S.MANAGED, K.MANAGEMENT_DECIDED): S.MANAGED,
    (S.MANAGED, K.MANAGEMENT_SUSPENDED): S.SUSPENDED,
    (S.SUSPENDED, K.CUSTODY_ENDED): S.MANAGED,
    (S.MANAGED, K.MANAGEMENT_STOPPED): S.STOPPED,
    (S.SUSPENDED, K.MANAGEMENT_STOPPED): S.STOPPED,
    (S.MANAGED, K.MANAGEMENT_ENDED): S.ENDED,
    (S.SUSPENDED, K.MANAGEMENT_ENDED): S.ENDED,
    (S.DETECTED, K.FOUND_DEPENDENT): S.REFUSED,
    (S.VERIFIED, K.FOUND_DEPENDENT): S.REFUSED,
    (S.NOTIFIED, K.FOUND_DEPENDENT): S.REFUSED,
}

_WAITING = frozenset({S.DETECTED, S.VERIFIED, S.NOTIFIED})
_OPEN = _WAITING | UNDER_WAY
_CLOSED = frozenset({S.STOPPED, S.ENDED})

STAYS: dict[K, frozenset[S]] = {
    K.SERVICE_OFFERED: _OPEN,
    K.HELPER_ASSIGNED: _OPEN,
    K.DETERMINATION_REQUESTED: _OPEN,
    K.FOUND_NOT_DEPENDENT: _OPEN,
    K.FOUND_DEPENDENT: UNDER_WAY,
    K.DECISION_SENT: UNDER_WAY,
    K.DECISION_SERVED: UNDER_WAY | _CLOSED,
    K.RESIDENCE_CHECKED: frozenset({S.MANAGED}),
    K.ABSENCE_BEGAN: frozenset({S.MANAGED}),
    K.ABSENCE_ENDED: frozenset({S.MANAGED}),
    K.CUSTODY_BEGAN: frozenset({S.MANAGED}),
    K.CUSTODY_ENDED: frozenset({S.MANAGED}),
    K.DEPARTED: UNDER_WAY,
    K.ARRIVED: UNDER_WAY,
    K.MOVE_NOTICE_SENT: UNDER_WAY,
    K.FILE_SENT: UNDER_WAY,
    K.FILE_RECEIVED: UNDER_WAY,
    K.USED_AGAIN: UNDER_WAY,
    K.STOP_GROUND: UNDER_WAY,
    K.END_SENT: _CLOSED,
    K.DECISION_WITHDRAWN: frozenset(S),
}
"""Facts that may be recorded in these stages without moving the file."""

BY_DECISION = frozenset({K.MANAGEMENT_DECIDED, K.MANAGEMENT_SUSPENDED, K.MANAGEMENT_STOPPED, K.MANAGEMENT_ENDED, K.DECISION_WITHDRAWN})
"""Facts that only a signed decision makes."""

BY_HANDOVER = frozenset({K.FILE_SENT, K.FILE_RECEIVED, K.DETERMINATION_REQUESTED, K.FOUND_DEPENDENT, K.FOUND_NOT_DEPENDENT})
"""Facts that only their own acts make: sending and receiving a file, asking for and answering a determination."""


def standing(facts: Sequence[FactView]) -> list[FactView]:
    """Facts in the order in which they happened, without those of decisions that were withdrawn."""
    withdrawn = {UUID(f.data["withdraws"]) for f in facts if f.kind == K.DECISION_WITHDRAWN}
    return sorted((f for f in facts if f.decision_id is None or f.decision_id not in withdrawn), key=lambda f: (f.counts_from, str(f.id)))


def view(facts: Sequence[FactView], *, calendar: Calendar | None = None) -> CaseView:
    """Fold the facts of one case (any order) into its stage, its legal term and its open duties."""
    told = standing(facts)
    stage: S | None = None
    for fact in told:
        stage = TRANSITIONS.get((stage, fact.kind), stage)
    if stage is None:
        raise CannotRecord("Hồ sơ chưa có kết quả xét nghiệm dương tính.", mend="Ghi kết quả xét nghiệm trước.")
    term, active_from, active_until = _term(told)
    made = CaseView(
        stage=stage,
        detected_at=_first(told, K.TESTED_POSITIVE),
        managed_at=_first(told, K.MANAGEMENT_DECIDED),
        offered_at=_first(told, K.SERVICE_OFFERED),
        active_from=active_from,
        active_until=active_until,
        term=term,
        decided=_last(told, K.MANAGEMENT_DECIDED),
        last=told[-1],
        seen=frozenset(f.kind for f in told),
        since_decided=_since(told, K.MANAGEMENT_DECIDED),
    )
    return replace(made, duties=duties(told, made, calendar=calendar))


def _first(told: Sequence[FactView], kind: K) -> datetime | None:
    return next((f.happened_at for f in told if f.kind == kind), None)


def _last(told: Sequence[FactView], *kinds: K) -> FactView | None:
    return next((f for f in reversed(told) if f.kind in kinds), None)


def _since(told: Sequence[FactView], kind: K) -> frozenset[K]:
    """Kinds of facts that followed the last one of this kind; empty where there is none."""
    kinds = [f.kind for f in told]
    return frozenset(kinds[len(kinds) - kinds[::-1].index(kind) :]) if kind in kinds else frozenset()


def _term(told: Sequence[FactView]) -> tuple[Finding | None, datetime | None, datetime | None]:
    """Legal term of the measure and the moments between which the person stands on the list."""
    decided = [f for f in told if f.kind == K.MANAGEMENT_DECIDED]
    if not decided:
        return None, None, None
    base = next((f for f in reversed(decided) if f.data.get("basis") != "moved"), decided[0])
    paused, open_pause = _paused_days(told, since=base.on)
    topic = "user.new_term" if base.data.get("basis") == "new_use" else "user.term"
    term = legal.term_end(legal.pick(topic, base.on), base.on, paused_days=paused)
    until: datetime | None = None if open_pause else term.value
    closed = _last(told, K.MANAGEMENT_STOPPED, K.MANAGEMENT_ENDED)
    gone = next((f for f in told if f.kind == K.STOP_GROUND and f.data.get("ground") == "DEATH_OR_MISSING"), None)
    for fact in (closed, gone):
        if fact is not None and fact.counts_from >= decided[0].counts_from:
            until = fact.happened_at if until is None else min(until, fact.happened_at)
    begins = decided[0].happened_at
    return term, begins, None if until is None else max(until, begins)


def _paused_days(told: Sequence[FactView], *, since: date) -> tuple[int, bool]:
    """Whole days of absence that the law of those days does not count, and whether such an absence still lasts."""
    days, began = 0, None
    for fact in told:
        if fact.kind == K.ABSENCE_BEGAN and began is None:
            began = max(fact.on, since)
        elif fact.kind in (K.ABSENCE_ENDED, K.FILE_RECEIVED) and began is not None:
            days += law.uncounted_absence_days(began, fact.on)
            began = None
    return days, began is not None and law.absence_stops_clock(told[-1].on)


def check_can_open(*, tested_on: date, born_on: date | None, birth_year: int, guardian_name: str) -> None:
    """Under 12: refused with the reason. 12 to under 18: a guardian is needed. Raises CannotRecord."""
    age = age_on(tested_on, born_on=born_on, birth_year=birth_year)
    finding = law.age_branch(age, on=tested_on)
    if finding.value == "refused":
        raise CannotRecord(finding.meaning_vi, mend=finding.mend_vi, citation=finding.citation_vi)
    if finding.value == "guardian" and not guardian_name.strip():
        raise CannotRecord(
            "Người dưới 18 tuổi cần có cha, mẹ hoặc người giám hộ trong hồ sơ.",
            mend="Bổ sung họ tên người giám hộ ở trang hồ sơ trước khi lập thủ tục.",
            citation=finding.citation_vi,
        )


def check_is_ours(kind: K) -> None:
    """What a health body concluded, or both sides of a hand-over signed, is not taken back by one side. Raises CannotRecord."""
    if kind in BY_HANDOVER:
        raise CannotRecord(
            f"“{kind.label}” có hai bên cùng ghi nhận nên một bên không tự huỷ.", mend="Liên hệ bên kia; bên đó ghi lại bằng bước của mình."
        )


def check_can_record(now: CaseView, kind: K, *, happened_at: datetime, at: datetime) -> None:
    """A fact by hand: fits the stage, lies in the past and not before what it follows from. Raises CannotRecord."""
    check_time(happened_at, at=at)
    if kind in BY_DECISION:
        raise CannotRecord(f"“{kind.label}” chỉ phát sinh từ quyết định đã ký.", mend="Soạn quyết định rồi trình ký.")
    if kind in BY_HANDOVER:
        raise CannotRecord(f"“{kind.label}” có bước riêng.", mend="Dùng nút chuyển hồ sơ hoặc gửi xác định tình trạng ở trang hồ sơ.")
    check_fits(now, kind, happened_at=happened_at, at=at)


def check_fits(now: CaseView, kind: K, *, happened_at: datetime, at: datetime) -> None:
    """The stage at this moment allows this kind of fact, and time does not run backwards. Raises CannotRecord."""
    stage = now.stage_at(at) if kind not in (K.MANAGEMENT_ENDED, K.DECISION_SERVED, K.END_SENT, K.USED_AGAIN) else now.stage
    moves = (stage, kind) in TRANSITIONS
    if not moves and stage not in STAYS.get(kind, frozenset()):
        raise CannotRecord(
            f"Hồ sơ đang ở bước “{stage.label}”, chưa thể ghi “{kind.label}”.",
            mend="Làm bước trước đó, hoặc kiểm tra lại bạn đang mở đúng hồ sơ.",
        )
    _check_needs(now, kind)
    if (
        moves
        and now.last is not None
        and now.detected_at is not None
        and happened_at.astimezone(VIET_NAM).date() < now.detected_at.astimezone(VIET_NAM).date()
    ):
        raise CannotRecord("Thời điểm này sớm hơn ngày có kết quả xét nghiệm.", mend="Kiểm tra lại ngày và giờ của sự việc.")


NEEDS: dict[K, tuple[frozenset[K], str]] = {
    K.ABSENCE_ENDED: (frozenset({K.ABSENCE_BEGAN}), "Chưa ghi lúc bắt đầu vắng mặt."),
    K.CUSTODY_ENDED: (frozenset({K.CUSTODY_BEGAN}), "Chưa ghi lúc bị tạm giữ, tạm giam."),
    K.MOVE_NOTICE_SENT: (frozenset({K.DEPARTED, K.ARRIVED}), "Chưa ghi người này rời nơi cư trú cũ."),
    K.FILE_SENT: (frozenset({K.DEPARTED, K.ARRIVED}), "Chưa ghi người này rời nơi cư trú cũ."),
    K.END_SENT: (frozenset({K.MANAGEMENT_STOPPED, K.MANAGEMENT_ENDED}), "Chưa có quyết định dừng hoặc chấm dứt."),
}


def _check_needs(now: CaseView, kind: K) -> None:
    needed, sentence = NEEDS.get(kind, (frozenset(), ""))
    if needed and not (needed & now.seen):
        raise CannotRecord(sentence, mend="Ghi sự việc đó trước.")


def check_can_decide(now: CaseView, kind: K, *, at: datetime) -> None:
    """A decision of this effect is possible now. Raises Cannot with the reason and the article."""
    if kind == K.MANAGEMENT_ENDED:
        if now.stage not in UNDER_WAY:
            raise Cannot("Chỉ chấm dứt được khi đang quản lý.", mend="Xem bước hiện tại ở trang hồ sơ.")
        if now.active_until is None or at < now.active_until:
            raise Cannot(
                "Thời hạn quản lý chưa hết.",
                mend="Quyết định chấm dứt ký từ ngày hết thời hạn; nếu có căn cứ khác, soạn quyết định dừng.",
                citation=now.term.citation_vi if now.term else "",
            )
        return
    if kind == K.MANAGEMENT_STOPPED and not ({K.STOP_GROUND, K.FOUND_DEPENDENT} & now.seen):
        raise Cannot("Chưa ghi căn cứ dừng quản lý.", mend="Ghi kết luận có nghiện hoặc căn cứ dừng khác trước khi soạn quyết định.")
    if kind == K.MANAGEMENT_SUSPENDED and K.CUSTODY_BEGAN not in now.seen:
        raise Cannot("Chưa ghi việc bị tạm giữ, tạm giam.", mend="Ghi sự việc đó trước.")
    if kind == K.MANAGEMENT_DECIDED and now.stage == S.MANAGED and not ({K.FOUND_NOT_DEPENDENT, K.FILE_RECEIVED} & now.since_decided):
        raise Cannot(
            "Đang có quyết định quản lý còn hiệu lực.", mend="Quyết định mới chỉ ra khi phát hiện sử dụng lại hoặc khi nhận hồ sơ chuyển đến."
        )
    check_fits(now, kind, happened_at=at, at=at)
