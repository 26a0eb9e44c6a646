"""Pages of inspections."""

from donghanh.web.inspections.views.desk import desk, effect, file, findings, units
from donghanh.web.inspections.views.looking import finding, inspection, marks, minutes
from donghanh.web.inspections.views.planning import criteria, criteria_version, plan, publish, trainings, year_plan
from donghanh.web.inspections.views.sentinel import sentinels
from donghanh.web.inspections.views.surveys import plan_survey, survey, surveys

__all__ = [
    "criteria",
    "criteria_version",
    "desk",
    "effect",
    "file",
    "finding",
    "findings",
    "inspection",
    "marks",
    "minutes",
    "plan",
    "plan_survey",
    "publish",
    "sentinels",
    "survey",
    "surveys",
    "trainings",
    "units",
    "year_plan",
]
