"""Words of a determination as the health body writes it down."""

from __future__ import annotations

from django.db.models import TextChoices


class Mark(TextChoices):
    """One criterion in one person."""

    PRESENT = "present", "Có"
    ABSENT = "absent", "Không"
    UNCLEAR = "unclear", "Chưa rõ"


class State(TextChoices):
    """Where the determination stands. LACKING: written down, and not enough to conclude."""

    WAITING = "WAITING", "Chờ ghi tiêu chuẩn"
    LACKING = "LACKING", "Chưa đủ để kết luận"
    READY = "READY", "Chờ ký kết luận"
    CONCLUDED = "CONCLUDED", "Đã kết luận"
