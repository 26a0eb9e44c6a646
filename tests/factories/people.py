"""People for tests: registered as an official would, or many rows at once past the application."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from donghanh.base.privacy.scope import scope
from donghanh.kernel.actor import Actor
from donghanh.people import actions
from donghanh.people.models import Person, Unsealing
from donghanh.people.rules import Home, NewPerson, Number
from donghanh.people.terms import AddressKind, IdentifierKind, Sex, WhyNotSame
from tests.factories import accounts

AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
HERE, THERE = 900_001, 900_002


def official(role: str = "commune_officer", unit_id: int = HERE, **kw) -> Actor:
    """An actor with a place that exists."""
    accounts.unit(unit_id)
    return accounts.actor(role, unit_id, **kw)


def posted(role: str = "commune_officer", unit_id: int = HERE) -> Actor:
    """An official who holds a post: the database asks for it where two people must agree."""
    return accounts.actor_in_db(role, unit_id)


def citizen(serial: int, *, year: int = 1994, female: bool = False) -> Number:
    """A citizen number of the right form; each serial is another one."""
    century = (year // 100 - 19) * 2 + female
    return Number(IdentifierKind.CITIZEN, f"075{century}{year % 100:02d}{serial:06d}")


def home(place_id: int = HERE, *, detail: str = "Số 5, ấp 3", on: date = date(2024, 1, 1), kind: str = AddressKind.CURRENT) -> Home:
    """An address in the commune."""
    return Home(kind, place_id, detail, on)


def values(full_name: str = "Nguyễn Thị Ẩn", **kw) -> dict:
    """What register is given; kw overrides."""
    return {"full_name": full_name, "sex": Sex.FEMALE, "birth_year": 1994, "why_not_same": WhyNotSame.MET, **kw}


def register(actor: Actor | None = None, full_name: str = "Nguyễn Thị Ẩn", *, at: datetime = AT, **kw) -> Person:
    """A person registered under the actor's scope, in his first place."""
    actor = actor or official()
    with scope(actor):
        return actions.register(actor=actor, at=at, unit_id=min(actor.unit_ids), **values(full_name, **kw))


def new(full_name: str = "Trần Văn Bình", **kw) -> NewPerson:
    """One row of a list."""
    return NewPerson(**{"full_name": full_name, "sex": Sex.MALE, "birth_year": 1990, **kw})


def unseal(actor: Actor, person: Person, *, days: int = 7) -> Unsealing:
    """The sealed file stands open to this actor, as after a second person agreed; by the database's own clock, as life has it."""
    now = datetime.now(UTC)
    row = Unsealing(person=person, unit_id=person.unit_id, reason="Cần liên hệ gia đình để hỗ trợ", days=days, asked_by=actor.user_id, asked_at=now)
    row.decided_by, row.decided_at, row.is_approved, row.opened_until = (actor.user_id or 0) + 1, now, True, now + timedelta(days=days)
    row.save()
    return row
