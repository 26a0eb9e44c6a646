"""Pages where plans come in, in a real browser: accessible, and nothing wider than the screen."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from donghanh.programme.exchange.models import Proposal
from tests.factories import accounts, places, plans
from tests.factories.pages import PageClient
from tests.factories.papers import PAPER
from tests.factories.programme import NOW, load_plan
from tests.web.plans.test_exchange_pages import CONFIRM
from tests.web.ui import looking

pytestmark = [pytest.mark.slow, pytest.mark.journey]
SPLIT = "/ke-hoach/DN257/chia/DN257-9/"


def brought(lead, *changes) -> str:
    """The address of this file's page."""
    return lead.post("/ke-hoach/nhap/", {"file": SimpleUploadedFile("ke-hoach-2026.yaml", plans.changed(*changes).encode())}).headers["Location"]


@pytest.fixture(scope="module")
def pages(all_units, django_db_blocker) -> dict[str, str]:
    """Each page; the rows behind are gone again before the browser opens."""
    with looking.lived(django_db_blocker, NOW):
        places.load_holders()
        for plan_id in ("DN137", "DN257"):
            load_plan(plan_id)
        found = _walked(accounts.sign_in(PageClient(), accounts.post(role="provincial_lead", unit_id=places.DONG_NAI)))
    return found


def _walked(lead) -> dict[str, str]:
    """What the lead sees on the way."""
    lead.post(brought(lead), CONFIRM)
    faulty = brought(lead, ("value: 90", "value: chín mươi"), ("work: model", "work: y"), ("functions: [commune_committee", "functions: [king"))
    more = brought(lead, ("value: 90", "value: 95"), ("place: Xã B", "place: Xã C"))
    found = {"preview": lead.get(more), "faulty": lead.get(faulty), "refused": lead.post(more, CONFIRM | {"stands": "1", "reason": ""})}
    lead.post(more, CONFIRM | {"instrument": "99/QĐ-UBND", "stands": "1", "reason": "Thêm số lớp tập huấn."})
    paper = lead.post("/ke-hoach/doc/", {"file": SimpleUploadedFile("kế hoạch.txt", PAPER.encode())}).headers["Location"]
    for one, verdict in zip(Proposal.objects.order_by("position")[:3], ("nhan", "bo", "nhan"), strict=True):
        lead.post(paper, {"proposal": str(one.pk), "verdict": verdict})
    found["split"] = lead.get(SPLIT)
    lead.post(SPLIT, {"way": "EQUAL", "reason": "Theo lộ trình 2025"})
    addresses = {
        "bring": "/ke-hoach/nhap/", "versions": "/ke-hoach/THU26/cac-ban/?ngay=1/2/2026", "version": "/ke-hoach/THU26/cac-ban/1/",
        "compare": "/ke-hoach/so-sanh/?a=DN137@1&b=DN257@1", "papers": "/ke-hoach/doc/", "paper": paper, "write": f"{paper}soan/",
        "divided": SPLIT, "plan": "/ke-hoach/DN257/", "list": "/ke-hoach/",
    }  # fmt: skip
    found |= {name: lead.get(address) for name, address in addresses.items()}
    return {name: answer.content.decode() for name, answer in found.items()}


def test_no_fault_wide_narrow_light_and_dark(pages):
    assert looking.faults(pages) == []
