"""Many files in a short time: first a reason, at the double a stop; the log shows both (trust.md P9)."""

from __future__ import annotations

import pytest

from donghanh.base.audit.models import Event
from donghanh.people.rules import ReadLately, reading_verdict
from tests.factories import people

pytestmark = pytest.mark.django_db
LIMITS = {"hour": 2, "day": 5}


@pytest.fixture
def files(settings):
    """Six people, and a brake at two an hour."""
    settings.READING_BRAKE = LIMITS
    officer = people.official()
    names = ("Lê Văn An", "Trần Thị Bảy", "Phạm Văn Chín", "Hồ Thị Dung", "Võ Văn Em", "Bùi Thị Gấm")
    return [f"/nguoi/{people.register(officer, name, birth_year=1950 + n).pk}/" for n, name in enumerate(names)]


def acts(result: str = "done") -> list[str]:
    return list(Event.objects.filter(verb__startswith="reading.", result=result).values_list("verb", flat=True))


def test_the_third_file_asks_why_and_opens_after_the_reason(browser, files):
    officer = browser()
    assert [officer.open(file).status_code for file in files[:2]] == [200, 200]
    asked = officer.open(files[2])
    assert asked.status_code == 302 and asked.url.startswith("/nguoi/ly-do/?next=")
    assert officer.open(files[0]).status_code == 200, "what was opened before stays open"
    page = officer.open(asked.url)
    assert page.status_code == 200 and "Lý do xem nhiều hồ sơ" in page.content.decode()
    assert officer.send(asked.url, reason="bận").status_code == 422
    assert officer.send(asked.url, reason="Rà soát danh sách trước kỳ báo cáo sáu tháng").url == files[2]
    assert officer.open(files[2]).status_code == 200 and acts() == ["reading.go_on"]
    assert browser().open(files[2]).status_code == 200, "another official has his own count"


def test_at_the_double_it_stops_and_the_auditor_sees_it(browser, files):
    officer = browser()
    for file in files[:2]:
        officer.open(file)
    officer.send("/nguoi/ly-do/", reason="Rà soát danh sách trước kỳ báo cáo sáu tháng")
    assert [officer.open(file).status_code for file in files[2:5]] == [200, 200, 403]
    assert acts("refused") == ["reading.stop"]


def test_twin_without_the_brake_all_files_open(browser, files, monkeypatch):
    monkeypatch.setattr("donghanh.people.rules.reading_verdict", lambda *args, **kwargs: "open")
    officer = browser()
    assert [officer.open(file).status_code for file in files] == [200] * 6


@pytest.mark.parametrize(
    ("hour", "day", "is_known", "has_reason", "verdict"),
    [
        (1, 4, False, False, "open"), (2, 2, False, False, "reason"), (0, 5, False, False, "reason"), (2, 5, False, True, "open"),
        (4, 4, False, True, "stop"), (0, 10, False, True, "stop"), (3, 9, False, True, "open"), (99, 99, True, False, "open"),
    ],
)  # fmt: skip
def test_the_numbers(hour, day, is_known, has_reason, verdict):
    assert reading_verdict(ReadLately(hour, day, is_known), limits=LIMITS, has_reason=has_reason) == verdict


def test_a_forged_way_back_leads_nowhere_else(browser, files):
    answer = browser().send("/nguoi/ly-do/?next=https://example.org/", reason="Rà soát danh sách trước kỳ báo cáo")
    assert answer.url == "/"
