"""Words of a determination as the health body writes it down."""

from __future__ import annotations

from django.db.models import TextChoices

from donghanh.cases.terms import FactKind as K


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
    RETURNED = "RETURNED", "Đã trả lại đề nghị"


STEPS = (K.STAFF_SENT, K.PERSON_RECEIVED, K.CRITERIA_FOUND, K.OBSERVATION_BEGAN, K.DOSSIER_RETURNED, K.RESULT_SENT, K.RESULT_NOTIFIED)
"""What the health body tells of a determination beside its conclusion. The database knows the same (migrations/0005)."""
