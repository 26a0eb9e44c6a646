"""Who may open which page of a case: 200 for his own, 403 inside without the right, 404 outside, whatever stands behind the address."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from donghanh.base.accounts.roles import ROLES
from donghanh.base.audit.models import Reading
from donghanh.cases.models import Fact
from donghanh.kernel import access as rights
from donghanh.kernel.privacy import DataClass
from tests.factories import cases
from tests.web.cases.support import text

pytestmark = pytest.mark.django_db
NOW = cases.NOW
READERS = ["commune_officer", "commune_police", "commune_police_chief", "commune_chair"]
WRITERS = READERS[:3]
STRANGERS = ["facility_doctor", "provincial_lead", "auditor", "system_admin"]


@pytest.fixture
def case(police):
    return cases.managed(police[1], "Đặng Quỳnh Ngọc Phượng")


def pages(case) -> dict[str, str]:
    fact = Fact.objects.filter(case=case, kind="NOTICE_SENT").get()
    return {
        "case": f"/ho-so/{case.pk}/",
        "why": f"/viec/{case.pk}/check-residence/vi-sao/",
        "record": f"/ho-so/{case.pk}/ghi/residence-checked/",
        "void": f"/ho-so/{case.pk}/huy/{fact.pk}/",
        "send": f"/ho-so/{case.pk}/chuyen/",
        "determine": f"/ho-so/{case.pk}/xac-dinh/",
        "open": f"/nguoi/{case.person_id}/lap-ho-so/",
    }


@pytest.mark.parametrize("role", READERS)
def test_those_of_the_commune_read_and_only_writers_get_the_forms(case, desk, role):
    browser, _ = desk(role)
    for name, url in pages(case).items():
        may = name in ("case", "why") or role in WRITERS
        assert browser.get(url).status_code == (200 if may else 403), name


@pytest.mark.parametrize("role", READERS)
def test_another_commune_finds_nothing(case, desk, role):
    browser, _ = desk(role, unit_id=900_002)
    assert {name: browser.get(url).status_code for name, url in pages(case).items()} == dict.fromkeys(pages(case), 404)


def test_what_does_not_exist_answers_like_what_is_elsewhere(case, desk):
    browser, _ = desk(unit_id=900_002)
    nothing, elsewhere = (text(browser, f"/ho-so/{pk}/", 404).split("<main")[1].split("</main>")[0] for pk in (uuid4(), case.pk))
    assert nothing == elsewhere


@pytest.mark.parametrize("role", STRANGERS)
def test_roles_without_legal_files_get_nothing(case, desk, role):
    browser, _ = desk(role)
    assert all(browser.get(url).status_code in (403, 404) for url in pages(case).values())


def test_the_health_station_of_the_same_commune_may_not_open_the_legal_file(case, desk):
    browser, _ = desk("health_station")
    assert {browser.get(url).status_code for url in pages(case).values()} <= {403, 404}


def test_twin_if_minimal_sight_counted_as_reading_and_the_row_wall_let_it_through_the_file_would_open(case, desk, monkeypatch):
    monkeypatch.setitem(ROLES, "health_station", replace(ROLES["health_station"], territory="COMMUNE"))
    browser, _ = desk("health_station")
    monkeypatch.setattr("donghanh.base.privacy.scope._IN_PART", frozenset(DataClass))
    monkeypatch.setattr("donghanh.cases.access.access.require_read", lambda actor, data_class: rights.note())
    assert browser.get(f"/ho-so/{case.pk}/").status_code == 200


@pytest.mark.parametrize("url", ["/danh-sach/", "/danh-sach/ban-in/", "/sap-het-han/", "/thu-tuc/", "/chuyen-den/"])
@pytest.mark.parametrize("role", ["health_station", *STRANGERS])
def test_lists_of_people_are_for_those_who_read_legal_files(desk, url, role):
    assert desk(role)[0].get(url).status_code == 403


@pytest.mark.parametrize("role", ["commune_officer", "commune_chair", "auditor"])
def test_requests_for_determination_are_for_health_bodies(desk, role):
    assert desk(role)[0].get("/duoc-gui-den/").status_code == 403


def test_each_opening_of_a_case_is_noted(case, police):
    browser, actor = police
    before = Reading.objects.count()
    browser.get(f"/ho-so/{case.pk}/")
    noted = Reading.objects.order_by("id").last()
    assert Reading.objects.count() == before + 1
    assert (noted.person_id, noted.actor_id, noted.page) == (case.person_id, actor.user_id, "cases:case")
    assert DataClass.LEGAL in noted.classes


def test_a_kind_of_fact_that_has_no_form_is_not_there(case, police):
    browser, _ = police
    for kind in ("management-decided", "found-dependent", "file-received", "khong-co", "tested-positive"):
        assert browser.get(f"/ho-so/{case.pk}/ghi/{kind}/").status_code == 404


def test_a_minor_is_named_on_his_own_page_and_marked_sealed(police):
    browser, actor = police
    case = cases.opened(actor, "Trần Thị Nhỏ", at=NOW - timedelta(hours=1), birth_year=2010, guardian_name="Nguyễn Thị Ẩn")
    page = text(browser, f"/ho-so/{case.pk}/")
    assert "Trần Thị Nhỏ" in page and "Niêm phong" in page
