"""The page of sentinel rounds: recording, what is refused, who may, the cost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from donghanh.programme.inspections.models import Sentinel
from tests.factories.tasks import HERE, ON
from tests.programme.inspections.test_sentinel import measure
from tests.support import same_queries
from tests.web.inspections.test_pages import page, sent

pytestmark = pytest.mark.django_db
ADDRESS = "/kiem-tra/trong-diem/"
TYPED = {
    "viec": "ghi", "place": str(HERE), "site": "Điểm tư vấn số 1", "done_on": "2026-11-10", "sample": "40",
    "retained": "30", "relapsed": "", "employed": "", "paper": "12/BC",
}  # fmt: skip


def test_a_round_is_recorded_and_shows_its_change(sit, offices):
    lead = sit(offices.lead)
    assert "Nhập số từ 8 trở lên" in sent(lead, ADDRESS, status=422, **TYPED | {"sample": "7"})
    assert "lớn hơn mẫu" in sent(lead, ADDRESS, status=422, **TYPED | {"retained": "41"})
    measure(offices.lead, date(2026, 5, 10), retained=20)
    sent(lead, ADDRESS, **TYPED)
    shown = page(lead, ADDRESS)
    assert Sentinel.objects.count() == 2 and "75,0 %" in shown and "tăng 25,0 điểm" in shown and "không đo" in shown
    chair = sit(offices.chair)
    assert "Ghi đợt giám sát" not in page(chair, ADDRESS)
    page(sit(offices.lead), ADDRESS)


def test_the_page_costs_the_same_with_many_rounds(sit, offices):
    lead = sit(offices.lead)
    days = iter(range(1, 100))

    def more(n: int) -> None:
        for _ in range(n):
            measure(offices.lead, ON - timedelta(days=next(days)), retained=9)

    assert same_queries(lead, ADDRESS, lambda: more(2), lambda: more(10)) <= 20
