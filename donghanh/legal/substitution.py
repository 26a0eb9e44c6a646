"""Substitution treatment as a legal fact: consent, missed doses, leaving it. What Decree 141/2024 says was read in part only."""

from __future__ import annotations

from datetime import date

from donghanh.legal import book
from donghanh.legal.editions import answer, ask, in_force
from donghanh.legal.errors import NoRuleInForce
from donghanh.legal.findings import Answer
from donghanh.legal.ways import whole

BREACHES = {
    "breach_process": "không tuân thủ quy trình chuyên môn",
    "positive_opioid": "dương tính với chất dạng thuốc phiện",
    "other_drug": "dương tính với chất ma tuý khác",
    "harm": "gây hại, gây mất trật tự",
}
"""Reasons for which a clinic ends the treatment of its own accord."""


def consent(age: int, *, on: date) -> Answer:
    """Is the written consent of a representative needed? value: "needed" or "not_needed". Age in full years on that day."""
    try:
        rule = book.pick("substitution.consent", on)
    except NoRuleInForce:
        return _consent_2026(age, on)
    needed = rule.amount is not None and rule.amount <= age < (rule.amount_max or rule.amount)
    value = "needed" if needed else "not_needed"
    mend = "Ghi họ tên người đại diện đã đồng ý bằng văn bản." if needed else ""
    return Answer("substitution.consent", value, rule.meaning_vi, mend, rule.citation_vi, rule.confidence, rule.status, book.edition())


def _consent_2026(age: int, on: date) -> Answer:
    adult = int(book.convention("adult_age", on).value)
    if age < adult:
        meaning = f"Đơn của người dưới {adult} tuổi có ý kiến của cha, mẹ hoặc người giám hộ."
        return answer("substitution.consent", "needed", meaning, ("D163", "89 3 b"), mend="Ghi họ tên người đại diện đã đồng ý.")
    return answer("substitution.consent", "not_needed", f"Người từ đủ {adult} tuổi tự đăng ký.", ("D163", "89 1"))


def missed(*, days: int, courses: int, on: date) -> Answer:
    """Do missed days (working days) or consecutive courses count as breaking off? value: "broken_off", "below", or "unknown" (silent)."""
    try:
        by_days, by_courses = book.pick("substitution.missed_days", on), book.pick("substitution.missed_courses", on)
    except NoRuleInForce:
        meaning = "Định nghĩa “tự ý chấm dứt” của luật này không ghi số ngày hay số liều bỏ khi điều trị thay thế."
        return answer("substitution.missed", "unknown", meaning, ("D163", "4 9"), status="silent", mend="Hỏi cơ sở điều trị và bộ phận pháp chế.")
    is_over = days >= whole(by_days) or courses >= whole(by_courses)
    meaning = f"{by_days.meaning_vi} {by_courses.meaning_vi}"
    citation = by_days.citation_vi
    return Answer(
        "substitution.missed", "broken_off" if is_over else "below", meaning, "", citation, by_days.confidence, by_days.status, book.edition()
    )


def end(*, reason: str, on: date) -> Answer:
    """How the treatment ended. value: "completed", "own_wish", "forced" or "other"."""
    value = "forced" if reason in BREACHES else reason if reason in ("completed", "own_wish") else "other"
    return ask("substitution.end", on=on, value=value, reason=reason)


_END_VI = {
    "completed": "Hoàn thành điều trị: tiếp theo là quản lý sau cai nghiện.",
    "own_wish": "Người bệnh xin thôi điều trị; việc đó được phép.",
    "other": "Lý do kết thúc chưa ghi rõ.",
}


def _end_vi(value: str, reason: str) -> str:
    return _END_VI.get(value) or f"Cơ sở chấm dứt điều trị vì {BREACHES[reason]}."


@in_force("2022-01-01")
def end_2022(*, value: str, reason: str) -> Answer:
    place = {"completed": ("L73", "40 1"), "own_wish": ("D90", "10 1")}.get(value, ("D90", "10 2"))
    return answer("substitution.end", value, _end_vi(value, reason), place)


# Nghị định 141/2024/NĐ-CP: phần chấm dứt điều trị chưa đọc; không áp dụng Điều 10 Nghị định 90/2016/NĐ-CP sau ngày bị thay
@in_force("2024-12-15")
def end_2024(*, value: str, reason: str) -> Answer:
    if value == "completed":
        return answer("substitution.end", value, _end_vi(value, reason), ("L73", "40 1"))
    return answer("substitution.end", value, _end_vi(value, reason), ("D141", ""), status="unconfirmed", confidence="M", mend=_ASK)


@in_force("2026-07-01")
def end_2026(*, value: str, reason: str) -> Answer:
    if value == "completed":
        return answer("substitution.end", value, _end_vi(value, reason), ("L120", "42 1"))
    return answer("substitution.end", value, _end_vi(value, reason), ("D141", ""), status="unconfirmed", confidence="M", mend=_ASK)


_ASK = "Đối chiếu với Nghị định 141/2024/NĐ-CP trước khi dựa vào."


def no_compulsory_file(*, on: date) -> Answer:
    """Is a file for compulsory rehabilitation excluded while the treatment lasts? value: "excluded" or "unknown"."""
    return ask("substitution.no_compulsory_file", on=on)


@in_force("2022-01-01")
def no_compulsory_file_2022() -> Answer:
    return answer("substitution.no_compulsory_file", "excluded", _EXCLUDED, ("D90", "3 2"), ("D90", "3 3"))


@in_force("2024-12-15")
def no_compulsory_file_2024() -> Answer:
    return answer("substitution.no_compulsory_file", "excluded", _EXCLUDED, ("D141", ""), status="unconfirmed", confidence="M", mend=_ASK)


@in_force("2026-07-01")
def no_compulsory_file_2026() -> Answer:
    meaning = "Luật mới không nhắc lại rằng người đang điều trị thay thế không bị lập hồ sơ cai nghiện bắt buộc."
    return answer("substitution.no_compulsory_file", "unknown", meaning, ("L120", "35"), status="silent", confidence="M", mend=_ASK)


_EXCLUDED = "Người đang điều trị thay thế không bị lập hồ sơ cai nghiện bắt buộc, trừ người bị buộc thôi mà vẫn sử dụng."


def end_notice(*, on: date) -> Answer:
    """Does a rule ask the clinic to report the end of the treatment to the commune? value: "owed" or "unknown" (silent)."""
    return ask("substitution.end_notice", on=on)


@in_force("2022-01-01")
def end_notice_2022() -> Answer:
    return answer("substitution.end_notice", "owed", "Cơ sở điều trị báo xã việc kết thúc điều trị.", ("D116", "28 2"))


@in_force("2026-07-01")
def end_notice_2026() -> Answer:
    meaning = "Nghị định chỉ buộc báo việc tiếp nhận; không điều nào buộc báo trước hay báo việc kết thúc điều trị thay thế."
    return answer("substitution.end_notice", "unknown", meaning, ("L120", "42 1"), ("D163", "89 2"), status="silent", confidence="M")
