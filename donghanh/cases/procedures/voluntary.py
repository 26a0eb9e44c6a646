"""What the ways of voluntary rehabilitation have in common: who may register, how long the measure stands, what the law says of it.

Data of the facts: event_data.py.
"""

from __future__ import annotations

from datetime import date, datetime

from donghanh import legal
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.shape import CaseView, Life, Standing, Told, kinds, stages
from donghanh.cases.rules import CannotRecord, FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import ONE_DAY, ZONE
from donghanh.legal import substitution
from donghanh.legal import voluntary as law
from donghanh.legal import voluntary_term as time

WAITING = stages(S.REGISTERED, S.DECIDED)
_BEGINS = kinds(K.REHAB_STARTED, K.REST_REGISTERED)
_SETTLES = kinds(K.REGISTRATION_DECIDED, K.FACILITY_DECIDED, K.CONTRACT_SIGNED)
_ENDS = kinds(K.REHAB_COMPLETED, K.LEFT_REHAB, K.PHASES_CERTIFIED, K.EXEMPTED, K.COURT_DECIDED, K.DIED)
_RESUMES = kinds(K.REHAB_STARTED, K.SUSPENSION_ENDED)


def given_day(fact: FactView, key: str) -> date | None:
    """The day under this key, None where there is none. Raises CannotRecord for one that cannot be read."""
    moment = given_moment(fact, key)
    return moment.astimezone(ZONE).date() if moment else None


def given_moment(fact: FactView, key: str) -> datetime | None:
    """The moment under this key (a bare day: its first moment), None where there is none. Raises CannotRecord for one that cannot be read."""
    told = fact.data.get(key)
    if not told:
        return None
    try:
        moment = datetime.fromisoformat(str(told))
    except ValueError:
        raise CannotRecord(f"Không đọc được “{told}” ở mục {key}.", mend="Ghi năm-tháng-ngày, ví dụ 2026-07-03.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)


def check_registration(fact: FactView, life: Life, *, forms: frozenset[str]) -> None:
    """This person may register for this form on this day, and this procedure takes it. Raises CannotRecord with the article.

    The registration itself is judged before the question whose it is, so that every procedure gives the same true reason.
    """
    form = said_form(fact)
    if form not in law.FORMS:
        names = "; ".join(f"{code} ({name})" for code, name in law.FORMS.items())
        raise CannotRecord("Đăng ký chưa ghi hình thức.", mend=f"Chọn một hình thức: {names}.")
    _check_person(fact, life, form)
    if form == "partial":
        _refuse(law.partial_programme(on=fact.on), "none")
    result_on = given_day(fact, "result_on")
    article = time.is_result_too_old(result_on=result_on, on=fact.on) if result_on and form != "substitution" else ""
    if article:
        raise CannotRecord("Phiếu kết quả xác định tình trạng nghiện đã quá hạn dùng.", mend="Xác định lại tình trạng nghiện.", citation=article)
    if form not in forms:
        raise CannotRecord(f"Đăng ký này là {law.FORMS[form]}.", mend="Mở hồ sơ của đúng hình thức đó.")


def _check_person(fact: FactView, life: Life, form: str) -> None:
    age = life.age_on(fact.on)
    if age is not None:
        branch = law.age_branch(age, on=fact.on)
        _refuse(branch, "refused")
        if form == "substitution":
            check_consent(fact, life)
        if not life.has_guardian:
            _refuse(branch, "guardian")
    if form != "substitution":
        found = law.place(has_stable_residence=life.has_stable_residence, on=fact.on)
        if found.value == "public_only" and form != "public":
            raise CannotRecord(found.meaning_vi, mend="Đăng ký cai nghiện tại cơ sở công lập.", citation=found.citation_vi)


def check_consent(fact: FactView, life: Life) -> None:
    """Substitution treatment of the young needs the written consent of a representative. Raises CannotRecord with the article."""
    age = life.age_on(fact.on)
    if age is not None and not life.has_guardian:
        _refuse(substitution.consent(age, on=fact.on), "needed")


def _refuse(found: legal.Answer, value: str) -> None:
    if found.value == value:
        raise CannotRecord(found.meaning_vi, mend=found.mend_vi, citation=found.citation_vi)


def check_rest(fact: FactView, life: Life) -> None:
    """The rest at home follows a part done in a private facility under a law that knows it. Raises CannotRecord with the article."""
    started, left = given_day(fact, "started_on"), given_day(fact, "left_on")
    if started is None or left is None or not started <= left <= fact.on:
        raise CannotRecord(
            "Phần còn lại cần ngày vào cơ sở tư nhân và ngày nhận giấy xác nhận, theo đúng thứ tự.",
            mend="Ghi started_on và left_on theo giấy xác nhận của cơ sở.",
            citation=law.partial_programme(on=fact.on).citation_vi,
        )
    _refuse(law.partial_programme(on=started), "none")
    found = time.three_phases(started_on=started, certified_on=left)
    if found.value == "too_early":
        raise CannotRecord(found.meaning_vi, mend="Kiểm tra lại ngày trên giấy xác nhận.", citation=found.citation_vi)


def check_entry(now: CaseView, kind: K, at: datetime, *, form: str) -> None:
    """A decision of the commune or the province is part of this form on this day. Raises Cannot with the article."""
    found = law.entry(form=form, on=at.astimezone(ZONE).date())
    if found.value == "contract" and kind in kinds(K.REGISTRATION_DECIDED, K.FACILITY_DECIDED):
        raise Cannot(found.meaning_vi, mend=found.mend_vi, citation=found.citation_vi)
    if kind == K.REGISTRATION_DECIDED and now.stage == S.REHAB and K.FILE_RECEIVED not in now.seen:
        raise Cannot("Đã có quyết định còn hiệu lực.", mend="Quyết định mới chỉ ra khi nhận hồ sơ chuyển đến.")


def said_form(fact: FactView) -> str:
    """The form this registration names; empty where it names none."""
    return str(fact.data.get("form") or "")


def form_of(told: Told, form: str) -> str:
    """The form registered for; `form` where the file was opened otherwise."""
    said = said_form(told[0])
    return said if said in law.FORMS else form


def needs_commune(fact: FactView, life: Life) -> bool:
    """The commune decides on this registration."""
    return law.entry(form=said_form(fact), on=fact.on).value != "contract"


def by_contract(fact: FactView, life: Life) -> bool:
    """A contract alone lets the person begin."""
    return not needs_commune(fact, life)


def is_third_phase(fact: FactView, life: Life) -> bool:
    """The third phase, or one that comes after it."""
    return fact.data.get("phase") in ("c", "d", "dd")


def is_duty_breach(fact: FactView, life: Life) -> bool:
    """A breach of a duty other than not to use."""
    return fact.data.get("breach") == "duty"


def settled(told: Told) -> FactView | None:
    """The decision or contract that let the person begin: the last one up to the beginning; one after a move changes nothing."""
    begun = engine.last(told, _BEGINS)
    first = next((f for f in told if f.kind in _BEGINS), begun)
    upto = told if first is None else told[: told.index(first)]
    return engine.last(upto, _SETTLES)


def said_months(told: Told) -> object:
    """Months of the last decision or contract that says any. A decision after the beginning only goes on with the term after a move."""
    begun = next((n for n, f in enumerate(told) if f.kind in _BEGINS), len(told))
    saying = [f for n, f in enumerate(told) if f.kind == K.CONTRACT_SIGNED or (f.kind in _SETTLES and n < begun)]
    return next((f.data["months"] for f in reversed(saying) if f.data.get("months") is not None), None)


def rule_of(told: Told, life: Life, form: str) -> tuple[legal.Rule, date, bool] | None:
    """The rule of the term, the day it counts from, and whether it is a later time; None before the beginning."""
    begun = next((f for f in told if f.kind in _BEGINS), None)
    if begun is None:
        return None
    if begun.kind == K.REST_REGISTERED:
        started = given_day(begun, "started_on") or begun.on
        is_repeat = life.rehabilitations > 1  # the part in the private facility is one of them
        return time.term_rule(form="private", is_repeat=is_repeat, on=started), started, is_repeat
    by = settled(told)
    governed = time.governing_day(decided_on=by.on if by else None, started_on=begun.on)
    is_repeat = life.rehabilitations > 0
    return time.term_rule(form=form_of(told, form), is_repeat=is_repeat, on=governed), begun.on, is_repeat


def measure(told: Told, life: Life, *, form: str) -> Standing:
    """The term, and the moments between which the person is in rehabilitation. Prison adds its days where the rest is served later."""
    found = rule_of(told, life, form)
    if found is None:
        return Standing()
    rule, counted_from, _is_repeat = found
    begun = next(f for f in told if f.kind in _BEGINS)
    paused, is_open, broken_at = _prison(told, since=counted_from)
    term = legal.term_end(rule, counted_from, paused_days=paused + _gap(begun), amount=time.months(rule, said_months(told)))
    # by moment, not by place: a beginning of which only the day is known stands behind what happened on that day
    ends = [f.happened_at for f in told if f.kind in _ENDS and f.happened_at >= begun.happened_at] + ([broken_at] if broken_at else [])
    until = min(ends + ([] if is_open else [term.value]), default=None)
    return Standing(term, begun.happened_at, None if until is None else max(until, begun.happened_at))


def _gap(begun: FactView) -> int:
    """Days between leaving the private facility and the minutes for the rest at home: in neither of the two."""
    left = given_day(begun, "left_on") if begun.kind == K.REST_REGISTERED else None
    return max(0, (begun.on - left).days) if left else 0


def _prison(told: Told, *, since: date) -> tuple[int, bool, datetime | None]:
    """Days in prison not counted, whether such a time still lasts, and when the measure ended by it under a law without a rest.

    since: the first day, which is no day of the term itself and so cannot be lost.
    """
    days, began = 0, None
    for fact in told:
        if fact.kind == K.IMPRISONED and began is None:
            if law.imprisonment(on=fact.on).value == "ended":
                return days, False, fact.happened_at
            began = max(fact.on, since + ONE_DAY)
        elif began is not None and fact.kind in _RESUMES:
            days, began = days + max(0, (fact.on - began).days), None
    return days, began is not None, None
