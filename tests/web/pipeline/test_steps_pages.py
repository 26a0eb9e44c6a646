"""The page of steps: one's own with its lists, the province guarded, and what it costs."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from donghanh.base.audit.models import Reading
from donghanh.base.places.models import Unit
from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Case
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure, Stage
from donghanh.reports import waiting
from donghanh.reports.disclosure import Shown
from tests.factories import accounts, cases, dossiers, programme
from tests.factories.pages import PageClient
from tests.support import same_queries
from tests.web.cases.support import text

pytestmark = pytest.mark.django_db
NOW, PROVINCE, TOWNS = cases.NOW, 900_100, (900_101, 900_102, 900_103)
STEPS = "/duong-ho-so/?thu-tuc=USER_MANAGEMENT"


def shown(page: str) -> dict[str, str]:
    """Step → count, as the table says them."""
    cells = re.findall(r'<th scope="row">([^<]+?) ?(?:<span[^>]*>[^<]*</span>)?</th><td class="r">(?:<a[^>]*>)?(\d+)', page)
    return dict(cells)


@pytest.mark.requirement("DN137-VI.15.d", "QN22-V.12.g.1")
def test_moving_one_file_changes_two_numbers_on_the_page_and_each_opens_its_list(police):
    browser, actor = police
    moved, _stays = cases.opened(actor, "Lê Thị Một"), cases.opened(actor, "Lê Thị Hai")
    before = shown(text(browser, STEPS))
    cases.recorded(actor, moved.pk, K.RESIDENCE_VERIFIED, NOW - timedelta(hours=1))
    page = text(browser, STEPS)
    after = shown(page)
    assert {name: (before[name], after[name]) for name in after if before[name] != after[name]} == {
        "Chờ xác minh nơi cư trú": ("2", "1"),
        "Chờ gửi thông báo": ("0", "1"),
    }
    href = re.search(r'href="([^"]+buoc=VERIFIED)"', page)[1].replace("&amp;", "&")
    listed = text(browser, href)
    assert moved.number in listed and "Lê Thị Một" in listed and "Lê Thị Hai" not in listed and "0 ngày" in listed
    assert Reading.objects.filter(page="pipeline:files").exists()


def test_a_list_says_the_next_duty_its_limit_and_who_owes_it(police):
    browser, actor = police
    dossiers.at_reading_end(actor, at=NOW)
    listed = text(browser, "/duong-ho-so/ho-so/?thu-tuc=COMPULSORY&buoc=READING")
    task = re.search(r'<div class="agenda">.*?</ul>', listed)[0]
    for said in ("12 ngày", "Gửi hồ sơ sau thời gian đọc", "Công an", "Điều 35"):
        assert said in task


def test_a_person_under_the_seal_of_minors_is_not_named(police):
    browser, actor = police
    cases.opened(actor, "Trần Thị Nhỏ", birth_year=2010, guardian_name="Nguyễn Thị Ẩn")
    listed = text(browser, "/duong-ho-so/ho-so/?thu-tuc=USER_MANAGEMENT&buoc=DETECTED")
    assert "Người dưới 18 tuổi" in listed and "Trần Thị Nhỏ" not in listed


@pytest.mark.parametrize("url", ["/duong-ho-so/ho-so/", "/duong-ho-so/ho-so/?thu-tuc=USER_MANAGEMENT", "/duong-ho-so/ho-so/?thu-tuc=X&buoc=Y"])
def test_a_list_of_nothing_known_is_not_found(police, url):
    text(police[0], url, status=404)


@pytest.mark.parametrize("url", [STEPS, "/duong-ho-so/ho-so/?thu-tuc=USER_MANAGEMENT&buoc=DETECTED"])
def test_the_same_number_of_statements_with_few_files_and_with_many(police, url):
    browser, actor = police

    def more(n: int) -> None:
        for i in range(n):
            cases.opened(actor, f"Lê Thị {'Ba' * (i + 1)}"[:100])

    assert same_queries(browser, url, lambda: more(2), lambda: more(8)) <= 15


@pytest.fixture
def province(db):
    """A province of three communes with 20, 9 and 3 files under management; the lead's browser."""
    accounts.unit(PROVINCE, level="PROVINCE")
    for unit_id, total in zip(TOWNS, (20, 9, 3), strict=True):
        accounts.unit(unit_id, parent_id=PROVINCE, name=f"Xã {unit_id}")
        programme.many(unit_id, total=total, reached=0)
    lead = accounts.post(role="provincial_lead", unit_id=PROVINCE)
    return accounts.sign_in(PageClient(), lead), cases.actor_of(lead)


@pytest.mark.requirement("DN137-VI.15.d")
def test_the_province_sees_its_exact_totals_and_each_commune_guarded(province):
    browser, _lead = province
    page = text(browser, STEPS)
    assert shown(page)["Đang quản lý"] == "32"
    assert "≈ 20" in page and "≈ 10" in page and "Xã 900103" not in page and ">9<" not in page and ">3<" not in page
    assert "/duong-ho-so/ho-so/" not in page
    text(browser, "/duong-ho-so/ho-so/?thu-tuc=USER_MANAGEMENT&buoc=MANAGED", status=403)


def test_a_single_file_in_a_province_is_said_of_no_commune(province):
    browser, lead = province
    Case.objects.filter(pk=Case.objects.filter(unit_id=TOWNS[0]).values("pk")[:1]).update(stage="DETECTED")
    found = rows_of(lead)
    assert {cells[0] for cells in found.values()} == {Shown(None, None, is_numerator_hidden=True)}
    assert "không nói rõ xã nào" in text(browser, f"{STEPS}&buoc=DETECTED")


def test_twin_without_the_guard_the_small_number_is_given_away(province, monkeypatch):
    _browser, lead = province
    monkeypatch.setattr(waiting, "_column", lambda files: [Shown(n, None) for n in files])
    assert rows_of(lead)[TOWNS[2]][0].denominator == 3


def test_who_is_under_a_measure_that_indicators_count_is_told_of_no_commune_here(province):
    browser, lead = province
    Case.objects.filter(unit_id__in=TOWNS).update(procedure="SUBSTITUTION", stage="TREATED")
    page = text(browser, "/duong-ho-so/?thu-tuc=SUBSTITUTION")
    assert "các chỉ tiêu cho biết theo xã" in page and "Xã 900101" not in page
    with scope(lead):
        found = waiting.by_step(lead, procedure=Procedure.SUBSTITUTION, at=NOW, on=NOW.date())
    assert (found.counts, found.steps) == ({(Procedure.SUBSTITUTION, Stage.TREATED): 32}, ())


def rows_of(lead):
    with scope(lead):
        found = waiting.by_step(lead, procedure=Procedure.USER_MANAGEMENT, at=NOW, on=NOW.date())
    return {row.place.id: row.cells for row in found.rows}


def test_another_provinces_files_are_not_counted(province):
    browser, _lead = province
    accounts.unit(900_200, level="PROVINCE")
    other = accounts.unit(900_201, parent_id=900_200)
    programme.many(other.pk, total=50, reached=0)
    assert Unit.objects.filter(pk=other.pk).exists() and shown(text(browser, STEPS))["Đang quản lý"] == "32"


@pytest.mark.parametrize("role", ["health_station", "auditor", "court_clerk", "system_admin", "facility_doctor"])
def test_roles_that_neither_keep_files_nor_follow_them_are_refused(desk, role):
    text(desk(role)[0], STEPS, status=403)
