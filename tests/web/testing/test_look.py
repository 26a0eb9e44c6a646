"""The pages of tests in a real browser, wide and narrow, light and dark: axe, no sideways scroll, nothing foreign."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web.cases.support import at as moment
from tests.web.testing.test_pages import NOW, asked, performed, registered
from tests.web.ui import looking

pytestmark = [pytest.mark.django_db, pytest.mark.journey, pytest.mark.slow]
LONG = "Nguyễn Hoàng Quỳnh Ngọc Phương Khánh Ẫm"


def pages(people, police, station, at) -> dict[str, str]:
    """Each page as text, with a positive result, a minor's request and a mistake."""
    young = registered(people, "Trần Thị Nhỏ", birth_year=2010, guardian_name="Nguyễn Thị Ẩn")
    ask = police.get(f"/nguoi/{young.pk}/xet-nghiem/").content.decode()
    minor = asked(police, station, young, sample="blood")
    take = station[1].get(f"/xet-nghiem/can-lam/{minor.pk}/").content.decode()
    test = asked(police, station, registered(people, LONG))
    performed(station, test, at)
    open_test = asked(police, station, registered(people, "Đỗ Văn Ẩm"))
    station[1].post(f"/xet-nghiem/can-lam/{open_test.pk}/", moment(NOW + timedelta(minutes=14), sample="urine"))
    mistakes = station[1].post("/xet-nghiem/can-lam/tren-giay/", {"on-d": "31", "on-m": "2", "on-y": "2026", "time": "25:00"})
    asked_for = {"list": "/xet-nghiem/", "test": f"/xet-nghiem/{test.pk}/", "withdraw": f"/xet-nghiem/{minor.pk}/rut/"}
    done = {"desk": "/xet-nghiem/can-lam/", "result": f"/xet-nghiem/can-lam/{open_test.pk}/", "sent": f"/xet-nghiem/can-lam/{test.pk}/"}
    found = {name: police.get(url).content.decode() for name, url in asked_for.items()}
    found |= {name: station[1].get(url).content.decode() for name, url in done.items()}
    return found | {"ask": ask, "take": take, "mistakes": mistakes.content.decode()}


def test_pages_pass_axe_and_fit_the_screen(people, browser, station, at):
    html = pages(people, browser("commune_police"), station, at)
    assert looking.faults(html) == []
