"""A person's way through all procedures: events in the order in which they happened, handed to every file they concern. Pure.

Used where there are no stored cases yet: `donghanh law explain`, worked cases, generated lives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from donghanh.cases.procedures import court_order, engine
from donghanh.cases.procedures.compulsory_term import check_months
from donghanh.cases.procedures.registry import MANIFESTS, REHABILITATION
from donghanh.cases.procedures.shape import CaseView, Life, Manifest, OtherProcedure
from donghanh.cases.rules import CannotRecord, FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import Calendar


class ImpossibleOrder(CannotRecord):
    """No file of this person can take the event at this point; the sentence says what would have to come first. event_id: of that event."""

    event_id: UUID | None = None


@dataclass(slots=True)
class Episode:
    """One file of one procedure: its facts so far and what the rules ask about the person when it was opened."""

    manifest: Manifest
    life: Life
    facts: list[FactView] = field(default_factory=list)
    _seen: CaseView | None = None

    def add(self, event: FactView) -> None:
        """The event becomes a fact of this file."""
        self.facts.append(event)
        self._seen = None

    def view(self, *, calendar: Calendar | None = None) -> CaseView:
        """What follows from the facts so far; with the usual calendar it is worked out once between two facts."""
        if calendar is not None:
            return engine.view(self.manifest, self.facts, life=self.life, calendar=calendar)
        self._seen = self._seen or engine.view(self.manifest, self.facts, life=self.life)
        return self._seen

    def takes(self, event: FactView) -> Cannot | None:
        """None where the event fits this file, else why not."""
        try:
            engine.check_fits(self.manifest, self.view(), event.kind, happened_at=event.happened_at, at=event.counts_from)
        except Cannot as refusal:
            return refusal
        return None


def course(events: Sequence[FactView], life: Life, *, calendar: Calendar | None = None) -> list[Episode]:
    """The files that these events make, in the order in which they were opened.

    Each event goes to every open file that takes it, and opens the files it may open. Raises ImpossibleOrder where nobody takes it.
    """
    episodes: list[Episode] = []
    for event in engine.in_order(events):
        _hand_over(event, episodes, life)
    return episodes


def _hand_over(event: FactView, episodes: list[Episode], life: Life) -> None:
    concerned = [one for one in episodes if event.kind in one.manifest.accepts]
    answers = [(one, one.takes(event)) for one in concerned]
    taking = _of_the_last_rehabilitation([one for one, refusal in answers if refusal is None], episodes)
    told = replace(event, data={**{key: value for one in taking for key, value in one.manifest.tells.items()}, **event.data})
    opened, refused = _opened(told, [one.manifest.procedure for one in taking], episodes, life)
    for one in taking:
        _check_court(one, event)
        one.add(event)
    episodes.extend(opened)
    if not taking and not opened:
        impossible = _nobody_takes(event, refused, [(one, refusal) for one, refusal in answers if refusal])
        impossible.event_id = event.id
        raise impossible


_TERMS = {Procedure.COMPULSORY: "compulsory", Procedure.COMPULSORY_MINOR: "juvenile"}
"""Whose term a court decides → the topics of that term."""


def _check_court(one: Episode, event: FactView) -> None:
    """The term that the court names is one that the law of that day allows: said here, or a later event would be blamed. Raises ImpossibleOrder."""
    if event.kind != K.COURT_DECIDED or one.manifest.procedure not in _TERMS:
        return
    try:
        check_months(event, prefix=_TERMS[one.manifest.procedure])
    except Cannot as refusal:
        impossible = ImpossibleOrder(f"{_said(event)}: {refusal.message}", mend=refusal.mend, citation=refusal.citation)
        impossible.event_id = event.id
        raise impossible from refusal


def _said(event: FactView) -> str:
    return f"“{K(event.kind).label}” ({event.kind.value}) ngày {event.on:%d/%m/%Y}"


def _of_the_last_rehabilitation(taking: list[Episode], episodes: Sequence[Episode]) -> list[Episode]:
    """Without rehabilitations that are over and were followed by another: a certificate, a return are those of the last, if anybody takes them."""
    last = next((one for one in reversed(episodes) if one.manifest.procedure in REHABILITATION), None)
    late = [one for one in taking if one.manifest.procedure in REHABILITATION and one is not last and one.view().stage in one.manifest.closed]
    return [one for one in taking if not any(one is other for other in late)] or taking


def _opened(event: FactView, taking: list[Procedure], episodes: list[Episode], life: Life) -> tuple[list[Episode], list[Cannot]]:
    """Files this event opens: of each procedure that it may open, unless an open file of that procedure takes it."""
    opened, refused = [], []
    for procedure, manifest in MANIFESTS.items():
        if event.kind not in manifest.opens or procedure in taking:
            continue
        here = replace(life, rehabilitations=life.rehabilitations + sum(_counts(one) for one in episodes), court_order=_court_order(event, episodes))
        try:
            manifest.check_open(event, here)
        except Cannot as refusal:
            refused.append(refusal)
            continue
        opened.append(Episode(manifest, here, [event]))
    return opened, refused


def _counts(one: Episode) -> bool:
    return one.manifest.procedure in REHABILITATION and one.view().active_from is not None


def _court_order(event: FactView, episodes: Sequence[Episode]) -> str:
    compulsory = [one for one in episodes if one.manifest.procedure in court_order.COMPULSORY]
    stand = [court_order.standing(one.view(), engine.in_order(one.facts), at=event.happened_at) for one in compulsory]
    return next((order for order in reversed(stand) if order), "")


def _nobody_takes(event: FactView, refused: Sequence[Cannot], answers: Sequence[tuple[Episode, Cannot]]) -> ImpossibleOrder:
    what = _said(event)
    waiting = [(refusal, _first(one, event)) for one, refusal in answers]
    why = [*((refusal, next((first for _refusal, first in waiting if first), "")) for refusal in refused), *waiting]
    if why:
        found, first = min(why, key=lambda one: isinstance(one[0], OtherProcedure))
        return ImpossibleOrder(f"{what}: {found.message}", mend=f"{found.mend} {first}".strip(), citation=found.citation)
    openers = [f"“{one.title}” ({_codes(one.opens)})" for one in MANIFESTS.values() if event.kind in one.accepts]
    return ImpossibleOrder(
        f"{what} không thuộc hồ sơ nào đang mở.",
        mend=f"Ghi trước sự việc mở thủ tục {_few(openers)}." if openers else "Chưa thủ tục nào dùng sự việc này.",
    )


def _first(one: Episode, event: FactView) -> str:
    """Codes of the events one of which would bring this file to where the event fits; empty where the order is not what is missing."""
    codes = _missing(one, event)
    return f"Sự việc có thể cần ghi trước: {_codes(codes)}." if codes else ""


def _missing(one: Episode, event: FactView) -> frozenset[K]:
    view, moves = one.view(), one.manifest.moves
    stage = view.stage if event.kind in one.manifest.after_end else view.stage_at(event.counts_from)
    fitting = {came for came, kind in moves if kind == event.kind and came} | one.manifest.stays.get(event.kind, frozenset())
    if stage not in fitting:
        leading = {(came, kind) for (came, kind), to in moves.items() if to in fitting and came not in fitting}
        return frozenset(kind for came, kind in leading if came == stage) or frozenset(kind for _came, kind in leading)
    needed, _sentence = one.manifest.needs.get(event.kind, (frozenset(), ""))
    return frozenset() if needed & view.seen else needed


_NAMED = 3


def _codes(some: frozenset[K]) -> str:
    """Codes as `donghanh law events` lists them."""
    return ", ".join(sorted(one.value for one in some))


def _few(names: Sequence[str]) -> str:
    """The first names, and where the others are listed."""
    if len(names) <= _NAMED:
        return " hoặc ".join(names)
    return f"{', '.join(names[:_NAMED])} hoặc một trong {len(names) - _NAMED} thủ tục khác (xem cột “procedures” của donghanh law events --json)"
