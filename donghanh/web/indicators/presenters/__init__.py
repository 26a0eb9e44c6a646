"""Indicators in words."""

from donghanh.web.indicators.presenters.groups import reductions
from donghanh.web.indicators.presenters.kept import change_address, looks, parts, typed, versions
from donghanh.web.indicators.presenters.lists import WHICH, by_plan, list_address, lists, people, sums
from donghanh.web.indicators.presenters.values import badges, sheet
from donghanh.web.indicators.presenters.words import Row

__all__ = [
    "WHICH", "Row", "badges", "by_plan", "change_address", "list_address", "lists", "looks", "parts", "people", "reductions", "sheet", "sums",
    "typed", "versions",
]  # fmt: skip
