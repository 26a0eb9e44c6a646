"""The pages of cases and the desk in a real browser, with long names, empty, and with mistakes: axe, no sideways scroll, nothing foreign."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure as P
from donghanh.web.ui import build
from tests.factories import accounts, cases
from tests.web.decisions.conftest import step_up
from tests.web.ui.browser import axe, chromium, show

pytestmark = [pytest.mark.django_db, pytest.mark.journey, pytest.mark.slow]
NOW = cases.NOW
LONG = "Nguyễn Hoàng Quỳnh Ngọc Phương Khánh Ẫm"
SCREENS = ((1280, False), (360, True))


def pages(browser, actor, other) -> dict[str, str]:
    """Each page as text, filled with a busy day of two communes."""
    cases.opened(actor, "Phạm Nguyễn Hoàng Ẩm", at=NOW - timedelta(days=3))
    cases.opened(actor, "Trần Thị Nhỏ", at=NOW - timedelta(hours=20), birth_year=2010, guardian_name="Nguyễn Thị Ẩn")
    new, old = cases.notified(actor, LONG), cases.managed(actor, "Đặng Quỳnh Ngọc Phượng")
    cases.recorded(actor, old.pk, K.SERVICE_OFFERED, NOW - timedelta(days=5), services=["COUNSELLING", "JOB"])
    with scope(actor):
        court = actions.open_case(
            actor=actor, at=NOW, person_id=old.person_id, procedure=P.COMPULSORY, kind=K.GROUND_FOUND, happened_at=NOW, data={"ground": "RELAPSE"}
        )
    for sender, there, name in ((actor, 900_002, "Hồ Thị Ểnh"), (other, 900_001, "Bùi Thị Kim Ngân")):
        case = cases.managed(sender, name)
        cases.recorded(sender, case.pk, K.ARRIVED, NOW - timedelta(hours=30))
        with scope(sender):
            actions.send_file(actor=sender, at=NOW, case_id=case.pk, to_unit_id=there)
    asked = {
        "today": "/viec/",
        "why hours": f"/viec/{new.pk}/decide/vi-sao/",
        "case": f"/ho-so/{old.pk}/",
        "moves": "/chuyen-den/",
        "list print": "/danh-sach/ban-in/",
        "empty list": "/sap-het-han/",
        "start": f"/nguoi/{new.person_id}/mo-thu-tuc/",
        "ground": f"/nguoi/{new.person_id}/mo-thu-tuc/compulsory/ground-found/",
        "compulsory": f"/ho-so/{court.pk}/",
        "paper decision": f"/ho-so/{court.pk}/ghi/dossier-prepared/",
        "why act": f"/ho-so/{court.pk}/vi-sao/court-requested/",
        "law changes": "/luat/thay-doi/?procedure=COMPULSORY&first=2026-06-30&second=2026-07-01",
        "list": "/danh-sach/",
        "procedures": "/thu-tuc/?thu-tuc=COMPULSORY",
    }
    step_up(browser)
    found = {name: browser.get(url).content.decode() for name, url in asked.items()}
    wrong = {"on-d": "31", "on-m": "2", "on-y": "2026", "time": "25:00"}
    return found | {"mistakes": browser.post(f"/ho-so/{new.pk}/ghi/service-offered/", wrong).content.decode()}


def look(html: dict[str, str], faults: list[str], seen: list[str]) -> None:
    """Open every page on every screen. DONGHANH_SHOTS names a folder for the pictures."""
    with chromium() as browser:
        for name, (width, dark) in ((n, s) for n in html for s in SCREENS):
            with show(browser, html[name], width=width, dark=dark) as page:
                faults += [f"{name} {width}: {line}" for line in axe(page)]
                if page.evaluate("document.documentElement.scrollWidth") > width or page.foreign:
                    faults.append(f"{name} {width}: scrolls sideways or asks elsewhere")
                seen.append(name)
                if folder := os.environ.get("DONGHANH_SHOTS"):
                    page.screenshot(path=Path(folder) / f"{name}-{width}{'-dark' if dark else ''}.png", full_page=True)


def test_pages_pass_axe_and_fit_the_screen(police, desk):
    browser, actor = police
    accounts.unit(900_002, name="Trấn Biên")
    html = pages(browser, actor, desk(unit_id=900_002)[1])
    build.build()
    faults: list[str] = []
    seen: list[str] = []
    # Playwright's loop would keep Django from the database in this thread.
    thread = Thread(target=look, args=(html, faults, seen))
    thread.start()
    thread.join()
    assert faults == []
    assert seen == [name for name in html for _ in SCREENS]
