"""The pages of places in a real browser: accessible, and nothing wider than the screen."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client

from donghanh.base.places.models import Holiday
from tests.factories import accounts, places
from tests.web.ui import looking

pytestmark = [pytest.mark.slow, pytest.mark.journey]
ADDRESSES = {
    "search": "/dia-ban/?q=xã Xuân Tâm",
    "nothing": "/dia-ban/?q=qqqqqq",
    "provinces": "/dia-ban/",
    "commune": "/dia-ban/2326248/?ngay=21/11/2026",
    "divided": "/dia-ban/2326248/?ngay=1/5/2024",
    "province": "/dia-ban/2100075/?ngay=21/11/2026",
    "calendar": "/ngay-nghi/?nam=2026",
    "day": "/ngay-nghi/ghi/?ngay=2026-08-28",
    "remove": "/ngay-nghi/2026-08-28/bo/",
}


@pytest.fixture(scope="module")
def pages(all_units, django_db_blocker) -> dict[str, str]:
    """Each page as the provincial lead sees it; the rows behind are gone again before the browser opens."""
    with django_db_blocker.unblock(), transaction.atomic():
        places.load_holders()
        Holiday.objects.create(day="2026-08-28", name="Nghỉ theo quyết định", is_working_day=False, source="QĐ 1/QĐ-TTg")
        client = accounts.sign_in(Client(), accounts.post(role="provincial_lead", unit_id=900_075))
        found = {name: client.get(address).content.decode() for name, address in ADDRESSES.items()}
        transaction.set_rollback(True)
    return found


def test_no_fault_wide_narrow_light_and_dark(pages):
    assert looking.faults(pages) == []
