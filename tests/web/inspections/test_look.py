"""The inspection pages in a real browser, wide and narrow, light and dark: axe, no sideways scroll, nothing foreign."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.programme.inspections.terms import Severity
from donghanh.programme.keeping.rules import FileDraft
from tests.factories.inspections import act, concluded, found, planned, running, survey, year_plan
from tests.factories.tasks import HERE, NOW, ON
from tests.programme.surveys.test_surveys import GOOD
from tests.programme.surveys.test_surveys import act as surveyed
from tests.web.ui import looking

pytestmark = [pytest.mark.django_db, pytest.mark.journey, pytest.mark.slow]


def lived_in(offices) -> dict[str, str]:
    """Something of everything; answers the addresses of single things."""
    year_plan(offices)
    kept = running(offices, offices.here, offices.health, is_in_plan=True, subject="Quản lý sau cai và Câu lạc bộ Niềm tin ở ẤP ỄNH ƯƠNG")
    late = found(offices.lead, kept, days=1, text="Hai hồ sơ thiếu biên bản giao nhận giữa Công an xã và UBND xã")
    waits = found(offices.health, kept, severity=Severity.GUIDANCE, text="Sổ sinh hoạt ghi sơ sài")
    act(offices.officer, "remedy", finding_id=waits.pk, text="Đã ghi lại sổ.", file=FileDraft("Sổ sinh hoạt.pdf", b"%PDF-1"))
    concluded(offices, kept, 8, 5)
    open_one = running(offices, offices.there, offices.health, is_in_plan=True)
    act(offices.lead, "draw", inspection_id=open_one.pk, size=3)
    planned(offices, offices.here, is_in_plan=True, starts_on=ON + timedelta(days=9))
    act(offices.lead, "record_check", place_id=HERE, done_on=ON, result="Hiệu quả khá", paper="12/BC")
    asked = survey(offices.lead)
    surveyed(offices.lead, "type_result", survey_id=asked.pk, tally=GOOD, source="Báo cáo 12")
    return {
        "closed": f"/kiem-tra/{kept.pk}/", "running": f"/kiem-tra/{open_one.pk}/", "marks": f"/kiem-tra/{open_one.pk}/cham/",
        "marked": f"/kiem-tra/{kept.pk}/cham/", "late": f"/kiem-tra/kien-nghi/{late.pk}/", "waits": f"/kiem-tra/kien-nghi/{waits.pk}/",
        "criteria_version": f"/kiem-tra/tieu-chi/{kept.criteria_id}/", "survey": f"/kiem-tra/khao-sat/{asked.pk}/",
    }  # fmt: skip


def test_pages_pass_axe_and_fit_the_screen(offices, sit, at):
    single = lived_in(offices)
    at(NOW + timedelta(days=2))
    province, officer = sit(offices.lead), sit(offices.officer)
    lists = {name: f"/kiem-tra/{address}" for name, address in (
        ("desk", ""), ("findings", "kien-nghi/"), ("units", "don-vi/"), ("criteria", "tieu-chi/"), ("trainings", "tap-huan/"),
        ("effect", "hieu-qua/"), ("surveys", "khao-sat/"), ("plan", "moi/"), ("publish", "tieu-chi/moi/"), ("plan_survey", "khao-sat/moi/"),
    )}  # fmt: skip
    pages = {name: province.get(address).content.decode() for name, address in (lists | single).items()}
    pages |= {f"unit-{name}": officer.get(address).content.decode() for name, address in {"desk": "/kiem-tra/", "late": single["late"]}.items()}
    pages["mistakes"] = province.post("/kiem-tra/moi/", {"subject": ""}).content.decode()
    assert looking.faults(pages) == []
