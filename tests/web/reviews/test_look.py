"""The pages of reviews, guides, army and civil medicine and investors in a real browser: axe, no sideways scroll."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh.programme.reviews.models import Adjustment, Analysis
from donghanh.programme.roadmap.terms import SiteKind
from tests.factories import places, programme
from tests.factories.programme import many
from tests.factories.registers import partner
from tests.factories.roadmap import site
from tests.web.reviews.test_review_pages import CHANGE, CHANGED, DEMAND, FIGURE, REPORTED, SHEET, sent
from tests.web.roadmap.test_helping_pages import ARMY, GUIDES
from tests.web.roadmap.test_helping_pages import sent as published
from tests.web.roadmap.test_pages import actor
from tests.web.ui import looking

pytestmark = [pytest.mark.django_db, pytest.mark.journey, pytest.mark.slow]


def test_pages_pass_axe_and_fit_the_screen(towns, lead):
    programme.load_plan("QN22")
    empty = {name: lead.get(address).content.decode() for name, address in (("none", REPORTED), ("no-sheet", SHEET), ("no-guide", GUIDES))}
    many(towns[0], total=14, reached=10)
    for provider in ("Công an tỉnh", "Sở Y tế ẤP ỄNH ƯƠNG"):
        sent(lead, REPORTED, **FIGURE | {"provider": provider, "note": "Chưa cộng người mới phát hiện trong tháng."})
    sent(lead, CHANGED, **CHANGE)
    sent(lead, SHEET, viec="lap", title="Thực trạng cai nghiện năm 2026", paper="")
    cause = {"viec": "nguyen-nhan", "kind": "SUBJECTIVE", "text": "Xã mời muộn", "indicator": "user_management", "period": "2026H2"}
    sent(lead, SHEET, **cause)
    of = Analysis.objects.get().causes.get()
    sent(lead, SHEET, viec="viec-lam", cause=str(of.pk), text="Mời trong 3 ngày", who="Công an cấp xã", due_on="2027-03-31")
    site(actor(lead), places.commune("Trảng Bom"), SiteKind.ARMY_AND_CIVIL, opened_on=date(2026, 2, 2), name="Quân dân y Trảng Bom")
    published(lead, b"%PDF-1 cu")
    of_whom = partner(actor(lead))
    form = {"kind": "COUNSELLING", "name": "Cơ sở tư vấn An", "place": str(towns[0]), "documents": "Đơn đề nghị", "applied_on": "1/9/2026"}
    one = lead.post(f"/doi-tac/{of_whom.pk}/dau-tu/", form)["Location"]
    shown = {
        "reported": f"{REPORTED}?ky=2026H2", "adjustments": CHANGED, "adjustment": f"{CHANGED}{Adjustment.objects.get().pk}/", "sheet": SHEET,
        "demand": DEMAND, "army": ARMY, "guides": GUIDES, "models": "/lo-trinh/mo-hinh/", "communes": "/xa-phuong/", "found": "/xa-phuong/?tim=bom",
        "applications": "/doi-tac/dau-tu/", "application": one, "apply": f"/doi-tac/{of_whom.pk}/dau-tu/",
    }  # fmt: skip
    pages = empty | {name: lead.get(address).content.decode() for name, address in shown.items()}
    pages["mistakes"] = lead.post(REPORTED, FIGURE | {"value": "mười", "paper": ""}).content.decode()
    assert looking.faults(pages) == []
