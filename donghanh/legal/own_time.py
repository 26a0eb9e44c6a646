"""A time that no text read gives, and that a unit or a decision set itself: reckoned as days of the calendar, and said to be no law."""

from __future__ import annotations

import re
from datetime import date, datetime

from donghanh.kernel.workdays import Calendar, local_day
from donghanh.legal.errors import NotComputable
from donghanh.legal.findings import Finding
from donghanh.legal.model import Rule
from donghanh.legal.reckoning import due

NUMBER = re.compile(r"[1-9]\d{0,2}")
NOT_LAW = "Văn bản đã đọc không nêu khoảng thời gian này."


def as_set(told: object, *, from_: datetime, set_on: date, calendar: Calendar | None = None) -> Finding:
    """When what starts at `from_` is due. told: a number of days, or a day (2026-12-31). set_on: the day on which that was set.

    A day that has passed is due on the day of the start; a last day off moves on as in every limit. The finding is silent (Standing) and names
    no article. Raises NotComputable for what is neither a number of days from 1 to 999 nor a day.
    """
    days = _days(str(told), local_day(from_))
    meaning = f"Đơn vị hoặc quyết định tự đặt từ ngày {set_on:%d/%m/%Y}: {days} ngày. {NOT_LAW}"
    return due(_rule(days, set_on, meaning), from_, calendar=calendar)


def _days(told: str, start: date) -> int:
    if NUMBER.fullmatch(told):
        return int(told)
    try:
        return max(0, (date.fromisoformat(told) - start).days)
    except ValueError:
        raise NotComputable(f"Không đọc được khoảng thời gian “{told:.40}”.", mend="Ghi từ 1 đến 999 ngày, hoặc một ngày: 2026-12-31.") from None


def _rule(days: int, set_on: date, meaning: str) -> Rule:
    return Rule(
        id="",
        topic="",
        kind="deadline",
        amount=days,
        unit="day",
        counts_from_event="OWN_SETTING",
        counts_from_vi="lần trước, hoặc ngày đặt",
        actor="",
        actor_vi="",
        result_vi="",
        meaning_vi=meaning,
        citations=(),
        valid_from=set_on,
        valid_to=None,
        confidence="V",
        validity_confidence="V",
        silent_vi=NOT_LAW,
    )
