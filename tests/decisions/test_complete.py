"""Only a complete file goes on to who signs its decision; an incomplete one names everything that is missing, and how to mend it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions as case_actions
from donghanh.cases.models import Case
from donghanh.cases.queries import case_sheet
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage
from donghanh.decisions import actions, checks, choosing, drawing, queries, rules
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DecisionKind, DraftState
from donghanh.kernel.errors import Cannot
from tests.factories import cases, decisions, dossiers

pytestmark = pytest.mark.django_db
NOW = cases.NOW
D = DecisionKind


def refusals(actor, case: Case) -> dict[str, Cannot | None]:
    with scope(actor):
        return {one.row.code: one.refusal for one in choosing.choices(actor, case_sheet(actor, case.pk, at=NOW), at=NOW).here}


def queue(people) -> list:
    with scope(people.chief):
        return [row.id for row in queries.to_sign(people.chief)]


@pytest.mark.requirement("DN137-VI.2.c.1")
def test_an_incomplete_file_lists_its_missing_papers_and_a_complete_one_goes_to_who_signs(people):
    case, hour = cases.opened(people.police, "Lê Thị Ỗi", at=NOW - timedelta(hours=4)), timedelta(hours=1)
    steps = ((K.RESIDENCE_VERIFIED, {"stable": True}, ["xác minh nơi cư trú", "thông báo về hành vi"]), (K.NOTICE_SENT, {}, ["thông báo về hành vi"]))
    for n, (kind, data, lacking) in enumerate(steps):
        with pytest.raises(Cannot) as refused:
            decisions.drafted(people, case)
        assert refused.value.message.endswith(f"còn thiếu: {', '.join(lacking)}.") and "Ghi những việc còn thiếu" in refused.value.mend
        assert refusals(people.officer, case)[D.MANAGE_USER].message == refused.value.message, "the page of choices says the same"
        assert not Decision.objects.exists() and queue(people) == []
        decisions.fact(people, case, kind, NOW - (3 - n) * hour, **data)
    made = decisions.drafted(people, case)
    assert refusals(people.officer, case)[D.MANAGE_USER] is None and queue(people) == [], "nobody signs what nobody checked"
    with scope(people.police):
        actions.check(actor=people.police, at=NOW, decision_id=made.pk)
    assert queue(people) == [made.pk]


def notice_taken_back(people, case: Case) -> None:
    """The notice was written down for the wrong person."""
    with scope(people.police):
        notice = case.facts.filter(kind__in=(K.NOTICE_SENT, K.NOTICE_RECEIVED), voided_at=None)
        for one in list(notice):
            case_actions.void_fact(actor=people.police, at=NOW, fact_id=one.pk, reason="Ghi nhầm người")


@pytest.mark.requirement("DN137-VI.2.c.1")
def test_a_paper_taken_back_after_the_draft_is_named_at_the_check_and_at_the_signature(people):
    one, other = decisions.waiting(people), decisions.waiting(people, name="Đặng Văn Ổn")
    draft, ready = decisions.drafted(people, one), decisions.checked(people, other)
    notice_taken_back(people, one)
    notice_taken_back(people, other)
    with pytest.raises(rules.CannotDecide, match="còn thiếu: thông báo về hành vi"), scope(people.police):
        actions.check(actor=people.police, at=NOW, decision_id=draft.pk)
    with pytest.raises(rules.CannotDecide, match="còn thiếu: thông báo về hành vi"):
        decisions.sign(ready, people.chief)
    states = {made.pk: made.state for made in Decision.objects.all()}
    assert states == {draft.pk: DraftState.DRAFTED, ready.pk: DraftState.CHECKED}


def test_twin_without_the_list_nothing_says_what_is_missing(people, monkeypatch):
    case = cases.opened(people.police, "Lê Thị Ỗi", at=NOW - timedelta(hours=4))
    monkeypatch.setattr(checks, "NEEDED", {})
    with pytest.raises(Cannot) as refused:
        decisions.drafted(people, case)
    assert "còn thiếu" not in refused.value.message


def test_twin_with_every_rule_of_the_check_off_an_incomplete_file_would_go_to_the_signer(people, monkeypatch):
    case = decisions.waiting(people)
    made = decisions.drafted(people, case)
    notice_taken_back(people, case)
    for name in ("check_complete", "check_can_check"):
        monkeypatch.setattr(rules, name, lambda *args, **kwargs: None)
    with scope(people.police):
        actions.check(actor=people.police, at=NOW, decision_id=made.pk)
    assert queue(people) == [made.pk]


def test_of_a_file_that_is_over_the_procedure_says_why_not_which_papers_it_lacks(people):
    case = cases.opened(people.police, "Lê Thị Ỗi", at=NOW - timedelta(hours=4))
    with scope(people.police):
        view = case_sheet(people.police, case.pk, at=NOW).view
    assert drawing.missing(D.MANAGE_USER, case.procedure, view) == ("xác minh nơi cư trú", "thông báo về hành vi")
    assert drawing.missing(D.MANAGE_USER, case.procedure, replace(view, stage=Stage.REFUSED)) == ()


def test_giving_somebody_into_care_meanwhile_is_offered_only_with_the_determination(people):
    case = dossiers.at_reading_end(people.police, at=NOW)
    before = refusals(people.officer, case)[D.INTERIM]
    assert "Kết quả xác định tình trạng nghiện" in before.message and "Điều 101" in before.citation
    dossiers.placed(people.police, case, "result", at=NOW)
    assert refusals(people.officer, case)[D.INTERIM] is None
