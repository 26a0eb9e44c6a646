"""Which number stands for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from donghanh.base.accounts import queries as accounts
from donghanh.cases.reminders import access
from donghanh.cases.reminders.models import Reminder
from donghanh.cases.reminders.terms import usual_days
from donghanh.kernel.access import holds
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day

STANDING = """
select r.days from reminders_reminder r where r.unit_id = any(%(units)s) and r.role in ('', %(role)s) and r.since <= %(on)s
order by r.role <> '' desc, r.since desc, r.set_at desc limit 1"""
"""The number that stands; the working list asks it in its own statement."""

SHOWN = 50


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting. role_title: empty for every role of the place."""

    role: str
    role_title: str
    days: int
    reason: str
    since: date
    set_on: date
    set_by: str


@dataclass(frozen=True, slots=True)
class ReminderSheet:
    """roles: code, title and number of each role today. rows: every setting so far, the latest first. may_set: the reader may add one."""

    roles: tuple[tuple[str, str, int], ...]
    rows: tuple[SettingRow, ...]
    may_set: bool


def days_for(actor: Actor, *, on: date) -> int:
    """How many working days before a limit this actor is reminded. One query."""
    access.require_reader(actor)
    return _days(_rows(actor), actor.role, on)


def sheet(actor: Actor, *, on: date) -> ReminderSheet:
    """What is set at the actor's place. Raises MayNot."""
    access.require_reader(actor)
    rows, titles = _rows(actor), access.roles_reminded()
    names = accounts.names_of({row.set_by for row in rows})
    return ReminderSheet(
        roles=tuple((code, title, _days(rows, code, on)) for code, title in titles.items()),
        rows=tuple(
            SettingRow(r.role, titles.get(r.role, ""), r.days, r.reason, r.since, local_day(r.set_at), names.get(r.set_by, "")) for r in rows[:SHOWN]
        ),
        may_set=actor.unit_id is not None and holds(access.check_may_set, actor, actor.unit_id),
    )


def _rows(actor: Actor) -> list[Reminder]:
    return list(Reminder.objects.filter(unit_id__in=actor.unit_ids).order_by("-since", "-set_at"))


def _days(rows: list[Reminder], role: str, on: date) -> int:
    """A setting for the role before one for all, then the latest; where there is none, the usual number."""
    standing = [row for row in rows if row.since <= on and row.role in ("", role)]
    chosen = next((row for row in standing if row.role), standing[0] if standing else None)
    return chosen.days if chosen else usual_days(role)
