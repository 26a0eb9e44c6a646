"""Pages of a complaint against what the head signed: written down, answered, and what the commune is told of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from donghanh.decisions.terms import DecisionKind as D
from donghanh.rights.models import Contest
from tests.factories import held, rights
from tests.web.held.conftest import DAY
from tests.web.held.test_pages import text

pytestmark = pytest.mark.django_db
LATER = DAY + timedelta(days=3)
DAYS = {"known_on-d": "9", "known_on-m": "12", "known_on-y": "2026", "complained_on-d": "11", "complained_on-m": "12", "complained_on-y": "2026"}


@pytest.fixture
def signed(house, passage):
    return held.signed(house, passage, D.LEND, at=DAY)


def test_from_the_letter_to_the_answer_and_what_the_commune_sees(house, passage, signed, desk, at, police):
    page = f"/ho-so-gui-den/{passage.pk}/quyet-dinh/{signed.pk}/"
    at(DAY + timedelta(hours=3))
    intake = desk(house.intake)
    given = {"to": "person", "recipient": "", "way": "IN_PERSON", "served_on-d": "9", "served_on-m": "12", "served_on-y": "2026"}
    assert intake.post(f"{page}giao/", given | {"served_time": "11:00"}).status_code == 302
    at(LATER)
    intake, head = desk(house.intake), desk(house.head)
    assert f"{page}khieu-nai/" in intake.get(page).content.decode() and f"{page}khieu-nai/" not in head.get(page).content.decode()
    form = intake.get(f"{page}khieu-nai/")
    known = [re.search(rf'name="known_on-{one}"[^>]*value="(\d+)"', form.content.decode())[1] for one in "dmy"]
    assert [int(one) for one in known] == [9, 12, 2026], "known from the day it was handed over"
    assert head.get(f"{page}khieu-nai/").status_code == 403
    assert intake.post(f"{page}khieu-nai/", DAYS | {"content": ""}).status_code == 422
    sent = intake.post(f"{page}khieu-nai/", DAYS | {"content": rights.CONTENT})
    made = Contest.objects.get()
    assert sent["Location"] == f"{page}khieu-nai/{made.pk}/"
    assert sent["Location"] in head.get("/quyet-dinh-co-so/").content.decode()
    assert "Trả lời khiếu nại" not in text(intake.get(sent["Location"]))
    assert 'value="SUSPENDED"' in head.get(sent["Location"]).content.decode()
    answer = {"effect": "NONE", "reasons": "Đã xem lại đơn, việc đưa ra đúng yêu cầu tố tụng."}
    assert intake.post(sent["Location"], answer).status_code == 403
    assert head.post(sent["Location"], answer).status_code == 302
    assert "đúng yêu cầu tố tụng" in text(intake.get(sent["Location"])) and "Chưa trả lời" not in text(intake.get(page))
    commune = desk(police)
    told = text(commune.get(f"/nguoi/{signed.person_id}/quyen/"))
    assert "01/QĐ-TĐC" in told and "Giữ nguyên quyết định" in told
    one = text(commune.get(f"/khieu-nai/{made.pk}/"))
    assert "đã trả lời" in one and "đúng yêu cầu tố tụng" not in one and rights.CONTENT not in one


def test_under_the_address_of_another_file_there_is_no_complaint(house, passage, signed, desk):
    made = rights.contest(house.intake, signed, at=DAY, known_on=DAY.date())
    root = f"/ho-so-gui-den/{passage.pk}/quyet-dinh/"
    assert desk(house.head).get(f"{root}{passage.pk}/khieu-nai/{made.pk}/").status_code == 404
