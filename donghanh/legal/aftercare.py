"""Management after rehabilitation at the place of residence: what the law says beyond limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import ONE_DAY, add_months, days_between, start_of
from donghanh.legal import book
from donghanh.legal.editions import answer, ask, in_force
from donghanh.legal.errors import NoRuleInForce
from donghanh.legal.findings import Answer
from donghanh.legal.loading import law_data
from donghanh.legal.model import Rule
from donghanh.legal.reckoning import due
from donghanh.legal.standing import Standing

COMPLETED = {"voluntary": "aftercare.term_voluntary", "substitution": "aftercare.term_voluntary"}


def term_topic(*, completed: str, age: int, on: date) -> str:
    """The topic that gives the length of aftercare. completed: "voluntary", "substitution" or "compulsory"; age in years on completion.

    Raises BadInput for another word.
    """
    if completed == "compulsory":
        return "aftercare.term_juvenile" if age < int(book.convention("adult_age", on).value) else "aftercare.term_compulsory"
    if completed not in COMPLETED:
        raise BadInput(
            f"Không rõ hình thức đã hoàn thành: “{completed}”.", mend="Chọn cai nghiện tự nguyện, điều trị thay thế hoặc bắt buộc.", field="completed"
        )
    return COMPLETED[completed]


def uncounted_absence_days(began: date, ended: date) -> int:
    """Days of an unreported absence, from `began` up to the day before the return: none of them is counted in the term, under either law."""
    return sum(book.pick("aftercare.absence", day).amount == 0 for day in days_between(began, ended - timedelta(days=1)))


def new_use(*, adult: bool, on: date) -> Answer:
    """What follows when a person in aftercare is found using. value: "determination"."""
    return ask("aftercare.new_use", on=on, adult=adult)


# L73 Điều 27 khoản 1 điểm d; Điều 32 khoản 4 chỉ nói người từ đủ 18 tuổi
@in_force("2022-01-01")
def new_use_2022(*, adult: bool) -> Answer:
    then = "Có nghiện thì lập hồ sơ cai nghiện bắt buộc." if adult else "Có nghiện thì đăng ký cai nghiện tự nguyện."
    places = (("L73", "27 1 d"), ("L73", "32 4")) if adult else (("L73", "27 1 d"), ("L73", "33 1"))
    return answer("aftercare.new_use", "determination", f"Phát hiện sử dụng: xác định tình trạng nghiện. {then}", *places)


# L120 Điều 31 khoản 1 điểm d; Điều 35 khoản 1 điểm d, và Điều 36 khoản 1 cho người từ đủ 12 đến dưới 18 tuổi
@in_force("2026-07-01")
def new_use_2026(*, adult: bool) -> Answer:
    return answer(
        "aftercare.new_use",
        "determination",
        "Phát hiện sử dụng: xác định tình trạng nghiện. Có nghiện thì lập hồ sơ cai nghiện bắt buộc.",
        ("L120", "31 1 d"),
        ("L120", "35 1 d") if adult else ("L120", "36 1"),
    )


def start(*, completed: str, on: date) -> Answer:
    """What sets the file of aftercare going. value: "report" of the person, "notice" of who ran the measure, "unsaid" where no text says.

    completed: "voluntary", "substitution" or "compulsory".
    """
    return ask("aftercare.start", on=on, completed=completed)


@in_force("2022-01-01")
def start_2022(*, completed: str) -> Answer:
    return answer("aftercare.start", "report", "Hồ sơ lập sau khi người đó trình báo đã hoàn thành cai nghiện.", ("D116", "77 1"))


@in_force("2026-07-01")
def start_2026(*, completed: str) -> Answer:
    if completed == "substitution":
        meaning = "Người hoàn thành điều trị thay thế được quản lý sau cai nghiện, nhưng không điều nào đã đọc quy định ai gửi thông báo và khi nào."
        return answer("aftercare.start", "unsaid", meaning, ("L120", "42 1"), ("D163", "134 1"), status="silent", confidence="M")
    meaning = "Hồ sơ bắt đầu khi Công an cấp xã nhận thông báo gửi trước khi hết thời hạn cai nghiện."
    return answer("aftercare.start", "notice", meaning, ("D163", "134 1"))


def place(*, has_stable_residence: bool, on: date) -> Answer:
    """Where the person is looked after. value: "residence"; without a stable one "detected" (where the use was found) or "registered"."""
    return ask("aftercare.place", on=on, has_stable_residence=has_stable_residence)


@in_force("2022-01-01")
def place_2022(*, has_stable_residence: bool) -> Answer:
    if has_stable_residence:
        return answer("aftercare.place", "residence", "Quản lý sau cai nghiện tại nơi cư trú.", ("D116", "77 1"))
    meaning = "Không có nơi cư trú ổn định: UBND cấp xã nơi phát hiện hành vi quản lý."
    return answer("aftercare.place", "detected", meaning, ("D116", "77 1"))


@in_force("2026-07-01")
def place_2026(*, has_stable_residence: bool) -> Answer:
    if has_stable_residence:
        return answer("aftercare.place", "residence", "Quản lý, hỗ trợ sau cai nghiện tại nơi cư trú.", ("L120", "42 1"))
    meaning = "Không có nơi cư trú ổn định: người đó đăng ký nơi cư trú với cơ sở cai nghiện công lập, cơ sở báo cho xã nơi đó."
    return answer("aftercare.place", "registered", meaning, ("L120", "42 3"))


def term(rule: Rule) -> Answer:
    """The length in whole years as text, with its article. rule: the one that term_topic picks on the day of completion."""
    return Answer("aftercare.term", str(rule.amount), rule.meaning_vi, "", rule.citation_vi, rule.confidence, rule.status, book.edition())


def regime(*, completed_on: date, last_day: date) -> Answer:
    """Which law aftercare follows. value: "old_law", "new_law", or "old_term" for who was in aftercare on the day the law changed."""
    change = law_data().instruments["L120"].valid_from
    day = book.day_vi(change)
    if completed_on >= change:
        meaning = f"Hoàn thành từ ngày {day}: quản lý sau cai nghiện theo luật mới, kể cả người cai nghiện theo thời hạn của luật cũ."
        return answer("aftercare.regime", "new_law", meaning, ("L120", "42"), ("L120", "56 1"))
    if last_day >= change:
        meaning = f"Đang được quản lý sau cai nghiện ngày {day}: thời hạn không đổi, giám sát điện tử áp dụng thêm, xét tuổi lúc ra quyết định."
        return answer("aftercare.regime", "old_term", meaning, ("D163", "151 1"))
    return answer("aftercare.regime", "old_law", "Quản lý sau cai nghiện theo luật cũ.", ("L73", "40"))


def not_dependent(*, on: date) -> Answer:
    """New use in aftercare, but found not dependent: what follows. value: "unsaid" under both laws."""
    return ask("aftercare.not_dependent", on=on)


@in_force("2022-01-01")
def not_dependent_2022() -> Answer:
    meaning = "Kết luận không nghiện: luật không nói việc quản lý sau cai nghiện thay đổi thế nào; có thể xét quản lý người sử dụng."
    return answer("aftercare.not_dependent", "unsaid", meaning, ("L73", "27 1 d"), ("D105", "37"), status="silent", confidence="M")


@in_force("2026-07-01")
def not_dependent_2026() -> Answer:
    meaning = "Kết luận không nghiện: luật không nói việc quản lý sau cai nghiện thay đổi thế nào; thời hạn tiếp tục."
    return answer("aftercare.not_dependent", "unsaid", meaning, ("L120", "31 1 d"), ("L120", "42"), status="silent", confidence="M")


def imprisonment(*, on: date) -> Answer:
    """What a prison sentence does to aftercare. value: "ended" or "rest_later"."""
    return ask("aftercare.imprisonment", on=on)


@in_force("2022-01-01")
def imprisonment_2022() -> Answer:
    return answer("aftercare.imprisonment", "ended", "Người phải thi hành án phạt tù được đưa ra khỏi danh sách.", ("L73", "43 3"))


@in_force("2026-07-01")
def imprisonment_2026() -> Answer:
    meaning = "Chấp hành xong án phạt tù thì thực hiện tiếp phần thời hạn quản lý sau cai nghiện còn lại."
    return answer("aftercare.imprisonment", "rest_later", meaning, ("L120", "47 1"))


def delisting_day(*, completed: str, completed_on: date, last_day: date) -> date:
    """The first day on which leaving the list of persons with dependence may be reviewed, if there is no relapse until then.

    last_day: of aftercare. Who served compulsory rehabilitation also waits the months of law/conventions.yaml delisting_months,
    a rule of the province's plan, not of a law.
    """
    if completed == "compulsory":
        months = int(book.convention("delisting_months", completed_on).value)
        last_day = max(last_day, add_months(completed_on, months))
    return last_day + ONE_DAY


def delisting(*, completed: str, completed_on: date, last_day: date) -> Answer:
    """The same day as an answer: value 2026-03-11."""
    day = delisting_day(completed=completed, completed_on=completed_on, last_day=last_day)
    place = ("L120", "48 3") if day >= law_data().instruments["L120"].valid_from else ("L73", "43 3")
    meaning = f"Không tái nghiện thì xét đưa ra khỏi danh sách từ ngày {book.day_vi(day)}."
    if completed != "compulsory":
        return answer("aftercare.delisting", day.isoformat(), meaning, place, status="unconfirmed", confidence="S")
    row = book.convention("delisting_months", completed_on)
    found = answer("aftercare.delisting", day.isoformat(), f"{meaning} {row.meaning_vi}", place)
    return replace(found, status=Standing.UNCONFIRMED, confidence=row.confidence)


def certificate_from(last_day: date) -> date:
    """The first day on which the paper that says the term is over may be given. last_day: of aftercare."""
    try:
        opens = due(book.pick("aftercare.certificate", last_day), start_of(last_day)).opens_on
    except NoRuleInForce:
        opens = None
    return opens or last_day + ONE_DAY
