"""The year of each commune: plan handed in, targets inherited, inspected."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.programme.keeping.rules import FileDraft
from donghanh.programme.shares.models import Share
from donghanh.programme.tasks import actions as tasks
from donghanh.programme.tasks.models import Demand
from donghanh.programme.tasks.terms import PaperKind
from tests.factories import accounts, inspections, places, programme
from tests.factories.tasks import NOW, ON
from tests.programme.shares.test_shares import split
from tests.support import same_queries
from tests.web.roadmap.conftest import all_units, at_nine, lead, sit, towns
from tests.web.roadmap.test_pages import actor, page

__all__ = ["all_units", "at_nine", "lead", "sit", "towns"]
pytestmark = pytest.mark.django_db
ADDRESS = "/nhiem-vu/ke-hoach-don-vi/dia-ban/"


def line(shown: str, name: str) -> str:
    return shown.split(f'<th scope="row">{name}</th>')[1].split("</tr>", maxsplit=1)[0]


@pytest.mark.requirement("TH38-V.2.10.1")
def test_each_commune_shows_its_plan_its_targets_and_whether_it_was_inspected_by_former_district(lead, towns):
    programme.load_plan("DN257")
    who = actor(lead)
    split(who)
    here = Share.objects.filter(value__gt=0).select_related("unit").first().unit
    name, chair = str(here), accounts.actor_in_db("commune_chair", here.pk)
    asked(who, chair)
    shown = line(page(lead, ADDRESS), name)
    assert "Chưa đến hạn" in shown and '<td class="num"><span class="muted">chưa</span>' in shown
    with scope(chair):
        tasks.submit(actor=chair, at=NOW, demand_id=Demand.objects.get().pk, body_id=chair.body_id, text="Kế hoạch của xã.")
    o = inspections.Alone(who)
    inspections.concluded(o, inspections.running(o, chair.body_id), 8, 4)
    shown = page(lead, ADDRESS)
    assert "Chờ duyệt" in line(shown, name) and f"{ON + timedelta(days=1):%d/%m/%Y}" in line(shown, name)
    without = str(Share.objects.filter(value=0).select_related("unit").first().unit)
    assert '<td class="r num">1</td>' in line(shown, name) and '<td class="r num">0</td>' in line(shown, without)
    of_district = next(part for part in shown.split("<summary")[1:] if f">{name}</th>" in part)
    assert "1/" in of_district.split("</summary>", maxsplit=1)[0] and "chưa yêu cầu" in line(shown, without)
    assert "chưa yêu cầu" in line(page(lead, ADDRESS + "?nam=2027"), name), "another year"


@pytest.mark.requirement("QN22-V.12.a")
def test_the_matrix_shows_plan_uploaded_targets_inherited_and_committee_138_by_former_district(lead, sit, towns):
    programme.load_plan("DN257")
    who = actor(lead)
    split(who)
    here = Share.objects.filter(value__gt=0).select_related("unit").first().unit
    chair, officer = accounts.actor_in_db("commune_chair", here.pk), sit("commune_officer", here.pk)
    asked(who, chair)
    before = line(page(lead, ADDRESS), str(here))
    assert "Chưa đến hạn" in before and "chưa ghi" in before
    with scope(chair):
        file = FileDraft("Kế hoạch.pdf", b"%PDF-1.7")
        tasks.submit(actor=chair, at=NOW, demand_id=Demand.objects.get().pk, body_id=chair.body_id, text="", file=file)
    own, day = f"/xa-phuong/{here.pk}/", {"starts_on-d": "1", "starts_on-m": "3", "starts_on-y": "2026"}
    form = {"viec": "ban-chi-dao", "document": "12/QĐ-UBND", "head": "Lê Văn Ổn, Chủ tịch UBND xã", "members": "Trần Thị Ỗi, Công an xã\n\n"} | day
    assert officer.post(own, form | {"head": ""}).status_code == 422
    assert officer.post(own, form).status_code == 302
    assert "Trần Thị Ỗi, Công an xã" in page(officer, own)
    shown = page(lead, ADDRESS)
    row = line(shown, str(here))
    assert "Chờ duyệt" in row and '<td class="r num">1</td>' in row and "Lê Văn Ổn, Chủ tịch UBND xã" in row
    of_district = next(part for part in shown.split("<summary")[1:] if f">{here}</th>" in part)
    assert re.search(r"1/\d+ có Ban Chỉ đạo 138", of_district.split("</summary>", maxsplit=1)[0])
    assert officer.post(own, {"viec": "thoi-ban", "document": "40/QĐ-UBND"} | day | {"starts_on-m": "4"}).status_code == 302
    assert "chưa ghi" in line(page(lead, ADDRESS), str(here))


def asked(who, *chairs) -> None:
    about = {"kind": PaperKind.PLAN, "year": ON.year, "title": "Kế hoạch năm", "due_on": ON + timedelta(days=20), "plan_id": "DN257"}
    with scope(who):
        tasks.demand(actor=who, at=NOW, body_ids=tuple(one.body_id for one in chairs), **about)


def test_the_page_is_the_lead_agencys_and_costs_the_same_with_many(lead, sit, towns):
    programme.load_plan("DN257")
    who = actor(lead)
    chairs = [accounts.actor_in_db("commune_chair", places.commune(name).pk) for name in ("Trảng Bom", "Xuân Lộc", "Trảng Dài")]
    assert same_queries(lead, ADDRESS, lambda: asked(who, *chairs[:2]), lambda: asked(who, *chairs)) <= 40
    page(sit("commune_chair", places.commune("Trảng Bom").pk), ADDRESS, 403)
