"""Tests for substances in the body: when a parent or guardian must agree to the taking of a sample."""

from __future__ import annotations

from datetime import date

from donghanh.legal import book
from donghanh.legal.editions import answer, ask, in_force
from donghanh.legal.findings import Answer

URINE = "urine"
MEND = "Ghi họ tên cha, mẹ, người giám hộ hoặc người đại diện đã đồng ý, hoặc lấy mẫu nước tiểu."


def consent(*, age: int, sample: str, on: date) -> Answer:
    """Must a parent or guardian agree to this sample? value: "needed" or "not_needed". age: full years on that day.

    Raises NoRuleInForce before the first rule.
    """
    return ask("testing.consent", on=on, age=age, sample=sample, adult=int(book.convention("adult_age", on).value))


@in_force("2022-01-01")
def _consent_2022(*, age: int, sample: str, adult: int) -> Answer:
    return _consent(age, sample, adult, ("D105", "46 4"))


@in_force("2026-07-01")
def _consent_2026(*, age: int, sample: str, adult: int) -> Answer:
    return _consent(age, sample, adult, ("D163", "56 6"))


def _consent(age: int, sample: str, adult: int, place: tuple[str, str]) -> Answer:
    if age >= adult:
        return answer("testing.consent", "not_needed", f"Người từ đủ {adult} tuổi không cần người đại diện đồng ý.", place)
    if sample == URINE:
        return answer("testing.consent", "not_needed", f"Lấy mẫu nước tiểu của người dưới {adult} tuổi không cần người đại diện đồng ý.", place)
    meaning = f"Lấy mẫu khác nước tiểu của người dưới {adult} tuổi phải có đồng ý của cha, mẹ, người giám hộ hoặc người đại diện."
    return answer("testing.consent", "needed", meaning, place, mend=MEND)
