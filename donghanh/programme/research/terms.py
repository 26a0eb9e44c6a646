"""Words of studies and dossiers."""

from __future__ import annotations

from django.db.models import TextChoices


class StudyKind(TextChoices):
    STUDY = "STUDY", "Nghiên cứu"
    PROTOCOL = "PROTOCOL", "Phác đồ thí điểm"
    REMEDY = "REMEDY", "Bài thuốc, phương pháp"


class Drug(TextChoices):
    """QN22-V.2.d: by kind of drug, synthetic ones above all."""

    OPIOID = "OPIOID", "Nhóm thuốc phiện"
    SYNTHETIC = "SYNTHETIC", "Ma túy tổng hợp dạng kích thích"
    CANNABIS = "CANNABIS", "Cần sa"
    OTHER = "OTHER", "Loại khác"
    SEVERAL = "SEVERAL", "Nhiều loại"


class StudyState(TextChoices):
    REGISTERED = "REGISTERED", "Đã đăng ký"
    STARTED = "STARTED", "Đang thực hiện"
    ENDED = "ENDED", "Đã kết thúc, chờ đánh giá"
    STOPPED = "STOPPED", "Đã dừng"
    EVALUATED = "EVALUATED", "Đã đánh giá"


STUDY_STEPS = {
    StudyState.STARTED: (StudyState.REGISTERED,),
    StudyState.ENDED: (StudyState.STARTED,),
    StudyState.STOPPED: (StudyState.REGISTERED, StudyState.STARTED),
    StudyState.EVALUATED: (StudyState.ENDED, StudyState.STOPPED),
}
"""From where each step may be taken; the database keeps the same (migrations/0003)."""


class ApprovalKind(TextChoices):
    ETHICS = "ETHICS", "Hội đồng đạo đức"
    PROFESSIONAL = "PROFESSIONAL", "Phê duyệt chuyên môn"


class DossierKind(TextChoices):
    POLICY = "POLICY", "Tham mưu, chính sách của tỉnh"
    LAW = "LAW", "Rà soát, kiến nghị sửa văn bản"


class Topic(TextChoices):
    """The four groups of DN137-VI.1.e, then what the other plans name."""

    INCENTIVE = "INCENTIVE", "Khuyến khích tổ chức, cá nhân tham gia"
    STAFF = "STAFF", "Chế độ cho cán bộ, người làm công tác"
    REHABILITATION = "REHABILITATION", "Hỗ trợ người cai nghiện"
    REINTEGRATION = "REINTEGRATION", "Hỗ trợ người sau cai hoà nhập"
    JOBS = "JOBS", "Học nghề, việc làm, dịch vụ xã hội"
    SOCIALISATION = "SOCIALISATION", "Xã hội hoá"
    CLUBS = "CLUBS", "Mô hình câu lạc bộ"
    PROFESSIONAL = "PROFESSIONAL", "Chuyên môn, kỹ thuật cai nghiện"
    TARGETS = "TARGETS", "Chỉ tiêu, nhiệm vụ, giải pháp"
    OTHER = "OTHER", "Nội dung khác"


class Verdict(TextChoices):
    """Of a provision that was reviewed (TH38-IV.2)."""

    KEEP = "KEEP", "Giữ nguyên"
    AMEND = "AMEND", "Đề nghị sửa"
    DROP = "DROP", "Đề nghị bãi bỏ"


class DossierState(TextChoices):
    DRAFT = "DRAFT", "Đang soạn"
    SUBMITTED = "SUBMITTED", "Đã trình"
    ANSWERED = "ANSWERED", "Đã có trả lời"
    ISSUED = "ISSUED", "Đã ban hành, tiếp thu"
    REFUSED = "REFUSED", "Không được chấp thuận"
    WITHDRAWN = "WITHDRAWN", "Đã rút"

    @property
    def is_open(self) -> bool:
        return self in (DossierState.DRAFT, DossierState.SUBMITTED, DossierState.ANSWERED)


DOSSIER_STEPS = {
    DossierState.SUBMITTED: (DossierState.DRAFT, DossierState.ANSWERED),
    DossierState.ANSWERED: (DossierState.SUBMITTED,),
    DossierState.ISSUED: (DossierState.SUBMITTED, DossierState.ANSWERED),
    DossierState.REFUSED: (DossierState.SUBMITTED, DossierState.ANSWERED),
    DossierState.WITHDRAWN: (DossierState.DRAFT, DossierState.SUBMITTED, DossierState.ANSWERED),
}
"""From where each step may be taken; the database keeps the same (migrations/0003)."""


class Position(TextChoices):
    AGREE = "AGREE", "Nhất trí"
    PARTLY = "PARTLY", "Nhất trí một phần"
    DISAGREE = "DISAGREE", "Không nhất trí"
