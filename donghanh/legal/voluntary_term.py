"""Time in voluntary rehabilitation: in time to register, length of the term and whose law gives it, thresholds, three phases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from donghanh.kernel.workdays import Calendar, local_day
from donghanh.legal import book
from donghanh.legal.courses import remains_at_least
from donghanh.legal.editions import answer
from donghanh.legal.errors import NoRuleInForce
from donghanh.legal.findings import Answer
from donghanh.legal.loading import law_data
from donghanh.legal.model import Rule
from donghanh.legal.reckoning import due, reached
from donghanh.legal.standing import Standing
from donghanh.legal.ways import after, whole


def term_rule(*, form: str, is_repeat: bool, on: date) -> Rule:
    """The rule that gives the length. on: the day whose law governs (governing_day). Raises NoRuleInForce before the first rule."""
    if is_repeat:
        try:
            return book.pick("voluntary.term_repeat", on)
        except NoRuleInForce:
            pass  # under this law the number of earlier times changes nothing
    return book.pick("voluntary.term_home" if form == "home" else "voluntary.term_facility", on)


def months(rule: Rule, said: object) -> int:
    """Months of the term: those of the rule; where it gives a range those the decision or contract says, else the most it allows."""
    if rule.amount_max is None:
        return whole(rule)
    return said if _is_within(rule, said) and isinstance(said, int) else int(rule.amount_max)


def _is_within(rule: Rule, said: object) -> bool:
    return type(said) is int and rule.amount is not None and rule.amount <= said <= (rule.amount_max or rule.amount)


def term(rule: Rule, said: object, *, is_repeat: bool, on: date) -> Answer:
    """The length in whole months as text, and how sure it is. said: the months of the decision or contract, None where it says none."""
    status, confidence, mend, why = rule.status, rule.confidence, "", ""
    if rule.amount_max is None and is_repeat:
        row = book.convention("earlier_rehabilitation", on)
        status, confidence, why = Standing.SILENT, row.confidence, row.meaning_vi
    elif rule.amount_max is not None and said is None:
        row = book.convention("undecided_months", on)
        status, confidence, why, mend = Standing.UNCONFIRMED, row.confidence, row.meaning_vi, "Ghi số tháng của quyết định hoặc hợp đồng."
    if said is not None and not _is_within(rule, said):
        status, confidence = Standing.UNCONFIRMED, "M"
        mend = f"Văn bản ghi {said} tháng, luật cho {rule.amount_vi}; tạm tính theo luật. Kiểm tra lại văn bản."
    meaning = " ".join(text for text in (rule.meaning_vi, why) if text)
    return Answer("voluntary.term", str(months(rule, said)), meaning, mend, rule.citation_vi, confidence, status, book.edition())


def governing_day(*, decided_on: date | None, started_on: date) -> date:
    """The day whose law gives the term: of the decision or contract, else of the beginning (law/conventions.yaml decided_not_begun)."""
    if decided_on is None or book.convention("decided_not_begun", started_on).value != "decided":
        return started_on
    return decided_on


def regime(*, decided_on: date | None, started_on: date, last_day: date) -> Answer:
    """Which law's term holds. value: "old_term" for who was in rehabilitation when the law changed, "old_law", "new_law"."""
    change = law_data().instruments["L120"].valid_from
    day = book.day_vi(change)
    if started_on < change <= last_day:
        meaning = f"Đang cai nghiện ngày {day}: làm tiếp đến hết thời hạn cũ; quản lý sau cai nghiện theo luật mới."
        return answer("voluntary.regime", "old_term", meaning, ("L120", "56 1"))
    if decided_on is not None and decided_on < change <= started_on:
        row = book.convention("decided_not_begun", started_on)
        meaning = f"Có quyết định hoặc hợp đồng trước {day} nhưng bắt đầu sau đó: điều khoản chuyển tiếp không nói. {row.meaning_vi}"
        value = "old_term" if row.value == "decided" else "new_law"
        return answer("voluntary.regime", value, meaning, ("L120", "56 1"), ("L120", "56 2"), status="silent", confidence=row.confidence)
    if started_on < change:
        return answer("voluntary.regime", "old_law", "Thời hạn theo luật cũ.", ("L73", "30"), ("L73", "31"))
    return answer(
        "voluntary.regime", "new_law", "Quyết định từ ngày luật mới có hiệu lực: thời hạn theo luật mới.", ("L120", "29 1"), ("L120", "56 2")
    )


def registered(
    *, result_at: datetime | None, notified_at: datetime | None, restarted_at: datetime | None, at: datetime, calendar: Calendar | None = None
) -> Answer | None:
    """Was the registration in time? value "in_time", "late", or "between" where two texts give two limits and it lies between them (conflict).

    restarted_at: when force majeure ended; the limit runs anew from then. None where neither the result nor its notice is dated.
    """
    known = [moment for moment in (result_at, notified_at) if moment is not None]
    if not known:
        return None
    rule = book.pick("voluntary.register", local_day(min(known)))
    begun = [moment if restarted_at is None else max(moment, restarted_at) for moment in known]
    limits = [due(rule, moment, calendar=calendar).value for moment in begun]
    first = min(limits) if rule.conflict_vi else due(rule, begun[-1], calendar=calendar).value
    last = limits[-1]
    value = "in_time" if at < first else "between" if at < last else "late"
    status = Standing.CONFLICT if value == "between" else Standing.DEFINITE
    readings = " ".join(f"{one.text_vi} ({one.citation_vi})." for one in rule.readings) if value == "between" else ""
    meaning = f"{rule.meaning_vi} {readings}".strip()
    return Answer("voluntary.registered", value, meaning, "", rule.citation_vi, rule.confidence, status, book.edition())


def is_result_too_old(*, result_on: date, on: date) -> str:
    """The article that asks for a new determination because the result is older than it may be; empty where it still holds."""
    try:
        rule = book.pick("determination.certificate_validity", on)
    except NoRuleInForce:
        return ""
    return rule.citation_vi if on > after(result_on, whole(rule), rule.unit) else ""


def threshold(topic: str, start: datetime, *, calendar: Calendar | None = None) -> Answer:
    """From when on something counts as not begun or broken off. topic: "voluntary.not_started" or "voluntary.self_terminated".

    value: the last day on which it does not yet count, as 2026-07-03.
    """
    rule = book.pick(topic, local_day(start))
    found = reached(rule, start, calendar=calendar)
    return Answer(topic, found.last_day.isoformat(), rule.meaning_vi, "", rule.citation_vi, rule.confidence, rule.status, book.edition())


def is_at_least(topic: str, number: int, *, on: date) -> bool:
    """True where the rule of this topic stands on this day and the number meets it."""
    try:
        return number >= whole(book.pick(topic, on))
    except NoRuleInForce:
        return False


def resume(*, recovered_on: date, last_day: date) -> Answer:
    """Must a person whose stay was suspended for illness go on? value: "goes_on" where at least so much is left, "not_said" (silent) below."""
    try:
        rule = book.pick("compulsory.resume", recovered_on)
    except NoRuleInForce:
        return answer("voluntary.resume", "not_said", "Chưa có quy định về việc thực hiện tiếp.", status="silent", confidence="M")
    if remains_at_least(rule, last_day=last_day, on=recovered_on):
        return Answer("voluntary.resume", "goes_on", rule.meaning_vi, "", rule.citation_vi, rule.confidence, rule.status, book.edition())
    meaning = f"Còn dưới {rule.amount_vi}: luật chỉ nói từ mức này trở lên thì thực hiện tiếp."
    return Answer("voluntary.resume", "not_said", meaning, "", rule.citation_vi, "M", Standing.SILENT, book.edition())


def three_phases(*, started_on: date, certified_on: date) -> Answer:
    """Can the first three phases be over by then? value: "enough", "too_early", or "unknown" where no law sets their length."""
    try:
        detox, teaching = book.pick("phases.detox", started_on), book.pick("phases.education", started_on)
    except NoRuleInForce:
        meaning = "Độ dài các giai đoạn do quy trình của cơ sở quy định."
        return answer("voluntary.three_phases", "unknown", meaning, ("D116", "27"), status="silent")
    earliest = after(after(started_on, whole(detox), detox.unit), whole(teaching), teaching.unit)
    value = "enough" if certified_on >= earliest else "too_early"
    meaning = (
        f"Cắt cơn {detox.amount_vi}, giáo dục {teaching.amount_vi}; lao động trị liệu chạy song song, không cộng thêm: "
        f"sớm nhất ngày {book.day_vi(earliest)}."
    )
    found = answer("voluntary.three_phases", value, meaning, ("L120", "30 1 d"))
    return replace(found, citation_vi=f"{found.citation_vi}; {detox.citation_vi}; {teaching.citation_vi}")
