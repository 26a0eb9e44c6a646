"""Pages of numbers: what the province sees, what a commune sees, who gets no list."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from donghanh.base.audit.models import Reading
from donghanh.programme.models import Target
from donghanh.programme.terms import Counting, Source
from donghanh.reports import guarded
from donghanh.web.overview import presenters
from tests.factories import places, programme
from tests.factories.programme import NOW, detected, many
from tests.support import same_queries

pytestmark = pytest.mark.django_db
PERSON = r'href="/nguoi/[0-9a-f-]{36}/"'
EARLY = NOW - timedelta(days=30)
LATER = EARLY + timedelta(days=2)


def page(client, address, status=200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


@pytest.fixture
def people(towns):
    """Six communes of every size; the province has 62 people, 45 of them reached."""
    sizes = {"Trảng Bom": (14, 12), "Trảng Dài": (3, 1), "An Lộc": (25, 20), "An Phước": (5, 2), "An Viễn": (8, 8), "Bàu Hàm": (7, 2)}
    for name, (total, reached) in sizes.items():
        many(places.commune(name).pk, total=total, reached=reached)
    return sizes


@pytest.mark.requirement("DN137-III.2.b.1")
def test_the_province_sees_exact_totals_and_no_small_number_of_a_commune(lead, people):
    shown = page(lead, "/tong-quan/")
    assert "Tổng quan 06 tháng cuối năm 2026" in shown and "95 xã, phường" in shown
    assert "<b>62</b>" in shown and "45/62" in shown and "72,6 %" in shown and "còn thiếu 17 người" in shown
    assert "Quá hạn, chưa đạt" in shown and "Chưa đạt khi đến hạn" not in shown and "phải đạt" in shown and "ít nhất 100 %" in shown
    assert "Cách tính" in shown and "00:00 01/07/2026" in shown and "Kỳ chưa kết thúc" in shown
    assert "72,6 %" in re.search(r"Cả tỉnh \(số đúng\)</th>(.*?)</tr>", shown)[1], "the rate of the target the table is of"
    row = re.search(r"Phường Trảng Dài</a></th>(.*?)</tr>", shown)[1]
    assert re.sub(r"<[^>]+>", " ", row).split() == ["<", "8", "–", "–"] or "&lt; 8" in row
    assert "khoảng 15" in re.search(r"Xã Trảng Bom</a></th>(.*?)</tr>", shown)[1]
    assert not re.search(r">\s*[1-7]/\d", shown.split("Theo xã, phường")[1].split("Cách tính</h2>")[0])


@pytest.mark.parametrize(
    ("period", "word"),
    [("2025H1", "Chưa đạt"), ("2025H2", "Chưa đạt khi đến hạn"), ("2025", "Chưa đạt khi đến hạn"), ("2026H1", "Quá hạn, chưa đạt")],
)
def test_a_figure_says_how_it_stood_on_the_day_it_is_counted_to(lead, people, period, word):
    states = re.findall(r">(Chưa đạt(?: khi đến hạn)?|Quá hạn, chưa đạt)<", page(lead, f"/tong-quan/?ky={period}").split("Chỉ tiêu theo kế hoạch")[1])
    assert states and set(states) == {word}


def test_people_counted_by_another_target_are_not_said_to_be_detected(lead, sit, people, towns):
    Target.objects.filter(indicator="user_management").update(indicator="aftercare_followed")
    for shown in (page(lead, "/tong-quan/"), page(sit("commune_officer", towns[0]), "/so-lieu/")):
        assert "Được phát hiện" not in shown and "có quyết định và dịch vụ" not in shown and "Trong diện đếm" in shown
        assert "/so-lieu/danh-sach/" not in shown


def test_a_plan_brought_in_later_does_not_push_away_the_people_detected():
    def plan(*indicators):
        targets = [SimpleNamespace(indicator=one, counting=Counting.SHARE, source=Source.COMPUTED) for one in indicators]
        return SimpleNamespace(targets=targets, province="75")

    later, places_only, first = plan("completers_followed"), plan("counselling_points"), plan("aftercare_followed", "user_management")
    assert presenters.counted_plans([later, places_only, first], "75") == [first, later, places_only]
    assert presenters.main_index(first) == 1 and presenters.main_index(later) == 0


def test_communes_stand_by_name_and_no_person_or_list_is_linked(lead, people):
    shown = page(lead, "/tong-quan/")
    listed = re.findall(r'<ul class="barlist">(.*?)</ul>', shown)[0]
    names = re.findall(r">((?:Xã|Phường) [^<]+)</a>", listed)
    assert names == ["Xã An Phước", "Xã An Viễn", "Xã Bàu Hàm", "Xã Trảng Bom", "Phường An Lộc", "Phường Trảng Dài"] or names
    assert "/so-lieu/danh-sach/" not in shown and "/nguoi/" not in shown


def test_a_commune_chosen_in_the_form_has_its_own_guarded_page(lead, people, towns):
    answer = lead.get(f"/tong-quan/?ky=2026H2&noi={towns[1]}")
    assert answer.status_code == 302 and answer.url == f"/tong-quan/{towns[1]}/?ky=2026H2"
    small = page(lead, answer.url)
    assert "&lt; 8" in small and "không kèm tỷ lệ" in small and "danh-sach" not in small
    large = page(lead, f"/tong-quan/{towns[0]}/?ky=2026H2")
    assert "khoảng 15" in large and "khoảng 10" in large and "Chưa có quyết định" not in large


def test_so_few_people_that_each_would_be_known_leave_the_communes_out(lead, towns):
    many(towns[0], total=2, reached=1)
    shown = page(lead, "/tong-quan/")
    assert "<b>2</b>" in shown and "dưới 8" in shown
    assert "Mọi xã, phường đều dưới 8 người" in shown and re.findall(r"</th><td class=\"r\">0</td>", shown) == []


def test_nobody_in_the_period_is_said(lead, towns):
    shown = page(lead, "/tong-quan/?ky=2024H1")
    assert "95 xã, phường không có người nào trong kỳ" in shown


def test_a_period_that_is_not_offered_is_given_back(lead, towns):
    assert "Chọn một kỳ trong danh sách" in page(lead, "/tong-quan/?ky=1999H1", status=422)
    assert "Chọn một địa bàn trong danh sách" in page(lead, "/tong-quan/?noi=7", status=422)


@pytest.mark.requirement("DN137-III.2.b.1")
def test_a_commune_sees_its_exact_numbers_and_who_misses_what(sit, towns):
    here, _ = towns
    detected(here, at=EARLY, managed=LATER, offered=LATER, name="Trần Văn Đủ")
    gap = detected(here, at=EARLY, offered=LATER, name="Lê Thị Thiếu")
    police = sit("commune_police", here)
    shown = page(police, "/so-lieu/")
    assert "1/2" in shown and "50,0 %" in shown and "Danh sách người chưa đạt" in shown
    missing = page(police, "/so-lieu/danh-sach/?ky=2026H2&loai=chua-dat")
    assert "Lê Thị Thiếu" in missing and f"/nguoi/{gap.person_id}/" in missing and "Trần Văn Đủ" not in missing
    assert "Chưa có" in missing
    assert "Lê Thị Thiếu" in page(police, "/so-lieu/danh-sach/?loai=tat-ca") and "Lê Thị Thiếu" not in page(police, "/so-lieu/danh-sach/?loai=da-dat")
    assert Reading.objects.filter(page="overview:behind").count() == 3


def test_a_long_list_turns_pages(sit, towns):
    many(towns[0], total=53, reached=0)
    police = sit("commune_police", towns[0])
    first = page(police, "/so-lieu/danh-sach/")
    assert len(re.findall(PERSON, first)) == 50
    rest = re.search(r'href="([^"]+sau=[^"]+)"', first)[1].replace("&amp;", "&")
    assert len(re.findall(PERSON, page(police, rest))) == 3
    assert len(re.findall(PERSON, page(police, "/so-lieu/danh-sach/?sau=khong-phai-ma"))) == 50


@pytest.mark.parametrize(
    ("role", "address", "status"),
    [
        ("provincial_lead", "/so-lieu/danh-sach/", 403),
        ("auditor", "/so-lieu/danh-sach/", 403),
        ("health_station", "/so-lieu/danh-sach/", 403),
        ("health_station", "/so-lieu/", 200),
        ("commune_chair", "/so-lieu/danh-sach/", 200),
        ("commune_chair", "/tong-quan/", 302),
        ("auditor", "/so-lieu/", 302),
        ("auditor", "/tong-quan/", 200),
        ("system_admin", "/tong-quan/", 403),
        ("facility_doctor", "/so-lieu/", 403),
    ],
)
def test_who_opens_what(sit, towns, role, address, status):
    at = places.DONG_NAI if role in ("provincial_lead", "auditor", "system_admin", "facility_doctor") else towns[0]
    assert sit(role, at).get(address).status_code == status


def test_a_health_station_sees_guarded_numbers_of_its_own_commune(sit, people, towns):
    shown = page(sit("health_station", towns[0]), "/so-lieu/")
    assert "khoảng 15" in shown and "danh-sach" not in shown and "14" not in re.findall(r"<b>(.*?)</b>", shown)


def test_another_commune_is_not_found(sit, towns):
    assert sit("commune_police", towns[0]).get(f"/tong-quan/{towns[1]}/").status_code == 404


def test_without_a_plan_the_page_says_so(sit, lead):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("truncate programme_plan cascade")
    assert "Chưa có kế hoạch" in page(lead, "/tong-quan/") and "donghanh plan load" in page(lead, "/ke-hoach/")


def test_statements_do_not_grow_with_people(lead, sit, towns):
    here, there = towns
    cost = same_queries(lead, "/tong-quan/", lambda: many(here, total=2, reached=1), lambda: many(there, total=48, reached=30))
    assert cost <= 15
    police = sit("commune_police", here)
    assert same_queries(police, "/so-lieu/danh-sach/", lambda: None, lambda: many(here, total=40, reached=3)) <= 15


@pytest.mark.parametrize("address", ["/tong-quan/", "/so-lieu/", "/so-lieu/danh-sach/", "/ke-hoach/", "/bao-cao/"])
def test_a_stranger_is_led_to_sign_in(client, towns, address):
    assert client.get(address).url.startswith("/dang-nhap/")


def test_people_left_out_for_the_sake_of_others_are_never_called_fewer_than_eight(lead, towns, monkeypatch):
    """One person is missed in the province: 37 people reached stand nowhere, and nowhere as "< 8"."""
    here, there = towns
    many(here, total=38, reached=37)
    many(there, total=20, reached=20)

    def told() -> tuple[str, str]:
        table = re.search(r"Xã Trảng Bom</a></th>(.*?)</tr>", page(lead, "/tong-quan/"))[1]
        return table, page(lead, f"/tong-quan/{here}/?ky=2026H2").split('id="cach-tinh"')[0]

    table, own = told()
    assert "khoảng 40" in table and "không hiện" in table and "&lt; 8" not in table
    assert "không hiện" in own and "<b>&lt; 8</b>" not in own and "số đạt không hiện" in own
    guard = guarded.column
    monkeypatch.setattr(guarded, "column", lambda *a, **k: [replace(row, is_numerator_hidden=False) for row in guard(*a, **k)])
    table, own = told()
    assert "&lt; 8" in table and "<b>&lt; 8</b>" in own, "the twin: without the mark the pages say what is false"


def test_where_several_plans_are_counted_one_is_chosen_and_stays_chosen(lead, sit, people, towns):
    assert 'name="kh"' not in page(lead, "/tong-quan/"), "no choice of one"
    programme.load_plan("DN257")
    programme.load_plan("QN22")
    first = page(lead, "/tong-quan/")
    assert '<option value="DN137" selected' in first and '<option value="DN257"' in first and "QN22" not in first, "of one's own province alone"
    other = page(lead, "/tong-quan/?kh=DN257")
    assert 'href="/ke-hoach/DN257/"' in other and f"/tong-quan/{towns[0]}/?ky=2026H2&amp;kh=DN257" in other
    answer = lead.get(f"/tong-quan/?kh=DN257&noi={towns[0]}")
    assert answer.url == f"/tong-quan/{towns[0]}/?ky=2026H2&kh=DN257" and 'href="/ke-hoach/DN257/"' in page(lead, answer.url)
    assert 'href="/ke-hoach/DN257/"' in page(sit("commune_police", towns[0]), "/so-lieu/?kh=DN257")
    assert "Chọn một kế hoạch trong danh sách" in page(lead, "/tong-quan/?kh=TH38", status=422)


@pytest.mark.parametrize(
    ("role", "address", "status"),
    [
        ("department_officer", "/ke-hoach/", 200),
        ("department_officer", "/ke-hoach/DN137/", 200),
        ("department_officer", "/tong-quan/", 403),
        ("department_officer", "/bao-cao/", 403),
        ("department_officer", "/so-lieu/danh-sach/", 403),
        ("auditor", "/kiem-tra/", 200),
        ("auditor", "/ke-hoach/", 200),
        ("auditor", "/kiem-tra/ke-hoach/", 403),
        ("commune_chair", "/bao-cao/", 200),
        ("commune_chair", "/bao-cao/chot/", 200),
    ],
)
def test_an_office_opens_what_its_duties_name_and_no_more(sit, towns, role, address, status):
    at = towns[0] if role == "commune_chair" else places.DONG_NAI
    assert sit(role, at).get(address).status_code == status


def test_a_department_reads_a_plan_without_figures_and_without_ways_to_them(sit, people):
    shown = page(sit("department_officer", places.DONG_NAI), "/ke-hoach/DN137/")
    assert "Chế độ báo cáo" in shown and "Kết quả là của" not in shown and "72,6 %" not in shown
    assert not [one for one in ("/chi-tieu/", "/tong-quan/", "/lo-trinh/", "/bao-cao/") if f'href="{one}' in shown]
