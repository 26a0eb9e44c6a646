"""Words of inspections: kinds of looking, steps and the states they lead to, how grave a finding is, what happens to it."""

from __future__ import annotations

from django.db.models import TextChoices


class Kind(TextChoices):
    """Why somebody comes to look."""

    INSPECTION = "INSPECTION", "Kiểm tra"
    VISIT = "VISIT", "Giám sát, hướng dẫn"
    EFFECTIVENESS = "EFFECTIVENESS", "Đánh giá hiệu quả"


class Subject(TextChoices):
    """What a set of criteria is for."""

    COMMUNE = "COMMUNE", "Công tác cai nghiện, sau cai của xã, phường"
    FACILITY = "FACILITY", "Cơ sở cai nghiện"
    TREATMENT = "TREATMENT", "Cơ sở y tế, điều trị"
    CLUB = "CLUB", "Câu lạc bộ, mô hình"
    OTHER = "OTHER", "Nội dung khác"


class StepKind(TextChoices):
    """What happens to an inspection after it was planned."""

    CHANGED = "CHANGED", "Đổi lịch"
    ANNOUNCED = "ANNOUNCED", "Công bố"
    CONCLUDED = "CONCLUDED", "Kết luận"
    SIGNED = "SIGNED", "Ký kết luận"
    CANCELLED = "CANCELLED", "Huỷ"


class State(TextChoices):
    """Where an inspection stands; computed, never kept."""

    PLANNED = "PLANNED", "Chưa công bố"
    ANNOUNCED = "ANNOUNCED", "Đã công bố"
    CONCLUDED = "CONCLUDED", "Chờ cơ quan phối hợp ký"
    CLOSED = "CLOSED", "Đã kết luận"
    CANCELLED = "CANCELLED", "Đã huỷ"

    @property
    def is_over(self) -> bool:
        return self in (State.CLOSED, State.CANCELLED)


class Severity(TextChoices):
    """How grave a finding is for the work; never for a person."""

    GUIDANCE = "GUIDANCE", "Hướng dẫn tại chỗ"
    MINOR = "MINOR", "Thiếu sót"
    MAJOR = "MAJOR", "Sai phạm phải khắc phục"
    GRAVE = "GRAVE", "Nghiêm trọng"


class RemedyStep(TextChoices):
    """What happens to a finding until its remedy is accepted."""

    ANSWERED = "ANSWERED", "Ý kiến của đơn vị"
    REMEDIED = "REMEDIED", "Báo đã khắc phục"
    RETURNED = "RETURNED", "Trả lại"
    ACCEPTED = "ACCEPTED", "Công nhận đã khắc phục"
    EXTENDED = "EXTENDED", "Gia hạn"


class FindingState(TextChoices):
    """Where a finding stands."""

    OPEN = "OPEN", "Chưa khắc phục"
    REMEDIED = "REMEDIED", "Chờ công nhận"
    RETURNED = "RETURNED", "Bị trả lại"
    ACCEPTED = "ACCEPTED", "Đã khắc phục"


DESKS = ("provincial_committee", "provincial_police", "provincial_health", "commune_committee", "commune_police", "health_station", "facility")
"""Kinds of body that can be inspected here: somebody there reads what is found and answers."""
WHOLE = 100
"""The weights of a set of criteria add up to this."""
EVERY = 24
"""Months between two checks of effectiveness, where a plan says "02 năm một lần"."""
LEAST_SAMPLE = 8
"""A sentinel round of fewer people would say something of each of them (rule P1)."""


class Measure(TextChoices):
    """What a sentinel round measures again and again; values are the columns of models.Sentinel."""

    RETAINED = "retained", "Còn duy trì điều trị, sinh hoạt"
    RELAPSED = "relapsed", "Sử dụng lại"
    EMPLOYED = "employed", "Có việc làm"
