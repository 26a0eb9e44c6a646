"""All writing of inspections, one function a verb."""

from donghanh.programme.inspections.actions.looking import conclude, draw, find, give_points, sign
from donghanh.programme.inspections.actions.planning import (
    announce,
    cancel,
    change_days,
    plan_inspection,
    publish_criteria,
    record_check,
    record_training,
    set_team,
    set_year_plan,
)
from donghanh.programme.inspections.actions.remedies import accept, answer, extend, remedy, return_remedy
from donghanh.programme.inspections.actions.sentinel import RoundDraft, record_round

__all__ = [
    "RoundDraft",
    "accept",
    "announce",
    "answer",
    "cancel",
    "change_days",
    "conclude",
    "draw",
    "extend",
    "find",
    "give_points",
    "plan_inspection",
    "publish_criteria",
    "record_check",
    "record_round",
    "record_training",
    "remedy",
    "return_remedy",
    "set_team",
    "set_year_plan",
    "sign",
]
