"""Words of reviews."""

from __future__ import annotations

from django.db.models import TextChoices


class CauseKind(TextChoices):
    """Whether a cause lies outside or within what those who act can change."""

    OBJECTIVE = "OBJECTIVE", "Khách quan"
    SUBJECTIVE = "SUBJECTIVE", "Chủ quan"


class CareForm(TextChoices):
    """Forms of care that demand is set against places for."""

    COMMUNITY = "COMMUNITY", "Tại gia đình, cộng đồng hoặc điều trị thay thế"
    COMPULSORY = "COMPULSORY", "Cai nghiện bắt buộc"
