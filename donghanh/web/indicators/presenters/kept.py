"""Figures typed from a paper, and indicators made from parts, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from donghanh.base.accounts import queries as accounts
from donghanh.programme import definitions
from donghanh.reports.building.queries import BuiltRow, Look
from donghanh.reports.indicators import COUNTERS
from donghanh.reports.parts import SUBJECTS, Formula
from donghanh.reports.typed.queries import TypedRow
from donghanh.web.indicators.presenters.words import SMALL, Row, percent
from donghanh.web.ui.helpers import so


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A version of a typed figure."""

    period: str
    said: str
    document: str
    provider: str
    who: str
    at: datetime
    version: int
    reason: str
    is_latest: bool


def typed(rows: list[TypedRow]) -> list[TypedLine]:
    """Versions of typed figures, officials' names with one question for all."""
    names = accounts.names_of({row.entered_by for row in rows}) if rows else {}
    return [_typed(row, names) for row in rows]


def looks(found: list[Look]) -> list[Row]:
    """A built indicator over a period and that of the year before."""
    return [Row(one.period.label, _told(one.numerator), _told(one.denominator), percent(one.value)) for one in found]


def versions(rows: list[BuiltRow]) -> list[tuple[BuiltRow, str]]:
    """(version, who made it), officials' names with one question for all."""
    names = accounts.names_of({row.made_by for row in rows})
    return [(row, names.get(row.made_by, "")) for row in rows]


def parts(formula: Formula) -> list[tuple[str, str]]:
    """A formula in words."""
    subject = SUBJECTS[formula.subject]
    said = [(_("Đếm những ai"), subject.label)]
    if formula.among:
        said.append((_("Chỉ trong số"), "; ".join(mark.label for mark in formula.among)))
    return [*said, (_("Tử số: người có đủ"), "; ".join(mark.label for mark in formula.having)), (_("Mẫu số"), _("mọi người được đếm"))]


def change_address(row: BuiltRow) -> str:
    """The page that makes the next version, filled with this one."""
    marks = {"trong_so": [mark.name for mark in row.formula.among], "dieu_kien": [mark.name for mark in row.formula.having]}
    return f"{reverse('indicators:build')}?{urlencode({'nhom': row.formula.subject, 'khoa': row.key, 'ten': row.name, **marks}, doseq=True)}"


def _told(n: int | None) -> str:
    return SMALL if n is None else so(n)


def _beside(row: TypedRow) -> str:
    """For a result beside what was to be reached: exceeded, or how much is missing."""
    if row.denominator is None or definitions.named(row.indicator).unit == "%":
        return ""
    short = row.denominator - row.value
    if short > 0:
        return _(": chưa đạt, thiếu %(n)s") % {"n": so(short.normalize() if short % 1 else int(short))}
    return _(": vượt") if short < 0 else _(": đạt")


def _typed(row: TypedRow, names: Mapping[int, str]) -> TypedLine:
    counter = COUNTERS.get(row.indicator)
    is_small = counter is not None and counter.guards_typed and 0 < row.value < 8
    number = SMALL if is_small else so(row.value.normalize() if row.value % 1 else int(row.value))
    if row.denominator is not None:
        whole = so(row.denominator.normalize() if row.denominator % 1 else int(row.denominator))
        number = f"{number} / {whole} ({percent(row.share)}){_beside(row)}"
    from_name = names.get(row.entered_by, "")
    return TypedLine(row.period, number, row.document, row.provider, from_name, row.entered_at, row.version, row.reason, row.is_latest)
