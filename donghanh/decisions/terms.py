"""Words of decisions."""

from __future__ import annotations

from django.db.models import TextChoices


class DecisionKind(TextChoices):
    MANAGE_USER = "MANAGE_USER", "Quyết định quản lý người sử dụng trái phép chất ma tuý"
    SUSPEND_USER = "SUSPEND_USER", "Quyết định tạm đình chỉ quản lý"
    STOP_USER = "STOP_USER", "Quyết định dừng quản lý"
    END_USER = "END_USER", "Quyết định chấm dứt quản lý"
    WITHDRAW = "WITHDRAW", "Quyết định thu hồi quyết định"


class DraftState(TextChoices):
    DRAFTED = "DRAFTED", "Đã soạn"
    CHECKED = "CHECKED", "Đã kiểm tra, chờ ký"
    RETURNED = "RETURNED", "Bị trả lại"
    TAKEN_BACK = "TAKEN_BACK", "Đã rút về để sửa"
    SIGNED = "SIGNED", "Đã ký"
    DROPPED = "DROPPED", "Đã bỏ dự thảo"


class ServiceWay(TextChoices):
    IN_PERSON = "IN_PERSON", "Giao trực tiếp"
    POST = "POST", "Gửi bưu điện bảo đảm"
    REPRESENTATIVE = "REPRESENTATIVE", "Giao qua người đại diện"
    POSTED = "POSTED", "Niêm yết"


WAITING = (DraftState.DRAFTED, DraftState.CHECKED)
"""A draft that waits for the next pair of hands."""
TO_MEND = (DraftState.RETURNED, DraftState.TAKEN_BACK)
"""A draft that lies with its drafter again."""

SIGNER_TITLES = {"commune_police_chief": "TRƯỞNG CÔNG AN", "commune_chair": "CHỦ TỊCH"}
"""What stands above the signature of an office."""
