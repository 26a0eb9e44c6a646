"""Pages of plans: what is printed, and what is only assumed."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


def page(client, address, status=200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def test_the_plan_shows_its_target_and_says_what_is_assumed(lead):
    assert "/ke-hoach/DN137/" in page(lead, "/ke-hoach/")
    shown = page(lead, "/ke-hoach/DN137/")
    for words in ("137/KH-UBND", "31/05/2023", "2023–2025", "III.2.b.1", "ít nhất 100 %", "31/12/2025", "Kế hoạch không ghi ngày; tạm lấy 10 ngày"):
        assert words in shown, words


def test_an_unknown_plan_is_not_found(lead):
    page(lead, "/ke-hoach/khong-co/", status=404)


def test_who_reads_no_numbers_reads_no_plan(sit, towns):
    page(sit("facility_doctor", towns[0]), "/ke-hoach/", status=403)
