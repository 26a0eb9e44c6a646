"""Words of cases: kinds of facts, stages of the file, duties."""

from __future__ import annotations

from django.db.models import TextChoices


class Procedure(TextChoices):
    USER_MANAGEMENT = "USER_MANAGEMENT", "Quản lý người sử dụng trái phép chất ma tuý"


class FactKind(TextChoices):
    """What happened. A fact is never edited: a wrong one is voided with a reason and another is recorded."""

    TESTED_POSITIVE = "TESTED_POSITIVE", "Có kết quả xét nghiệm dương tính"
    RESIDENCE_VERIFIED = "RESIDENCE_VERIFIED", "Xác minh nơi cư trú"
    NOTICE_SENT = "NOTICE_SENT", "Gửi thông báo về hành vi"
    NOTICE_RECEIVED = "NOTICE_RECEIVED", "Nhận thông báo và kết quả dương tính"
    MANAGEMENT_DECIDED = "MANAGEMENT_DECIDED", "Quyết định quản lý được ký"
    DECISION_SENT = "DECISION_SENT", "Gửi quyết định cho người và cơ quan liên quan"
    DECISION_SERVED = "DECISION_SERVED", "Giao quyết định cho người được quản lý"
    HELPER_ASSIGNED = "HELPER_ASSIGNED", "Phân công người trực tiếp giúp đỡ"
    SERVICE_OFFERED = "SERVICE_OFFERED", "Giới thiệu dịch vụ tư vấn, hỗ trợ"
    RESIDENCE_CHECKED = "RESIDENCE_CHECKED", "Kiểm tra nơi cư trú"
    ABSENCE_BEGAN = "ABSENCE_BEGAN", "Vắng mặt, không rõ nơi ở"
    ABSENCE_ENDED = "ABSENCE_ENDED", "Có mặt trở lại"
    CUSTODY_BEGAN = "CUSTODY_BEGAN", "Bị tạm giữ, tạm giam"
    CUSTODY_ENDED = "CUSTODY_ENDED", "Hết tạm giữ, tạm giam"
    MANAGEMENT_SUSPENDED = "MANAGEMENT_SUSPENDED", "Quyết định tạm đình chỉ được ký"
    DEPARTED = "DEPARTED", "Rời nơi cư trú cũ"
    ARRIVED = "ARRIVED", "Đến nơi cư trú mới"
    MOVE_NOTICE_SENT = "MOVE_NOTICE_SENT", "Báo Công an nơi cư trú mới"
    FILE_SENT = "FILE_SENT", "Chuyển hồ sơ sang nơi cư trú mới"
    FILE_RECEIVED = "FILE_RECEIVED", "Nơi mới ký nhận hồ sơ"
    USED_AGAIN = "USED_AGAIN", "Phát hiện sử dụng lại (xét nghiệm dương tính)"
    DETERMINATION_REQUESTED = "DETERMINATION_REQUESTED", "Gửi xác định tình trạng nghiện"
    FOUND_DEPENDENT = "FOUND_DEPENDENT", "Kết luận: có nghiện"
    FOUND_NOT_DEPENDENT = "FOUND_NOT_DEPENDENT", "Kết luận: không nghiện"
    STOP_GROUND = "STOP_GROUND", "Có căn cứ dừng quản lý"
    MANAGEMENT_STOPPED = "MANAGEMENT_STOPPED", "Quyết định dừng quản lý được ký"
    MANAGEMENT_ENDED = "MANAGEMENT_ENDED", "Quyết định chấm dứt quản lý được ký"
    END_SENT = "END_SENT", "Gửi quyết định dừng, chấm dứt"
    DECISION_WITHDRAWN = "DECISION_WITHDRAWN", "Quyết định bị thu hồi"


class Stage(TextChoices):
    """Where the file stands. It describes the file, never the person."""

    DETECTED = "DETECTED", "Chờ xác minh nơi cư trú"
    VERIFIED = "VERIFIED", "Chờ gửi thông báo"
    NOTIFIED = "NOTIFIED", "Chờ quyết định"
    MANAGED = "MANAGED", "Đang quản lý"
    SUSPENDED = "SUSPENDED", "Tạm đình chỉ"
    STOPPED = "STOPPED", "Đã dừng"
    ENDED = "ENDED", "Đã hết thời hạn"
    REFUSED = "REFUSED", "Không thuộc diện"


class StopGround(TextChoices):
    DEPENDENT = "DEPENDENT", "Kết quả xác định tình trạng nghiện là có nghiện"
    COMMUNE_EDUCATION = "COMMUNE_EDUCATION", "Bị áp dụng biện pháp giáo dục tại xã do sử dụng trái phép chất ma tuý"
    REFORM_SCHOOL = "REFORM_SCHOOL", "Bị đưa vào cơ sở giáo dục bắt buộc, trường giáo dưỡng"
    PRISON = "PRISON", "Phải thi hành án phạt tù"
    DEATH_OR_MISSING = "DEATH_OR_MISSING", "Chết hoặc bị Toà án tuyên bố là mất tích"
    CUSTODY_OUTLASTS = "CUSTODY_OUTLASTS", "Thời gian tạm giữ, tạm giam dài hơn thời hạn còn lại"


class Service(TextChoices):
    COUNSELLING = "COUNSELLING", "Tư vấn tâm lý"
    LEGAL_EDUCATION = "LEGAL_EDUCATION", "Tư vấn, phổ biến pháp luật"
    HEALTH = "HEALTH", "Khám, tư vấn sức khoẻ"
    SOCIAL = "SOCIAL", "Hỗ trợ xã hội"
    JOB = "JOB", "Tư vấn việc làm, học nghề"
    COMMUNITY = "COMMUNITY", "Sinh hoạt cộng đồng, câu lạc bộ"


class Sample(TextChoices):
    URINE = "urine", "Nước tiểu"
    SALIVA = "saliva", "Nước bọt"
    BLOOD = "blood", "Máu"
    HAIR = "hair", "Tóc"


class Substance(TextChoices):
    HEROIN = "heroin", "Heroin và các chất dạng thuốc phiện"
    METHAMPHETAMINE = "methamphetamine", "Methamphetamine (ma tuý đá)"
    AMPHETAMINE = "amphetamine", "Amphetamine"
    MDMA = "mdma", "MDMA (thuốc lắc)"
    CANNABIS = "cannabis", "Cần sa, cần sa tổng hợp"
    KETAMINE = "ketamine", "Ketamine"
    COCAINE = "cocaine", "Cocaine"
    UNCLEAR = "unclear", "Chưa xác định được chất cụ thể"


class HelperRole(TextChoices):
    POLICE = "police", "Công an xã"
    TEAM = "team", "Thành viên Tổ quản lý"
    ORGANISATION = "organisation", "Người của tổ chức đoàn thể"
    FAMILY = "family", "Người trong gia đình"
    VOLUNTEER = "volunteer", "Tình nguyện viên"
