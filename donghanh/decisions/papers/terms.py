"""Words of papers."""

from __future__ import annotations

from django.db.models import TextChoices


class PaperState(TextChoices):
    DRAFTED = "DRAFTED", "Đang soạn"
    FINAL = "FINAL", "Đã lập"
    WITHDRAWN = "WITHDRAWN", "Đã thu hồi"
    DROPPED = "DROPPED", "Đã bỏ"


CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No letter that is read as another one."""
CODE_LENGTH = 16
"""Thirty letters sixteen times: 78 bits, not to be guessed."""
LONGEST = 2000
"""Signs of one typed value."""
