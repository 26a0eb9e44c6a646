"""Management of a person using drugs: stages, what moves the file, and what is owed (Law 73/2021 Art 23–26, Law 120/2025 Art 24–27)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from donghanh import legal
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.shape import CaseView, Life, Manifest, Standing
from donghanh.cases.procedures.user_management_duties import OWED, STOP_FACTS
from donghanh.cases.rules import CannotRecord, FactView, age_on
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import ONE_DAY
from donghanh.legal import user_management as law

MEASURE = frozenset({S.MANAGED, S.SUSPENDED})
"""Stages in which the person is managed."""

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

STAGES = frozenset(TRANSITIONS.values())
_WAITING = frozenset({S.DETECTED, S.VERIFIED, S.NOTIFIED})
_OPEN = _WAITING | MEASURE
_CLOSED = frozenset({S.STOPPED, S.ENDED})

STAYS: dict[K, frozenset[S]] = {
    K.SERVICE_OFFERED: _OPEN,
    K.HELPER_ASSIGNED: _OPEN,
    K.DETERMINATION_REQUESTED: _OPEN,
    K.FOUND_NOT_DEPENDENT: _OPEN,
    K.FOUND_DEPENDENT: MEASURE,
    K.RESULT_NOTIFIED: MEASURE | _CLOSED | {S.REFUSED},
    K.DECISION_SENT: MEASURE,
    K.DECISION_SERVED: MEASURE | _CLOSED,
    K.RESIDENCE_CHECKED: frozenset({S.MANAGED}),
    K.ABSENCE_BEGAN: frozenset({S.MANAGED}),
    K.ABSENCE_ENDED: frozenset({S.MANAGED}),
    K.CUSTODY_BEGAN: frozenset({S.MANAGED}),
    K.CUSTODY_ENDED: frozenset({S.MANAGED}),
    K.DEPARTED: MEASURE,
    K.ARRIVED: MEASURE,
    K.MOVE_NOTICE_SENT: MEASURE,
    K.FILE_SENT: MEASURE,
    K.FILE_RECEIVED: MEASURE,
    K.USED_AGAIN: MEASURE,
    K.STOP_GROUND: MEASURE,
    K.DIED: MEASURE,
    K.IMPRISONED: MEASURE,
    K.END_SENT: _CLOSED,
    K.DECISION_WITHDRAWN: STAGES,
}
"""Facts that may be recorded in these stages without moving the file."""

BY_DECISION = frozenset({K.MANAGEMENT_DECIDED, K.MANAGEMENT_SUSPENDED, K.MANAGEMENT_STOPPED, K.MANAGEMENT_ENDED, K.DECISION_WITHDRAWN})
"""Facts that only a signed decision makes."""

BY_HANDOVER = frozenset({K.FILE_SENT, K.FILE_RECEIVED, K.DETERMINATION_REQUESTED, K.FOUND_DEPENDENT, K.FOUND_NOT_DEPENDENT})
"""Facts that only their own acts make: sending and receiving a file, asking for and answering a determination."""


_AFTER_END = frozenset({K.MANAGEMENT_ENDED, K.DECISION_SERVED, K.END_SENT, K.USED_AGAIN})
_DECIDED = frozenset({K.MANAGEMENT_DECIDED})

NEEDS: dict[K, tuple[frozenset[K], str]] = {
    K.RESULT_NOTIFIED: (frozenset({K.FOUND_DEPENDENT}), "Chưa có kết luận có nghiện, là điều người này được thông báo."),
    K.ABSENCE_ENDED: (frozenset({K.ABSENCE_BEGAN}), "Chưa ghi lúc bắt đầu vắng mặt."),
    K.CUSTODY_ENDED: (frozenset({K.CUSTODY_BEGAN}), "Chưa ghi lúc bị tạm giữ, tạm giam."),
    K.MOVE_NOTICE_SENT: (frozenset({K.DEPARTED, K.ARRIVED}), "Chưa ghi người này rời nơi cư trú cũ."),
    K.FILE_SENT: (frozenset({K.DEPARTED, K.ARRIVED}), "Chưa ghi người này rời nơi cư trú cũ."),
    K.END_SENT: (frozenset({K.MANAGEMENT_STOPPED, K.MANAGEMENT_ENDED}), "Chưa có quyết định dừng hoặc chấm dứt."),
}


def measure(told: Sequence[FactView], life: Life) -> Standing:
    """Legal term of the measure and the moments between which the person stands on the list."""
    decided = [f for f in told if f.kind == K.MANAGEMENT_DECIDED]
    if not decided:
        return Standing()
    base = next((f for f in reversed(decided) if _basis(told, f) != "moved"), decided[0])
    paused, away_since = _paused_days(told, since=base.on)
    topic = "user.new_term" if _basis(told, base) == "new_use" else "user.term"
    term = legal.term_end(legal.pick(topic, base.on), base.on, paused_days=paused)
    stands_still = away_since is not None and away_since <= term.last_day and law.absence_stops_clock(term.last_day)
    until: datetime | None = None if stands_still else term.value
    closed = engine.last(told, frozenset({K.MANAGEMENT_STOPPED, K.MANAGEMENT_ENDED}))
    gone = next((f for f in told if f.kind == K.DIED or f.data.get("ground") == "DEATH_OR_MISSING"), None)
    for fact in (closed, gone):
        if fact is not None and fact.counts_from >= decided[0].counts_from:
            until = fact.happened_at if until is None else min(until, fact.happened_at)
    begins = decided[0].happened_at
    return Standing(term, begins, None if until is None else max(until, begins))


def _basis(told: Sequence[FactView], decision: FactView) -> str:
    """Why this decision was made: as its fact says, else as what happened since the one before shows."""
    if decision.data.get("basis"):
        return str(decision.data["basis"])
    before = told[: told.index(decision)]
    since = [f.kind for f in before[max((n for n, f in enumerate(before) if f.kind == K.MANAGEMENT_DECIDED), default=len(before)) :]]
    return "new_use" if K.FOUND_NOT_DEPENDENT in since else "moved" if K.FILE_RECEIVED in since else "first"


def _paused_days(told: Sequence[FactView], *, since: date) -> tuple[int, date | None]:
    """Whole days of absence that the law of those days does not count, and the first day of an absence that still lasts.

    since: the day of the decision, which is no day of the term itself and so cannot be lost.
    """
    days, began = 0, None
    for fact in told:
        if fact.kind == K.ABSENCE_BEGAN and began is None:
            began = max(fact.on, since + ONE_DAY)
        elif fact.kind in (K.ABSENCE_ENDED, K.FILE_RECEIVED) and began is not None:
            days += law.uncounted_absence_days(began, fact.on)
            began = None
    return days, began


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


def check_can_decide(now: CaseView, kind: K, at: datetime) -> None:
    """A decision of this effect is possible now. Raises Cannot with the reason and the article."""
    if kind == K.MANAGEMENT_ENDED:
        if now.stage not in MEASURE:
            raise Cannot("Chỉ chấm dứt được khi đang quản lý.", mend="Xem bước hiện tại ở trang hồ sơ.")
        if now.active_until is None or at < now.active_until:
            raise Cannot(
                "Thời hạn quản lý chưa hết.",
                mend="Quyết định chấm dứt ký từ ngày hết thời hạn; nếu có căn cứ khác, soạn quyết định dừng.",
                citation=now.term.citation_vi if now.term else "",
            )
        return
    if kind == K.MANAGEMENT_STOPPED and not (STOP_FACTS & now.seen):
        raise Cannot("Chưa ghi căn cứ dừng quản lý.", mend="Ghi kết luận có nghiện hoặc căn cứ dừng khác trước khi soạn quyết định.")
    if kind == K.MANAGEMENT_SUSPENDED and K.CUSTODY_BEGAN not in now.seen:
        raise Cannot("Chưa ghi việc bị tạm giữ, tạm giam.", mend="Ghi sự việc đó trước.")
    if kind == K.MANAGEMENT_DECIDED and now.stage == S.MANAGED and not ({K.FOUND_NOT_DEPENDENT, K.FILE_RECEIVED} & now.since_decided):
        raise Cannot(
            "Đang có quyết định quản lý còn hiệu lực.", mend="Quyết định mới chỉ ra khi phát hiện sử dụng lại hoặc khi nhận hồ sơ chuyển đến."
        )
    engine.check_fits(MANIFEST, now, kind, happened_at=at, at=at)


def _check_open(fact: FactView, life: Life) -> None:
    if life.age_on(fact.on) is None:
        raise CannotRecord("Chưa biết ngày sinh hoặc năm sinh.", mend="Bổ sung ngày sinh: luật đối xử khác nhau theo tuổi.")
    check_can_open(tested_on=fact.on, born_on=life.born_on, birth_year=life.birth_year, guardian_name="có" if life.has_guardian else "")


MANIFEST = Manifest(
    procedure=Procedure.USER_MANAGEMENT,
    prefix="QL",
    moves=TRANSITIONS,
    stays=STAYS,
    owed=OWED,
    closed=frozenset({S.STOPPED, S.ENDED, S.REFUSED}),
    needs=NEEDS,
    by_decision=BY_DECISION,
    by_handover=BY_HANDOVER,
    after_end=_AFTER_END,
    standing=measure,
    check_open=_check_open,
    check_decide=check_can_decide,
    decides=_DECIDED,
    offers=frozenset({K.SERVICE_OFFERED}),
    asks_person=False,
    missing_opening="Hồ sơ chưa có kết quả xét nghiệm dương tính.",
)
