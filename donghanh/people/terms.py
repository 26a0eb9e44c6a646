"""Words of the person registry."""

from __future__ import annotations

from django.db.models import TextChoices


class Sex(TextChoices):
    MALE = "MALE", "Nam"
    FEMALE = "FEMALE", "Nữ"
    UNKNOWN = "UNKNOWN", "Chưa rõ"


class IdentifierKind(TextChoices):
    CITIZEN = "CITIZEN", "Số định danh cá nhân / CCCD"
    OLD_ID = "OLD_ID", "Số CMND 9 số"
    PASSPORT = "PASSPORT", "Hộ chiếu"


class AddressKind(TextChoices):
    PERMANENT = "PERMANENT", "Thường trú"
    TEMPORARY = "TEMPORARY", "Tạm trú"
    CURRENT = "CURRENT", "Nơi ở hiện tại"


class Relation(TextChoices):
    HEAD = "HEAD", "Chủ hộ"
    SPOUSE = "SPOUSE", "Vợ, chồng"
    PARENT = "PARENT", "Cha, mẹ"
    CHILD = "CHILD", "Con"
    SIBLING = "SIBLING", "Anh, chị, em"
    OTHER = "OTHER", "Người khác trong hộ"


class WhyNotSame(TextChoices):
    """Why a record is made although similar ones were shown."""

    OTHER_FACTS = "OTHER_FACTS", "Khác năm sinh và nơi cư trú"
    MET = "MET", "Đã gặp, không phải người này"
    OTHER_PAPERS = "OTHER_PAPERS", "Giấy tờ khác số"
