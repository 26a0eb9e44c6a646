"""Answers to choose from, where the law or a procedure knows only these: code and words. Read by the forms and by the timeline."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from donghanh.cases.terms import ExaminedAt
from donghanh.legal import compulsory, substitution, voluntary

PHASE = {
    "a": _("Tiếp nhận, phân loại"),
    "b": _("Điều trị cắt cơn, giải độc, rối loạn tâm thần, bệnh khác"),
    "c": _("Giáo dục, tư vấn, phục hồi hành vi, nhân cách"),
    "d": _("Lao động trị liệu, học nghề"),
    "dd": _("Chuẩn bị tái hoà nhập cộng đồng"),
}
FORM = {code: name[:1].upper() + name[1:] for code, name in voluntary.FORMS.items()}
LEVEL = {"province": _("Trong tỉnh"), "central": _("Đề nghị Bộ Công an chọn cơ sở ở tỉnh khác")}
BREACH = {"duty": _("Vi phạm nghĩa vụ khác"), "used": _("Sử dụng trái phép chất ma tuý")}
TREATMENT_END = {
    "completed": _("Hoàn thành điều trị"),
    "own_wish": _("Người bệnh tự xin thôi"),
    **{code: words[:1].upper() + words[1:] for code, words in substitution.BREACHES.items()},
    "other": _("Lý do khác, như chống chỉ định, tai biến do thuốc"),
}
COMPULSORY_GROUND = {
    "NOT_REGISTERED": _("Không đăng ký cai nghiện tự nguyện"),
    "NOT_STARTED": _("Đã có quyết định tự nguyện nhưng không thực hiện"),
    "SELF_TERMINATED": _("Tự ý chấm dứt cai nghiện tự nguyện"),
    "USED_IN_REHAB": _("Sử dụng ma tuý trong thời gian cai nghiện tự nguyện"),
    "SUBSTITUTION_BROKEN_OFF": _("Tự ý chấm dứt hoặc bị chấm dứt điều trị thay thế do vi phạm"),
    "RELAPSE": _("Tái nghiện trong thời hạn quản lý sau cai nghiện"),
    "MONITORING_REFUSED": _("Không chấp hành giám sát điện tử"),
    "REPEATED_ACTS": _("Vi phạm nhiều lần"),
    "THIRD_BREACH": _("Vi phạm lần thứ ba"),
}
EXCLUSION = {code: words[:1].upper() + words[1:] for code, words in compulsory.EXCLUSIONS.items() if code != "SMALL_CHILD"}
WHERE_HELD = {"home": _("Giao gia đình quản lý"), "facility": _("Giao cơ sở quản lý")}
SENT_TO = {"parties": _("Người bị đề nghị và cơ quan liên quan"), "execution": _("Cơ quan thi hành")}
COMPLETED = {
    "voluntary": _("Cai nghiện tự nguyện"),
    "substitution": _("Điều trị bằng thuốc thay thế"),
    "compulsory": _("Cai nghiện bắt buộc"),
}
MONITORED = {"home": _("Cai nghiện tại gia đình, cộng đồng"), "substitution": _("Điều trị thay thế"), "aftercare": _("Quản lý sau cai nghiện")}
OFF = {"medical": _("Khám, chữa bệnh"), "air_travel": _("Đi máy bay"), "abroad": _("Ra nước ngoài"), "custody": _("Bị tạm giữ, tạm giam")}
LETTER = {"a": "điểm a", "b": "điểm b", "c": "điểm c", "d": "điểm d", "dd": "điểm đ"}
EXAMINED = {str(code): words for code, words in ExaminedAt.choices}
