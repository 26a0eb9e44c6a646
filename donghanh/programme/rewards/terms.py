"""Words of rewards."""

from __future__ import annotations

from django.db.models import TextChoices


class Subject(TextChoices):
    UNIT = "UNIT", "Đơn vị, tập thể"
    PERSON = "PERSON", "Cá nhân làm công tác"


class PublicFunction(TextChoices):
    """In what function a person is praised. Somebody in rehabilitation is in none of them by being so (README)."""

    OFFICIAL = "OFFICIAL", "Cán bộ, công chức, viên chức"
    TEAM = "TEAM", "Thành viên đội tình nguyện, tổ công tác"
    CLUB = "CLUB", "Ban chủ nhiệm câu lạc bộ"
    HAMLET = "HAMLET", "Trưởng ấp, thôn, khu phố; người có uy tín"
    HEALTH = "HEALTH", "Nhân viên y tế, tư vấn"
    ORGANISATION = "ORGANISATION", "Cán bộ mặt trận, đoàn thể"
    ENTERPRISE = "ENTERPRISE", "Chủ, người quản lý doanh nghiệp giúp đỡ người sau cai"


class Occasion(TextChoices):
    """QN22-V.1.h: "định kỳ, đột xuất"."""

    PERIODIC = "PERIODIC", "Định kỳ"
    AD_HOC = "AD_HOC", "Đột xuất"


class State(TextChoices):
    PROPOSED = "PROPOSED", "Chờ đưa ra hội đồng"
    VOTING = "VOTING", "Hội đồng đang biểu quyết"
    DECIDED = "DECIDED", "Đã có quyết định khen thưởng"
    REFUSED = "REFUSED", "Không khen thưởng"
    WITHDRAWN = "WITHDRAWN", "Đã rút"

    @property
    def is_open(self) -> bool:
        return self in (State.PROPOSED, State.VOTING)


STEPS = [choice for choice in State.choices if choice[0] != "PROPOSED"]
"""What a step makes of a proposal."""


class Choice(TextChoices):
    YES = "YES", "Đồng ý"
    NO = "NO", "Không đồng ý"
    ABSTAIN = "ABSTAIN", "Không có ý kiến"


class Figure(TextChoices):
    """What the tasks of the unit say of the days of the merit."""

    LED = "LED", "nhiệm vụ chủ trì"
    ACCEPTED = "ACCEPTED", "đã được nghiệm thu"
    ON_TIME = "ON_TIME", "xong đúng hạn"
    OVERDUE = "OVERDUE", "đang quá hạn"
