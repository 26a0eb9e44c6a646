"""Every table of the product stands behind row security, or on a short list that says why it need not."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from docs_gen.schema import own_models

OPEN_TABLES = {
    "places_unit": "public: names of provinces and communes",
    "places_unitsuccession": "public: which unit became which",
    "places_coverage": "public: which court serves which places",
    "places_body": "public: bodies of the state",
    "places_functionholder": "public: who decides, by law",
    "audit_seal": "hashes only",
}
"""Tables without row security, each with its reason."""


def unprotected() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where relkind in ('r', 'p') and not relrowsecurity and relnamespace = 'public'::regnamespace")
        without = {name for (name,) in cursor.fetchall()}
    return {m._meta.db_table for m in own_models()} & without - set(OPEN_TABLES)


@pytest.mark.django_db
def test_every_table_has_row_security():
    assert unprotected() == set()


@pytest.mark.django_db
def test_a_table_left_open_is_caught():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("alter table people_person disable row level security")
        assert unprotected() >= {"people_person"}
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_app_role_owns_nothing_and_cannot_pass_the_wall():
    with connection.cursor() as cursor:
        cursor.execute("select rolname from pg_roles where rolname like 'donghanh%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)")
        assert cursor.fetchall() == []
        cursor.execute("select relname from pg_class where relowner in (select oid from pg_roles where rolname like 'donghanh%')")
        assert cursor.fetchall() == []


def test_the_list_of_open_tables_names_only_tables_that_exist():
    assert set(OPEN_TABLES) <= {m._meta.db_table for m in own_models()}


WRITABLE_VIEWS = """select c.oid::regclass::text from pg_class c, unnest(array['donghanh_web', 'donghanh_jobs', 'donghanh_counts']) who
 where c.relkind = 'v' and c.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
   and has_table_privilege(who, c.oid, 'insert, update, delete, truncate')"""


@pytest.mark.django_db
def test_nobody_writes_through_a_view():
    """A view reads with its owner's rights: what may be written through it, the row wall does not see."""
    with connection.cursor() as cursor:
        cursor.execute(WRITABLE_VIEWS)
        assert cursor.fetchall() == []
        cursor.execute("grant update on places_followed to donghanh_web")
        cursor.execute(WRITABLE_VIEWS)
        assert cursor.fetchall() == [("places_followed",)], "the twin"
