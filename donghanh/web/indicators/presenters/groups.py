"""Indicators by the three ways of working against drugs, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from donghanh.programme.terms import Counting, Reduction
from donghanh.reports.catalogue import MISSING, CatalogueRow
from donghanh.web.ui.helpers import so

ROLES = {MISSING: "warn", "Nhập tay": "info"}


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One indicator of a group. now, before: its value and that of the year before; arrow: which way it went."""

    name: str
    href: str
    now: str
    before: str
    arrow: str
    state: str
    role: str
    note: str


def reductions(now: list[CatalogueRow], then: list[CatalogueRow]) -> list[tuple[str, list[GroupLine]]]:
    """(group, its indicators) for supply, demand and harm."""
    earlier = {one.about.definition.indicator: one for one in then}
    return [
        (str(group.label), [_line(one, earlier[one.about.definition.indicator]) for one in now if one.about.reduces is group]) for group in Reduction
    ]


def _line(one: CatalogueRow, before: CatalogueRow) -> GroupLine:
    missing = one.state == MISSING
    return GroupLine(
        name=one.about.name,
        href=reverse("indicators:indicator", args=[one.about.definition.indicator]),
        now=_value(one),
        before=_value(before),
        arrow=_arrow(one.value, before.value),
        state=_("Còn thiếu") if missing else one.state,
        role=ROLES.get(one.state, "ok"),
        note=one.note if missing else "",
    )


def _value(one: CatalogueRow) -> str:
    if one.value is None:
        return "–"
    if one.about.definition.counting is Counting.CHANGE:
        return f"{so(int(one.value))} {one.about.unit}"
    return f"{so(one.value, 1)} %"


def _arrow(now: float | None, before: float | None) -> str:
    """↗, ↘ or →; nothing without both."""
    if now is None or before is None:
        return ""
    return "→" if now == before else "↗" if now > before else "↘"
