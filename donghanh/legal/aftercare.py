"""Management after rehabilitation at the place of residence: what the law says beyond limits."""

from __future__ import annotations

from datetime import date, timedelta

from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import days_between
from donghanh.legal import book
from donghanh.legal.editions import answer, ask, in_force
from donghanh.legal.findings import Answer

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
