"""The ways of counting: clock hours, working days, calendar days, months and years, windows and notices before an end, fixed days.

Each takes the rule, its start and the calendar, and gives the first moment that is too late, the last day, the opening day, the steps.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from donghanh.kernel.workdays import ONE_DAY, ZONE, Calendar, CountedDay, add_months, add_years, end_of, local_day, start_of, weekday_vi
from donghanh.legal.book import convention, day_vi
from donghanh.legal.findings import Step
from donghanh.legal.model import Rule

Reckoned = tuple[datetime, date, date | None, tuple[Step, ...]]
Way = Callable[[Rule, datetime, Calendar], Reckoned]


def whole(rule: Rule) -> int:
    """The rule's number as days, hours or months are counted: never below 0."""
    return abs(int(rule.amount or 0))


def after(start: date, amount: int, unit: str) -> date:
    """The day `amount` days, months or years later; the last day of the month where there is no such day."""
    if unit == "year":
        return add_years(start, amount)
    return add_months(start, amount) if unit == "month" else start + timedelta(days=amount)


def _hours(rule: Rule, start: datetime, calendar: Calendar) -> Reckoned:
    begin = start.astimezone(ZONE)
    end = begin + timedelta(hours=whole(rule))
    steps = (
        Step(f"Bắt đầu: {_moment_vi(begin)}.", begin, "start", f"{begin:%H:%M}"),
        Step(f"Cộng {rule.amount_vi} đồng hồ, tính cả ban đêm và ngày nghỉ.", end, "counted", f"+{rule.amount} giờ"),
        Step(f"Hết hạn: {_moment_vi(end)}.", end, "end", f"{end:%H:%M}"),
    )
    return end, end.date(), None, steps


def _days(rule: Rule, start: datetime, calendar: Calendar) -> Reckoned:
    day = local_day(start)
    working = rule.unit == "working_day"
    before = day if convention("first_day", day).value == "excluded" else day - ONE_DAY
    days = calendar.count(before, whole(rule), working=working)
    last = days[-1].day if days else day
    moved: tuple[CountedDay, ...] = ()
    if not working and convention("last_day_off", day).value == "moves":
        moved = calendar.moved_off_days(last)
        last = moved[-1].day
        moved = moved[1:]
    steps = [Step(f"{_day_vi(day)}: ngày xảy ra sự kiện, không tính.", start_of(day), "start", "bắt đầu")]
    steps.extend(_day_step(counted, rule.amount_vi) for counted in days)
    steps.extend(Step(f"{_day_vi(d.day)}: ngày cuối là ngày nghỉ nên chuyển tiếp.", start_of(d.day), "skipped", d.reason or "chuyển") for d in moved)
    steps.append(Step(f"Hết hạn: 24 giờ {_day_vi(last)}.", end_of(last), "end", "hết hạn"))
    return end_of(last), last, None, tuple(steps)


def _next_time(day: date, rule: Rule) -> date:
    """A number of times a year or a month is counted as its share of that time; every so many months as they are."""
    if rule.unit == "time_per_year":
        return add_years(day, 1)
    return add_months(day, whole(rule) or 1)


def _months(rule: Rule, start: datetime, calendar: Calendar) -> Reckoned:
    """A limit of months or years to do something: its last day moves off a day off, like a limit of days."""
    day = local_day(start)
    last = after(day, whole(rule), rule.unit)
    moved = calendar.moved_off_days(last) if convention("last_day_off", day).value == "moves" else (CountedDay(last, 1),)
    steps = [Step(f"Bắt đầu: {_day_vi(day)}.", start_of(day), "start", "bắt đầu")]
    steps.append(Step(f"Cộng {rule.amount_vi}: {_day_vi(last)}.", start_of(last), "counted", rule.amount_vi))
    steps.extend(Step(f"{_day_vi(d.day)}: ngày cuối là ngày nghỉ nên chuyển tiếp.", start_of(d.day), "skipped", d.reason) for d in moved[1:])
    last = moved[-1].day
    steps.append(Step(f"Hết hạn: 24 giờ {_day_vi(last)}.", end_of(last), "end", "hết hạn"))
    return end_of(last), last, None, tuple(steps)


def _monthly(rule: Rule, start: datetime, calendar: Calendar) -> Reckoned:
    """One month after the last time: never longer, whatever days are off (law/conventions.yaml once_a_month)."""
    day = local_day(start)
    last = _next_time(day, rule)
    steps = (
        Step(f"Lần trước: {_day_vi(day)}.", start_of(day), "start", "lần trước"),
        Step(f"Lần sau chậm nhất: 24 giờ {_day_vi(last)}.", end_of(last), "end", "hết hạn"),
    )
    return end_of(last), last, None, steps


def _at_once(rule: Rule, start: datetime, calendar: Calendar) -> Reckoned:
    begin = start.astimezone(ZONE)
    return begin, begin.date(), None, (Step(f"Làm ngay lúc {_moment_vi(begin)}; luật không ghi con số.", begin, "end", "ngay"),)


def _window(rule: Rule, start: datetime, calendar: Calendar) -> Reckoned:
    """The last working days up to an end: opens on the first of them, closes at 24:00 of the end day."""
    last = local_day(start)
    opens = calendar.subtract_working_days(last, whole(rule))
    days = tuple(CountedDay(opens + timedelta(days=n), None) for n in range((last - opens).days + 1))
    steps = [Step(f"Ngày cuối của thời hạn: {_day_vi(last)}.", start_of(last), "start", "ngày cuối")]
    for counted in days:
        reason = calendar.day_off(counted.day)
        text = (
            f"{_day_vi(counted.day)}: {_reason_vi(counted.day, reason)}, không tính."
            if reason
            else f"{_day_vi(counted.day)}: trong {rule.amount_vi} cuối."
        )
        steps.append(Step(text, start_of(counted.day), "skipped" if reason else "counted", reason or "mở"))
    steps.append(Step(f"Làm từ ngày {day_vi(opens)}, chậm nhất 24 giờ {_day_vi(last)}.", end_of(last), "end", "hết hạn"))
    return end_of(last), last, opens, tuple(steps)


def _hours_before(rule: Rule, start: datetime, calendar: Calendar) -> Reckoned:
    """The last clock hours of a term, which ends at 24:00 of the day of `start`: opens that many hours earlier."""
    end = end_of(local_day(start))
    opens = end - timedelta(hours=whole(rule))
    steps = (
        Step(f"Kết thúc: {_moment_vi(end)}.", end, "start", f"{end:%H:%M}"),
        Step(f"Mở từ {_moment_vi(opens)}, {rule.amount_vi} trước khi kết thúc.", opens, "counted", "mở"),
        Step(f"Làm chậm nhất: {_moment_vi(end)}.", end, "end", f"{end:%H:%M}"),
    )
    return end, local_day(start), opens.date(), steps


def _days_before(rule: Rule, start: datetime, calendar: Calendar) -> Reckoned:
    """The last calendar days of a term: opens with the first of them."""
    last = local_day(start)
    opens = last - timedelta(days=whole(rule)) + ONE_DAY
    steps = (
        Step(f"Ngày cuối của thời hạn: {_day_vi(last)}.", start_of(last), "start", "ngày cuối"),
        Step(f"Mở từ {_day_vi(opens)}: {rule.amount_vi} cuối.", start_of(opens), "counted", "mở"),
        Step(f"Làm chậm nhất 24 giờ {_day_vi(last)}.", end_of(last), "end", "hết hạn"),
    )
    return end_of(last), last, opens, steps


def _notice(rule: Rule, start: datetime, calendar: Calendar) -> Reckoned:
    """At least so many days before an end: the last day is counted back, and never moved nearer to the end."""
    end = local_day(start)
    last = end - timedelta(days=whole(rule))
    steps = (
        Step(f"Ngày hết thời hạn: {_day_vi(end)}.", start_of(end), "start", "ngày cuối"),
        Step(f"Lùi {rule.amount_vi}: {_day_vi(last)}.", start_of(last), "counted", f"−{whole(rule)} ngày"),
        Step(f"Báo chậm nhất 24 giờ {_day_vi(last)}.", end_of(last), "end", "hết hạn"),
    )
    return end_of(last), last, None, steps


def _fixed_day(rule: Rule, start: datetime, calendar: Calendar) -> Reckoned:
    """Before a fixed day of the month or year: the first such day after the start; the last day in time is the day before it."""
    day = local_day(start)
    fixed = day + ONE_DAY
    while fixed.day != whole(rule) or rule.month not in (None, fixed.month):
        fixed += ONE_DAY
    last = fixed - ONE_DAY
    steps = (
        Step(f"Tính từ: {_day_vi(day)}.", start_of(day), "start", "bắt đầu"),
        Step(f"Trước ngày {day_vi(fixed)}: chậm nhất 24 giờ {_day_vi(last)}.", end_of(last), "end", "hết hạn"),
    )
    return end_of(last), last, None, steps


_BEFORE: dict[str, Way] = {"working_day": _window, "hour": _hours_before, "day": _days_before}
_WAYS: dict[str, Way] = {
    "hour": _hours,
    "working_day": _days,
    "day": _days,
    "month": _months,
    "year": _months,
    "time_per_month": _monthly,
    "time_per_year": _monthly,
    "immediate": _at_once,
}
_BY_KIND: dict[str, dict[str, Way]] = {
    "advance_window": _BEFORE,
    "advance_notice": {"day": _notice},
    "frequency": {"time_per_month": _monthly, "time_per_year": _monthly, "month": _monthly},
}


def way_of(rule: Rule) -> Way | None:
    """How this rule is counted; None where its unit cannot be."""
    if rule.kind == "calendar":
        return _fixed_day
    return _BY_KIND.get(rule.kind, _WAYS).get(rule.unit)


def _day_step(counted: CountedDay, amount_vi: str) -> Step:
    if counted.number is None:
        return Step(
            f"{_day_vi(counted.day)}: {_reason_vi(counted.day, counted.reason)}, không tính.", start_of(counted.day), "skipped", counted.reason
        )
    return Step(f"{_day_vi(counted.day)}: ngày thứ {counted.number} trong {amount_vi}.", start_of(counted.day), "counted", str(counted.number))


def _reason_vi(day: date, reason: str) -> str:
    return "nghỉ cuối tuần" if reason == weekday_vi(day) else reason


def _moment_vi(moment: datetime) -> str:
    return f"{moment:%H:%M} {_day_vi(moment.date())}"


def _day_vi(day: date) -> str:
    return f"{weekday_vi(day)}, {day_vi(day)}"
