"""Registering and voluntary rehabilitation: what the law says beyond limits, edition by edition."""

from __future__ import annotations

from datetime import date

from donghanh.legal import book
from donghanh.legal.editions import answer, ask, in_force
from donghanh.legal.findings import Answer
from donghanh.legal.loading import law_data

FORMS = {
    "home": "tại gia đình, cộng đồng",
    "private": "tại cơ sở tư nhân",
    "partial": "một phần ở cơ sở tư nhân, phần còn lại tại gia đình, cộng đồng",
    "public": "tại cơ sở công lập",
    "substitution": "điều trị thay thế",
}
"""What a person may register for."""


def age_branch(age: int, *, on: date) -> Answer:
    """value: "refused" below the youngest age of the law, "guardian" below adulthood (a representative registers), else "adult"."""
    youngest, adult = int(book.convention("youngest_managed_age", on).value), int(book.convention("adult_age", on).value)
    return ask("voluntary.age", on=on, age=age, youngest=youngest, adult=adult)


# D116 Điều 28 khoản 1: người nghiện từ đủ 12 tuổi; khoản 5: người đại diện nộp cho người từ đủ 12 đến dưới 18 tuổi
@in_force("2022-01-01")
def age_2022(*, age: int, youngest: int, adult: int) -> Answer:
    return _age(age, youngest, adult, ("D116", "28 1"), ("D116", "28 5"))


# D163 Điều 89 khoản 1
@in_force("2026-07-01")
def age_2026(*, age: int, youngest: int, adult: int) -> Answer:
    return _age(age, youngest, adult, ("D163", "89 1"))


def _age(age: int, youngest: int, adult: int, *places: tuple[str, str]) -> Answer:
    name = "voluntary.age_branch"
    if age < youngest:
        mend = "Chuyển thông tin cho cơ quan bảo vệ trẻ em và gia đình."
        return answer(name, "refused", f"Việc đăng ký chỉ có từ đủ {youngest} tuổi.", *places, mend=mend)
    if age < adult:
        meaning = f"Người từ đủ {youngest} đến dưới {adult} tuổi: cha, mẹ, người giám hộ hoặc người đại diện đăng ký."
        return answer(name, "guardian", meaning, *places, mend="Ghi họ tên cha, mẹ hoặc người giám hộ vào hồ sơ.")
    return answer(name, "adult", f"Người từ đủ {adult} tuổi tự đăng ký.", *places)


def place(*, has_stable_residence: bool, on: date) -> Answer:
    """Where rehabilitation may be: value "public_only" without a stable residence, else "any"."""
    return ask("voluntary.place", on=on, has_stable_residence=has_stable_residence)


_PUBLIC_ONLY = "Người không có nơi cư trú ổn định đăng ký tại xã nơi phát hiện và cai nghiện ở cơ sở công lập."
_ANY = "Người có nơi cư trú ổn định được chọn hình thức."


@in_force("2022-01-01")
def place_2022(*, has_stable_residence: bool) -> Answer:
    found = ("any", _ANY) if has_stable_residence else ("public_only", _PUBLIC_ONLY)
    return answer("voluntary.place", *found, ("D116", "28 1"))


@in_force("2026-07-01")
def place_2026(*, has_stable_residence: bool) -> Answer:
    found = ("any", _ANY) if has_stable_residence else ("public_only", _PUBLIC_ONLY)
    return answer("voluntary.place", *found, ("L120", "31 6"), ("D163", "89 1"))


def partial_programme(*, on: date) -> Answer:
    """May a person do three phases in a private facility and the rest at home? value: "allowed" or "none"."""
    return ask("voluntary.partial_programme", on=on)


@in_force("2022-01-01")
def partial_programme_2022() -> Answer:
    since = book.day_vi(law_data().instruments["L120"].valid_from)
    meaning = f"Chương trình một phần ở cơ sở tư nhân, phần còn lại ở nhà chỉ có từ {since}."
    return answer("voluntary.partial_programme", "none", meaning, ("L120", "30 1 d"), mend="Chọn hình thức khác.")


@in_force("2026-07-01")
def partial_programme_2026() -> Answer:
    meaning = "Xong ít nhất ba giai đoạn đầu ở cơ sở tư nhân thì được làm phần còn lại tại gia đình, cộng đồng."
    return answer("voluntary.partial_programme", "allowed", meaning, ("L120", "30 1 d"), ("L120", "32 2 b"), ("L120", "33 4"))


def entry(*, form: str, on: date) -> Answer:
    """What lets a person begin. value: "commune" a decision of the commune, "contract" with the facility alone, "province" both and a placing."""
    return ask("voluntary.entry", on=on, form=form)


# D116 Điều 30 khoản 1 chỉ nói cai nghiện tại gia đình, cộng đồng và điều trị thay thế; Điều 35, 36: cơ sở nhận theo hợp đồng
@in_force("2022-01-01")
def entry_2022(*, form: str) -> Answer:
    if form in ("home", "substitution"):
        return answer("voluntary.entry", "commune", "Xã ra quyết định trước khi bắt đầu.", ("D116", "30 1"))
    meaning = "Cơ sở nhận theo hợp đồng dịch vụ cai nghiện; không có quyết định của xã hay của tỉnh."
    return answer("voluntary.entry", "contract", meaning, ("D116", "35 3"), ("D116", "36"), mend="Ghi ngày ký hợp đồng với cơ sở.")


@in_force("2026-07-01")
def entry_2026(*, form: str) -> Answer:
    if form == "public":
        meaning = "Công an xã quyết định và đề nghị; Giám đốc Công an cấp tỉnh, hoặc cục nghiệp vụ, chọn cơ sở: ba bước, mỗi bước 24 giờ."
        return answer("voluntary.entry", "province", meaning, ("L120", "34 3"), ("L120", "38"), ("D163", "95"))
    return answer("voluntary.entry", "commune", "Trưởng Công an cấp xã ra quyết định trước khi bắt đầu.", ("D163", "91 1"))


def start(*, form: str, on: date) -> Answer:
    """The day the term is counted from. value: "minutes" where the law names them, "began" where it is silent (law/conventions.yaml)."""
    return ask("voluntary.start", on=on, form=form, silence=book.convention("voluntary_start", on).meaning_vi)


@in_force("2022-01-01")
def start_2022(*, form: str, silence: str) -> Answer:
    where = ("L73", "30 2") if form == "home" else ("L73", "31 1")
    return answer("voluntary.start", "began", silence, where, status="silent", confidence="M")


@in_force("2026-07-01")
def start_2026(*, form: str, silence: str) -> Answer:
    if form == "public":
        return answer("voluntary.start", "began", silence, ("L120", "34 3"), status="silent", confidence="M")
    if form == "home":
        return answer("voluntary.start", "minutes", "Tính từ ngày lập biên bản tiếp nhận đăng ký (mẫu 24).", ("L120", "32 2"), ("D163", "92 1 a"))
    return answer("voluntary.start", "minutes", "Tính từ ngày lập biên bản tiếp nhận (mẫu 24).", ("L120", "33 2"), ("D163", "92 2 d"))


def imprisonment(*, on: date) -> Answer:
    """What a prison sentence does to rehabilitation that has begun. value: "rest_later" or "ended"."""
    return ask("voluntary.imprisonment", on=on)


@in_force("2022-01-01")
def imprisonment_2022() -> Answer:
    meaning = "Người phải thi hành án phạt tù được đưa ra khỏi danh sách; việc cai nghiện tự nguyện dừng ở đó."
    return answer("voluntary.imprisonment", "ended", meaning, ("L73", "43 3"), status="unconfirmed", confidence="M")


@in_force("2026-07-01")
def imprisonment_2026() -> Answer:
    meaning = "Chấp hành xong án phạt tù thì thực hiện tiếp phần thời hạn cai nghiện còn lại."
    return answer("voluntary.imprisonment", "rest_later", meaning, ("L120", "47 1"))


def ground(*, event: str, adult: bool, on: date) -> Answer:
    """Does this open a file for compulsory rehabilitation? value: "compulsory" or "none".

    event: "not_performed" (not registered, not begun, broken off), "used" in rehabilitation, "substitution" broken off or ended for a breach,
    "third_breach" of other duties.
    """
    return ask("voluntary.ground", on=on, event=event, adult=adult)


_GROUND_VI = {
    "not_performed": "Không đăng ký, không thực hiện hoặc tự ý chấm dứt cai nghiện tự nguyện",
    "used": "Sử dụng trái phép trong thời gian cai nghiện tự nguyện",
    "substitution": "Tự ý chấm dứt điều trị thay thế, hoặc bị chấm dứt vì vi phạm",
    "third_breach": "Vi phạm nghĩa vụ khác lần thứ ba",
}
_GROUND_2022 = {"not_performed": ("32 1", "33 1 a"), "used": ("32 2", "33 1 b"), "substitution": ("32 3", "33 1 c")}
_GROUND_2026 = {"not_performed": "35 1 a", "used": "35 1 b", "substitution": "35 1 c"}


@in_force("2022-01-01")
def ground_2022(*, event: str, adult: bool) -> Answer:
    if event not in _GROUND_2022:
        meaning = f"{_GROUND_VI[event]}: các quy định đã đọc của giai đoạn này không coi là căn cứ cai nghiện bắt buộc."
        return answer("voluntary.ground", "none", meaning, ("D116", "33"), status="silent", confidence="M")
    grown, young = _GROUND_2022[event]
    meaning = f"{_GROUND_VI[event]}: lập biên bản (mẫu 27), là căn cứ lập hồ sơ cai nghiện bắt buộc."
    return answer("voluntary.ground", "compulsory", meaning, ("L73", grown if adult else young), ("D116", "33"))


@in_force("2026-07-01")
def ground_2026(*, event: str, adult: bool) -> Answer:
    meaning = f"{_GROUND_VI[event]}: là căn cứ lập hồ sơ cai nghiện bắt buộc."
    if event == "third_breach":
        return answer("voluntary.ground", "compulsory", meaning, ("L120", "47 4"))
    return answer("voluntary.ground", "compulsory", meaning, ("L120", _GROUND_2026[event] if adult else "36 1"))


_MEANWHILE_VI = {
    "held": "Người này đang trong thời hạn chấp hành quyết định cai nghiện bắt buộc của Toà án.",
    "awaiting": "Toà án đã quyết định cai nghiện bắt buộc với người này; quyết định chưa được thi hành.",
    "postponed": "Toà án cho người này hoãn chấp hành quyết định cai nghiện bắt buộc.",
    "interim": "Người này đang được giữ ở cơ sở trong thời gian làm thủ tục cai nghiện bắt buộc.",
}
COURT_ORDERS = frozenset(_MEANWHILE_VI)
_UNSAID = "Các văn bản đã đọc không cấm đăng ký lúc này, cũng không cho phép, và không nói đăng ký làm dừng hay thay việc thi hành quyết định đó."
_ASK_COURT = "Hỏi Toà án hoặc bộ phận pháp chế trước; nếu vẫn ghi đăng ký thì nêu lý do."


def meanwhile(*, order: str, on: date) -> Answer:
    """May a person over whom a compulsory measure stands register for something else? value: "unsaid" (no text read forbids or allows it)
    or "named" (a text speaks of it). order: one of COURT_ORDERS."""
    return ask("voluntary.meanwhile", on=on, order=order)


# D116 Điều 57: người được hoãn mà tự nguyện cai nghiện và được xác định không còn nghiện thì được xét miễn; với người khác không điều nào nói
@in_force("2022-01-01")
def meanwhile_2022(*, order: str) -> Answer:
    if order == "postponed":
        meaning = f"{_MEANWHILE_VI[order]} Văn bản có nói tới việc tự nguyện cai nghiện lúc này: được xác định không còn nghiện thì được xét miễn."
        return answer("voluntary.meanwhile", "named", meaning, ("D116", "57"), mend="Vẫn nêu lý do, để người đọc hồ sơ biết có quyết định đó.")
    return _unsaid(order, ("D116", "28 1"), ("D116", "57"))


# D163 Điều 110 chỉ nói không còn nghiện trong thời gian hoãn thì được miễn, không nói đăng ký cai nghiện trong thời gian đó
@in_force("2026-07-01")
def meanwhile_2026(*, order: str) -> Answer:
    return _unsaid(order, ("L120", "31 6"), ("D163", "89 1"), ("D163", "110"))


def _unsaid(order: str, *places: tuple[str, str]) -> Answer:
    meaning = f"{_MEANWHILE_VI[order]} {_UNSAID}"
    return answer("voluntary.meanwhile", "unsaid", meaning, *places, status="silent", confidence="M", mend=_ASK_COURT)
