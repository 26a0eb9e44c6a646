"""The pages of this group in a real browser, wide and narrow, light and dark: axe, no sideways scroll, nothing foreign."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.cases.terms import FactKind as K
from tests.cases.pipeline.test_people import fact, to_enter
from tests.factories import accounts, cases, dossiers, programme
from tests.factories.pages import PageClient
from tests.web.ui import looking

pytestmark = [pytest.mark.django_db, pytest.mark.journey, pytest.mark.slow]
NOW = cases.NOW
LONG = "Nguyễn Hoàng Quỳnh Ngọc Phượng Khánh Ẫm"
OWN = {
    "steps": "/duong-ho-so/?thu-tuc=COMPULSORY",
    "files": "/duong-ho-so/ho-so/?thu-tuc=COMPULSORY&buoc=READING",
    "times": "/thoi-gian-xu-ly/",
    "whereabouts": "/noi-o/",
    "pending": "/dang-lap-ho-so/",
    "absent": "/vang-mat/",
}


def pages(police) -> dict[str, str]:
    browser, actor = police
    waits = dossiers.at_reading_end(actor, at=NOW, full_name=LONG)
    fact(actor, waits, K.INTERIM_DECIDED, NOW - timedelta(days=8), place="home")
    fact(actor, waits, K.SUPERVISOR_ASSIGNED, NOW - timedelta(days=8), helper="Phạm Văn Giám", guardian="Lê Thị Mẹ", check_days=3)
    ran = dossiers.at_reading_end(actor, at=NOW, full_name="Vũ Đình Ẵng")
    fact(actor, ran, K.ESCAPED, NOW - timedelta(days=6))
    postponed = to_enter(actor)
    fact(actor, postponed, K.POSTPONED, NOW - timedelta(days=30), postponed_for="Ốm nặng", review_on=NOW.date().isoformat())
    cases.managed(actor, "Trần Thị Nhỏ", birth_year=2010, guardian_name="Nguyễn Thị Ẩn")
    found = {name: browser.get(url).content.decode() for name, url in OWN.items()}
    return found | {"bad_day": browser.get("/noi-o/?ngay-d=31&ngay-m=2&ngay-y=2026").content.decode()}


def pages_of_the_province() -> dict[str, str]:
    accounts.unit(900_100, level="PROVINCE")
    for unit_id, total in zip((900_101, 900_102, 900_103), (20, 9, 3), strict=True):
        accounts.unit(unit_id, parent_id=900_100, name=f"Quỳnh Ẩn {unit_id}")
        programme.many(unit_id, total=total, reached=0)
    lead = accounts.sign_in(PageClient(), accounts.post(role="provincial_lead", unit_id=900_100))
    asked = {"province": "/duong-ho-so/?thu-tuc=USER_MANAGEMENT", "times_province": "/thoi-gian-xu-ly/"}
    return {name: lead.get(url).content.decode() for name, url in asked.items()}


def test_pages_pass_axe_and_fit_the_screen(police):
    html = pages(police) | pages_of_the_province()
    assert looking.faults(html) == []
