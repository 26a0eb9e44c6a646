"""Words of what communes say of themselves."""

from __future__ import annotations

from django.db.models import TextChoices

MOST_MEMBERS = 40
"""Of a steering committee, beside its head."""


class LineKind(TextChoices):
    """What a line says. Nothing is changed: a wrong line is taken back, or a newer one of its kind holds."""

    CONFIRMED = "CONFIRMED", "Đã rà soát, dữ liệu đủ và mới"
    NOBODY = "NOBODY", "Đã rà soát, không có người thuộc diện quản lý"
    ACTIVITY = "ACTIVITY", "Hoạt động phòng ngừa"
    CLASSED = "CLASSED", "Xếp loại năm"
    TAKEN_BACK = "TAKEN_BACK", "Rút lại điều ghi nhầm"


class Grade(TextChoices):
    """The class of a commune for a year, from the best."""

    CLEAN = "CLEAN", "Không có tệ nạn ma tuý"
    GOOD = "GOOD", "Làm tốt công tác phòng, chống"
    COMPLEX = "COMPLEX", "Có tệ nạn phức tạp"


class Move(TextChoices):
    """A commune's class beside that of the year before."""

    UP = "UP", "Lên"
    DOWN = "DOWN", "Xuống"
    SAME = "SAME", "Giữ nguyên"
    NEW = "NEW", "Năm trước chưa xếp"
    NONE = "NONE", "Chưa xếp"
