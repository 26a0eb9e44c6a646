"""Words of lists on their way in."""

from __future__ import annotations

from django.db.models import TextChoices


class BatchState(TextChoices):
    READING = "READING", "Đang đọc"
    CHECKED = "CHECKED", "Đã kiểm tra"
    UNREADABLE = "UNREADABLE", "Không đọc được"
    ENTERING = "ENTERING", "Đang nhập"
    CONFIRMED = "CONFIRMED", "Đã nhập"
    CANCELLED = "CANCELLED", "Đã huỷ"
    UNDOING = "UNDOING", "Đang gỡ"
    UNDONE = "UNDONE", "Đã gỡ"


class RowState(TextChoices):
    READY = "READY", "Dùng được"
    FAULTY = "FAULTY", "Cần sửa"
    DUPLICATE = "DUPLICATE", "Trùng"
    ENTERED = "ENTERED", "Đã nhập"
    KEPT = "KEPT", "Giữ lại khi gỡ"
