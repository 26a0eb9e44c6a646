"""Carry an actor's scope into the database for one transaction (row security asks for it on every row)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass

_SET = """select set_config('role', %s, true), set_config('app.units', %s, true), set_config('app.stat_units', %s, true),
 set_config('app.reads', %s, true), set_config('app.writes', %s, true), set_config('app.body', %s, true), set_config('app.user', %s, true),
 set_config('app.opening', '', true)"""
_DESKS = {
    "audit.read": "AUDIT",
    "accounts.manage": "ACCOUNTS",
    "places.edit": "PLACES",
    "calendar.edit": "CALENDAR",
    "plan.decide": "PLANS",
    "numbers.read": "NUMBERS",
    "roadmap.record": "ROADMAP_RECORD",
    "plan.import": "PLAN_IMPORT",
    "task.oversee": "TASKS",
    "inspection.plan": "INSPECTIONS",
    "money.read": "MONEY",
    "money.record": "MONEY_RECORD",
    "money.submit": "MONEY_SUBMIT",
    "money.review": "MONEY_REVIEW",
    "money.appraise": "MONEY_APPRAISE",
    "money.catalogue": "MONEY_CATALOGUE",
    "figure.type": "FIGURES",
    "report.build": "REPORTS",
    "indicator.build": "INDICATORS",
    "reward.read": "REWARDS",
    "reward.propose": "REWARD_PROPOSE",
    "reward.vote": "REWARD_VOTE",
    "reward.keep": "REWARD_KEEP",
    "research.read": "RESEARCH",
    "research.record": "RESEARCH_RECORD",
    "research.answer": "RESEARCH_ANSWER",
    "research.oversee": "RESEARCH_OVERSEE",
    "partner.read": "PARTNERS",
    "partner.record": "PARTNER_RECORD",
    "partner.oversee": "PARTNER_OVERSEE",
    "staff.read": "STAFF",
    "staff.record": "STAFF_RECORD",
    "staff.oversee": "STAFF_OVERSEE",
}
"""Rights over the house itself, which row security must know beside the data classes."""
_IN_PART = frozenset({DataClass.IDENTITY, DataClass.CONTACT, DataClass.HOUSEHOLD})
"""Classes whose rows are opened also to roles that are shown only part of them; of all others such roles get no row."""
_NOBODY = ("none", "", "", "", "", "", "")
_current: ContextVar[tuple[str, ...]] = ContextVar("scope", default=_NOBODY)


def _array(values: Iterable[object]) -> str:
    return "{" + ",".join(str(v) for v in values) + "}"


def _values(actor: Actor | None, role: str) -> tuple[str, ...]:
    if actor is None:
        return (role, "", "", "", "", "", "")
    reads = [c.value for c in DataClass if actor.reads(c) or (c in _IN_PART and actor.sees(c))]
    reads += [word for verb, word in _DESKS.items() if verb in actor.may]
    if "A" in actor.grants.get(DataClass.STATISTICS, ""):
        reads.append(DataClass.STATISTICS.value)  # rows of this class are totals: who may count may read them
    if actor.reads(DataClass.STATISTICS):
        reads.append("COUNTS")  # exact figures over any period and cut: the command line
    return (
        role,
        _array(sorted(actor.unit_ids)),
        _array(sorted(actor.stat_unit_ids)),
        _array(reads),
        _array(c.value for c in DataClass if actor.writes(c)),
        str(actor.body_id or ""),
        str(actor.user_id or ""),
    )


def _put(values: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SET, values)
    _current.set(values)


def enter(actor: Actor | None, *, role: str = "donghanh_web") -> None:
    """Set the scope for the rest of the open transaction; None means: signed out, sees no rows at all."""
    _put(_values(actor, role))


def leave() -> None:
    """Put the connection's own role back (the setting ends with the transaction anyway; tests go on in theirs)."""
    _put(_NOBODY)


def forget() -> None:
    """Note that a rolled-back transaction has already ended the scope in the database."""
    _current.set(_NOBODY)


def trying(login: str) -> None:
    """For the rest of the transaction the failed sign-ins of this name may be seen and counted, and no others (accounts/migrations/0008)."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('app.trying', %s, true)", [login])


@contextmanager
def scope(actor: Actor | None, *, role: str = "donghanh_web") -> Iterator[None]:
    """One transaction under the actor's scope; afterwards the scope from before stands again. Errors roll back, scope and all."""
    before = _current.get()
    try:
        with transaction.atomic():
            _put(_values(actor, role))
            yield
            _put(before)
    except BaseException:
        _current.set(before)
        raise


@contextmanager
def as_jobs() -> Iterator[None]:
    """One transaction under the worker's own role, which sees all rows; only jobs use it, and what they do is audited."""
    with scope(None, role="donghanh_jobs"):
        yield
