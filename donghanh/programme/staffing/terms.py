"""Words of posts and of the people who hold them."""

from __future__ import annotations

from django.db.models import TextChoices


class StaffFunction(TextChoices):
    """The four functions for which a commune needs somebody (DN137-VI.15.e)."""

    PREVENTION = "PREVENTION", "Phòng, chống tệ nạn"
    USER_MANAGEMENT = "USER_MANAGEMENT", "Quản lý người sử dụng"
    REHABILITATION = "REHABILITATION", "Cai nghiện"
    AFTERCARE = "AFTERCARE", "Quản lý sau cai"


class WorkGroup(TextChoices):
    """What a post is for; targets over staff name their people by it."""

    MANAGEMENT = "MANAGEMENT", "Quản lý nhà nước"
    DIRECT = "DIRECT", "Trực tiếp cai nghiện, quản lý sau cai"
    COUNSELLING = "COUNSELLING", "Tư vấn"
    MEDICAL = "MEDICAL", "Y tế tại cơ sở điều trị"
    VOLUNTEER = "VOLUNTEER", "Đội công tác xã hội tình nguyện"
    OTHER = "OTHER", "Việc khác"


class QualificationKind(TextChoices):
    """What somebody was trained in or was given a paper for."""

    BASIC = "BASIC", "Tập huấn kiến thức cơ bản về dự phòng, điều trị nghiện"
    SKILLS = "SKILLS", "Tập huấn kỹ năng, nghiệp vụ cai nghiện, quản lý sau cai"
    COUNSELLING = "COUNSELLING", "Chứng chỉ tư vấn điều trị nghiện"
    SUBSTITUTION = "SUBSTITUTION", "Chứng chỉ điều trị thay thế"
    DETOX = "DETOX", "Chứng chỉ điều trị cắt cơn"
    DIPLOMA = "DIPLOMA", "Văn bằng chuyên môn"
    LICENCE = "LICENCE", "Giấy phép hành nghề khám, chữa bệnh"

    @property
    def is_training(self) -> bool:
        return self in TRAININGS


TRAININGS = frozenset({QualificationKind.BASIC, QualificationKind.SKILLS})
"""A course; all others are papers with a number."""


class EndKind(TextChoices):
    """Why somebody no longer holds a post."""

    LEFT = "LEFT", "Thôi giữ vị trí"
    MOVED = "MOVED", "Điều động"
    REASSIGNED = "REASSIGNED", "Phân công lại việc"
    MISTAKE = "MISTAKE", "Ghi nhầm"


class SchemeState(TextChoices):
    """Where a job-position scheme stands."""

    DRAFT = "DRAFT", "Dự thảo"
    APPRAISED = "APPRAISED", "Đã thẩm định"
    APPROVED = "APPROVED", "Đã phê duyệt"
    RETURNED = "RETURNED", "Đã trả lại"
