"""A project of a facility: people who came in, the straight line, and the room there is."""

from __future__ import annotations

import re

import pytest

from donghanh.kernel.errors import NotInReach
from donghanh.reports import intake
from donghanh.reports.rules import CannotCount
from tests.factories import accounts, money
from tests.programme.money.conftest import HERE, PROVINCE
from tests.web.money.test_money_pages import PAPER, world

__all__ = ["world"]
pytestmark = pytest.mark.django_db
AGO = {2023: (1130,), 2024: (760, 770), 2025: (400, 410, 420), 2026: (50,)}
"""Days before 21 November 2026 on which somebody's rehabilitation in a public facility began."""


@pytest.mark.requirement("QN22-V.1.e.2")
def test_the_project_page_shows_forecast_intake_beside_present_capacity_and_the_state_of_approval(world):
    for days in (one for told in AGO.values() for one in told):
        money.rehabilitation(world.officer.actor, started=days, ended=None)
    facility = accounts.body("facility", PROVINCE, name="Trung tâm Công tác xã hội")
    told = {"name": "Nâng cấp Trung tâm", "gap": "Thiếu khu tiếp nhận", "need": "Quá tải", "total": "9.000.000", "priority": "1", **PAPER}
    assert "Sức chứa không dùng được" in world.lead.send("/kinh-phi/du-an/de-xuat/", {**told, "facility_id": facility.pk, "capacity": "0"}, 422)
    project = world.lead.send("/kinh-phi/du-an/de-xuat/", {**told, "facility_id": facility.pk, "capacity": "4"})
    shown = world.finance.read(project)
    rows = re.findall(
        r'<th scope="row" class="num">(\d+)[^/]*(?:<span class="meta">([^<]+)</span>)?</th><td class="r num">([^<]+)</td><td>([^<]+)</td>', shown
    )
    assert [(year, line, n) for year, line, n, _beside in rows] == [
        ("2023", "", "1"), ("2024", "", "2"), ("2025", "", "3"), ("2026", "đường thẳng", "≈ 4"), ("2027", "đường thẳng", "≈ 5")
    ]  # fmt: skip
    assert [beside for *_told, beside in rows[-2:]] == ["còn 0 chỗ", "vượt 1 người"] and "4 người" in shown and "Đã đề xuất" in shown
    world.finance.send(f"{project}buoc/", PAPER)
    assert "Đã duyệt chủ trương" in world.finance.read(project)
    bare = world.lead.send("/kinh-phi/du-an/de-xuat/", {**told, "facility_id": facility.pk})
    assert "chưa đặt" in world.lead.read(bare)


def test_the_intake_of_less_than_a_province_is_nobodys_to_ask(world):
    with pytest.raises(CannotCount, match="cả tỉnh"):
        intake.of_province(world.lead.actor, province_id=HERE, on=money.ON)
    with pytest.raises(NotInReach):
        intake.of_province(world.other.actor, province_id=PROVINCE, on=money.ON)
