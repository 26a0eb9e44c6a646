"""Targets over staff on their page: what the plan sets twice, what was reached, the way to who is lacking."""

from __future__ import annotations

import pytest

from donghanh.base.accounts.models import Post
from donghanh.base.places.models import Unit
from tests.factories import accounts, programme
from tests.factories.pages import PageClient
from tests.factories.staffing import awarded, held, position
from tests.web.indicators.test_indicator_pages import page

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("TH38-II.2.b.2.a")
def test_ninety_of_2020_stands_beside_a_hundred_of_2015_with_the_note_and_what_was_reached(towns):
    programme.load_plan("TH38")
    province = Unit.objects.get(level="PROVINCE", name="Thanh Hóa", ends_before=None)
    lead = accounts.actor_in_db("provincial_lead", province.pk, stepped_up=True)
    of = position(lead, quantity=2)
    awarded(lead, held(lead, of, "Lý Thị Ẩn"))
    held(lead, of, "Hồ Văn Ẩn")
    client = accounts.sign_in(PageClient(), Post.objects.get(user_id=lead.user_id))
    shown = page(client, "/chi-tieu/staff_trained/")
    assert "50,0 %" in shown and "1 trên 2 người" in shown and "90%" in shown and "Cán bộ được đào tạo cơ bản (2020)" in shown
    assert "Thấp hơn mức 100% đặt cho 2015" in shown and 'href="/ke-hoach/TH38/cho-chua-khop/C4/"' in shown
    assert "100% (huyện, xã) hay 80%" in page(client, "/ke-hoach/TH38/cho-chua-khop/C4/")
    assert 'href="/nhan-su/dao-tao/"' in shown and "Hồ Văn Ẩn" in page(client, "/nhan-su/dao-tao/")
    plan = page(client, "/ke-hoach/TH38/")
    assert "Cán bộ được đào tạo cơ bản (2020)" in plan and "Cán bộ huyện, xã được đào tạo cơ bản (2015)" in plan
