"""The list of all indicators, and the people behind a figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from donghanh.programme import definitions
from donghanh.programme.queries import PlanRow
from donghanh.programme.terms import Source
from donghanh.reports.periods import Period
from donghanh.reports.sheets import Bound, PersonBehind
from donghanh.reports.terms import Which
from donghanh.web.indicators.presenters.words import due
from donghanh.web.overview.presenters import wanted
from donghanh.web.ui.helpers import ngay, so

TABS = ((Which.MISSING, "chua-dat", later("Chưa có")), (Which.NUMERATOR, "da-dat", later("Đã có")), (Which.DENOMINATOR, "tat-ca", later("Tất cả")))
WHICH = {slug: which for which, slug, _word in TABS}
STATES = {
    Source.COMPUTED: (later("Tính từ hồ sơ"), "ok"),
    Source.PARTIAL: (later("Tính một phần"), "info"),
    Source.MISSING: (later("Chưa tính được"), "warn"),
    Source.PLAN: (later("Không phải số đo"), "neut"),
}


@dataclass(frozen=True, slots=True)
class ListLine:
    """One target of the list of all."""

    name: str
    href: str
    clause: str
    wanted: str
    due: str
    state: str
    role: str
    note: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person behind a figure."""

    name: str
    birth_year: int
    href: str
    at: datetime
    state: str
    role: str


def by_plan(found: Iterable[Bound]) -> list[tuple[PlanRow, bool, list[ListLine]]]:
    """(plan, whether of the reader's province, its targets), in the order given."""
    return [(bounds[0].plan, bounds[0].is_here, [_line(one) for one in bounds]) for bounds in _parts(found)]


def sums(found: Iterable[Bound]) -> list[dict[str, Any]]:
    """How many targets of all plans are counted, in part, not yet."""
    sources = [one.target.source for one in found]
    told = ((Source.COMPUTED, _("tính từ hồ sơ")), (Source.PARTIAL, _("tính một phần, nói rõ còn thiếu gì")), (Source.MISSING, _("chưa tính được")))
    return [{"n": so(sources.count(source)), "label": word} for source, word in told]


def people(rows: list[PersonBehind], *, code: str) -> list[PersonLine]:
    """The list behind a figure; a sealed record has no name in a list. Who was to be met in a set time and was not is late by that alone."""
    return [_person(row, code) for row in rows]


def _person(row: PersonBehind, code: str) -> PersonLine:
    href = reverse("people:person", args=[row.person_id])
    if row.is_reached:
        state, role = _("Có"), "ok"
    elif row.late_since:
        state, role = _("Chưa có, quá hạn từ %(day)s") % {"day": ngay(row.late_since)}, "bad"
    else:
        state, role = (_("Quá 6 tháng chưa gặp"), "bad") if code == "aftercare_followed" else (_("Chưa có"), "warn")
    return PersonLine(row.name or _("Hồ sơ niêm phong"), row.birth_year, href, row.at, state, role)


def list_address(code: str, period: Period) -> str:
    """Address of the lists behind a figure, without the kind."""
    return f"{reverse('indicators:behind', args=[code])}?{urlencode(_asked(period))}"


def lists(code: str, period: Period, which: Which, last: UUID | None) -> dict[str, Any]:
    """The tabs of the three lists, the word of the open one, and the address of the next page."""
    listed = list_address(code, period)
    slugs = {one: (slug, str(word)) for one, slug, word in TABS}
    tabs = [{"name": word, "href": f"{listed}&loai={slug}"} for slug, word in slugs.values()]
    slug, word = slugs[which]
    return {"tabs": tabs, "word": word, "next": f"{listed}&loai={slug}&sau={last}" if last else ""}


def _asked(period: Period) -> dict[str, str]:
    if len(period.code) < len("2025-07-15"):
        return {"ky": period.code}
    return {"ngay-d": str(period.last.day), "ngay-m": str(period.last.month), "ngay-y": str(period.last.year)}


def _parts(found: Iterable[Bound]) -> list[list[Bound]]:
    return [list(bounds) for _plan, bounds in groupby(found, key=lambda one: one.plan.id)]


def _line(one: Bound) -> ListLine:
    target, (state, role) = one.target, STATES[one.target.source]
    note = f"{_('Còn thiếu:')} {target.missing_fact} {_('Người ghi:')} {target.recorded_by}." if target.missing_fact else ""
    plan = f"{reverse('plans:plan', args=[one.plan.id])}#{target.id}"
    href = reverse("indicators:indicator", args=[target.indicator]) if target.indicator in definitions.catalogue() else plan
    return ListLine(target.name, href, target.cited, wanted(target), due(target), str(state), role, note)
