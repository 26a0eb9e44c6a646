"""Decisions for tests: drawn up, checked and signed by three people, as in life."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection

from donghanh.base.accounts import queries as accounts_queries
from donghanh.base.accounts.models import Post, User
from donghanh.base.places.models import Unit
from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Case
from donghanh.cases.terms import FactKind as K
from donghanh.decisions import actions
from donghanh.decisions.drawing import DraftInput
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DecisionKind
from donghanh.kernel.actor import Actor
from tests.factories import accounts, cases

REASONS = "Kết quả xét nghiệm dương tính; đã xác minh nơi cư trú."
NAMES = {
    "commune_officer": "Trần Thị Mỹ Ẩn",
    "commune_police": "Nguyễn Hữu Ẵng",
    "commune_police_chief": "Phạm Nguyễn Hoàng Ẫm",
    "commune_chair": "Đỗ Ngọc Ẩm",
}


@dataclass(frozen=True)
class Hands:
    """The people of one commune: each with his post and the actor it makes, identity proved."""

    posts: dict[str, Post]
    actors: dict[str, Actor]

    @property
    def officer(self) -> Actor:
        return self.actors["commune_officer"]

    @property
    def police(self) -> Actor:
        return self.actors["commune_police"]

    @property
    def chief(self) -> Actor:
        return self.actors["commune_police_chief"]

    @property
    def chair(self) -> Actor:
        return self.actors["commune_chair"]


def sealing(day: str) -> str:
    """SQL that gives a letter, as checked, the number, day, name and code of its signature; still to be formatted with name and number."""
    said = {
        "head,number": "to_jsonb({number})",
        "head,issued_on": f"to_jsonb('{day}'::text)",
        "foot,signer_name": "to_jsonb(({name})::text)",
        "signatures,-1,name": "to_jsonb(({name})::text)",
        "lookup": "to_jsonb(code)",
    }
    made = "letter"
    for path, value in said.items():
        made = f"jsonb_set({made}, '{{{{content,{path}}}}}', {value})"
    return f"letter = {made}"


def hands(unit: Unit, *, on: datetime = cases.NOW) -> Hands:
    """An officer, a police officer, the police chief and the chair of a real commune."""
    posts = {role: accounts.post(role=role, unit_id=unit.pk, holder=accounts.user(full_name=name)) for role, name in NAMES.items()}
    made = {r: accounts_queries.actor_of(p, user_name=p.user.full_name, on=on.date(), stepped_up=True) for r, p in posts.items()}
    return Hands(posts, made)


def waiting(people: Hands, *, at: datetime = cases.NOW, name: str = "Lê Thị Ỗi", **person) -> Case:
    """A case that waits for its decision since four hours before `at`."""
    hours = {"at": at.replace(hour=at.hour - 4)}
    return cases.notified(people.police, name, **hours, **person)


def drafted(people: Hands, case: Case, *, at: datetime = cases.NOW, kind: DecisionKind = DecisionKind.MANAGE_USER, **given) -> Decision:
    """A draft by the officer."""
    with scope(people.officer):
        return actions.draft(actor=people.officer, at=at, case_id=case.pk, kind=kind, given=DraftInput(**{"reasons": REASONS, **given}))


def checked(people: Hands, case: Case, *, at: datetime = cases.NOW, **given) -> Decision:
    """A draft that the police officer has checked."""
    made = drafted(people, case, at=at, **given)
    with scope(people.police):
        return actions.check(actor=people.police, at=at, decision_id=made.pk)


def signed(people: Hands, case: Case, *, at: datetime = cases.NOW, signer: Actor | None = None, **given) -> Decision:
    """A decision signed by the police chief, or by another."""
    made = checked(people, case, at=at, **given)
    return sign(made, signer or people.chief, at=at)


def sign(made: Decision, signer: Actor, *, at: datetime = cases.NOW, **how) -> Decision:
    """Sign a checked draft."""
    with scope(signer):
        return actions.sign(actor=signer, at=at, decision_id=made.pk, **{"has_read": True, **how})


def withdrawn(people: Hands, made: Decision, *, at: datetime = cases.NOW) -> Decision:
    """The decision that withdraws another."""
    reasons = "Phát hiện nhầm người khi xác minh nơi cư trú."
    return signed(people, made.case, at=at, kind=DecisionKind.WITHDRAW, reasons=reasons, withdraws=made.pk)


def fact(people: Hands, case: Case, kind: K, at: datetime, **data) -> Case:
    """One more fact, recorded by the police officer."""
    return cases.recorded(people.police, case.pk, kind, at, **data)


def also(people: Hands, hand: Actor, role: str) -> Actor:
    """The same human being on a second post of the commune."""
    held = accounts.post(role=role, unit_id=people.officer.unit_id, holder=User.objects.get(pk=hand.user_id))
    return accounts_queries.actor_of(held, user_name=held.user.full_name, on=cases.NOW.date(), stepped_up=True)


def switch(trigger: str, table: str = "decisions_decision", *, to: str = "disable") -> None:
    """Turn a guard of the database off, or on again ("enable")."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; set constraints all deferred")  # a number is borne at the end, not at once
        cursor.execute(f"alter table {table} {to} trigger {trigger}")
        cursor.execute("set constraints all deferred")  # as every transaction begins


def without_step_up(actor: Actor) -> Actor:
    """The same official, who has not proved his identity anew."""
    return replace(actor, stepped_up=False)
