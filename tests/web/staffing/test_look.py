"""The pages of staffing in a real browser, wide and narrow, light and dark: axe, no sideways scroll, nothing foreign."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.staffing import awarded, ended, held, position, scheme
from tests.factories.tasks import HERE, ON
from tests.web.ui import looking

pytestmark = [pytest.mark.django_db, pytest.mark.journey, pytest.mark.slow]


def test_pages_pass_axe_and_fit_the_screen(province, sit):
    of = position(province.chair, quantity=2, needs=("BASIC", "SKILLS"))
    one = held(province.chair, of, functions=("PREVENTION", "AFTERCARE"), is_part_time=True)
    awarded(province.chair, one, valid_until=date(2026, 6, 1))
    awarded(province.chair, one, "COUNSELLING")
    ended(province.chair, held(province.chair, of, "Đinh Văn Ẩn"))
    held(province.chair, position(province.chair, title="Đội viên tình nguyện", group="VOLUNTEER", quantity=5), "Hồ Thị Ẩn")
    kept = scheme(province.chair, appraiser=province.health.body_id)
    lead, chair, body = sit(province.lead), sit(province.chair), f"/nhan-su/co-quan/{province.chair.body_id}/"
    pages = {
        "desk": (lead, "/nhan-su/"), "body": (chair, body), "member": (chair, f"/nhan-su/nguoi/{one.member_id}/"),
        "matrix": (lead, "/nhan-su/dia-ban/"), "place": (lead, f"/nhan-su/dia-ban/{HERE}/"), "lacking": (lead, "/nhan-su/dao-tao/"),
        "moved": (lead, f"/nhan-su/truoc-sau/?ngay={ON:%d/%m/%Y}"), "schemes": (lead, "/nhan-su/de-an/"),
        "scheme": (sit(province.health), f"/nhan-su/de-an/{kept.pk}/"), "assign": (chair, f"/nhan-su/vi-tri/{of.pk}/bo-tri/"),
        "post": (chair, f"{body}vi-tri/"), "draft": (chair, f"{body}de-an/"), "empty": (sit(province.there), "/nhan-su/"),
    }  # fmt: skip
    assert looking.faults({name: client.get(address).content.decode() for name, (client, address) in pages.items()}) == []
