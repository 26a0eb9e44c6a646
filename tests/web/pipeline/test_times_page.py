"""The page of times, as a commune, a court, a health body and the province see it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.accounts.models import Post
from donghanh.cases import memo
from donghanh.web.shell import clock
from tests.cases.dossiers.conftest import AT, all_units, case, clerk, court, police, stranger, town
from tests.cases.dossiers.test_travel import accepted
from tests.cases.pipeline.test_times import BEFORE, asked, at_court_in_2025
from tests.factories import accounts, cases, dossiers, places
from tests.factories.pages import PageClient
from tests.support import same_queries
from tests.web.cases.support import text

__all__ = ["all_units", "case", "clerk", "court", "police", "stranger", "town"]
pytestmark = pytest.mark.django_db


def browser_of(actor):
    return accounts.sign_in(PageClient(), Post.objects.get(user_id=actor.user_id))


@pytest.fixture
def on(monkeypatch):
    return lambda at: monkeypatch.setattr(clock, "now", lambda: at)


@pytest.mark.requirement("QN22-V.16.a")
def test_the_commune_and_the_court_see_the_file_past_the_limit_each_by_its_own_name(police, clerk, court, on):
    file, passage = at_court_in_2025(police, clerk)
    on(file.duties.get(kind="COURT_DECIDES").due_at + timedelta(days=1))
    page = text(browser_of(police), "/thoi-gian-xu-ly/")
    assert court.name in page and file.number in page and "Quá hạn luật định" in page
    page = text(browser_of(clerk), "/thoi-gian-xu-ly/")
    page = page.split("<main")[1]
    assert f"/ho-so-gui-den/{passage.pk}/" in page and f"/ho-so/{file.pk}/" not in page and "Lê Thị Ỗi" not in page


def test_the_province_sees_neither_number_nor_name(police, clerk, court, town, on):
    file, _passage = at_court_in_2025(police, clerk)
    lead = accounts.post(role="provincial_lead", unit_id=places.DONG_NAI)
    on(BEFORE + timedelta(days=60))
    page = text(accounts.sign_in(PageClient(), lead), "/thoi-gian-xu-ly/")
    assert court.name in page and "&lt; 8" in page and file.number not in page and "/ho-so/" not in page


@pytest.mark.requirement("QN22-V.2.dd.2")
def test_a_request_stands_with_its_three_moments(police, town, on):
    facility = dossiers.facility(town[0])
    asked(police, facility)
    on(AT + timedelta(days=5))
    page = text(browser_of(police), "/thoi-gian-xu-ly/")
    assert facility.name in page and "09:00 18/11/2026" in page and "đang chờ" in page and "5 ngày" in page
    doctor = accounts.post(role="facility_doctor", unit_id=facility.unit_id, body=facility)
    assert "09:00 18/11/2026" in text(accounts.sign_in(PageClient(), doctor), "/thoi-gian-xu-ly/")


def test_the_same_number_of_statements_with_few_files_and_with_many(police, clerk, town, on):
    on(AT + timedelta(days=5))
    facility, made = dossiers.facility(town[0]), iter(range(99))

    def more(n: int) -> None:
        for _ in range(n):
            name = f"Lê Thị {'Ba' * next(made)}"
            accepted(police, clerk, dossiers.at_reading_end(police, at=AT, full_name=f"{name} An"))
            asked(police, facility, name=f"{name} Bình")
        memo.freshen(police.unit_ids)

    assert same_queries(browser_of(police), "/thoi-gian-xu-ly/", lambda: more(2), lambda: more(5)) <= 15


@pytest.mark.parametrize("role", ["auditor", "system_admin", "procuracy_viewer"])
def test_others_are_refused(role, db):
    held = accounts.post(role=role)
    assert cases.actor_of(held).role == role
    text(accounts.sign_in(PageClient(), held), "/thoi-gian-xu-ly/", status=403)
