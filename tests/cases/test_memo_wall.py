"""The database lets no page write what is computed of a file, nor take back or lift in another's name: raw SQL, past the application."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.cases import memo
from donghanh.cases.models import Case, Duty, Hold
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.ids import new_id
from tests.cases.test_journey_domain import official, open_case, record
from tests.cases.test_own_hand import FORGE, TRUE

pytestmark = pytest.mark.django_db

GONE = "update cases_case set active_from = '2020-01-01', active_until = '2020-01-02'"
STAYS = "update cases_case set active_from = '2020-01-01', active_until = '2099-01-01'"
TAMPERED = {
    "it vanishes": GONE,
    "it stays past its end": STAYS,
    "its stage": "update cases_case set stage = 'CLOSED'",
    "it was never detected": "update cases_case set detected_at = null",
    "as if by another edition": "update cases_case set stage = 'CLOSED', computed_with = 'another'",
    "the memo is opened": "update cases_case set computed_with = ''",
    "its duties vanish": "delete from cases_duty",
    "a duty more": """insert into cases_duty (case_id, unit_id, kind, rule_id, function, stands_from)
      select id, unit_id, 'decide', '', 'decider_user_management', now() from cases_case""",
}
OFF = """grant update on cases_case to donghanh_web; grant insert, update, delete on cases_duty to donghanh_web;
 create policy off on cases_duty for delete to donghanh_web using (true)"""
VOID = "update cases_fact set voided_at = now(), voided_by = {by}, void_reason = 'x' where kind = 'SERVICE_OFFERED'"
LIFT = "update cases_hold set lifted_at = opened_at, lifted_by = {by}"


@pytest.fixture
def police(town):
    """An officer of the commune police, with one file and what was offered in it."""
    police = official("commune_police", town[0], "2026-09-01")
    record(police, open_case(police), K.SERVICE_OFFERED, "2026-09-02T09:00", services=["HEALTH"])
    return police


@pytest.fixture
def held(police):
    """The same file, held; that only an answer lifts a hold is asked in tests/rights."""
    case = Case.objects.get()
    alter("alter table cases_hold disable trigger hold_lifted_by_answer")
    Hold.objects.create(case=case, unit=case.unit, reason="CORRECTION", source_id=new_id(), opened_at=case.opened_at, opened_by=1)
    return police


def run(actor, sql: str) -> int:
    with transaction.atomic(), scope(actor), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.rowcount


def alter(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"set constraints all immediate; {sql}")


@pytest.mark.parametrize("what", TAMPERED)
def test_nothing_computed_changes_by_one_statement(police, what):
    before = kept()
    for told in ("", f"{FORGE.format(**TRUE)}; "):  # not even beside a fact of the file
        with pytest.raises(DatabaseError, match="permission denied"):
            run(police, told + TAMPERED[what])
    assert kept() == before


@pytest.mark.parametrize("what", TAMPERED)
def test_twin_without_the_guard_it_does(police, what):
    before = kept()
    alter(OFF)
    assert run(police, TAMPERED[what]) >= 1
    assert kept() != before


def kept() -> tuple:
    return tuple(Case.objects.values_list()), tuple(Duty.objects.order_by("id").values_list())


def test_a_duty_is_rewritten_by_nobody(police):
    with pytest.raises(DatabaseError, match="permission denied"):
        run(police, "update cases_duty set stands_until = now()")


def test_a_fact_told_past_the_application_is_reckoned_with_when_the_file_is_next_looked_at(police):
    run(police, FORGE.format(**TRUE))
    case = Case.objects.get()
    assert case.computed_with == ""
    with scope(police):
        assert memo.freshen(police.unit_ids) == 1
        case.refresh_from_db()
        assert case.computed_with == memo.edition()


BEGUN = """insert into cases_case (id, number, procedure, person_id, unit_id, opened_at, stage, computed_with, active_until, version)
 select gen_random_uuid(), 'QL-2026-999999', procedure, person_id, unit_id, now(), 'MANAGED', '', {until}, 1 from cases_case"""


def test_a_file_begins_with_nothing_reckoned_and_with_its_fact(police):
    with pytest.raises(DatabaseError, match="cases_case_begins_unreckoned"):
        run(police, BEGUN.format(until="now()"))
    with pytest.raises(DatabaseError, match="begins with the fact"):
        run(police, BEGUN.format(until="null") + "; set constraints all immediate")
    alter("drop policy cases_case_begins_unreckoned on cases_case; alter table cases_case disable trigger case_has_begun")  # the twin
    assert run(police, BEGUN.format(until="now()") + " limit 1") == 1


def test_the_fact_that_opens_a_file_is_not_taken_from_under_it(police):
    void = VOID.replace("SERVICE_OFFERED", "TESTED_POSITIVE").format(by="app_user()")
    with pytest.raises(DatabaseError, match="begins with the fact"):
        run(police, f"{void}; set constraints all immediate")
    alter("alter table cases_fact disable trigger case_goes_on")  # the twin
    run(police, f"{void}; set constraints all immediate")


def test_a_file_computed_with_an_older_law_is_rewritten_whoever_asks(police):
    Case.objects.update(computed_with="older", stage="CLOSED")
    with scope(police):
        assert memo.freshen(police.unit_ids) == 1
        assert Case.objects.get().stage == "DETECTED"


def test_the_worker_rewrites_what_a_new_edition_asks_for(police):
    with as_jobs():
        assert Case.objects.update(computed_with="older") == 1


@pytest.mark.parametrize("sql", [VOID, LIFT])
def test_taking_back_and_lifting_are_done_in_ones_own_name(held, sql):
    with pytest.raises(DatabaseError, match="in the name of another"):
        run(held, sql.format(by="app_user() + 1"))
    assert run(held, sql.format(by="app_user()")) == 1


@pytest.mark.parametrize(("sql", "table"), [(VOID, "cases_fact"), (LIFT, "cases_hold")])
def test_twin_without_the_guard_a_name_is_forged(held, sql, table):
    alter(f"alter table {table} disable trigger {table}_own_hand")
    assert run(held, sql.format(by="app_user() + 1")) == 1


@pytest.mark.parametrize(
    ("sql", "table"), [(VOID.format(by="app_user()"), "cases_fact"), (FORGE.format(**TRUE).replace("now()", "{at}"), "cases_fact")]
)
def test_a_page_tells_no_other_day(police, sql, table):
    """The owner of the test database is believed about days, so the page's own login is put on."""
    late = sql.replace("voided_at = now()", "voided_at = {at}").replace("{at}", "now() - interval '1 day'")
    assert told_by_the_page(police, late) == "the moment told is not now"
    assert told_by_the_page(police, late.replace(" - interval '1 day'", "")) == ""
    alter(f"alter table {table} disable trigger {table}_own_hand")
    assert told_by_the_page(police, late) == ""  # the twin


def told_by_the_page(actor, sql: str) -> str:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set local session authorization donghanh_app")
            with scope(actor):
                cursor.execute(sql)
            transaction.set_rollback(True)
    except DatabaseError as refusal:
        return str(refusal).split(":")[0]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("reset session authorization")
    return ""
