"""A test asked of a health unit: its four moments, the narrow view of the unit, and where a positive result goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from donghanh.base.audit.models import Event
from donghanh.base.privacy.scope import scope
from donghanh.cases import queries as case_queries
from donghanh.cases.models import Case, Fact
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Sample
from donghanh.cases.testing import actions, queries, rules
from donghanh.cases.testing.models import DrugTest
from donghanh.cases.testing.terms import Ground, Step
from donghanh.kernel.errors import Cannot, MayNot, NotInReach, Overtaken
from donghanh.legal import testing as law
from tests.factories import accounts, cases, people

pytestmark = pytest.mark.django_db
NOW = cases.NOW
TAKEN, RESULT = NOW + timedelta(minutes=40), NOW + timedelta(minutes=55)


def official(role: str, unit):
    return replace(cases.actor_of(accounts.post(role=role, unit_id=unit.pk)), stepped_up=True)


@pytest.fixture
def police(town):
    return official("commune_police", town[0])


@pytest.fixture
def station(town):
    return official("health_station", town[0])


def asked(police, station, *, name="Lê Thị Ỗi", sample=Sample.URINE, **person) -> DrugTest:
    known = people.register(police, name, at=NOW - timedelta(hours=1), **person)
    with scope(police):
        return actions.ask(actor=police, at=NOW, person_id=known.pk, to_body_id=station.body_id, ground=Ground.CAUGHT, sample=sample)


def taken(station, test, **given):
    with scope(station):
        actions.take_sample(**{"actor": station, "at": TAKEN, "test_id": test.pk, "taken_at": TAKEN, "sample": Sample.URINE, **given})


def answered(station, test, at=RESULT, **found):
    with scope(station):
        actions.answer(actor=station, at=at, test_id=test.pk, resulted_at=at, found=found or {"heroin": True, "mdma": False}, tester="KTV Đỗ Ngọc Ẩm")


def positive(police, station, **person) -> DrugTest:
    test = asked(police, station, **person)
    taken(station, test)
    answered(station, test)
    return test


def seen(police, test) -> queries.TestRow:
    with scope(police):
        return queries.test(police, test.pk)


@pytest.mark.requirement("QN22-V.2.h")
def test_the_four_moments_stand_in_the_asker_s_list_at_once(police, station):
    test = asked(police, station)
    assert seen(police, test).step == Step.ASKED
    taken(station, test)
    answered(station, test)
    with scope(police):
        (row,) = queries.asked(police)
        assert queries.waiting_results(police) == 1
        actions.receive(actor=police, at=RESULT + timedelta(minutes=9), test_id=test.pk)
    assert (row.step, row.asked_at, row.taken_at, row.resulted_at) == (Step.ANSWERED, NOW, TAKEN, RESULT)
    assert row.panel == (("heroin", True), ("mdma", False)) and row.is_positive and row.sample == "urine" and row.tester == "KTV Đỗ Ngọc Ẩm"
    assert row.person_name == "Lê Thị Ỗi" and seen(police, test).received_at == RESULT + timedelta(minutes=9)
    done = Event.objects.filter(verb__startswith="test.", result="done").order_by("id").values_list("verb", flat=True)
    assert list(done) == ["test.ask", "test.take_sample", "test.answer", "test.receive"]


@pytest.mark.requirement("DN137-VI.3.c")
@pytest.mark.requirement("QN22-V.2.h")
def test_a_positive_result_opens_the_file_with_nothing_typed_twice_and_shows_the_next_step(police, station):
    test = positive(police, station)
    with scope(police):
        (way,) = queries.follows(police, seen(police, test), at=RESULT)
        assert (way.kind, way.case_id, way.refusal) == (K.TESTED_POSITIVE, None, None)
        case = actions.follow(actor=police, at=RESULT, test_id=test.pk)
        duties = [duty.kind for duty in case_queries.working_list(police, at=RESULT)]
    fact = Fact.objects.get(case=case)
    assert (fact.kind, fact.happened_at) == (K.TESTED_POSITIVE, RESULT)
    assert fact.data == {"sample": "urine", "substances": ["heroin"], "tested_by": station.body_name}
    assert duties == ["VERIFY_RESIDENCE"], duties
    row = seen(police, test)
    assert row.case_id == case.pk and row.step == Step.RECEIVED
    with scope(police), pytest.raises(Overtaken):
        actions.follow(actor=police, at=RESULT, test_id=test.pk)


@pytest.mark.requirement("DN137-VI.3.c")
def test_in_an_open_file_it_is_recorded_as_used_again(police, station):
    case = cases.managed(police)
    with scope(police):
        test = actions.ask(actor=police, at=NOW, person_id=case.person_id, to_body_id=station.body_id, ground=Ground.MANAGED, sample=Sample.URINE)
    taken(station, test)
    answered(station, test)
    with scope(police):
        (way,) = queries.follows(police, seen(police, test), at=RESULT)
        assert (way.kind, way.case_id) == (K.USED_AGAIN, case.pk)
        actions.follow(actor=police, at=RESULT, test_id=test.pk, case_id=case.pk)
        assert "REQUEST_DETERMINATION" in [duty.kind for duty in case_queries.working_list(police, at=RESULT)]
    assert Fact.objects.filter(case=case, kind=K.USED_AGAIN, happened_at=RESULT).count() == 1 and Case.objects.count() == 1


def test_a_file_that_waits_for_its_decision_says_why_not_and_nothing_is_half_written(police, station):
    case = cases.notified(police)
    with scope(police):
        test = actions.ask(actor=police, at=NOW, person_id=case.person_id, to_body_id=station.body_id, ground=Ground.CAUGHT, sample=Sample.URINE)
    taken(station, test)
    answered(station, test)
    with scope(police):
        (way,) = queries.follows(police, seen(police, test), at=RESULT)
        assert way.refusal is not None
        with pytest.raises(Cannot):
            actions.follow(actor=police, at=RESULT, test_id=test.pk, case_id=case.pk)
    assert seen(police, test).step == Step.ANSWERED


def test_a_negative_result_opens_nothing(police, station):
    test = asked(police, station)
    taken(station, test)
    answered(station, test, heroin=False, ketamine=False)
    with scope(police):
        assert queries.follows(police, seen(police, test), at=RESULT) == []
        with pytest.raises(CannotRecord):
            actions.follow(actor=police, at=RESULT, test_id=test.pk)
    assert Case.objects.count() == 0


def test_a_minor_s_blood_needs_the_name_of_who_agreed_and_urine_does_not(police, station):
    test = asked(police, station, name="Trần Thị Nhỏ", birth_year=2010, guardian_name="Nguyễn Thị Ẩn", sample=Sample.BLOOD)
    with pytest.raises(CannotRecord) as refused:
        taken(station, test, sample=Sample.BLOOD)
    assert "163/2026" in refused.value.citation and refused.value.field == "consented_by"
    taken(station, test, sample=Sample.BLOOD, consented_by="Nguyễn Thị Ẩn (mẹ)")
    assert seen(police, test).consented_by == "Nguyễn Thị Ẩn (mẹ)"
    other = asked(police, station, name="Lò Văn Bé", birth_year=2011, guardian_name="Lò Thị Ẩm")
    taken(station, other)


def test_past_the_rule_the_table_itself_keeps_the_consent(police, station, monkeypatch):
    test = asked(police, station, birth_year=2010, guardian_name="Nguyễn Thị Ẩn")
    monkeypatch.setattr(rules, "check_consent", lambda **_: None)
    with pytest.raises(IntegrityError), transaction.atomic():
        taken(station, test, sample=Sample.HAIR)
    with connection.cursor() as cursor:  # the twin: without the constraint the sample is taken
        cursor.execute("set constraints all immediate; alter table testing_drugtest drop constraint drugtest_minor_has_consent")
    taken(station, test, sample=Sample.HAIR)
    assert seen(police, test).sample == "hair"


@pytest.mark.parametrize(
    ("age", "sample", "on", "value", "article"),
    [
        (17, "blood", date(2026, 6, 30), "needed", "105/2021"),
        (17, "blood", date(2026, 7, 1), "needed", "163/2026"),
        (17, "urine", date(2026, 7, 1), "not_needed", "163/2026"),
        (17, "urine", date(2022, 1, 1), "not_needed", "105/2021"),
        (18, "hair", date(2026, 7, 1), "not_needed", "163/2026"),
        (12, "saliva", date(2022, 1, 1), "needed", "105/2021"),
    ],
)
def test_consent_by_age_sample_and_day(age, sample, on, value, article):
    found = law.consent(age=age, sample=sample, on=on)
    assert found.value == value and article in found.citation_vi


def test_times_run_forward_and_each_step_is_done_once(police, station):
    test = asked(police, station)
    with pytest.raises(CannotRecord):
        taken(station, test, taken_at=NOW - timedelta(minutes=1))
    with pytest.raises(CannotRecord):
        taken(station, test, taken_at=TAKEN + timedelta(hours=1))
    with pytest.raises(CannotRecord):
        answered(station, test)
    taken(station, test)
    with pytest.raises(Overtaken):
        taken(station, test)
    with pytest.raises(CannotRecord):
        answered(station, test, at=TAKEN - timedelta(minutes=1))
    with pytest.raises(CannotRecord):
        answered(station, test, lsd=True)
    answered(station, test)
    with pytest.raises(Overtaken):
        answered(station, test)


def test_one_open_request_a_person_and_only_a_health_unit_is_asked(police, station, town):
    test = asked(police, station)
    asking = {"actor": police, "at": NOW, "person_id": test.person_id, "ground": Ground.CAUGHT, "sample": Sample.URINE}
    with scope(police), pytest.raises(Cannot, match="chưa có kết quả"):
        actions.ask(**asking, to_body_id=station.body_id)
    with scope(police):
        actions.withdraw(actor=police, at=NOW, test_id=test.pk, reason="Người này đã được xét nghiệm nơi khác.")
    with scope(police), pytest.raises(Cannot, match="cơ sở y tế"):
        actions.ask(**asking, to_body_id=police.body_id)
    with scope(station):
        assert queries.performed(station) == []
    with pytest.raises(Overtaken):
        taken(station, test)


def test_the_unit_writes_down_a_paper_and_the_commune_says_who_it_is(police, station, town):
    told = {"person_name": "Lê Thị Ỗi", "birth_year": 1994, "ground": Ground.CAUGHT, "sample": Sample.URINE, "paper": "12/CV-CAX"}
    with scope(station):
        made = actions.write_paper(actor=station, at=TAKEN, unit_id=town[0].pk, asked_at=NOW, **told)
        with pytest.raises(Cannot):
            actions.write_paper(actor=station, at=TAKEN, unit_id=town[1].pk, asked_at=NOW, **told)
    test = DrugTest.objects.get(pk=made)
    taken(station, test)
    answered(station, test)
    known = people.register(police, "Lê Thị Ỗi", at=NOW)
    with scope(police):
        assert queries.asked(police)[0].person_name == "Lê Thị Ỗi" and queries.follows(police, seen(police, test), at=RESULT) == []
        with pytest.raises(CannotRecord):
            actions.follow(actor=police, at=RESULT, test_id=made)
        assert [hit.person_id for hit in queries.namesakes(police, made)] == [known.pk]
        actions.link(actor=police, at=RESULT, test_id=made, person_id=known.pk)
        actions.follow(actor=police, at=RESULT, test_id=made)
        with pytest.raises(Cannot):
            actions.link(actor=police, at=RESULT, test_id=made, person_id=known.pk)
    assert Case.objects.get().person_id == known.pk


def rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from testing_drugtest")
        return cursor.fetchone()[0]


def attack(test) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(
            """select take_sample(%s, %s, 'urine', '', %s), answer_test(%s, %s, '[{"substance": "heroin", "positive": true}]', 'x', %s)""",
            [test.pk, TAKEN, RESULT, test.pk, RESULT, RESULT],
        )
        return cursor.fetchone()


def test_others_see_no_row_and_write_none_past_the_application(police, station, town):
    test = asked(police, station)
    strangers = [official("commune_police", town[1]), official("health_station", town[1]), official("provincial_lead", town[0]), None]
    for stranger in strangers:
        with scope(stranger):
            assert rows() == 0 and attack(test) == (None, None)
    with scope(police):
        assert rows() == 1 and attack(test) == (None, None)  # the asker writes no result
    with scope(station):
        assert rows() == 1 and attack(test)[0] == test.pk


def test_twin_with_the_policy_gone_the_rows_leak(police, station, town):
    asked(police, station)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; alter table testing_drugtest disable row level security")
    with scope(official("commune_police", town[1])):
        assert rows() == 1


def test_the_unit_reads_no_row_of_the_person_and_loses_the_name_with_the_answer(police, station):
    test = asked(police, station)
    with scope(station), connection.cursor() as cursor:
        cursor.execute("select count(*) from people_person")
        assert cursor.fetchone() == (0,)
        assert queries.performed(station)[0].person_name == "Lê Thị Ỗi"
    taken(station, test)
    answered(station, test)
    with scope(station), connection.cursor() as cursor:
        cursor.execute("select person_name from testing_drugtest")
        assert cursor.fetchone() == ("—",)
        assert queries.performed(station)[0].person_name == "—" and queries.performed(station)[0].person_id is None


@pytest.mark.parametrize("change", ["is_positive = false", "panel = '[]'", "taken_at = taken_at", "unit_id = unit_id", "asked_at = now()"])
def test_the_asker_cannot_touch_what_the_unit_wrote(police, station, change):
    positive(police, station)
    with scope(police), pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"update testing_drugtest set {change}")


def test_nothing_recorded_is_rewritten_even_by_the_owner_and_the_twin_with_the_trigger_off(police, station):
    test = positive(police, station)
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update testing_drugtest set is_positive = false")
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; alter table testing_drugtest disable trigger test_only_forward")
        cursor.execute("update testing_drugtest set is_positive = false")
    assert seen(police, test).is_positive is False


def test_roles_without_the_right_are_refused(police, station, town):
    test = asked(police, station)
    for role in ("commune_chair", "health_station", "provincial_lead", "auditor"):
        actor = official(role, town[0])
        with scope(actor), pytest.raises(MayNot):
            queries.asked(actor)
    with scope(police), pytest.raises(MayNot):
        queries.performed(police)
    other, far = official("commune_police", town[1]), official("health_station", town[1])
    with scope(other), pytest.raises(NotInReach):
        queries.test(other, test.pk)
    with scope(far), pytest.raises(NotInReach):
        queries.test_to_perform(far, test.pk)


def test_the_test_goes_with_the_person_to_another_commune(police, station, town):
    test = positive(police, station)
    with connection.cursor() as cursor:
        cursor.execute("update people_person set unit_id = %s where id = %s", [town[1].pk, test.person_id])
    with scope(police):
        assert queries.asked(police) == []
    there = official("commune_police", town[1])
    with scope(there):
        assert [row.id for row in queries.asked(there)] == [test.pk]


def test_a_row_keeps_only_name_and_year():
    kept = {f.name for f in DrugTest._meta.local_fields}
    assert {"person_name", "birth_year"} <= kept and not kept & {"born_on", "sex", "address", "number"}
