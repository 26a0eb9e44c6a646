"""An estimate's way: draft, sent and locked, returned with a comment, accepted, appraised, decided; by the route of its province."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from donghanh.base.audit.models import Event
from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.programme.money import actions, queries
from donghanh.programme.money.models import EstimateLine
from donghanh.programme.money.rules import CannotMove
from donghanh.programme.money.terms import EstimateState as S
from donghanh.programme.money.terms import FundKind, Purpose, Step
from tests.factories import money
from tests.programme.money.conftest import make_town

pytestmark = pytest.mark.django_db
TWO = ((Purpose.REHABILITATION, FundKind.PROVINCE, 7_000_000), (Purpose.AFTERCARE, FundKind.COMMUNE, 3_000_000))


def sheet(actor, estimate_id):
    with scope(actor):
        return queries.estimate_sheet(actor, estimate_id, on=money.ON)


def desk(actor, *, on=money.ON):
    with scope(actor):
        return queries.desk(actor, year=money.YEAR, on=on)


def lines(estimate_id):
    return list(EstimateLine.objects.filter(version__estimate=estimate_id, version__returned_at=None).order_by("position"))


def sent(town, who=None, chair=None, given=TWO):
    estimate = money.drafted(who or town.officer, lines=given)
    money.do(actions.submit_estimate, chair or town.chair, estimate_id=estimate)
    return estimate


@pytest.mark.requirement("DN137-VI.5")
def test_returned_with_a_comment_it_goes_back_to_the_unit_and_the_total_is_that_of_the_accepted(town):
    first, second = sent(town), sent(town, town.other, town.other_chair, ((Purpose.PREVENTION, FundKind.PROVINCE, 500_000),))
    assert sheet(town.lead, first).step is Step.REVIEW and desk(town.lead).consolidated == 0
    money.do(actions.return_estimate, town.lead, estimate_id=first, comment="Thiếu căn cứ số người ở dòng 1.")
    money.do(actions.accept_estimate, town.lead, estimate_id=second)
    back = sheet(town.officer, first)
    assert (back.newest.state, back.newest.comment) == (S.RETURNED, "Thiếu căn cứ số người ở dòng 1.") and back.may_record
    assert desk(town.lead).consolidated == 500_000

    money.do(actions.revise_estimate, town.officer, estimate_id=first)
    money.do(actions.remove_line, town.officer, line_id=lines(first)[1].pk)
    money.do(actions.submit_estimate, town.chair, estimate_id=first)
    money.do(actions.accept_estimate, town.lead, estimate_id=first)
    found = sheet(town.lead, first)
    assert [(v.number, v.state, v.total) for v in found.versions] == [(2, S.REVIEWED, 7_000_000), (1, S.RETURNED, 10_000_000)]
    assert desk(town.finance).consolidated == 7_500_000 == sum(r.total for r in desk(town.finance).rows if r.state == S.REVIEWED)


@pytest.mark.requirement("QN22-V.4")
def test_in_quang_ngai_it_goes_straight_to_finance_and_shows_asked_appraised_approved(db):
    town = make_town("51")
    estimate = sent(town)
    assert sheet(town.finance, estimate).step is Step.APPRAISE
    with pytest.raises(MayNot):
        money.do(actions.accept_estimate, town.finance, estimate_id=estimate)
    one, two = lines(estimate)
    found = {one.pk: (6_000_000, "Theo số người đã đăng ký"), two.pk: (3_000_000, "")}
    money.do(actions.appraise_estimate, town.finance, estimate_id=estimate, found=found)
    money.do(actions.decide_estimate, town.finance, estimate_id=estimate, approved={one.pk: 5_500_000, two.pk: 0}, paper=money.PAPER)
    seen = sheet(town.officer, estimate)
    assert [(x.amount, x.appraised, x.approved, x.note) for x in seen.lines] == [
        (7_000_000, 6_000_000, 5_500_000, "Theo số người đã đăng ký"),
        (3_000_000, 3_000_000, 0, ""),
    ]
    assert (seen.newest.state, seen.newest.approved) == (S.DECIDED, 5_500_000) and "12/QĐ-UBND ngày 02/11/2026" in seen.newest.decision
    row = next(r for r in desk(town.finance).rows if r.estimate_id == estimate)
    assert (row.total, row.appraised, row.approved) == (10_000_000, 9_000_000, 5_500_000)


def test_the_route_is_dated_and_one_that_was_not_confirmed_says_so(db):
    town = make_town("51")
    estimate = sent(town)
    route = sheet(town.officer, estimate).route
    assert route is not None and (route.code, route.confidence) == ("quang-ngai-2026", "M") and "mục V.4" in route.citation


def test_where_no_route_is_known_it_is_not_sent(db):
    town = make_town("99")
    estimate = money.drafted(town.officer)
    with pytest.raises(CannotMove, match="Chưa có văn bản nào"):
        money.do(actions.submit_estimate, town.chair, estimate_id=estimate)


@pytest.mark.requirement("DN137-V.3")
def test_who_has_not_sent_by_the_deadline_is_flagged_and_what_was_sent_is_locked(town):
    due = money.ON - timedelta(days=1)
    late = sent(town)
    sent(town, town.other, town.other_chair)
    assert not any(row.is_missing for row in desk(town.lead).rows), "no deadline is assumed"
    money.do(actions.set_deadline, town.lead, year=money.YEAR, due_on=due, source="Công văn 5/CAT")
    found = {row.estimate_id: row for row in desk(town.lead).rows}
    assert found[late].is_late and not found[late].is_missing
    money.do(actions.set_deadline, town.lead, year=money.YEAR, due_on=money.ON, source="Gia hạn", at=money.AT + timedelta(minutes=1))
    assert not any(row.is_late or row.is_missing for row in desk(town.lead).rows), "the day itself still counts, and the newest deadline stands"
    with pytest.raises(CannotMove, match="đã gửi"):
        money.do(actions.add_line, town.officer, estimate_id=late, purpose=Purpose.PREVENTION, fund_kind=FundKind.OTHER, content="x", amount=1)
    with pytest.raises(CannotMove, match="đã gửi"):
        money.do(actions.remove_line, town.officer, line_id=lines(late)[0].pk)


@pytest.mark.requirement("DN137-V.3")
def test_a_unit_with_a_draft_or_with_nothing_is_missing_the_day_after(town):
    money.drafted(town.officer)
    money.do(actions.set_deadline, town.lead, year=money.YEAR, due_on=money.ON, source="Công văn 5/CAT")
    assert desk(town.lead).missing == 0
    after = desk(town.lead, on=money.ON + timedelta(days=1))
    assert after.missing == 2 and {row.estimate_id is None for row in after.rows} == {True, False}


@pytest.mark.requirement("DN137-IV.1.g.2.b")
def test_fifty_cases_at_home_times_the_norm_that_is_valid(town):
    money.norm(town.lead, valid=(date(2024, 1, 1), date(2025, 12, 31)), parts=money.PARTS[:1])
    valid = money.norm(town.lead)
    money.norm(town.lead, valid=(date(2027, 1, 2), None), parts=money.PARTS[:2])
    version = money.do(actions.open_estimate, town.officer, year=money.YEAR)
    told = {"purpose": Purpose.REHABILITATION, "fund_kind": FundKind.PROVINCE, "content": "Cai nghiện tại nhà", "form": "HOME_REHABILITATION"}
    made = money.do(actions.add_line, town.officer, estimate_id=version.estimate_id, quantity=50, **told)
    assert (made.norm_id, made.amount) == (valid.pk, 50 * 2_670_000)
    (line,) = sheet(town.officer, version.estimate_id).lines
    assert [part.cost * 50 for part in line.parts] == [90_000_000, 13_500_000, 30_000_000] and sum(p.cost * 50 for p in line.parts) == line.amount
    assert "12/QĐ-UBND" in line.norm_document
    with pytest.raises(BadInput, match="Chưa có định mức"):
        money.do(actions.add_line, town.officer, estimate_id=version.estimate_id, quantity=50, **{**told, "form": "SUBSTITUTION"})


def test_each_step_belongs_to_its_office(town):
    estimate = money.drafted(town.officer)
    with pytest.raises(MayNot):
        money.do(actions.submit_estimate, town.officer, estimate_id=estimate)
    with pytest.raises(NotInReach):
        money.do(actions.submit_estimate, town.other_chair, estimate_id=estimate)
    with pytest.raises(MayNot):
        money.do(actions.open_estimate, town.finance, year=money.YEAR)
    money.do(actions.submit_estimate, town.chair, estimate_id=estimate)
    for verb in (actions.accept_estimate, actions.submit_estimate):
        with pytest.raises((MayNot, CannotMove)):
            money.do(verb, town.finance if verb is actions.accept_estimate else town.chair, estimate_id=estimate)
    with pytest.raises(CannotMove, match="Đã gửi"):
        money.do(actions.appraise_estimate, town.finance, estimate_id=estimate, found={line.pk: (1, "x") for line in lines(estimate)})


def test_what_cannot_be_read_says_how_to_mend_it(town):
    estimate = money.drafted(town.officer, lines=())
    with pytest.raises(CannotMove, match="chưa có dòng nào"):
        money.do(actions.submit_estimate, town.chair, estimate_id=estimate)
    told = {"estimate_id": estimate, "purpose": Purpose.PREVENTION, "fund_kind": FundKind.PROVINCE, "content": "Tuyên truyền"}
    for given, field in (({"amount": 0}, "amount"), ({}, "amount"), ({"amount": 10**16}, "amount"), ({"amount": 5, "content": " "}, "content"),
                         ({"amount": 5, "plan_id": "DN137", "clause": "khong.co"}, "clause")):  # fmt: skip
        with pytest.raises(BadInput) as refused:
            money.do(actions.add_line, town.officer, **{**told, **given})
        assert refused.value.field == field and refused.value.mend
    with pytest.raises(CannotMove, match="đã có dự toán"):
        money.do(actions.open_estimate, town.officer, year=money.YEAR)


def test_one_event_an_action(town):
    estimate = sent(town)
    money.do(actions.return_estimate, town.lead, estimate_id=estimate, comment="Sửa dòng 1")
    verbs = list(Event.objects.filter(verb__startswith="money.").order_by("id").values_list("verb", "result"))
    assert [v for v, _ in verbs] == [
        "money.estimate.open",
        "money.estimate.line",
        "money.estimate.line",
        "money.estimate.submit",
        "money.estimate.return",
    ]
    assert {r for _, r in verbs} == {"done"}


def test_a_plan_page_adds_up_what_the_sent_estimates_ask_under_it_each_reader_in_his_own_reach(town):
    first = money.drafted(town.officer, lines=TWO)
    second = money.drafted(town.other, lines=((Purpose.PREVENTION, FundKind.PROVINCE, 500_000),))
    EstimateLine.objects.exclude(amount=3_000_000).update(plan_id="DN137", clause="VI.5")

    def read(actor, plan_id="DN137"):
        with scope(actor):
            return [(one.year, one.bodies, one.lines, one.asked, one.appraised, one.approved) for one in queries.of_plan(actor, plan_id)]

    assert read(town.lead) == [], "a draft is the unit's own"
    for estimate_id, chair in ((first, town.chair), (second, town.other_chair)):
        money.do(actions.submit_estimate, chair, estimate_id=estimate_id)
    assert read(town.lead) == read(town.finance) == [(money.YEAR, 2, 2, 7_500_000, None, None)] and read(town.lead, "TH38") == []
    assert read(town.officer) == [(money.YEAR, 1, 1, 7_000_000, None, None)]
    money.do(actions.return_estimate, town.lead, estimate_id=first, comment="Thiếu căn cứ số người ở dòng 1.")
    assert read(town.lead) == read(town.other) == [(money.YEAR, 1, 1, 500_000, None, None)] and read(town.officer) == []
    with pytest.raises(MayNot):
        queries.of_plan(replace(town.officer, may=frozenset()), "DN137")
