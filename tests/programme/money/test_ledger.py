"""Sources, allocation, payment: nothing is spent that is not there, and every way of adding up says the same."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.programme.money import actions, queries, rules
from donghanh.programme.money.models import Allocation, EstimateLine, Fund, Payment, Supplement
from donghanh.programme.money.rules import CannotMove, CannotSpend
from donghanh.programme.money.terms import AskState, Confidence, FundKind, Purpose
from tests.factories import money
from tests.programme.money.conftest import HERE, PROVINCE, make_town
from tests.programme.roadmap.test_walls import refused

pytestmark = pytest.mark.django_db


def year(actor, **more):
    with scope(actor):
        return queries.sheet(actor, year=2026, on=money.ON, **more)


@pytest.mark.requirement("QN22-IV", "TH38-V.2.5")
def test_more_than_a_source_holds_is_not_allocated_and_rows_sum_to_its_total(town):
    source = money.fund(town.finance, unit_id=PROVINCE, total=10_000_000, name="Ngân sách tỉnh 2026")
    money.allocated(town.finance, source, body_id=town.officer.body_id, amount=6_000_000)
    with pytest.raises(CannotSpend, match=r"chỉ còn 4.000.000 đ"):
        money.allocated(town.finance, source, body_id=town.other.body_id, amount=4_000_001)
    money.allocated(town.finance, source, body_id=town.other.body_id, amount=3_000_000)
    with scope(town.finance):
        found = queries.fund_sheet(town.finance, source.pk)
    assert sum(row.limit for row in found.allocations) + found.row.free == found.row.total == 10_000_000
    seen = year(town.finance)
    assert seen.total.allocated == 9_000_000 == sum(line.sum.allocated for line in seen.by_unit) == sum(s.allocated for _k, s in seen.by_kind)


@pytest.mark.requirement("DN137-V.1")
def test_more_than_is_allocated_is_not_paid_without_an_adjustment(town):
    source = money.fund(town.finance, unit_id=PROVINCE)
    line = money.allocated(town.finance, source, body_id=town.officer.body_id, amount=1_000_000)
    money.paid(town.officer, line.pk, 900_000)
    with pytest.raises(CannotSpend, match=r"chỉ còn 100.000 đ"):
        money.paid(town.officer, line.pk, 100_001)
    more = {"allocation_id": line.pk, "is_increase": True, "amount": 50_000, "reason": "Phát sinh người cai", "paper": money.PAPER}
    with pytest.raises(MayNot):
        money.do(actions.adjust, town.officer, **more)
    money.do(actions.adjust, town.finance, **more)
    money.paid(town.officer, line.pk, 100_001)
    with pytest.raises(CannotSpend, match=r"chỉ giảm được 49.999 đ"):
        money.do(actions.adjust, town.finance, **more | {"is_increase": False, "amount": 50_000})
    cells = year(town.officer)
    assert (cells.total.allocated, cells.total.spent) == (1_050_000, 1_000_001)
    assert [(k, s.spent) for k, s in cells.by_kind] == [(FundKind.PROVINCE, 1_000_001)] and len(cells.by_unit) == 1


def test_a_payment_taken_back_frees_the_money_and_stays_with_its_reason(town):
    line = money.allocated(town.finance, money.fund(town.finance, unit_id=PROVINCE), body_id=town.officer.body_id, amount=100)
    wrong = money.paid(town.officer, line.pk, 100)
    money.do(actions.void_payment, town.officer, payment_id=wrong.pk, reason="Ghi nhầm")
    money.paid(town.officer, line.pk, 100)
    with scope(town.officer):
        found = queries.allocation_sheet(town.officer, line.pk)
    assert sorted(row.void_reason for row in found.payments) == ["", "Ghi nhầm"] and found.row.left == 0
    with pytest.raises(CannotMove):
        money.do(actions.void_payment, town.officer, payment_id=wrong.pk, reason="Lần nữa")


@pytest.mark.requirement("TH38-V.2.6.a")
def test_a_payment_above_the_level_is_stopped_with_the_rule_cited(town):
    line = money.allocated(town.finance, money.fund(town.finance, unit_id=PROVINCE), body_id=town.officer.body_id, amount=10_000_000)
    told = {"measure": "buổi", "valid": (date(2026, 2, 1), date(2026, 12, 31)), "paper": money.PAPER, "confidence": Confidence.V}
    level = money.do(actions.enter_spending_level, town.finance, name="Sinh hoạt câu lạc bộ", amount=300_000, **told)
    with pytest.raises(CannotSpend, match=r"3 buổi là 900.000 đ") as stopped:
        money.paid(town.officer, line.pk, 900_001, level_id=level.pk, quantity=3)
    assert stopped.value.citation == "12/QĐ-UBND ngày 02/11/2026, UBND tỉnh Đồng Nai"
    money.paid(town.officer, line.pk, 900_000, level_id=level.pk, quantity=3)
    with pytest.raises(BadInput, match="không có hiệu lực"):
        money.paid(town.officer, line.pk, 1, level_id=level.pk, quantity=1, paid_on=date(2026, 1, 31))


@pytest.mark.requirement("TH38-V.1.b")
def test_a_request_for_an_unplanned_task_becomes_a_line_when_it_is_approved(town):
    source = money.fund(town.finance, unit_id=PROVINCE, total=2_000_000)
    told = {"year": 2026, "purpose": Purpose.PREVENTION, "content": "Tuyên truyền đợt đột xuất", "reason": "Theo công văn 9/UBND"}
    asked = money.do(actions.ask_supplement, town.officer, amount=1_500_000, **told)
    no = money.do(actions.ask_supplement, town.officer, amount=900_000, **told)
    with pytest.raises(BadInput, match="Chưa có quyết định"):
        money.do(actions.answer_supplement, town.finance, supplement_id=asked.pk, fund_id=source.pk)
    money.do(actions.answer_supplement, town.finance, supplement_id=asked.pk, fund_id=source.pk, paper=money.PAPER)
    with pytest.raises(CannotSpend):
        money.do(actions.answer_supplement, town.finance, supplement_id=no.pk, fund_id=source.pk, paper=money.PAPER)
    money.do(actions.answer_supplement, town.finance, supplement_id=no.pk, fund_id=None, answer="Nguồn đã hết")
    with scope(town.officer):
        rows = {row.id: row for row in queries.supplements(town.officer, year=2026)}
    yes = rows[asked.pk]
    assert (yes.reason, yes.amount, yes.state) == ("Theo công văn 9/UBND", 1_500_000, AskState.APPROVED) and "12/QĐ-UBND" in yes.decision
    assert Allocation.objects.get(pk=yes.allocation_id).amount == 1_500_000
    assert (rows[no.pk].state, rows[no.pk].answer) == (AskState.REFUSED, "Nguồn đã hết")
    with pytest.raises(CannotMove):
        money.do(actions.answer_supplement, town.finance, supplement_id=no.pk, fund_id=None, answer="Lại")

    def rewritten() -> None:
        with scope(town.finance):
            Supplement.objects.filter(pk=no.pk).update(answer="Lời khác")

    assert refused(rewritten), "past the pages too"
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; alter table money_supplement disable trigger money_answer_stays")
    assert not refused(rewritten), "twin"


@pytest.mark.requirement("TH38-V.1.a")
def test_a_source_by_its_decision_shows_what_each_line_spent_and_has_left(town):
    paper = money.Paper("2642/QĐ-UBND", date(2013, 7, 31), "Chủ tịch UBND tỉnh")
    told = {"unit_id": PROVINCE, "year": 2013, "kind": FundKind.PROVINCE, "name": "Đề án phòng, chống HIV/AIDS, ma túy, mại dâm"}
    source = money.do(actions.enter_fund, town.finance, total=9_000, paper=paper, **told)
    line = money.allocated(town.finance, source, body_id=town.officer.body_id, amount=7_000)
    money.paid(town.officer, line.pk, 2_500, paid_on=date(2014, 3, 1))
    with scope(town.finance):
        found = queries.fund_sheet(town.finance, source.pk)
    assert found.row.document.startswith("2642/QĐ-UBND ngày 31/07/2013")
    assert [(row.limit, row.spent, row.left) for row in found.allocations] == [(7_000, 2_500, 4_500)]


@pytest.mark.requirement("DN137-VI.15.g", "QN22-V.12.dd")
def test_every_unit_and_purpose_is_shown_with_its_rate_and_the_empty_ones_are_flagged(town):
    source = money.fund(town.finance, unit_id=PROVINCE)
    line = money.allocated(town.finance, source, body_id=town.officer.body_id, amount=800, purpose=Purpose.REHABILITATION)
    money.allocated(town.finance, source, body_id=town.officer.body_id, amount=0, purpose=Purpose.AFTERCARE)
    money.paid(town.officer, line.pk, 200)
    version = money.do(actions.open_estimate, town.officer, year=2026)
    told = {"purpose": Purpose.REHABILITATION, "fund_kind": FundKind.PROVINCE, "content": "Cai nghiện", "amount": 900}
    money.do(actions.add_line, town.officer, estimate_id=version.estimate_id, **told)
    assert year(town.lead).total.estimated == 0, "a draft is nobody's figure yet"
    money.do(actions.submit_estimate, town.chair, estimate_id=version.estimate_id)
    lines = {unit.body_id: unit for unit in year(town.lead).by_unit}
    here, there = lines[town.officer.body_id], lines[town.other.body_id]
    assert (here.sum.estimated, here.sum.allocated, here.sum.spent, here.sum.rate) == (900, 800, 200, 0.25)
    assert here.empty == (Purpose.PREVENTION, Purpose.USER_MANAGEMENT, Purpose.AFTERCARE)
    assert there.sum.allocated == 0 and there.empty == tuple(Purpose)
    only = year(town.lead, purpose=Purpose.AFTERCARE)
    assert only.total.allocated == 0 and all(unit.empty == (Purpose.AFTERCARE,) for unit in only.by_unit)


amounts = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(Purpose), st.integers(0, 10**9), st.integers(0, 100)), max_size=12)


@given(amounts)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_by_unit_by_source_and_by_purpose_every_sum_is_the_same(town, found):
    bodies = (town.officer, town.other)
    with transaction.atomic():
        kinds = (FundKind.PROVINCE, FundKind.NATIONAL, FundKind.OTHER)
        sources = [money.fund(town.finance, unit_id=PROVINCE, total=10**12, kind=kind, name=kind) for kind in kinds]
        for place, (source, purpose, amount, share) in enumerate(found):
            line = money.allocated(town.finance, sources[source], body_id=bodies[place % 2].body_id, amount=amount, purpose=purpose)
            if amount * share // 100:
                money.paid(bodies[place % 2], line.pk, amount * share // 100)
        seen = year(town.lead)
        for name in ("allocated", "spent"):
            wanted = sum((a if name == "allocated" else a * s // 100) for _f, _p, a, s in found)
            ways = [[x.sum for x in seen.by_unit], [s for _k, s in seen.by_kind], [s for _p, s in seen.by_purpose], [seen.total]]
            assert [sum(getattr(one, name) for one in way) for way in ways] == [wanted] * 4
        transaction.set_rollback(True)


def test_a_commune_sees_its_own_money_only(town):
    source = money.fund(town.finance, unit_id=PROVINCE)
    line = money.allocated(town.finance, source, body_id=town.officer.body_id, amount=500)
    estimate = money.drafted(town.officer)
    assert year(town.other).total.allocated == 0
    with scope(town.other):
        for ask in (lambda: queries.allocation_sheet(town.other, line.pk), lambda: queries.estimate_sheet(town.other, estimate, on=money.ON)):
            with pytest.raises(NotInReach):
                ask()
        assert not queries.desk(town.other, year=money.YEAR, on=money.ON).rows
    with pytest.raises(NotInReach):
        money.paid(town.other, line.pk, 1)
    with pytest.raises(MayNot):
        money.fund(town.officer, unit_id=HERE)


# the second wall: past the application


def raw(sql: str, *values) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


APPRAISED = "update money_estimateline set appraised = 1 where body_id = %s"
PAY = """insert into money_payment (id, made_by, made_at, unit_id, body_id, allocation_id, amount, paid_on, content, programme, voucher, void_reason)
 select gen_random_uuid(), app_user(), now(), unit_id, body_id, id, %s, current_date, 'x', '', '', '' from money_allocation where id = %s"""


def test_the_database_refuses_what_the_application_would_have(town):
    source = money.fund(town.finance, unit_id=PROVINCE, total=1_000)
    line = money.allocated(town.finance, source, body_id=town.officer.body_id, amount=600)
    with scope(town.officer), pytest.raises(IntegrityError, match="more than was allocated"):
        raw(PAY, 601, line.pk)
    again = """insert into money_allocation (id, made_by, made_at, unit_id, body_id, document_number, document_date, document_issuer, fund_id,
      purpose, content, amount) select gen_random_uuid(), app_user(), now(), unit_id, body_id, 'x', current_date, 'x', fund_id, purpose, 'x', %s
      from money_allocation where id = %s"""
    with scope(town.finance), pytest.raises(IntegrityError, match="more than the source holds"):
        raw(again, 401, line.pk)
    with scope(town.officer), pytest.raises(DatabaseError, match="row-level security"):
        raw(again, 1, line.pk)
    estimate = money.drafted(town.officer)
    with scope(town.finance), pytest.raises(DatabaseError, match="nobody has appraised it"):
        raw(APPRAISED, town.officer.body_id)
    sent = "update money_estimateversion set state = 'SUBMITTED', route = 'x', submitted_at = now(), submitted_by = app_user() where estimate_id = %s"
    with scope(town.finance), pytest.raises(DatabaseError, match="another office"):
        raw(sent, estimate)
    money.do(actions.submit_estimate, town.chair, estimate_id=estimate)
    with scope(town.officer), pytest.raises(DatabaseError, match="locked"):
        raw("delete from money_estimateline where body_id = %s", town.officer.body_id)


def test_twins_with_the_guards_gone_the_money_is_spent_twice_and_seen_elsewhere(town):
    source = money.fund(town.finance, unit_id=PROVINCE, total=1_000)
    line = money.allocated(town.finance, source, body_id=town.officer.body_id, amount=600)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table money_payment disable trigger money_payment_within; alter table money_allocation disable row level security")
    with scope(town.officer):
        raw(PAY, 601, line.pk)
    assert Payment.objects.get().amount == 601
    with scope(town.other):
        assert Allocation.objects.count() == 1


def test_twin_with_the_lock_gone_a_draft_is_appraised(town):
    money.drafted(town.officer)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table money_estimateline disable trigger money_line_locked")
    with scope(town.finance):
        raw(APPRAISED, town.officer.body_id)
    assert EstimateLine.objects.filter(appraised=1, version__state="DRAFT").exists()


def test_twin_with_the_locks_gone_a_sent_version_is_rewritten(town):
    estimate = money.drafted(town.officer)
    money.do(actions.submit_estimate, town.chair, estimate_id=estimate)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table money_estimateline disable trigger money_line_locked")
        cursor.execute("alter table money_estimateversion disable trigger money_version_step")
    with scope(town.finance):
        raw("update money_estimateversion set state = 'REVIEWED' where estimate_id = %s", estimate)
    with scope(town.officer):
        raw("delete from money_estimateline where body_id = %s", town.officer.body_id)
        assert queries.estimate_sheet(town.officer, estimate, on=money.ON).lines == ()


def test_twin_without_the_rule_only_the_database_stops_it(town, monkeypatch):
    line = money.allocated(town.finance, money.fund(town.finance, unit_id=PROVINCE), body_id=town.officer.body_id, amount=100)
    monkeypatch.setattr(rules, "check_payment", lambda **_: None)
    with pytest.raises(IntegrityError, match="more than was allocated"):
        money.paid(town.officer, line.pk, 101)


def test_nothing_is_paid_before_the_budget_year_of_its_source(town):
    line = money.allocated(town.finance, money.fund(town.finance, unit_id=PROVINCE), body_id=town.officer.body_id, amount=1_000)
    with pytest.raises(BadInput, match="trước năm ngân sách 2026"):
        money.paid(town.officer, line.pk, 600, paid_on=date(2025, 12, 31))
    assert Payment.objects.count() == 0
    money.paid(town.officer, line.pk, 600, paid_on=date(2026, 1, 1))


@pytest.mark.django_db(transaction=True)
def test_two_payments_at_once_do_not_together_overspend():
    town = make_town()
    with transaction.atomic():
        line = money.allocated(town.finance, money.fund(town.finance, unit_id=PROVINCE), body_id=town.officer.body_id, amount=1_000)
    said: list[str] = []
    begun, first_paid = threading.Barrier(2, timeout=20), threading.Event()

    def second() -> None:
        begun.wait()
        first_paid.wait(20)
        try:
            with transaction.atomic():
                money.paid(town.officer, line.pk, 600)
            said.append("paid")
        except CannotSpend as refused:
            said.append(str(refused))
        finally:
            connections.close_all()

    other = threading.Thread(target=second)
    other.start()
    with transaction.atomic():
        begun.wait()
        money.paid(town.officer, line.pk, 600)
        first_paid.set()
        other.join(0.3)
        assert other.is_alive(), "the second waits for the first"
    other.join(20)
    assert len(said) == 1 and "chỉ còn 400 đ" in said[0]
    assert sum(Payment.objects.values_list("amount", flat=True)) == 600 and Fund.objects.count() == 1


@pytest.mark.parametrize("amount", [0, -1, 10**16])
def test_amounts_that_cannot_be_meant(town, amount):
    line = money.allocated(town.finance, money.fund(town.finance, unit_id=PROVINCE), body_id=town.officer.body_id, amount=1_000)
    with pytest.raises(BadInput):
        money.paid(town.officer, line.pk, amount)
    with pytest.raises(BadInput, match="chưa đến"):
        money.paid(town.officer, line.pk, 1, paid_on=money.ON + timedelta(days=1))
