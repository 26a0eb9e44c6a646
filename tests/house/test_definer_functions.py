"""What crosses the row wall and answers with rows or words is on this list with a decision: who learns what, and what tells of it afterwards.

A function that is new fails here until somebody has decided. Functions that answer yes or no, a count, a moment or an id the caller had part in
are not asked, nor triggers: they give no person's data out. The counting functions (schema reporting) have a role and tests of their own (ADR 0018).
"""

from __future__ import annotations

import pytest
from django.db import connection

LOGGED = "writes its own row of the log in the same statement"
NO_PERSON = "tells of no person: places, bodies, totals, hashes or numbers of papers"
OWN = "tells an official of himself, or who signs in of one name or key that he holds"
OPEN_TO_US = "a file that stands open to the asking body, as a row policy would show it; the page that shows it notes the reading"
OF_OUR_DECISION = "who may speak for the person against a decision of the asking body itself; the page that shows it notes the reading"
PLACE_ONLY = "answers with places alone; the page counts the answers and brakes (web/shell/brake.py)"

DECIDED = {
    "accounts_feed_of": OWN,
    "accounts_hash_of": OWN,
    "accounts_own_factor": OWN,
    "accounts_own_name": OWN,
    "accounts_signed_in": OWN,
    "audit_leaves": NO_PERSON,
    "audit_sign_in_codes": NO_PERSON,
    "determination_steps": OPEN_TO_US,
    "dossier_conclusion": OPEN_TO_US,
    "dossier_court_awaits": NO_PERSON,
    "dossier_court_files": OPEN_TO_US,
    "dossier_health_files": OPEN_TO_US,
    "dossier_own_hand": NO_PERSON,
    "dossier_person": OPEN_TO_US,
    "dossier_protests": OPEN_TO_US,
    "dossier_steps": OPEN_TO_US,
    "dossier_stuck_bodies": NO_PERSON,
    "dossier_voidable": OPEN_TO_US,
    "dossier_watched": OPEN_TO_US,
    "held_delegates": OF_OUR_DECISION,
    "held_file": OPEN_TO_US,
    "held_spoken_by": OF_OUR_DECISION,
    "inspections_reach": NO_PERSON,
    "paper_look_up": NO_PERSON,
    "people_for_letter": LOGGED,
    "people_identifier_units": PLACE_ONLY,
    "people_namesake_units": PLACE_ONLY,
    "people_opened": OPEN_TO_US,
    "people_remove_registered": OWN,
    "people_sealed_numbers": OWN,
    "people_shut": OPEN_TO_US,
    "procrastinate_defer_jobs_v1": NO_PERSON,
    "reviews_unmet": NO_PERSON,
    "session_load": OWN,
    "staffing_totals": NO_PERSON,
    "succession_counts": NO_PERSON,
}

GIVING = """select p.oid::regproc::text, p.oid::regprocedure::text from pg_proc p
where p.prosecdef and p.pronamespace = 'public'::regnamespace
  and (has_function_privilege('donghanh_web', p.oid, 'execute') or has_function_privilege('donghanh_counts', p.oid, 'execute'))
  and p.prorettype <> 'trigger'::regtype
  and (p.proretset or p.prorettype not in ('boolean'::regtype, 'void'::regtype, 'int'::regtype, 'bigint'::regtype, 'uuid'::regtype,
    'timestamptz'::regtype, 'date'::regtype, 'int[]'::regtype))"""


def giving() -> dict[str, str]:
    """Security-definer functions that pages may call and that give something out: name → signature."""
    with connection.cursor() as cursor:
        cursor.execute(GIVING)
        return dict(cursor.fetchall())


@pytest.mark.django_db
def test_each_function_that_gives_something_out_is_decided():
    found = giving()
    assert set(found) - set(DECIDED) == set(), "decide what the log tells of it"
    assert set(DECIDED) - set(found) == set(), "these are gone"


@pytest.mark.django_db
def test_those_that_log_themselves_do():
    with connection.cursor() as cursor:
        for name in (name for name, why in DECIDED.items() if why == LOGGED):
            cursor.execute("select prosrc, provolatile from pg_proc where proname = %s", [name])
            source, kind = cursor.fetchone()
            assert "insert into audit_" in source and kind == "v", name


@pytest.mark.django_db
def test_a_new_function_is_caught():
    with connection.cursor() as cursor:
        cursor.execute("create function names_of_all() returns setof text language sql security definer as $$ select full_name from people_person $$")
    assert "names_of_all" in set(giving()) - set(DECIDED)


@pytest.mark.django_db
def test_every_definer_function_holds_its_search_path():
    with connection.cursor() as cursor:
        cursor.execute(
            "select oid::regprocedure::text from pg_proc where prosecdef and pronamespace in ('public'::regnamespace, 'reporting'::regnamespace)"
            " and not exists (select from unnest(proconfig) setting where setting like 'search_path=%pg_temp')"
        )
        assert [name for (name,) in cursor.fetchall()] == []
