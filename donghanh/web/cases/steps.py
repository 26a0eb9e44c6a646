"""The ladder of a case as its page shows it: what is done, what is owed, what lies ahead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from donghanh import legal
from donghanh.cases.procedures import engine, issuing
from donghanh.cases.procedures.determination import EXAMINED
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.procedures.shape import DutyView, Manifest
from donghanh.cases.queries import CaseSheet, FactRow
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.legal.decision_kinds import answering
from donghanh.legal.letters import duty_basis
from donghanh.web.cases import acts, words
from donghanh.web.cases.happenings import by_hand
from donghanh.web.cases.ladders import DONE_BY, LADDERS, Rung
from donghanh.web.cases.words import Act, Look
from donghanh.web.ui.due import Due
from donghanh.web.ui.helpers import ngay

ROUTINE = frozenset({"CHECK_RESIDENCE", "OFFER_SERVICE", "APPLY_IN_TIME", "ENTER_IN_TIME"})
"""Duties on which nothing else of the procedure waits, periods of limitation among them: a day until which, no step."""


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
    then steps for which the law names no limit; the monthly check and the offer of a service; the person's own time last.
    """

    def place(duty: DutyView) -> tuple:
        due = duty.due.value if duty.due else None
        is_routine = duty.kind in ROUTINE
        if is_by_right(duty):
            return 4, due is None, due or duty.stands_from
        rank = 0 if due and not is_routine else 1 if due and due <= at else 2 if not is_routine else 3
        return rank, due is None, due or duty.stands_from

    return place


def due_chip(look: Look, sheet: CaseSheet, duty: DutyView) -> Due:
    """The deadline of a duty, with the way to its reason."""
    return words.clock(look, duty.function, duty.due.value if duty.due else None, duty.rule_id, words.why_href(sheet.row.id, duty.kind))


def act_for(look: Look, sheet: CaseSheet, duty: DutyView) -> Act | None:
    """Where this duty is done by this official; a duty of serving leads to the decision it began with, one of several facts to that which fits."""
    signed = (f.decision_id for f in sheet.facts if f.voided_at is None and f.decision_id and f.happened_at == duty.counted_from)
    if duty.kind in words.DECIDED_AS and answering(duty.kind, sheet.row.procedure, look.on) and "decision.draft" in look.actor.may:
        return words.act_for(look, duty.kind, sheet.row.id)
    if duty.kind == "ASK_AGAIN":
        return _ask_again(look, sheet)
    if sheet.row.procedure not in issuing.MADE_HERE and duty.kind in DONE_BY:
        kinds = [kind for kind in DONE_BY[duty.kind] if kind in manifest(sheet.row.procedure).accepts]
        if sent := _sent(look, sheet, kinds):
            return sent
        fitting = (kind for kind in kinds if acts.refusal(sheet, kind, look.at) is None)
        fact = next(fitting, None)
        return words.recorded(look, fact, sheet.row.id) if fact else None
    return words.act_for(look, duty.kind, sheet.row.id, next(signed, None))


def _ask_again(look: Look, sheet: CaseSheet) -> Act | None:
    """A determination is asked for again from the file that asked for it."""
    asking = next((f.data.get("told_in") for f in sheet.facts if f.kind == K.DETERMINATION_REQUESTED and f.voided_at is None), None)
    return words.recorded(look, K.DETERMINATION_REQUESTED, UUID(asking)) if asking else None


def _sent(look: Look, sheet: CaseSheet, kinds: Iterable[K]) -> Act | None:
    """The page from which the file goes to the court, where that is how this step is done."""
    hand = sheet.hands.get(K.COURT_REQUESTED)
    if hand is None or K.COURT_REQUESTED not in kinds or "dossier.send" not in look.actor.may:
        return None
    return Act(_("Gửi hồ sơ đến %(body)s") % {"body": hand.body}, words.address("dossiers:dossier", sheet.row.id))


def _of_another(sheet: CaseSheet, kinds: Iterable[K]) -> str:
    """The body that records this rung itself; empty where any of it is recorded here."""
    if sheet.row.procedure == Procedure.DETERMINATION and EXAMINED & {*kinds}:
        return sheet.open_referral_body or _("Cơ sở y tế")
    found = [sheet.hands.get(kind) for kind in kinds if kind in manifest(sheet.row.procedure).accepts]
    return found[0].body if found and found[0] and all(found) else ""


def is_closed(sheet: CaseSheet) -> bool:
    """Nothing of the procedure is ahead; what is still owed afterwards is shown as a duty."""
    return sheet.row.stage in manifest(sheet.row.procedure).closed


def ladder(look: Look, sheet: CaseSheet) -> tuple[Step, ...]:
    """The rungs of this case: what is done, what is owed and by whom, what cannot be done yet. A duty without a rung stands last; what the
    person has time for by right stands elsewhere (`rights`).
    """
    steps = manifest(sheet.row.procedure)
    standing_now = standing(sheet, look.at)
    by_right = {d.kind for d in standing_now if is_by_right(d)}
    open_now = {d.kind: d for d in standing_now if d.kind not in by_right}
    first = next(iter(open_now), "")
    live = sorted((f for f in sheet.facts if f.voided_at is None), key=lambda f: (f.happened_at, f.recorded_at))
    told = {f.kind for f in live}
    rungs = [rung for rung in _rungs(steps, look.on) if rung.duty not in by_right]
    reached = max((n for n, rung in enumerate(rungs) if rung.is_always and any(kind in told for kind in rung.facts)), default=-1)
    is_over = is_closed(sheet)
    owed_now = {kind for rung in rungs if rung.duty in open_now for kind in rung.facts}
    made = []
    for n, rung in enumerate(rungs):
        done = _done(steps, live, rungs, rung)
        if rung.duty in open_now:
            made.append(_owed(look, sheet, open_now.pop(rung.duty), is_first=rung.duty == first))
        elif done:
            step = Step("done", _name(rung, words.day_of(done.happened_at), done.kind), _("Xong"), ngay(done.happened_at))
            made += [step] if step not in made else []  # one act may meet several duties
        elif rung.is_always and not is_over and (n > reached or steps.procedure in issuing.MADE_HERE) and (rung.duty or not owed_now & {*rung.facts}):
            made.append(_ahead(look, sheet, rung))
    return (*made, *(_owed(look, sheet, duty, is_first=duty.kind == first) for duty in open_now.values()))


def _done(steps: Manifest, live: Sequence[FactRow], rungs: Sequence[Rung], rung: Rung) -> FactRow | None:
    """The fact that met this rung. A kind of fact that stands on several rungs meets the duty that had begun and stood when it was told."""
    shared = {kind for kind in rung.facts if sum(kind in other.facts for other in rungs) > 1}
    met = [f for n, f in enumerate(live) if f.kind in rung.facts and (f.kind not in shared or _stood(steps, live[:n], rung))]
    first = {f.kind: f for f in reversed(met)}
    return max(first.values(), key=lambda f: f.happened_at, default=None)


def _stood(steps: Manifest, before_it: Sequence[FactRow], rung: Rung) -> bool:
    stage, seen = engine.stage_of(steps, before_it), {f.kind for f in before_it}
    return rung.is_always or not rung.duty or any(one.kind == rung.duty and stage in one.stages and seen & one.after for one in steps.owed)


def rights(look: Look, sheet: CaseSheet) -> tuple[Step, ...]:
    """Time that the law gives to the person himself and that runs now: no step of an official, and late for nobody."""
    made = (_owed(look, sheet, duty, is_first=False) for duty in standing(sheet, look.at) if is_by_right(duty))
    return tuple(replace(step, word=_("Quyền của người này")) for step in made)


def is_by_right(duty: DutyView) -> bool:
    """What the law gives the person, or who stands for him, time for."""
    return duty.function in legal.persons()


def _rungs(steps: Manifest, on: date) -> list[Rung]:
    """The rungs of this procedure that the law of this day knows."""
    owed = {one.kind for one in steps.owed}
    found = []
    for rung in LADDERS.get(steps.procedure, ()):
        facts = tuple(kind for kind in rung.facts if kind in steps.accepts)
        if rung.duty and rung.duty not in owed:
            continue
        if rung.duty and not duty_basis(rung.duty, on, procedure=steps.procedure).exists:
            found.append(Rung("", facts))
        elif facts or rung.duty:
            found.append(Rung(rung.duty, facts, rung.is_always))
    return found


def _ahead(look: Look, sheet: CaseSheet, rung: Rung) -> Step:
    """A rung that nobody owes yet: to be recorded already where it fits, else after the step before it."""
    name = _name(rung, look.on)
    if sheet.row.procedure not in issuing.MADE_HERE:
        fitting = next((kind for kind in rung.facts if kind in by_hand(sheet.row.procedure) and acts.refusal(sheet, kind, look.at) is None), None)
        act = words.recorded(look, fitting, sheet.row.id) if fitting else None
        if act:
            return Step("todo", name, _("Ghi được"), _("khi việc này đã xảy ra"), None, act.href)
    if body := _of_another(sheet, rung.facts):
        return Step("later", name, _("Nơi khác ghi"), body)
    return Step("later", name, _("Chưa thể làm"), _("sau bước trước"))


def _name(rung: Rung, on: date, kind: K | None = None) -> str:
    return words.task(rung.duty, on) if rung.duty else str((kind or rung.facts[0]).label)


def _owed(look: Look, sheet: CaseSheet, duty: DutyView, *, is_first: bool) -> Step:
    begun = words.day_of(duty.counted_from or duty.stands_from)
    act = act_for(look, sheet, duty)
    meta = f"{words.who_next(look, duty.function, duty.rule_id)} · {words.citation(duty.kind, duty.rule_id, begun, sheet.row.procedure)}"
    state, word = ("now", _("Đang làm")) if is_first else ("todo", _("Chưa làm"))
    if act is None and _of_another(sheet, DONE_BY.get(duty.kind, ())):
        state, word = "todo", _("Nơi khác làm")
    return Step(state, words.task(duty.kind, begun), word, meta, due_chip(look, sheet, duty), act.href if act else "")
