"""A plan's years bound it: a target after them is told at the check, and once they are over a final review is due until one was held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings

from donghanh.programme import queries, reading
from donghanh.programme.exchange import writing
from donghanh.web.plans import whole
from tests.factories import plans, programme

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("DN137-II.3")
def test_a_target_of_2027_is_told_at_its_place_and_the_plan_is_due_for_its_final_review(tmp_path, lead, towns):
    plan = reading.read_plan(settings.ROOT / "plans" / "DN137.yaml")
    first, *rest = plan.targets
    late = replace(plan, targets=(replace(first, due_on=date(2027, 6, 30)), *rest))
    found = plans.checked(tmp_path, writing.workbook(plans.words(), late), "kế hoạch.xlsx")
    said = [one for one in found.remarks if "ngoài thời gian của kế hoạch (2023–2025)" in one.message]
    assert len(said) == 1 and "30/06/2027" in said[0].message and str(said[0].place).startswith("Chỉ tiêu!")
    whole_plan = " ".join(lead.get("/ke-hoach/DN137/").content.decode().split())
    assert "31/12/2025: đến hạn tổng kết" in whole_plan and 'href="/bao-cao/hoi-nghi/"' in whole_plan
    assert "đến hạn tổng kết" in lead.get("/ke-hoach/").content.decode()


@pytest.mark.parametrize(
    ("on", "closed_on", "says"),
    [
        (date(2025, 12, 31), None, "Đang thực hiện"),
        (date(2026, 1, 1), None, "đến hạn tổng kết"),
        (date(2026, 1, 1), date(2024, 12, 20), "đến hạn tổng kết"),
        (date(2026, 3, 1), date(2026, 2, 20), "Đã tổng kết ngày 20/02/2026"),
    ],
)
def test_a_final_review_of_the_last_year_or_later_closes_it(towns, on, closed_on, says):
    actor = programme.official(towns[0])
    assert says in whole.state(queries.plan(actor, "DN137"), on, closed_on=closed_on)[0]
