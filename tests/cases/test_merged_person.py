"""Two records of one human being: after the merge his files count as one person's, whichever record they stand under."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions, memo, opening, queries
from donghanh.cases.models import Case, Fact
from donghanh.cases.terms import FactKind, Procedure
from donghanh.kernel.errors import Cannot
from donghanh.people import actions as people_actions
from donghanh.people.models import Person
from tests.factories import accounts, cases, people

pytestmark = pytest.mark.django_db
NOW = cases.NOW


@pytest.fixture
def police(town):
    return accounts.actor_in_db("commune_police", town[0].pk)


@pytest.fixture
def join(police, town):
    """join(kept_id, gone_id): proposed by the police, approved by their chief."""
    chief = accounts.actor_in_db("commune_police_chief", town[0].pk)

    def joined(kept_id, gone_id):
        with scope(police):
            merge = people_actions.propose_merge(actor=police, at=NOW, kept_id=kept_id, gone_id=gone_id, reason="Cùng ngày sinh, cùng mẹ")
        with scope(chief):
            people_actions.approve_merge(actor=chief, at=NOW, merge_id=merge.pk)

    return joined


@pytest.fixture
def merged(police, join):
    """(kept person, file of the record that was merged away)."""
    case = cases.opened(police, "Lê Văn On")
    kept = people.register(police, "Lê Văn Ơn", at=NOW - timedelta(hours=1))
    join(kept.pk, case.person_id)
    return kept, case


def open_again(police, person_id):
    with scope(police):
        return actions.open_case(actor=police, at=NOW, person_id=person_id, happened_at=NOW, data=cases.TEST)


def test_no_second_file_of_the_same_procedure_under_the_other_record(police, merged):
    kept, case = merged
    for record in (kept.pk, case.person_id):
        with pytest.raises(Cannot, match=case.number):
            open_again(police, record)


def test_the_page_of_openings_names_the_open_file(police, merged):
    kept, case = merged
    with scope(police):
        row = queries.openings(police, kept.pk, at=NOW, asked=[(Procedure.USER_MANAGEMENT, FactKind.TESTED_POSITIVE, cases.TEST)])[0]
    assert (row.case_id, row.number) == (case.pk, case.number)


@pytest.mark.parametrize("written_in", [0, 1])
def test_a_death_told_in_one_file_reaches_the_file_of_the_other_record(police, join, written_in):
    files = [cases.managed(police, name) for name in ("Lê Văn Ơn", "Lê Văn On")]
    join(files[0].person_id, files[1].person_id)
    cases.recorded(police, files[written_in].pk, FactKind.DIED, NOW)
    assert set(Fact.objects.filter(kind=FactKind.DIED).values_list("case_id", flat=True)) == {file.pk for file in files}


def test_twin_by_the_record_alone_one_human_being_has_two_open_files(police, merged, monkeypatch):
    kept, case = merged
    monkeypatch.setattr(opening.people, "records_of", lambda person_id: [person_id])
    assert open_again(police, kept.pk).pk != case.pk


@pytest.fixture
def two_records(police, join):
    """(life as the rules ask it, merge): the record merged away has been in rehabilitation and lives nowhere for long."""
    earlier, kept = cases.opened(police, "Lê Văn On", at=NOW - timedelta(days=300)), people.register(police, "Lê Văn Ơn", at=NOW)
    cases.recorded(police, earlier.pk, FactKind.RESIDENCE_VERIFIED, NOW - timedelta(days=299), stable=False)
    Case.objects.create(
        number="CN-2026-900001",
        procedure=Procedure.HOME_REHABILITATION,
        person_id=earlier.person_id,
        unit_id=earlier.unit_id,
        opened_at=NOW - timedelta(days=200),
        active_from=NOW - timedelta(days=199),
        active_until=NOW - timedelta(days=10),
        stage="COMPLETED",
    )

    def asked():
        with scope(police):
            life = memo.life(Person.objects.get(pk=kept.pk), before=NOW)
            return life.rehabilitations, life.has_stable_residence

    return asked, lambda: join(kept.pk, earlier.person_id)


def test_an_earlier_rehabilitation_and_the_residence_are_the_human_beings(two_records):
    asked, merge = two_records
    assert asked() == (0, True)  # two records are two people until somebody says they are one
    merge()
    assert asked() == (1, False)


def test_twin_by_record_alone_neither_is_seen(two_records, monkeypatch):
    asked, merge = two_records
    merge()
    by_record = memo._EARLIER.replace("coalesce(merged_into_id, id)", "id").replace("p.merged_into_id = kept.id", "false")
    monkeypatch.setattr(memo, "_EARLIER", by_record)
    assert asked() == (0, True)


def test_whoever_lives_nowhere_for_long_is_not_registered_to_rehabilitate_at_home(police):
    case = cases.opened(police, at=NOW - timedelta(days=3))
    cases.recorded(police, case.pk, FactKind.RESIDENCE_VERIFIED, NOW - timedelta(days=2), stable=False)
    asked = {"actor": police, "at": NOW, "person_id": case.person_id, "happened_at": NOW - timedelta(days=1), "kind": FactKind.REGISTERED}
    with scope(police), pytest.raises(Cannot) as refused:
        actions.open_case(**asked, procedure=Procedure.HOME_REHABILITATION, data={"form": "home"})
    assert "công lập" in refused.value.mend
