"""What the database believes of a role (accounts/migrations/0007_who_may) is what roles.py says: neither knows a verb the other does not."""

from __future__ import annotations

import pytest
from django.db import connection

from donghanh.base.accounts.roles import ROLES

KNOWN = (
    "case.record",
    "decision.draft",
    "decision.check",
    "decision.sign",
    "decision.withdraw",
    "dossier.send",
    "dossier.answer",
    "determination.record",
    "dossier.protest",
    "held.draft",
    "held.check",
    "held.sign",
    "person.merge.propose",
    "person.merge.approve",
    "person.unseal.ask",
    "person.unseal.decide",
    "reminder.set",
    "task.do",
    "task.give",
    "task.oversee",
    "plan.decide",
    "report.build",
    "inspection.read",
    "inspection.plan",
    "staff.appraise",
    "staff.approve",
)
"""Verbs that a guard of the database asks for."""


def in_database(verb: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("select accounts_roles(%s)", [verb])
        return set(cursor.fetchone()[0])


def in_code(verb: str) -> set[str]:
    return {role.code for role in ROLES.values() if verb in role.may}


@pytest.mark.django_db
@pytest.mark.parametrize("verb", KNOWN)
def test_both_agree_who_may(verb):
    assert in_database(verb) == in_code(verb) != set()


@pytest.mark.django_db
def test_a_role_that_the_database_forgot_is_seen(monkeypatch):
    with connection.cursor() as cursor:
        cursor.execute("create or replace function accounts_roles(verb text) returns text[] language sql as $$ select array['commune_chair'] $$")
    assert in_database("decision.sign") != in_code("decision.sign")


@pytest.mark.django_db
def test_guards_ask_for_no_other_verb():
    with connection.cursor() as cursor:
        cursor.execute(
            "select prosrc from pg_proc where pronamespace = 'public'::regnamespace and prosrc like '%accounts_may(%' union all"
            " select concat(qual, with_check) from pg_policies where concat(qual, with_check) like '%accounts_may(%'"
        )
        asked = {part.split("'")[1] for (text,) in cursor.fetchall() for part in text.split("accounts_may(")[1:]}
    assert asked == set(KNOWN)
