"""Electronic monitoring: the decision and its dates, from 1 July 2026 (Decree 163/2026 Art 14–26; Law 120/2025 Art 47). Never a position.

Data of the facts: event_data.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from donghanh import legal
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.monitoring_duties import GROUND_FACTS, OWED, STANDS
from donghanh.cases.procedures.shape import CaseView, Life, Manifest, Standing, Told, kinds, stages
from donghanh.cases.procedures.voluntary import given_day
from donghanh.cases.rules import CannotRecord, FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.cases.terms import Stage as S
from donghanh.kernel.workdays import end_of, local_day
from donghanh.legal import Answer
from donghanh.legal import monitoring as law

_WORN = stages(S.MONITORED, S.PAUSED)
_OPEN = STANDS | stages(S.FOUND)
_CLOSED = stages(S.ENDED, S.EXEMPTED, S.CLOSED)
_ENDS = {
    "home": kinds(K.REHAB_COMPLETED, K.LEFT_REHAB, K.COURT_DECIDED),
    "substitution": kinds(K.TREATMENT_ENDED, K.LEFT_REHAB, K.COURT_DECIDED),
    "aftercare": kinds(K.AFTERCARE_ENDED, K.FOUND_DEPENDENT, K.COURT_DECIDED),
}
"""With the measure it goes with, monitoring ends."""
_WITH_MEASURE = frozenset[K]().union(*_ENDS.values())
_OVER = kinds(K.MONITORING_ENDED, K.MONITORING_EXEMPTED, K.DIED, K.GROUND_WITHDRAWN) | _WITH_MEASURE

MOVES: dict[tuple[S | None, K], S] = {
    **{(None, kind): S.FOUND for kind in (*sorted(GROUND_FACTS), K.MONITORING_ASKED)},
    (None, K.MONITORING_DECIDED): S.DECIDED,
    (S.FOUND, K.MONITORING_DECIDED): S.DECIDED,
    (S.DECIDED, K.DEVICE_FITTED): S.MONITORED,
    (S.MONITORED, K.DEVICE_OFF): S.PAUSED,
    (S.PAUSED, K.DEVICE_ON): S.MONITORED,
    **{(stage, K.IMPRISONED): S.PAUSED for stage in stages(S.DECIDED, S.MONITORED)},
    **{(stage, K.MONITORING_EXEMPTED): S.EXEMPTED for stage in _WORN},
    **{(stage, kind): S.ENDED for stage in STANDS for kind in (K.MONITORING_ENDED, *sorted(_WITH_MEASURE))},
    **{(S.FOUND, kind): S.CLOSED for kind in (K.IMPRISONED, K.GROUND_WITHDRAWN, *sorted(_WITH_MEASURE))},
    **{(stage, K.DIED): S.CLOSED for stage in _OPEN},
}

STAYS: dict[K, frozenset[S]] = {
    **{kind: _OPEN for kind in GROUND_FACTS},
    K.MONITORING_ASKED: _OPEN,
    K.MONITORING_DECIDED: STANDS,
    K.DECISION_SENT: STANDS,
    K.DECISION_SERVED: STANDS,
    K.DECISION_WITHDRAWN: _OPEN | _CLOSED,
    K.MONITORING_BREACHED: STANDS,
    K.BREACH_MINUTED: STANDS,
    K.REMINDED: STANDS,
    K.MONITORING_REFUSED: STANDS,
    K.GROUND_WITHDRAWN: STANDS,
    K.CUSTODY_ENDED: stages(S.PAUSED),
    K.HOSPITAL_ENDED: stages(S.PAUSED),
    K.IMPEDIMENT_ENDED: stages(S.PAUSED),
    K.DEPARTED: STANDS,
    K.ARRIVED: STANDS,
    K.FILE_SENT: STANDS,
    K.FILE_RECEIVED: STANDS,
}

NEEDS: dict[K, tuple[frozenset[K], str]] = {
    K.BREACH_MINUTED: (kinds(K.MONITORING_BREACHED), "Chưa ghi vi phạm quy định giám sát."),
    K.REMINDED: (kinds(K.MONITORING_BREACHED), "Chưa ghi vi phạm quy định giám sát."),
    K.FILE_SENT: (kinds(K.DEPARTED, K.ARRIVED), "Chưa ghi người này rời nơi cư trú cũ."),
}


def ground_of(fact: FactView) -> str:
    """The measure that this fact says monitoring goes with; empty where it says none."""
    if fact.kind == K.AFTERCARE_DECIDED:
        return "aftercare"
    return str(fact.data.get("form" if fact.kind in GROUND_FACTS else "ground") or "")


def _opened(told: Told) -> FactView:
    """The fact that says which measure monitoring goes with: of the same day as others it need not stand first where only its day is known."""
    return next((fact for fact in told if ground_of(fact) in law.GROUNDS), told[0])


def _group(opened: FactView, life: Life) -> Answer:
    return law.group(
        ground=ground_of(opened),
        age=life.age_on(opened.on),
        has_stable_residence=life.has_stable_residence,
        is_asked=opened.kind == K.MONITORING_ASKED,
        on=opened.on,
    )


def standing(told: Told, life: Life) -> Standing:
    """From the decision on, as long as the law says for this group; a decision made anew replaces the length. Time without the device counts."""
    decided = [f for f in told if f.kind == K.MONITORING_DECIDED]
    if not decided:
        return Standing()
    base = decided[-1]
    is_again = any(f.kind == K.MONITORING_REFUSED for f in told[: told.index(base)])
    rule = legal.pick(law.term_topic(_group(_opened(told), life).value, is_again=is_again), base.on)
    term = None if rule.amount is None else legal.term_end(rule, base.on)
    said = given_day(base, "until")
    ends = [f.happened_at for f in told[told.index(base) :] if f.kind in _OVER]
    ends += ([end_of(said)] if said else []) + ([term.value] if term else [])
    begins = decided[0].happened_at
    return Standing(term, begins, max(min(ends), begins) if ends else None)


def findings(told: Told, life: Life) -> tuple[Answer, ...]:
    """The group, when the rest may be let off, what each breach and refusal brings, whether the device may come off."""
    opened = _opened(told)
    group = _group(opened, life)
    fitted = next((f for f in told if f.kind == K.DEVICE_FITTED), None)
    start = [law.before(on=opened.on)] if opened.kind == K.MONITORING_DECIDED else []
    let_off = [law.exemption(group=group.value, started_on=fitted.on)] if fitted else []
    return (group, *start, *let_off, *(answer for n, fact in enumerate(told) for answer in _of(fact, told[: n + 1])))


def _of(fact: FactView, so_far: Told) -> Iterator[Answer]:
    if fact.kind == K.MONITORING_BREACHED:
        letter = str(fact.data.get("letter") or "")
        same = [f for f in so_far if f.kind == K.MONITORING_BREACHED and str(f.data.get("letter") or "") in law.together(letter)]
        yield law.breach(letter=letter, nth=len(same), on=fact.on)
    elif fact.kind == K.MONITORING_REFUSED:
        yield law.refusal(ground=ground_of(_opened(so_far)), on=fact.on)
    elif fact.kind == K.DEVICE_OFF:
        said = fact.data.get("days")
        yield law.removal(reason=str(fact.data.get("reason") or ""), days=said if type(said) is int else 0, on=fact.on)
        yield law.pause()
    elif fact.kind == K.IMPRISONED:
        yield law.pause()
    elif fact.kind == K.GROUND_WITHDRAWN:
        yield law.ground_withdrawn()


def _check_open(fact: FactView, life: Life) -> None:
    ground = ground_of(fact)
    if ground not in law.GROUNDS:
        names = ", ".join(law.GROUNDS)
        raise CannotRecord("Chưa rõ giám sát đi cùng biện pháp nào.", mend=f"Ghi hình thức hoặc biện pháp: {names}.")
    if fact.kind == K.REGISTRATION_DECIDED and ground != "home":
        raise CannotRecord("Điều trị thay thế: hồ sơ mở khi cơ sở điều trị thông báo.", mend="Ghi thông báo bắt đầu điều trị.")
    if fact.kind == K.START_NOTICE_SENT and ground != "substitution":
        raise CannotRecord("Cai nghiện tại gia đình: hồ sơ mở từ quyết định, không từ thông báo.", mend="Ghi quyết định cai nghiện.")
    group = _group(fact, life)
    if group.value == "none":
        raise CannotRecord(group.meaning_vi, mend="Xem lại tuổi, nơi cư trú và ngày áp dụng.", citation=group.citation_vi)
    if fact.kind == K.MONITORING_DECIDED and ground != "aftercare":
        raise CannotRecord("Quyết định cần căn cứ trước đó.", mend="Ghi quyết định cai nghiện, thông báo của cơ sở hoặc yêu cầu của cha mẹ.")


def _check_fact(now: CaseView, kind: K, happened_at: datetime) -> None:
    opened = now.opened
    ground = ground_of(opened) if opened else ""
    if kind in _WITH_MEASURE and kind not in _ENDS.get(ground, frozenset()):
        raise CannotRecord(f"“{kind.label}” không kết thúc biện pháp của hồ sơ này.", mend="Ghi vào hồ sơ của biện pháp đó.")
    if kind in GROUND_FACTS | kinds(K.MONITORING_ASKED) and opened is not None and kind != opened.kind:
        raise CannotRecord("Hồ sơ này đi cùng biện pháp khác.", mend="Sự việc đó mở hồ sơ giám sát riêng.")
    if kind == K.MONITORING_DECIDED and now.decided is not None and K.MONITORING_REFUSED not in now.since_decided:
        raise CannotRecord("Đang có quyết định giám sát còn hiệu lực.", mend="Quyết định mới chỉ ra sau khi không chấp hành.")
    if kind == K.MONITORING_EXEMPTED:
        _check_exemption(now, happened_at)


def _check_exemption(now: CaseView, happened_at: datetime) -> None:
    """Long enough without a breach. Raises CannotRecord with the article."""
    found = next((one for one in now.findings if one.question == "monitoring.exemption"), None)
    if found is None:
        raise CannotRecord("Chưa gắn thiết bị nên chưa tính được thời gian giám sát.", mend="Ghi việc gắn thiết bị trước.")
    if K.MONITORING_BREACHED in now.seen:
        raise CannotRecord("Đã có vi phạm nên không xét miễn phần còn lại.", mend="Kiểm tra lại hồ sơ vi phạm.", citation=found.citation_vi)
    day = date.fromisoformat(found.value)
    if local_day(happened_at) < day:
        raise CannotRecord(f"Chưa đủ thời gian: xét miễn từ ngày {day:%d/%m/%Y}.", mend="Xét từ ngày đó.", citation=found.citation_vi)


def _check_decide(now: CaseView, kind: K, at: datetime) -> None:
    engine.check_fits(MANIFEST, now, kind, happened_at=at, at=at)


MANIFEST = Manifest(
    procedure=Procedure.MONITORING,
    prefix="GS",
    moves=MOVES,
    stays=STAYS,
    owed=OWED,
    closed=_CLOSED,
    needs=NEEDS,
    by_decision=kinds(K.MONITORING_DECIDED, K.MONITORING_EXEMPTED, K.DECISION_WITHDRAWN),
    by_handover=kinds(K.FILE_SENT, K.FILE_RECEIVED),
    after_end=kinds(K.MONITORING_ENDED, K.DECISION_SERVED, K.DIED),
    standing=standing,
    findings=findings,
    check_open=_check_open,
    check_decide=_check_decide,
    check_fact=_check_fact,
    decides=kinds(K.MONITORING_DECIDED),
    missing_opening="Hồ sơ chưa có căn cứ giám sát điện tử.",
)
