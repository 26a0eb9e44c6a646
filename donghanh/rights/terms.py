"""Words of the rights of the person whose file it is."""

from __future__ import annotations

from django.db.models import TextChoices


class DelegateKind(TextChoices):
    GUARDIAN = "GUARDIAN", "Cha, mẹ, người giám hộ, người đại diện theo pháp luật"
    LAWYER = "LAWYER", "Luật sư, người trợ giúp pháp lý"


class DelegateMay(TextChoices):
    """What somebody may do in the person's name."""

    READ = "READ", "Xem hồ sơ, nhận bản trích"
    CORRECT = "CORRECT", "Báo thông tin sai"
    COMPLAIN = "COMPLAIN", "Khiếu nại quyết định"


class About(TextChoices):
    """What the person says is wrong."""

    FACT = "FACT", "Một sự việc trong hồ sơ"
    NAME = "NAME", "Họ và tên"
    BIRTH = "BIRTH", "Ngày, năm sinh"
    NUMBER = "NUMBER", "Số giấy tờ"
    ADDRESS = "ADDRESS", "Nơi cư trú"
    WRONG_PERSON = "WRONG_PERSON", "Nhầm người"


class Outcome(TextChoices):
    CORRECTED = "CORRECTED", "Đã sửa theo yêu cầu"
    KEPT = "KEPT", "Giữ nguyên, có lý do"


class Effect(TextChoices):
    """What an answer to a complaint does to the decision."""

    NONE = "NONE", "Giữ nguyên quyết định"
    SUSPENDED = "SUSPENDED", "Tạm ngừng thi hành quyết định trong khi giải quyết"
    WITHDRAWN = "WITHDRAWN", "Thu hồi quyết định"
