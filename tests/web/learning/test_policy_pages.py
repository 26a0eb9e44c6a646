"""A decided dossier leads to tasks, from its page to the desks of the units."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.programme.research.terms import DossierState, Topic
from tests.factories.registers import PAPER, dossier, moved
from tests.factories.tasks import ON
from tests.web.learning.test_partner_pages import text

pytestmark = pytest.mark.django_db


def test_the_lead_gives_tasks_from_a_decided_dossier_and_its_page_shows_decision_and_tasks(province, sit):
    one = dossier(province.health, topic=Topic.PROFESSIONAL, title="Quy trình cắt cơn tại xã", addressee="UBND tỉnh")
    address, lead, health = f"/chinh-sach/{one.pk}/", sit(province.lead), sit(province.health)
    moved(province.health, one, DossierState.SUBMITTED)
    assert "Giao nhiệm vụ theo quyết định" not in text(lead.get(address))
    moved(province.health, one, DossierState.ISSUED)
    assert "Chưa giao nhiệm vụ nào" in text(health.get(address)) and f"{address}nhiem-vu/" not in text(health.get(address))
    due = ON + timedelta(days=30)
    form = {"text": "Chuẩn hoá quy trình", "due_on-d": due.day, "due_on-m": due.month, "due_on-y": due.year}
    assert "Chưa chọn đơn vị" in text(lead.post(f"{address}nhiem-vu/", form), 422)
    named = {"local_1": str(province.chair.body_id), "local_2": str(province.there.body_id), "bodies": [str(province.health.body_id)]}
    assert lead.post(f"{address}nhiem-vu/", form | named).status_code == 302
    shown = text(health.get(address))
    assert PAPER.number in shown and shown.count("Chuẩn hoá quy trình") >= 3 and province.chair.body_name in shown
    assert "Chuẩn hoá quy trình" in text(sit(province.chair).get("/nhiem-vu/"))
    assert health.get(f"{address}nhiem-vu/").status_code == 403
