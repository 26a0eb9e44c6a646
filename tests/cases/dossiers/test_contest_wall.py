"""Past the application the court's ruling waits too, and what the court says is said whole; with the twins."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases.dossiers import queries
from donghanh.cases.models import Fact
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.legal import compulsory as law
from tests.cases.dossiers.test_own_hands import RULED, SAYS, told
from tests.cases.dossiers.test_travel import accepted, do, stage
from tests.cases.dossiers.test_walls import ask
from tests.support import ANY_ORDER

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TELL = "select tell_dossier(%s, gen_random_uuid(), %s, %s, %s, %s::jsonb)"
BARE = {name: value for name, value in SAYS.items() if not name.startswith("contest")}


def raw(actor, passage, kind, at, **data):
    with scope(actor):
        return ask(TELL, [passage.pk, kind, at, at, json.dumps(data)])


@pytest.fixture
def passage(police, clerk, case):
    return accepted(police, clerk, case)


def test_the_database_knows_the_regimes_in_which_no_text_gives_the_days():
    for day in ("2022-01-01", "2023-01-31", "2023-02-01", "2026-06-30", "2026-07-01", "2026-11-18"):
        for procedure, is_adult in (("COMPULSORY", True), ("COMPULSORY_MINOR", False)):
            is_set = law.contest(adult=is_adult, on=date.fromisoformat(day)).value == "unread"
            assert ask("select dossier_contest_is_set(%s, %s::date)", [procedure, day]) is is_set, (procedure, day)


@pytest.mark.parametrize(
    ("said", "days", "fits"),
    [
        (BARE, 60, False),
        (SAYS, 3, False),
        (SAYS, 4, True),
        (SAYS | {"contest_reason": " "}, 60, False),
        (SAYS | {"contest_days": 0}, 60, False),
        (SAYS | {"absent": True}, 60, False),
    ],
)
def test_past_the_application_a_ruling_has_no_effect_before_the_days_that_were_set_are_over(clerk, case, passage, said, days, fits):
    assert raw(clerk, passage, "COURT_DECIDED", RULED, **said) == case.pk
    assert raw(clerk, passage, "DECISION_EFFECTIVE", RULED + days * DAY) == (case.pk if fits else None)
    if not fits:  # the twin: with the wait unasked it goes in
        ask("create or replace function dossier_contest_over(file uuid, happened timestamptz) returns boolean language sql as 'select true'")
        assert raw(clerk, passage, "DECISION_EFFECTIVE", RULED + days * DAY) == case.pk


@pytest.mark.parametrize(
    ("kind", "data"), [("COURT_ASKED", {"question": " "}), ("COURT_DECLINED", {"why": "x"}), ("COURT_DECLINED", {"outcome": "ended"})]
)
def test_past_the_application_the_court_s_words_are_asked_for(clerk, case, passage, kind, data):
    whole = {"question": "Nơi ở", "outcome": "ended", "why": "Rút đề nghị"}
    assert raw(clerk, passage, kind, RULED, **data) is None
    assert raw(clerk, passage, kind, RULED, **whole) == case.pk


def test_a_decision_in_effect_leaves_the_court_by_being_sent_only(police, clerk, case, passage):
    told(clerk, passage, K.COURT_DECIDED, RULED, **SAYS)
    with pytest.raises(CannotRecord, match="Còn trong thời hạn khiếu nại"):
        told(clerk, passage, K.DECISION_EFFECTIVE, RULED + DAY)
    told(clerk, passage, K.DECISION_EFFECTIVE, RULED + 5 * DAY)  # the third day is a Sunday and moves on
    assert stage(case) == S.EFFECTIVE
    with scope(clerk):
        held = queries.opened(clerk, passage.pk)
        assert K.COURT_DECISION_SENT not in queries.own_acts(held, at=RULED + 6 * DAY)
        assert queries.onward_refusal(held, on=(RULED + 6 * DAY).date()) is None
    assert raw(clerk, passage, "COURT_DECISION_SENT", RULED + 6 * DAY, to="parties") is None
    assert ask("select dossier_fits(%s, 'ADMITTED', %s)", [case.pk, RULED + 6 * DAY]) is False


def test_the_court_reads_its_words_and_the_next_limit_of_each_file_in_one_statement(clerk, case, passage):
    told(clerk, passage, K.COURT_ASKED, RULED, question="Nơi cư trú trong ba tháng qua")
    told(clerk, passage, K.COURT_DECIDED, RULED + timedelta(hours=1), **SAYS)
    with scope(clerk):
        held = queries.opened(clerk, passage.pk)
        found = queries.standings([held.row])[passage.pk]
    assert next(step for step in held.steps if step.kind == K.COURT_ASKED).data["question"].startswith("Nơi cư trú")
    assert found.stage == S.RULED and found.owes.kind == "SEND_COURT_DECISION" and found.owes.due is None


def test_a_step_typed_in_the_minute_of_the_acceptance_follows_it(clerk, case, passage):
    ask("set constraints all immediate")
    ask("alter table cases_fact disable trigger fact_only_voided")
    moved = RULED + timedelta(seconds=40)
    Fact.objects.filter(case=case, kind="COURT_ACCEPTED").update(happened_at=moved)
    ask("update dossiers_passage set accepted_at = %s", [moved])
    do(clerk, "tell_dossier", RULED + timedelta(minutes=1), passage_id=passage.pk, kind=K.HEARING_ORDERED, happened_at=RULED, data={"number": "4"})
    assert stage(case) == S.HEARING


UNSAID = {
    "asks nothing": ("COURT_ASKED", {"question": " "}),
    "asks too much": ("COURT_ASKED", {"question": "x" * 2001}),
    "declines without a reason": ("COURT_DECLINED", {"outcome": "declined"}),
    "declines in no known way": ("COURT_DECLINED", {"outcome": "x", "why": "Không đủ căn cứ"}),
}
FROM_PAPER = """insert into cases_fact (id, case_id, unit_id, kind, happened_at, is_date_only, recorded_at, recorded_by, body_id, data, void_reason)
  select gen_random_uuid(), id, unit_id, %s, %s, false, %s, app_user(), app_body(), %s::jsonb, '' from cases_case where id = %s returning kind"""


@pytest.mark.parametrize("what", UNSAID)
def test_what_the_court_said_on_paper_is_written_down_whole(police, case, what):
    kind, data = UNSAID[what]
    ask(ANY_ORDER)
    ask("drop policy cases_fact_sent_to_court on cases_fact")  # another guard: a court with a desk writes it itself
    row = [kind, RULED, RULED, json.dumps(data), case.pk]
    with scope(police), pytest.raises(DatabaseError, match="cases_fact_court_said"), transaction.atomic():
        ask(FROM_PAPER, row)
    ask("drop policy cases_fact_court_said on cases_fact")
    with scope(police):
        assert ask(FROM_PAPER, row) == kind, "the twin"
