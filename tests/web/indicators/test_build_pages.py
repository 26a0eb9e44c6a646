"""An officer of the province makes an indicator without code: subject, conditions, a look at real data, then kept; changed by a version."""

from __future__ import annotations

import re

import pytest

from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure as P
from donghanh.reports.building.models import BuiltIndicator
from tests.reports.test_parts import opened
from tests.web.indicators.test_indicator_pages import page

pytestmark = pytest.mark.django_db
CHOSEN = {"nhom": "in_treatment", "khoa": "", "ten": "Điều trị thay thế", "dieu_kien": ["SUBSTITUTION"], "ly_do": ""}


def test_subject_then_conditions_then_a_look_then_kept_and_changed(lead, towns):
    for n in range(8):
        opened(towns[0], P.SUBSTITUTION, K.TREATMENT_STARTED, "2026-02-01", f"Người Thứ {chr(65 + n)}")
    assert "?nhom=in_treatment" in page(lead, "/chi-tieu/tu-dung/")
    assert "điều trị thay thế" in page(lead, "/chi-tieu/tu-dung/?nhom=in_treatment")
    looked = page(lead, "/chi-tieu/tu-dung/?nhom=in_treatment&ten=Thử&dieu_kien=SUBSTITUTION")
    assert "Xem thử, cả tỉnh" in looked and "100,0 %" in looked and "Giữ chỉ số này" in looked and not BuiltIndicator.objects.exists()
    kept = lead.post("/chi-tieu/tu-dung/", CHOSEN)
    assert kept.status_code == 302
    shown = page(lead, kept["Location"])
    assert "Điều trị thay thế" in shown and "100,0 %" in shown and "Bản 1" in shown
    change = re.search(r'href="(/chi-tieu/tu-dung/\?nhom=[^"]+)"', shown)[1].replace("&amp;", "&")
    assert "Giữ chỉ số này" in page(lead, change)
    key = str(BuiltIndicator.objects.get().key)
    refused = lead.post("/chi-tieu/tu-dung/", CHOSEN | {"khoa": key})
    assert refused.status_code == 422 and "Ghi lý do sửa" in refused.content.decode()
    assert lead.post("/chi-tieu/tu-dung/", CHOSEN | {"khoa": key, "ly_do": "Sửa tên"}).status_code == 302
    assert "Điều trị thay thế" in page(lead, "/chi-tieu/")


@pytest.mark.parametrize("typed", [{**CHOSEN, "dieu_kien": []}, {**CHOSEN, "ten": ""}, {**CHOSEN, "dieu_kien": ["MET"]}])
def test_what_cannot_be_kept_is_said(lead, typed):
    assert lead.post("/chi-tieu/tu-dung/", typed).status_code == 422 and not BuiltIndicator.objects.exists()


def test_nobody_else_builds(sit, towns):
    page(sit("commune_officer", towns[0]), "/chi-tieu/tu-dung/", status=403)
