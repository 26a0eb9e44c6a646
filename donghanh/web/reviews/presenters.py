"""Reviews in words: two numbers and their difference, the halves around a change, causes with the data behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from donghanh.kernel.workdays import add_months
from donghanh.programme.reviews import rules
from donghanh.programme.reviews.queries import AnalysisSheet, CapacityRow, CauseRow, ReportedRow
from donghanh.programme.reviews.terms import CareForm
from donghanh.programme.terms import Counting
from donghanh.reports import periods
from donghanh.reports.care import InCare
from donghanh.reports.catalogue import CatalogueRow
from donghanh.reports.disclosure import Form, Shown, box
from donghanh.reports.made import Figure
from donghanh.reports.periods import Period
from donghanh.reports.rules import share
from donghanh.web.ui.helpers import so

AFTER_MONTHS = 18
"""A change is looked at over the three halves after it, so that the seven of the way hold three before and three after."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One reported figure beside that of the files."""

    id: UUID
    name: str
    href: str
    reported: str
    counted: str
    difference: str
    is_same: bool
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class HalfLine:
    """A half around a change. when: before, with or after it."""

    period: str
    when: str
    value: str
    counts: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class CauseLine:
    """A cause, the data behind it, and what is planned."""

    row: CauseRow
    name: str
    href: str
    data: str


@dataclass(frozen=True, slots=True)
class DemandLine:
    """One form of care at a former district. role: of the chip that says whether places are enough; says_nothing: no number stands in it."""

    id: UUID | None
    district: str
    form: str
    in_care: str
    unmet: str
    places: str
    word: str
    role: str
    basis: str
    says_nothing: bool


COUNTED_BY = {CareForm.COMMUNITY: "treatment_mix", CareForm.COMPULSORY: "compulsory_share"}
"""Whose numerator the people in each form of care are."""
PEOPLE = Form(with_numerator=False, merges_zero=False)
"""How a number of people below the province is told to a role that only counts."""


def demand(rows: Iterable[CapacityRow], care: Mapping[str, Mapping[str, InCare]]) -> tuple[list[DemandLine], list[DemandLine]]:
    """Every former district with every form: people in care, unmet requests, places, what is over or lacking; apart, those that say nothing."""
    kept = {(row.district, row.form): row for row in rows}
    asked = [(name, form, found.get(COUNTED_BY[form]), kept.get((name, form))) for name, found in care.items() for form in CareForm]
    lines = [_demand(*one) for one in asked]
    return [one for one in lines if not one.says_nothing], [one for one in lines if one.says_nothing]


def compared(rows: Iterable[ReportedRow], counted: Mapping[str, CatalogueRow]) -> list[Compared]:
    """Every reported figure with what the files give."""
    return [_compared(row, counted[row.indicator]) for row in rows]


def halves(points: Iterable[tuple[Period, Figure]], *, starts_on: date, on: date, unit: str) -> list[HalfLine]:
    """The halves before, with and after the change, the earliest first."""
    return [_half(period, figure, starts_on, on, unit) for period, figure in points]


def asked_for(starts_on: date, *, on: date) -> Period:
    """The last half to look at: the running one, or the third after the change where that is past."""
    return periods.running_half(min(on, add_months(starts_on, AFTER_MONTHS)))


def causes(sheet: AnalysisSheet, data: Mapping[str, Mapping[str, CatalogueRow]]) -> list[CauseLine]:
    """Each cause with its figure; data: period → indicator → figure."""
    return [_cause(one, data[one.period][one.indicator]) for one in sheet.causes]


def _compared(row: ReportedRow, counted: CatalogueRow) -> Compared:
    less = rules.difference(row.value, counted.numerator)
    replaced = _(" (thay %(n)d lần ghi trước)") % {"n": row.earlier} if row.earlier else ""
    return Compared(
        id=row.id,
        name=counted.about.name,
        href=f"{reverse('indicators:indicator', args=[row.indicator])}?ky={row.period}",
        reported=_both(float(row.value), float(row.denominator) if row.denominator else None),
        counted=_told(counted),
        difference=_("chưa so được")
        if less is None
        else _("không")
        if not less
        else f"{'+' if less > 0 else '−'}{so(abs(less), 0 if less == less.to_integral_value() else 2)}{_share(row, counted)}",
        is_same=not less and less is not None,
        source=f"{row.provider}, {row.paper}{replaced}",
        note=row.note,
    )


def _share(row: ReportedRow, counted: CatalogueRow) -> str:
    """Points of per cent between both shares, where both are shares."""
    if counted.about.definition.counting is not Counting.SHARE or counted.value is None or not row.denominator:
        return ""
    told = share(int(row.value), int(row.denominator))
    points = round(float(told or 0) - counted.value, 1)
    return f" ({'+' if points > 0 else '−' if points else ''}{so(abs(points), 1)} {_('điểm %')})"


def _both(value: float, denominator: float | None) -> str:
    if denominator is None:
        return so(value, 0)
    return f"{so(value, 0)}/{so(denominator, 0)} ({so(value * 100 / denominator, 1)} %)"


def _told(row: CatalogueRow) -> str:
    """The figure of the files with its counts, or what is missing."""
    if row.numerator is None:
        return _("chưa có số: %(why)s") % {"why": row.note}
    if row.about.definition.counting is Counting.SHARE:
        return _both(row.numerator, row.denominator) if row.denominator else _("chưa có ai trong diện đếm")
    return so(row.numerator, 0)


def _half(period: Period, figure: Figure, starts_on: date, on: date, unit: str) -> HalfLine:
    when = _("trước") if period.last < starts_on else _("sau") if period.first >= starts_on else _("có ngày đổi")
    is_count = figure.numerator is not None and figure.value is not None and figure.value == figure.numerator
    value = "–" if figure.value is None else f"{so(figure.value, 0)} {unit}" if is_count else f"{so(figure.value, 1)} %"
    counts = "" if is_count or figure.numerator is None or figure.denominator is None else f"{so(figure.numerator)}/{so(figure.denominator)}"
    return HalfLine(period.label, when, value, counts, period.last >= on)


def _cause(one: CauseRow, figure: CatalogueRow) -> CauseLine:
    href = f"{reverse('indicators:indicator', args=[one.indicator])}?ky={one.period}"
    return CauseLine(one, f"{figure.about.name}, {periods.read(one.period).label.lower()}", href, _told(figure))


def _demand(district: str, form: CareForm, care: InCare | None, row: CapacityRow | None) -> DemandLine:
    unmet = _unmet(row.unmet, is_exact=row.is_exact) if row else ("–", (0, 0))
    word, role = _("chưa đặt số chỗ"), "neut"
    if row and care:
        (low, high), most = unmet[1], care.most
        word, role = _said(*rules.balance(places=row.places, least=care.least + low, most=None if most is None else most + high))
    return DemandLine(
        id=row.id if row else None, district=f"{district[:1].upper()}{district[1:]}", form=str(form.label), in_care=_in_care(care),
        unmet=unmet[0], places=so(row.places) if row else "–", word=word, role=role, basis=row.basis if row else "",
        says_nothing=row is None and not (care and care.told),
    )  # fmt: skip


def _in_care(care: InCare | None) -> str:
    """The sum of the cells that tell a number: roughly, where they are rounded or some tell none."""
    if care is None:
        return _("chưa tính được")
    if not care.told:
        return _("không nói số") if care.untold else "0"
    number = so(care.told) if care.least == care.told == care.most else _("khoảng %(n)s") % {"n": so(care.told)}
    return number + (_(", chưa kể %(k)s xã không nói số") % {"k": so(care.untold)} if care.untold else "")


def _unmet(n: int | None, *, is_exact: bool) -> tuple[str, tuple[int, int]]:
    """People of a district who waited: as every number of people below the province; places are no people and stand as they are."""
    if n is not None and (is_exact or n == 0):
        return so(n), (n, n)
    return _("dưới 8") if n is None else _("khoảng %(n)s") % {"n": so(n)}, box(Shown(n, None), PEOPLE).denominator


def _said(low: int | None, high: int) -> tuple[str, str]:
    """What is certain of the balance; "ít nhất" where the numbers leave more open."""
    if high < 0:
        return (_("thiếu %(n)s") if low == high else _("thiếu ít nhất %(n)s")) % {"n": so(-high)}, "warn"
    if low is None or low < 0:
        return _("chưa đủ số để so"), "neut"
    if low == high:
        return (_("dư %(n)s") % {"n": so(low)} if low else _("vừa đủ")), "ok"
    return (_("dư ít nhất %(n)s") % {"n": so(low)} if low else _("đủ chỗ")), "ok"
