"""What is near and what is late stand in lists of their own, reckoned when the page is opened: it does not matter what ran yesterday."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.places import queries as places
from donghanh.base.privacy.scope import scope
from donghanh.cases import queries
from donghanh.cases.models import Case, Duty
from donghanh.cases.queries import Part, working
from donghanh.web.shell import clock
from tests.factories import cases
from tests.web.cases.support import text

pytestmark = pytest.mark.django_db
NOW = cases.NOW
NEAR, LATE = "/viec/?muc=den-ngay-nhac", "/viec/?muc=qua-han"


GOOD = {"role": "", "days": "2", "since-d": "21", "since-m": "11", "since-y": "2026", "reason": "Cần trình ký sớm"}


def due(case: Case, at) -> None:
    Duty.objects.filter(case=case).update(due_at=at)


@pytest.fixture
def three(police):
    """On a Saturday: a limit that has passed, one on Monday, one on Tuesday."""
    browser, actor = police
    limits = {"Vũ Đã Qua": NOW - timedelta(hours=1), "Lê Thứ Hai": cases.moment("2026-11-23T15:00"), "Hồ Thứ Ba": cases.moment("2026-11-25T00:00")}
    for name, at in limits.items():
        due(cases.opened(actor, name), at)
    return browser, actor


def test_the_near_and_the_late_have_a_list_each(three):
    browser, _ = three
    near, late = text(browser, NEAR), text(browser, LATE)
    assert "Lê Thứ Hai" in near and "Hồ Thứ Ba" not in near and "Vũ Đã Qua" not in near
    assert "Vũ Đã Qua" in late and "Lê Thứ Hai" not in late
    assert "1 việc." in near and "1 việc." in late
    assert text(browser, "/viec/").count("đến ngày nhắc") == 1
    assert 'Sau đó <span class="n">1</span>' in near and 'Sau đó <span class="n">2</span>' in text(browser, "/viec/")


def test_the_head_sets_two_days_and_the_list_grows_at_once(three, desk):
    browser, _ = three
    chief, _actor = desk("commune_police_chief")
    assert chief.post("/viec/nhac/", GOOD).status_code == 302
    near = text(browser, NEAR)
    assert "Lê Thứ Hai" in near and "Hồ Thứ Ba" in near
    assert "Nhắc trước 2 ngày làm việc" in near
    assert "Cần trình ký sớm" in text(browser, "/viec/nhac/")


def test_three_days_without_any_job(three, monkeypatch):
    """From Saturday to Tuesday with nothing run in between: what was near is late, what was far is near."""
    browser, _ = three
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=3))
    late, near = text(browser, LATE), text(browser, NEAR)
    assert "Vũ Đã Qua" in late and "Lê Thứ Hai" in late and "Hồ Thứ Ba" not in late
    assert "Hồ Thứ Ba" in near and "Lê Thứ Hai" not in near


def test_twin_a_list_that_stood_still_would_miss_it(three, monkeypatch):
    browser, _actor = three
    told = working.horizons
    monkeypatch.setattr(working, "horizons", lambda at, calendar: told(NOW, calendar))
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=3))
    assert "Hồ Thứ Ba" not in text(browser, NEAR)


def test_the_numbers_are_those_of_the_lists(three):
    _browser, actor = three
    with scope(actor):
        found = {part: queries.desk(actor, at=NOW, calendar=places.calendar(), part=part) for part in Part}
    counts = found[Part.ALL].counts
    assert (counts.late, counts.reminded, counts.all) == (1, 1, 3)
    assert [len(found[part].rows) for part in (Part.ALL, Part.LATE, Part.REMINDED)] == [3, 1, 1]
    assert found[Part.LATE].counts == counts


def test_who_may_not_set_it_reads_who_does(police):
    page = text(police[0], "/viec/nhac/")
    assert "Trưởng Công an xã hoặc Chủ tịch UBND xã đặt số này" in page and '<form class="grid' not in page
    assert "Luật không quy định số ngày nhắc" in page
    assert (
        police[0].post("/viec/nhac/", {"role": "", "days": "3", "since-d": "21", "since-m": "11", "since-y": "2026", "reason": "x"}).status_code
        == 403
    )


@pytest.mark.parametrize(
    ("sent", "says"), [({"days": "40"}, "Chọn từ 0 đến 20 ngày làm việc"), ({"reason": ""}, "lý do"), ({"since-d": "1"}, "đã qua")]
)
def test_bad_input_is_told_at_its_field(desk, sent, says):
    chief, _ = desk("commune_police_chief")
    answer = chief.post("/viec/nhac/", GOOD | sent)
    assert answer.status_code == 422 and says in answer.content.decode()


@pytest.fixture
def reading(police):
    """The person was told ten days ago that he may read the file before it goes to court; the time for it has run."""
    browser, actor = police
    case = cases.opened(actor, "Trần Được Đọc")
    Duty.objects.filter(case=case).delete()
    Duty.objects.create(
        case=case, unit_id=case.unit_id, kind="READ_DOSSIER", rule_id="", function="person_concerned", counted_from=NOW - timedelta(days=10),
        due_at=cases.moment("2026-11-15T00:00"), stands_from=NOW - timedelta(days=10),
    )  # fmt: skip
    return browser, case


def test_the_persons_own_time_that_has_run_makes_nobody_late(reading):
    browser, _ = reading
    page = text(browser, "/viec/?cua=nguoi")
    assert "Thời gian luật dành cho người trong hồ sơ" in page and "đã hết thời gian" in page
    assert "quá hạn 6" not in page and "due-late" not in page and 'id="nhom-1">Quá hạn' not in page
    assert "14/11" in page and "15/11" not in page
    assert "Trần Được Đọc" not in text(browser, LATE)


def test_twin_counted_as_an_offices_duty_it_would_be_late(reading, monkeypatch):
    monkeypatch.setattr(working.legal, "persons", frozenset)
    assert "Trần Được Đọc" in text(reading[0], f"{LATE}&cua=khac"), "owed by no office of the commune"
