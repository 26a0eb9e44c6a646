"""A plan's list of recipients: shown on the plan, prefilled when its report goes out, a day for each; and who may consolidate at all."""

from __future__ import annotations

import re

import pytest

from donghanh.base.accounts.models import Post
from donghanh.base.places.models import Unit
from donghanh.reports.filing.models import Version
from donghanh.web.shell import clock
from tests.factories import accounts, filing, places
from tests.factories.filing import moment, prolonged
from tests.factories.pages import PageClient
from tests.factories.programme import load_plan
from tests.web.reports.test_filing_pages import browser, text, typed

pytestmark = pytest.mark.django_db
QUANG_NGAI, THANH_HOA = 2100051, 2100038
AT = moment("2026-07-05")
CLUBS, HALF = "DN257-26-YEAR", "2026"


@pytest.fixture(autouse=True)
def in_july(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def of_province(plan_id: str, province: int) -> tuple[filing.Desks, str]:
    """The lead and two communes of another province, with its plan, and the code of the lead's own half-yearly report."""
    load_plan(plan_id)
    here, there = Unit.objects.filter(parent_id=province, ends_before=None).order_by("id").values_list("pk", flat=True)[:2]
    desks = filing.desks(here, there, province=province)
    code = {"QN22": "QN22-V.1.h.1-HALF_YEAR", "TH38": "TH38-V.2.1.14-HALF_YEAR"}[plan_id]
    prolonged(desks.lead, code, at=moment("2026-01-05"))
    return desks, code


@pytest.mark.parametrize(
    ("plan_id", "province", "some"),
    [
        pytest.param("QN22", QUANG_NGAI, ("Ban Tuyên giáo Tỉnh uỷ", "Viện kiểm sát nhân dân tỉnh"), marks=pytest.mark.requirement("QN22-R")),
        pytest.param("TH38", THANH_HOA, ("Bộ Y tế", "Các ban, ngành, đoàn thể thành viên Ban Chỉ đạo"), marks=pytest.mark.requirement("TH38-R")),
    ],
)
def test_the_list_stands_on_the_plan_is_prefilled_and_takes_a_day_for_each(towns, plan_id, province, some):
    desks, code = of_province(plan_id, province)
    lead = browser(desks.lead)
    on_plan = plain(text(lead.get(f"/ke-hoach/{plan_id}/")))
    assert "Nơi nhận (như bản in)" in on_plan and all(name in on_plan for name in some)
    address = f"/bao-cao/phai-gui/{code}/2026H1/"
    page = text(lead.get(address))
    assert all(f"- {name}" in page for name in some), "prefilled before anything was typed"
    assert lead.post(address, {**typed(page), "viec": "gui"}).status_code == 302
    version = Version.objects.get(filing__duty=code)
    assert set(some) <= set(version.recipients)
    paper = f"/bao-cao/ban/{version.pk}/"
    for name in version.recipients:
        assert lead.post(paper, {"recipient": name, "sent_on-d": "5", "sent_on-m": "7", "sent_on-y": "2026", "number": ""}).status_code == 302
    shown = plain(text(lead.get(paper)))
    assert "chưa ghi ngày gửi" not in shown and all(f"{name} 05/07/2026" in shown for name in version.recipients)


@pytest.mark.requirement("DN257-22")
def test_the_plan_names_its_lead_and_nobody_else_consolidates(towns):
    load_plan("DN257")
    desks = filing.desks(*towns)
    prolonged(desks.lead, CLUBS, at=moment("2026-01-05"), by_communes=True)
    address = f"/bao-cao/phai-gui/{CLUBS}/{HALF}/"
    lead = browser(desks.lead)
    said = plain(text(lead.get("/ke-hoach/DN257/"))).partition("Đầu mối thực hiện:")[2]
    assert "Công an tỉnh Đồng Nai" in said[:90]
    page = text(lead.get(address))
    text(lead.get(f"{address}tong-hop/"))
    others = [browser(one) for one in (desks.here, desks.chair, desks.police)]
    others += [_other(role) for role in ("department_officer", "finance_officer")]
    for one in others:
        assert one.get(f"{address}tong-hop/").status_code in (403, 404)
        one.post(address, {**typed(page), "viec": "gui"})
    whole = Version.objects.filter(filing__unit_id=places.DONG_NAI)
    assert not whole.exists() and set(Version.objects.values_list("filing__unit_id", flat=True)) == {towns[0]}, "a commune sends its own, no more"
    assert lead.post(address, {**typed(page), "viec": "gui"}).status_code == 302 and whole.count() == 1


def _other(role: str) -> PageClient:
    made = accounts.actor_in_db(role, places.DONG_NAI, stepped_up=True)
    return accounts.sign_in(PageClient(), Post.objects.get(user_id=made.user_id))
