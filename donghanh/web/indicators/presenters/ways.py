"""The ways of an indicator in words: numbers of registers, from one level to the next, shares with an arrow, years by former district."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from donghanh.programme.queries import TargetRow
from donghanh.programme.surveys.rules import wilson
from donghanh.reports.districts import Count, DistrictTable
from donghanh.reports.indicators import is_sample, noun
from donghanh.reports.made import Figure, PartFigure
from donghanh.reports.ways import Path, PathRow, Way
from donghanh.web.indicators.presenters.words import HIDDEN, SMALL, percent, short
from donghanh.web.ui.helpers import so

ARROWS = {True: "↗", False: "↘", None: "→"}


def register(target: TargetRow, figure: Figure) -> list[tuple[str, str, str]]:
    """(number, of what, how it came about) for each number that the target sets."""
    parts = figure.parts or (PartFigure("", None, figure.numerator or 0, figure.denominator, figure.value, figure.met),)
    what = noun(target.indicator)
    told = []
    for part in parts:
        named = f"{target.name}: {part.name}" if part.name else target.name
        if is_sample(target.indicator) and not part.denominator:
            told.append(("–", named, _("chưa có khảo sát nào kết thúc trong kỳ")))
            continue
        beside = _("%(part)s trên %(whole)s %(what)s") % {"part": so(part.numerator), "whole": so(part.denominator or 0), "what": what}
        counts = _interval(part) if is_sample(target.indicator) else "" if part.denominator else _("số phải đạt là của toàn tỉnh")
        told.append((percent(part.value) if part.denominator else so(part.numerator), named, "; ".join(filter(None, (beside, counts)))))
    return told


def _interval(part: PartFigure) -> str:
    """How far chance reaches, as the page of the survey says it."""
    found = wilson(part.numerator, part.denominator or 1)
    return _("khoảng tin cậy 95 %% từ %(low)s đến %(high)s %%") % {"low": so(round(found.low * 100, 1), 1), "high": so(round(found.high * 100, 1), 1)}


def path(one: Path) -> dict[str, Any]:
    """The years between two targets of a plan: what is wanted on the straight line, the result, the gap in points."""
    rows = [(str(row.year), percent(row.wanted), percent(row.result.value), *_beside_path(row)) for row in one.rows]
    return {"name": one.name, "plan": one.plan_id, "rows": rows}


def way(one: Way) -> dict[str, Any]:
    """A share over the periods with an arrow, and whether that is the way wanted."""
    known = [value for _period, value in one.points if value is not None]
    rose = None if len(known) < 2 or known[-1] == known[-2] else known[-1] > known[-2]
    state, role = (_("Đúng hướng"), "ok") if one.met else (_("Chưa đúng hướng"), "warn") if one.met is not None else (_("Chưa có kỳ để so"), "neut")
    trend = {"values": [value for _period, value in one.points], "labels": [short(period) for period, _value in one.points]}
    return {"name": one.label, "wanted": str(one.wanted.label), "arrow": ARROWS[rose], "state": state, "role": role, "trend": trend}


def districts(found: DistrictTable | None) -> dict[str, Any] | None:
    """The years side by side, one row a former district."""
    if found is None:
        return None
    rows = [
        (row.name or _("Xã, phường lập từ nhiều huyện cũ"), [_count_of(one, is_exact=found.is_exact) for one in row.counts]) for row in found.rows
    ]
    return {
        "years": [period.code for period, _n in found.years],
        "rows": rows,
        "whole": [so(n) for _period, n in found.years],
        "is_exact": found.is_exact,
    }


def _count_of(one: Count, *, is_exact: bool) -> str:
    if one.is_hidden:
        return str(HIDDEN)
    return SMALL if one.n is None else so(one.n) if is_exact or not one.n else f"≈ {so(one.n)}"


def _beside_path(row: PathRow) -> tuple[str, str, str]:
    part, gap = row.result, row.gap
    asked = f"{so(part.numerator)}/{so(part.denominator)}" if part.denominator else _("chưa có khảo sát")
    sign = "" if gap is None else "+" if gap > 0 else "−" if gap < 0 else ""
    points = _("%(n)s điểm %%") % {"n": f"{sign}{so(abs(gap), 1)}"} if gap is not None else "–"
    return asked, _interval(part) if part.denominator else "", points
