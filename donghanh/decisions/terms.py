"""Words of decisions."""

from __future__ import annotations

from django.db.models import TextChoices


class DecisionKind(TextChoices):
    """Kinds that are made here; what each does stands in law/decisions.yaml."""

    MANAGE_USER = "MANAGE_USER", "Quyết định quản lý người sử dụng trái phép chất ma tuý"
    SUSPEND_USER = "SUSPEND_USER", "Quyết định tạm đình chỉ quản lý"
    STOP_USER = "STOP_USER", "Quyết định dừng quản lý"
    END_USER = "END_USER", "Quyết định chấm dứt quản lý"
    VOLUNTARY = "VOLUNTARY", "Quyết định cai nghiện tự nguyện"
    CERTIFY_HOME = "CERTIFY_HOME", "Giấy xác nhận hoàn thành cai nghiện tại gia đình, cộng đồng"
    AFTERCARE = "AFTERCARE", "Quyết định quản lý sau cai nghiện"
    CERTIFY_AFTERCARE = "CERTIFY_AFTERCARE", "Giấy xác nhận chấp hành xong quản lý sau cai nghiện"
    DELIST_AFTERCARE = "DELIST_AFTERCARE", "Quyết định đưa ra khỏi danh sách quản lý sau cai nghiện"
    AFTERCARE_TEAM = "AFTERCARE_TEAM", "Quyết định phân công Tổ quản lý, hỗ trợ sau cai nghiện"
    HOME_HELPER = "HOME_HELPER", "Quyết định phân công người tư vấn, hỗ trợ cai nghiện tại gia đình"
    MONITORING = "MONITORING", "Quyết định giám sát điện tử"
    EXEMPT_MONITORING = "EXEMPT_MONITORING", "Quyết định miễn giám sát điện tử"
    END_MONITORING = "END_MONITORING", "Quyết định chấm dứt giám sát điện tử"
    INTERIM = "INTERIM", "Quyết định giao quản lý trong thời gian lập hồ sơ"
    LET_OUT = "LET_OUT", "Quyết định cho về chịu tang"
    LEND = "LEND", "Quyết định tạm thời đưa ra khỏi cơ sở theo yêu cầu tố tụng"
    SEARCH = "SEARCH", "Quyết định truy tìm người bỏ trốn khỏi cơ sở"
    CERTIFY_STAY = "CERTIFY_STAY", "Giấy xác nhận chấp hành xong quyết định đưa đi cai nghiện bắt buộc"
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


HELD = (DecisionKind.LET_OUT, DecisionKind.LEND, DecisionKind.SEARCH, DecisionKind.CERTIFY_STAY)
"""Signed by the head of a facility while the file lies with it (ADR 0017)."""
GOING_OUT = (DecisionKind.LET_OUT, DecisionKind.LEND)
"""Of these the fact is made by the person's going out, not by the signature; each is used once."""

WAITING = (DraftState.DRAFTED, DraftState.CHECKED)
"""A draft that waits for the next pair of hands."""
TO_MEND = (DraftState.RETURNED, DraftState.TAKEN_BACK)
"""A draft that lies with its drafter again."""

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No letter that is read as another one."""
CODE_LENGTH = 16
"""Thirty letters sixteen times: 78 bits, not to be guessed."""

SIGNER_TITLES = {"commune_police_chief": "TRƯỞNG CÔNG AN", "commune_chair": "CHỦ TỊCH"}
"""What stands above the signature of an office."""
