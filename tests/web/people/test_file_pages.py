"""A person's file: what is shown, what is noted, what is refused."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from donghanh.base.privacy.scope import scope
from donghanh.people import actions
from donghanh.people.models import Address, HouseholdMember, Identifier, Merge, Person
from tests.factories import people

pytestmark = pytest.mark.django_db
SUB_PAGES = ["", "sua/", "giay-to/", "dia-chi/", "ho/", "truy-cap/", "gop/"]


@pytest.fixture
def person():
    return people.register(full_name="Nguyễn Thị Ẩn", identifiers=[people.citizen(1)], addresses=[people.home()])


def looks():
    with connection.cursor() as cursor:
        cursor.execute("select page, person_id, classes from audit_reading order by at, id")
        return cursor.fetchall()


def test_the_file_shows_who_and_masks_the_number(officer, person):
    page = officer.open(f"/nguoi/{person.pk}/").content.decode()
    for words in ("Nguyễn Thị Ẩn", "1994 · nữ", "•••••••••001", "Số 5, ấp 3", "xã Thử 900001"):
        assert words in page
    assert "075094000001" not in page


def test_what_a_person_asks_has_its_tab_without_any_case(officer, browser, person):
    tab = f'href="/nguoi/{person.pk}/quyen/"'
    for page in ("", "truy-cap/"):
        assert tab in officer.open(f"/nguoi/{person.pk}/{page}").content.decode()
    assert officer.open(f"/nguoi/{person.pk}/quyen/").status_code == 200
    assert tab in browser("commune_chair").open(f"/nguoi/{person.pk}/").content.decode()


def test_opening_is_noted_before_it_is_shown(officer, person):
    officer.open(f"/nguoi/{person.pk}/")
    assert looks() == [("people:person", person.pk, "D1 D2 D10 D3")]


def test_a_number_in_full_once_and_noted(officer, person):
    number = Identifier.objects.get()
    path = f"/nguoi/{person.pk}/giay-to/{number.pk}/hien/"
    assert officer.send(path).status_code == 302 and "people:reveal" not in [row[0] for row in looks()], "first he proves who he is"
    officer.step_up()
    assert "075094000001" in officer.send(path).content.decode()
    assert "075094000001" not in officer.open(f"/nguoi/{person.pk}/").content.decode()
    assert "people:reveal" in [row[0] for row in looks()]
    assert officer.open(path).status_code == 405


@pytest.mark.parametrize("page", SUB_PAGES)
def test_outside_the_scope_it_is_not_there(browser, person, page):
    assert browser(unit_id=people.THERE).open(f"/nguoi/{person.pk}/{page}").status_code == 404
    assert browser().open(f"/nguoi/{uuid4()}/{page}").status_code == 404
    assert looks() == []


@pytest.mark.parametrize(
    ("role", "page", "status"),
    [
        ("commune_chair", "", 200),
        ("commune_chair", "sua/", 403),
        ("commune_chair", "truy-cap/", 200),
        ("health_station", "", 404),
        ("health_station", "gop/", 403),
        ("commune_police", "ho/", 200),
        ("provincial_lead", "", 404),
        ("auditor", "", 404),
        ("system_admin", "", 404),
    ],
)
def test_who_may_open_what(browser, person, role, page, status):
    assert browser(role).open(f"/nguoi/{person.pk}/{page}").status_code == status


def test_who_has_looked_is_shown(officer, browser, person):
    browser("commune_police").open(f"/nguoi/{person.pk}/")
    page = officer.open(f"/nguoi/{person.pk}/truy-cap/").content.decode()
    assert "Công an xã" in page
    assert "Mở hồ sơ người" in page


def test_a_correction_and_a_slower_one_with_both_versions(officer, person):
    path = f"/nguoi/{person.pk}/sua/"
    typed = {"full_name": "Nguyễn Thị Ân", "sex": "FEMALE", "birth_year": "1994", "reason": "Theo căn cước", "version": "1"}
    assert officer.send(path, **typed).status_code == 302
    slower = officer.send(path, **typed | {"full_name": "Nguyễn Thị Ấn"})
    page = slower.content.decode()
    assert slower.status_code == 409
    assert "Người khác vừa sửa" in page
    assert "<td>Nguyễn Thị Ân</td><td>Nguyễn Thị Ấn</td>" in page
    assert re.search(r'name="version" value="2"', page)
    assert Person.objects.get().full_name == "Nguyễn Thị Ân"
    assert officer.send(path, **typed | {"full_name": "Nguyễn Thị Ấn", "version": "2"}).status_code == 302


def test_a_wrong_correction_keeps_what_was_typed(officer, person):
    answer = officer.send(f"/nguoi/{person.pk}/sua/", full_name="Lê 5", sex="MALE", birth_year="1994", reason="x", version="1")
    assert answer.status_code == 422
    assert 'value="Lê 5"' in answer.content.decode()


def test_papers_are_added_and_ended(officer, person):
    path = f"/nguoi/{person.pk}/giay-to/"
    assert officer.send(path, kind="OLD_ID", number="271234567").status_code == 302
    assert "Hồ sơ đang có một số cùng loại" in officer.send(path, kind="OLD_ID", number="271234568").content.decode()
    number = Identifier.objects.get(kind="OLD_ID")
    assert officer.send(f"{path}{number.pk}/ngung/", reason="").status_code == 422
    assert officer.send(f"{path}{number.pk}/ngung/", reason="Đã đổi thẻ").status_code == 302
    assert Identifier.objects.get(kind="OLD_ID").ended_at


def test_a_new_address_ends_the_former(officer, person):
    answer = officer.send(
        f"/nguoi/{person.pk}/dia-chi/",
        kind="CURRENT",
        place="thu",
        place_id=str(people.HERE),
        detail="Ấp 9",
        **{"starts_on-d": "1", "starts_on-m": "6", "starts_on-y": "2025"},
    )
    assert answer.status_code == 302
    assert Address.objects.filter(ends_before=date(2025, 6, 1)).count() == 1
    page = officer.open(f"/nguoi/{person.pk}/dia-chi/").content.decode()
    assert "Ấp 9" in page
    assert "đến trước" in page


def test_a_household_is_found_joined_and_left(officer, person):
    other = people.register(full_name="Trần Văn Bảy", birth_year=1970)
    path = f"/nguoi/{person.pk}/ho/"
    assert f'value="{other.pk}"' in officer.send(path, tim="1", q="tran bay").content.decode()
    joined = {"other": str(other.pk), "relation": "CHILD", "on-d": "1", "on-m": "1", "on-y": "2026"}
    assert officer.send(path, **joined).status_code == 302
    assert "Trần Văn Bảy" in officer.open(path).content.decode()
    assert officer.send(path, **{"left_on-d": "1", "left_on-m": "3", "left_on-y": "2026"}).status_code == 302
    assert HouseholdMember.objects.get(person=person).ends_before == date(2026, 3, 1)


def test_police_see_the_household_page_without_its_forms(browser, person):
    page = browser("commune_police").open(f"/nguoi/{person.pk}/ho/").content.decode()
    assert "Tìm người cùng hộ" not in page
    other = people.register(full_name="Trần Văn Bảy", birth_year=1970)
    joined = {"other": str(other.pk), "relation": "CHILD", "on-d": "1", "on-m": "1", "on-y": "2026"}
    answer = browser("commune_police").send(f"/nguoi/{person.pk}/ho/", **joined)
    assert "không được ghi loại thông tin này" in answer.content.decode()
    assert HouseholdMember.objects.count() == 0


class TestMergePages:
    def proposed(self, officer):
        kept = people.register(full_name="Lê Văn Ơn", birth_year=1988)
        gone = people.register(full_name="Lê Văn Ớn", birth_year=1988)
        page = officer.send(f"/nguoi/{kept.pk}/gop/", tim="1", q="le van on").content.decode()
        assert "Lê Văn Ớn" in page
        answer = officer.send(f"/nguoi/{kept.pk}/gop/", other=str(gone.pk), keep="this", reason="Cùng cha mẹ")
        assert answer["Location"] == "/gop-ho-so/"
        return kept, gone, Merge.objects.get()

    def test_proposed_approved_after_a_fresh_proof_and_undone(self, officer, browser):
        kept, gone, merge = self.proposed(officer)
        chief = browser("commune_police_chief")
        assert "/dang-nhap" in chief.send("/gop-ho-so/", viec="duyet", de_nghi=str(merge.pk))["Location"] or Merge.objects.get().is_approved is None
        chief.step_up()
        assert chief.send("/gop-ho-so/", viec="duyet", de_nghi=str(merge.pk)).status_code == 302
        assert Person.objects.get(pk=gone.pk).merged_into_id == kept.pk
        assert "đã gộp vào hồ sơ khác" in officer.open(f"/nguoi/{gone.pk}/").content.decode()
        assert chief.send("/gop-ho-so/", viec="hoan-tac", de_nghi=str(merge.pk), reason="Nhầm").status_code == 302
        assert Person.objects.get(pk=gone.pk).merged_into_id is None

    def test_twin_without_the_fresh_proof_nothing_is_merged(self, officer, browser, monkeypatch):
        *_, merge = self.proposed(officer)
        chief = browser("commune_police_chief")
        chief.send("/gop-ho-so/", viec="duyet", de_nghi=str(merge.pk))
        assert Merge.objects.get().is_approved is None
        monkeypatch.setattr("donghanh.web.shell.sign_in.require_step_up", lambda request: None)
        chief.send("/gop-ho-so/", viec="duyet", de_nghi=str(merge.pk))
        assert Merge.objects.get().is_approved

    def test_refused_with_a_reason_only(self, officer, browser):
        *_, merge = self.proposed(officer)
        chair = browser("commune_chair")
        assert "Thiếu lý do" in chair.send("/gop-ho-so/", viec="tu-choi", de_nghi=str(merge.pk)).content.decode()
        assert chair.send("/gop-ho-so/", viec="tu-choi", de_nghi=str(merge.pk), reason="Khác cha").status_code == 302
        assert Merge.objects.get().is_approved is False

    @pytest.mark.parametrize("sent", [{"viec": "?", "de_nghi": str(uuid4())}, {"viec": "tu-choi", "de_nghi": "x"}])
    def test_a_broken_form_is_a_sentence(self, browser, sent):
        assert browser("commune_chair").send("/gop-ho-so/", **sent).status_code == 422

    def test_the_proposer_sees_no_button(self, officer):
        self.proposed(officer)
        page = officer.open("/gop-ho-so/").content.decode()
        assert "không tự duyệt được" in page
        assert 'value="duyet"' not in page
        assert 'value="duyet"' not in officer.open("/gop-ho-so/").content.decode()

    def test_the_desk_is_closed_to_others(self, browser):
        assert browser("health_station").open("/gop-ho-so/").status_code == 403


@pytest.mark.parametrize("page", SUB_PAGES)
def test_as_many_statements_for_a_short_file_as_for_a_long_one(officer, person, page):
    def statements():
        with CaptureQueriesContext(connection) as seen:
            assert officer.open(f"/nguoi/{person.pk}/{page}").status_code == 200
        return len(seen)

    actor = people.official()
    others = [people.register(actor, f"Võ Văn {name}", birth_year=1950 + place) for place, name in enumerate(("An", "Bê", "Cư", "Dư"))]
    with scope(actor):
        actions.link_household(actor=actor, at=people.AT, person_id=others[0].pk, with_person_id=person.pk, relation="OTHER", on=date(2025, 1, 1))
    statements()
    few = statements()
    with scope(actor):
        for month in range(2, 12):
            actions.set_address(actor=actor, at=people.AT, person_id=person.pk, home=people.home(on=date(2025, month, 1)))
        for other in others[1:]:
            actions.link_household(actor=actor, at=people.AT, person_id=other.pk, with_person_id=person.pk, relation="OTHER", on=date(2025, 1, 1))
    assert statements() == few <= 25
