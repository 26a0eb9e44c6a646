"""From a rule and a start to the moment it is due, with every day of the way. Pure: the calendar is handed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import (
    LAST_YEAR,
    ONE_DAY,
    ZONE,
    Calendar,
    CountedDay,
    add_months,
    add_years,
    default_calendar,
    end_of,
    local_day,
    start_of,
    weekday_vi,
)
from donghanh.legal.book import convention, day_vi, edition, rule_standing
from donghanh.legal.errors import NotComputable
from donghanh.legal.findings import Finding, Step, confidence_vi
from donghanh.legal.model import Rule

Reckoned = tuple[datetime, date, date | None, tuple[Step, ...]]
_WHY_NOT = {
    "threshold": "là ngưỡng để xét một điều kiện, không phải hạn phải làm xong",
    "rate": "là mức chi, không phải thời hạn",
    "clock_rule": "nói về cách tính những ngày vắng mặt, không phải thời hạn",
    "transition": "là quy định chuyển tiếp, không phải thời hạn",
}


def counts_hours(rule: Rule) -> bool:
    """True where the limit runs in clock hours from the very moment; days are counted from the next day on."""
    return rule.unit == "hour"


def due(rule: Rule | str, start: datetime, *, calendar: Calendar | None = None) -> Finding:
    """When what starts at `start` is due under this rule. start: a moment with zone; for a window before an end, a moment on the last day.

    A rule given by id must stand on the day of start; a Rule that was picked for a day is taken as it is.
    Hours are clock hours, night and holidays included. calendar: public holidays as known to the library when not given.
    Raises UnknownRule; NoRuleInForce; NotComputable where the rule is no limit or the calendar ends; BadInput for a moment without zone.
    """
    day = local_day(start)
    found = rule_standing(rule, day) if isinstance(rule, str) else rule
    if found.kind in _WHY_NOT or found.amount is None:
        raise NotComputable(
            f"Quy tắc {found.id} {_WHY_NOT.get(found.kind, 'không có con số để tính')}: {found.meaning_vi}",
            mend="Chọn quy tắc có thời hạn.",
            citation=found.citation_vi,
        )
    if found.kind == "duration":
        return term_end(found, day)
    way = _WAYS.get(found.unit) if found.kind != "advance_window" else _window
    if way is None:
        raise NotComputable(f"Quy tắc {found.id} không có đơn vị tính được.", mend="Chọn quy tắc có thời hạn.", citation=found.citation_vi)
    reckoned = way(found, start, calendar or default_calendar())
    if calendar is None and reckoned[1].year > LAST_YEAR:
        raise NotComputable(f"Lịch nghỉ chỉ có đến năm {LAST_YEAR}.", mend="Bổ sung ngày nghỉ của các năm sau rồi tính lại.")
    return _finding(found, start, reckoned)


def term_end(rule: Rule | str, start: date, *, paused_days: int = 0) -> Finding:
    """When a measure that starts on this day no longer stands: value is 24:00 of the last day, the days not counted added at its end.

    The last day of a term never moves because it is a day off: a measure on a person is not lengthened.
    Raises NotComputable where the rule is no duration; BadInput for paused_days below 0.
    """
    found = rule_standing(rule, start) if isinstance(rule, str) else rule
    if found.kind != "duration" or found.amount is None or found.unit not in ("month", "year"):
        raise NotComputable(
            f"Quy tắc {found.id} không phải thời hạn của một biện pháp.", mend="Chọn quy tắc về thời hạn quản lý.", citation=found.citation_vi
        )
    if paused_days < 0:
        raise BadInput("Số ngày không tính không được âm.", mend="Ghi từ 0 ngày trở lên.", field="paused_days")
    ordinary = _term_last_day(found, start)
    last = ordinary + timedelta(days=paused_days)
    steps = [Step(f"Bắt đầu: {weekday_vi(start)}, {day_vi(start)}.", start_of(start), "start", "bắt đầu")]
    if paused_days:
        steps.append(Step(f"Thời hạn thông thường: hết ngày {day_vi(ordinary)}.", start_of(ordinary), "counted", found.amount_vi))
        steps.append(Step(f"Cộng {paused_days} ngày không tính vào thời hạn.", start_of(last), "skipped", f"+{paused_days} ngày"))
    steps.append(Step(f"Hết thời hạn: 24 giờ {weekday_vi(last)}, {day_vi(last)}.", end_of(last), "end", "hết thời hạn"))
    return _finding(found, start_of(start), (end_of(last), last, None, tuple(steps)))


def _term_last_day(rule: Rule, start: date) -> date:
    """The day the term ends with; law/conventions.yaml term_last_day says which of the two neighbouring days it is."""
    assert rule.amount is not None
    same = add_years(start, rule.amount) if rule.unit == "year" else add_months(start, rule.amount)
    return same if convention("term_last_day", start).value == "same_day" else same - ONE_DAY


def _hours(rule: Rule, start: datetime, calendar: Calendar) -> Reckoned:
    begin = start.astimezone(ZONE)
    end = begin + timedelta(hours=rule.amount or 0)
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
    days = calendar.count(before, rule.amount or 0, working=working)
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


def _monthly(rule: Rule, start: datetime, calendar: Calendar) -> Reckoned:
    """One month after the last time: never longer, whatever days are off (law/conventions.yaml once_a_month)."""
    day = local_day(start)
    last = add_months(day, rule.amount or 1)
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
    opens = calendar.subtract_working_days(last, abs(rule.amount or 0))
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


_WAYS: dict[str, Callable[[Rule, datetime, Calendar], Reckoned]] = {
    "hour": _hours,
    "working_day": _days,
    "day": _days,
    "time_per_month": _monthly,
    "immediate": _at_once,
}


def _day_step(counted: CountedDay, amount_vi: str) -> Step:
    if counted.number is None:
        return Step(
            f"{_day_vi(counted.day)}: {_reason_vi(counted.day, counted.reason)}, không tính.", start_of(counted.day), "skipped", counted.reason
        )
    return Step(f"{_day_vi(counted.day)}: ngày thứ {counted.number} trong {amount_vi}.", start_of(counted.day), "counted", str(counted.number))


def _reason_vi(day: date, reason: str) -> str:
    return "nghỉ cuối tuần" if reason == weekday_vi(day) else reason


def _finding(rule: Rule, start: datetime, reckoned: Reckoned) -> Finding:
    value, last_day, opens_on, steps = reckoned
    return Finding(
        rule_id=rule.id,
        topic=rule.topic,
        kind=rule.kind,
        start=start.astimezone(ZONE),
        value=value,
        last_day=last_day,
        opens_on=opens_on,
        steps=steps,
        citation_vi=rule.citation_vi,
        citation_short=rule.citation_short,
        confidence=rule.confidence,
        status=rule.status,
        counts_from_vi=rule.counts_from_vi,
        meaning_vi=rule.meaning_vi,
        amount_vi=rule.amount_vi,
        caution_vi=_cautions(rule, local_day(start)),
        edition=edition(),
    )


_COUNTED_BY = {
    "working_day": ("first_day", "end_of_last_day"),
    "day": ("first_day", "last_day_off", "end_of_last_day"),
    "month": ("term_last_day", "term_last_day_off"),
    "year": ("term_last_day", "term_last_day_off"),
    "time_per_month": ("once_a_month",),
    "advance_window": ("end_of_last_day",),
}


def _cautions(rule: Rule, on: date) -> tuple[str, ...]:
    """What a careful reader must be told: conflict of texts, low confidence of the rule, of its end, of the way of counting."""
    found = [rule.conflict_vi, confidence_vi(rule.confidence), rule.note]
    if rule.validity_confidence != "V" and rule.valid_to is not None:
        found.append(f"Ngày hết hiệu lực {day_vi(rule.valid_to)} theo nguồn thứ cấp.")
    names = _COUNTED_BY.get(rule.unit if rule.kind != "advance_window" else rule.kind, ())
    counting = [convention(name, on) for name in names]
    unsure = [c for c in counting if c.confidence != "V"]
    if unsure:
        found.append("Cách đếm chưa được xác nhận: " + " ".join(c.meaning_vi for c in unsure))
    return tuple(text for text in found if text)


def _moment_vi(moment: datetime) -> str:
    return f"{moment:%H:%M} {_day_vi(moment.date())}"


def _day_vi(day: date) -> str:
    return f"{weekday_vi(day)}, {day_vi(day)}"
