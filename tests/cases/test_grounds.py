"""A compulsory file opens with a ground that something shows: past the application too."""

from __future__ import annotations

from datetime import timedelta
from json import dumps
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions, grounds, queries
from donghanh.cases.models import Case, Fact
from donghanh.cases.procedures.registry import MANIFESTS
from donghanh.cases.rules import CannotRecord, FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.legal import grounds as law
from tests.factories import accounts, cases, diagnosis, people
from tests.factories.cases import NOW

PAPER = {"paper": "12/BB-CAX", "paper_on": "2026-11-20"}
ADULT, MINOR = Procedure.COMPULSORY, Procedure.COMPULSORY_MINOR


@pytest.fixture
def police(db):
    return accounts.actor_in_db("commune_police", 900_001)


def opened(police, person, data, *, procedure=ADULT, at=NOW) -> Case:
    with scope(police):
        return actions.open_case(actor=police, at=at, person_id=person, kind=K.GROUND_FOUND, procedure=procedure, happened_at=at, data=data)


def dependent(police, at=NOW - timedelta(days=2)):
    """A person of whom the station concluded dependence two days ago."""
    doctor = accounts.actor_in_db("health_station", 900_001)
    case = cases.opened(police, at=at - timedelta(days=1))
    with scope(police):
        sent = actions.request_determination(actor=police, at=at, case_id=case.pk, to_body_id=doctor.body_id)
    with scope(doctor):
        diagnosis.concluded(actor=doctor, at=at, referral_id=sent.pk, is_dependent=True, concluded_at=at)
    return case


@pytest.mark.parametrize("procedure", [ADULT, MINOR])
def test_a_ground_that_nothing_shows_is_refused_with_article_and_mend(police, procedure):
    year = 1994 if procedure == ADULT else 2010
    person = people.register(police, "Lê Thị Ỗi", at=NOW, birth_year=year, guardian_name="Nguyễn Thị Ẩn")
    with pytest.raises(CannotRecord, match="chưa có gì cho thấy căn cứ “Tự ý chấm dứt") as refused:
        opened(police, person.pk, {"ground": "SELF_TERMINATED"}, procedure=procedure)
    assert "Luật 120/2025/QH15" in refused.value.citation and "nhập số và ngày" in refused.value.mend
    for data, said in (({}, "Chưa ghi căn cứ"), ({"ground": "SELF_TERMINATED", "paper": "1/BB"}, "chưa có gì"),
                       ({"ground": "SELF_TERMINATED", **PAPER, "paper_on": "2026-11-30"}, "sau ngày phát hiện")):  # fmt: skip
        with pytest.raises(CannotRecord, match=said):
            opened(police, person.pk, data, procedure=procedure)
    assert opened(police, person.pk, {"ground": "SELF_TERMINATED", **PAPER}, procedure=procedure).procedure == procedure


def test_a_ground_that_the_law_of_its_day_lacks_is_named_in_words(police):
    person, at = people.register(police, "Lê Thị Ỗi", at=NOW, birth_year=1994), cases.moment("2025-03-03T09:00")
    data = {"ground": "MONITORING_REFUSED", **PAPER}
    with pytest.raises(CannotRecord, match="không có căn cứ “Không chấp hành giám sát điện tử”") as refused:
        opened(police, person.pk, data, at=at)
    with pytest.raises(CannotRecord, match="Luật của ngày 03/03/2025 không có căn cứ “Không chấp hành giám sát điện tử”"):
        grounds.check(person.pk, ADULT, FactView(uuid4(), K.GROUND_FOUND, at, False, data))
    assert "Tái nghiện" in refused.value.mend and "MONITORING" not in f"{refused.value.message} {refused.value.mend}"


TOLD = NOW - timedelta(hours=40)


def notified(police, case, *, at=TOLD) -> None:
    """The person was told the result; written by the owner of the tables."""
    values = {"unit_id": case.unit_id, "recorded_at": at, "recorded_by": 0, "data": {}}
    Fact.objects.create(case_id=case.pk, kind=K.RESULT_NOTIFIED, happened_at=at, **values)


def test_while_the_time_to_register_runs_nobody_has_failed_to_register(police):
    earlier = dependent(police)
    with pytest.raises(CannotRecord, match="Chưa ghi sự việc mà hạn tính từ đó"):
        opened(police, earlier.person_id, {"ground": "NOT_REGISTERED"})
    notified(police, earlier, at=NOW - timedelta(hours=23))
    with pytest.raises(CannotRecord, match="Còn trong hạn đến 10:00 ngày 21/11/2026"):
        opened(police, earlier.person_id, {"ground": "NOT_REGISTERED"})
    assert opened(police, earlier.person_id, {"ground": "NOT_REGISTERED"}, at=NOW + timedelta(hours=1, minutes=1))


def test_a_fact_of_another_file_of_the_person_shows_it_with_its_day(police):
    earlier = dependent(police)
    notified(police, earlier)
    case = opened(police, earlier.person_id, {"ground": "NOT_REGISTERED"})
    with scope(police):
        [claim] = queries.grounds_claimed(police, queries.case_sheet(police, case.pk, at=NOW), at=NOW)
    assert (claim.shown.kind, claim.shown.case_id, claim.determination.kind) == (K.RESULT_NOTIFIED, earlier.pk, K.FOUND_DEPENDENT)
    assert claim.shown.happened_at == TOLD


def test_what_was_taken_back_or_happens_later_shows_nothing(police):
    later = dependent(police)
    notified(police, later)
    with pytest.raises(CannotRecord, match="chưa có gì"):
        opened(police, later.person_id, {"ground": "NOT_REGISTERED"}, at=NOW - timedelta(days=2, minutes=1))
    Case.objects.filter(pk=later.pk).update(stage="IN_ERROR")
    with pytest.raises(CannotRecord, match="chưa có gì"):
        opened(police, later.person_id, {"ground": "NOT_REGISTERED"})


def test_before_opening_every_ground_says_what_shows_it(police):
    earlier = dependent(police)
    notified(police, earlier)
    with scope(police):
        claims = {one.ground.code: one for one in queries.grounds_to_open(police, earlier.person_id, ADULT, at=NOW)}
        assert queries.grounds_to_open(police, earlier.person_id, Procedure.SUBSTITUTION, at=NOW) == ()
    assert len(claims) == 9 and [code for code, one in claims.items() if one.is_shown] == ["NOT_REGISTERED"]


def forged(police, case, data):
    """A ground written past the application into a compulsory file that stands."""
    told = [uuid4(), case.pk, case.unit_id, NOW, NOW, police.user_id, police.body_id, dumps(data)]
    with transaction.atomic(), scope(police), connection.cursor() as cursor:
        cursor.execute(
            """insert into cases_fact (id, case_id, unit_id, kind, happened_at, is_date_only, recorded_at, recorded_by, body_id, data, void_reason)
               values (%s, %s, %s, 'GROUND_FOUND', %s, false, %s, %s, %s, %s, '')""",
            told,
        )


@pytest.fixture
def case(police):
    return opened(police, people.register(police, "Lê Thị Ỗi", at=NOW).pk, {"ground": "SELF_TERMINATED", **PAPER})


FORGED = [{}, {"ground": "RELAPSE"}, {"ground": "HUNGER", **PAPER}, {"ground": "RELAPSE", **PAPER, "paper_on": "2026-11-30"},
          {"ground": "RELAPSE", **PAPER, "paper": " "}, {"ground": "RELAPSE", **PAPER, "paper_on": "hôm qua"}]  # fmt: skip


@pytest.mark.parametrize("data", FORGED)
def test_a_forged_ground_is_refused_by_the_database(police, case, data):
    with pytest.raises(DatabaseError):
        forged(police, case, data)


def test_the_database_takes_a_ground_that_is_shown(police, case):
    forged(police, case, {"ground": "RELAPSE", **PAPER})


def test_twin_without_the_policy_any_ground_is_taken(police, case):
    with connection.cursor() as cursor:
        cursor.execute("drop policy cases_fact_ground_shown on cases_fact")
    forged(police, case, {"ground": "HUNGER"})


def test_dependence_told_by_a_commune_shows_no_ground(police, case):
    """In a file of monitoring the commune may tell that dependence was found: it ends that measure, and is no determination."""
    values = {"unit_id": case.unit_id, "person_id": case.person_id, "number": "G-1", "procedure": "MONITORING", "stage": "ENDED"}
    other = Case.objects.create(**values, opened_at=NOW - timedelta(days=9), computed_with="")
    told = {"unit_id": case.unit_id, "recorded_at": NOW, "recorded_by": police.user_id, "body_id": police.body_id, "data": {}}
    Fact.objects.create(case=other, kind=K.FOUND_DEPENDENT, happened_at=NOW - timedelta(days=8), **told)
    assert K.FOUND_DEPENDENT not in {one.kind for one in grounds.told_of(case.person_id, until=NOW)}
    with pytest.raises(DatabaseError, match="cases_fact_ground_shown"):
        forged(police, case, {"ground": "NOT_REGISTERED"})
    with connection.cursor() as cursor:
        cursor.execute("create or replace function case_concludes(procedure text) returns boolean language sql as 'select true'")
    forged(police, case, {"ground": "NOT_REGISTERED"})


def test_where_health_bodies_conclude_is_what_the_procedures_say(db):
    both = {K.FOUND_DEPENDENT, K.FOUND_NOT_DEPENDENT}
    for name, one in MANIFESTS.items():
        with connection.cursor() as cursor:
            cursor.execute("select case_concludes(%s)", [name.value])
            assert cursor.fetchone()[0] == (both <= one.by_handover), name


def test_law_and_database_name_the_same_facts(db):
    for adult, on in ((True, NOW.date()), (False, NOW.date())):
        for one in law.grounds(adult=adult, on=on):
            with connection.cursor() as cursor:
                cursor.execute("select shown, undone, after from ground_rests_on(%s)", [one.code])
                assert cursor.fetchall() == [(list(one.shown_by), list(one.undone_by), list(one.after))], one.code
