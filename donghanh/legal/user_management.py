"""Management of a person who used drugs unlawfully: what the law says beyond limits, edition by edition."""

from __future__ import annotations

from datetime import date, timedelta

from donghanh.kernel.workdays import days_between
from donghanh.legal import book
from donghanh.legal.editions import answer, ask, in_force
from donghanh.legal.findings import Answer
from donghanh.legal.loading import law_data
from donghanh.legal.model import Convention
from donghanh.legal.standing import Standing


def verify_topic(*, is_remote: bool) -> str:
    """The topic whose limit holds for verifying residence: places in mountains, on islands and remote ones have a longer one."""
    return "user.residence_verify_remote" if is_remote else "user.residence_verify"


def age_branch(age: int, *, on: date) -> Answer:
    """value: "refused" below the youngest age, "guardian" below adulthood, else "adult". Ages in full years on that day.

    No text read sets a youngest age for this measure: the refusal says so (status silent).
    """
    youngest, adult = book.convention("youngest_managed_age", on), book.convention("adult_age", on)
    if age < int(youngest.value):
        return Answer(
            "user_management.age_branch",
            "refused",
            f"Người dưới {youngest.value} tuổi: không lập hồ sơ quản lý người sử dụng trái phép chất ma tuý.",
            "Chuyển thông tin cho cơ quan bảo vệ trẻ em và gia đình; hỏi bộ phận pháp chế nếu còn vướng.",
            youngest.citation_vi,
            youngest.confidence,
            Standing.SILENT,
            book.edition(),
        )
    return ask("user_management.age", on=on, age=age, adult=int(adult.value))


# D105 Điều 46 khoản 4: lấy mẫu của người dưới 18 tuổi cần cha, mẹ, người giám hộ đồng ý, trừ nước tiểu; Điều 44 khoản 3: giữ việc học.
@in_force("2022-01-01")
def age_2022(*, age: int, adult: int) -> Answer:
    if age >= adult:
        return answer("user_management.age_branch", "adult", f"Người từ đủ {adult} tuổi.", ("L73", "23"))
    return answer(
        "user_management.age_branch",
        "guardian",
        f"Người dưới {adult} tuổi: cha, mẹ, người giám hộ hoặc người đại diện đồng ý việc lấy mẫu, trừ mẫu nước tiểu; việc học được bảo đảm.",
        ("D105", "46 4"),
        ("D105", "44 3"),
        mend="Ghi họ tên cha, mẹ hoặc người giám hộ vào hồ sơ.",
    )


# D163 Điều 56 khoản 6: nước tiểu của người chưa thành niên lấy được khi vắng cha mẹ, mẫu khác thì không.
@in_force("2026-07-01")
def age_2026(*, age: int, adult: int) -> Answer:
    if age >= adult:
        return answer("user_management.age_branch", "adult", f"Người từ đủ {adult} tuổi.", ("L120", "24"))
    return answer(
        "user_management.age_branch",
        "guardian",
        f"Người dưới {adult} tuổi: cha, mẹ hoặc người giám hộ có mặt khi lấy mẫu, trừ mẫu nước tiểu.",
        ("D163", "56 6"),
        mend="Ghi họ tên cha, mẹ hoặc người giám hộ vào hồ sơ.",
    )


def absence(*, on: date) -> Answer:
    """Does absence in breach, whereabouts unknown, stop the clock on that day? value: "counted" or "not_counted"."""
    return ask("user_management.absence", on=on)


@in_force("2022-01-01")
def absence_2022() -> Answer:
    return answer(
        "user_management.absence",
        "counted",
        "Các quy định đã đọc của giai đoạn này không ngừng tính thời hạn khi vắng mặt; thời hạn vẫn chạy.",
        status="silent",
        confidence="M",
    )


# D163 Điều 60 khoản 2
@in_force("2026-07-01")
def absence_2026() -> Answer:
    return answer(
        "user_management.absence", "not_counted", "Vắng mặt trái quy định, không rõ nơi ở: những ngày đó không tính vào thời hạn.", ("D163", "60 2")
    )


def absence_stops_clock(on: date) -> bool:
    """True where a day of such absence is not counted in the term."""
    return absence(on=on).value == "not_counted"


def uncounted_absence_days(began: date, ended: date) -> int:
    """Days of an absence from `began` up to the day before the return that the law of each day does not count."""
    return sum(absence_stops_clock(day) for day in days_between(began, ended - timedelta(days=1)))


def custody(*, on: date) -> Answer:
    """What custody does to the measure. value: "no_rule" or "suspended"."""
    return ask("user_management.custody", on=on)


@in_force("2022-01-01")
def custody_2022() -> Answer:
    return answer(
        "user_management.custody",
        "no_rule",
        "Các quy định đã đọc của giai đoạn này không nói đến tạm giữ, tạm giam; chỉ phạt tù mới là căn cứ dừng.",
        ("L73", "23 5 d"),
        status="silent",
        confidence="M",
    )


# L120 Điều 24 khoản 7; D163 Điều 63 khoản 1. Hết tạm giữ thì thực hiện tiếp đến hết thời hạn (mẫu 07): thời hạn vẫn chạy là cách hiểu của ta (M).
@in_force("2026-07-01")
def custody_2026() -> Answer:
    return answer(
        "user_management.custody",
        "suspended",
        "Bị tạm giữ, tạm giam: tạm đình chỉ quản lý; nếu thời gian đó dài hơn thời hạn còn lại thì dừng. Ngày hết thời hạn không đổi.",
        ("L120", "24 7"),
        ("D163", "63 1"),
        status="unconfirmed",
        confidence="M",
    )


def new_use(*, on: date) -> Answer:
    """What follows when a managed person is found using again. value: "determination": dependence is determined first."""
    return ask("user_management.new_use", on=on)


# L73 Điều 27 khoản 1 điểm a; không nghiện thì quyết định mới, D105 Điều 43 khoản 2
@in_force("2022-01-01")
def new_use_2022() -> Answer:
    return answer(
        "user_management.new_use",
        "determination",
        "Phát hiện sử dụng lại: xác định tình trạng nghiện. Không nghiện và không có căn cứ dừng thì ra quyết định quản lý mới.",
        ("L73", "27 1 a"),
        ("D105", "43 2"),
    )


# L120 Điều 31 khoản 1 điểm c; việc ra quyết định mới chỉ thấy ở danh mục biểu mẫu (mẫu 04)
@in_force("2026-07-01")
def new_use_2026() -> Answer:
    return answer(
        "user_management.new_use",
        "determination",
        "Phát hiện sử dụng lại: xác định tình trạng nghiện. Không nghiện thì ra quyết định mới theo mẫu 04; điều khoản riêng chưa được đối chiếu.",
        ("L120", "31 1 c"),
        status="unconfirmed",
        confidence="M",
    )


def stop_grounds(*, on: date) -> Answer:
    """Grounds on which the measure stops early. value: their codes, parted by blanks."""
    return ask("user_management.stop_grounds", on=on)


# L73 Điều 23 khoản 5 điểm a, b, c, d, đ
@in_force("2022-01-01")
def stop_grounds_2022() -> Answer:
    return answer(
        "user_management.stop_grounds",
        "DEPENDENT COMMUNE_EDUCATION REFORM_SCHOOL PRISON DEATH_OR_MISSING",
        "Dừng quản lý khi có nghiện; bị giáo dục tại xã do sử dụng; vào cơ sở giáo dục bắt buộc, trường giáo dưỡng; "
        "thi hành án phạt tù; chết, mất tích.",
        ("L73", "23 5"),
        ("D105", "48 1"),
    )


# L120 Điều 24 khoản 5, khoản 7: giáo dục tại xã do sử dụng không còn là căn cứ
@in_force("2026-07-01")
def stop_grounds_2026() -> Answer:
    return answer(
        "user_management.stop_grounds",
        "DEPENDENT REFORM_SCHOOL PRISON DEATH_OR_MISSING CUSTODY_OUTLASTS",
        "Dừng quản lý khi có nghiện; vào cơ sở giáo dục bắt buộc, trường giáo dưỡng; thi hành án phạt tù; chết, mất tích; "
        "tạm giữ, tạm giam dài hơn thời hạn còn lại.",
        ("L120", "24 5"),
        ("L120", "24 7"),
    )


def standing_decision(*, decided_on: date, on: date) -> Answer:
    """Does a decision made under an earlier law still stand? value: "stands". No transitional article read names it (status silent)."""
    change = law_data().instruments["L120"].valid_from
    if decided_on < change <= on:
        return answer(
            "user_management.standing_decision",
            "stands",
            f"Điều khoản chuyển tiếp đã đọc không nói đến quyết định quản lý ban hành trước {book.day_vi(change)}; coi là tiếp tục đến hết thời hạn.",
            ("L120", "56"),
            status="silent",
            confidence="M",
        )
    return answer("user_management.standing_decision", "stands", "Quyết định ban hành và thực hiện theo cùng một luật.")


def complaint_rule(on: date) -> Convention:
    """Within how many days a first complaint is made, and under which law."""
    return book.convention("complaint_days", on)
