"""Search before create: nothing typed goes into an address; the form opens only after a search."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from donghanh.people.models import Person
from tests.factories import people

pytestmark = pytest.mark.django_db


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_results_say_why_and_mark_what_was_typed(officer):
    people.register(full_name="Đặng Thị Quỳnh Ngọc Phượng", birth_year=1997)
    page = officer.search("dang quynh ngoc phuong", "1997")
    assert "<mark>Đặng</mark> Thị <mark>Quỳnh Ngọc Phượng</mark>" in page
    assert "1 hồ sơ có thể là cùng một người" in text(page)
    assert "tên gần giống" in page
    assert "trùng năm sinh" in page


def test_no_name_and_no_number_in_an_address(officer):
    answer = officer.send("/nguoi/", q="Nguyễn Thị Ẩn", nam="1994")
    assert (answer.status_code, answer["Location"]) == (302, "/nguoi/")
    with connection.cursor() as cursor:
        cursor.execute("select session_data from django_session")
        assert all("Ẩn" not in row[0] for row in cursor.fetchall())


def test_what_was_typed_stays_when_the_page_is_opened_again(officer):
    officer.search("nguyen thi an", "1994")
    assert 'value="nguyen thi an"' in officer.open("/nguoi/").content.decode()


def test_by_script_the_answer_comes_at_once_and_the_page_shows_it_again(officer):
    person = people.register(full_name="Nguyễn Thị Ẩn", birth_year=1994)
    part = officer.ask("nguyen thi an")
    assert part.status_code == 200 and f"/nguoi/{person.pk}/" in part.content.decode()
    assert "<!doctype" not in part.content.decode() and "data-focus" in part.content.decode()
    assert f"/nguoi/{person.pk}/" in officer.open("/nguoi/").content.decode(), "what Back and Reload ask for"
    assert "Không thấy hồ sơ nào" in officer.ask("không ai cả").content.decode()


def test_by_script_a_mistake_brings_the_whole_page(officer):
    answer = officer.ask(" ")
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "body")
    assert "Có vấn đề cần sửa" in answer.content.decode()


def test_an_empty_search_is_an_error_with_the_mend(officer):
    answer = officer.send("/nguoi/", q=" ", nam="")
    assert answer.status_code == 422
    assert "Có vấn đề cần sửa" in answer.content.decode()


def test_a_number_search_is_noted(officer):
    person = people.register(identifiers=[people.citizen(1)])
    page = officer.search("075094000001")
    assert f"/nguoi/{person.pk}/" in page
    assert "trùng số CCCD" in page
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from audit_reading where page = 'people:search'")
        assert cursor.fetchone()[0] == 1


def test_a_hit_elsewhere_names_the_place_and_nothing_else(officer):
    people.register(people.official(unit_id=people.THERE), "Lý Thị Năm", identifiers=[people.citizen(2)])
    page = officer.search("075094000002")
    assert "Có thể đã có hồ sơ ở nơi khác" in page
    assert "xã Thử 900002" in page
    assert "Lý" not in page


def test_the_form_opens_only_after_a_search(officer):
    answer = officer.open("/nguoi/moi/")
    assert (answer.status_code, answer["Location"]) == (302, "/nguoi/")


def test_from_search_to_a_record_with_what_was_typed(officer):
    people.register(full_name="Lê Văn Ơn", birth_year=1988)
    officer.search("Lê Văn Ớn", "1988")
    assert officer.send("/nguoi/", tao="1")["Location"] == "/nguoi/"
    assert "Chọn lý do" in officer.open("/nguoi/").content.decode()
    assert officer.send("/nguoi/", tao="1", ly_do="MET")["Location"] == "/nguoi/moi/"
    page = officer.open("/nguoi/moi/").content.decode()
    assert 'value="Lê Văn Ớn"' in page
    assert 'value="1988"' in page
    answer = officer.send("/nguoi/moi/", full_name="Lê Văn Ớn", sex="MALE", birth_year="1988", why_not_same="MET")
    assert answer.status_code == 302
    assert Person.objects.get(full_name="Lê Văn Ớn").unit_id == people.HERE
    assert officer.open("/nguoi/moi/").status_code == 302


def test_a_similar_record_found_at_writing_asks_for_the_reason_and_keeps_what_was_typed(officer):
    people.register(full_name="Lê Văn Ơn", birth_year=1988)
    officer.search("Khác Hẳn")
    answer = officer.send("/nguoi/moi/", full_name="Lê Văn Ơn", sex="MALE", birth_year="1988")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Hồ sơ có thể là cùng một người" in page
    assert "Đã gặp, không phải người này" in page
    assert 'value="Lê Văn Ơn"' in page
    assert Person.objects.count() == 1


def test_a_card_fills_the_form_and_is_not_kept(officer):
    officer.search("x y")
    card = "075194000123|271234567|NGUYỄN THỊ ẨN|05031994|Nữ|Ấp 3, Wzqx, Jkwf|01072021"
    page = officer.send("/nguoi/moi/", card_text=card, doc_the="1").content.decode()
    for value in ("Nguyễn Thị Ẩn", "075194000123", "271234567", "1994", "Ấp 3, Wzqx, Jkwf"):
        assert f'value="{value}"' in page
    assert "NGUYỄN THỊ ẨN" not in page
    assert Person.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute("select session_data from django_session")
        assert all("271234567" not in row[0] for row in cursor.fetchall())


@pytest.mark.parametrize("card", ["", "a|b|c", "1|2|3|4|5|6|7"])
def test_a_card_that_cannot_be_read_says_so(officer, card):
    officer.search("x y")
    answer = officer.send("/nguoi/moi/", card_text=card, doc_the="1")
    assert answer.status_code == 422
    assert "Có vấn đề cần sửa" in answer.content.decode()


def test_a_number_that_disagrees_is_asked_about_once(officer):
    officer.search("x y")
    typed = {"full_name": "Trần Văn Bảy", "sex": "MALE", "birth_year": "1960", "citizen_id": "075194000123"}
    answer = officer.send("/nguoi/moi/", **typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    summary = page.split('class="errsum"')[1].split("</div>")[0]
    assert '<a href="#id_citizen_id">Số định danh ghi giới tính nữ, hồ sơ ghi nam.</a>' in summary, "told first, with the way to the field"
    assert 'href="#id_checked"' in summary and 'id="id_checked"' in page and page.count('class="errsum"') == 1
    assert officer.send("/nguoi/moi/", **typed, checked="on").status_code == 302


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"citizen_id": "123"}, "Ghi đúng 12 chữ số"),
        ({"birth_year": ""}, "Nhập ngày sinh, hoặc chỉ năm sinh"),
        ({"full_name": "Lê 5"}, "bỏ chữ số"),
        ({"place": "xã Wzqx Jkwf"}, "Không tìm thấy xã, phường nào tên"),
        ({"sex": ""}, "Chọn giới tính"),
    ],
)
def test_each_mistake_is_told_at_its_field(officer, given, sentence):
    officer.search("x y")
    answer = officer.send("/nguoi/moi/", **{"full_name": "Trần Văn Bảy", "sex": "MALE", "birth_year": "1960", **given})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Person.objects.count() == 0


@pytest.mark.parametrize(
    ("role", "status"),
    [("commune_officer", 200), ("commune_police", 200), ("commune_chair", 200), ("health_station", 200), ("provincial_lead", 403), ("auditor", 403)],
)
def test_who_may_search(browser, role, status):
    assert browser(role).open("/nguoi/").status_code == status


def test_the_list_turns_by_fifty_and_hides_sealed_names(officer):
    actor = people.official()
    for number in range(51):
        people.register(actor, f"Trần Văn {'ABCDEGHIKLMNOPQRSTUVXY'[number % 22]}u", birth_year=1940 + number)
    people.register(actor, "Trần Bé Út", birth_year=2015)
    first = officer.open("/nguoi/danh-sach/").content.decode()
    assert first.count("<tr>") == 51
    following = re.search(r'href="(/nguoi/danh-sach/\?sau=[0-9a-f-]+)" rel="next"', first)[1]
    second = officer.open(following).content.decode()
    assert second.count("<tr>") == 3
    assert "Trần Bé Út" not in first + second
    assert officer.open("/nguoi/danh-sach/?sau=x").status_code == 404


@pytest.mark.parametrize("path", ["/nguoi/", "/nguoi/danh-sach/"])
def test_as_many_statements_for_two_as_for_fifty(officer, path):
    actor = people.official()

    def statements():
        with CaptureQueriesContext(connection) as seen:
            assert officer.open(path).status_code == 200
        return len(seen)

    for number in range(2):
        people.register(actor, f"Trần Văn {'ABC'[number]}u", birth_year=1940 + number)
    officer.search("tran van", "1941")
    statements()
    few = statements()
    for number in range(2, 50):
        people.register(actor, f"Trần Văn {'ABCDEGHIKLMNOPQRSTUVXY'[number % 22]}u", birth_year=1940 + number)
    assert statements() == few <= 15
