"""The desk with its reminders in a real browser: a busy day, empty lists, settings with long words, and mistakes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions
from donghanh.cases.models import Duty
from donghanh.cases.reminders import actions as reminders
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure as P
from tests.factories import cases
from tests.web.decisions.conftest import step_up
from tests.web.ui import looking

pytestmark = [pytest.mark.django_db, pytest.mark.journey, pytest.mark.slow]
NOW = cases.NOW
LONG = "Nguyễn Hoàng Quỳnh Ngọc Phương Khánh Ẫm"


def busy(actor) -> str:
    """Late, near, far, without a limit, and a person whose time to read the file has run; answers where that date is explained."""
    cases.opened(actor, "Phạm Nguyễn Hoàng Ẩm", at=NOW - timedelta(days=3))
    Duty.objects.filter(case=cases.opened(actor, LONG)).update(due_at=cases.moment("2026-11-24T00:00"))
    person = cases.managed(actor, "Đặng Quỳnh Ngọc Phượng")
    long_ago = NOW - timedelta(days=20)
    with scope(actor):
        court = actions.open_case(
            actor=actor, at=NOW, person_id=person.person_id, procedure=P.COMPULSORY, kind=K.GROUND_FOUND, happened_at=long_ago,
            data={"ground": "RELAPSE", "paper": "12/PKQ", "paper_on": "2026-01-05"},
        )  # fmt: skip
    for after, kind in ((1, K.DOSSIER_PREPARED), (2, K.NOTICE_GIVEN)):
        issuer = {"issuer": "commune_police.commune_police_chief"} if kind == K.DOSSIER_PREPARED else {}
        cases.recorded(actor, court.pk, kind, long_ago + timedelta(days=after), **issuer)
    return f"/viec/{court.pk}/read-dossier/vi-sao/"


def test_pages_pass_axe_and_fit_the_screen(police, desk):
    browser, actor = police
    step_up(browser)
    empty = {"empty": browser.get("/viec/?muc=den-ngay-nhac").content.decode()}
    why = busy(actor)
    chief, head = desk("commune_police_chief")
    step_up(chief)
    for role, days, reason in (("commune_police", 3, "Ẫm Ểnh: " + "trưởng Công an đi công tác, cần trình ký sớm hơn; " * 4), ("", 2, "Lễ")):
        with scope(head):
            reminders.set_days(actor=head, at=NOW, unit_id=900_001, role=role, days=days, since=NOW.date(), reason=reason)
    wrong = chief.post("/viec/nhac/", {"role": "", "days": "99", "since-d": "31", "since-m": "2", "since-y": "2026", "reason": ""})
    asked = {"today": "/viec/", "near": "/viec/?muc=den-ngay-nhac", "reminders read": "/viec/nhac/", "why own": why, "unit": "/viec/don-vi/"}
    html = {name: browser.get(url).content.decode() for name, url in asked.items()}
    html |= empty | {"reminders": chief.get("/viec/nhac/").content.decode(), "mistakes": wrong.content.decode()}
    assert looking.faults(html) == []
