"""Words of the report desk: where a report stands, who owes it, the parts that an official writes, kinds of conference."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices


class State(TextChoices):
    """Where a report that is owed stands."""

    NOT_BEGUN = "NOT_BEGUN", "Chưa làm"
    DRAFTING = "DRAFTING", "Đang soạn"
    SENT = "SENT", "Đã gửi"
    RETURNED = "RETURNED", "Bị trả lại"
    ACCEPTED = "ACCEPTED", "Đã nhận"

    @property
    def is_with_sender(self) -> bool:
        """True while the unit still owes something."""
        return self in (State.NOT_BEGUN, State.DRAFTING, State.RETURNED)


class Level(TextChoices):
    """Whose report it is."""

    COMMUNE = "COMMUNE", "Xã, phường"
    PROVINCE = "PROVINCE", "Tỉnh"


class ConferenceKind(TextChoices):
    PRELIMINARY = "PRELIMINARY", "Hội nghị sơ kết"
    FINAL = "FINAL", "Hội nghị tổng kết"


@dataclass(frozen=True, slots=True)
class Section:
    """A part that an official writes. code: what drafts, versions and returns name it by."""

    code: str
    title: str
    is_required: bool


SECTIONS = (
    Section("results", "Tình hình và kết quả thực hiện", True),
    Section("obstacles", "Khó khăn, nguyên nhân", True),
    Section("proposals", "Kiến nghị, đề xuất", False),
    Section("next", "Nhiệm vụ kỳ tới", True),
)
OF_TARGET = "t:"
"""Before a target's id: the words beside that target."""
WHOLE = "whole"
"""What a return names where it means the whole report."""

UNITS = frozenset({"every_unit", "commune_committee"})
"""Functions of plans that every commune's committee answers today; sở, ngành send theirs with the tasks (programme/tasks, Demand)."""
LEAD = "rehabilitation_lead"
LEAD_BY_LAW = "lead_agency_rehabilitation"
MINISTRY, MINISTRIES = "ministry_lead", ("ministry_lead", "ministry_department_lead")
COMMITTEE = "commune_committee"
