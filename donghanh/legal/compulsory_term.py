"""Compulsory rehabilitation from the court on: which term, from when, what is deducted, what does not count; edition by edition."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from donghanh.kernel.workdays import add_months, end_of
from donghanh.legal import book
from donghanh.legal.courses import Course
from donghanh.legal.editions import answer, ask, in_force
from donghanh.legal.errors import NoRuleInForce
from donghanh.legal.findings import Answer, Finding, Step
from donghanh.legal.loading import law_data
from donghanh.legal.model import Rule


def term(*, prefix: str, months: int | None, earlier: int, on: date) -> Answer:
    """The term of a decision of that day. prefix: of the topics. value: months as text, "12-24" where the court's number is not told.

    earlier: how many rehabilitations went before. Under the new law first and later time differ.
    """
    first = book.pick(f"{prefix}.term", on)
    if first.amount_max is not None:
        value = str(months or f"{first.amount}-{first.amount_max}")
        mend = "" if months else "Ghi số tháng trong quyết định của Toà án; chưa có số đó thì chưa tính được ngày hết hạn."
        firm = "definite" if first.confidence == "V" else "unconfirmed"
        return answer("compulsory.term", value, first.meaning_vi, *_places(first), status=firm, confidence=first.confidence, mend=mend)
    time = ordinal(earlier=earlier, months=months, on=on)
    rule = book.pick(f"{prefix}.term_repeat", on) if time.value == "later" else first
    return replace(time, question="compulsory.term", value=str(rule.amount), meaning_vi=f"{time.meaning_vi} {rule.meaning_vi}")


def half_served(day: str, rule: Rule) -> Answer:
    """value: the day (ISO) from which half of the term is served, before which no reduction is considered."""
    return answer(
        "compulsory.half_served",
        day,
        f"Chấp hành đủ một nửa thời hạn từ ngày {book.day_vi(date.fromisoformat(day))}.",
        *_places(rule),
        ("LHAV", "112 1"),
        status="conflict",
    )


def _places(rule: Rule) -> tuple[tuple[str, str], ...]:
    return tuple((c.instrument.id, " ".join(x for x in (c.article, c.clause, c.point) if x)) for c in rule.citations)


def interim_from_decision(on: date) -> bool:
    """True where time at the facility counts from the decision to hand the person over, False where from the day the person came there."""
    return ask("compulsory_term.interim", on=on).value == "from_decision"


# D116 Điều 44 khoản 3: thời gian ở cơ sở được trừ, thời gian ở nhà thì không
@in_force("2022-01-01")
def interim_2022() -> Answer:
    return answer("compulsory.interim", "from_arrival", "Thời gian quản lý tại cơ sở trong khi chờ được trừ; ở gia đình thì không.", ("D116", "44 3"))


# L120 Điều 37; D163 Điều 98 khoản 3
@in_force("2026-07-01")
def interim_2026() -> Answer:
    return answer(
        "compulsory.interim",
        "from_decision",
        "Thời gian ở cơ sở kể từ quyết định giao người được trừ vào thời hạn.",
        ("L120", "37 2"),
        ("D163", "98 3"),
    )


def deduction(days: int, *, on: date) -> Answer:
    """How many days before the admission are deducted. value: the number of days."""
    basis = ask("compulsory_term.interim", on=on)
    return replace(basis, question="compulsory.deduction", value=str(days), meaning_vi=f"{basis.meaning_vi} Được trừ: {days} ngày.")


def start(*, decided_on: date, admitted_on: date) -> Answer:
    """From which day the term runs: no text read says it. value: "admission" or "decision", as law/conventions.yaml compulsory_start says."""
    chosen = book.convention("compulsory_start", admitted_on)
    return answer(
        "compulsory.start",
        str(chosen.value),
        f"Luật không nói thời hạn tính từ ngày nào: ngày Toà án quyết định ({book.day_vi(decided_on)}) hay ngày vào cơ sở "
        f"({book.day_vi(admitted_on)}). {chosen.meaning_vi}",
        ("LHAV", "95 2") if decided_on < _change() else ("L120", "37"),
        status="silent",
        confidence=chosen.confidence,
        mend="Bộ phận pháp chế xác nhận ngày bắt đầu, ghi lý do.",
    )


def _change() -> date:
    return law_data().instruments["L120"].valid_from


def transition(*, opened_on: date, decided_on: date | None, admitted_on: date | None, on: date) -> Answer | None:
    """Which law's term holds for a file that stood across the change of 1 July 2026; None where it did not.

    value: "new_law" (decided after), "old_term" (decided and begun before), "both_readings" (decided before, not begun: the law is silent).
    """
    change = _change()
    if decided_on is not None and decided_on >= change:
        if opened_on >= change:
            return None
        return answer(
            "compulsory.transition", "new_law", "Hồ sơ lập trước, quyết định sau khi luật đổi: áp dụng luật mới và thời hạn mới.", ("L120", "56 2")
        )
    if decided_on is None or on < change:
        return None
    if admitted_on is not None and admitted_on < change:
        return answer(
            "compulsory.transition",
            "old_term",
            "Đang cai nghiện khi luật đổi: làm tiếp đến hết thời hạn cũ; sau đó quản lý sau cai nghiện theo luật mới.",
            ("L120", "56 1"),
        )
    first, later = book.pick("compulsory.term", change), book.pick("compulsory.term_repeat", change)
    return answer(
        "compulsory.transition",
        "both_readings",
        "Quyết định trước, chưa thi hành khi luật đổi: điều khoản chuyển tiếp không nói. Cách hiểu 1: giữ thời hạn Toà án đã ấn định (đang dùng). "
        f"Cách hiểu 2: theo luật mới, {first.amount_vi} hoặc {later.amount_vi}.",
        ("L120", "56 1"),
        ("L120", "56 2"),
        status="silent",
        confidence="M",
        mend="Hỏi bộ phận pháp chế trước khi dựa vào ngày hết hạn.",
    )


def ordinal(*, earlier: int, months: int | None, on: date) -> Answer:
    """First or later time, for the term of the new law. value: "first" or "later". Whether a time under the old law counts, no text says."""
    later = book.pick("compulsory.term_repeat", on)
    value = "later" if months == later.amount or (months is None and earlier) else "first"
    meaning = "Lần cai nghiện thứ hai trở lên." if value == "later" else "Lần cai nghiện thứ nhất."
    is_open = bool(earlier) or value == "later"
    note = " Luật không nói lần cai nghiện theo luật cũ có tính hay không." if is_open else ""
    return answer("compulsory.ordinal", value, meaning + note, ("L120", "29 1"), status="silent" if is_open else "definite")


def reduction(*, on: date) -> Answer:
    """value: "conflict" where decree and law differ on how far a term may be reduced; "no_rule" where no text read knows reduction."""
    return ask("compulsory_term.reduction", on=on)


# D116 Điều 58 khoản 1 và LHAV Điều 112 khoản 1
@in_force("2022-01-01")
def reduction_2022() -> Answer:
    usual, merit = book.rule("CR-19"), book.rule("CR-20")
    return answer(
        "compulsory.reduction",
        "conflict",
        f"Nghị định: giảm {usual.amount_vi} (đến {usual.amount_max} tháng), lập công {merit.amount_vi} (đến {merit.amount_max} tháng). "
        "Luật Xử lý vi phạm hành chính: đã chấp hành một nửa mà tiến bộ rõ rệt hoặc lập công thì được giảm hoặc miễn phần còn lại.",
        ("D116", "58 1"),
        ("LHAV", "112 1"),
        status="conflict",
    )


@in_force("2026-07-01")
def reduction_2026() -> Answer:
    return answer(
        "compulsory.reduction",
        "no_rule",
        "Luật và nghị định mới chỉ nói hoãn, miễn, tạm đình chỉ; không nói giảm thời hạn.",
        ("L120", "39"),
        ("D163", "110"),
        status="silent",
        confidence="M",
    )


def suspension(*, on: date) -> Answer:
    """Do days of suspension for treatment count in the term? value: "counted". Silent before 1 July 2026."""
    return ask("compulsory_term.suspension", on=on)


# D116 Điều 58 khoản 2 chỉ nói phần còn lại; Điều 67 khoản 4 tính ngày nằm viện
@in_force("2022-01-01")
def suspension_2022() -> Answer:
    return answer(
        "compulsory.suspension",
        "counted",
        "Tạm đình chỉ để chữa bệnh: không điều nào đã đọc nói thời gian này có tính hay không; tính như ngày nằm viện, có lợi cho người đó.",
        ("D116", "58 2"),
        ("D116", "67 4"),
        status="silent",
        confidence="M",
    )


# L120 Điều 39 khoản 3
@in_force("2026-07-01")
def suspension_2026() -> Answer:
    return answer("compulsory.suspension", "counted", "Thời gian tạm đình chỉ để chữa bệnh được tính vào thời hạn.", ("L120", "39 3"))


def resumes(*, ends_on: date, on: date) -> Answer:
    """Does a person who has recovered go back? value: "resumes" with the threshold or more left, else "stays_out" (then the law is silent)."""
    threshold = book.pick("compulsory.resume", on)
    if add_months(on, int(threshold.amount or 0)) <= ends_on:
        return answer("compulsory.resume", "resumes", f"Còn từ {threshold.amount_vi} trở lên: chấp hành tiếp.", *_places(threshold))
    return answer(
        "compulsory.resume",
        "stays_out",
        f"Còn dưới {threshold.amount_vi}: luật chỉ buộc chấp hành tiếp khi còn từ {threshold.amount_vi} trở lên, không nói phần ngắn hơn thế nào.",
        *_places(threshold),
        status="silent",
        confidence="M",
        mend="Toà án quyết định; nếu được miễn phần còn lại thì ghi quyết định miễn.",
    )


def prison(*, on: date) -> Answer:
    """What a prison sentence does to the measure. value: "exempted" (the rest falls away) or "served_later"."""
    return ask("compulsory_term.prison", on=on)


# LHAV Điều 117; L73 Điều 39; D116 Điều 58 khoản 3
@in_force("2022-01-01")
def prison_2022() -> Answer:
    return answer(
        "compulsory.prison",
        "exempted",
        "Bị phạt tù không được hưởng án treo: miễn phần thời hạn còn lại.",
        ("D116", "58 3"),
        ("L73", "39"),
        ("LHAV", "117"),
    )


# L120 Điều 47 khoản 1
@in_force("2026-07-01")
def prison_2026() -> Answer:
    return answer("compulsory.prison", "served_later", "Chấp hành xong án phạt tù thì thực hiện tiếp thời hạn còn lại.", ("L120", "47 1"))


def months_said(topics: tuple[str, ...], months: int, on: date) -> bool:
    """Does one of these terms allow this number of months on that day?"""
    for topic in topics:
        try:
            rule = book.pick(topic, on)
        except NoRuleInForce:
            continue
        if rule.amount is not None and rule.amount <= months <= (rule.amount_max or rule.amount):
            return True
    return False


def served(term: Finding, ran: Course) -> Finding:
    """The ordinary term as it is served: steps for what is deducted, reduced and added, and the day on which it then ends."""
    if ran.last_day in (None, term.last_day):
        return term
    assert ran.last_day is not None
    last = ran.last_day
    reduced = (term.last_day - last).days + ran.added - ran.deducted
    told = (
        (ran.deducted, f"Trừ {ran.deducted} ngày đã ở cơ sở trong khi chờ.", f"-{ran.deducted} ngày"),
        (reduced, "Trừ thời gian Toà án đã giảm.", f"-{reduced} ngày"),
        (ran.added, f"Cộng {ran.added} ngày không tính vào thời hạn.", f"+{ran.added} ngày"),
    )
    changes = tuple(Step(text, end_of(last), "skipped", label) for days, text, label in told if days)
    end = Step(f"Hết thời hạn: 24 giờ ngày {book.day_vi(last)}.", end_of(last), "end", "hết thời hạn")
    return replace(term, value=end_of(last), last_day=last, steps=(*term.steps[:-1], *changes, end))
