"""Figures in words: what stands at the top, the target's line, the communes as bars, tiles and table, the lists behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from donghanh.programme.queries import PlanRow, TargetRow
from donghanh.programme.terms import Counting
from donghanh.reports.indicators import counts_people, counts_places, counts_staff, is_sample, noun
from donghanh.reports.repository import Behind, Breakdown, Figure, PlaceFigures
from donghanh.reports.terms import Which
from donghanh.web.overview.tiling import grid
from donghanh.web.ui.helpers import so

DETECTED = "user_management"
SMALL = "< 8"
HIDDEN = later("không hiện")
TABS = ((Which.MISSING, later("Chưa đạt")), (Which.NUMERATOR, later("Đã đạt")), (Which.DENOMINATOR, later("Tất cả")))
WHICH = {"chua-dat": Which.MISSING, "da-dat": Which.NUMERATOR, "tat-ca": Which.DENOMINATOR}
SLUGS = {which: slug for slug, which in WHICH.items()}


@dataclass(frozen=True, slots=True)
class Number:
    """One number at the top; href: the list behind it, for those who may open it."""

    n: str
    label: str
    sub: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target's row: rate and counts in words, the bar's numbers, the gap, the due day, the state of the target."""

    name: str
    clause: str
    href: str
    rate: str
    counts: str
    num: int
    den: int
    goal: float
    wanted: str
    gap: str
    due: str
    left: str
    state: str
    role: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One commune: rate and counts in words; num, den for the bar (den 0: nothing is drawn); c, r: its place among the tiles.

    is_told: something is said of it; is_small: that it has fewer than 8 people (or none, where the table does not tell these apart).
    """

    name: str
    href: str
    rate: str
    counts: str
    note: str
    num: int
    den: int
    people: str
    reached: str
    is_told: bool
    is_small: bool
    c: int = 0
    r: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A person behind a figure."""

    name: str
    birth_year: int
    href: str
    detected: datetime
    managed: datetime | None
    offered: datetime | None


def counted_plans(found: list[PlanRow], province: str = "") -> list[PlanRow]:
    """Plans of this province (code; empty: of any) with a share that can be counted. The first is the one the pages of numbers speak of until
    another is chosen: one that counts people detected, for only these have a list here, then those over people; a later plan pushes none away."""
    some = [plan for plan in found if province in ("", plan.province) and any(_is_share(target) for target in plan.targets)]
    return sorted(some, key=lambda plan: (not finds_people(main(plan)), not any(_is_share(one) and counts_people(one) for one in plan.targets)))


def finding_people(found: list[PlanRow], province: str = "") -> list[PlanRow]:
    """Those of them that count people detected."""
    return [plan for plan in counted_plans(found, province) if finds_people(main(plan))]


def finds_people(target: TargetRow) -> bool:
    """True where finding people is what is counted: only then are those counted called detected, and listed by that day."""
    return target.indicator == DETECTED


def main_index(plan: PlanRow) -> int:
    """Which target the numbers at the top and the communes' table show: people detected, else the first share that can be counted."""
    shares = [i for i, target in enumerate(plan.targets) if _is_share(target)]
    return next((i for i in shares if finds_people(plan.targets[i])), shares[0])


def over_places(plan: PlanRow) -> frozenset[str]:
    """Ids of the targets that count places, not people."""
    return frozenset(target.id for target in plan.counted if counts_places(target.indicator))


def over_staff(plan: PlanRow) -> frozenset[str]:
    """Ids of the targets that count officials at their posts."""
    return frozenset(target.id for target in plan.counted if counts_staff(target.indicator))


def main(plan: PlanRow) -> TargetRow:
    """The target at the top."""
    return plan.targets[main_index(plan)]


def shares_first(pairs: list[tuple[TargetRow, Figure]]) -> list[tuple[TargetRow, Figure]]:
    """Shares before numbers beside the year before, each in the order of the plan."""
    return sorted(pairs, key=lambda pair: not _is_share(pair[0]))


def _goal(target: TargetRow) -> float:
    """Where the bar is marked: a number of things is wanted whole."""
    if target.value is None:
        return 0.0
    return 100.0 if target.counting is Counting.COUNT else min(float(target.value), 100.0)


def of_places(target: TargetRow, figure: Figure) -> str:
    """What a register says, in words with what is counted: "7 trên 10 điểm"; empty for people in files."""
    if not counts_places(target.indicator):
        return ""
    what = noun(target.indicator)
    if figure.parts:
        told = (f"{one.name}: {so(one.numerator)}/{so(one.denominator or 0)}" for one in figure.parts)
        return "; ".join(told)
    if figure.numerator is None:
        return _("chỉ tính cho toàn tỉnh")
    if figure.denominator is None:
        return f"{so(figure.numerator)} {what}"
    if not figure.denominator:
        nothing = _("chưa có khảo sát nào kết thúc trong kỳ") if is_sample(target.indicator) else _("không có %(what)s nào trong diện đếm")
        return nothing % {"what": what}
    return _("%(part)s trên %(whole)s %(what)s") % {"part": so(figure.numerator), "whole": so(figure.denominator), "what": what}


def _is_rate(target: TargetRow) -> bool:
    return target.source.is_counted and target.counting.is_rate


def _is_share(target: TargetRow) -> bool:
    return target.source.is_counted and target.counting is Counting.SHARE


def numbers(target: TargetRow, figure: Figure, listed: str = "") -> list[Number]:
    """Up to four numbers of the target at the top. listed: address of the list without its kind, for those who may open it."""
    is_found = finds_people(target)
    counted, needs = (_("Được phát hiện"), _("có quyết định và dịch vụ")) if is_found else (_("Trong diện đếm"), target.name)
    if figure.is_hidden:
        return [Number(str(HIDDEN), counted, _("hiện ra thì suy được số nhỏ của nơi khác hoặc kỳ khác"))]
    if figure.denominator is None:
        return [Number(SMALL, counted, _("quá ít để hiện số đúng"))]

    def to(which: Which) -> str:
        return f"{listed}&loai={SLUGS[which]}" if listed and is_found else ""

    told = [Number(_count(figure.denominator, figure), counted, "", to(Which.DENOMINATOR))]
    if figure.is_numerator_hidden:
        return [*told, Number(str(HIDDEN), _("Đạt chỉ tiêu"), _("hiện ra thì suy được số nhỏ của nơi khác"))]
    told.append(Number(_count(figure.numerator, figure), _("Đạt chỉ tiêu"), needs, to(Which.NUMERATOR)))
    if figure.missing is None or figure.without_decision is None:
        return told
    told.append(Number(so(figure.missing), _("Chưa đạt"), _("một người có thể thiếu cả hai"), to(Which.MISSING)))
    lacks = _("%(n)s chưa được giới thiệu dịch vụ") % {"n": so(figure.without_service)}
    told.append(Number(so(figure.without_decision), _("Chưa có quyết định"), lacks))
    return told


def target_line(plan: PlanRow, target: TargetRow, figure: Figure, *, ends: date, on: date) -> TargetLine:
    """The target with what was reached and what is missing. ends: last day of the period the figure is of."""
    state, role = _state(target, figure, min(ends, on))
    return TargetLine(
        name=target.name,
        clause=f"KH {plan.number} · {target.cited}",
        href=reverse("plans:plan", args=[plan.id]),
        rate=rate(figure) if _is_rate(target) else _beside(target, figure)[0],
        counts=(of_places(target, figure) or _counts(figure)) if _is_rate(target) else _beside(target, figure)[1],
        num=figure.numerator or 0 if _is_rate(target) and not figure.parts else 0,
        den=figure.denominator or 0 if _is_rate(target) and not figure.parts else 0,
        goal=_goal(target),
        wanted=wanted(target),
        gap=_gap(target, figure) if _is_rate(target) else _("mới tính được một phần") if target.missing_fact else "",
        due=f"{target.due_on:%d/%m/%Y}" if target.due_on else _("không ghi hạn"),
        left=_left(target.due_on, on),
        state=state,
        role=role,
    )


def wanted(target: TargetRow) -> str:
    """ "ít nhất 100 %"; "không tăng so với cùng kỳ"; "chưa đặt" where no number is printed."""
    if target.comparison.is_direction:
        return str(target.comparison.label)
    told = "; ".join(f"{name}: {so(_plain(value))}" for name, value in target.parts)
    if target.value is None:
        return f"{target.comparison.label} {told} {target.unit}" if told else _("chưa đặt con số")
    return f"{target.comparison.label} {so(_plain(target.value))} {target.unit}"


def _plain(value: Decimal) -> Decimal | int:
    return value.normalize() if value % 1 else int(value)


def _beside(target: TargetRow, figure: Figure) -> tuple[str, str]:
    """A number, and that of the same period a year before."""
    if figure.numerator is None:
        return "–", _("không hiện theo xã")
    before = _("cùng kỳ năm trước %(n)s") % {"n": so(figure.denominator)} if figure.denominator else _("cùng kỳ năm trước không có số")
    return f"{so(figure.numerator)} {target.unit}", before


def bars(table: Breakdown, asked: str, i: int = 0) -> list[Bar]:
    """One line a commune, by name, with its place in the tile map. asked: the question as addresses carry it."""
    spots = grid(tuple((row.place.id, row.place.latitude, row.place.longitude) for row in table.rows))
    return [_bar(row, row.targets[i], asked, spots.get(row.place.id, (0, 0))) for row in table.rows]


def worth_showing(found: list[Bar]) -> list[Bar]:
    """Communes with people, by name; where 0 and "< 8" are not told apart, only those with 8 people or more."""
    found = [bar for bar in found if bar.is_told]
    if any(bar.people == "0" for bar in found):
        return [bar for bar in found if bar.people != "0"]
    return [bar for bar in found if not bar.is_small]


def rest(found: list[Bar], some: list[Bar]) -> str:
    """What is said of the communes that the bars leave out."""
    hidden = sum(not bar.is_told for bar in found)
    left = len(found) - len(some) - hidden
    said = []
    if hidden:
        said.append(_("%(n)s xã, phường không hiện số của kỳ này: hiện ra thì suy được số nhỏ của nơi khác hoặc kỳ khác.") % {"n": hidden})
    if left and left == len(found) and any(bar.is_small for bar in found):
        said.append(_("Mọi xã, phường đều dưới 8 người; không hiện xã nào có, xã nào không."))
    elif left and any(bar.people == "0" for bar in found):
        said.append(_("%(n)s xã, phường không có người nào trong kỳ.") % {"n": left})
    elif left:
        said.append(_("%(n)s xã, phường còn lại dưới 8 người.") % {"n": left})
    return " ".join(said)


def people(rows: list[Behind]) -> list[Line]:
    """The list behind a figure; a sealed record has no name in a list."""
    return [_person(row) for row in rows]


def tabs(listed: str) -> list[dict[str, str]]:
    """The three lists behind a figure."""
    return [{"name": str(name), "href": f"{listed}&loai={SLUGS[which]}"} for which, name in TABS]


def listed(asked: str) -> str:
    """Address of the lists behind the figures asked for, without the kind."""
    return f"{reverse('overview:behind')}?{asked}"


def _person(row: Behind) -> Line:
    name = row.name or _("Hồ sơ niêm phong")
    return Line(name, row.birth_year, reverse("people:person", args=[row.person_id]), row.detected_at, row.managed_at, row.offered_at)


def _bar(row: PlaceFigures, figure: Figure, asked: str, spot: tuple[int, int]) -> Bar:
    drawn = figure.value is not None and figure.denominator is not None
    note = "" if drawn else _note(figure)
    return Bar(
        name=row.place.title[:1].upper() + row.place.title[1:],
        href=f"{reverse('overview:place', args=[row.place.id])}?{asked}",
        rate=rate(figure),
        counts=_counts(figure),
        note=note,
        num=figure.numerator or 0 if drawn else 0,
        den=figure.denominator or 0 if drawn else 0,
        people=_count(figure.denominator, figure),
        reached=_reached(figure),
        is_told=not figure.is_hidden,
        is_small=figure.denominator is None and not figure.is_hidden,
        c=spot[0],
        r=spot[1],
    )


def _note(figure: Figure) -> str:
    if figure.is_hidden:
        return str(HIDDEN)
    if figure.denominator == 0:
        return _("không có người nào")
    if figure.denominator is None:
        return _("dưới 8 người, không hiện tỷ lệ")
    return _("không hiện số đạt") if figure.is_numerator_hidden else _("dưới 8 người đạt, không hiện tỷ lệ")


def _reached(figure: Figure) -> str:
    """People reached in the table of the communes: a dash where even the people found are too few."""
    if figure.is_hidden or (figure.is_numerator_hidden and figure.denominator is not None):
        return str(HIDDEN)
    return "–" if figure.denominator is None else _count(figure.numerator, figure)


def _count(value: int | None, figure: Figure) -> str:
    if figure.is_hidden:
        return str(HIDDEN)
    if value is None:
        return SMALL
    return so(value) if figure.is_exact or value == 0 else _("khoảng %(n)s") % {"n": so(value)}


def _counts(figure: Figure) -> str:
    if figure.is_hidden:
        return str(HIDDEN)
    if figure.denominator is None:
        return SMALL if not figure.is_exact else _("%(n)s người; số được giao chưa đặt") % {"n": so(figure.numerator)}
    if figure.is_numerator_hidden:
        return _("%(n)s người") % {"n": _count(figure.denominator, figure)}
    if figure.numerator is None:
        return f"{SMALL}/{so(figure.denominator)}"
    return f"{'' if figure.is_exact else '≈ '}{so(figure.numerator)}/{so(figure.denominator)}"


def rate(figure: Figure) -> str:
    """A rate of rounded numbers gets no decimal: it would say more than is known."""
    return "–" if figure.value is None else f"{so(figure.value, 1 if figure.is_exact else 0)} %"


def _gap(target: TargetRow, figure: Figure) -> str:
    if counts_places(target.indicator):
        return _gap_of_places(target, figure)
    if figure.is_hidden:
        return _("không hiện: suy ra được số nhỏ khác")
    if figure.is_numerator_hidden:
        return _("số đạt không hiện: suy ra được số nhỏ khác")
    if figure.missing is None:
        return "" if figure.is_exact else _("số của một xã, đã làm tròn")
    if figure.denominator == 0:
        return _("không có người nào trong kỳ")
    return _("còn thiếu %(n)s người") % {"n": so(figure.missing)} if figure.missing else _("không thiếu ai")


def _gap_of_places(target: TargetRow, figure: Figure) -> str:
    if figure.missing is None or is_sample(target.indicator):
        return ""
    if not figure.missing:
        return _("không thiếu %(what)s nào") % {"what": noun(target.indicator)} if figure.denominator else ""
    return _("còn thiếu %(n)s %(what)s") % {"n": so(figure.missing), "what": noun(target.indicator)}


def _state(target: TargetRow, figure: Figure, counted_to: date) -> tuple[str, str]:
    """The state on the day the figure is counted to: a figure of an earlier or a later day does not say how it stood when it fell due."""
    if figure.met is None:
        if is_sample(target.indicator) and figure.denominator:
            return _("Chưa chắc: mẫu còn nhỏ"), "neut"
        is_only_striven_for = counts_places(target.indicator) and target.is_striving
        return (_("Mức phấn đấu") if is_only_striven_for else _("Không tính")), "neut"
    return state_of(figure.met, due_on=target.due_on, counted_to=counted_to)


def state_of(is_met: bool, *, due_on: date | None, counted_to: date) -> tuple[str, str]:
    """Word and role of a target that can be judged, on the day its figure is counted to; every page says it with these words."""
    if is_met:
        return _("Đạt"), "ok"
    if due_on and counted_to >= due_on:
        return (_("Chưa đạt khi đến hạn") if counted_to == due_on else _("Quá hạn, chưa đạt")), "bad"
    return _("Chưa đạt"), "warn"


def _left(due: date | None, on: date) -> str:
    if due is None:
        return ""
    days = (due - on).days
    if days < 0:
        return _("quá %(n)s ngày") % {"n": so(-days)}
    return _("còn %(n)s ngày") % {"n": so(days)}
