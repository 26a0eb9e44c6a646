"""A target divided among communes: the shares add up exactly, whoever divides and however."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from donghanh.base.audit.models import Event
from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot
from donghanh.programme.models import Target
from donghanh.programme.shares import actions, queries, rules
from donghanh.programme.shares.models import Share, Split
from donghanh.programme.shares.terms import Way
from tests.factories import places, programme

WEIGHTS = st.lists(st.decimals(min_value=0, max_value=10**9, places=2), min_size=1, max_size=60).filter(any)


@given(total=st.one_of(st.integers(0, 10**6).map(Decimal), st.decimals(min_value=0, max_value=10**6, places=2)), weights=WEIGHTS)
def test_shares_add_up_exactly_and_stay_within_one_piece_of_their_part(total, weights):
    by_unit = dict(enumerate(weights))
    found = rules.divide(total, by_unit)
    step = 1 if total == int(total) else Decimal("0.01")
    assert sum(found.values()) == total and set(found) == set(by_unit)
    for unit, share in found.items():
        assert share >= 0 and share % step == 0 and abs(share - total * by_unit[unit] / sum(weights)) < step + Decimal("1e-9")


@given(total=st.integers(0, 10**5), units=st.integers(1, 200))
def test_equal_shares_differ_by_one_at_most(total, units):
    found = rules.divide(Decimal(total), dict.fromkeys(range(units), Decimal(1)))
    assert sum(found.values()) == total and max(found.values()) - min(found.values()) <= 1
    assert list(found.values()) == sorted(found.values(), reverse=True)


@pytest.mark.parametrize(
    ("value", "unit", "direction"),
    [(Decimal(9), "%", False), (None, "điểm", False), (Decimal(9), "người", True), (Decimal(9), "% chỉ tiêu", False)],
)
def test_a_per_cent_a_way_to_go_and_no_number_are_not_divided(value, unit, direction):
    with pytest.raises(rules.CannotSplit) as refusal:
        rules.check_can_split(value, unit=unit, is_direction=direction)
    assert refusal.value.mend


PLACES = [(1, "26248", "Xã A"), (2, "26250", "Xã B")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("26248 Xã A 3", "thiếu Xã B (26250)"),
        ("26248 Xã A\n26250 Xã B 2", "dòng 1: chưa có số"),
        ("26248 3\n26250 2\n26250 2", "dòng 3: xã 26250 ghi hai lần"),
        ("26248 3\n99999 2", "dòng 2: không có mã xã của tỉnh"),
        ("26248 -3\n26250 2", "“-3” không phải số dùng được"),
        ("26248 1.23\n26250 2", "“1.23” không phải số dùng được"),
        ("", "thiếu Xã A (26248)"),
    ],
)
def test_lines_that_cannot_be_read_are_named(text, sentence):
    with pytest.raises(BadInput) as refusal:
        rules.read_lines(text, PLACES)
    assert sentence in refusal.value.message and refusal.value.mend


def test_lines_pasted_from_excel_are_read():
    found = rules.read_lines("26248\tXã A\t1.234\n\n26250\tXã B ấp 2\t12,5\n", PLACES)
    assert found == {1: Decimal(1234), 2: Decimal("12.5")}


@pytest.fixture
def lead(all_units, db):
    programme.load_plan("DN257")
    return programme.official(places.DONG_NAI, "provincial_lead")


def split(actor, way=Way.EQUAL, *, at=programme.NOW, target="DN257-9", plan="DN257", reason="Theo lộ trình 2025", **more):
    with scope(actor):
        return actions.split(actor=actor, at=at, plan_id=plan, target_id=target, way=way, reason=reason, **more)


def lines(actor, number):
    """Each commune of Đồng Nai with this number, or what a function of its place says."""
    from donghanh.programme.queries import plan

    with scope(actor):
        units = queries.communes(actor, plan(actor, "DN257"), on=programme.ON)
    return "\n".join(f"{code}\t{name}\t{number(n) if callable(number) else number}" for n, (_unit, code, name) in enumerate(units))


def test_equally_by_people_or_typed_and_all_are_kept(lead):
    split(lead)
    split(lead, Way.WEIGHT, at=programme.NOW + timedelta(hours=1), lines=lines(lead, lambda n: 100 if n < 11 else 0), weighed_by="Dân số 01/4/2026")
    split(lead, Way.TYPED, at=programme.NOW + timedelta(hours=2), lines=lines(lead, lambda n: 11 if n == 5 else 0))
    with scope(lead):
        found = queries.splits(lead, "DN257-9")
        assert [(one.number, one.way, one.communes, one.total) for one in found] == [(3, "TYPED", 1, 11), (2, "WEIGHT", 11, 11), (1, "EQUAL", 11, 11)]
        rows = queries.shares(lead, "DN257-9", 2)
        assert len(rows) == 55 and sum(one.value for one in rows) == 11 and sum(one.weight for one in rows) == 1100
        assert queries.of_plan(lead, "DN257")["DN257-9"].number == 3
    assert Event.objects.filter(verb="plan.split", result="done").count() == 3


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"way": Way.TYPED, "number": 1}, "Các xã cộng lại là 55, chỉ tiêu là 11: thừa 44"),
        ({"way": Way.WEIGHT, "number": 0, "weighed_by": "Dân số"}, "Không chia được"),
        ({"way": Way.WEIGHT, "number": 1}, "Chưa ghi số này là gì"),
        ({"reason": " "}, "Lý do trống"),
        ({"target": "DN257-7"}, "phần trăm"),
    ],
)
def test_what_does_not_add_up_or_says_no_reason_is_refused(lead, given, sentence):
    given = dict(given)
    if "number" in given:
        given["lines"] = lines(lead, given.pop("number"))
    with pytest.raises((BadInput, rules.CannotSplit)) as refusal:
        split(lead, **given)
    assert sentence in refusal.value.message and refusal.value.mend and Split.objects.count() == 0


def test_a_commune_that_joined_the_province_later_gets_no_share_of_an_older_plan(lead):
    told = lines(lead, 0)
    assert "xã Trảng Bom" in told and "xã Bù Gia Mập" not in told and "phường Bình Phước" not in told


def test_a_plan_loaded_anew_keeps_its_shares(lead):
    split(lead)
    Target.objects.filter(pk="DN257-9").update(value=12)
    with scope(lead):
        assert queries.of_plan(lead, "DN257")["DN257-9"].total == 11


def test_only_the_lead_of_the_plans_own_province_divides(lead):
    for actor in (programme.official(2100038, "provincial_lead"), programme.official(places.DONG_NAI, "auditor")):
        with pytest.raises(MayNot):
            split(actor)
        with scope(actor):
            assert queries.splits(actor, "DN257-9") == []


def row(actor, **changed):
    about = {"plan_id": "DN257", "target_id": "DN257-9", "number": 7, "way": "EQUAL", "total": 11, "reason": "thử", "made_at": programme.NOW}
    return Split.objects.create(**about | {"unit_id": places.DONG_NAI, "made_by": actor.user_id} | changed)


def test_the_wall_asks_again_who_divides_and_that_it_adds_up(lead):
    elsewhere = programme.official(2100038, "provincial_lead")
    for actor, changed in ((elsewhere, {}), (elsewhere, {"unit_id": 2100038}), (lead, {"made_by": elsewhere.user_id + 1})):
        with pytest.raises(ProgrammingError, match=r"row-level security|in the name of another"), scope(actor):
            row(actor, **changed)
    with pytest.raises(IntegrityError, match="do not add up"), scope(lead), connection.cursor() as cursor:
        made = row(lead)
        Share.objects.create(split=made, unit_id=places.DONG_NAI, value=10)
        cursor.execute("set constraints all immediate")
    for sql in ("update shares_share set value = 1", "delete from shares_split"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), scope(lead), connection.cursor() as cursor:
            cursor.execute(sql)


def later(lead) -> None:
    """A share put into a division that stood already."""
    with scope(lead), connection.cursor() as cursor:
        Share.objects.create(split=Split.objects.get(), unit_id=places.DONG_NAI, value=5)
        cursor.execute("set constraints all immediate")


def test_no_share_comes_into_a_division_that_stands(lead):
    split(lead)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; set constraints all deferred")
    with pytest.raises(IntegrityError, match="do not add up"), transaction.atomic():
        later(lead)
    with connection.cursor() as cursor:
        cursor.execute("alter table shares_share disable trigger shares_add_up")
    later(lead)  # twin


def test_no_plan_divides_the_target_of_another_or_another_number(lead):
    programme.load_plan("TH38")
    elsewhere = programme.official(2100038, "provincial_lead")
    for actor, changed in ((elsewhere, {"plan_id": "TH38", "unit_id": 2100038}), (lead, {"total": 0})):
        with pytest.raises(ProgrammingError, match="row-level security"), scope(actor):
            row(actor, **changed)


def test_twin_without_its_policy_another_province_would_divide(lead):
    with connection.cursor() as cursor:
        cursor.execute("create policy open on shares_split for insert to donghanh_web with check (true)")
    elsewhere = programme.official(2100038, "provincial_lead")
    with scope(elsewhere):
        row(elsewhere, total=0)
    assert Split.objects.count() == 1
