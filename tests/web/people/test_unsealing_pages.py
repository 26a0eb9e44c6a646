"""The pages of a sealed file: what stands shut, how it is opened by two, and what the person may read of it later."""

import pytest

from donghanh.people.models import Unsealing
from tests.factories import people

pytestmark = pytest.mark.django_db
WHY = "Cần liên hệ gia đình để hỗ trợ em"


@pytest.fixture
def child():
    return people.register(full_name="Trần Thị Nhỏ", birth_year=2014, guardian_name="Lê Thị Mẹ", addresses=[people.home()])


def path(child, page="niem-phong/"):
    return f"/nguoi/{child.pk}/{page}"


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_shut_page_says_so_and_leads_to_the_request(officer, child):
    page = words(officer.open(path(child, "")))
    assert "Trần Thị Nhỏ" in page and path(child) in page
    assert "Lê Thị Mẹ" not in page and "Số 5, ấp 3" not in page and path(child, "sua/") not in page


@pytest.mark.parametrize("page", ["sua/", "giay-to/", "dia-chi/", "ho/", "gop/"])
def test_pages_that_would_show_or_change_what_is_sealed_are_shut(officer, child, page):
    answer = officer.open(path(child, page))
    assert answer.status_code == 403 and "Xin mở niêm phong" in words(answer)


def test_asked_by_one_and_opened_by_another_who_proves_who_he_is(officer, browser, child):
    assert officer.send(path(child), viec="xin", reason=WHY, days="7").status_code == 302
    assert "Chờ trả lời" in words(officer.open(path(child)))
    chief, row = browser("commune_police_chief"), Unsealing.objects.get()
    assert path(child) in words(chief.open("/niem-phong/")) and "Trần Thị Nhỏ" not in words(chief.open("/niem-phong/"))
    chief.send(path(child), viec="dong-y", loi_xin=str(row.pk))
    assert Unsealing.objects.get().is_approved is None, "first he proves who he is"
    chief.step_up()
    assert chief.send(path(child), viec="dong-y", loi_xin=str(row.pk)).status_code == 302
    page = words(officer.open(path(child, "")))
    assert "Lê Thị Mẹ" in page and "Số 5, ấp 3" in page and "đang mở cho riêng bạn" in page
    assert "Số 5, ấp 3" not in words(chief.open(path(child, "")))
    rights = words(officer.open(path(child, "quyen/")))
    assert "Những lần mở niêm phong" in rights and WHY in rights
    assert officer.send(path(child), viec="dong", loi_xin=str(row.pk)).status_code == 302
    assert "Số 5, ấp 3" not in words(officer.open(path(child, "")))


def test_what_is_refused_says_why_on_the_page(officer, browser, child):
    answer = officer.send(path(child), viec="xin", reason="xem", days="7")
    assert answer.status_code == 422 and "Lý do quá ngắn" in words(answer)
    officer.send(path(child), viec="xin", reason=WHY, days="7")
    row = str(Unsealing.objects.get().pk)
    chair = browser("commune_chair")
    assert "Thiếu lý do" in words(chair.send(path(child), viec="tu-choi", loi_xin=row, reason=""))
    assert chair.send(path(child), viec="tu-choi", loi_xin=row, reason="Chưa cần").status_code == 302
    assert "Chưa cần" in words(officer.open(path(child)))
    assert officer.send(path(child), viec="dong-y", loi_xin=row).status_code in (302, 403)
    assert chair.send(path(child), viec="x", loi_xin=row).status_code == 422 == chair.send(path(child), viec="dong", loi_xin="x").status_code


def test_the_extract_for_the_person_waits_for_the_opening(officer, child):
    officer.step_up()
    extract = path(child, "quyen/ban-trich/pdf/")
    assert officer.open(extract).status_code == 403


def test_a_place_without_requests_says_where_they_begin(officer):
    page = words(officer.open("/niem-phong/"))
    assert "Không có lời xin nào" in page and 'href="/nguoi/"' in page


def test_other_roles_and_places_find_nothing(browser, child):
    assert browser("commune_officer", people.THERE).open(path(child)).status_code == 404
    for role in ("provincial_lead", "auditor", "system_admin", "court_clerk"):
        assert browser(role).open("/niem-phong/").status_code == 403
