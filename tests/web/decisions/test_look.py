"""The pages of decisions in a real browser: no accessibility violation, no sideways scroll, nothing the strict policy stops."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.decisions.terms import DecisionKind
from tests.factories import cases, decisions, formed
from tests.web.decisions.conftest import step_up
from tests.web.ui import looking

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.journey]
LONG = "Nguyễn Phúc Hoàng Tôn Nữ Diễm Trúc Quỳnh Hương Thuỵ Khuê Ẩn"
NOW = cases.NOW


@pytest.fixture
def pages(people, browser):
    """HTML of each page as the server sends it, with long names in it."""
    officer, police, chief = browser("commune_officer"), browser("commune_police"), browser("commune_police_chief", stepped_up=True)
    long = decisions.waiting(people, name=LONG, birth_year=2010, guardian_name="Nguyễn Phúc Hoàng Tôn Nữ Quỳnh Ẫm")
    other = decisions.waiting(people, name="Đặng Quỳnh Ngọc Phượng")
    team = ("Hồ Thị Ểnh, Hội Liên hiệp Phụ nữ xã, Tổ phó", "Lê Văn Ổn, Trưởng khu phố 3")
    made = decisions.checked(people, long, officer="Đại uý Nguyễn Hữu Ẵng, Công an xã", team=team)
    draft = decisions.drafted(people, other)
    done = decisions.signed(people, decisions.waiting(people, name="Phạm Nguyễn Hoàng Ẫm", at=NOW - timedelta(days=3)), at=NOW - timedelta(days=3))
    gone = decisions.signed(people, decisions.waiting(people, name="Hồ Thị Ẳm", at=NOW - timedelta(days=9)), at=NOW - timedelta(days=9))
    decisions.withdrawn(people, gone, at=NOW - timedelta(days=1))
    step_up(chief)
    form = f"/ho-so/{decisions.waiting(people, name='Vũ Đình Quang Ẵng').pk}/quyet-dinh/MANAGE_USER/"
    got = {name: client.get(url) for name, client, url in (
        ("signing", chief, "/cho-ky/"), ("sign", chief, f"/quyet-dinh/{made.pk}/"), ("check", police, f"/quyet-dinh/{draft.pk}/"),
        ("own", officer, f"/quyet-dinh/{draft.pk}/"), ("checking", police, "/cho-kiem-tra/"), ("returned", officer, "/bi-tra-lai/"),
        ("signed_list", chief, "/da-ky/"), ("signed", police, f"/quyet-dinh/{done.pk}/"), ("withdrawn", police, f"/quyet-dinh/{gone.pk}/"),
        ("draft", officer, form), ("return", chief, f"/quyet-dinh/{made.pk}/tra-lai/"), ("serve", police, f"/quyet-dinh/{done.pk}/giao/"),
        ("withdraw", officer, f"/quyet-dinh/{done.pk}/thu-hoi/"),
    )}  # fmt: skip
    got["draft-wrong"] = officer.post(form, {"reasons": "", "told_how": "trực tiếp"})
    got["sign-unread"] = chief.post(f"/quyet-dinh/{made.pk}/ky/", {"seen": "x"})
    assert {name: answer.status_code for name, answer in got.items() if answer.status_code not in (200, 422)} == {}
    return {name: answer.content.decode() for name, answer in got.items()}


def test_every_page_in_light_and_dark_wide_and_narrow(pages):
    assert looking.faults(pages) == []


@pytest.fixture
def form_pages(people, browser):
    """The same of a decision on an official form: the choice, the blanks, the check, the signed letter."""
    officer, chair = browser("commune_officer"), browser("commune_chair", stepped_up=True)
    case = formed.proposed(people, NOW)
    old = formed.registered(people, NOW, full_name=LONG)
    got = {"choose": officer.get(f"/ho-so/{case.pk}/quyet-dinh/"), "choose-home": officer.get(f"/ho-so/{old.pk}/quyet-dinh/")}
    got["form-draft"] = officer.get(f"/ho-so/{case.pk}/quyet-dinh/AFTERCARE/")
    got["form-wrong"] = officer.post(f"/ho-so/{case.pk}/quyet-dinh/AFTERCARE/", {"reasons": ""})
    made = formed.checked(people, case, DecisionKind.AFTERCARE, NOW)
    got["form-sign"] = chair.get(f"/quyet-dinh/{made.pk}/")
    decisions.sign(made, people.chair)
    got["form-signed"] = chair.get(f"/quyet-dinh/{made.pk}/")
    assert {name: answer.status_code for name, answer in got.items() if answer.status_code not in (200, 422)} == {}
    return {name: answer.content.decode() for name, answer in got.items()}


def test_pages_of_forms_in_light_and_dark_wide_and_narrow(form_pages):
    assert looking.faults(form_pages) == []
