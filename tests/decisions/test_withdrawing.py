"""Withdrawing a decision on which another file stands: said before the signature, told to that file with it, and what is left is owed."""

from __future__ import annotations

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions as case_actions
from donghanh.cases import memo
from donghanh.cases.models import Case, Fact
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure, Stage
from donghanh.decisions import checks, leaning
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DecisionKind
from tests.factories import cases, decisions
from tests.factories import formed as factory

pytestmark = pytest.mark.django_db
NOW = cases.NOW
D = DecisionKind
POLICE_CHIEF = "commune_police.commune_police_chief"


@pytest.fixture
def ground(people) -> Decision:
    """A decision on aftercare; it opened a file of monitoring."""
    return factory.signed(people, factory.proposed(people, NOW), D.AFTERCARE, NOW)


def monitoring() -> Case:
    return Case.objects.select_related("person").get(procedure=Procedure.MONITORING)


def decided(people) -> None:
    """Monitoring was decided on paper."""
    with scope(people.police):
        case_actions.record_decision(
            actor=people.police, at=NOW, case_id=monitoring().pk, kind=K.MONITORING_DECIDED, happened_at=NOW, issuer=POLICE_CHIEF,
            data={"number": "2/QĐ-CAX"},
        )  # fmt: skip


def withdrawal(people, ground: Decision) -> Decision:
    case = Case.objects.get(pk=ground.case_id)
    return decisions.checked(people, case, kind=D.WITHDRAW, withdraws=ground.pk, reasons="Ghi nhầm ngày hoàn thành cai nghiện.")


def owed() -> set[str]:
    return {duty.kind for duty in memo.view_of(monitoring()).duties}


def test_a_file_in_which_nothing_was_decided_yet_closes_with_its_ground(people, ground):
    assert (monitoring().stage, owed()) == (Stage.FOUND, {"DECIDE_MONITORING"})
    decisions.sign(withdrawal(people, ground), people.chair)
    assert (monitoring().stage, owed()) == (Stage.CLOSED, set())
    assert Fact.objects.get(case=monitoring(), kind=K.GROUND_WITHDRAWN).data == {"told_in": str(ground.case_id)}


def test_a_measure_that_was_decided_counts_to_the_withdrawal_and_its_end_is_owed(people, ground):
    decided(people)
    decisions.sign(withdrawal(people, ground), people.chair)
    view = memo.view_of(monitoring())
    assert view.active_until == Fact.objects.get(kind=K.GROUND_WITHDRAWN).happened_at
    assert "END_MONITORING" in owed()
    said = next(one for one in view.findings if one.question == "monitoring.ground_withdrawn")
    assert said.status == "silent" and "Điều 15" in said.citation_vi


def test_twin_untold_the_other_file_goes_on_as_if_the_decision_stood(people, ground, monkeypatch):
    monkeypatch.setattr(leaning, "tell", lambda *args, **kwargs: [])
    decisions.sign(withdrawal(people, ground), people.chair)
    assert (monitoring().stage, owed()) == (Stage.FOUND, {"DECIDE_MONITORING"})


@pytest.mark.parametrize("is_decided", [False, True])
def test_the_signer_of_the_withdrawal_reads_what_follows(people, ground, is_decided):
    if is_decided:
        decided(people)
    with scope(people.chair):
        (found,) = leaning.leaning(ground.pk, at=NOW)
    assert (found.number, found.is_decided) == (monitoring().number, is_decided)
    line = checks._leans(found)
    assert not line.is_fine and found.number in line.text and ("còn phải ra quyết định chấm dứt" in line.detail) is is_decided
    assert "Luật không nói" in line.detail and "Điều 15" in line.detail


def test_another_decision_of_the_same_file_leaves_it_alone(people, ground):
    team = factory.signed(people, Case.objects.get(pk=ground.case_id), D.AFTERCARE_TEAM, NOW, team_leader="Đại uý Nguyễn Hữu Ẵng")
    with scope(people.chair):
        assert leaning.leaning(team.pk, at=NOW) == ()
