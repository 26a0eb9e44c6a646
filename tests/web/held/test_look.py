"""The pages of what a facility decides in a real browser: no accessibility violation, no sideways scroll, nothing the strict policy stops."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.places.models import Body
from donghanh.decisions.terms import DecisionKind as D
from tests.factories import held, rights
from tests.web.held.conftest import DAY
from tests.web.ui import looking

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.journey]


@pytest.fixture
def pages(house, passage, desk, at):
    """HTML of each page as the server sends it."""
    root = f"/ho-so-gui-den/{passage.pk}/quyet-dinh/"
    Body.objects.filter(pk=house.body.pk).update(name="Cơ sở Điều trị nghiện ma tuý tỉnh Đồng Nai")  # longer than its half of a letter's head
    empty = desk(house.head).get("/quyet-dinh-co-so/")
    gone = held.signed(house, passage, D.LET_OUT, at=DAY)
    back = held.signed(house, passage, D.WITHDRAW, at=DAY, reasons="Người thân báo không về được, không còn việc tang.", withdraws=gone.pk)
    done = held.signed(house, passage, D.LET_OUT, at=DAY + timedelta(minutes=5))
    contest = rights.contest(house.intake, done, at=DAY + timedelta(minutes=8), known_on=DAY.date())
    waits = held.checked(house, passage, D.LEND, at=DAY + timedelta(minutes=6))
    at(DAY + timedelta(hours=1))
    intake, second, head = desk(house.intake), desk(house.second), desk(house.head)
    got = {
        "desk-empty": empty,
        "desk": head.get("/quyet-dinh-co-so/"),
        "file": intake.get(root),
        "draft": intake.get(f"{root}soan/LET_OUT/"),
        "draft-wrong": intake.post(f"{root}soan/LET_OUT/", {"reasons": ""}),
        "sign": head.get(f"{root}{waits.pk}/"),
        "own": intake.get(f"{root}{waits.pk}/"),
        "signed": intake.get(f"{root}{done.pk}/"),
        "withdrawn": head.get(f"{root}{gone.pk}/"),
        "withdrawal": head.get(f"{root}{back.pk}/"),
        "withdraw": intake.get(f"{root}{done.pk}/thu-hoi/"),
        "return": second.get(f"{root}{waits.pk}/tra-lai/"),
        "serve": intake.get(f"{root}{done.pk}/giao/"),
        "complain": intake.get(f"{root}{done.pk}/khieu-nai/"),
        "complaint": head.get(f"{root}{done.pk}/khieu-nai/{contest.pk}/"),
        "tell": intake.get(f"/ho-so-gui-den/{passage.pk}/ghi/leave-began/"),
        "passage": intake.get(f"/ho-so-gui-den/{passage.pk}/"),
    }
    assert {name: answer.status_code for name, answer in got.items() if answer.status_code not in (200, 422)} == {}
    return {name: answer.content.decode() for name, answer in got.items()}


def test_every_page_in_light_and_dark_wide_and_narrow(pages):
    assert looking.faults(pages) == []
