"""Compulsory rehabilitation up to the court: what the law says beyond limits, edition by edition; adult=False: from 12 to under 18."""

from __future__ import annotations

from datetime import date

from donghanh.kernel.workdays import add_months
from donghanh.legal import book, grounds
from donghanh.legal.editions import answer, ask, in_force
from donghanh.legal.findings import Answer

EXCLUSIONS = {
    "NO_CAPACITY": "không có năng lực trách nhiệm hành chính",
    "PREGNANT": "đang mang thai, có xác nhận của cơ sở y tế",
    "SMALL_CHILD": "là phụ nữ hoặc người duy nhất đang nuôi con nhỏ, có xác nhận của UBND cấp xã",
}
_BROKEN_OFF = ("NOT_REGISTERED", "NOT_STARTED", "SELF_TERMINATED")


def ground(code: str, *, adult: bool, on: date) -> Answer:
    """Does this ground lead to compulsory rehabilitation on that day? value: the code itself, or "refused" (with the reason)."""
    return ask("compulsory.ground", on=on, code=code, adult=adult)


# L73 Điều 32 (từ đủ 18 tuổi), Điều 33 khoản 1 (từ đủ 12 đến dưới 18 tuổi: không có căn cứ tái nghiện)
@in_force("2022-01-01")
def ground_2022(*, code: str, adult: bool) -> Answer:
    article = "32" if adult else "33 1"
    known = [*_BROKEN_OFF, "USED_IN_REHAB", "SUBSTITUTION_BROKEN_OFF", *(["RELAPSE"] if adult else [])]
    return _ground(code, known, article="L73 " + article)


# L120 Điều 35 khoản 1, Điều 36 khoản 1; Điều 47 khoản 2, 3, 4
@in_force("2026-07-01")
def ground_2026(*, code: str, adult: bool) -> Answer:
    known = [*_BROKEN_OFF, "USED_IN_REHAB", "SUBSTITUTION_BROKEN_OFF", "RELAPSE", "MONITORING_REFUSED", "REPEATED_ACTS", "THIRD_BREACH"]
    return _ground(code, known, article="L120 35 1" if adult else "L120 36 1")


def _ground(code: str, known: list[str], *, article: str) -> Answer:
    instrument, place = article.split(" ", 1)
    if code in known:
        return answer("compulsory.ground", code, "Căn cứ này dẫn đến cai nghiện bắt buộc.", (instrument, place))
    return answer(
        "compulsory.ground",
        "refused",
        f"Luật của ngày này không có căn cứ “{grounds.title(code)}” để lập hồ sơ cai nghiện bắt buộc.",
        (instrument, place),
        mend=f"Các căn cứ: {'; '.join(grounds.title(one) for one in known)}.",
    )


def exclusions(*, adult: bool, on: date) -> Answer:
    """To whom the measure is not applied. value: codes of EXCLUSIONS parted by blanks; empty where no text read says so."""
    return ask("compulsory.exclusions", on=on, adult=adult)


@in_force("2022-01-01")
def exclusions_2022(*, adult: bool) -> Answer:
    return _exclusions(adult, ("LHAV", "96 2"), "S")


@in_force("2026-07-01")
def exclusions_2026(*, adult: bool) -> Answer:
    return _exclusions(adult, ("L120", "35 2"), "V")


def _exclusions(adult: bool, place: tuple[str, str], confidence: str) -> Answer:
    if not adult:
        return answer(
            "compulsory.exclusions",
            "",
            "Các quy định đã đọc chỉ nêu trường hợp không áp dụng cho người từ đủ 18 tuổi; với người dưới 18 tuổi cần hỏi bộ phận pháp chế.",
            place,
            status="silent",
            confidence="M",
        )
    return answer(
        "compulsory.exclusions",
        " ".join(EXCLUSIONS),
        f"Không áp dụng với người {'; '.join(EXCLUSIONS.values())}.",
        place,
        status="definite" if confidence == "V" else "unconfirmed",
        confidence=confidence,
    )


def limitation(*, adult: bool, on: date) -> Answer:
    """Is there a period after which the measure is no longer applied? value: "runs", or "unread" where no text read says so."""
    return ask("compulsory.limitation", on=on, adult=adult)


# LHAV Điều 6 khoản 2 điểm d: chỉ nói biện pháp xử lý hành chính, tức người từ đủ 18 tuổi
@in_force("2022-01-01")
def limitation_2022(*, adult: bool) -> Answer:
    if adult:
        return answer(
            "compulsory.limitation",
            "runs",
            "Thời hiệu áp dụng tính từ hành vi cuối cùng.",
            ("LHAV", "6 2 d"),
            status="unconfirmed",
            confidence="M",
        )
    return answer(
        "compulsory.limitation",
        "unread",
        "Chưa đọc được quy định về thời hiệu cho người dưới 18 tuổi.",
        ("PL01", ""),
        status="silent",
        confidence="M",
    )


# L120 Điều 35 khoản 4, Điều 36 khoản 3
@in_force("2026-07-01")
def limitation_2026(*, adult: bool) -> Answer:
    return answer(
        "compulsory.limitation",
        "runs",
        "Thời hiệu áp dụng tính từ hành vi cuối cùng; trốn tránh thì tính lại từ khi hết trốn tránh.",
        ("L120", "35 4" if adult else "36 3"),
    )


def contest(*, adult: bool, on: date) -> Answer:
    """When does the court's decision of that day take effect? value: "waits" (until the period to complain is over), or "unread" where no text
    read says for how long it may be contested; then it is not carried out before somebody of the court has set that, with the reason."""
    return ask("compulsory.contest", on=on, adult=adult)


# PL09, PL01: chưa đọc ở điểm này
@in_force("2022-01-01")
def contest_2022(*, adult: bool) -> Answer:
    return _contest_unread(("PL09", "") if adult else ("PL01", ""))


# PL03 Điều 24 khoản 1, Điều 32 khoản 1: chỉ nói người từ đủ 18 tuổi
@in_force("2023-02-01")
def contest_2023(*, adult: bool) -> Answer:
    if not adult:
        return contest_2022(adult=False)
    return answer(
        "compulsory.contest",
        "waits",
        "Quyết định của Toà án có hiệu lực khi hết thời hạn khiếu nại mà không có khiếu nại, kiến nghị, kháng nghị.",
        ("PL03", "24 1"),
        ("PL03", "32 1"),
    )


# L120 Điều 35 khoản 8, Điều 36 khoản 8: giao Uỷ ban Thường vụ Quốc hội; chưa tìm thấy văn bản
@in_force("2026-07-01")
def contest_2026(*, adult: bool) -> Answer:
    return _contest_unread(("L120", "35 8" if adult else "36 8"))


def _contest_unread(place: tuple[str, str]) -> Answer:
    return answer(
        "compulsory.contest",
        "unread",
        "Văn bản đã đọc chưa nêu thời hạn khiếu nại, kiến nghị, kháng nghị quyết định của Toà án, cũng không cho thi hành ngay.",
        place,
        status="silent",
        confidence="M",
        mend="Ghi số ngày và căn cứ như quyết định của Toà án nêu; người ký quyết định là người đặt. Trước khi hết số ngày đó thì chưa thi hành.",
    )


def child_is_small(child_born_on: date, *, on: date) -> bool:
    """True while the child has not completed the months of age below which the measure is not applied to who raises it alone."""
    return on < add_months(child_born_on, int(book.pick("compulsory.child_age", on).amount or 0))


def in_substitution(*, on: date) -> Answer:
    """May a file be drawn up of a person who is in substitution treatment? value: "refused"."""
    return ask("compulsory.in_substitution", on=on)


# D90 Điều 3 khoản 2, 3
@in_force("2022-01-01")
def in_substitution_2022() -> Answer:
    return answer(
        "compulsory.in_substitution",
        "refused",
        "Người đang điều trị thay thế không bị lập hồ sơ cai nghiện bắt buộc.",
        ("D90", "3 2"),
        ("D90", "3 3"),
        mend="Chờ cơ sở điều trị báo kết thúc hoặc bỏ điều trị rồi ghi căn cứ đó.",
    )


# D141 chưa đọc; L120 Điều 35 khoản 1 điểm c chỉ nói việc bỏ hoặc bị chấm dứt điều trị
@in_force("2024-12-15")
def in_substitution_2024() -> Answer:
    return answer(
        "compulsory.in_substitution",
        "refused",
        "Người đang điều trị thay thế không bị lập hồ sơ; căn cứ chỉ có khi bỏ hoặc bị chấm dứt điều trị.",
        ("D141", ""),
        status="unconfirmed",
        confidence="M",
        mend="Chờ cơ sở điều trị báo kết thúc hoặc bỏ điều trị rồi ghi căn cứ đó.",
    )


def check_step(*, adult: bool, on: date) -> Answer:
    """Does somebody check the file before the court? value: "required", "open" (text not read) or "none"."""
    return ask("compulsory.check_step", on=on, adult=adult)


# LHAV Điều 104 khoản 1; D116 Điều 43, L73 Điều 34 khoản 3: Trưởng phòng Lao động cấp huyện kiểm tra thành phần hồ sơ
@in_force("2022-01-01")
def check_step_2022(*, adult: bool) -> Answer:
    return answer(
        "compulsory.check_step",
        "required",
        "Hồ sơ qua Trưởng phòng Lao động cấp huyện kiểm tra trước khi đến Toà án.",
        ("D116", "43 1") if adult else ("L73", "34 3"),
    )


# TTLT03: mới đọc Điều 1
@in_force("2025-03-01")
def check_step_2025(*, adult: bool) -> Answer:
    return answer(
        "compulsory.check_step",
        "open",
        "Từ 01/03/2025 Công an lập và chuyển hồ sơ theo thông tư liên tịch mới đọc Điều 1; chưa rõ ai kiểm tra và trong bao lâu.",
        ("TTLT03", "1"),
        status="unconfirmed",
        confidence="S",
    )


# L120 Điều 35 khoản 3 điểm d, Điều 36 khoản 2 điểm d
@in_force("2026-07-01")
def check_step_2026(*, adult: bool) -> Answer:
    return answer(
        "compulsory.check_step",
        "none",
        "Công an cấp xã chuyển hồ sơ thẳng đến Toà án nhân dân khu vực.",
        ("L120", "35 3 d" if adult else "36 2 d"),
    )
