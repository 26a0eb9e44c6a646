"""The pages in a real browser: no accessibility violation, no sideways scroll, nothing the strict policy stops."""

from datetime import date

import pytest

from donghanh.base.places.models import Unit
from donghanh.base.privacy.scope import scope
from donghanh.people import actions
from tests.factories import people
from tests.web.ui import looking

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def pages(browser):
    """HTML of each page as the server sends it, with people in them."""
    officer = people.posted()
    people.official(unit_id=people.THERE)
    for pk, name in ((people.HERE, "Trảng Bom"), (people.THERE, "Long Khánh")):
        Unit.objects.filter(pk=pk).update(name=name, path=f"xã {name}, tỉnh Đồng Nai")
    clerk, chief = browser(), browser("commune_police_chief")
    first = people.register(officer, "Đặng Quỳnh Ngọc Phượng", birth_year=1997, identifiers=[people.citizen(1)], addresses=[people.home()])
    second = people.register(officer, "Đặng Thị Quỳnh Ngọc Phượng", birth_year=1997, guardian_name="Đặng Văn Ẩn")
    people.register(officer, "Đặng Ngọc Quỳnh Phượng", birth_year=1979)
    people.register(officer, "Nguyễn Bé Ẫm", birth_year=2013)
    people.register(people.official(unit_id=people.THERE), "Trần Thị Xa", identifiers=[people.citizen(9)])
    with scope(officer):
        actions.link_household(actor=officer, at=people.AT, person_id=first.pk, with_person_id=second.pk, relation="SIBLING", on=date(2026, 1, 1))
        actions.propose_merge(actor=officer, at=people.AT, kept_id=first.pk, gone_id=second.pk, reason="Cùng cha mẹ, cùng ngày sinh")
    made = {"search": clerk.search("dang quynh ngoc phuong", "1997"), "elsewhere": clerk.search(people.citizen(9).value)}
    made["nothing"] = clerk.search("không ai cả")
    made["new"] = clerk.open("/nguoi/moi/").content.decode()
    typed = {"full_name": "Đặng Quỳnh Ngọc Phượng", "sex": "MALE", "birth_year": "1997"}
    made["new-similar"] = clerk.send("/nguoi/moi/", **typed).content.decode()
    made["new-wrong"] = clerk.send("/nguoi/moi/", full_name="5", citizen_id="075194000123", sex="MALE", birth_year="1960").content.decode()
    for name, page in (
        ("person", ""),
        ("correct", "sua/"),
        ("papers", "giay-to/"),
        ("address", "dia-chi/"),
        ("household", "ho/"),
        ("access", "truy-cap/"),
    ):
        made[name] = clerk.open(f"/nguoi/{first.pk}/{page}").content.decode()
    made["stale"] = clerk.send(f"/nguoi/{first.pk}/sua/", **typed, reason="Theo căn cước", version="9").content.decode()
    made["merge"] = clerk.send(f"/nguoi/{first.pk}/gop/", tim="1", q="dang phuong").content.decode()
    made["list"] = clerk.open("/nguoi/danh-sach/").content.decode()
    made["desk"] = chief.open("/gop-ho-so/").content.decode()
    return made


def test_every_page_in_light_and_dark_wide_and_narrow(pages):
    assert looking.faults(pages) == []
