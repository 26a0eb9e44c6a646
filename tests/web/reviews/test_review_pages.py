"""Pages of reviews: two numbers side by side, the halves around a change, causes with their data; who writes, what it costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from donghanh.base.places.models import Unit
from donghanh.base.privacy import vault
from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Case, Fact
from donghanh.kernel.privacy import DataClass
from donghanh.people.models import Person
from donghanh.programme.reviews.models import Adjustment, Analysis, Reported
from donghanh.programme.reviews.rules import balance
from donghanh.reports import care, territory
from donghanh.reports.at_end import FEW
from donghanh.reports.care import InCare, by_district
from donghanh.reports.districts import former_districts
from donghanh.reports.made import Figure
from donghanh.web.reviews import presenters
from tests.factories import places, programme
from tests.factories.programme import NOW, PERIOD, detected, many, official
from tests.support import same_queries

pytestmark = pytest.mark.django_db
REPORTED, CHANGED, SHEET, DEMAND = (f"/danh-gia/{name}/" for name in ("doi-chieu", "dieu-chinh", "phan-tich", "nhu-cau"))
FIGURE = {
    "viec": "ghi", "indicator": "user_management", "period": "2026H2", "value": "12", "denominator": "14",
    "provider": "Công an tỉnh", "paper": "7/BC-CAT ngày 10/7/2026", "note": "",
}  # fmt: skip
CHANGE = {
    "viec": "ghi", "indicator": "user_management", "finding": "Ít người được giới thiệu dịch vụ", "measure": "Giới thiệu ngay khi lập hồ sơ",
    "starts_on": "2026-01-01", "paper": "9/KH-CAT ngày 20/12/2025",
}  # fmt: skip


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def sent(client, address: str, *, status: int = 302, **typed) -> str:
    answer = client.post(address, typed)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


@pytest.mark.requirement("QN22-II.4.a")
def test_the_review_sheet_shows_reported_beside_counted_and_the_difference(towns, lead):
    many(towns[0], total=14, reached=10)
    for far in ("99999999999", "9" * 29):
        sent(lead, REPORTED, status=422, **FIGURE | {"value": far, "denominator": far})
    sent(lead, REPORTED, **FIGURE)
    shown = page(lead, f"{REPORTED}?ky=2026H2")
    assert "12/14 (85,7 %)" in shown and "10/14 (71,4 %)" in shown and "+2 (+14,3 điểm %)" in shown and "7/BC-CAT" in shown
    sent(lead, REPORTED, **FIGURE | {"value": "10"})
    shown = page(lead, f"{REPORTED}?ky=2026H2")
    assert "khớp" in shown and "thay 1 lần ghi trước" in shown and "+2" not in shown
    assert "Chưa ghi số báo cáo nào" in page(lead, REPORTED), "another period"


@pytest.mark.requirement("QN22-II.7.c")
def test_an_adjustment_shows_the_indicator_before_and_after_its_first_day(towns, lead):
    was, now = NOW - timedelta(days=400), NOW - timedelta(days=200)
    for n, letter in enumerate("ABCD"):
        detected(towns[0], at=was, managed=was if n == 0 else None, offered=was if n == 0 else None, name=f"Người Cũ {letter}")
        detected(towns[0], at=now, managed=now if n < 3 else None, offered=now if n < 3 else None, name=f"Người Mới {letter}")
    sent(lead, CHANGED, **CHANGE)
    assert "Giới thiệu ngay khi lập hồ sơ" in page(lead, CHANGED)
    shown = page(lead, f"{CHANGED}{Adjustment.objects.get().pk}/")
    rows = shown.split("<tbody>")[1].split("<tr>")
    before = next(row for row in rows if "06 tháng cuối năm 2025" in row)
    after = next(row for row in rows if "06 tháng đầu năm 2026" in row)
    assert "trước" in before and "25,0 %" in before and "1/4" in before
    assert "sau" in after and "75,0 %" in after and "3/4" in after
    assert any("chưa hết kỳ" in row and "06 tháng cuối năm 2026" in row for row in rows)


@pytest.mark.requirement("TH38-I.2.4")
def test_the_sheet_of_a_year_links_each_action_to_a_cause_and_its_data(towns, lead):
    many(towns[0], total=14, reached=10)
    assert "Năm này chưa có bản phân tích" in page(lead, SHEET)
    sent(lead, SHEET, viec="lap", title="Thực trạng cai nghiện năm 2026", paper="")
    cause = {"viec": "nguyen-nhan", "kind": "SUBJECTIVE", "text": "Xã mời muộn", "indicator": "user_management", "period": "2026H2"}
    sent(lead, SHEET, **cause)
    of = Analysis.objects.get().causes.get()
    done = {"viec": "viec-lam", "cause": str(of.pk), "text": "Mời trong 3 ngày", "who": "Công an cấp xã", "due_on": "2027-03-31"}
    assert "Nhập việc sẽ làm" in sent(lead, SHEET, status=422, **done | {"text": ""})
    sent(lead, SHEET, **done)
    section = page(lead, SHEET).split('id="nn-1"')[1].split("</section>")[0]
    assert "Xã mời muộn" in section and "Chủ quan" in section and "10/14 (71,4 %)" in section
    assert "Mời trong 3 ngày" in section and "Công an cấp xã" in section and "31/03/2027" in section


def in_home_care(unit_id: int, n: int) -> None:
    """So many people in rehabilitation at home, past the application."""
    since = NOW - timedelta(days=60)
    for serial in range(n):
        about = {"full_name": f"Người {serial}", "sort_key": f"{serial}", "sex": "MALE", "birth_year": 1990, "data_key": vault.new_person_key()}
        person = Person.objects.create(unit_id=unit_id, registered_at=since, **about)
        told = {"procedure": "HOME_REHABILITATION", "stage": "REHAB", "opened_at": since, "number": f"NC-{unit_id}-{serial}"}
        case = Case.objects.create(person=person, unit_id=unit_id, **told)
        for kind in ("REGISTERED", "REHAB_STARTED"):
            Fact.objects.create(case=case, unit_id=unit_id, kind=kind, happened_at=since, recorded_at=since, recorded_by=1, data={})


@pytest.mark.requirement("TH38-V.2.1.5")
def test_demand_by_form_stands_against_places_for_each_former_district(towns, lead):
    programme.load_plan("QN22")
    in_home_care(towns[0], 40)
    apart = [units for name, units in former_districts(territory.of(places.DONG_NAI, on=NOW.date())).items() if name != "huyện Trảng Bom"]
    for unit in [unit for units in apart for unit in units][:FEW]:
        in_home_care(unit, 8)
    district = Unit.objects.get(level="DISTRICT", name="Trảng Bom")
    typed = {"viec": "ghi", "district": str(district.pk), "form": "COMMUNITY", "places": "25", "unmet": "13", "basis": "Báo cáo của cơ sở"}
    assert "Nhập số từ 0" in sent(lead, DEMAND, status=422, **typed | {"places": "-1"})
    assert lead.get(f"{DEMAND}?nam={'9' * 5000}").status_code == 404, "more digits than a number is read of"
    sent(lead, DEMAND, **typed)
    told = page(lead, DEMAND)
    rows = told.split("</table>")[0].split("<tbody>")[1].split("<tr>")
    here = next(row for row in rows if "Trảng Bom" in row and "Tại gia đình" in row)
    assert all(words in here for words in (">khoảng 40<", ">25<", ">khoảng 15<", "thiếu ít nhất 26", "Báo cáo của cơ sở")), (
        "38 to 42 in care, 13 to 17 wait"
    )
    counted = replace(official(places.DONG_NAI, "provincial_lead"), grants={DataClass.STATISTICS: "R"})
    with scope(counted):
        asked = {"indicators": frozenset({"treatment_mix"}), "period": PERIOD, "area": territory.of(places.DONG_NAI, on=NOW.date())}
        assert by_district(counted, **asked)["huyện Trảng Bom"]["treatment_mix"] == InCare(40, 0, 40, 40)
    other = next(row for row in rows if "chưa đặt số chỗ" in row)
    assert "Tại gia đình" in other and "Huyện Long Thành: " in told.split("dòng chưa có số nào")[1], "what says nothing is folded"
    sent(lead, DEMAND, **typed | {"unmet": "3"})
    here = page(lead, DEMAND).split("Báo cáo của cơ sở")[0].rsplit("<tr>", 1)[1]
    assert ">dưới 8<" in here and ">3<" not in here and "thiếu ít nhất 14" in here, "few who waited are people of one district"


def cell(numerator, denominator=40, **about) -> Figure:
    return Figure("x", numerator, denominator, None, "%", None, None, is_exact=False, **about)


SUMS = [
    ([cell(40), cell(10)], InCare(50, 0, 46, 54), "khoảng 50"),
    ([cell(10), cell(None)], InCare(10, 1, 8, 19), "khoảng 10, chưa kể 1 xã không nói số"),
    ([cell(0, 0), cell(0)], InCare(0, 0, 0, 0), "0"),
    ([cell(0), cell(None, None, is_hidden=True)], InCare(0, 1, 0, None), "không nói số"),
    ([replace(cell(7), is_exact=True), replace(cell(4), is_exact=True)], InCare(11, 0, 11, 11), "11"),
]


@pytest.mark.parametrize(("cells", "expected", "words"), SUMS)
def test_a_sum_of_rounded_cells_is_said_roughly_and_with_its_ends(cells, expected, words):
    assert care._sum(cells) == expected and presenters._in_care(expected) == words


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [(13, 13, "thiếu 3"), (12, 16, "thiếu ít nhất 2"), (9, 13, "chưa đủ số để so"), (3, None, "chưa đủ số để so"), (13, None, "thiếu ít nhất 3"),
     (8, 10, "đủ chỗ"), (4, 8, "dư ít nhất 2"), (10, 10, "vừa đủ"), (4, 4, "dư 6")],
)  # fmt: skip
def test_a_balance_is_said_only_where_what_is_not_told_cannot_change_it(least, most, words):
    assert presenters._said(*balance(places=10, least=least, most=most))[0] == words


def test_figures_of_one_commune_are_not_set_against_those_of_the_province(towns, lead):
    wrong = sent(lead, REPORTED, status=422, **FIGURE | {"provider": "UBND xã Trảng Bom"})
    assert "Số của riêng xã Trảng Bom" in wrong and not Reported.objects.exists()


def test_a_commune_opens_the_pages_and_writes_nothing(towns, sit):
    officer = sit("commune_officer", towns[0])
    for address in (REPORTED, CHANGED, SHEET, DEMAND):
        assert "Ghi một" not in page(officer, address)
    sent(officer, REPORTED, status=409, **FIGURE)
    assert not Reported.objects.exists()


def test_what_is_wrong_is_said_with_its_mend_and_nothing_is_kept(towns, lead):
    assert "lớn hơn mẫu số" in sent(lead, REPORTED, status=422, **FIGURE | {"value": "15"})
    assert "Không đọc được số" in sent(lead, REPORTED, status=422, **FIGURE | {"value": "mười"})
    assert not Reported.objects.exists()


def test_the_sheet_costs_the_same_with_many_figures(towns, lead):
    numbers = iter(range(1000))

    def more(n: int) -> None:
        for _ in range(n):
            sent(lead, REPORTED, **FIGURE | {"provider": f"Đơn vị {next(numbers)}"})

    assert same_queries(lead, f"{REPORTED}?ky=2026H2", lambda: more(2), lambda: more(8)) <= 25
