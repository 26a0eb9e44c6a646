"""Agreements and what came of them; numbers only, never beyond a promise."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import Error, IntegrityError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.kernel.ids import new_id
from donghanh.programme.partners import actions, models, queries, rules
from donghanh.programme.partners.models import Receipt
from donghanh.programme.partners.rules import CannotFill, CannotMove
from donghanh.programme.partners.terms import ChangeKind, PartnerKind, PromiseKind, Standing
from tests.factories import money
from tests.factories.registers import FROM, PAPER, agreement, do, partner, promised, received
from tests.factories.tasks import NOW, ON

pytestmark = pytest.mark.django_db
OURS = [one for one in vars(models).values() if isinstance(one, type) and getattr(getattr(one, "_meta", None), "app_label", "") == "partners"]


def sheet(actor, one, on: date = ON):
    with scope(actor):
        return queries.agreement_sheet(actor, one.pk, on=on)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 12, 31), Standing.UPCOMING),
        (date(2026, 1, 1), Standing.RUNNING),
        (date(2026, 10, 31), Standing.RUNNING),
        (date(2026, 11, 1), Standing.ENDING),
        (date(2026, 12, 31), Standing.ENDING),
        (date(2027, 1, 1), Standing.EXPIRED),
    ],
)
def test_where_an_agreement_stands_on_a_day(on, expected):
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "on": on}
    assert rules.standing(ended_on=None, **days) == expected
    assert rules.standing(ended_on=on, **days) == Standing.ENDED


@pytest.mark.requirement("DN137-VI.15.dd.3")
def test_places_offered_filled_and_left_and_never_more_than_promised(province):
    one = agreement(province.chair, partner(province.chair))
    jobs = promised(province.chair, one)
    received(province.chair, jobs, 1)
    (row,) = sheet(province.chair, one).promises
    assert (row.quantity, row.filled, row.left) == (5, 1, 4)
    with pytest.raises(CannotFill, match="chỉ còn 4 chỗ"):
        received(province.chair, jobs, 5)
    received(province.chair, jobs, 4)
    told = {"id": new_id(), "made_at": NOW, "made_by": province.chair.user_id, "received_on": ON, "quantity": 1, "what": "x", "source": "x"}
    with pytest.raises(IntegrityError, match="more than was promised"), scope(province.chair), transaction.atomic():
        Receipt.objects.create(promise_id=jobs.pk, **told)
    assert sheet(province.lead, one).promises[0].left == 0


@pytest.mark.requirement("DN257-5")
def test_a_partner_shows_offers_placements_and_who_stayed_three_months(province):
    of = partner(province.chair)
    one = agreement(province.chair, of)
    jobs = promised(province.chair, one, quantity=8)
    old = received(province.chair, jobs, 5, on=ON - timedelta(days=90))
    new = received(province.chair, jobs, 2, on=ON - timedelta(days=89))
    count = {"agreement_id": one.pk, "counted_on": ON}
    do(actions.count_retention, province.chair, receipt_id=old.pk, kept=3, **count)
    with pytest.raises(BadInput, match="ba tháng"):
        do(actions.count_retention, province.chair, receipt_id=new.pk, kept=1, **count)
    with pytest.raises(CannotMove, match="đếm rồi"):
        do(actions.count_retention, province.chair, receipt_id=old.pk, kept=3, **count)
    with scope(province.chair):
        ((_row, (row,)),) = queries.partner_sheet(province.chair, of.pk, on=ON).agreements
    assert (row.quantity, row.filled, row.left, row.kept) == (8, 7, 1, (3, 5))


@pytest.mark.requirement("QN22-III.7", "TH38-IV.5")
def test_an_international_record_shows_value_activities_money_and_results_and_the_year_totals(province):
    of = partner(province.lead, name="Tổ chức An", kind=PartnerKind.INTERNATIONAL, country="Thuỵ Sĩ")
    one = agreement(province.lead, of, value=900_000_000)
    received(province.lead, promised(province.lead, one, kind=PromiseKind.FUNDS, quantity=900_000_000), 300_000_000)
    for kind, text in (("ACTIVITY", "Tập huấn 2 lớp"), ("RESULT", "40 cán bộ có chứng nhận")):
        do(actions.report_activity, province.lead, agreement_id=one.pk, kind=kind, on=ON, text=text, source="Báo cáo dự án")
    found = sheet(province.lead, one)
    assert found.row.value == 900_000_000 and found.disbursed == 300_000_000 and {a[2] for a in found.activities} >= {"40 cán bộ có chứng nhận"}
    with scope(province.lead):
        year, before = (queries.year(province.lead, year=y) for y in (2026, 2025))
    assert year.abroad == (900_000_000, 300_000_000) and before.abroad == (0, 0)
    with pytest.raises(BadInput, match="nước"):
        partner(province.lead, name="Không nước", kind=PartnerKind.INTERNATIONAL)


@pytest.mark.requirement("QN22-III.5.b")
def test_the_year_totals_what_was_mobilised_and_shows_what_is_unspent(province):
    one = agreement(province.chair, partner(province.chair))
    funds = promised(province.chair, one, kind=PromiseKind.FUNDS, quantity=9_000_000)
    gift = money.given(province.offices.officer, value=5_000_000)
    received(province.chair, funds, 5_000_000, contribution_id=gift.pk)
    with pytest.raises(BadInput, match="không khớp"):
        received(province.chair, funds, 4_000_000, contribution_id=gift.pk)
    with pytest.raises(BadInput, match="đã gắn"):
        received(province.chair, funds, 5_000_000, contribution_id=gift.pk)
    money.do(money.actions.use_contribution, province.offices.officer, contribution_id=gift.pk, amount=2_000_000, activity="Lớp nghề", used_on=ON)
    with scope(province.lead):
        found = queries.year(province.lead, year=2026)
    assert found.promised == {PromiseKind.FUNDS: 9_000_000} and found.came == {PromiseKind.FUNDS: 5_000_000}
    assert [(row.value, row.balance) for row in found.contributions] == [(5_000_000, 3_000_000)] and found.unspent == 3_000_000


def test_extended_by_a_paper_and_ended_once(province):
    one = agreement(province.chair, partner(province.chair), ends_on=ON + timedelta(days=30))
    assert sheet(province.chair, one).row.standing == Standing.ENDING
    told = {"agreement_id": one.pk, "reason": "Hai bên đồng ý", "paper": PAPER}
    with pytest.raises(BadInput, match="không sau"):
        do(actions.change, province.chair, kind=ChangeKind.EXTENDED, day=ON, **told)
    do(actions.change, province.chair, kind=ChangeKind.EXTENDED, day=date(2028, 1, 1), **told)
    assert sheet(province.chair, one).row.ends_on == date(2028, 1, 1) and sheet(province.chair, one).row.standing == Standing.RUNNING
    do(actions.change, province.chair, kind=ChangeKind.ENDED, day=ON, **told)
    with pytest.raises(CannotMove, match="không còn hiệu lực"):
        promised(province.chair, one)
    with pytest.raises(CannotMove, match="đã chấm dứt"):
        do(actions.change, province.chair, kind=ChangeKind.ENDED, day=ON, **told)


def test_a_commune_keeps_its_own_the_lead_reads_all_and_nobody_else_anything(province):
    one = agreement(province.chair, partner(province.chair))
    received(province.chair, promised(province.chair, one), 1)
    with pytest.raises(BadInput, match="đã có trong sổ"):
        partner(province.chair, name="CÔNG TY  tnhh An Bình")
    with pytest.raises(MayNot, match="cơ quan khác"):
        promised(province.lead, one)
    with scope(province.there), pytest.raises(NotInReach):
        queries.agreement_sheet(province.there, one.pk, on=ON)
    assert queries.agreements(province.there, on=ON) == [], "as the owner: the application keeps its own wall"
    with scope(province.lead):
        assert {m.__name__: m.objects.count() for m in OURS if m.objects.count() == 0} == {
            "Change": 0,
            "Retention": 0,
            "Activity": 0,
            "Application": 0,
            "ApplicationStep": 0,
        }
    for who in (province.there, province.finance, province.offices.police):
        with scope(who):
            assert sum(model.objects.count() for model in OURS) == 0
    with pytest.raises(Error, match="row-level security"), scope(province.lead), transaction.atomic(), connection.cursor() as cursor:
        told = [new_id(), NOW, province.lead.user_id, one.pk]
        cursor.execute(
            "insert into partners_promise (id, made_at, made_by, agreement_id, kind, what, quantity) values (%s, %s, %s, %s, 'JOBS', 'x', 1)", told
        )
    with pytest.raises(Error, match="permission denied"), scope(province.chair), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update partners_promise set quantity = 99")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table partners_agreement disable row level security")
        with scope(province.there):
            assert models.Agreement.objects.count() == 1, "twin"
        transaction.set_rollback(True)
    assert one.starts_on == FROM
