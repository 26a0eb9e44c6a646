"""What the procuracy keeps of a file that left the court: the file until it is closed, its own papers with their answers always."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases.dossiers import queries
from donghanh.cases.models import Fact
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.kernel.errors import MayNot
from tests.cases.dossiers.conftest import clerk_of
from tests.cases.dossiers.test_own_hands import SAYS, told
from tests.cases.dossiers.test_said import SAID, ruled
from tests.cases.dossiers.test_travel import do, protested
from tests.cases.dossiers.test_walls import ask
from tests.factories import accounts

pytestmark = pytest.mark.django_db
SETTLED = SAID + timedelta(days=1)
EFFECTIVE = SETTLED + timedelta(days=20)
READS = ("dossier_person", "dossier_steps", "dossier_protests")


@pytest.fixture
def left(police, clerk, prosecutor, case):
    """A file that was protested, settled, and handed on to be carried out."""
    passage = ruled(police, clerk, case)
    protested(prosecutor, passage, SAID)
    told(clerk, passage, K.COMPLAINT_SETTLED, SETTLED, number="3/QĐ-TA")
    told(clerk, passage, K.DECISION_EFFECTIVE, EFFECTIVE)
    do(clerk, "send_on", EFFECTIVE, passage_id=passage.pk, references={"decision": SAYS["number"]}, why_missing="Giấy còn lại gửi sau.")
    return passage


@pytest.fixture
def other_procuracy(court):
    body = accounts.body("district_procuracy", court.unit_id, name="Viện kiểm sát khác")
    return clerk_of(body, "procuracy_viewer")


def read(actor, passage) -> list[int]:
    with scope(actor):
        return [ask(f"select count(*) from {name}(%s)", [passage.pk]) for name in READS]


def close(case) -> None:
    """Past every step between: the facility would write it."""
    Fact.objects.create(case=case, unit=case.unit, kind="DIED", happened_at=EFFECTIVE + timedelta(days=1), recorded_at=EFFECTIVE, recorded_by=1)


def test_it_reads_on_while_the_file_stands_open_and_nobody_else_does(left, clerk, prosecutor, other_procuracy):
    persons, steps, papers = read(prosecutor, left)
    assert (persons, papers) == (1, 1) and steps > 3
    for actor in (clerk, other_procuracy, None):
        assert read(actor, left) == [0, 0, 0]
    with scope(prosecutor):
        assert ask("select count(*) from people_person") == ask("select count(*) from cases_fact") == 0
        opened = queries.opened(prosecutor, left.pk)
        assert opened.full_name and K.COMPLAINT_SETTLED in {fact.kind for fact in opened.steps}


def test_closed_it_keeps_its_own_papers_with_their_answer_and_nothing_more(left, case, prosecutor, other_procuracy):
    close(case)
    assert read(prosecutor, left) == [0, 0, 1] and read(other_procuracy, left) == [0, 0, 0]
    with scope(prosecutor):
        [paper] = queries.protests(prosecutor, left.pk)
    assert (paper.settled, paper.settled_at) == ("3/QĐ-TA", SETTLED) and "nơi cư trú" in paper.content
    ask("create or replace function dossier_stands_open(file uuid) returns boolean language sql as 'select true'")
    assert read(prosecutor, left)[0] == 1, "the twin: unasked, the file would stay open for ever"


def test_twin_with_the_watcher_unasked_another_procuracy_would_read(left, other_procuracy):
    ask("set constraints all immediate")
    ask("update dossiers_passage set watched_by_id = %s where id = %s", [other_procuracy.body_id, left.pk])
    assert read(other_procuracy, left)[0] == 1


def test_its_list_says_where_each_file_is_and_what_became_of_its_papers(left, case, prosecutor, other_procuracy, clerk):
    with scope(prosecutor):
        [row] = queries.watched(prosecutor)
    assert (row.row.id, row.is_at_court, row.is_readable, row.papers, row.settled) == (left.pk, False, True, 1, 1)
    close(case)
    with scope(prosecutor):
        assert not queries.watched(prosecutor)[0].is_readable
    with scope(other_procuracy):
        assert queries.watched(other_procuracy) == []
    with scope(clerk), pytest.raises(MayNot):
        queries.watched(clerk)


def test_the_database_knows_when_such_a_file_is_closed(case):
    told = ask("select pg_get_functiondef('dossier_stands_open'::regproc)")
    for procedure in (Procedure.COMPULSORY, Procedure.COMPULSORY_MINOR):
        steps = manifest(procedure)
        stages = {after for after in steps.moves.values()}
        assert {one for one in stages if f"'{one.value}'" in told} == set(steps.closed)
