"""A step that the court wrote in its own hand: the commune's answer to a request does not take it back, the court's two people do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases.dossiers import queries
from donghanh.cases.models import Fact, Hold
from donghanh.rights import actions, rules
from donghanh.rights.terms import Outcome
from tests.cases.dossiers.conftest import AT, case, clerk, clerk_of, court, police
from tests.cases.dossiers.test_own_hands import RULED
from tests.cases.dossiers.test_said import ruled
from tests.cases.dossiers.test_travel import do
from tests.factories import accounts, cases, rights

__all__ = ["case", "clerk", "court", "police"]
pytestmark = pytest.mark.django_db
SAID = RULED + timedelta(days=1)
REASONS = "Đã đối chiếu bản án và biên bản phiên họp."
WHY = "Ghi nhầm thời hạn so với quyết định đã ký."
VOID = "update cases_fact set voided_at = now(), voided_by = app_user(), void_reason = 'x' where kind = 'COURT_DECIDED'"


@pytest.fixture
def asked(police, clerk, case, town):
    """(passage, request): an officer of the commune wrote down that the court's decision is said to be wrong."""
    passage = ruled(police, clerk, case)
    officer = cases.actor_of(accounts.post(role="commune_officer", unit_id=town[0].pk), at=AT)
    return passage, rights.correction(officer, case, "COURT_DECIDED", at=SAID)


def answered(actor, made, outcome=Outcome.CORRECTED):
    with scope(actor):
        return actions.answer_correction(actor=actor, at=SAID, correction_id=made.pk, outcome=outcome, reasons=REASONS)


def decided():
    return Fact.objects.get(kind="COURT_DECIDED")


def test_the_commune_s_answer_does_not_void_what_the_court_wrote(police, asked):
    _passage, made = asked
    with pytest.raises(rules.CannotAsk, match="tự ghi trong hồ sơ"):
        answered(police, made)
    assert decided().voided_at is None and Hold.objects.filter(lifted_at=None).exists()
    assert answered(police, made, Outcome.KEPT).outcome == Outcome.KEPT


def test_the_court_takes_it_back_by_two_and_then_it_is_answered(police, clerk, court, asked):
    passage, made = asked
    proposal = do(clerk, "propose_voiding", SAID, passage_id=passage.pk, fact_id=decided().pk, reason=WHY)
    do(clerk_of(court, "court_clerk"), "decide_voiding", SAID, proposal_id=proposal, is_agreed=True)
    assert answered(police, made).outcome == Outcome.CORRECTED
    assert decided().void_reason == WHY and not Hold.objects.filter(lifted_at=None).exists()


def test_the_court_reads_which_of_its_steps_is_said_to_be_wrong_and_nobody_else_does(police, clerk, asked):
    (passage, made), fact = asked, decided()
    with scope(clerk):
        assert queries.opened(clerk, passage.pk).contested == {fact.pk}
    with scope(police):
        assert not queries.opened(police, passage.pk).contested
    answered(police, made, Outcome.KEPT)
    with scope(clerk):
        assert not queries.opened(clerk, passage.pk).contested


def test_past_the_application_the_database_refuses_it_too(police, asked):
    with pytest.raises(DatabaseError, match="taken back by the body that wrote it"), transaction.atomic(), scope(police):
        _run(VOID)
    _run("set constraints all immediate; alter table cases_fact disable trigger fact_voided_by_its_side")
    _run("alter table cases_fact disable trigger fact_voided_while_held")  # another guard (tests/cases/test_under_review)
    with scope(police):  # the twin
        _run(VOID)
    assert decided().voided_at is not None


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
