"""A person's way through all procedures: events in the order in which they happened, handed to every file they concern. Pure.

Used where there are no stored cases yet: `donghanh law explain`, worked cases, generated lives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from donghanh.cases.procedures import court_order, engine
from donghanh.cases.procedures.registry import MANIFESTS, REHABILITATION
from donghanh.cases.procedures.shape import CaseView, Life, Manifest, OtherProcedure
from donghanh.cases.rules import CannotRecord, FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import Calendar


class ImpossibleOrder(CannotRecord):
    """No file of this person can take the event at this point; the sentence says what would have to come first."""


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
        one.add(event)
    episodes.extend(opened)
    if not taking and not opened:
        raise _nobody_takes(event, refused, [refusal for _one, refusal in answers if refusal])


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


def _nobody_takes(event: FactView, refused: Sequence[Cannot], answers: Sequence[Cannot]) -> ImpossibleOrder:
    why = sorted([*refused, *answers], key=lambda refusal: isinstance(refusal, OtherProcedure))
    if why:
        return ImpossibleOrder(f"“{K(event.kind).label}” ngày {event.on:%d/%m/%Y}: {why[0].message}", mend=why[0].mend, citation=why[0].citation)
    openers = [f"“{title}”" for title in (manifest.title for manifest in MANIFESTS.values() if event.kind in manifest.accepts)]
    return ImpossibleOrder(
        f"“{K(event.kind).label}” ngày {event.on:%d/%m/%Y} không thuộc hồ sơ nào đang mở.",
        mend=f"Ghi trước sự việc mở thủ tục {_few(openers)}." if openers else "Chưa thủ tục nào dùng sự việc này.",
    )


_NAMED = 3


def _few(names: Sequence[str]) -> str:
    """The first names, and where the others are listed."""
    if len(names) <= _NAMED:
        return " hoặc ".join(names)
    return f"{', '.join(names[:_NAMED])} hoặc một trong {len(names) - _NAMED} thủ tục khác (xem cột “procedures” của donghanh law events --json)"
