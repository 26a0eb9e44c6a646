"""Education at the commune because of drug use, beyond limits: until 30 June 2026, repealed for drug use since."""

from __future__ import annotations

from datetime import date

from donghanh.legal import book
from donghanh.legal.editions import answer, ask, in_force
from donghanh.legal.findings import Answer
from donghanh.legal.loading import law_data
from donghanh.legal.model import Rule
from donghanh.legal.reckoning import term_last_day
from donghanh.legal.standing import Standing
from donghanh.legal.voluntary_term import months


def measure(*, on: date) -> Answer:
    """May a decision on drug use be made on this day? value: "exists" or "repealed"."""
    return ask("education.measure", on=on)


@in_force("2022-01-01")
def measure_2022() -> Answer:
    meaning = "Người sử dụng trái phép chất ma tuý đã bị phạt 2 lần và bị lập biên bản lần thứ ba trong 6 tháng có thể bị giáo dục tại xã."
    return answer("education.measure", "exists", meaning, ("LHAV", "90"), status="unconfirmed", confidence="S")


@in_force("2026-07-01")
def measure_2026() -> Answer:
    meaning = "Từ 01/07/2026 giáo dục tại xã không còn áp dụng vì sử dụng trái phép chất ma tuý."
    return answer("education.measure", "repealed", meaning, ("L120", "54 2 b"))


def age_branch(age: int, *, on: date) -> Answer:
    """Who may be educated at the commune. value: "refused", "minor" or "adult". age in years on the day of the act."""
    row = book.convention("education_age", on)
    if age < int(row.value):
        return answer("education.age", "refused", row.meaning_vi, ("LHAV", "90"), status="unconfirmed", confidence=row.confidence)
    if age < int(book.convention("adult_age", on).value):
        meaning = "Từ đủ 14 đến dưới 18 tuổi: có thể thay bằng quản lý tại gia đình; từ 01/01/2026 đối chiếu thêm Luật Tư pháp người chưa thành niên."
        return answer("education.age", "minor", meaning, ("LHAV", "140 1"), status="unconfirmed", confidence="M")
    return answer("education.age", "adult", "Từ đủ 18 tuổi.", ("LHAV", "90"), status="unconfirmed", confidence="S")


def term(rule: Rule, said: object) -> Answer:
    """The length in whole months as text. said: the months of the decision, None where it says none: then the most the law allows."""
    status, confidence, mend = rule.status, rule.confidence, ""
    if said is None:
        status, confidence, mend = Standing.UNCONFIRMED, "M", "Ghi số tháng của quyết định; tạm tính số tháng nhiều nhất."
    elif months(rule, said) != said:
        status, confidence = Standing.UNCONFIRMED, "M"
        mend = f"Quyết định ghi {said} tháng, luật cho {rule.amount_vi}; tạm tính theo luật. Kiểm tra lại văn bản."
    return Answer("education.term", str(months(rule, said)), rule.meaning_vi, mend, rule.citation_vi, confidence, status, book.edition())


def running(*, decided_on: date, last_day: date) -> Answer | None:
    """What the change of law does to somebody whose measure is running on that day; None where it is not. value: "unsaid"."""
    change = law_data().instruments["L120"].valid_from
    if not decided_on < change <= last_day:
        return None
    meaning = (
        "Đang chấp hành giáo dục tại xã khi biện pháp này được bãi bỏ: điều khoản chuyển tiếp đã đọc không nói; hồ sơ để tiếp tục đến hết thời hạn."
    )
    return answer("education.running", "unsaid", meaning, ("L120", "54 2 b"), ("L120", "56"), status="silent", confidence="M")


def lapses(decided_on: date) -> Answer:
    """The last day on which a decision not yet carried out may still be. value: that day, as 2024-09-11."""
    return _day("education.lapses", "education.enforcement_limitation", decided_on, decided_on)


def cleared(ended_on: date, *, decided_on: date) -> Answer:
    """The last day before the person counts as never educated at the commune, without a new act. value: that day. decided_on: whose law holds."""
    return _day("education.cleared", "education.cleared", ended_on, decided_on)


def _day(question: str, topic: str, start: date, on: date) -> Answer:
    rule = book.pick(topic, on)
    day = term_last_day(rule, start)
    return Answer(question, day.isoformat(), rule.meaning_vi, "", rule.citation_vi, rule.confidence, rule.status, book.edition())


def later_use(*, on: date) -> Answer:
    """Use found during the measure, or up to a year after it. value: "determination" or "no_rule"."""
    return ask("education.later_use", on=on)


@in_force("2022-01-01")
def later_use_2022() -> Answer:
    meaning = "Sử dụng lại trong thời hạn giáo dục tại xã hoặc trong 1 năm sau đó: xác định tình trạng nghiện."
    return answer("education.later_use", "determination", meaning, ("L73", "27 1 c"))


@in_force("2026-07-01")
def later_use_2026() -> Answer:
    meaning = "Luật mới không còn nhắc giáo dục tại xã: xét theo quy định về người sử dụng trái phép chất ma tuý."
    return answer("education.later_use", "no_rule", meaning, ("L120", "31 1"), status="unconfirmed", confidence="M")
