"""Words of shares: how a target of the province is divided among its communes."""

from __future__ import annotations

from django.db.models import TextChoices


class Way(TextChoices):
    """By what the shares are made."""

    EQUAL = "EQUAL", "chia đều"
    WEIGHT = "WEIGHT", "theo số dân hoặc số người, do tỉnh ghi"
    TYPED = "TYPED", "tỉnh ghi từng xã"
