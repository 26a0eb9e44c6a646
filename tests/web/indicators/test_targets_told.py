"""What the pages of people's indicators tell of the plans' targets: real counts for estimates, forms, ways, former districts, who is late."""

from __future__ import annotations

import io
import random
import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from donghanh.base.places.models import Unit
from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Case, Fact
from donghanh.cases.rules import VIET_NAM
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure as P
from donghanh.kernel import names
from donghanh.kernel.ids import new_id
from donghanh.kernel.privacy import DataClass
from donghanh.programme import definitions
from donghanh.programme.terms import Comparison
from donghanh.reports import catalogue, districts, made, periods, repository, sheets, territory
from donghanh.reports.counting import Counts, Tally
from donghanh.reports.rules import needed
from donghanh.reports.terms import Which
from tests.factories import places, programme
from tests.factories.programme import NOW, ON, many, official
from tests.reports.test_parts import opened, told
from tests.reports.test_periods import target
from tests.web.indicators.test_indicator_pages import TYPED, cared, page

pytestmark = pytest.mark.django_db
THANH_HOA = 2100038
YEARS = [periods.read(str(year)) for year in range(2022, 2027)]
CODE = "newly_dependent"


def plain(client, address: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page(client, address)).split())


def on_file(unit: int, n: int, *, started: int = 0) -> list[Case]:
    """So many people registered for rehabilitation at home in January 2026, of whom some began."""
    found = []
    for i in range(n):
        case = opened(unit, P.HOME_REHABILITATION, K.REGISTERED, "2026-01-05", form="home", name=f"Người Thứ {chr(65 + i)}")
        if i < started:
            told(case, K.REGISTRATION_DECIDED, "2026-01-07", decided=True, months=6)
            told(case, K.REHAB_STARTED, "2026-01-09")
        found.append(case)
    return found


def dependent(unit: int, *days: date) -> None:
    """People found dependent on these days, past the application."""
    many(unit, total=len(days), reached=0)
    cases = Case.objects.filter(unit_id=unit, procedure="USER_MANAGEMENT").order_by("-number")[: len(days)]
    moments = [datetime(day.year, day.month, day.day, 9, tzinfo=VIET_NAM) for day in days]
    Case.objects.filter(pk__in=[one.pk for one in cases]).update(opened_at=min(moments))
    told_by = {"unit_id": unit, "kind": "FOUND_DEPENDENT", "recorded_by": 1}
    Fact.objects.bulk_create([Fact(id=new_id(), case=one, happened_at=at, recorded_at=at, **told_by) for one, at in zip(cases, moments, strict=True)])


@pytest.mark.requirement("TH38-II.2.a.2.f")
def test_five_of_ten_on_file_in_rehabilitation_is_half_and_met_by_form_and_former_district(sit):
    programme.load_plan("TH38")
    here = places.commune("Nông Cống", province=THANH_HOA)
    on_file(here.pk, 10, started=5)
    shown = plain(sit("provincial_lead", THANH_HOA), "/chi-tieu/registered_in_rehab/?ky=2026")
    assert "50,0 %" in shown and "5 trên 10 người" in shown and "Cai nghiện cho người có hồ sơ (2015) Đạt" in shown
    assert re.search(r"Cai tại gia đình, cộng đồng 5 10 50,0 %", shown) and re.search(r"Cai nghiện bắt buộc 0 10 0,0 %", shown)
    reader = replace(official(THANH_HOA, "provincial_lead"), grants={DataClass.STATISTICS: "R"})
    district = Unit.objects.get(level="DISTRICT", name="Nông Cống")
    with scope(reader):
        found = repository.figures(reader, plan_id="TH38", period=periods.read("2026"), place_id=district.pk, on=ON)
    one = next(figure for figure in found.targets if figure.target_id == "TH38-II.2.a.2.f")
    assert (one.numerator, one.denominator, one.value, one.met) == (5, 10, 50.0, True)


@pytest.mark.requirement("TH38-II.2.b.3.a")
def test_an_estimate_of_8000_gives_7200_and_real_counts_take_its_place(sit):
    assert needed(target(value="90"), 8000) == 7200 and needed(target(comparison=">", value="80"), 10) == 9
    programme.load_plan("TH38")
    on_file(places.commune("Nông Cống", province=THANH_HOA).pk, 10, started=9)
    shown = plain(sit("provincial_lead", THANH_HOA), "/chi-tieu/registered_treated/?ky=2026H1")
    assert "9 trên 10 người" in shown and "Với 10 người trong diện đếm: ít nhất 9 người." in shown
    assert "7200 là 90% của “khoảng 8000” người" in shown, "the plan's own estimate stays as printed, beside"


@pytest.mark.requirement("TH38-II.2.b.3.b")
def test_480_of_8000_is_six_per_cent_and_500_the_upper_bound(sit):
    least = target(comparison="<=", value="6", indicator="compulsory_share")
    figures = [made.exact(least, Tally(8000, n, None, None)) for n in (480, 500)]
    assert [(one.value, one.met) for one in figures] == [(6.0, True), (6.3, False)] and Decimal(500) * 100 / 8000 == Decimal("6.25")
    assert needed(least, 8000) == 480
    programme.load_plan("TH38")
    shown = plain(sit("provincial_lead", THANH_HOA), "/chi-tieu/compulsory_share/?ky=2026")
    assert "480 của khoảng 8000 người là 6,0%; 500 là 6,25%, cận trên của bản in" in shown and "6% (480 - 500 người)" in shown


@pytest.mark.requirement("QN22-I.1.a.2")
def test_shares_by_form_over_the_years_have_an_arrow_that_says_whether_the_way_is_right(lead, towns):
    here, there = towns
    programme.load_plan("QN22")
    shown_by = {"ground": "RELAPSE", "paper": "12/PKQ", "paper_on": "2025-01-05"}
    opened(here, P.COMPULSORY, K.GROUND_FOUND, "2025-02-01", name="Người Bắt Buộc", **shown_by)
    told(Case.objects.get(procedure="COMPULSORY"), K.ADMITTED, "2025-03-01")
    old = opened(there, P.SUBSTITUTION, K.TREATMENT_STARTED, "2025-03-01", name="Người Thay Thế")
    assert old and "Chưa có kỳ để so" in plain(lead, "/chi-tieu/treatment_mix/?ky=2025")
    opened(there, P.SUBSTITUTION, K.TREATMENT_STARTED, "2026-03-01", name="Người Thứ Ba")
    shown = plain(lead, "/chi-tieu/treatment_mix/?ky=2026")
    community, compulsory = shown.split("Kế hoạch muốn tỷ lệ này")[0], shown.split("Kế hoạch muốn tỷ lệ này")[1]
    assert community.rstrip().endswith("↗ Đúng hướng") and compulsory.rstrip().endswith("↘ Đúng hướng")
    assert "50,0 % 66,7 %" in shown and "50,0 % 33,3 %" in shown


@pytest.mark.requirement("QN22-I.1.a.1")
def test_the_trend_by_year_and_former_district_is_the_determinations_by_their_date(towns):
    luck, want = random.Random(7), Counter()
    units = [*towns, places.commune("An Lộc").pk, places.commune("An Viễn").pk]
    area = territory.of(places.DONG_NAI, on=ON)
    of_unit = {unit: name for name, found in districts.former_districts(area).items() for unit in found}
    for unit in units:
        days = [date(luck.randint(2022, 2026), luck.randint(1, 11), luck.randint(1, 20)) for _ in range(luck.randint(3, 9))]
        dependent(unit, *days)
        want.update((of_unit[unit], str(day.year)) for day in days)
    reader = replace(official(places.DONG_NAI, "provincial_lead"), grants={DataClass.STATISTICS: "R"})
    with scope(reader):
        bound = next(one.target for one in sheets.bound(reader, province="75") if one.target.indicator == CODE)
        found = districts.table(bound, Counts(tuple(area.ids)), area, YEARS, is_exact=True)
    assert {(row.name, year.code): one.n for row in found.rows for (year, _n), one in zip(found.years, row.counts, strict=True) if one.n} == want
    assert [n for _year, n in found.years] == [sum(n for (_name, code), n in want.items() if code == year.code) for year in YEARS]
    assert len(of_unit) == len(area.ids), "every commune of today stands in one row"


@pytest.mark.requirement("DN137-III.1")
def test_the_years_stand_by_district_and_a_number_opens_its_records_masked_for_who_reads_no_names(lead, sit, towns):
    here, there = towns
    dependent(here, *[date(2025, 3, n) for n in range(1, 13)], *[date(2026, 3, n) for n in range(1, 10)])
    dependent(there, *[date(2026, 4, n) for n in range(1, 12)])
    shown = plain(lead, "/chi-tieu/newly_dependent/?ky=2026")
    assert "Theo năm và địa bàn cấp huyện cũ" in shown and re.search(r"Toàn tỉnh \(số đúng\) 0 0 0 12 20", shown)
    listed = page(sit("commune_officer", here), "/chi-tieu/newly_dependent/danh-sach/?ky=2026&loai=tat-ca")
    assert len(re.findall(r'href="/nguoi/[0-9a-f-]{36}/"', listed)) == 9
    who = official(here)
    hidden = replace(who, grants={name: level for name, level in who.grants.items() if name is not DataClass.IDENTITY})
    with scope(who):
        asked = {"code": CODE, "period": periods.read("2026"), "area": territory.of(here, on=ON), "which": Which.DENOMINATOR, "at": NOW}
        rows, masked = sheets.people_behind(who, **asked), sheets.people_behind(hidden, **asked)
    assert len(masked) == 9 and all(one.name == names.masked(other.name) != other.name for one, other in zip(masked, rows, strict=True))


@pytest.mark.requirement("TH38-II.1")
def test_small_numbers_of_a_district_and_of_hiv_are_masked(lead, towns):
    here, there = towns
    programme.load_plan("TH38")
    dependent(here, *[date(2026, 3, n) for n in range(1, 4)])
    dependent(there, *[date(2026, 4, n) for n in range(1, 24)])
    dependent(places.commune("An Lộc").pk, *[date(2026, 5, n) for n in range(1, 3)])
    typed = TYPED | {"period": "2026", "value": "5", "document": "Báo cáo số 7/BC-SYT ngày 05/01/2026", "provider": "Sở Y tế"}
    assert lead.post("/chi-tieu/newly_dependent_and_hiv/nhap/", typed).status_code == 302
    shown = plain(lead, "/chi-tieu/newly_dependent_and_hiv/?ky=2026")
    table = shown.split("Theo năm và địa bàn cấp huyện cũ")[1].split("Toàn tỉnh (số đúng)")[0]
    assert "≈ 25" in table and not re.search(r"\b[1-7]\b(?! người)", table.split("2026", 1)[1]), table
    assert re.search(r"&lt; 8 · 2026 Nhập tay|< 8 · 2026 Nhập tay", shown) and "7/BC-SYT" in shown


@pytest.mark.requirement("DN137-III.2.a.4.a")
def test_nobody_met_within_the_interval_is_red_on_the_communes_list_and_lowers_the_rate(sit, towns):
    here, _ = towns
    late, met = cared(here), cared(here, "Trần Văn Gặp")
    for case in (met, late):
        told(case, K.RESIDENCE_CHECKED, "2026-04-05")
    told(met, K.RESIDENCE_CHECKED, "2026-10-05")
    officer = sit("commune_officer", here)
    assert "100,0 %" in page(officer, "/chi-tieu/aftercare_followed/?ky=2026H1"), "met in April"
    assert "50,0 %" in page(officer, "/chi-tieu/aftercare_followed/?ky=2026H2")
    listed = page(officer, "/chi-tieu/aftercare_followed/danh-sach/?ky=2026H2&loai=tat-ca")
    of = {case.pk: re.search(rf"/nguoi/{case.person_id}/.*?</tr>", listed)[0] for case in (late, met)}
    assert "chip-bad" in of[late.pk] and "chip-bad" not in of[met.pk]


@pytest.mark.requirement("QN22-III.4.b.1")
def test_who_returned_and_was_not_received_in_the_set_days_is_red(sit, towns):
    """The law set days until 30 June 2026 (PR-03); since then a file begins with a proposal and nothing is late by the return alone."""
    here, _ = towns
    programme.load_plan("QN22")
    late = opened(here, P.AFTERCARE, K.REHAB_COMPLETED, "2026-05-04", completed="compulsory")
    told(late, K.RETURN_REPORTED, "2026-05-05", completed="compulsory")
    fresh = opened(here, P.AFTERCARE, K.REHAB_COMPLETED, "2026-11-19", "Trần Văn Mới", completed="compulsory")
    told(fresh, K.RETURN_REPORTED, "2026-11-20", completed="compulsory")
    officer = sit("commune_officer", here)
    shown = page(officer, "/chi-tieu/compulsory_returned_followed/?ky=2026")
    assert "0 trên 2 người" in shown
    listed = page(officer, "/chi-tieu/compulsory_returned_followed/danh-sach/?ky=2026&loai=chua-dat")
    of = {case.pk: re.search(rf"/nguoi/{case.person_id}/.*?</tr>", listed)[0] for case in (late, fresh)}
    assert "chip-bad" in of[late.pk] and "quá hạn từ" in of[late.pk] and "chip-bad" not in of[fresh.pk]


def test_how_many_it_takes_is_said_of_shares_alone():
    assert needed(target(comparison="<=", value="6"), 99) == 5 and needed(target(value=None), 10) is None
    assert needed(target(comparison=Comparison.FALLING.value), 10) is None and needed(replace(target(), unit="điểm"), 10) is None


@pytest.mark.requirement("TH38-III.4.1")
def test_every_indicator_of_the_catalogue_is_filled_or_marked_missing_in_the_export(lead, towns):
    many(towns[0], total=14, reached=12)
    typed = TYPED | {"value": "120", "denominator": "150", "document": "Báo cáo số 9/BC-SLĐ ngày 05/01/2026"}
    assert lead.post("/chi-tieu/trainees_learning_trade/nhap/", typed).status_code == 302
    answer = lead.get("/chi-tieu/tai-ve/?ky=2026")
    assert answer.status_code == 200 and 'filename="chi-so-2026.xlsx"' in answer["Content-Disposition"]
    lines = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    first = next(i for i, line in enumerate(lines) if line[0] == "Mã") + 1
    rows = {line[0]: line for line in lines[first:] if line[1] is not None}
    assert set(rows) == set(definitions.catalogue()) and all(row[1] == definitions.named(code).definition.version for code, row in rows.items())
    for row in rows.values():
        assert (row[6] is None) == (row[7] == catalogue.MISSING) or "/" in (row[8] or ""), row
        assert row[7] != catalogue.MISSING or row[8], row
    assert rows["user_management"][4:8] == (12, 14, 85.7, "Tính từ hồ sơ") and rows["trainees_learning_trade"][4:8] == (120, 150, 80, "Nhập tay")
    wanting = definitions.named("students_informed").definition
    assert rows["students_informed"][7:] == (catalogue.MISSING, wanting.missing_fact, wanting.recorded_by)


def of_commune(client, here: int = 0) -> tuple[object, ...]:
    """The row of user management in the workbook of a commune; of the reader's own place where none is chosen."""
    answer = client.get("/chi-tieu/tai-ve/?ky=2026" + (f"&noi={here}" if here else ""))
    lines = openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
    return next(line[4:8] for line in lines if line[0] == "user_management")


def test_the_export_and_the_groups_of_a_commune_tell_who_counts_no_more_than_the_table(lead, sit, towns, monkeypatch):
    here, there = towns
    many(here, total=14, reached=12)
    many(there, total=3, reached=2)
    assert of_commune(sit("commune_officer", here))[:3] == (12, 14, 85.7)
    for row in (of_commune(lead, there), of_commune(sit("health_station", there))):
        assert row == (None, None, None, catalogue.UNSAID), "a role that only counts, of its own commune too"
    assert "66,7 %" not in page(lead, f"/chi-tieu/ba-giam/?ky=2026&noi={there}")
    assert "66,7 %" not in page(sit("health_station", there), "/chi-tieu/ba-giam/?ky=2026")
    monkeypatch.setattr(catalogue.access, "sees_exact", lambda *_args: True)
    assert of_commune(lead, there)[:3] == (2, 3, 66.7), "twin"


@pytest.mark.requirement("QN22-V.8.c.3")
def test_three_groups_each_indicator_opens_its_formula_and_source(lead, towns):
    many(towns[0], total=14, reached=12)
    crimes = TYPED | {"value": "310", "document": "Báo cáo số 5/BC-CAT ngày 05/01/2026", "provider": "Công an tỉnh"}
    assert lead.post("/chi-tieu/drug_crimes_found/nhap/", crimes).status_code == 302
    listed = page(lead, "/chi-tieu/ba-giam/?ky=2026")
    supply, demand, harm = (listed.split(f'<h2 id="nhom-{n}"')[1].split("</section>")[0] for n in (1, 2, 3))
    assert "310 vụ" in supply and "Nhập tay" in supply and "Giảm cung" in supply
    assert "85,7 %" in demand and "Giảm cầu" in demand and "methadone_patients" in harm and "Giảm tác hại" in harm
    for href in re.findall(r'href="(/chi-tieu/[a-z_]+/)#cach-tinh"', listed):
        opened_page = page(lead, href)
        assert 'id="cach-tinh"' in opened_page and "Nguồn số liệu" in opened_page and "Tử số" in opened_page, href
