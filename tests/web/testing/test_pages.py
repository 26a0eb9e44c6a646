"""The pages of tests: asked by the police, performed at the health station, received and followed up; and nobody else gets in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.audit.models import Reading
from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Case
from donghanh.cases.terms import Sample
from donghanh.cases.testing import actions
from donghanh.cases.testing.models import DrugTest
from donghanh.cases.testing.terms import Ground
from donghanh.web.testing import presenters
from tests.factories import accounts, cases
from tests.factories import people as factory
from tests.factories.pages import PageClient
from tests.support import same_queries
from tests.web.cases.support import at as moment
from tests.web.cases.support import text

pytestmark = pytest.mark.django_db
NOW = cases.NOW


def registered(people, name="Lê Thị Ỗi", **person):
    return factory.register(people.police, name, at=NOW - timedelta(hours=1), **person)


def asked(client, station, person, **given):
    answer = client.post(f"/nguoi/{person.pk}/xet-nghiem/", {"body": str(station[0].body_id), "ground": "CAUGHT", "sample": "urine", **given})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return DrugTest.objects.get(person_id=person.pk)


def performed(station, test, at, *, sample="urine", **found):
    page = f"/xet-nghiem/can-lam/{test.pk}/"
    at(NOW + timedelta(minutes=14))
    assert station[1].post(page, moment(NOW + timedelta(minutes=5), sample=sample)).status_code == 302
    panel = {presenters_key(code): result for code, result in (found or {"heroin": "duong", "mdma": "am"}).items()}
    answer = station[1].post(page, moment(NOW + timedelta(minutes=12), tester="KTV Đỗ Ngọc Ẩm", **panel))
    assert answer.status_code == 302, answer.content.decode()[:3000]


def presenters_key(code: str) -> str:
    return f"chat_{code}"


@pytest.mark.requirement("DN137-VI.3.c")
@pytest.mark.requirement("QN22-V.2.h")
def test_from_the_request_to_the_next_legal_step(people, browser, station, at):
    police, person = browser("commune_police"), registered(people)
    test = asked(police, station, person)
    assert "Chờ lấy mẫu 0 phút" in text(police, "/xet-nghiem/")
    assert "Lê Thị Ỗi, 1994" in text(station[1], "/xet-nghiem/can-lam/")
    performed(station, test, at)
    page = text(police, "/xet-nghiem/")
    assert "Kết quả đã có lúc 09:12 21/11/2026" in page and "Dương tính" in page and "Có kết quả, chờ nhận" in page
    page = text(police, f"/xet-nghiem/{test.pk}/")
    assert "sau 5 phút" in page and "sau 7 phút" in page and "đang chờ 2 phút" in page and "MDMA" in page and "Lập hồ sơ quản lý" in page
    answer = police.post(f"/xet-nghiem/{test.pk}/ghi-vao-ho-so/", {})
    case = Case.objects.get()
    assert answer.status_code == 302 and answer.url == f"/ho-so/{case.pk}/"
    page = text(police, answer.url)
    assert "Xác minh nơi cư trú" in page and "Heroin" in page
    assert case.number in text(police, f"/xet-nghiem/{test.pk}/")


def test_the_station_sees_no_name_once_it_answered(people, browser, station, at):
    test = asked(browser("commune_police"), station, registered(people))
    performed(station, test, at)
    for url in ("/xet-nghiem/can-lam/", f"/xet-nghiem/can-lam/{test.pk}/"):
        page = text(station[1], url)
        assert "Ỗi" not in page and "1994" in page


def test_received_by_hand_and_only_once(people, browser, station, at):
    police = browser("commune_police")
    test = asked(police, station, registered(people))
    performed(station, test, at, heroin="am")
    page = text(police, f"/xet-nghiem/{test.pk}/")
    assert "Đã nhận kết quả" in page and "Bước tiếp theo" not in page
    assert police.post(f"/xet-nghiem/{test.pk}/da-nhan/").status_code == 302
    assert police.post(f"/xet-nghiem/{test.pk}/da-nhan/").status_code == 409


def test_a_minor_s_blood_asks_who_agreed_and_keeps_what_was_typed(people, browser, station, at):
    police = browser("commune_police")
    person = registered(people, "Trần Thị Nhỏ", birth_year=2010, guardian_name="Nguyễn Thị Ẩn")
    assert "khác nước tiểu của người dưới 18 tuổi phải có đồng ý" in text(police, f"/nguoi/{person.pk}/xet-nghiem/")
    test = asked(police, station, person, sample="blood")
    assert "Trần Thị Nhỏ" not in text(police, "/xet-nghiem/") and "Người dưới 18 tuổi, 2010" in text(police, "/xet-nghiem/")
    at(NOW + timedelta(minutes=14))
    page = f"/xet-nghiem/can-lam/{test.pk}/"
    refused = station[1].post(page, moment(NOW + timedelta(minutes=5), sample="blood"))
    assert refused.status_code == 422 and "Ghi họ tên cha, mẹ" in refused.content.decode() and "163/2026" in refused.content.decode()
    typed = moment(NOW + timedelta(minutes=5), sample="blood", consented_by="Nguyễn Thị Ẩn (mẹ)")
    assert station[1].post(page, typed).status_code == 302
    assert "Nguyễn Thị Ẩn (mẹ)" in text(police, f"/xet-nghiem/{test.pk}/")


def test_what_is_missing_is_said_at_its_field(people, browser, station, at):
    police = browser("commune_police")
    test = asked(police, station, registered(people))
    page = f"/xet-nghiem/can-lam/{test.pk}/"
    early = station[1].post(page, moment(NOW - timedelta(hours=2), sample="urine"))
    assert early.status_code == 422 and "sớm hơn giờ yêu cầu" in early.content.decode()
    empty = station[1].post(page, {"sample": "urine"})
    assert empty.status_code == 422 and "Nhập giờ, ví dụ 14:05" in empty.content.decode() and "Không nhớ giờ" not in empty.content.decode()
    at(NOW + timedelta(minutes=14))
    assert station[1].post(page, moment(NOW, sample="urine")).status_code == 302
    nothing = station[1].post(page, moment(NOW, tester="KTV Ẩm"))
    assert nothing.status_code == 422 and "ít nhất một chất" in nothing.content.decode()
    late = station[1].post(page, moment(NOW, sample="urine"))
    assert late.status_code == 409


def test_a_request_on_paper_is_written_down_linked_and_followed(people, browser, station, town, at):
    police = browser("commune_police")
    at(NOW + timedelta(minutes=14))
    told = {"unit": str(town[0].pk), "paper": "12/CV-CAX", "person_name": "Lê Thị Ỗi", "birth_year": "1994", "ground": "CAUGHT", "sample": "urine"}
    wrong = station[1].post("/xet-nghiem/can-lam/tren-giay/", moment(NOW, **{**told, "birth_year": "1790"}))
    assert wrong.status_code == 422 and "Năm sinh phải từ 1906 đến 2026" in wrong.content.decode()
    assert station[1].post("/xet-nghiem/can-lam/tren-giay/", moment(NOW, **told)).status_code == 302
    test = DrugTest.objects.get()
    performed(station, test, at)
    assert "Chọn người" in text(police, f"/xet-nghiem/{test.pk}/")
    assert "chưa có ai tên và năm sinh như vậy" in text(police, f"/xet-nghiem/{test.pk}/la-ai/")
    person = registered(people)
    assert police.post(f"/xet-nghiem/{test.pk}/la-ai/", {"person": str(person.pk)}).status_code == 302
    assert police.post(f"/xet-nghiem/{test.pk}/ghi-vao-ho-so/", {"is_remote": "on"}).status_code == 302
    assert Case.objects.get().person_id == person.pk


def test_taken_back_with_a_reason_it_leaves_the_station(people, browser, station):
    police = browser("commune_police")
    test = asked(police, station, registered(people))
    assert police.post(f"/xet-nghiem/{test.pk}/rut/", {"reason": ""}).status_code == 422
    assert police.post(f"/xet-nghiem/{test.pk}/rut/", {"reason": "Đã xét nghiệm nơi khác"}).status_code == 302
    assert "Đã rút lúc" in text(police, f"/xet-nghiem/{test.pk}/") and "Ỗi" not in text(station[1], "/xet-nghiem/can-lam/")


def test_every_opening_is_noted_and_strangers_get_nothing(people, browser, station, town):
    police = browser("commune_police")
    test = asked(police, station, registered(people))
    text(police, f"/xet-nghiem/{test.pk}/")
    text(station[1], f"/xet-nghiem/can-lam/{test.pk}/")
    noted = {(one.page, one.classes) for one in Reading.objects.all()}
    assert {("testing:ask", "D1 D3"), ("testing:test", "D1 D3"), ("testing:perform", "D1 D4")} <= noted
    far_police, far_station = (
        accounts.sign_in(PageClient(), accounts.post(role=role, unit_id=town[1].pk)) for role in ("commune_police", "health_station")
    )
    assert far_police.get(f"/xet-nghiem/{test.pk}/").status_code == 404
    assert far_station.get(f"/xet-nghiem/can-lam/{test.pk}/").status_code == 404
    assert station[1].get(f"/xet-nghiem/{test.pk}/").status_code == 403
    assert browser("commune_chair").get("/xet-nghiem/").status_code == 403


def test_lists_cost_the_same_with_many_rows(people, browser, station):
    police = browser("commune_police")

    def more(count: int, start: int) -> None:
        for n in range(count):
            person = registered(people, f"Lê Văn {'Bảy' * (n + start)}"[:90])
            with scope(people.police):
                actions.ask(
                    actor=people.police, at=NOW, person_id=person.pk, to_body_id=station[0].body_id, ground=Ground.CAUGHT, sample=Sample.URINE
                )

    assert same_queries(police, "/xet-nghiem/", lambda: more(2, 1), lambda: more(10, 3)) <= 15
    assert same_queries(station[1], "/xet-nghiem/can-lam/", lambda: None, lambda: more(10, 13)) <= 15


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "0 phút"), (59, "59 phút"), (60, "1 giờ"), (95, "1 giờ 35 phút"), (47 * 60, "47 giờ"), (48 * 60, "2 ngày")]
)
def test_waiting_in_words(minutes, said):
    assert presenters.span(timedelta(minutes=minutes)) == said
