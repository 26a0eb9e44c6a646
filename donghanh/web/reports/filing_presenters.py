"""One report in words: its figures with the words beside them, what is missing, what was said before, its versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from donghanh.programme.terms import Source
from donghanh.reports import periods
from donghanh.reports.filing.queries import Compared, FilingSheet, Gathering, ReceivedSheet, VersionRow
from donghanh.reports.filing.terms import OF_TARGET, SECTIONS, WHOLE
from donghanh.reports.repository import Figure
from donghanh.web.overview.presenters import TargetLine, target_line
from donghanh.web.reports import desk_presenters
from donghanh.web.reports.filing_forms import PartsForm
from donghanh.web.ui.due import Due
from donghanh.web.ui.helpers import gio, ngay, so


@dataclass(frozen=True, slots=True)
class Beside:
    """A counted target with the field for its words. is_open: something is to be said, or was; before: the words of the period before."""

    line: TargetLine
    field: Any
    is_open: bool
    before: str


@dataclass(frozen=True, slots=True)
class Written:
    """A section with its field."""

    title: str
    field: Any
    is_required: bool
    before: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A sent version in the list of a report. role: of its chip."""

    title: str
    href: str
    at: str
    by: str
    word: str
    role: str
    reason: str
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A report on its writer's desk. gaps: (address on the page, sentence); waiting: targets without facts."""

    title: str
    due: Due
    word: str
    mark: str
    targets: tuple[Beside, ...]
    sections: tuple[Written, ...]
    gaps: tuple[tuple[str, str], ...]
    waiting: tuple[Any, ...]
    versions: tuple[Sent, ...]
    returned: tuple[tuple[str, str, str], ...]
    before: str


@dataclass(frozen=True, slots=True)
class Side:
    """A target as it counts today, in words; has_changed as Compared."""

    name: str
    today: str
    has_changed: bool | None


def page(sheet: FilingSheet, form: PartsForm, *, on: date) -> Page:
    """A report on its writer's desk, with a field beside each thing that is to be said."""
    duty, now = sheet.own.duty, sheet.own.now
    before = sheet.before.words if sheet.before else {}
    ids = {part: form.of(part).auto_id for part in form.names}
    newest = sheet.versions[0].verdict if sheet.versions else None
    reasons = newest.reasons if newest and not newest.is_accepted else ()
    titles = {part: form.fields[name].label for part, name in form.names.items()} | {WHOLE: _("Cả báo cáo")}
    return Page(
        title=desk_presenters.name_of(duty),
        due=desk_presenters.due(duty, now, on=on),
        word=desk_presenters.word(now, duty),
        mark=desk_presenters.mark(now),
        targets=tuple(_targets(sheet, form, before, on=on)),
        sections=tuple(Written(one.title, form.of(one.code), one.is_required, before.get(one.code, "")) for one in SECTIONS),
        gaps=tuple((ids.get(part, ""), sentence) for part, sentence in sheet.missing),
        waiting=tuple(target for target in sheet.filled.plan.targets if target.source is Source.MISSING),
        versions=tuple(sent(one, titles) for one in sheet.versions),
        returned=tuple((ids.get(part, ""), titles.get(part, part), text) for part, text in reasons),
        before=sheet.before.label if sheet.before else "",
    )


def _targets(sheet: FilingSheet, form: PartsForm, before: Mapping[str, str], *, on: date) -> list[Beside]:
    plan, figures = sheet.filled.plan, sheet.filled.figures
    if figures is None:
        return []
    made = []
    for target, figure in zip(plan.targets, figures.targets, strict=True):
        if not target.source.is_counted:
            continue
        part = OF_TARGET + target.id
        field = form.of(part)
        line = target_line(plan, target, figure, ends=figures.period.last, on=on)
        made.append(Beside(line, field, figure.met is False or bool(field.value()), before.get(part, "")))
    return made


def sent(one: VersionRow, titles: Mapping[str, str]) -> Sent:
    """A version in a list."""
    word, role = (_("Chờ nhận"), "info") if one.verdict is None else (_("Đã nhận"), "ok") if one.verdict.is_accepted else (_("Bị trả lại"), "bad")
    if one.verdict is None and one.absent:
        word, role = _("Đã gửi"), "ok"
    reasons = tuple((titles.get(part, part), text) for part, text in one.verdict.reasons) if one.verdict else ()
    href = reverse("reports:version", args=[one.id])
    return Sent(_("Bản số %(n)s") % {"n": one.number}, href, f"{gio(one.at)} {ngay(one.at)}", one.by, word, role, one.reason, reasons)


def faults(form: PartsForm) -> list[str]:
    """What keeps a draft from being kept."""
    return [f"{form.fields[name].label if name in form.fields else ''}: {' '.join(map(str, found))}" for name, found in form.errors.items()]


def received(sheet: ReceivedSheet, *, on: date) -> dict[str, Any]:
    """A commune's report on its receiver's desk."""
    newest = sheet.versions[0]
    titles = {part: title for part, title, _text in newest.words} | {WHOLE: _("Cả báo cáo")}
    return {
        "title": desk_presenters.name_of(sheet.duty),
        "due": desk_presenters.due(sheet.duty, sheet.now, on=on),
        "word": desk_presenters.word(sheet.now, sheet.duty),
        "mark": desk_presenters.mark(sheet.now),
        "newest": newest,
        "sides": [_side(one) for one in sheet.compared],
        "versions": [sent(one, titles) for one in sheet.versions],
    }


def _side(one: Compared) -> Side:
    return Side(f"{one.clause}. {one.name}", cell(one.today), one.has_changed)


def cell(figure: Figure | None) -> str:
    """A commune's figure as a counting role may see it: "khoảng 25 trên 30 người", never a number of people below 8; "1 trên 1" where
    places or staff are counted, whose numbers are true ones."""
    if figure is None or figure.is_hidden:
        return _("không hiện")
    if figure.denominator is None:
        return _("dưới 8 người")
    if figure.denominator == 0:
        return _("không có ai")
    if figure.is_exact:
        return _("%(a)s trên %(b)s") % {"a": so(figure.numerator or 0), "b": so(figure.denominator)}
    if figure.is_numerator_hidden:
        return _("khoảng %(n)s người, số đạt không hiện") % {"n": so(figure.denominator)}
    reached = "< 8" if figure.numerator is None else so(figure.numerator)
    return _("khoảng %(a)s trên %(b)s người") % {"a": reached, "b": so(figure.denominator)}


def gathered(found: Gathering) -> dict[str, Any]:
    """What the communes sent, for the one who writes the province's report."""
    return {
        "included": [(line.unit.body, ngay(version.at)) for line, version in found.included],
        "absent": [(line.unit.body, desk_presenters.word(line.now, found.duty), desk_presenters.mark(line.now)) for line in found.absent],
        "said": [(one.title, found.said[one.code]) for one in SECTIONS if found.said[one.code]],
        "changed": list(found.changed.items()),
        "roll": reverse("reports:roll", args=[found.duty.code, found.duty.period.code]),
    }


def about(version: VersionRow, filing: Any) -> dict[str, Any]:
    """Head of a version's page."""
    return {
        "period": periods.read(filing.period).label,
        "back": reverse("reports:filing", args=[filing.duty, filing.period]),
        "at": f"{gio(version.at)} {_('ngày')} {ngay(version.at)}",
        "sent_to": [(line, *version.sent_to.get(line, (None, ""))) for line in version.recipients],
    }
