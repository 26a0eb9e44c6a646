"""Past the application: who sees a proposal, who may write a vote or a decision; each guard taken off shows what it keeps."""

from __future__ import annotations

import pytest
from django.db import Error, IntegrityError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.ids import new_id
from donghanh.programme.rewards import actions, models
from donghanh.programme.rewards.models import Proposal, Step, Vote
from donghanh.programme.rewards.terms import Choice, State
from tests.factories.registers import PAPER, council, criteria, do, proposed
from tests.factories.tasks import NOW

pytestmark = pytest.mark.django_db
OURS = [one for one in vars(models).values() if isinstance(one, type) and getattr(getattr(one, "_meta", None), "app_label", "") == "rewards"]
PAPERED = {"paper_number": PAPER.number, "paper_date": PAPER.date, "paper_issuer": PAPER.issuer}


@pytest.fixture
def one(province):
    """A commune's proposal before a council."""
    found = proposed(province.chair, criteria(province.lead), body_id=province.offices.here)
    seats = council(province.lead, seats=province.seats)
    do(actions.open_vote, province.lead, proposal_id=found.pk, council_id=seats.pk)
    return found


def count(actor) -> dict[str, int]:
    with scope(actor):
        return {model.__name__: model.objects.count() for model in OURS}


def by(actor) -> dict:
    return {"id": new_id(), "made_by": actor.user_id, "made_at": NOW}


def vote(actor, one, **more):
    with scope(actor), transaction.atomic():
        Vote.objects.create(proposal_id=one.pk, **{"body_id": actor.body_id, "choice": Choice.YES, **by(actor), **more})


def decided(actor, one):
    with scope(actor), transaction.atomic():
        Step.objects.create(proposal_id=one.pk, body_id=actor.body_id, kind=State.DECIDED, note="Bằng khen", **PAPERED, **by(actor))


def test_own_body_lead_agency_and_council_see_it_and_another_commune_does_not(province, one):
    assert [count(who)["Proposal"] for who in (province.chair, province.lead, province.health, province.finance)] == [1] * 4
    assert count(province.there)["Proposal"] == count(province.there)["Step"] == count(province.offices.police)["CriteriaSet"] == 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table rewards_proposal disable row level security")
        assert count(province.there)["Proposal"] == 1, "twin"
        transaction.set_rollback(True)


def test_a_page_changes_and_removes_nothing(province, one):
    for sql in ("update rewards_proposal set state = 'DECIDED'", "delete from rewards_vote", "update rewards_council set majority_percent = 1"):
        with pytest.raises(Error, match="permission denied"), scope(province.lead), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_the_database_counts_the_votes_before_a_decision(province, one):
    vote(province.health, one)
    vote(province.finance, one)
    with pytest.raises(IntegrityError, match="has not carried it"):
        decided(province.lead, one)
    vote(province.lead, one)
    with pytest.raises(Error, match="row-level security"):
        decided(province.chair, one)
    decided(province.lead, one)
    assert Proposal.objects.get(pk=one.pk).state == State.DECIDED
    with pytest.raises(IntegrityError, match="does not stand there"):
        decided(province.lead, one)


def test_no_vote_of_another_seat_by_another_hand_or_on_oneself(province, one):
    with pytest.raises(Error, match="row-level security"):
        vote(province.health, one, body_id=province.finance.body_id)
    with pytest.raises(IntegrityError, match="no seat"):
        vote(province.chair, one)
    with pytest.raises(Error):
        vote(province.health, one, made_by=province.lead.user_id)
    own = proposed(province.health, criteria(province.lead, code="KT-02"), body_id=province.health.body_id)
    do(actions.open_vote, province.lead, proposal_id=own.pk, council_id=Proposal.objects.get(pk=one.pk).council_id)
    with pytest.raises(IntegrityError, match="votes on himself"):
        vote(province.health, own)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table rewards_vote disable trigger rewards_vote_in_turn")
        vote(province.health, own)
        transaction.set_rollback(True)


def test_seats_are_not_added_once_the_council_votes(province, one):
    council_id = Proposal.objects.get(pk=one.pk).council_id
    with pytest.raises(IntegrityError, match="in use already"), scope(province.lead), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("insert into rewards_seat (council_id, body_id) values (%s, %s)", [council_id, province.offices.here])


def test_one_official_alone_decides_nothing_whatever_his_council_prints(province):
    found = proposed(province.lead, criteria(province.lead), body_id=province.offices.here)
    easy = council(province.lead, seats=province.seats, quorum=1, majority=1)
    do(actions.open_vote, province.lead, proposal_id=found.pk, council_id=easy.pk)
    vote(province.lead, found)
    with pytest.raises(IntegrityError, match="has not carried it"):
        decided(province.lead, found)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table rewards_step disable trigger rewards_step_in_turn")
        decided(province.lead, found)
        transaction.set_rollback(True)
    vote(province.health, found)
    decided(province.lead, found)
