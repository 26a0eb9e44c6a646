"""Limits as the two rulebooks give them, typed by hand: duty → (from, to, number or None where no limit is named, unit).

wd: working days · d: calendar days, a last day off moves · h: clock hours · m fixed, y fixed: months, years that end where they end ·
before: days before the end · end: up to the end itself.
A day without a row: no such duty in the law of that day.
"""

from __future__ import annotations

from datetime import date

Row = tuple[str, str, int | None, str]
NEW_LAW = date(2026, 7, 1)
_LAST_OLD = "2026-06-30"
_NEW = "2026-07-01"


def _both(old: tuple[int | None, str], new: tuple[int | None, str]) -> list[Row]:
    return [("2022-01-01", _LAST_OLD, *old), (_NEW, "", *new)]


def _old(number: int | None, unit: str, since: str = "2022-01-01", to: str = _LAST_OLD) -> Row:
    return (since, to, number, unit)


def _new(number: int | None, unit: str) -> Row:
    return (_NEW, "", number, unit)


_PROVIDER = _both((5, "wd"), (24, "h"))
USER: dict[str, list[Row]] = {
    "VERIFY_RESIDENCE": _both((3, "wd"), (24, "h")),
    "VERIFY_RESIDENCE remote": _both((10, "wd"), (48, "h")),
    "SEND_NOTICE": _both((3, "wd"), (24, "h")),
    "DECIDE": _both((3, "wd"), (24, "h")),
    "CHECK_RESIDENCE": _both((1, "m fixed"), (1, "m fixed")),
    "REPORT_DEPARTURE": _both((5, "wd"), (24, "h")),
    "SEND_FILE": _both((5, "wd"), (24, "h")),
    "SEND_END": _both((3, "wd"), (24, "h")),
}
VOLUNTARY: dict[str, list[Row]] = {
    "DECIDE_VOLUNTARY": _both((3, "wd"), (24, "h")),
    "NOTIFY_START": _PROVIDER,
    "NOTIFY_STOP": _PROVIDER,
    "NOTIFY_COMPLETION": _PROVIDER,
    "NOTIFY_START_PUBLIC": [_old(5, "wd")],
    "NOTIFY_STOP_PUBLIC": [_old(5, "wd")],
    "PROPOSE_FACILITY": [_new(24, "h")],
    "PLACE_VOLUNTARY": [_new(24, "h")],
    "REPORT_STOP_FOR_FILE": [_new(24, "h")],
    "GIVE_END_NOTICE": [_new(30, "before")],
    "CERTIFY": _both((None, ""), (24, "end")),
}
# 01/03/2025: police prepare the file, their joint circular was read in its first article only, so the old numbers stop there
_TO_FEB_2025 = "2025-02-28"
_FROM_MARCH_2025 = "2025-03-01"
# 01/02/2023: ordinance on the court's procedure for adults
_COURT = "2023-02-01"
COMPULSORY: dict[str, list[Row]] = {
    "PREPARE_DOSSIER": _both((5, "wd"), (1, "wd")),
    "READ_DOSSIER": _both((3, "wd"), (3, "wd")),
    "SEND_DOSSIER": [_old(1, "wd", to=_TO_FEB_2025), _old(None, "", since=_FROM_MARCH_2025), _new(1, "wd")],
    "CHECK_DOSSIER": [_old(2, "wd", to=_TO_FEB_2025), _old(None, "", since=_FROM_MARCH_2025, to="2025-06-30")],
    "ANSWER_COURT": [_old(2, "wd", to=_TO_FEB_2025), _old(None, "", since=_FROM_MARCH_2025), _new(2, "wd")],
    "APPLY_IN_TIME": _both((3, "m fixed"), (3, "m fixed")),
    "COURT_DECIDES": [_old(None, "", to="2023-01-31"), _old(15, "d", since=_COURT), _new(None, "")],
    "COURT_DECIDES complex": [_old(None, "", to="2023-01-31"), _old(30, "d", since=_COURT), _new(None, "")],
    "COURT_ACCEPTS": [_old(None, "", to="2023-01-31"), _old(2, "wd", since=_COURT), _new(None, "")],
    "HOLD_HEARING": [_old(7, "wd")],
    "SEND_COURT_DECISION": [_old(None, "", to="2023-01-31"), _old(2, "wd", since=_COURT), _new(None, "")],
    "COMPLAIN": [_old(None, "", to="2023-01-31"), _old(5, "wd", since=_COURT), _new(None, "")],
    "COMPLAIN_ABSENT": [_old(None, "", to="2023-01-31"), _old(5, "wd", since=_COURT), _new(None, "")],
    "SEND_FOR_EXECUTION": _both((3, "d"), (None, "")),
    "ENTER_IN_TIME": [_old(1, "y fixed")],
    "ASK_POSTPONEMENT": _both((2, "wd"), (None, "")),
    "INFORM_PROVINCE": [_new(24, "h")],
    "CHOOSE_FACILITY": [_new(24, "h")],
    "DELIVER": [_old(5, "d")],
    "DELIVER_TO_CHOSEN": [_new(24, "h")],
    "NOTIFY_TERM_END": _both((15, "before"), (30, "before")),
    "CERTIFY_SERVED": _both((None, ""), (24, "end")),
    "REPORT_AFTER_SERVED": [_old(5, "wd")],
}
# from 12 to under 18: court ordinance from 24/03/2022 at second hand; what the court does besides ruling has no limit in any text read;
# of hearing and limitation nothing at all was read before 2026
MINOR: dict[str, list[Row]] = {
    **{name: rows for name, rows in COMPULSORY.items() if name not in (
        "HOLD_HEARING", "ENTER_IN_TIME"
    )},
    **{name: _both((None, ""), (None, "")) for name in ("COURT_ACCEPTS", "SEND_COURT_DECISION", "SEND_FOR_EXECUTION")},
    "APPLY_IN_TIME": [_new(3, "m fixed")],
    "COMPLAIN": _both((None, ""), (None, "")),
    "COMPLAIN_ABSENT": _both((None, ""), (None, "")),
    "COURT_DECIDES": [_old(None, "", to="2022-03-23"), _old(15, "d", since="2022-03-24"), _new(None, "")],
    "COURT_DECIDES complex": [_old(None, "", to="2022-03-23"), _old(30, "d", since="2022-03-24"), _new(None, "")],
}  # fmt: skip

AFTERCARE: dict[str, list[Row]] = {
    "PREPARE_AFTERCARE": [_old(3, "wd")],
    "PROPOSE_AFTERCARE": [_new(2, "wd")],
    "PROPOSE_AFTERCARE unnoticed": [_new(None, "")],
    "DECIDE_AFTERCARE": _both((2, "wd"), (None, "")),
    "REPORT_AFTERCARE_MOVE": _both((5, "wd"), (24, "h")),
    "CERTIFY_AFTERCARE": _both((None, ""), (3, "end")),
}
KNOWN = frozenset(name.split()[0] for table in (USER, VOLUNTARY, COMPULSORY, AFTERCARE) for name in table) - {"CERTIFY"} | {
    "CERTIFY_VOLUNTARY_HOME",
    "CERTIFY_VOLUNTARY_FACILITY",
}
"""Duties that the second reading knows: rights and duties with a limit in some regime."""

FIRST, LATER = 24, 36
"""Months of rehabilitation under the new law, the first time and from the second."""
VOLUNTARY_MONTHS = (6, 12)
ADULT_MONTHS = (12, 24)
MINOR_MONTHS = (6, 12)


def row(table: dict[str, list[Row]], name: str, day: date) -> Row | None:
    """The row that stands on this day."""
    for one in table.get(name, []):
        if date.fromisoformat(one[0]) <= day and (not one[1] or day <= date.fromisoformat(one[1])):
            return one
    return None
