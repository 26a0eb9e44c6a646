"""Compulsory rehabilitation from 12 to under 18: which of the two procedures an age leads to, and what happens on turning 18."""

from __future__ import annotations

from datetime import date

from donghanh.kernel.workdays import add_years
from donghanh.legal import book
from donghanh.legal.editions import answer, ask, in_force
from donghanh.legal.findings import Answer
from donghanh.legal.loading import law_data
from donghanh.legal.ways import after, whole


def age_branch(age: int, *, on: date) -> Answer:
    """value: "refused" under the youngest age, "minor" below adulthood, else "adult". Age in whole years on the day of the ground."""
    youngest, adult = (int(book.convention(name, on).value) for name in ("youngest_managed_age", "adult_age"))
    return ask("juvenile.age", on=on, age=age, youngest=youngest, adult=adult)


# L73 Điều 32, Điều 33
@in_force("2022-01-01")
def age_2022(*, age: int, youngest: int, adult: int) -> Answer:
    return _branch(age, youngest, adult, ("L73", "32"), (("L73", "33 1"), ("L73", "33 4")))


# L120 Điều 35, Điều 36
@in_force("2026-07-01")
def age_2026(*, age: int, youngest: int, adult: int) -> Answer:
    return _branch(age, youngest, adult, ("L120", "35"), (("L120", "36 1"), ("L120", "36 8")))


def _branch(age: int, youngest: int, adult: int, old: tuple[str, str], young: tuple[tuple[str, str], ...]) -> Answer:
    if age >= adult:
        return answer("compulsory.age_branch", "adult", f"Từ đủ {adult} tuổi: biện pháp xử lý hành chính, Toà án quyết định.", old)
    if age < youngest:
        return answer(
            "compulsory.age_branch",
            "refused",
            f"Người dưới {youngest} tuổi không bị đưa vào cai nghiện bắt buộc.",
            young[0],
            mend="Chuyển thông tin cho gia đình và cơ quan bảo vệ trẻ em.",
        )
    return answer(
        "compulsory.age_branch",
        "minor",
        f"Từ đủ {youngest} đến dưới {adult} tuổi: không phải biện pháp xử lý hành chính; Toà án quyết định, cha mẹ hoặc người giám hộ tham gia.",
        *young,
        mend="Lập hồ sơ theo thủ tục của người từ đủ 12 đến dưới 18 tuổi.",
    )


def adult_when_decided(*, born_on: date, decided_on: date) -> Answer | None:
    """None where the person was still under 18 on the day of the decision; else a silence: no text read says which procedure then holds."""
    birthday = add_years(born_on, int(book.convention("adult_age", decided_on).value))
    if decided_on < birthday:
        return None
    return answer(
        "juvenile.adult_when_decided",
        "silent",
        f"Đủ tuổi thành niên ngày {book.day_vi(birthday)}, trước khi Toà án quyết định: quy định đã đọc không nói theo thủ tục và thời hạn nào.",
        status="silent",
        confidence="M",
        mend="Hỏi Toà án và bộ phận pháp chế trước khi dựa vào ngày hết hạn.",
    )


def turns_18(*, born_on: date, ends_on: date, on: date) -> Answer:
    """What follows when the person turns 18 before the term is over. value: "not_in_term", "transfer", "stays" or "no_rule".

    on: the day of the last fact; the law of the day on which the person turns 18 is asked, the present one where that day lies before.
    """
    birthday = add_years(born_on, int(book.convention("adult_age", on).value))
    if birthday > ends_on:
        return answer("juvenile.turns_18", "not_in_term", "Chưa đủ 18 tuổi khi hết thời hạn.")
    return ask("juvenile.turning", on=birthday, birthday=birthday, ends_on=ends_on)


@in_force("2022-01-01")
def turning_2022(*, birthday: date, ends_on: date) -> Answer:
    return answer(
        "juvenile.turns_18",
        "no_rule",
        f"Đủ 18 tuổi ngày {book.day_vi(birthday)}: quy định đã đọc không nói; thời hạn tiếp tục như đã quyết định.",
        status="silent",
        confidence="M",
    )


# L120 Điều 36 khoản 4
@in_force("2026-07-01")
def turning_2026(*, birthday: date, ends_on: date) -> Answer:
    threshold = book.pick("juvenile.turns_18", birthday)
    if after(birthday, whole(threshold), threshold.unit) <= ends_on:
        return answer(
            "juvenile.turns_18",
            "transfer",
            f"Đủ 18 tuổi ngày {book.day_vi(birthday)}, còn từ {threshold.amount_vi}: chuyển sang cơ sở công lập dành cho người từ đủ 18 tuổi.",
            ("L120", "36 4"),
        )
    return answer(
        "juvenile.turns_18",
        "stays",
        f"Đủ 18 tuổi ngày {book.day_vi(birthday)}, còn dưới {threshold.amount_vi}: ở lại đến hết thời hạn.",
        ("L120", "36 4"),
    )


def stays_at_change(*, ends_on: date) -> Answer:
    """A minor in a public facility when the law changed on 1 July 2026. value: "stays" with less than the threshold left, else "moves"."""
    change = law_data().instruments["L120"].valid_from
    rule = book.pick("transition.juvenile_stays", change)
    if ends_on < after(change, whole(rule), rule.unit):
        return answer("juvenile.place_at_change", "stays", rule.meaning_vi, ("D163", "151 6"))
    return answer(
        "juvenile.place_at_change",
        "moves",
        f"Ngày 01/07/2026 còn từ {rule.amount_vi} trở lên: đến trường giáo dưỡng hoặc cơ sở công lập đủ điều kiện.",
        ("D163", "151 6"),
        status="unconfirmed",
        confidence="M",
    )
