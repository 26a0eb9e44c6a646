"""From criteria to the decision: evidence from data, a council's vote, one reward for one merit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.programme.keeping.rules import FileDraft
from donghanh.programme.rewards import actions, queries
from donghanh.programme.rewards.models import Proposal
from donghanh.programme.rewards.rules import CannotMove, CannotPropose, CannotVote
from donghanh.programme.rewards.terms import Choice, Figure, Occasion, State
from tests.factories import tasks
from tests.factories.registers import FROM, PAPER, TO, council, criteria, do, proposed
from tests.factories.tasks import NOW, ON

pytestmark = pytest.mark.django_db
YES = {"choice": Choice.YES}


def sheet(actor, one):
    with scope(actor):
        return queries.proposal_sheet(actor, one.pk)


def voting(province, one, **more):
    """The proposal before a council of the lead agency, health and finance."""
    found = council(province.lead, seats=province.seats, **more)
    do(actions.open_vote, province.lead, proposal_id=one.pk, council_id=found.pk)
    return one


@pytest.mark.requirement("QN22-V.1.h.2")
def test_evidence_from_data_the_vote_and_the_decision_stand_together_and_no_merit_twice(province):
    kept = criteria(province.lead)
    task = tasks.given(province.lead, tasks.lead(province.offices.here), due_on=ON)
    tasks.done(province.offices.officer, task)
    tasks.act(province.lead, "accept", task)
    days = {"from_on": ON - timedelta(days=30), "to_on": ON}
    one = voting(province, proposed(province.chair, kept, body_id=province.offices.here, **days))
    assert dict(sheet(province.chair, one).figures) == {Figure.LED: 1, Figure.ACCEPTED: 1, Figure.ON_TIME: 1, Figure.OVERDUE: 0}
    for member in (province.health, province.finance):
        do(actions.cast_vote, member, proposal_id=one.pk, **YES)
    with pytest.raises(CannotMove, match="Mới có 2 phiếu"):
        do(actions.decide, province.lead, proposal_id=one.pk, paper=PAPER, granted="Bằng khen")
    do(actions.cast_vote, province.lead, proposal_id=one.pk, **YES)
    do(actions.decide, province.lead, proposal_id=one.pk, paper=PAPER, granted="Bằng khen")
    found = sheet(province.chair, one)
    assert found.row.state == State.DECIDED and "12/QĐ-UBND" in found.row.decision and found.tally.yes == 3
    assert [vote.choice for vote in found.votes] == [Choice.YES] * 3
    overlapping = {"from_on": ON, "to_on": ON}
    with pytest.raises(CannotPropose, match="đã được đề nghị"):
        proposed(province.lead, kept, body_id=province.offices.here, **overlapping)
    assert proposed(province.lead, kept, body_id=province.offices.here, occasion=Occasion.AD_HOC, **overlapping).pk


def test_the_database_itself_keeps_one_merit_one_reward(province):
    kept = criteria(province.lead)
    proposed(province.chair, kept, body_id=province.offices.here, person="Trần Thị Ẩn")
    with pytest.raises(CannotPropose):
        proposed(province.chair, kept, body_id=province.offices.here, person="TRẦN  thị ẩn", from_on=TO, to_on=TO)
    assert proposed(
        province.chair, kept, body_id=province.offices.here, person="Trần Thị Ẩn", from_on=TO + timedelta(days=1), to_on=date(2026, 9, 1)
    ).pk


def decided(province, one, council="9/QĐ"):
    voting(province, one, number=council)
    for member in (province.finance, province.lead):
        do(actions.cast_vote, member, proposal_id=one.pk, **YES)
    return do(actions.decide, province.lead, proposal_id=one.pk, paper=PAPER, granted="Bằng khen")


def both(province):
    """The same merit of the health department proposed by the lead agency and by itself: it sees nothing of the other."""
    kept = criteria(province.lead)
    return [proposed(who, kept, body_id=province.health.body_id) for who in (province.lead, province.health)]


def test_a_proposal_out_of_reach_is_not_told_by_a_refusal_and_one_of_the_two_is_decided(province):
    first, second = both(province)
    decided(province, first)
    with pytest.raises(CannotMove, match="đã được khen theo một đề nghị khác"):
        decided(province, second, "10/QĐ")


def test_twin_without_the_constraint_one_merit_is_rewarded_twice(province):
    first, second = both(province)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table rewards_proposal drop constraint reward_once")
    decided(province, first)
    decided(province, second, "10/QĐ")
    assert Proposal.objects.filter(state=State.DECIDED).count() == 2


def test_refused_or_withdrawn_with_a_reason_the_merit_may_be_proposed_again(province):
    kept = criteria(province.lead)
    first = proposed(province.chair, kept, body_id=province.offices.here)
    do(actions.refuse, province.lead, proposal_id=first.pk, reason="Thiếu minh chứng của tiêu chí 2")
    second = proposed(province.chair, kept, body_id=province.offices.here)
    with pytest.raises(MayNot):
        do(actions.withdraw, province.lead, proposal_id=second.pk, reason="x")
    do(actions.withdraw, province.chair, proposal_id=second.pk, reason="Bổ sung tài liệu")
    assert proposed(province.chair, kept, body_id=province.offices.here).pk
    assert sheet(province.chair, first).steps[0].note == "Thiếu minh chứng của tiêu chí 2"
    with pytest.raises(CannotMove, match="đã kết thúc"):
        do(actions.refuse, province.lead, proposal_id=second.pk, reason="x")


def test_no_seat_votes_on_its_own_body(province):
    one = voting(province, proposed(province.health, criteria(province.lead), body_id=province.health.body_id))
    with pytest.raises(CannotVote, match="cho chính mình hoặc cơ quan mình"):
        do(actions.cast_vote, province.health, proposal_id=one.pk, **YES)
    with pytest.raises(BadInput, match="lý do"):
        do(actions.cast_vote, province.finance, proposal_id=one.pk, choice=Choice.NO)
    do(actions.cast_vote, province.finance, proposal_id=one.pk, **YES)
    with pytest.raises(CannotVote, match="đã bỏ phiếu"):
        do(actions.cast_vote, province.finance, proposal_id=one.pk, **YES)
    do(actions.cast_vote, province.lead, proposal_id=one.pk, **YES)
    found = sheet(province.health, one)
    assert found.tally.entitled == 2 and found.tally.is_carried and not found.may_vote


def test_a_person_needs_a_public_function_and_no_number_of_anybody(province):
    kept = criteria(province.lead)
    with pytest.raises(BadInput, match="làm công tác gì"):
        proposed(province.chair, kept, body_id=province.offices.here, person="Trần Thị Ẩn", function="")
    with pytest.raises(BadInput, match="căn cước"):
        proposed(province.chair, kept, body_id=province.offices.here, merit="Giúp người có số 079088001234")
    with pytest.raises(NotInReach):
        proposed(province.chair, kept, body_id=province.offices.there)
    with pytest.raises(MayNot):
        proposed(province.finance, kept, body_id=province.finance.body_id)


def test_a_newer_version_of_the_criteria_stands_and_the_old_proposal_keeps_its_own(province):
    old = criteria(province.lead)
    one = proposed(province.chair, old, body_id=province.offices.here)
    new = criteria(province.lead, texts=("Chỉ một tiêu chí",))
    with pytest.raises(BadInput, match="không có hiệu lực"):
        proposed(province.lead, old, body_id=province.lead.body_id)
    assert new.version == 2 and sheet(province.chair, one).criteria == ("Khen thưởng sau cai", 1)
    assert len(sheet(province.chair, one).proofs) == 2


def test_the_file_comes_back_as_it_was_and_only_within_reach(province):
    one = proposed(province.chair, criteria(province.lead), body_id=province.offices.here, file=FileDraft("anh.pdf", b"%PDF-1"))
    with scope(province.lead):
        assert queries.attachment(province.lead, one.pk).content == b"%PDF-1"
    with scope(province.there), pytest.raises(NotInReach):
        queries.attachment(province.there, one.pk)
    assert Proposal.objects.get(pk=one.pk).made_at == NOW and one.from_on == FROM
