"""Words of surveys of knowledge: whom they ask, how answers come in, what is said of the target."""

from __future__ import annotations

from django.db.models import TextChoices


class Population(TextChoices):
    """Whom a survey asks. Never people in rehabilitation by name: sheets are counted, nobody is listed."""

    OFFICIALS = "OFFICIALS", "Cán bộ chính quyền các cấp"
    ADULTS = "ADULTS", "Người dân ở độ tuổi trưởng thành"
    OTHER = "OTHER", "Nhóm khác"


class How(TextChoices):
    """How answers came in."""

    TYPED = "TYPED", "Gõ từ phiếu tổng hợp"
    FILE = "FILE", "Tệp phiếu trả lời"


class Verdict(TextChoices):
    """The target against the interval, not against the one share that this sample happened to give."""

    MET = "MET", "Đạt"
    NOT_MET = "NOT_MET", "Không đạt"
    UNSURE = "UNSURE", "Chưa chắc"
    NO_TARGET = "NO_TARGET", "Chỉ tiêu chưa đặt"
