"""From a rule and a start to the moment it is due, with every day of the way. Pure: the calendar is handed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import LAST_YEAR, ONE_DAY, ZONE, Calendar, default_calendar, end_of, local_day, start_of, weekday_vi
from donghanh.legal.book import convention, day_vi, edition, rule_standing
from donghanh.legal.errors import NotComputable
from donghanh.legal.findings import CHOICE, Finding, Parameter, Step, confidence_vi
from donghanh.legal.model import Rule
from donghanh.legal.units import MEASURES, TERMS
from donghanh.legal.ways import Reckoned, after, way_of, whole


def counts_hours(rule: Rule) -> bool:
    """True where the limit runs in clock hours from the very moment; days are counted from the next day on."""
    return rule.unit == "hour"


def due(rule: Rule | str, start: datetime, *, calendar: Calendar | None = None, parameter: Parameter | None = None) -> Finding:
    """When what starts at `start` is due under this rule. start: a moment with zone; for a window or notice before an end, a moment on the last day.

    A rule given by id must stand on the day of start; a Rule that was picked for a day is taken as it is.
    Hours are clock hours, night and holidays included. calendar: public holidays as known to the library when not given.
    parameter: what was set where the law is silent. For a fixed day of the year, start is the end of the period that is reported.
    Raises UnknownRule; NoRuleInForce; NotComputable where the rule is no limit, is silent, or the calendar ends; BadInput for a moment without zone.
    """
    day = local_day(start)
    found = _settled(rule_standing(rule, day) if isinstance(rule, str) else rule, parameter, day)
    if found.kind in MEASURES or found.amount is None:
        raise NotComputable(
            f"Quy tắc {found.id} {MEASURES.get(found.kind, 'không có con số để tính')}: {found.meaning_vi}",
            mend="Người có thẩm quyền đặt giá trị, ghi lý do và ngày." if found.silent_vi else "Chọn quy tắc có thời hạn.",
            citation=found.citation_vi,
        )
    if found.kind in TERMS:
        return term_end(found, day)
    return _counted(found, start, calendar)


def _counted(found: Rule, start: datetime, calendar: Calendar | None) -> Finding:
    way = way_of(found)
    if way is None:
        raise NotComputable(f"Quy tắc {found.id} không có đơn vị tính được.", mend="Chọn quy tắc có thời hạn.", citation=found.citation_vi)
    reckoned = way(found, start, calendar or default_calendar())
    if calendar is None and reckoned[1].year > LAST_YEAR:
        raise NotComputable(f"Lịch nghỉ chỉ có đến năm {LAST_YEAR}.", mend="Bổ sung ngày nghỉ của các năm sau rồi tính lại.")
    return _finding(found, start, reckoned)


def _settled(rule: Rule, parameter: Parameter | None, on: date) -> Rule:
    """A silent rule with the number that somebody authorised has set for this day; any other rule as it is."""
    if parameter is None or not rule.silent_vi or parameter.unit == CHOICE or parameter.since > on:
        return rule
    assert isinstance(parameter.value, int)
    return replace(rule, amount=parameter.value, unit=parameter.unit, note=" ".join(text for text in (rule.note, parameter.sentence()) if text))


def reached(rule: Rule | str, start: datetime, *, calendar: Calendar | None = None) -> Finding:
    """When a threshold of time is met, counted from `start`: value is the moment from which it is.

    A threshold is no limit to act: its last day never moves off a day off. Raises NotComputable where the rule is no threshold of time.
    """
    found = rule_standing(rule, local_day(start)) if isinstance(rule, str) else rule
    way = way_of(found) if found.kind == "threshold" and found.amount is not None else None
    if way is None:
        raise NotComputable(
            f"Quy tắc {found.id} không phải ngưỡng về thời gian.", mend="Chọn quy tắc về ngưỡng thời gian.", citation=found.citation_vi
        )
    if found.unit in ("hour", "working_day"):
        return _finding(found, start, way(found, start, calendar or default_calendar()))
    begin = local_day(start)
    last = after(begin, whole(found), found.unit)
    steps = (
        Step(f"Bắt đầu: {weekday_vi(begin)}, {day_vi(begin)}.", start_of(begin), "start", "bắt đầu"),
        Step(f"Đủ {found.amount_vi}: hết {weekday_vi(last)}, {day_vi(last)}.", end_of(last), "end", "đủ"),
    )
    return _finding(found, start, (end_of(last), last, None, steps))


def term_end(rule: Rule | str, start: date, *, paused_days: int = 0, amount: int | None = None) -> Finding:
    """When a measure that starts on this day no longer stands: value is 24:00 of the last day, the days not counted added at its end.

    amount: the number that was decided where the law gives a range. The last day of a term never moves because it is a day off:
    a measure on a person is not lengthened. Raises NotComputable where the rule is no term or a range is left open;
    BadInput for paused_days below 0 or an amount outside the range.
    """
    found = decided_rule(rule_standing(rule, start) if isinstance(rule, str) else rule, amount)
    if found.kind not in TERMS or found.amount is None or found.unit not in ("day", "month", "year"):
        raise NotComputable(
            f"Quy tắc {found.id} không phải thời hạn của một biện pháp.", mend="Chọn quy tắc về thời hạn quản lý.", citation=found.citation_vi
        )
    if paused_days < 0:
        raise BadInput("Số ngày không tính không được âm.", mend="Ghi từ 0 ngày trở lên.", field="paused_days")
    ordinary = term_last_day(found, start)
    last = ordinary + timedelta(days=paused_days)
    steps = [Step(f"Bắt đầu: {weekday_vi(start)}, {day_vi(start)}.", start_of(start), "start", "bắt đầu")]
    if paused_days:
        steps.append(Step(f"Thời hạn thông thường: hết ngày {day_vi(ordinary)}.", start_of(ordinary), "counted", found.amount_vi))
        steps.append(Step(f"Cộng {paused_days} ngày không tính vào thời hạn.", start_of(last), "skipped", f"+{paused_days} ngày"))
    steps.append(Step(f"Hết thời hạn: 24 giờ {weekday_vi(last)}, {day_vi(last)}.", end_of(last), "end", "hết thời hạn"))
    return _finding(found, start_of(start), (end_of(last), last, None, tuple(steps)))


def decided_rule(rule: Rule, amount: int | None) -> Rule:
    """The rule with the number somebody decided inside its range; a rule without a range as it is. Raises as term_end."""
    if rule.amount is None or rule.amount_max is None:
        return rule
    if amount is None:
        raise NotComputable(
            f"Quy tắc {rule.id} cho khoảng {rule.amount_vi}; con số do quyết định ấn định.",
            mend="Ghi con số trong quyết định.",
            citation=rule.citation_vi,
        )
    if not rule.amount <= amount <= rule.amount_max:
        raise BadInput(f"Luật cho khoảng {rule.amount_vi}, không có {amount}.", mend="Sửa con số cho đúng quyết định.", field="amount")
    return replace(rule, amount=amount, amount_max=None)


def term_last_day(rule: Rule, start: date) -> date:
    """The day a term ends with, nothing added: law/conventions.yaml term_last_day says which of the two neighbouring days it is."""
    same = after(start, whole(rule), rule.unit)
    return same if convention("term_last_day", start).value == "same_day" else same - ONE_DAY


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
        readings_vi=tuple(f"Cách hiểu: {reading.text_vi} Căn cứ: {reading.citation_vi}." for reading in rule.readings),
    )


_COUNTED_BY = {
    "working_day": ("first_day", "end_of_last_day"),
    "day": ("first_day", "last_day_off", "end_of_last_day"),
    "month": ("term_last_day", "term_last_day_off"),
    "year": ("term_last_day", "term_last_day_off"),
    "time_per_month": ("once_a_month",),
    "advance_window": ("end_of_last_day",),
    "advance_notice": ("end_of_last_day",),
}


def _cautions(rule: Rule, on: date) -> tuple[str, ...]:
    """What a careful reader must be told: conflict of texts, low confidence of the rule, of its end, of the way of counting."""
    found = [rule.silent_vi, rule.conflict_vi, confidence_vi(rule.confidence), rule.note]
    found.extend(f"Cũng trong quy tắc này: {further.amount_vi} ({further.text_vi})." for further in rule.also)
    if rule.validity_confidence != "V" and rule.valid_to is not None:
        found.append(f"Ngày hết hiệu lực {day_vi(rule.valid_to)} theo nguồn thứ cấp.")
    names = _COUNTED_BY.get(rule.kind if rule.kind in _COUNTED_BY else rule.unit, ())
    counting = [convention(name, on) for name in names]
    unsure = [c for c in counting if c.confidence != "V"]
    if unsure:
        found.append("Cách đếm chưa được xác nhận: " + " ".join(c.meaning_vi for c in unsure))
    return tuple(text for text in found if text)
