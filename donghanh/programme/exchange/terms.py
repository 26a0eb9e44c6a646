"""Words of plans on their way in: what a passage of a paper is proposed to be, and how sure that is."""

from __future__ import annotations

from django.db.models import TextChoices


class ProposalKind(TextChoices):
    """What a sentence of a paper seems to set."""

    TARGET = "TARGET", "chỉ tiêu"
    DUTY = "DUTY", "việc phải làm"
    REPORT = "REPORT", "báo cáo định kỳ"


class Sureness(TextChoices):
    """How sure the reading is; a person decides in every case."""

    HIGH = "HIGH", "rõ"
    MIDDLE = "MIDDLE", "cần xem"
    LOW = "LOW", "đoán"
