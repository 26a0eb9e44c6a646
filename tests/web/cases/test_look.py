"""The pages of cases and the desk in a real browser, with long names, empty, and with mistakes: axe, no sideways scroll, nothing foreign."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure as P
from tests.factories import accounts, cases
from tests.web.decisions.conftest import step_up
from tests.web.ui import looking

pytestmark = [pytest.mark.django_db, pytest.mark.journey, pytest.mark.slow]
NOW = cases.NOW
LONG = "Nguyễn Hoàng Quỳnh Ngọc Phương Khánh Ẫm"

RELAPSED = {"ground": "RELAPSE", "paper": "12/PKQ", "paper_on": "2026-01-05"}


def pages(browser, actor, other) -> dict[str, str]:
    """Each page as text, filled with a busy day of two communes."""
    cases.opened(actor, "Phạm Nguyễn Hoàng Ẩm", at=NOW - timedelta(days=3))
    cases.opened(actor, "Trần Thị Nhỏ", at=NOW - timedelta(hours=20), birth_year=2010, guardian_name="Nguyễn Thị Ẩn")
    new, old = cases.notified(actor, LONG), cases.managed(actor, "Đặng Quỳnh Ngọc Phượng")
    cases.recorded(actor, old.pk, K.SERVICE_OFFERED, NOW - timedelta(days=5), services=["COUNSELLING", "JOB"])
    with scope(actor):
        court = actions.open_case(
            actor=actor, at=NOW, person_id=old.person_id, procedure=P.COMPULSORY, kind=K.GROUND_FOUND, happened_at=NOW, data=RELAPSED
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


def test_pages_pass_axe_and_fit_the_screen(police, desk):
    browser, actor = police
    accounts.unit(900_002, name="Trấn Biên")
    html = pages(browser, actor, desk(unit_id=900_002)[1])
    assert looking.faults(html) == []
