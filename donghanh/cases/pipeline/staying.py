"""Where a person stays, folded from the facts of all his files up to a moment. Pure; only what officials recorded, no position is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure


class Where(StrEnum):
    """Where somebody stays; AWAY, ESCAPED and GONE make the list of those absent."""

    HOME = "HOME"
    FACILITY = "FACILITY"
    OUTSIDE = "OUTSIDE"
    CUSTODY = "CUSTODY"
    PRISON = "PRISON"
    AWAY = "AWAY"
    ESCAPED = "ESCAPED"
    GONE = "GONE"
    DEAD = "DEAD"


ABSENT = frozenset({Where.AWAY, Where.ESCAPED, Where.GONE})


@dataclass(frozen=True, slots=True)
class Told:
    """A fact as far as it says where somebody is. place: a facility by name, or the commune a move leads to."""

    kind: K
    procedure: Procedure
    happened_at: datetime
    place: str = ""


@dataclass(frozen=True, slots=True)
class Stay:
    """Where, since when (None: nothing recorded, taken as at home), and the facility or commune by name where it is known."""

    where: Where
    since: datetime | None = None
    place: str = ""


AT_HOME = Stay(Where.HOME)
_IN = frozenset({K.INTERIM_BEGAN, K.ADMITTED, K.TRANSFERRED, K.SUSPENSION_ENDED})
_FACILITIES = frozenset({Procedure.PRIVATE_REHABILITATION, Procedure.PUBLIC_REHABILITATION})
_OUT = frozenset(
    {
        *(K.INTERIM_ENDED, K.REHAB_COMPLETED, K.LEFT_REHAB, K.REST_REGISTERED, K.EXEMPTED, K.STAY_SUSPENDED),
        *(K.HANDED_OVER, K.RETURN_REPORTED, K.COURT_DECLINED),
    }
)
_TURNS = {
    K.HOSPITALISED: Where.OUTSIDE,
    K.LEAVE_BEGAN: Where.OUTSIDE,
    K.BORROWED: Where.CUSTODY,
    K.CUSTODY_BEGAN: Where.CUSTODY,
    K.IMPRISONED: Where.PRISON,
    K.ABSENCE_BEGAN: Where.AWAY,
    K.ESCAPED: Where.ESCAPED,
    K.DEPARTED: Where.GONE,
    K.DIED: Where.DEAD,
}
_BACK = frozenset(
    {K.HOSPITAL_ENDED, K.LEAVE_ENDED, K.BORROWING_ENDED, K.CUSTODY_ENDED, K.ABSENCE_ENDED, K.BROUGHT_BACK, K.ARRIVED, K.RESIDENCE_CHECKED}
)
"""Back to where he stayed before: the facility that has not let him go, else home."""

_STARTS = frozenset({K.REHAB_STARTED})
KINDS = _IN | _OUT | _TURNS.keys() | _BACK | _STARTS


def stay(told: Iterable[Told], *, before: datetime) -> Stay:
    """Where the person stays at the last moment before this one. told: facts of all his files, any order; others than KINDS say nothing."""
    now, inside = AT_HOME, AT_HOME
    for fact in sorted((one for one in told if one.happened_at < before), key=lambda one: one.happened_at):
        now, inside = _after(fact, now, inside)
    return now


def _after(fact: Told, now: Stay, inside: Stay) -> tuple[Stay, Stay]:
    """Where the fact brings him, and the facility (or home) to which he returns."""
    if now.where is Where.DEAD:
        return now, inside
    if fact.kind in _IN or (fact.kind in _STARTS and fact.procedure in _FACILITIES):
        entered = Stay(Where.FACILITY, fact.happened_at, fact.place or inside.place)
        return entered, entered
    if fact.kind in _OUT:
        stayed = inside.where is Where.FACILITY and now.where in (Where.FACILITY, Where.OUTSIDE)
        return (Stay(Where.HOME, fact.happened_at) if stayed else now), AT_HOME
    if fact.kind in _TURNS:
        return Stay(_TURNS[fact.kind], fact.happened_at, fact.place if fact.kind == K.DEPARTED else ""), inside
    if fact.kind in _BACK and now.where not in (Where.HOME, Where.FACILITY):
        return Stay(inside.where, fact.happened_at, inside.place), inside
    return now, inside
