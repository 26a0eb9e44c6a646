"""Pages of guides and of army and civil medicine; long lists turn."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from donghanh.programme.roadmap.models import Guide
from donghanh.programme.roadmap.terms import SiteKind
from donghanh.reports import at_end, disclosure
from tests.factories import places
from tests.factories.roadmap import people, site
from tests.support import same_queries
from tests.web.roadmap.test_pages import actor, page

pytestmark = pytest.mark.django_db
GUIDES, ARMY = "/lo-trinh/tai-lieu/", "/lo-trinh/quan-dan-y/"
TYPED = {
    "viec": "ghi", "replaces": "", "kind": "AFTERCARE_CLUB", "title": "Sổ tay câu lạc bộ", "audience": "Chủ nhiệm", "language": "Tiếng Việt",
    "document": "12/HD-CAT", "starts_on": "2026-01-05",
}  # fmt: skip


def sent(client, content: bytes, *, status: int = 302, **typed):
    answer = client.post(GUIDES, TYPED | typed | {"file": SimpleUploadedFile("so-tay.pdf", content)})
    assert answer.status_code == status, answer.content.decode()[:2000]


@pytest.mark.requirement("DN137-IV.1.b.2.1")
def test_a_new_version_replaces_the_old_on_the_pages_of_the_model_and_the_old_is_still_handed_out(lead, towns):
    club = site(actor(lead), places.commune("Trảng Bom"), SiteKind.AFTERCARE_CLUB, opened_on=date(2026, 2, 2))
    sent(lead, b"no paper", status=422)
    sent(lead, b"%PDF-1 cu")
    old = Guide.objects.get()
    sent(lead, b"%PDF-1 moi", replaces=str(old.pk), starts_on="2026-06-01")
    new = Guide.objects.get(version=2)
    for address in (GUIDES, "/lo-trinh/mo-hinh/", f"/lo-trinh/danh-ba/{club.pk}/"):
        shown = page(lead, address)
        now, before = shown.split("Các bản trước")
        assert f"{GUIDES}{new.pk}/" in now and f"{GUIDES}{old.pk}/" not in now and f"{GUIDES}{old.pk}/" in before, address
    for one, content in ((new, b"%PDF-1 moi"), (old, b"%PDF-1 cu")):
        assert lead.get(f"{GUIDES}{one.pk}/").content == content


@pytest.mark.requirement("TH38-V.2.9.b")
def test_border_communes_show_army_and_civil_staff_services_and_people_as_the_reader_may_know(lead, sit, towns):
    here, there = places.commune("Trảng Bom"), places.commune("Xuân Lộc")
    made = site(actor(lead), here, SiteKind.ARMY_AND_CIVIL, opened_on=date(2026, 2, 2), name="Quân dân y Trảng Bom")
    site(actor(lead), there, SiteKind.ARMY_AND_CIVIL, opened_on=date(2026, 2, 2), name="Quân dân y Xuân Lộc")
    people(here.pk, dependent=16)
    typed = {
        "viec": "nhan-luc",
        "on": "2026-03-01",
        "military": "2",
        "civil": "5",
        "services": "Tư vấn, xét nghiệm",
        "is_border": "1",
        "document": "",
    }
    assert "Nhập số quân y" in page(lead, f"/lo-trinh/danh-ba/{made.pk}/", 422, **typed | {"military": ""})
    assert lead.post(f"/lo-trinh/danh-ba/{made.pk}/", typed).status_code == 302
    border, other = page(lead, ARMY).split("<tbody>")[1].split("<tr>")[1:3]
    assert all(words in border for words in ("Quân dân y Trảng Bom", "xã biên giới", ">2<", ">5<", "Tư vấn, xét nghiệm", ">15<"))
    assert "Quân dân y Xuân Lộc" in other and "chưa ghi" in other
    exact, unknown = page(sit("commune_officer", here.pk), ARMY).split("Quân dân y Trảng Bom")[1].split("</tr>")[:2]
    assert ">16<" in exact and ">–</td>" in unknown and ">0<" not in unknown, "of a commune that he does not count nothing is said"


NEAR = {"Trảng Bom": 20, "Xuân Lộc": 3, "Long Thành": 0}
"""Three communes with a model, and people on file there: 23 in the province, which is told exactly."""


def on_file(lead) -> list[str]:
    shown = page(lead, ARMY)
    rows = [shown.split(f"Quân dân y {name}</a>")[1].split("</tr>")[0] for name in NEAR]
    return [row.split('<td class="r num">')[1].split("<")[0] for row in rows]


def test_beside_the_exact_total_a_commune_says_no_more_than_on_the_page_of_the_indicator(lead, towns, monkeypatch):
    for name, n in NEAR.items():
        site(actor(lead), places.commune(name), SiteKind.ARMY_AND_CIVIL, opened_on=date(2026, 2, 2), name=f"Quân dân y {name}")
        people(places.commune(name).pk, dependent=n)
    assert on_file(lead) == ["20", "dưới 8", "dưới 8"], "were nobody told apart from few, 23 − 20 would say the few"
    monkeypatch.setattr(disclosure, "is_safe", lambda *_args: True)
    monkeypatch.setattr(at_end, "leaks", lambda *_args: set())
    assert on_file(lead) == ["20", "dưới 8", "0"], "twin"


def test_long_lists_turn_and_cost_the_same(lead, towns):
    here, who = places.commune("Trảng Bom"), actor(lead)

    def more(n: int) -> None:
        for _ in range(n):
            site(who, here, SiteKind.AFTERCARE_CLUB, opened_on=date(2026, 2, 2))

    assert same_queries(lead, "/lo-trinh/mo-hinh/", lambda: more(2), lambda: more(30)) <= 20
    assert (
        page(lead, "/lo-trinh/mo-hinh/").count('<th scope="row">') == 30
        and page(lead, "/lo-trinh/cau-lac-bo/?trang=2").count('<th scope="row">') == 2
    )
