"""Asking other places about people: every answer leaves a row, many ask for a reason, at the double it stops (trust.md P9, trap 8)."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh.base.audit.models import Event
from donghanh.people.models import Person
from tests.factories import people

pytestmark = pytest.mark.django_db
WHY = "Rà soát người chuyển đến trước kỳ báo cáo sáu tháng"


@pytest.fixture
def there(settings):
    """Six people of another commune, each with a number; a brake at two answers an hour."""
    settings.ELSEWHERE_BRAKE = {"hour": 2, "day": 5}
    officer = people.official(unit_id=people.THERE)
    names = ("Lê Văn An", "Trần Thị Bảy", "Phạm Văn Chín", "Hồ Thị Dung", "Võ Văn Em", "Bùi Thị Gấm")
    return [people.register(officer, name, identifiers=[people.citizen(n)]) for n, name in enumerate(names, 1)]


def ask(browser, n: int):
    browser.send("/nguoi/", q=people.citizen(n).value)
    return browser.open("/nguoi/")


def new(browser, **typed):
    """The form of a new person, after a search that finds nobody."""
    browser.search("không ai cả", "1990")
    return browser.send("/nguoi/moi/", **({"full_name": "Ai Đó", "sex": "MALE", "birth_year": "1994", "checked": "on"} | typed))


def answers() -> list[dict]:
    return list(Event.objects.filter(verb="person.looked_elsewhere").values_list("changes", flat=True))


def test_every_answer_leaves_the_place_in_the_log_and_no_name(officer, there):
    assert "xã Thử 900002" in ask(officer, 1).content.decode()
    row = Event.objects.get(verb="person.looked_elsewhere")
    assert (row.changes, row.person_id, row.subject, row.actor_id) == ({"units": [people.THERE]}, None, "", officer.post.user_id)
    ask(officer, 99)
    assert len(answers()) == 1, "nobody answered"


def test_a_name_and_a_birth_date_name_no_commune(officer, there):
    people.register(people.official(unit_id=people.THERE), "Lý Thị Năm", birth_year=None, born_on=date(1985, 5, 5))
    answer = new(officer, full_name="Lý Thị Năm", birth_year="", born_on="5/5/1985")
    page = answer.content.decode()
    assert answer.status_code == 422 and "tới Công an tỉnh" in page and "xã Thử 900002" not in page
    assert answers() == [{"units": [people.THERE]}]


def test_after_many_answers_a_reason_is_asked_before_the_question(officer, there):
    assert [ask(officer, n).status_code for n in (1, 2)] == [200, 200]
    for n in (3, 99):
        assert ask(officer, n).url.startswith("/nguoi/ly-do/"), "whether or not somebody would answer"
    page = officer.open("/nguoi/ly-do/?next=/nguoi/").content.decode()
    assert "xã khác đã trả lời bạn hơn 2 lần" in page
    officer.send("/nguoi/ly-do/?next=/nguoi/", reason=WHY)
    assert "xã Thử 900002" in ask(officer, 3).content.decode()


def test_by_script_the_brake_leads_to_the_page_that_asks_why(officer, there):
    for n in (1, 2):
        assert "xã Thử 900002" in officer.ask(people.citizen(n).value).content.decode()
    answer = officer.ask(people.citizen(3).value)
    assert answer.status_code == 204 and answer["HX-Redirect"].startswith("/nguoi/ly-do/")
    assert len(answers()) == 2


def test_at_the_double_it_stops_for_every_number_and_names_are_still_searched(officer, there):
    for n in (1, 2):
        ask(officer, n)
    officer.send("/nguoi/ly-do/", reason=WHY)
    assert [ask(officer, n).status_code for n in (3, 4, 5, 99)] == [200, 200, 403, 403]
    assert set(Event.objects.filter(verb="reading.stop_elsewhere").values_list("result", flat=True)) == {"refused"}
    assert officer.open("/nguoi/").status_code == 200
    assert "Không thấy hồ sơ" in officer.search("Lê Văn An")


def test_registering_does_not_get_round_the_brake(officer, browser, there):
    for n in (1, 2):
        assert new(officer, citizen_id=people.citizen(n).value).status_code == 422
    assert len(answers()) == 2
    asked = new(officer, citizen_id=people.citizen(3).value)
    assert asked.status_code == 302 and asked.url.startswith("/nguoi/ly-do/")
    assert not Person.objects.filter(unit_id=people.HERE).exists()
    assert ask(browser(), 3).status_code == 200, "another official has his own count"


def test_twin_without_the_brake_all_numbers_are_answered(officer, there, monkeypatch):
    monkeypatch.setattr("donghanh.people.rules.reading_verdict", lambda *args, **kwargs: "open")
    assert ["xã Thử 900002" in ask(officer, n).content.decode() for n in range(1, 7)] == [True] * 6
