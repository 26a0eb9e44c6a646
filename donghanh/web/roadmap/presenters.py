"""Steps of a roadmap, places and sites in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from donghanh.programme.roadmap.queries import FactRow, LateRow, Line, Part, Road, Roadmap, SiteRow
from donghanh.programme.roadmap.terms import Advice, Happening, State, Sum
from donghanh.web.roadmap import timeline
from donghanh.web.roadmap.timeline import Bar, origin_words
from donghanh.web.ui.helpers import ngay, so

STATES = {State.NOT_YET: "neut", State.FOUNDED: "warn", State.RUNNING: "ok", State.CLOSED: "neut", State.TAKEN_BACK: "neut"}
FOLDED_FROM = 25
"""A step with more places than this is folded by the place they lie in."""
SHOWN_OPEN = 12
"""A list of more places of which nothing can be said stays folded."""


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place of a step. planned, reached: numbers in words; state, role: its chip."""

    line: Line
    planned: str
    reached: str
    state: str
    role: str
    today: str


@dataclass(frozen=True, slots=True)
class RoadView:
    """A step as its panel shows it. totals: (name, "3/19", how it stands, role). groups: (name of the group, its places)."""

    road: Road
    title: str
    years: str
    by: str
    totals: tuple[tuple[str, str, str, str], ...]
    sum_word: str
    groups: tuple[tuple[str, tuple[PlaceView, ...]], ...]
    bar: Bar
    is_folded: bool
    without: tuple[str, ...]
    needs_people: bool


def roads(found: Roadmap, *, on: date) -> tuple[list[RoadView], list[Road]]:
    """Steps that are something at a place, and those that are not."""
    placed = [one for one in found.roads if one.kinds]
    return [_road(found, one, on) for one in placed], [one for one in found.roads if not one.kinds]


@dataclass(frozen=True, slots=True)
class LateView:
    """A step that was late. still: whether it is so today."""

    clause: str
    what: str
    place: str
    missing: str
    due: date
    days: str
    state: str
    still: bool
    owners: tuple[str, ...]


def late(rows: Iterable[LateRow]) -> list[LateView]:
    """What was not ready on its last day, in words."""
    return [_late(row) for row in rows]


def _late(row: LateRow) -> LateView:
    owners = tuple(f"{one.title}: {one.name}" if one.name else f"{one.title} ({one.gap})" for one in row.owners)
    state = _("xong %(day)s") % {"day": ngay(row.done_on)} if row.done_on else _("chưa xong")
    missing = _("%(n)s trên %(m)s") % {"n": so(row.missing), "m": so(row.planned)}
    clause = row.road.clause
    return LateView(clause.code, f"{clause.printed}. {row.road.what}", row.place, missing, row.due, so(row.days), state, row.done_on is None, owners)


def _road(found: Roadmap, road: Road, on: date) -> RoadView:
    places = [_place(line, road) for line in road.lines]
    is_folded = len(places) > FOLDED_FROM
    grouped = sorted(places, key=lambda one: one.line.group) if is_folded else places
    groups = tuple((name, tuple(rows)) for name, rows in groupby(grouped, key=lambda one: one.line.group if is_folded else ""))
    without = tuple(line.name for line in road.lines if not line.reached) if road.rule and not is_folded else ()
    return RoadView(
        road,
        f"{road.clause.printed}. {road.clause.name}",
        years(road.from_year, road.to_year),
        _counted(road, on),
        tuple(_total(part, road, on) for part in road.parts),
        _sum(road),
        groups,
        timeline.bar(found, road, on=on),
        is_folded,
        without,
        road.rule is not None and road.rule.asks_people,
    )


def _counted(road: Road, on: date) -> str:
    """The day the step is counted at, and what stands today where that day is past."""
    said = _("tính đến %(day)s") % {"day": ngay(road.by)}
    return f"{said}; " + _("nay có %(n)s nơi đang hoạt động") % {"n": so(len(road.standing_now))} if road.by < on else said


def years(first: int | None, last: int | None) -> str:
    """ "2014–2015", "2026", "từ 2026"; "chưa đặt" where no year is printed."""
    if first and last:
        return str(first) if first == last else f"{first}–{last}"
    return _("từ %(year)s") % {"year": first} if first else _("đến %(year)s") % {"year": last} if last else _("chưa đặt")


def _total(part: Part, road: Road, on: date) -> tuple[str, str, str, str]:
    name = part.name[:1].upper() + part.name[1:]
    if part.total is None:
        return name, so(part.reached), _("không in số"), "neut"
    number = f"{so(part.reached)}/{so(part.total)}"
    if part.reached > part.total:
        return name, number, _("nhiều hơn %(n)s") % {"n": so(part.reached - part.total)}, "info"
    if part.reached == part.total:
        return name, number, _("đủ"), "ok"
    is_over = road.to_year is not None and date(road.to_year, 12, 31) < on
    return name, number, _("thiếu %(n)s") % {"n": so(part.total - part.reached)}, "warn" if is_over else "info"


def _sum(road: Road) -> str:
    if road.sum == Sum.EQUAL:
        return _("Cộng các nơi: %(n)s, khớp tổng in trong kế hoạch") % {"n": so(road.sum_of_places or 0)}
    if road.sum == Sum.DIFFERS:
        return _("Cộng các nơi: %(n)s, không khớp tổng in trong kế hoạch") % {"n": so(road.sum_of_places or 0)}
    if road.sum == Sum.NOT_SPLIT and road.lines:
        return _("Kế hoạch không in số từng nơi") if not road.choosable else _("%(n)s nơi nêu tên, số từng nơi không in") % {"n": so(len(road.lines))}
    return ""


def _place(line: Line, road: Road) -> PlaceView:
    words = {"full": (_("đủ"), "ok"), "part": (_("có một phần"), "info"), "none": (_("chưa có"), "neut"), "open": (_("chưa có"), "neut")}
    how = timeline.state(line)
    state, role = words[how]
    if line.planned is None and line.reached:
        state = _("đã có")
    if line.coming and not line.reached:
        running = [row for row in line.coming if row.now.runs]
        state, role = _came_late(running, road) if running else _("có quyết định, chưa mở"), "info"
    planned = _("chưa đặt") if line.planned is None else so(line.planned)
    return PlaceView(line, planned, so(len(line.reached)), state, role, "; ".join(line.today))


def _came_late(running: list[SiteRow], road: Road) -> str:
    """Why sites of today did not count on the step's day: opened, judged effective, or come here only later."""
    if any(row.now.opened_on and row.now.opened_on > road.by for row in running):
        return _("mở sau hạn")
    judged = any(row.evaluation and row.evaluation.on > road.by for row in running)
    return _("đánh giá hiệu quả sau hạn") if road.wants_effective and judged else _("đủ điều kiện tính sau hạn")


def judged_late(row: SiteRow, road: Road) -> str:
    """The day a site was judged effective, where that came after the step's day; else empty."""
    one = row.evaluation if road.wants_effective else None
    return _("đánh giá hiệu quả %(day)s") % {"day": ngay(one.on)} if one and one.is_effective and one.on > road.by else ""


def chosen_words(road: Road) -> str:
    """ "Đã chọn 4/10, còn thiếu 6"; "Chưa chọn nơi" where the step waits for its first choice."""
    n, limit = len(road.chosen), road.limit or 0
    if road.awaits_choice:
        return _("Chưa chọn nơi, kế hoạch nêu %(limit)s") % {"limit": so(limit)}
    left = _("còn thiếu %(n)s") % {"n": so(limit - n)} if n < limit else _("vượt %(n)s") % {"n": so(n - limit)} if n > limit else _("đủ số")
    return _("Đã chọn %(n)s/%(limit)s, %(left)s") % {"n": so(n), "limit": so(limit), "left": left}


def copied(row: SiteRow) -> str:
    """What a site was copied from, and since when; empty for one that was not."""
    return origin_words(row)


def site_state(row: SiteRow) -> tuple[str, str]:
    """Word and role of a site's chip."""
    return row.now.state.label, STATES[row.now.state]


def opened(row: SiteRow) -> str:
    """When it opened, and closed where it did."""
    if row.now.opened_on is None:
        return _("chưa mở")
    said = _("mở %(day)s") % {"day": ngay(row.now.opened_on)}
    return f"{said}, " + _("thôi %(day)s") % {"day": ngay(row.now.closed_on)} if row.now.closed_on else said


def judged(row: SiteRow) -> str:
    """What the evaluation that holds says; "chưa đặt" while nobody has judged."""
    one = row.evaluation
    if one is None:
        return _("chưa đánh giá; tiêu chí của kế hoạch chưa đặt")
    verdict = _("hiệu quả, ổn định") if one.is_effective else _("chưa hiệu quả hoặc chưa ổn định")
    about = {"verdict": verdict, "judge": one.judge, "day": ngay(one.on), "criterion": one.criterion}
    return _("%(verdict)s; %(judge)s đánh giá ngày %(day)s, theo: %(criterion)s") % about


def of_model(one: FactRow) -> list[str]:
    """What an evaluation or a pilot says beside its verdict, a line each."""
    score = [_("Điểm: %(n)s/100") % {"n": so(one.score)}] if one.score is not None else []
    outcome = [_("Kết quả chung: %(text)s") % {"text": one.outcome}] if one.outcome else []
    cost = [_("Kinh phí đã chi: %(n)s đồng") % {"n": so(one.cost)}] if one.cost is not None else []
    advice = [_("Kiến nghị: %(text)s") % {"text": Advice(one.advice).label.lower()}] if one.advice else []
    starts = [_("Hạn mở cửa: %(day)s") % {"day": ngay(one.starts_by)}] if one.starts_by else []
    review = [_("Hạn đánh giá: %(day)s") % {"day": ngay(one.review_by)}] if one.review_by else []
    return [*score, *outcome, *cost, *advice, *starts, *review]


def fact_title(one: FactRow) -> str:
    """A line of the story in words."""
    if one.kind == Happening.MOVED:
        return _("Chuyển đến %(where)s") % {"where": one.where}
    if one.kind == Happening.EVALUATED:
        return _("Đánh giá: hiệu quả, ổn định") if one.is_effective else _("Đánh giá: chưa hiệu quả hoặc chưa ổn định")
    return one.kind.label


def lines_to_take_back(facts: Iterable[FactRow]) -> list[tuple[str, str]]:
    """(id, words) of the lines that stand."""
    return [(str(one.id), f"{ngay(one.on)}: {fact_title(one)}") for one in facts if one.kind != Happening.TAKEN_BACK and not one.taken_back]
