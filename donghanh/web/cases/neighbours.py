"""What would be different under the law before and after: for a limit, for a duty without one, and for who signs. Asks no database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from donghanh import legal
from donghanh.cases.procedures import issuing
from donghanh.cases.procedures.shape import DutyView, Manifest
from donghanh.cases.terms import FactKind
from donghanh.legal import changes
from donghanh.legal.changes import Held
from donghanh.legal.letters import duty_basis
from donghanh.web.ui.helpers import ngay

Row = tuple[str, str]


def of_duty(duty: DutyView, on: date, procedure: str) -> tuple[Row, ...]:
    """The same duty under the neighbouring law: its limit, or whether it existed, and who owed it."""
    days = _days(on)
    rows = list(of_topic(duty.due.topic, on)) if duty.due and duty.due.topic else [*_bases(duty.kind, procedure, on, days)]
    here = _holder(duty.function, on)
    rows += [(_title(day, on), _("Người làm là %(who)s") % {"who": who}) for day in days if (who := _holder(duty.function, day)) and who != here]
    return tuple(rows)


def of_topic(topic: str, on: date) -> tuple[Row, ...]:
    """The answer of a topic under the laws beside that of the day, where it is another one."""
    found = changes.neighbour(topic, on)
    sides = ((held, held.on) for held in (found.before, found.after) if held is not None)
    return tuple((_title(day, on), _said(held)) for held, day in sides)


def of_signature(manifest: Manifest, kind: FactKind, on: date) -> tuple[Row, ...]:
    """Who signs this paper under the laws beside that of the day."""
    here = signers(manifest, kind, on)
    rows = ((day, signers(manifest, kind, day)) for day in _days(on))
    return tuple((_title(day, on), text or _("không có người ký: luật của ngày đó không có việc này")) for day, text in rows if text != here)


def signers(manifest: Manifest, kind: FactKind, on: date) -> str:
    """The offices that may sign on this day, with their article; empty where nobody does."""
    wanted = issuing.functions(manifest, kind)
    rows = [row for row in legal.holders(everywhere=True) if row.function in wanted and row.stands(on)]
    return "; ".join(dict.fromkeys(f"{row.office_vi} ({row.citation})" for row in rows))


def _days(on: date) -> list[date]:
    """The last day of the regime before, and the first of the one after, of those that hold rules."""
    known = [regime for regime in legal.regimes() if regime.has_rules]
    place = known.index(legal.regime(on))
    before = [known[place - 1].valid_to] if place else []
    after = [known[place + 1].valid_from] if place + 1 < len(known) else []
    return [day for day in (*before, *after) if day is not None]


def _title(day: date, on: date) -> str:
    return _("Theo luật trước, đến %(day)s") % {"day": ngay(day)} if day < on else _("Theo luật sau, từ %(day)s") % {"day": ngay(day)}


def _said(held: Held) -> str:
    text = f"{held.amount_vi}. {held.meaning_vi}" if held.amount_vi else held.meaning_vi
    parts = [text[:1].upper() + text[1:], _("Căn cứ: %(cite)s.") % {"cite": held.citation_vi} if held.citation_vi else ""]
    return " ".join([*(one for one in parts if one), "" if held.confidence == "V" else held.status.sentence]).strip()


def _bases(kind: str, procedure: str, on: date, days: list[date]) -> Iterator[Row]:
    here = duty_basis(kind, on, procedure=procedure)
    for day in days:
        there = duty_basis(kind, day, procedure=procedure)
        if not there.exists:
            yield _title(day, on), _("Luật của ngày đó không giao việc này.")
        elif there.citation != here.citation:
            yield _title(day, on), _("Cũng không ghi hạn bằng số. Căn cứ: %(cite)s.") % {"cite": there.citation}


def _holder(function: str, on: date) -> str:
    try:
        return legal.holder(function, on).office_vi
    except legal.NoHolder:
        return ""
