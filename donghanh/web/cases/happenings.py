"""One row a kind of fact that is recorded by hand: what its form asks, and which kinds each procedure records so."""

from __future__ import annotations

from typing import Any

from donghanh.cases.procedures import issuing
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.web.cases.happening import Happening
from donghanh.web.cases.measures import MEASURES
from donghanh.web.cases.sayings import SAYINGS, say

__all__ = ["HAPPENINGS", "OF_USERS", "SAYINGS", "SIGNED", "Happening", "asked", "by_hand", "happening", "implied", "say"]

OF_USERS: dict[K, Happening] = {
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
    K.RESULT_NOTIFIED: Happening((), "Từ lúc này có thể tính hạn đăng ký cai nghiện tự nguyện. Ghi đúng giờ người này được báo.", "Ghi đã thông báo"),
    K.STOP_GROUND: Happening(("ground",), "Căn cứ phải có văn bản kèm theo. Quyết định dừng được soạn ở bước sau.", "Ghi căn cứ"),
}
"""Not here: the first positive test (its own page), and what decisions, hand-overs and health bodies make."""

HAPPENINGS: dict[K, Happening] = {**MEASURES, **OF_USERS}

SIGNED = ("issuer", "number", "signer")
"""What is asked of every paper that an office signed."""

_NOT_HERE = frozenset({K.DECISION_WITHDRAWN, K.CRITERIA_FOUND})
"""Only the house withdraws its decisions; what a doctor found stays with the health body."""

_FORM = {Procedure.HOME_REHABILITATION: "home", Procedure.PUBLIC_REHABILITATION: "public", Procedure.SUBSTITUTION: "substitution"}


def happening(kind: K) -> Happening:
    """What the form of this kind asks; nothing but its moment where no row says more."""
    return HAPPENINGS.get(kind, Happening())


def by_hand(procedure: Procedure) -> tuple[K, ...]:
    """Kinds of facts of this procedure that have a form, in the order in which the manifest knows them."""
    steps = manifest(procedure)
    if procedure in issuing.MADE_HERE:
        return tuple(OF_USERS)
    known = dict.fromkeys([*(kind for stage, kind in steps.moves if stage), *steps.stays])
    left_out = steps.by_handover | _NOT_HERE | (steps.by_decision - issuing.on_paper(steps))
    return tuple(kind for kind in known if kind not in left_out)


def asked(procedure: Procedure, kind: K) -> tuple[str, ...]:
    """Names of the fields of this form, those of the signature first."""
    fields = happening(kind).fields
    return (*SIGNED, *(name for name in fields if name not in SIGNED)) if issuing.is_signed(manifest(procedure), kind) else fields


def implied(procedure: Procedure, kind: K) -> dict[str, Any]:
    """What the file itself says and nobody types again: for which form the registration, the decision and the notice are."""
    if kind in (K.REGISTRATION_DECIDED, K.START_NOTICE_SENT, K.REGISTERED) and procedure in _FORM:
        return {"form": _FORM[procedure]}
    return {}
