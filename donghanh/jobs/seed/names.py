"""Invented people: Vietnamese names by their real weights, ages and numbers of the kind that police lists hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random


def _words(text: str, between: str = " ") -> list[str]:
    return text.split(between)


# Shares of family names in per mille, rounded from published counts; the last ones are of Chơ Ro, Mạ and Stiêng families of Đồng Nai.
FAMILIES = {
    "Nguyễn": 384, "Trần": 121, "Lê": 95, "Phạm": 70, "Huỳnh": 33, "Hoàng": 18, "Phan": 45, "Vũ": 20, "Võ": 19, "Đặng": 21, "Bùi": 20,
    "Đỗ": 14, "Hồ": 13, "Ngô": 13, "Dương": 10, "Lý": 5, "Đinh": 9, "Trương": 9, "Đoàn": 8, "Lâm": 7, "Mai": 6, "Trịnh": 6, "Đào": 5,
    "Tạ": 4, "Hà": 4, "Châu": 3, "Thái": 3, "Quách": 2, "Điểu": 8, "Ya": 1, "Ẩn": 1,
}  # fmt: skip
MIDDLES = {
    "MALE": _words("Văn Văn Văn Văn Đức Hữu Minh Quốc Thanh Công Anh Ngọc Xuân Đình Tuấn Hoàng Trung Bá Duy Gia Nhật Thế Tấn Hải"),
    "FEMALE": _words("Thị Thị Thị Thị Ngọc Thuỳ Kim Mỹ Thanh Phương Bích Hồng Thu Diễm Tuyết Quỳnh Cẩm Như Ánh Mai"),
}
GIVEN = {
    "MALE": _words(
        "Hùng Dũng Tuấn Hải Long Nam Sơn Thắng Toàn Cường Phúc Lộc Thịnh Khải Đạt Hậu Hiếu Nghĩa Trí Bảo Khoa Quân Phong Tùng Tâm Ẩn Ẫm Ổn "
        "Đẩu Tiến Vũ Lợi Thành Quý Bình An Kiệt Hưng Trọng Nhân Thuận Tài Mẫn Huỳnh Ngữ Thường Lữ"
    ),
    "FEMALE": _words("Hương Lan Hằng Yến Ngân Phượng Diễm Trang Thảo Vy Ẩn Ỗi Thuỷ Loan Hạnh Mỹ Nhung Tiên Trúc Quyên Ngữ Hiền Ểnh Như Thương"),
}
HAMLETS = _words("Tân Hoà|Tân Thành|Bàu Cá|Quảng Đà|Tây Lạc|Đông Hải|Suối Đá|Lộ Đức|Phú Sơn|An Bình|Tân Bắc|Trường An|Sông Mây|Bùi Chu", "|")
NEVER_ISSUED = "099"
"""A place code that no citizen number has: so that no invented number can be anybody's."""


@dataclass(frozen=True, slots=True)
class Invented:
    """A person who does not exist. number is empty where none is known."""

    full_name: str
    sex: str
    born_on: date | None
    birth_year: int
    number: str
    detail: str
    guardian_name: str = ""


def invent(rng: Random, *, serial: int, on: date, age: int | None = None) -> Invented:
    """One person as of a day; the same generator and serial give the same person. serial: below one million, no two alike."""
    sex = "MALE" if rng.random() < 0.87 else "FEMALE"
    years = rng.choices(range(18, 66), weights=_AGE_WEIGHTS)[0] if age is None else age
    born = on - timedelta(days=int(years * 365.25) + rng.randrange(20, 340))
    # Middle names and given names are drawn apart, so that namesakes are as frequent as they are.
    family = rng.choices(_FAMILY_NAMES, weights=_FAMILY_WEIGHTS)[0]
    middle = rng.choice(MIDDLES[sex]) if rng.random() < 0.93 else f"{rng.choice(MIDDLES[sex])} {rng.choice(MIDDLES['FEMALE'][4:])}"
    name = f"{family} {middle} {rng.choice(GIVEN[sex])}"
    knows_day = rng.random() < 0.9
    number = citizen_number(serial, year=born.year, female=sex == "FEMALE") if rng.random() < 0.8 else ""
    detail = f"Tổ {rng.randrange(1, 25)}, ấp {rng.choice(HAMLETS)}"
    guardian = f"{family} Văn {rng.choice(GIVEN['MALE'])}" if years < 18 else ""
    return Invented(name, sex, born if knows_day else None, born.year, number, detail, guardian)


def citizen_number(serial: int, *, year: int, female: bool) -> str:
    """Twelve digits of the right form under a place code that was never issued."""
    return f"{NEVER_ISSUED}{(year // 100 - 19) * 2 + female}{year % 100:02d}{serial:06d}"


_FAMILY_NAMES, _FAMILY_WEIGHTS = tuple(FAMILIES), tuple(FAMILIES.values())
_AGE_WEIGHTS = tuple(8 if age < 22 else 14 if age < 36 else 8 if age < 46 else 3 if age < 56 else 1 for age in range(18, 66))
