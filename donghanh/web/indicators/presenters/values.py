"""One indicator in words: value, targets, the way until now and the line drawn on, shares, communes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from donghanh.programme.queries import DiscrepancyRow
from donghanh.programme.terms import Comparison, Counting
from donghanh.reports import forecast
from donghanh.reports.indicators import COUNTERS, counts_land, counts_places, counts_staff, is_sample
from donghanh.reports.periods import Period
from donghanh.reports.repository import Figure
from donghanh.reports.rules import needed, share
from donghanh.reports.sheets import Bound, IndicatorSheet, ShareRow, met
from donghanh.web.indicators.presenters.ways import districts, path, register, way
from donghanh.web.indicators.presenters.words import HIDDEN, SMALL, Row, due, percent, short
from donghanh.web.overview.presenters import of_places, state_of, wanted
from donghanh.web.plans.whole import Question, question
from donghanh.web.ui.helpers import so


@dataclass(frozen=True, slots=True)
class TargetBox:
    """A target on the page of its indicator. state: met or not at the asked place and period; ahead: the straight line at the due day, in words."""

    bound: Bound
    wanted: str
    due: str
    state: str
    role: str
    result_href: str
    ahead: str
    needed: str
    is_here: bool


def sheet(found: IndicatorSheet, *, on: date) -> dict[str, Any]:
    """Everything the page shows of the numbers."""
    figure = found.figure
    unknown = ("values", "trend", "points", "shares", "places", "paths", "ways", "districts", "rest", "lacking")
    shown: dict[str, Any] = dict.fromkeys(unknown) | {"is_share": True}
    shown["of_places"] = counts_places(found.about.definition.indicator)
    shown["by_land"] = counts_land(found.about.definition.indicator)
    shown["of_staff"] = counts_staff(found.about.definition.indicator)
    shown["is_sample"] = is_sample(found.about.definition.indicator)
    shown["is_exact"] = found.is_exact or shown["of_places"]
    shown["targets"] = [_box(one, found, on) for one in found.targets]
    if figure is None:
        return shown
    counting = found.about.definition.counting
    shown["values"] = _values(found, figure)
    shown["until"] = min(found.period.last, on) if shown["of_places"] and not shown["is_sample"] else None
    shown["paths"] = [path(one) for one in found.paths]
    shown["ways"] = [way(one) for one in found.ways]
    shown["districts"] = districts(found.districts)
    if not found.by_target or len(found.targets) == 1:  # else each target counts something else, and the way of one is not that of the next
        shown["trend"] = _trend(found)
        shown["points"] = [_row(period.label, one, counting) for period, one in reversed(found.points)]
    shown["shares"] = [_share(one) for one in found.shares]
    shown["places"] = [
        _row(unit.title[:1].upper() + unit.title[1:], one, counting) for unit, one in found.places if one.numerator is not None or not found.by_target
    ]
    shown["lacking"] = _lacking(found)
    shown["rest"] = _outside_communes(found, figure)
    shown["is_share"] = counting.is_rate
    return shown


def _lacking(found: IndicatorSheet) -> list[str]:
    """Communes that have nothing of what each is to have, by name; empty where things or staff are counted, not communes."""
    told = found.about.definition
    if not counts_places(told.indicator) or counts_staff(told.indicator) or told.counting is not Counting.SHARE or found.by_target:
        return []
    return [unit.title[:1].upper() + unit.title[1:] for unit, one in found.places if one.denominator and not one.numerator]


def _outside_communes(found: IndicatorSheet, figure: Figure) -> Row | None:
    """What the whole has beyond its communes: things or staff at the province or a former district. None where nothing, or of people."""
    if not found.places or not counts_places(found.about.definition.indicator) or all(one.numerator is None for _unit, one in found.places):
        return None
    part = (figure.numerator or 0) - sum(one.numerator or 0 for _unit, one in found.places)
    whole = None if found.by_target else (figure.denominator or 0) - sum(one.denominator or 0 for _unit, one in found.places)
    if not part and not whole:
        return None
    rate = "" if whole is None else percent(share(part, whole))
    return Row(_("Ngoài các xã: của tỉnh, của huyện cũ hoặc của nơi nay chia cho nhiều xã"), so(part), "–" if whole is None else so(whole), rate)


def badges(found: IndicatorSheet, questions: Mapping[str, list[DiscrepancyRow]]) -> dict[str, list[tuple[str, Question]]]:
    """For each target (id) the questions of its clause, with the plan's id."""
    return {
        one.target.id: [(one.plan.id, question(row)) for row in questions[one.plan.id] if one.target.clause in row.clauses] for one in found.targets
    }


def _box(one: Bound, found: IndicatorSheet, on: date) -> TargetBox:
    reached = met(found, one.target) if one.is_here else None
    day = one.target.due_on
    state, role = ("", "neut") if reached is None else state_of(reached, due_on=day, counted_to=min(found.period.last, on))
    past = day is not None and day < on and found.figure is not None and one.is_here and found.period.code != str(day.year)
    href = f"?{urlencode({'ky': day.year})}" if past and day else ""
    return TargetBox(one, wanted(one.target), due(one.target), state, role, href, _ahead(one, found), _needed(one, found), one.is_here)


def _needed(one: Bound, found: IndicatorSheet) -> str:
    """How many people the target comes to among those counted now: real numbers in place of what the plan estimated."""
    figure = found.figure
    if figure is None or not figure.is_exact or not figure.denominator or counts_places(one.target.indicator) or _is_assigned(found):
        return ""
    n = needed(one.target, figure.denominator)
    if n is None:
        return ""
    most = one.target.comparison in (Comparison.AT_MOST, Comparison.LESS_THAN)
    words = (
        _("Với %(whole)s người trong diện đếm: nhiều nhất %(n)s người.") if most else _("Với %(whole)s người trong diện đếm: ít nhất %(n)s người.")
    )
    return words % {"whole": so(figure.denominator), "n": so(n)}


def _values(found: IndicatorSheet, figure: Figure) -> list[dict[str, str]]:
    """The numbers at the top: one; of registers one for each target here, or for each number that one target sets."""
    here = [one.target for one in found.targets if one.is_here] or [one.target for one in found.targets[:1]]
    if not found.by_target:
        return [{"n": _value(figure, found.about.definition.counting), "label": _counted(found, figure), "sub": _before(found)}]
    told = [(target, found.by_target[target.id]) for target in here]
    return [{"n": rate, "label": name, "sub": sub} for target, one in told for rate, name, sub in register(target, one)]


def _is_assigned(found: IndicatorSheet) -> bool:
    counter = COUNTERS.get(found.about.definition.indicator)
    return counter is not None and counter.assigned


def _value(figure: Figure, counting: Counting) -> str:
    if figure.is_hidden:
        return str(HIDDEN)
    if counting is Counting.CHANGE:
        return "–" if figure.numerator is None else so(figure.numerator)
    return percent(figure.value) if figure.is_exact else "–" if figure.value is None else f"{so(figure.value, 0)} %"


def _counted(found: IndicatorSheet, figure: Figure) -> str:
    if not counts_places(found.about.definition.indicator):
        return _counts(figure, found.about.definition.counting, is_assigned=_is_assigned(found))
    return of_places(found.targets[0].target, figure)


def _counts(figure: Figure, counting: Counting, *, is_assigned: bool) -> str:
    if figure.is_hidden:
        return _("hiện ra thì suy được số nhỏ của nơi khác hoặc kỳ khác")
    if counting is Counting.CHANGE:
        return _("cùng kỳ năm trước: %(n)s") % {"n": so(figure.denominator or 0)}
    if is_assigned and figure.denominator is None:
        return _("%(n)s người; chỉ tiêu được giao: chưa đặt") % {"n": so(figure.numerator or 0)}
    if figure.denominator == 0:
        return _("không có người nào trong diện đếm")
    return _("%(part)s trên %(whole)s người") % {"part": _part(figure), "whole": _number(figure.denominator, figure)}


def _before(found: IndicatorSheet) -> str:
    if found.before is None or not found.about.definition.counting.is_rate:
        return ""
    return _("cùng kỳ năm trước: %(rate)s (%(part)s/%(whole)s)") % {
        "rate": _value(found.before, Counting.SHARE),
        "part": so(found.before.numerator or 0),
        "whole": so(found.before.denominator) if found.before.denominator is not None else _("chưa đặt"),
    }


def _number(value: int | None, figure: Figure) -> str:
    if figure.is_hidden:
        return str(HIDDEN)
    if value is None:
        return _("chưa đặt") if figure.is_exact else SMALL
    return so(value) if figure.is_exact or value == 0 else _("khoảng %(n)s") % {"n": so(value)}


def _part(figure: Figure) -> str:
    if figure.is_numerator_hidden and not figure.is_hidden:
        return str(HIDDEN)
    return _number(figure.numerator, figure)


def _row(label: str, figure: Figure, counting: Counting) -> Row:
    return Row(label, _part(figure), _number(figure.denominator, figure), "" if counting is Counting.CHANGE else _value(figure, counting))


def _share(one: ShareRow) -> Row:
    now, before = share(one.now.numerator, one.now.denominator), share(one.before.numerator, one.before.denominator)
    return Row(one.label[:1].upper() + one.label[1:], so(one.now.numerator), so(one.now.denominator), percent(now), percent(before))


def _levels(found: IndicatorSheet) -> list[tuple[Period, float | None]]:
    is_change = found.about.definition.counting is Counting.CHANGE
    return [(period, float(one.numerator or 0) if is_change else one.value) for period, one in found.points]


def _trend(found: IndicatorSheet) -> dict[str, Any] | None:
    """What the line needs; None with fewer than two points."""
    levels = _levels(found)
    known = [value for _period, value in levels if value is not None]
    if len(known) < 2:
        return None
    is_share = found.about.definition.counting.is_rate
    top = max(100, -(-int(max(known)) // 10) * 10) if is_share else max(4, int(max(known) * 1.2) + 1)
    is_count = found.about.definition.counting is Counting.COUNT
    goals = {100.0 if is_count else float(one.target.value) for one in found.targets if one.is_here and one.target.value is not None and is_share}
    goal = goals.pop() if len(goals) == 1 else None
    return {"values": [value for _period, value in levels], "labels": [short(period) for period, _value in levels], "hi": top, "goal": goal}


def _ahead(one: Bound, found: IndicatorSheet) -> str:
    """The straight line at the due day, in words; empty where none can be drawn."""
    due, is_share = one.target.due_on, found.about.definition.counting.is_rate
    if due is None or not one.is_here or not found.points or found.by_target:
        return ""
    done = [(period.last, value) for period, value in _levels(found)[:-1] if value is not None]
    reached = forecast.straight(done, to=due, most=100.0 if is_share and not _is_assigned(found) else None)
    if reached is None:
        return ""
    said = f"{so(reached, 1)} %" if is_share else so(round(reached))
    return _("Đường thẳng qua %(n)s kỳ đã qua, kéo dài đến hạn: %(value)s. Đây không phải dự báo.") % {"n": len(done), "value": said}
