"""Indicators over staff: trained, certified, qualified; who is untrained or whose paper ran out lowers the rate and stands in the list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from donghanh.base.places.models import Body, Unit
from donghanh.base.privacy.scope import scope
from donghanh.kernel.actor import Actor
from donghanh.programme import queries as programme
from donghanh.programme.staffing import actions as staff_actions
from donghanh.programme.staffing import queries as staffing
from donghanh.programme.staffing.drafting import HoldingDraft
from donghanh.reports import actions, periods, queries, repository, territory
from tests.factories import accounts, places
from tests.factories.programme import NOW, ON, PLAN, load_plan, official
from tests.factories.registers import do
from tests.factories.staffing import FROM, PAPER, awarded, held, moved, new_norm, position

pytestmark = pytest.mark.django_db
YEAR = periods.read("2026")
QUANG_NGAI, THANH_HOA = "QN22", "TH38"


def lead_of(province: int) -> Actor:
    return accounts.actor_in_db("provincial_lead", province, stepped_up=True)


def chair_of(commune: int) -> Actor:
    return accounts.actor_in_db("commune_chair", commune, stepped_up=True)


@pytest.fixture
def lead(towns) -> Actor:
    return lead_of(places.DONG_NAI)


def figure(who: Actor, target: str, *, place: int, period=YEAR) -> repository.Figure:
    plan = target.partition("-")[0]
    with scope(who):
        found = repository.figures(who, plan_id=plan, period=period, place_id=place, on=ON)
    return next(one for one in found.targets if one.target_id == target)


def pair(who: Actor, target: str, *, place: int, period=YEAR) -> tuple[int | None, int | None]:
    found = figure(who, target, place=place, period=period)
    return found.numerator, found.denominator


def lacking(who: Actor) -> list[str]:
    with scope(who):
        return [row.name for _post, row in staffing.unprepared(who, on=ON)]


@pytest.mark.requirement("DN137-III.2.a.2")
def test_a_new_untrained_officer_lowers_the_coverage_at_once_and_stands_in_the_list_of_the_commune(lead, towns):
    here, there = towns
    target, chair = "DN137-III.2.a.2", chair_of(here)
    awarded(chair, held(chair, position(chair), "Lý Thị Ẩn"))
    other = chair_of(there)
    awarded(other, held(other, position(other), "Hồ Văn Ẩn"), "SKILLS")
    awarded(lead, held(lead, position(lead, title="Chuyên viên"), "Đinh Thị Ẩn"))
    found = figure(lead, target, place=places.DONG_NAI)
    assert (found.numerator, found.denominator, found.value, found.met) == (3, 3, 100.0, True), "three levels, the province's own office too"
    held(chair, position(chair, title="Cán bộ quản lý sau cai", group="DIRECT"), "Đoàn Văn Ẩn")
    found = figure(lead, target, place=places.DONG_NAI)
    assert (found.numerator, found.denominator, found.value, found.met) == (3, 4, 75.0, False)
    assert pair(chair, target, place=here) == (1, 2) and lacking(chair) == lacking(lead) == ["Đoàn Văn Ẩn"] and lacking(other) == []
    auditor = official(places.DONG_NAI, "auditor")
    assert pair(auditor, target, place=here) == (1, 2), "a number of officials is nobody's secret; the names are"


@pytest.mark.requirement("QN22-I.2.a")
def test_the_centre_and_communes_of_quang_ngai_are_counted_and_an_untrained_officer_is_listed_by_name(towns):
    load_plan(QUANG_NGAI)
    province = Unit.objects.get(level="PROVINCE", name="Quảng Ngãi", ends_before=None)
    commune = Unit.objects.filter(level="COMMUNE", parent=province, ends_before=None).order_by("code")[0]
    lead, chair = lead_of(province.pk), chair_of(commune.pk)
    centre = accounts.body("facility", province.pk, name="Trung tâm Công tác xã hội").pk
    awarded(lead, held(lead, position(lead, body_id=centre, title="Quản học viên", group="DIRECT"), "Lý Thị Ẩn"), "SKILLS")
    held(lead, position(lead, title="Chuyên viên sở"), "Hồ Văn Ẩn")
    assert pair(lead, "QN22-I.2.a", place=province.pk) == (1, 1), "the department is not meant"
    held(chair, position(chair), "Đoàn Văn Ẩn")
    found = figure(lead, "QN22-I.2.a", place=province.pk)
    assert (found.numerator, found.denominator, found.met) == (1, 2, False) and "Đoàn Văn Ẩn" in lacking(lead)


@pytest.fixture
def thanh_hoa(towns):
    """Lead of Thanh Hóa, a former district of it, a commune of today there, and a centre."""
    load_plan(THANH_HOA)
    province = Unit.objects.get(level="PROVINCE", name="Thanh Hóa", ends_before=None)
    district = places.former("Nông Cống", kind="huyện", under="tỉnh Thanh Hóa")
    lead = lead_of(province.pk)
    with scope(lead):
        commune = territory.of(district.pk, on=ON).communes[0].id
    centre = Body.objects.create(kind="facility", name="Trung tâm Nông Cống", short_name="x", unit=province, starts_on=date(2020, 1, 1)).pk
    return lead, province.pk, district.pk, chair_of(commune), centre


@pytest.mark.requirement("TH38-II.2.a.2.a")
def test_basic_training_per_former_district_falls_with_an_untrained_officer(thanh_hoa):
    lead, province, district, chair, centre = thanh_hoa
    target = "TH38-II.2.a.2.a"
    awarded(chair, held(chair, position(chair), "Lý Thị Ẩn"))
    held(lead, position(lead, body_id=centre, title="Quản học viên", group="DIRECT"), "Hồ Văn Ẩn")
    exact = official(province)
    assert pair(exact, target, place=district) == (1, 1) == pair(lead, target, place=province), "nobody of the province's own centre"
    held(chair, position(chair, title="Cán bộ thứ hai"), "Đoàn Văn Ẩn")
    assert pair(exact, target, place=district) == (1, 2) and figure(lead, target, place=province).value == 50.0


@pytest.mark.requirement("TH38-II.2.a.2.b", "TH38-II.2.b.2.b")
def test_counsellors_without_a_valid_certificate_are_listed_and_lower_the_rate(thanh_hoa):
    lead, province, _district, chair, centre = thanh_hoa
    here = held(chair, position(chair, title="Tư vấn viên", group="COUNSELLING"), "Lý Thị Ẩn")
    there = held(lead, position(lead, body_id=centre, title="Tư vấn viên", group="COUNSELLING"), "Hồ Văn Ẩn")
    awarded(chair, here, "COUNSELLING", number="1")
    awarded(lead, there, "COUNSELLING", number="2", valid_until=ON - timedelta(days=1))
    for target in ("TH38-II.2.a.2.b", "TH38-II.2.b.2.b"):
        found = figure(lead, target, place=province)
        assert (found.numerator, found.denominator, found.value, found.met) == (1, 2, 50.0, False)
    assert lacking(lead) == ["Hồ Văn Ẩn"] and lacking(chair) == [] and pair(lead, target, place=chair.unit_id or 0) == (1, 1)


@pytest.mark.requirement("TH38-II.2.a.2.c", "TH38-II.2.b.2.c")
def test_medical_staff_need_every_paper_of_their_post_and_one_that_ran_out_lowers_the_rate(thanh_hoa):
    lead, province, _district, _chair, centre = thanh_hoa
    of = position(lead, body_id=centre, title="Bác sĩ", group="MEDICAL", quantity=3, needs=("DIPLOMA", "LICENCE"))
    people = [held(lead, of, f"Bác sĩ {n}") for n in range(3)]
    for n, one in enumerate(people):
        awarded(lead, one, "DIPLOMA", number=str(n))
        awarded(lead, one, "LICENCE", number=str(n)) if n < 2 else None
    both = ("TH38-II.2.a.2.c", "TH38-II.2.b.2.c")
    assert {pair(lead, target, place=province) for target in both} == {(2, 3)} and lacking(lead) == ["Bác sĩ 2"]
    awarded(lead, people[2], "LICENCE", number="x", issued_on=date(2025, 1, 1), valid_until=ON - timedelta(days=1))
    with scope(lead):
        ((_post, row),) = staffing.unprepared(lead, on=ON)
        assert row.expired == row.lacking
    assert {pair(lead, target, place=province) for target in both} == {(2, 3)}
    assert pair(lead, both[1], place=province, period=periods.read("2025")) == (0, 0), "nobody held it then"
    new_norm(lead, of, 3, starts_on=ON, needs=())
    assert pair(lead, both[0], place=province) == (0, 3), "a post whose needs nobody set is met by nobody"


def test_a_frozen_report_derives_the_same_staff_after_a_later_word(lead, towns):
    here, _ = towns
    chair = chair_of(here)
    awarded(chair, held(chair, position(chair)))
    at = NOW + timedelta(hours=1)
    with scope(lead):
        report = actions.freeze(actor=lead, at=at, plan_id=PLAN, period=YEAR, place_id=places.DONG_NAI)
    later = HoldingDraft(position(chair, title="Cán bộ thứ hai").pk, FROM, PAPER, name="Hồ Văn Ẩn")
    do(staff_actions.assign, chair, at=at + timedelta(hours=1), draft=later)
    with scope(lead):
        kept = next(one for one in queries.report_sheet(lead, report.pk).figures.targets if one.id == "DN137-III.2.a.2")
        found = queries.derive_again(lead, report.pk)
    assert (kept.numerator, kept.denominator, kept.of_staff, bool(kept.digest)) == (1, 1, True, True)
    assert found.is_same and found.same_files and pair(lead, "DN137-III.2.a.2", place=places.DONG_NAI) == (1, 2)


def test_sums_of_communes_and_the_province_itself_are_the_total_and_only_the_scope_is_counted(lead, towns):
    here, there = towns
    chair = chair_of(here)
    one = held(chair, position(chair))
    moved(lead, one, position(lead, title="Chuyên viên"), on=ON)
    with scope(official(here)), connection.cursor() as cursor:
        cursor.execute("select unit_id from reporting.staff_totals('trained', %s, %s, 'infinity')", [[here, there, places.DONG_NAI], YEAR.until])
        assert cursor.fetchall() == []
    assert pair(lead, "DN137-III.2.a.2", place=places.DONG_NAI) == (0, 1)
    with scope(lead):
        table = repository.by_place_of(lead, plan=programme.plan(lead, PLAN), period=YEAR, area=territory.of(places.DONG_NAI, on=ON))
        cells = [next(f for f in row.targets if f.target_id == "DN137-III.2.a.2") for row in table.rows]
    assert sum(cell.denominator or 0 for cell in cells) == 0, "he serves at the province itself now: in the total, at no commune"
