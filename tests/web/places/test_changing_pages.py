"""The pages of reorganisation: propose, see what moves, confirm with a second person, take back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.places.models import Reorganisation, Unit
from donghanh.people.models import Person
from tests.base.places.conftest import all_units
from tests.factories import accounts, cases, places
from tests.succession.conftest import ON
from tests.support import queries_of
from tests.web.places.test_calendar_pages import once

pytestmark = pytest.mark.django_db
__all__ = ["all_units"]
DAY = ON + timedelta(days=10)
LIST, NEW = "/dia-ban/sap-xep/", "/dia-ban/sap-xep/don-vi/"


def typed(**values):
    said = {"document_number": "12/NQ-HĐND", "document_issuer": "HĐND tỉnh Đồng Nai", "former": "Trảng Dài", "successors": "Trảng Bom"}
    for name, day in (("document_date", ON), ("on", DAY)):
        said |= {f"{name}-d": day.day, f"{name}-m": day.month, f"{name}-y": day.year}
    return said | values


@pytest.fixture
def lead(all_units, client):
    places.load_holders()
    return accounts.sign_in(client, accounts.post(role="provincial_lead", unit_id=places.DONG_NAI))


def second():
    from tests.factories.pages import PageClient

    admin = accounts.sign_in(PageClient(), accounts.post(role="system_admin", unit_id=places.DONG_NAI))
    session = admin.session
    from donghanh.web.shell import clock, sign_in

    session[sign_in.STEPPED] = clock.now().timestamp()
    session.save()
    return admin


def proposed(lead, **values):
    answer = lead.post(NEW, typed(**values) | once(lead, NEW))
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def test_the_lead_proposes_and_sees_what_it_takes_along(lead):
    officer = cases.actor_of(accounts.post(unit_id=places.commune("Trảng Dài").pk))
    cases.managed(officer)
    page = lead.get(proposed(lead)).content.decode()
    assert "&lt; 8 người" in page and "&lt; 8 vụ việc đang mở" in page and "1 vị trí" in page and "Duyệt việc" not in page
    assert "Chờ duyệt" in lead.get(LIST).content.decode()


def test_another_person_confirms_and_the_lead_takes_back(lead):
    address, admin = proposed(lead), second()
    assert "Duyệt việc sắp xếp này" in admin.get(address).content.decode()
    assert admin.post(address, {"viec": "duyet"} | once(admin, address)).status_code == 302
    assert Unit.objects.get(pk=places.commune("Trảng Bom").pk).ends_before is None
    assert Unit.objects.filter(name="Trảng Dài", ends_before=DAY).count() == 1
    assert lead.post(address, {"viec": "rut", "reason": ""} | once(lead, address)).status_code == 422
    assert lead.post(address, {"viec": "rut", "reason": "Hoãn"} | once(lead, address)).status_code == 302
    assert not Unit.objects.filter(ends_before=DAY).exists() and Reorganisation.objects.get().cancel_reason == "Hoãn"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"former": "Xã Không Có Đâu"}, "Không Có Đâu"),
        ({"on-y": ON.year - 1}, "sau hôm nay"),
        ({"document_number": ""}, "Nhập số"),
        ({"successors": "Trảng Dài"}, "hai lần"),
        ({"successors": "", "new_name": "Hợp Nhất", "new_code": "12"}, "5 chữ số"),
    ],
)
def test_what_does_not_fit_is_said_and_kept(lead, values, words):
    answer = lead.post(NEW, typed(**values) | once(lead, NEW))
    page = answer.content.decode()
    assert (answer.status_code == 422 and words in page and "12/NQ-HĐND" in page) or values.get("document_number") == ""
    assert not Reorganisation.objects.exists()


def test_a_body_and_a_holder_are_proposed_at_a_commune(lead):
    unit = places.commune("Trảng Bom").pk
    station = accounts.body("health_station", unit)
    first, other = (f"/dia-ban/{unit}/{page}/" for page in ("co-quan-ke-tuc", "doi-tham-quyen"))
    body = {"former": station.pk, "successor": "", "new_name": "Trạm Y tế khu vực Trảng Bom"}
    assert lead.post(first, typed(**body) | once(lead, first)).status_code == 302
    holder = {"function": "assigner_of_helper", "holder": "commune_police commune_police_chief"}
    assert lead.post(other, typed(**holder) | once(lead, other)).status_code == 302
    assert set(Reorganisation.objects.values_list("kind", flat=True)) == {"BODY", "HOLDER"}


def test_another_province_is_out_of_reach(lead):
    assert lead.get(f"/dia-ban/{places.commune('Tam Chúc', province=2100037).pk}/co-quan-ke-tuc/").status_code == 404


def test_the_list_costs_the_same_with_many(lead):
    proposed(lead)
    few = queries_of(lead, LIST)
    for _number in range(3):
        proposed(lead)
    assert queries_of(lead, LIST) == few


def test_nobody_waits_for_a_place_where_nothing_was_divided(all_units, client):
    officer = accounts.sign_in(client, accounts.post(unit_id=places.commune("Trảng Bom").pk))
    assert "Không có hồ sơ nào chờ phân" in officer.get("/ho-so-chua-phan/").content.decode() and not Person.objects.exists()
