"""Pages of places: found by an old name, asked about a day, without a script."""

from __future__ import annotations

import pytest

from donghanh.base.places.models import FunctionHolder, Unit
from donghanh.web.shell import clock
from tests.factories import accounts, places
from tests.support import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_units")]
TRANG_BOM, OLD_TRANG_BOM, DONG_NAI = 2326248, 1326248, 2100075


@pytest.fixture
def officer(client):
    places.load_holders()
    return accounts.sign_in(client, accounts.post(role="commune_officer", unit_id=TRANG_BOM))


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def test_without_a_text_the_provinces_are_shown(officer):
    shown = page(officer, "/dia-ban/")
    assert "34 tỉnh, thành phố" in shown and "tỉnh Đồng Nai" in shown


@pytest.mark.parametrize("typed", ["tt trang bom", "thị trấn Trảng Bom", "26248"])
def test_a_former_name_leads_to_the_commune_of_today(officer, typed):
    shown = page(officer, f"/dia-ban/?q={typed}")
    assert "Tên cũ; từ 01/07/2025 là xã Trảng Bom, tỉnh Đồng Nai." in shown
    assert f'href="/dia-ban/{OLD_TRANG_BOM}/"' in shown


def test_a_divided_commune_offers_each_part(officer):
    shown = page(officer, "/dia-ban/?q=xã Xuân Tâm")
    assert "thuộc 2 đơn vị, cần chọn" in shown and "xã Xuân Đông" in shown and "xã Xuân Hòa" in shown


def test_nothing_found_says_what_to_try(officer):
    shown = page(officer, "/dia-ban/?q=qqqqqq")
    assert "Không có nơi nào tên “qqqqqq”" in shown and "gõ không dấu" in shown


def test_what_was_typed_is_escaped(officer):
    assert "<script>x" not in page(officer, "/dia-ban/?q=<script>x</script>")


def test_a_day_that_cannot_be_read_is_given_back(officer):
    assert "Có vấn đề cần sửa" in page(officer, "/dia-ban/?q=a&ngay=32/1/2026", status=422)


def test_a_unit_tells_what_it_was_and_which_bodies_serve_it(officer):
    shown = page(officer, f"/dia-ban/{TRANG_BOM}/?ngay=21/11/2026")
    assert "<h1>Xã Trảng Bom</h1>" in shown
    for word in ("Hình thành từ", "thị trấn Trảng Bom", "Công an xã Trảng Bom", "từ 01/07/2025 đến nay", "Chưa xác định"):
        assert word in shown


@pytest.mark.parametrize(
    ("unit_id", "day", "who"),
    [
        (OLD_TRANG_BOM, "1/5/2024", "Chủ tịch UBND thị trấn Trảng Bom"),
        (OLD_TRANG_BOM, "1/7/2025", "Chủ tịch UBND xã Trảng Bom"),
        (TRANG_BOM, "30/6/2026", "Chủ tịch UBND xã Trảng Bom"),
        (TRANG_BOM, "1/7/2026", "Trưởng Công an xã Trảng Bom"),
    ],
)
def test_who_decides_on_a_day(officer, unit_id, day, who):
    shown = page(officer, f"/dia-ban/{unit_id}/?ngay={day}")
    row = shown.split("Quyết định quản lý người sử dụng trái phép")[1].split("</li>")[0]
    assert f"<p>{who}</p>" in row and "Điều" in row


def test_a_court_that_is_not_known_is_said_to_be_not_set(officer):
    shown = page(officer, f"/dia-ban/{TRANG_BOM}/?ngay=1/7/2026")
    assert "Chưa thiết lập" in shown and "Toà án nhân dân khu vực; chưa biết cơ quan cụ thể" in shown


def test_a_day_on_which_the_place_was_several_units_asks_to_choose(officer):
    shown = page(officer, f"/dia-ban/{TRANG_BOM}/?ngay=1/5/2024")
    assert "nơi này khi đó là 4 đơn vị" in shown and f'href="/dia-ban/{OLD_TRANG_BOM}/?ngay=2024-05-01"' in shown


def test_an_unknown_unit_is_not_found(officer):
    page(officer, "/dia-ban/7/", status=404)


def test_a_role_without_the_right_is_refused(client, monkeypatch):
    held = accounts.post(role="commune_officer", unit_id=TRANG_BOM)
    monkeypatch.setattr("donghanh.base.places.queries.sheets.READ", "places.nobody")
    page(accounts.sign_in(client, held), "/dia-ban/", status=403)


def test_a_stranger_is_led_to_sign_in(client):
    assert client.get("/dia-ban/").status_code == 302


def test_statements_of_the_search_do_not_grow(officer):
    page(officer, "/dia-ban/?q=tt Trảng Bom")
    few = queries_of(officer, "/dia-ban/?q=thị trấn Trảng Bom, Đồng Nai")
    many = queries_of(officer, "/dia-ban/?q=Tân Phú")
    assert few == many <= 15


def test_statements_of_a_unit_do_not_grow(officer):
    page(officer, f"/dia-ban/{DONG_NAI}/")
    with_95 = queries_of(officer, f"/dia-ban/{DONG_NAI}/")
    Unit.objects.filter(parent_id=DONG_NAI).exclude(pk__in=[TRANG_BOM, 2326068]).update(parent_id=2100038)
    FunctionHolder.objects.filter(function__gt="e").delete()
    assert queries_of(officer, f"/dia-ban/{DONG_NAI}/") == with_95 <= 15


def test_today_is_the_default_day(officer):
    assert clock.local_date(clock.now()).strftime("%d/%m/%Y") in page(officer, f"/dia-ban/{TRANG_BOM}/")


def suggested(officer, **asked) -> str:
    """What htmx puts under the box of a commune."""
    answer = officer.get("/dia-ban/", asked, headers={"HX-Request": "true"})
    assert answer.status_code == 200 and "<html" not in answer.content.decode()
    return answer.content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize("typed", ["thị trấn Trảng Bom, Đồng Nai", "trang bom", "trang b"])
def test_while_a_commune_is_typed_those_of_today_are_offered_by_old_and_new_name(officer, typed):
    assert f'name="place_id" value="{TRANG_BOM}"' in suggested(officer, place=typed)


def test_a_former_name_says_what_became_of_it(officer):
    assert "Trước là xã Bắc Sơn, huyện Trảng Bom" in suggested(officer, place_maybe="Bắc Sơn, Trảng Bom")


def test_only_a_name_that_fits_fully_is_chosen_beforehand(officer):
    assert " checked" in suggested(officer, place="xã Trảng Bom, Đồng Nai")
    assert " checked" not in suggested(officer, place="trang b") and " checked" not in suggested(officer, place="không có đâu")


def test_one_letter_asks_nothing_and_an_unknown_name_says_what_to_try(officer):
    assert suggested(officer, place="t").strip() == ""
    assert "Thử tên cũ" in suggested(officer, place="wzqx jkwf")


def test_communes_of_the_own_province_come_first(officer):
    first = suggested(officer, place="bac son").split('type="radio"')[1]
    assert "tỉnh Đồng Nai" in first and "Trước là xã Bắc Sơn, huyện Trảng Bom" in first
