"""One row a kind of fact that is recorded by hand: what its form asks, and how its answers read on the timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import HelperRole, Sample, Service, StopGround, Substance


@dataclass(frozen=True, slots=True)
class Happening:
    """fields: names known to forms.FIELDS, in order. explain: one sentence above the form. verb: the button."""

    fields: tuple[str, ...] = ()
    explain: str = ""
    verb: str = "Ghi sự việc"


HAPPENINGS: dict[K, Happening] = {
    K.RESIDENCE_VERIFIED: Happening(
        ("place", "stable"), "Ghi nơi người này thực tế cư trú. Nơi cư trú quyết định xã nào quản lý.", "Ghi kết quả xác minh"
    ),
    K.NOTICE_SENT: Happening(("number", "recipient"), "Thông báo về hành vi và kết quả dương tính gửi Công an nơi cư trú.", "Ghi đã gửi thông báo"),
    K.NOTICE_RECEIVED: Happening(("number",), "Hạn ra quyết định tính từ lúc nhận đủ thông báo và kết quả.", "Ghi đã nhận thông báo"),
    K.HELPER_ASSIGNED: Happening(("helper", "helper_role"), "Một người trực tiếp gặp gỡ, động viên và giúp đỡ.", "Ghi phân công"),
    K.SERVICE_OFFERED: Happening(("services",), "Chọn những gì đã giới thiệu. Người được giới thiệu có quyền chọn hoặc không.", "Ghi đã giới thiệu"),
    K.RESIDENCE_CHECKED: Happening((), "Ghi lần kiểm tra gặp được người này tại nơi cư trú. Không gặp được thì ghi “Vắng mặt”.", "Ghi đã kiểm tra"),
    K.ABSENCE_BEGAN: Happening((), "Chỉ ghi khi vắng mặt mà không báo và không rõ nơi ở.", "Ghi vắng mặt"),
    K.ABSENCE_ENDED: Happening((), "Từ lúc này thời hạn quản lý được tính tiếp.", "Ghi có mặt trở lại"),
    K.CUSTODY_BEGAN: Happening(("custodian",), "Theo văn bản của cơ quan tạm giữ, tạm giam.", "Ghi bị tạm giữ"),
    K.CUSTODY_ENDED: Happening((), "Theo văn bản của cơ quan tạm giữ, tạm giam.", "Ghi hết tạm giữ"),
    K.DEPARTED: Happening(("place_maybe",), "Ghi ngày giờ rời đi; nơi đến nếu đã biết.", "Ghi rời nơi cư trú"),
    K.ARRIVED: Happening(("place",), "Ghi khi Công an nơi mới báo người này đã đến.", "Ghi đến nơi mới"),
    K.MOVE_NOTICE_SENT: Happening(("number", "recipient"), "Báo cho Công an nơi cư trú mới.", "Ghi đã báo"),
    K.USED_AGAIN: Happening(
        ("sample", "substances", "tested_by"),
        "Xét nghiệm dương tính trong thời hạn quản lý. Bước sau là gửi xác định tình trạng.",
        "Ghi kết quả",
    ),
    K.STOP_GROUND: Happening(("ground",), "Căn cứ phải có văn bản kèm theo. Quyết định dừng được soạn ở bước sau.", "Ghi căn cứ"),
}
"""Not here: the first positive test (its own page), and what decisions, hand-overs and health bodies make."""


def _words(source: type) -> Callable[[Any], str]:
    return lambda value: ", ".join(source(one).label for one in (value if isinstance(value, list) else [value]) if one in source.values)


SAYINGS: tuple[tuple[str, Callable[[Any], str]], ...] = (
    ("sample", _words(Sample)),
    ("substances", _words(Substance)),
    ("tested_by", str),
    ("stable", lambda value: _("nơi cư trú ổn định") if value else _("không có nơi cư trú ổn định")),
    ("number", lambda value: _("số %(number)s") % {"number": value}),
    ("recipient", lambda value: _("gửi %(recipient)s") % {"recipient": value}),
    ("helper", str),
    ("helper_role", _words(HelperRole)),
    ("services", _words(Service)),
    ("custodian", str),
    ("ground", _words(StopGround)),
    ("remote", lambda value: _("địa bàn xa xôi, đi lại khó khăn") if value else ""),
    ("summary", str),
)
"""How each answer reads, in the order in which they are said."""


def say(data: Mapping[str, Any], place: str = "") -> str:
    """What is known of a fact beyond its kind and time, as one line; empty where nothing is."""
    said = [saying(data[key]) for key, saying in SAYINGS if data.get(key) not in (None, "", [])]
    parts = [place, *(one for one in said if one)] if place else [one for one in said if one]
    line = "; ".join(parts)
    return f"{line[:1].upper()}{line[1:]}"
