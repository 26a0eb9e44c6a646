"""Files by step: each is counted once, one that moves changes two counts, and a count opens exactly the files it counted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases.pipeline import queries, rules
from donghanh.cases.procedures.registry import MANIFESTS
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure, Stage
from donghanh.kernel.errors import MayNot
from tests.factories import accounts, cases, dossiers, people

NOW = cases.NOW
USERS, COMPULSORY = Procedure.USER_MANAGEMENT, Procedure.COMPULSORY


@pytest.fixture
def officer(db):
    return cases.actor_of(accounts.post())


def counted(actor, at=NOW):
    with scope(actor):
        return {(one.procedure, one.stage): one.files for one in queries.counts(actor, at=at)}


def numbers(actor, stage, at=NOW, procedure=USERS, **page):
    with scope(actor):
        return [one.number for one in queries.files(actor, procedure=procedure, stage=stage, at=at, **page)]


@pytest.mark.requirement("DN137-VI.15.d", "QN22-V.12.g.1")
def test_a_file_that_moves_changes_exactly_two_counts(officer):
    first, _second = cases.opened(officer, "Lê Thị Một"), cases.opened(officer, "Lê Thị Hai")
    before = counted(officer)
    assert before[USERS, Stage.DETECTED] == 2
    cases.recorded(officer, first.pk, K.RESIDENCE_VERIFIED, NOW - timedelta(hours=1))
    after = counted(officer)
    changed = {key: after.get(key, 0) - before.get(key, 0) for key in before.keys() | after.keys() if after.get(key) != before.get(key)}
    assert changed == {(USERS, Stage.DETECTED): -1, (USERS, Stage.VERIFIED): 1}
    assert sum(after.values()) == sum(before.values())


@pytest.mark.requirement("DN137-VI.15.d", "QN22-V.12.g.1")
def test_each_count_opens_the_files_it_counted(officer):
    cases.opened(officer, "Lê Thị Một"), cases.notified(officer, "Lê Thị Hai"), cases.managed(officer, "Lê Thị Ba")
    dossiers.at_reading_end(officer, at=NOW)
    found = counted(officer)
    assert len(found) >= 4
    for (procedure, stage), n in found.items():
        assert len(numbers(officer, stage, procedure=procedure)) == n


def test_a_term_that_is_over_stands_under_its_end_in_count_and_list_alike(officer):
    case = cases.managed(officer, at=NOW - timedelta(days=300))
    case.refresh_from_db()
    end = case.active_until
    assert counted(officer, end - timedelta(minutes=1))[USERS, Stage.MANAGED] == 1
    assert numbers(officer, Stage.MANAGED, end - timedelta(minutes=1)) == [case.number]
    assert counted(officer, end) == {(USERS, Stage.ENDED): 1}
    assert numbers(officer, Stage.ENDED, end) == [case.number] and numbers(officer, Stage.MANAGED, end) == []


@pytest.mark.requirement("DN137-VI.2.c.2")
def test_a_compulsory_file_shows_its_step_days_there_the_deadline_and_who_owes_it(officer):
    dossiers.at_reading_end(officer, at=NOW)
    with scope(officer):
        [row] = queries.files(officer, procedure=COMPULSORY, stage=Stage.READING, at=NOW)
    assert row.since == NOW - timedelta(days=12) + timedelta(hours=2) and row.days == 12
    assert row.duty.kind == "SEND_DOSSIER" and row.duty.function == "preparer_compulsory_file" and row.duty.due_at is not None


@pytest.mark.requirement("DN137-VI.2.c.2")
def test_what_an_office_is_late_with_is_counted_and_the_persons_own_time_is_not(officer):
    case = dossiers.at_reading_end(officer, at=NOW)
    with scope(officer):
        [duty] = [one.duty for one in queries.files(officer, procedure=COMPULSORY, stage=Stage.READING, at=NOW)]
        due = duty.due_at
        eve = due - timedelta(minutes=1)
        late = {at: next(one.late for one in queries.counts(officer, at=at) if one.procedure == COMPULSORY) for at in (eve, due)}
    assert case.procedure == COMPULSORY and late == {eve: 0, due: 1}


def test_the_list_goes_on_behind_a_number(officer):
    made = sorted(cases.opened(officer, f"Lê Thị {'Ba' * (n + 1)}").number for n in range(3))
    assert numbers(officer, Stage.DETECTED, limit=2) == made[:2] and numbers(officer, Stage.DETECTED, after=made[1]) == made[2:]


def test_others_files_are_neither_counted_nor_listed(officer):
    other = cases.actor_of(accounts.post(unit_id=people.THERE))
    cases.opened(other)
    assert counted(officer) == {} and numbers(officer, Stage.DETECTED) == []


@pytest.mark.parametrize("role", ["health_station", "provincial_lead", "auditor", "system_admin", "court_clerk"])
def test_who_reads_no_files_of_a_place_gets_neither(role, db):
    actor = accounts.actor(role)
    for ask in (lambda: queries.counts(actor, at=NOW), lambda: queries.files(actor, procedure=USERS, stage=Stage.DETECTED, at=NOW)):
        with pytest.raises(MayNot):
            ask()


@pytest.mark.parametrize("procedure", Procedure)
def test_steps_are_all_those_of_the_manifest_the_closed_ones_last(procedure):
    steps = rules.steps_of(procedure)
    assert set(MANIFESTS[procedure].moves.values()) <= set(steps) and len(steps) == len(set(steps))
    closed = [rules.is_closed(procedure, one) for one in steps]
    assert closed == sorted(closed) and closed[-1] and not closed[0]
