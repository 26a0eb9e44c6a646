"""Pages of plans: what is printed, and what is only assumed."""

from __future__ import annotations

import pytest

from donghanh.base.privacy.scope import as_jobs
from donghanh.programme import actions, reading
from tests.factories import programme
from tests.support import same_queries

pytestmark = pytest.mark.django_db


def page(client, address, status=200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def test_the_plan_shows_its_target_and_says_what_is_assumed(lead):
    assert "/ke-hoach/DN137/" in page(lead, "/ke-hoach/")
    shown = page(lead, "/ke-hoach/DN137/")
    for words in ("137/KH-UBND", "31/05/2023", "2023–2025", "trên 80%", "Chưa tính được", "31/12/2025", "Kế hoạch không ghi ngày; tạm lấy 10 ngày"):
        assert words in shown, words


def test_an_unknown_plan_is_not_found(lead):
    page(lead, "/ke-hoach/khong-co/", status=404)


def test_who_reads_no_numbers_reads_no_plan(sit, towns):
    page(sit("facility_doctor", towns[0]), "/ke-hoach/", status=403)


@pytest.fixture
def four(towns):
    """All plans loaded."""
    from django.conf import settings

    for path in sorted((settings.ROOT / "plans").glob("*.yaml")):
        with as_jobs():
            actions.load(actor=programme.LOADER, at=programme.NOW, data=reading.read_plan(path))


def test_every_target_of_every_plan_is_shown_with_its_state(lead, four):
    states = {"DN137": (15, 4), "QN22": (14, 3), "TH38": (30, 9), "DN257": (6, 3)}
    for plan_id, (targets, waiting) in states.items():
        shown = page(lead, f"/ke-hoach/{plan_id}/")
        assert shown.count(f'aria-labelledby="{plan_id}-') == targets
        assert shown.count("<b>Còn thiếu:</b>") >= waiting and shown.count("Chưa tính được</span>") == waiting, plan_id
    assert "trước ngày 31/5, chính ngày đó là muộn" in page(lead, "/ke-hoach/QN22/")
    assert "bản gốc không ghi số" in page(lead, "/ke-hoach/QN22/") and "In “06 cơ sở” nhưng kể tám huyện" in page(lead, "/ke-hoach/TH38/")


def test_what_is_not_counted_for_the_sake_of_small_numbers_lacks_no_fact_and_says_who_decides(lead, four):
    shown = page(lead, "/ke-hoach/DN257/").split('id="DN257-7"')[1].split("</section>")[0]
    assert "Không thiếu sự việc nào. Không tính vì quy tắc P1" in shown and "cơ quan đầu mối cấp tỉnh về cai nghiện quyết định" in shown


def test_the_plan_of_ones_own_province_shows_what_was_reached(lead, four, towns):
    programme.many(towns[0], total=14, reached=12)
    shown = page(lead, "/ke-hoach/DN137/")
    assert "85,7 %" in shown and "12/14" in shown and "Kết quả là của tỉnh Đồng Nai" in shown
    assert "Kết quả là của" not in page(lead, "/ke-hoach/QN22/")


def test_statements_do_not_grow_with_people(lead, four, towns):
    here, there = towns
    few, more = (lambda: programme.many(here, total=2, reached=1)), (lambda: programme.many(there, total=48, reached=30))
    assert same_queries(lead, "/ke-hoach/DN137/", few, more) <= 35
