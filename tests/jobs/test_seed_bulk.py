"""`donghanh seed province` and `nation`, in small: what COPY wrote is what actions would have made."""

from __future__ import annotations

from datetime import UTC, date, datetime
from random import Random

import pytest
from django.db import connection, transaction

from donghanh.base.audit.models import Event
from donghanh.base.documents import frozen
from donghanh.base.places import queries as place_queries
from donghanh.base.places.models import Unit
from donghanh.base.privacy import vault
from donghanh.cases import memo
from donghanh.cases.models import Case, Duty, Fact
from donghanh.cases.procedures import engine, user_management
from donghanh.decisions.models import Decision
from donghanh.jobs.seed import bulk, lives, rows
from donghanh.kernel.workdays import default_calendar
from donghanh.people.models import Address, Identifier, Person
from tests.factories import places

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
PEOPLE = 250
MEMO = ("stage", "detected_at", "managed_at", "offered_at", "active_from", "active_until", "computed_with")
DUTY = ("kind", "rule_id", "function", "counted_from", "due_at", "stands_from", "stands_until", "unit_id")


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """Two provinces of a few hundred people, rolled back after the tests of this module."""
    with django_db_blocker.unblock():
        transaction.set_autocommit(False)
        try:
            places.load_units()
            places.load_holders()
            yield bulk.fill(now=NOW, provinces=("Đồng Nai", "Sơn La"), people=PEOPLE)
        finally:
            transaction.rollback()
            transaction.set_autocommit(True)


def test_as_many_as_were_asked_for_and_about_eleven_facts_each(filled):
    assert filled["people"] == Person.objects.count() == 2 * PEOPLE
    assert filled["cases"] == Case.objects.count()
    assert filled["facts"] == Fact.objects.count() > 9 * 2 * PEOPLE
    assert set(Person.objects.values_list("unit__parent__name", flat=True)) == {"Đồng Nai", "Sơn La"}


def test_what_is_remembered_is_what_an_action_would_have_written(filled):
    """Each memo is written anew by the function that every action uses, and nothing changes but the count of writings."""
    for case in Case.objects.order_by("id")[: 2 * PEOPLE : 5]:
        before = [getattr(case, name) for name in MEMO], list(Duty.objects.filter(case=case).order_by("kind").values_list(*DUTY))
        memo.recompute(case)
        again = Case.objects.get(pk=case.pk)
        assert before == ([getattr(again, name) for name in MEMO], list(Duty.objects.filter(case=case).order_by("kind").values_list(*DUTY)))
        assert again.version - 1 == 1 + Fact.objects.filter(case=case).count(), "one writing a fact"


def test_no_key_points_nowhere(filled):
    """The keys were not looked up while writing: here they are, every one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select conrelid::regclass::text, a.attname, confrelid::regclass::text, fa.attname from pg_constraint c"
            " join pg_attribute a on a.attrelid = conrelid and a.attnum = conkey[1]"
            " join pg_attribute fa on fa.attrelid = confrelid and fa.attnum = confkey[1]"
            " where contype = 'f' and conrelid::regclass::text = any(%s)",
            [list(rows.TABLES)],
        )
        keys = cursor.fetchall()
        assert len(keys) >= 15
        for table, column, target, field in keys:
            cursor.execute(
                f"select count(*) from {table} t where {column} is not null and not exists (select from {target} p where p.{field} = t.{column})"
            )
            assert cursor.fetchone()[0] == 0, f"{table}.{column}"


def test_decisions_are_numbered_without_hole_in_the_order_of_signing_and_say_what_they_are(filled):
    registers: dict = {}
    for one in Decision.objects.order_by("signed_at"):
        registers.setdefault((one.body_id, one.series, one.year), []).append(one.number)
        assert one.pdf_id is None and "không có văn bản" in one.reasons
        assert (one.office == "commune_chair") == (one.signed_at < bulk_change())
    assert registers and all(numbers == list(range(1, len(numbers) + 1)) for numbers in registers.values())
    assert frozen.from_json(Decision.objects.first().letter).head.number == Decision.objects.first().number
    by_fact = dict(Fact.objects.exclude(decision_id=None).values_list("decision_id", "data__number"))
    assert by_fact == dict(Decision.objects.values_list("id", "number"))


def bulk_change() -> datetime:
    return datetime(2026, 6, 30, 17, 0, tzinfo=UTC)


def test_sealed_fields_open_again_and_no_number_stands_twice(filled):
    for number in Identifier.objects.select_related("person")[:20]:
        text = vault.open_sealed(number.person.data_key, number.sealed, context=f"people:{number.person_id}:{number.kind}")
        assert text.startswith("099") and text.endswith(number.last_digits)
        assert bytes(number.blind_index) == vault.blind_index(number.kind, text)
    home = Address.objects.select_related("person").first()
    assert "ấp" in vault.open_sealed(home.person.data_key, home.sealed_detail, context=f"people:{home.person_id}:address")
    assert Identifier.objects.values("blind_index").distinct().count() == Identifier.objects.count()


def test_old_facts_lie_in_the_communes_of_their_time(filled):
    verified = Fact.objects.filter(kind="RESIDENCE_VERIFIED").select_related("place")
    before = [fact for fact in verified if memo.fact_view(fact).on < date(2025, 7, 1)]
    assert before and all(fact.place.ends_before == date(2025, 7, 1) for fact in before)
    assert not Unit.objects.filter(id__in=Case.objects.values("unit_id")).exclude(ends_before=None).exists()


def test_each_act_has_its_row_in_the_log(filled):
    assert Event.objects.filter(verb="person.register").count() == Person.objects.count()
    assert Event.objects.filter(verb__in=["case.open", "case.record", "decision.sign"]).count() == Fact.objects.count()
    assert not Event.objects.filter(xid=0).exists()


def test_children_are_sealed_and_have_a_guardian(filled):
    minors = Person.objects.filter(is_sealed=True)
    assert minors.exists() and all(one.guardian_name for one in minors)


def test_lives_pass_the_procedures_own_checks_step_by_step_and_are_always_the_same():
    calendar = default_calendar()

    def draw():
        rng = Random(5)
        return [lives.live(rng, serial=serial, now=NOW, calendar=calendar) for serial in range(150)]

    told = draw()
    assert [(one.person, one.facts) for one in told] == [(one.person, one.facts) for one in draw()]
    for life in told:
        for turn, fact in enumerate(life.facts[1:], 1):
            so_far = engine.view(user_management.MANIFEST, life.facts[:turn], calendar=calendar)
            if fact.decision_id:
                user_management.check_can_decide(so_far, fact.kind, at=fact.happened_at)
            else:
                engine.check_fits(user_management.MANIFEST, so_far, fact.kind, happened_at=fact.happened_at, at=fact.happened_at)
        if life.facts:
            person = life.person
            user_management.check_can_open(
                tested_on=life.facts[0].on, born_on=person.born_on, birth_year=person.birth_year, guardian_name=person.guardian_name
            )


@pytest.mark.django_db
def test_without_units_one_sentence(capsys):
    from donghanh.jobs.cli import main

    assert main(["seed", "province"]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert not Person.objects.exists()
    assert place_queries.calendar_version() == 0
