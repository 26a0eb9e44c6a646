"""Words of tasks: kinds of paper, parts in a task, steps and the states they lead to, programmes, how grave a difficulty is."""

from __future__ import annotations

from django.db.models import TextChoices


class DirectiveKind(TextChoices):
    """What kind of paper goes out to units."""

    DIRECTIVE = "DIRECTIVE", "Chỉ đạo"
    GUIDANCE = "GUIDANCE", "Hướng dẫn"
    THEMATIC = "THEMATIC", "Kế hoạch chuyên đề"


class PartRole(TextChoices):
    """What a unit is in a task: exactly one leads."""

    LEAD = "LEAD", "Chủ trì"
    COORDINATES = "COORDINATES", "Phối hợp"


class StepKind(TextChoices):
    """What happens to a task after it was given."""

    ACKNOWLEDGED = "ACKNOWLEDGED", "Tiếp nhận"
    DONE = "DONE", "Báo xong, gửi minh chứng"
    RETURNED = "RETURNED", "Trả lại"
    ACCEPTED = "ACCEPTED", "Nghiệm thu"
    AMENDED = "AMENDED", "Sửa nhiệm vụ"
    REMINDED = "REMINDED", "Nhắc việc quá hạn"
    TAKEN_BACK = "TAKEN_BACK", "Thu hồi"


class State(TextChoices):
    """Where a task, or a unit's part of it, stands."""

    GIVEN = "GIVEN", "Chưa tiếp nhận"
    ACKNOWLEDGED = "ACKNOWLEDGED", "Đang làm"
    RETURNED = "RETURNED", "Bị trả lại"
    DONE = "DONE", "Chờ nghiệm thu"
    ACCEPTED = "ACCEPTED", "Hoàn thành"
    TAKEN_BACK = "TAKEN_BACK", "Đã thu hồi"

    @property
    def is_to_do(self) -> bool:
        """True while the units still owe something."""
        return self in (State.GIVEN, State.ACKNOWLEDGED, State.RETURNED)

    @property
    def is_over(self) -> bool:
        return self in (State.ACCEPTED, State.TAKEN_BACK)


class Programme(TextChoices):
    """Other programmes that a task serves too."""

    DRUGS = "DRUGS", "Mục tiêu quốc gia phòng, chống ma túy"
    POVERTY = "POVERTY", "Giảm nghèo"
    NEW_RURAL = "NEW_RURAL", "Nông thôn mới"
    VOCATIONAL = "VOCATIONAL", "Đào tạo nghề"
    JOBS = "JOBS", "Việc làm"
    CRIME = "CRIME", "Phòng, chống tội phạm"
    HIV = "HIV", "Phòng, chống HIV/AIDS"


class Union(TextChoices):
    """Mass organisations that carry a commune's task out. They have no desk here: the committee that leads the task answers and shows the proof."""

    FRONT = "FRONT", "Uỷ ban Mặt trận Tổ quốc"
    WOMEN = "WOMEN", "Hội Liên hiệp Phụ nữ"
    YOUTH = "YOUTH", "Đoàn Thanh niên"
    VETERANS = "VETERANS", "Hội Cựu chiến binh"
    FARMERS = "FARMERS", "Hội Nông dân"
    TRADE_UNION = "TRADE_UNION", "Công đoàn"
    RED_CROSS = "RED_CROSS", "Hội Chữ thập đỏ"


class PaperKind(TextChoices):
    """What a unit owes for a year."""

    PLAN = "PLAN", "Kế hoạch"
    REPORT = "REPORT", "Báo cáo"


class Severity(TextChoices):
    """How grave the matter is for the work; never how grave a person is."""

    ASKS = "ASKS", "Cần hướng dẫn"
    SLOWS = "SLOWS", "Làm chậm công việc"
    STOPS = "STOPS", "Công việc phải dừng"


DESKS = ("provincial_committee", "provincial_police", "provincial_health", "commune_committee", "commune_police")
"""Kinds of body in which somebody has a task desk, so that what is sent there is read."""

LEAD_AGENCY = "lead_agency_rehabilitation"
"""The function whose holder of the day gets the difficulties of the province."""
