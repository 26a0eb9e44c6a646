"""What happened in a case, newest first, and the papers that came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from donghanh.base.accounts import queries as accounts
from donghanh.cases.queries import FactRow
from donghanh.decisions.queries import DecisionRow
from donghanh.decisions.terms import DraftState
from donghanh.kernel.actor import Actor
from donghanh.web.cases import words
from donghanh.web.cases.happenings import say
from donghanh.web.cases.relabelled import to_reread
from donghanh.web.ui.helpers import gio, ngay

DRAFT_MARKS = {
    DraftState.SIGNED: "ok",
    DraftState.RETURNED: "bad",
    DraftState.TAKEN_BACK: "warn",
    DraftState.CHECKED: "warn",
    DraftState.DRAFTED: "info",
    DraftState.DROPPED: "neut",
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the timeline. hour is empty where nobody wrote it down. href: where a wrong one is voided; empty where it cannot be.

    reread: why it is to be read again, where the form once said something else.
    """

    day: str
    hour: str
    iso: str
    title: str
    text: str
    who: str
    href: str
    is_voided: bool
    reread: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A decision or a draft."""

    title: str
    meta: str
    word: str
    mark: str
    href: str


def timeline(actor: Actor, facts: Sequence[FactRow]) -> tuple[Happened, ...]:
    """The lines of these facts; one query for the names of those who recorded them."""
    names = accounts.names_of({f.recorded_by for f in facts}) if facts else {}
    return tuple(_happened(actor, fact, names.get(fact.recorded_by, "")) for fact in facts)


def _happened(actor: Actor, fact: FactRow, name: str) -> Happened:
    is_voided = fact.voided_at is not None
    may_void = not is_voided and fact.decision_id is None and "case.record" in actor.may
    text = _("Đã huỷ: %(reason)s") % {"reason": fact.void_reason} if is_voided else say(fact.data, fact.place_name)
    return Happened(
        day=ngay(fact.happened_at),
        hour="" if fact.is_date_only else gio(fact.happened_at),
        iso=fact.happened_at.isoformat() if not fact.is_date_only else words.day_of(fact.happened_at).isoformat(),
        title=fact.kind.label,
        text=text,
        who=" · ".join(one for one in (name, fact.body_name) if one),
        href=words.address("cases:void", fact.case_id, fact.id) if may_void else "",
        is_voided=is_voided,
        reread=to_reread(fact),
    )


def when(fact: FactRow) -> str:
    """Day and hour of a fact; no hour where nobody wrote it down."""
    return ngay(fact.happened_at) if fact.is_date_only else f"{ngay(fact.happened_at)} {gio(fact.happened_at)}"


def papers(rows: Iterable[DecisionRow]) -> tuple[Paper, ...]:
    """Decisions and drafts, in the order given."""
    return tuple(map(_paper, rows))


def _paper(row: DecisionRow) -> Paper:
    if row.signed_at:
        meta = f"{row.number_text} · {ngay(row.signed_at)}"
    else:
        meta = _("%(name)s soạn %(day)s") % {"name": row.drafter_name, "day": ngay(row.drafted_at)}
    word, mark = (_("Đã bị thu hồi"), "neut") if row.is_withdrawn else (row.state.label, DRAFT_MARKS[row.state])
    return Paper(row.kind.label, meta, word, mark, words.address("decisions:decision", row.id))
