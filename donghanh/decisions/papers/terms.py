"""Words of papers."""

from __future__ import annotations

from django.db.models import TextChoices


class PaperState(TextChoices):
    DRAFTED = "DRAFTED", "Đang soạn"
    FINAL = "FINAL", "Đã lập"
    WITHDRAWN = "WITHDRAWN", "Đã thu hồi"
    DROPPED = "DROPPED", "Đã bỏ"


LONGEST = 2000
"""Signs of one typed value."""
