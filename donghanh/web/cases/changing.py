"""What changes in the law between two days: topic by topic, who decides, and which open files of the reader's unit it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from donghanh import legal
from donghanh.cases import queries
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.terms import Procedure as P
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.kernel.workdays import start_of
from donghanh.legal import changes
from donghanh.legal.changes import Change, Held
from donghanh.web.cases import words
from donghanh.web.cases.words import Act
from donghanh.web.shell.forms import DateField, Form
from donghanh.web.ui.helpers import ngay

TOPICS: dict[P, tuple[str, ...]] = {
    P.USER_MANAGEMENT: ("user", "list"),
    P.DETERMINATION: ("determination",),
    P.HOME_REHABILITATION: ("voluntary", "phases"),
    P.PRIVATE_REHABILITATION: ("voluntary", "phases"),
    P.PUBLIC_REHABILITATION: ("voluntary", "phases", "facility"),
    P.SUBSTITUTION: ("substitution",),
    P.COMPULSORY: ("compulsory", "court", "facility"),
    P.COMPULSORY_MINOR: ("juvenile", "facility"),
    P.AFTERCARE: ("aftercare",),
    P.COMMUNE_EDUCATION: ("education",),
    P.MONITORING: ("monitoring",),
}
"""Which topics of the law rule a procedure."""


class ChangesForm(Form):
    """Two days and one procedure."""

    mark_optional = False
    procedure = forms.ChoiceField(label=lazy("Thủ tục"), choices=P.choices)
    first = DateField(label=lazy("Từ luật của ngày"))
    second = DateField(label=lazy("sang luật của ngày"))

    def clean(self) -> dict[str, Any]:
        """The days lie within what the data covers."""
        data = super().clean()
        for name in ("first", "second"):
            if data.get(name) and data[name] < legal.first_day():
                self.add_error(name, _("Luật trong hệ thống bắt đầu từ ngày %(day)s") % {"day": ngay(legal.first_day())})
        return data


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two days: the number, what it means, who acts, the article, and a word where that is not sure."""

    amount: str
    text: str
    who: str
    cite: str
    unsure: str


@dataclass(frozen=True, slots=True)
class Line:
    """One point that changes."""

    title: str
    before: Side
    after: Side


@dataclass(frozen=True, slots=True)
class Changes:
    """lines: what changes; one_sided: points of which the law of one day alone speaks; renamed: points where only the article differs.
    offices: function, who before, who after. files: open ones it concerns.
    """

    lines: tuple[Line, ...]
    one_sided: tuple[Line, ...]
    renamed: tuple[Line, ...]
    offices: tuple[tuple[str, str, str], ...]
    files: tuple[Act, ...]


def asked(data: Any, on: date) -> dict[str, Any]:
    """The values of the form, the newest change of regime where nothing was asked."""
    return {key: value for key, value in data.items() if value} or _usual(on)


def _usual(on: date) -> dict[str, Any]:
    begin = max((regime.valid_from for regime in legal.regimes() if regime.valid_from and regime.valid_from <= on), default=on)
    return {"procedure": P.USER_MANAGEMENT.value, "first": (begin - timedelta(days=1)).isoformat(), "second": begin.isoformat()}


def pairs(procedure: str) -> list[dict[str, str]]:
    """A tab for each change of regime that the data knows."""
    page = words.address("cases:changes")
    days = [regime.valid_from for regime in legal.regimes() if regime.has_rules and regime.valid_from and regime.valid_from > legal.first_day()]
    eves = [(day - timedelta(days=1), day) for day in days]
    return [{"name": ngay(day), "href": f"{page}?procedure={procedure}&first={eve}&second={day}"} for eve, day in eves]


def compared(actor: Actor, at: datetime, procedure: P, first: date, second: date) -> Changes:
    """Everything that differs on the second day. One query, for a reader of cases only."""
    found = [change for topic in TOPICS[procedure] for change in changes.what_changes(topic, first, second)]
    concerned = {rule.actor for change in found for rule in (change.before.rule, change.after.rule) if rule}
    offices = [row for row in changes.who_changes(first, second) if row.function in concerned | _functions(procedure)]
    return Changes(
        tuple(_line(one) for one in found if not one.only_the_article and _both(one)),
        tuple(_line(one) for one in found if not one.only_the_article and not _both(one)),
        tuple(_line(one) for one in found if one.only_the_article),
        tuple((row.function_vi, _office(row.before), _office(row.after)) for row in offices),
        _files(actor, at, procedure, second),
    )


def _functions(procedure: P) -> set[str]:
    return {owed.function for owed in manifest(procedure).owed}


def _both(change: Change) -> bool:
    return change.before.rule is not None and change.after.rule is not None


def _line(change: Change) -> Line:
    return Line(change.title_vi, _side(change.before), _side(change.after))


def _side(held: Held) -> Side:
    unsure = "" if held.confidence == "V" and held.rule else held.status.sentence
    return Side(held.amount_vi, held.meaning_vi, held.who_vi, held.citation_vi, unsure)


def _office(holder: legal.Holder | None) -> str:
    return f"{holder.office_vi} ({holder.citation})" if holder else _("luật của ngày đó không giao cho ai")


def _files(actor: Actor, at: datetime, procedure: P, second: date) -> tuple[Act, ...]:
    if "case.read" not in actor.may or not actor.reads(DataClass.LEGAL):
        return ()
    n = queries.open_counts(actor, at=at, opened_before=start_of(second)).get(procedure, 0)
    if not n:
        return ()
    label = _("%(n)d hồ sơ đang mở của đơn vị bắt đầu trước ngày %(day)s") % {"n": n, "day": ngay(second)}
    return (Act(label, f"{words.address('cases:procedures')}?thu-tuc={procedure.value}&mo-truoc={second}"),)
