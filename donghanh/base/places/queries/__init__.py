"""All reading of places. Units and bodies are public facts: only the pages' own sheets ask for a right (sheets.py)."""

from donghanh.base.places.queries.bodies import BodyRow, FunctionRow, HolderRow, bodies_at, bodies_followed, body_at, holder, holders_at
from donghanh.base.places.queries.changes import ChangeRow, PartRow, change, changes, due, may_cancel, may_confirm
from donghanh.base.places.queries.days import DayRow, calendar, calendar_version, decreed_days
from donghanh.base.places.queries.search import Match, find, unit_named
from donghanh.base.places.queries.sheets import UnitSheet, calendar_sheet, day_sheet, search_sheet, unit_sheet
from donghanh.base.places.queries.units import (
    Kin,
    UnitRow,
    ancestors,
    children,
    communes_of,
    path,
    predecessors,
    successors,
    unit_on,
    unit_row,
    units_below,
    vn_date,
)

__all__ = [
    "BodyRow",
    "ChangeRow",
    "DayRow",
    "FunctionRow",
    "HolderRow",
    "Kin",
    "Match",
    "PartRow",
    "UnitRow",
    "UnitSheet",
    "ancestors",
    "bodies_at",
    "bodies_followed",
    "body_at",
    "calendar",
    "calendar_sheet",
    "calendar_version",
    "change",
    "changes",
    "children",
    "communes_of",
    "day_sheet",
    "decreed_days",
    "due",
    "find",
    "holder",
    "holders_at",
    "may_cancel",
    "may_confirm",
    "path",
    "predecessors",
    "search_sheet",
    "successors",
    "unit_named",
    "unit_on",
    "unit_row",
    "unit_sheet",
    "units_below",
    "vn_date",
]
