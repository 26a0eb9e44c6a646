"""All reading of places. Units and bodies are public facts: only the pages' own sheets ask for a right (sheets.py)."""

from donghanh.base.places.queries.bodies import BodyRow, HolderRow, bodies_at, body_at, holder, holders_at
from donghanh.base.places.queries.days import DayRow, calendar, calendar_version, decreed_days
from donghanh.base.places.queries.search import Match, find, unit_named
from donghanh.base.places.queries.sheets import UnitSheet, calendar_sheet, search_sheet, unit_sheet
from donghanh.base.places.queries.units import (
    Kin,
    UnitRow,
    communes_of,
    path,
    predecessors,
    successors,
    unit_on,
    unit_row,
    units_below,
    units_on,
)

__all__ = [
    "BodyRow",
    "DayRow",
    "HolderRow",
    "Kin",
    "Match",
    "UnitRow",
    "UnitSheet",
    "bodies_at",
    "body_at",
    "calendar",
    "calendar_sheet",
    "calendar_version",
    "communes_of",
    "decreed_days",
    "find",
    "holder",
    "holders_at",
    "path",
    "predecessors",
    "search_sheet",
    "successors",
    "unit_named",
    "unit_on",
    "unit_row",
    "unit_sheet",
    "units_below",
    "units_on",
]
