"""Proposals of a paper are taken or left one by one; what was taken is a draft that is checked like any file."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.programme.exchange import actions, queries
from donghanh.programme.exchange.drafting import Head
from donghanh.programme.exchange.models import Draft, Judgement, Paper, Proposal
from donghanh.programme.exchange.rules import CannotConfirm
from donghanh.programme.models import Plan
from tests.factories import places, programme
from tests.factories.papers import PAPER

pytestmark = pytest.mark.django_db
NOW = programme.NOW
HEAD = Head("DN26", "12/KH-UBND", date(2026, 1, 15), "Ủy ban nhân dân tỉnh", "", "Kế hoạch thử", 2026, 2028, "rehabilitation_lead")


@pytest.fixture
def lead(all_units):
    return programme.official(places.DONG_NAI, "provincial_lead")


def read(actor, text=PAPER, name="kế hoạch.txt"):
    with scope(actor):
        return actions.read_paper(actor=actor, at=NOW, filename=name, content=text.encode())


def judge(actor, proposal, is_accepted, *, after=0):
    with scope(actor):
        actions.judge(actor=actor, at=NOW + timedelta(minutes=after), proposal_id=proposal.pk, is_accepted=is_accepted)


def sheet(actor, paper, **asked):
    with scope(actor):
        return queries.paper(actor, paper.pk, **asked)


def test_nothing_is_accepted_by_itself(lead):
    paper = read(lead)
    shown = sheet(lead, paper)
    assert shown.row.open == shown.row.proposals > 15 and shown.row.accepted == 0
    with pytest.raises(CannotConfirm, match="Chưa nhận đề xuất nào"), scope(lead):
        actions.draft_of(actor=lead, at=NOW, paper_id=paper.pk, head=HEAD)
    assert Draft.objects.count() == 0


def test_one_by_one_and_the_last_word_holds(lead):
    paper = read(lead)
    first, second = Proposal.objects.order_by("position")[:2]
    judge(lead, first, True)
    judge(lead, first, False, after=1)
    judge(lead, second, True, after=2)
    shown = sheet(lead, paper)
    assert [one.is_accepted for one in shown.proposals[:3]] == [False, True, None] and Judgement.objects.count() == 3
    assert (shown.row.accepted, shown.row.open) == (1, shown.row.proposals - 2)
    assert {one.kind for one in sheet(lead, paper, kind="REPORT").proposals} == {"REPORT"}


def test_what_was_accepted_is_a_draft_that_the_check_lets_through(lead):
    paper = read(lead)
    for n, one in enumerate(Proposal.objects.order_by("position")):
        judge(lead, one, True, after=n)
    with scope(lead):
        draft = actions.draft_of(actor=lead, at=NOW, paper_id=paper.pk, head=HEAD)
        found = queries.draft(lead, draft.pk).checked
    assert found.faults == () and found.data.province == "75" and Plan.objects.count() == 0
    assert len(found.data.targets) == 11 and {one.definition.indicator for one in found.data.targets} == {"not_set"}
    by_code = {one.code: one for one in found.data.clauses}
    assert by_code["III.2"].functions == ("finance_authority",) and by_code["II.1.1"].functions == ("rehabilitation_lead",)
    assert [one.id for one in found.data.obligations] == ["DN26-III.1.a-HALF_YEAR", "DN26-III.1.a-YEAR"]


def test_a_head_that_cannot_be_is_a_fault_of_the_draft_not_a_plan(lead):
    paper = read(lead)
    judge(lead, Proposal.objects.first(), True)
    with scope(lead):
        draft = actions.draft_of(actor=lead, at=NOW, paper_id=paper.pk, head=Head(*("dn 26", "", date(2026, 1, 1), "x", "", "y", 2028, 2026, "z")))
        said = " ".join(one.message for one in queries.draft(lead, draft.pk).checked.faults)
    assert "ký tự lạ" in said and "năm cuối trước năm đầu" in said


def test_a_paper_without_sentences_is_refused(lead):
    for text, name in (("x", "a.txt"), ("", "a.txt"), (PAPER, "a.xlsx")):
        with pytest.raises(BadInput):
            read(lead, text, name)
    assert Paper.objects.count() == 0


def test_papers_lie_at_their_province_alone(lead):
    paper = read(lead)
    one = Proposal.objects.first()
    elsewhere = programme.official(2100038, "provincial_lead")
    with pytest.raises(NotInReach):
        sheet(elsewhere, paper)
    with pytest.raises(NotInReach):
        judge(elsewhere, one, True)
    with pytest.raises(MayNot):
        read(programme.official(places.DONG_NAI, "auditor"))
    with scope(elsewhere), connection.cursor() as cursor:
        cursor.execute("select (select count(*) from exchange_paper) + (select count(*) from exchange_proposal)")
        assert cursor.fetchone() == (0,)
    with pytest.raises(ProgrammingError, match="row-level security"), scope(elsewhere):
        Judgement.objects.create(proposal=one, is_accepted=True, made_by=elsewhere.user_id, made_at=NOW)


def test_twin_without_its_policy_another_province_would_read_the_papers(lead):
    read(lead)
    with connection.cursor() as cursor:
        cursor.execute("create policy open on exchange_paper for select to donghanh_web using (true)")
    with scope(programme.official(2100038, "provincial_lead")), connection.cursor() as cursor:
        cursor.execute("select count(*) from exchange_paper")
        assert cursor.fetchone() == (1,)
