"""The ladder of the management of a person using drugs as its page shows it: one row a rung, in the order of the law."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from donghanh.cases.procedures.shape import DutyView
from donghanh.cases.queries import CaseSheet
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage
from donghanh.web.cases import words
from donghanh.web.cases.words import Act, Look
from donghanh.web.ui.due import Due
from donghanh.web.ui.helpers import ngay

CLOSED = frozenset({Stage.STOPPED, Stage.ENDED, Stage.REFUSED})
ROUTINE = frozenset({"CHECK_RESIDENCE", "OFFER_SERVICE"})
"""Duties on which nothing else of the procedure waits."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung is done by one of `facts`, owed as `duty` ("" where nobody of ours owes it). is_always: shown from the first day."""

    duty: str
    facts: tuple[K, ...]
    is_always: bool = False


LADDER: tuple[Rung, ...] = (
    Rung("", (K.TESTED_POSITIVE,), is_always=True),
    Rung("VERIFY_RESIDENCE", (K.RESIDENCE_VERIFIED,), is_always=True),
    Rung("SEND_NOTICE", (K.NOTICE_SENT, K.NOTICE_RECEIVED), is_always=True),
    Rung("DECIDE", (K.MANAGEMENT_DECIDED,), is_always=True),
    Rung("SEND_DECISION", (K.DECISION_SERVED,), is_always=True),
    Rung("OFFER_SERVICE", (K.SERVICE_OFFERED,), is_always=True),
    Rung("CHECK_RESIDENCE", (K.RESIDENCE_CHECKED,), is_always=True),
    Rung("REPORT_DEPARTURE", (K.MOVE_NOTICE_SENT,)),
    Rung("SEND_FILE", (K.FILE_SENT,)),
    Rung("", (K.FILE_RECEIVED,)),
    Rung("DECIDE_AFTER_MOVE", ()),
    Rung("REQUEST_DETERMINATION", (K.DETERMINATION_REQUESTED,)),
    Rung("", (K.FOUND_DEPENDENT, K.FOUND_NOT_DEPENDENT)),
    Rung("DECIDE_NEW_TERM", ()),
    Rung("DECIDE_SUSPENSION", (K.MANAGEMENT_SUSPENDED,)),
    Rung("DECIDE_STOP", (K.MANAGEMENT_STOPPED,)),
    Rung("DECIDE_END", (K.MANAGEMENT_ENDED,), is_always=True),
    Rung("SEND_END", (K.END_SENT,)),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of the ladder: done | now | todo | later."""

    state: str
    name: str
    word: str
    meta: str
    due: Due | None = None
    href: str = ""


def standing(sheet: CaseSheet, at: datetime) -> list[DutyView]:
    """Duties of a case that stand at this moment, the next step first (see `before`)."""
    return sorted((d for d in sheet.view.duties if d.stands_from <= at and (d.stands_until is None or at < d.stands_until)), key=before(at))


def before(at: datetime) -> Callable[[DutyView], tuple]:
    """Orders duties by what comes next: steps without which the procedure stands still, by their limit; then what is overdue;
    then steps for which the law names no limit; the monthly check and the offer of a service last.
    """

    def place(duty: DutyView) -> tuple:
        due = duty.due.value if duty.due else None
        is_routine = duty.kind in ROUTINE
        rank = 0 if due and not is_routine else 1 if due and due <= at else 2 if not is_routine else 3
        return rank, due is None, due or duty.stands_from

    return place


def due_chip(look: Look, sheet: CaseSheet, duty: DutyView) -> Due:
    """The deadline of a duty, with the way to its reason."""
    return words.chip(look, duty.due.value if duty.due else None, duty.rule_id, words.why_href(sheet.row.id, duty.kind))


def act_for(look: Look, sheet: CaseSheet, duty: DutyView) -> Act | None:
    """Where this duty is done by this official; a duty of serving leads to the decision it began with."""
    signed = (f.decision_id for f in sheet.facts if f.voided_at is None and f.decision_id and f.happened_at == duty.counted_from)
    return words.act_for(look, duty.kind, sheet.row.id, next(signed, None))


def ladder(look: Look, sheet: CaseSheet) -> tuple[Step, ...]:
    """The rungs of this case: what is done, what is owed and by whom, what cannot be done yet."""
    open_now = {d.kind: d for d in standing(sheet, look.at)}
    told = {f.kind: f for f in reversed(sheet.facts) if f.voided_at is None}
    is_closed = sheet.row.stage in CLOSED
    made = []
    for rung in LADDER:
        done = max((told[k] for k in rung.facts if k in told), key=lambda f: f.happened_at, default=None)
        if rung.duty in open_now:
            made.append(_owed(look, sheet, open_now[rung.duty], is_first=rung.duty == next(iter(open_now))))
        elif done:
            made.append(Step("done", _name(rung, words.day_of(done.happened_at), done.kind), _("Xong"), ngay(done.happened_at)))
        elif rung.is_always and not is_closed:
            made.append(Step("later", _name(rung, look.on), _("Chưa thể làm"), _("sau bước trước")))
    return tuple(made)


def _name(rung: Rung, on: date, kind: K | None = None) -> str:
    return words.task(rung.duty, on) if rung.duty else str((kind or rung.facts[0]).label)


def _owed(look: Look, sheet: CaseSheet, duty: DutyView, *, is_first: bool) -> Step:
    begun = words.day_of(duty.counted_from or duty.stands_from)
    act = act_for(look, sheet, duty)
    meta = f"{words.who_next(look, duty.function, duty.rule_id)} · {words.citation(duty.kind, duty.rule_id, begun)}"
    state, word = ("now", _("Đang làm")) if is_first else ("todo", _("Chưa làm"))
    return Step(state, words.task(duty.kind, begun), word, meta, due_chip(look, sheet, duty), act.href if act else "")
