"""No file of compulsory rehabilitation goes on without the determination of dependence, or the paper the law puts in its place."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases.dossiers import basis, queries, rules
from donghanh.cases.dossiers.models import Passage
from donghanh.cases.models import Case
from donghanh.cases.terms import FactKind as K
from donghanh.decisions import drawing
from donghanh.decisions import queries as decided
from donghanh.decisions.terms import DecisionKind
from donghanh.legal.dossiers import WithoutBasis
from tests.cases.dossiers.conftest import AT
from tests.cases.dossiers.test_travel import do
from tests.factories import accounts, cases, dossiers

pytestmark = pytest.mark.django_db
WHY = "Cơ sở y tế gửi sau"
FIRST = {"2024-05-15T09:00": "to_check", "2025-04-16T09:00": "to_check", "2025-09-17T09:00": "to_court", "2026-11-18T09:00": "to_court"}
"""Moment → the hand-over with which a file begins under the law of that day."""


def ready(town, at, **told) -> tuple:
    role = "commune_officer" if at.year < 2025 else "commune_police"
    actor = cases.actor_of(accounts.post(role=role, unit_id=town[0].pk), at=at)
    return actor, dossiers.at_reading_end(actor, at=at, **told)


def sent(actor, case, at, leg: str) -> Passage:
    return do(actor, "send_dossier", at, case_id=case.pk, leg_id=leg, why_missing=WHY)


@pytest.mark.requirement("QN22-V.12.i.3")
@pytest.mark.parametrize(("moment", "leg"), FIRST.items())
def test_under_every_law_a_file_without_the_result_stays_where_it_is(town, court, moment, leg):
    at = cases.moment(moment)
    actor, case = ready(town, at)
    dossiers.placed(actor, case, *(paper for paper in dossiers.PAPERS[2026] if paper != "result"), at=at)
    before = Case.objects.get(pk=case.pk).stage
    with pytest.raises(WithoutBasis, match=r"[Kk]ết quả xác định tình trạng nghiện") as refused:
        sent(actor, case, at, leg)
    assert "Điều 41" in refused.value.citation or "Điều 101" in refused.value.citation
    assert Case.objects.get(pk=case.pk).stage == before and not Passage.objects.exists()


@pytest.mark.requirement("QN22-V.12.i.3")
def test_with_the_result_it_goes_though_another_paper_comes_later(police, case):
    dossiers.placed(police, case, "result", at=AT)
    assert sent(police, case, AT, "to_court").why_missing == WHY


def unguarded() -> None:
    """The database lets a file go without its basis."""
    with connection.cursor() as cursor:
        cursor.execute("drop policy dossiers_passage_has_basis on dossiers_passage; drop policy cases_fact_has_basis on cases_fact")


@pytest.mark.requirement("QN22-V.12.i.3")
def test_past_the_rule_the_database_keeps_the_file_too(police, case, monkeypatch):
    monkeypatch.setattr(rules, "check_basis", lambda lines: None)
    with pytest.raises(DatabaseError), transaction.atomic():
        sent(police, case, AT, "to_court")
    dossiers.placed(police, case, "clinic_letter", at=AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        sent(police, case, AT, "to_court")
    assert not Passage.objects.exists()


def test_past_the_application_the_step_is_not_written_down_from_paper_either(police, case):
    told = [uuid4(), case.pk, case.unit_id, AT, AT, police.user_id, police.body_id]
    sql = """insert into cases_fact (id, case_id, unit_id, kind, happened_at, is_date_only, recorded_at, recorded_by, body_id, data, void_reason)
             values (%s, %s, %s, 'DOSSIER_FORWARDED', %s, false, %s, %s, %s, '{}', '')"""
    with pytest.raises(DatabaseError), transaction.atomic(), scope(police), connection.cursor() as cursor:
        cursor.execute(sql, told)
    unguarded()
    with scope(police), connection.cursor() as cursor:  # the twin: with the policy gone it goes in
        cursor.execute(sql, told)


def test_twin_without_rule_and_guard_a_reason_alone_sends_it(police, case, monkeypatch):
    monkeypatch.setattr(rules, "check_basis", lambda lines: None)
    unguarded()
    assert sent(police, case, AT, "to_court").pk


def test_who_broke_off_substitution_treatment_needs_the_clinics_letter_instead_and_the_list_says_why(town, court):
    actor, case = ready(town, AT, ground="SUBSTITUTION_BROKEN_OFF")
    with scope(actor):
        lines = {line.paper.id: line for line in queries.dossier(actor, case.pk, on=AT.date()).lines}
    assert (
        lines["result"].standing == "not_needed"
        and "cơ sở điều trị thay thế" in lines["result"].because
        and "Điều 101" in lines["result"].paper.citation
    )
    with pytest.raises(WithoutBasis, match="cơ sở điều trị thay thế"):
        sent(actor, case, AT, "to_court")
    dossiers.placed(actor, case, "clinic_letter", at=AT)
    assert sent(actor, case, AT, "to_court").pk


def test_before_2026_the_result_is_asked_on_that_ground_too(town, court):
    at = cases.moment("2024-05-15T09:00")
    actor, case = ready(town, at, ground="SUBSTITUTION_BROKEN_OFF")
    with pytest.raises(WithoutBasis, match="kết quả xác định"):
        sent(actor, case, at, "to_check")


def test_nobody_is_held_meanwhile_without_it(police, case):
    def preview():
        with scope(police):
            return decided.preview(police, case.pk, DecisionKind.INTERIM, drawing.DraftInput("Không có nơi ở ổn định, gia đình từ chối."), at=AT)

    with pytest.raises(WithoutBasis, match="không giao quản lý"):
        preview()
    dossiers.placed(police, case, "result", at=AT)
    assert preview().findings["form"] == "ND163-V-32"


# --- Written down from paper, to a body without a desk here


BY_HAND = {"2024-05-15T09:00": K.DOSSIER_FORWARDED, "2025-09-17T09:00": K.COURT_REQUESTED, "2026-11-18T09:00": K.COURT_REQUESTED}


@pytest.mark.requirement("QN22-V.12.i.3")
@pytest.mark.parametrize(("moment", "kind"), BY_HAND.items())
def test_what_is_written_down_from_paper_needs_the_result_too(town, moment, kind):
    at = cases.moment(moment)
    actor, case = ready(town, at)
    with pytest.raises(WithoutBasis, match=r"[Kk]ết quả xác định tình trạng nghiện") as refused:
        cases.recorded(actor, case.pk, kind, at)
    assert "Điều 41" in refused.value.citation or "Điều 101" in refused.value.citation
    assert not case.facts.filter(kind=kind).exists()
    dossiers.placed(actor, case, "result", at=at)
    cases.recorded(actor, case.pk, kind, at)
    assert case.facts.filter(kind=kind).exists()


def test_twin_without_the_rule_it_is_written_down_all_the_same(town, monkeypatch):
    at = cases.moment("2026-11-18T09:00")
    actor, case = ready(town, at)
    monkeypatch.setattr(basis, "check_step", lambda *args, **kwargs: None)
    unguarded()
    cases.recorded(actor, case.pk, K.COURT_REQUESTED, at)
    assert case.facts.filter(kind=K.COURT_REQUESTED).exists()
