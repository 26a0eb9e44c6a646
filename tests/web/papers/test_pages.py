"""The pages of papers: what is known is not asked, the draft is kept, the chief signs, anybody may check, and nobody else gets in."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache

from donghanh.base.audit.models import Reading
from donghanh.base.privacy import scope
from donghanh.decisions.papers import queries
from donghanh.decisions.papers.models import Paper
from donghanh.decisions.papers.terms import PaperState
from donghanh.legal import forms
from donghanh.web.papers.forms import PREFIX
from tests.factories import accounts, cases, decisions
from tests.factories import people as factory
from tests.factories.pages import PageClient

pytestmark = pytest.mark.django_db
MOVE, STATEMENT = "ND163-III-06", "ND163-III-03"


@pytest.fixture(autouse=True)
def fresh_count():
    cache.clear()


@pytest.fixture
def case(people):
    return decisions.waiting(people, name="Đỗ Văn Ẩm", identifiers=(factory.citizen(1234, year=1990),), birth_year=1990)


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status, f"{answer.status_code}: {re.sub(r'<[^>]+>', ' ', answer.content.decode())[:3000]}"
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\u00a0", " ").split())


def typed(hands, case, form: str) -> dict[str, str]:
    with scope.scope(hands.police):
        sheet = queries.begun(hands.police, case.pk, form, at=cases.NOW)
    given = {}
    for one in forms.to_type(sheet.filled):
        given[PREFIX + one.field.key] = one.field.options[0] if one.field.options else "5/3/2026" if one.field.kind == "date" else "Không"
    return given


def drafted(hands, client, case, form: str = MOVE) -> Paper:
    answer = client.post(f"/ho-so/{case.pk}/mau-giay-to/{form}/", typed(hands, case, form))
    assert answer.status_code == 302, text(answer, answer.status_code)
    return Paper.objects.get(case=case, form=form, state=PaperState.DRAFTED)


def test_from_the_list_to_the_signed_paper_and_the_public_page(people, case, browser):
    police, chief = browser("commune_police", stepped_up=True), browser("commune_police_chief", stepped_up=True)
    page = text(police.get(f"/ho-so/{case.pk}/mau-giay-to/"))
    assert "Giấy tờ của bước này" in page and "Soạn ở trang quyết định" in page and "chưa có mẫu" in page
    page = text(police.get(f"/ho-so/{case.pk}/mau-giay-to/{MOVE}/"))
    assert "Đã biết, không phải nhập lại" in page and "Đỗ Văn Ẩm (hồ sơ người)" in page and "001234" not in page and "234" in page
    made = drafted(people, police, case)
    page = text(police.get(f"/giay-to/{made.pk}/"))
    assert "Không" in page and "Ký bản chính" not in page
    page = text(chief.get(f"/giay-to/{made.pk}/"))
    assert "Ký bản chính" in page and "Hạn tính theo giờ" in page
    answer = chief.post(f"/giay-to/{made.pk}/lap/", {"seen": "1", "has_read": "on"})
    assert answer.status_code == 302, text(answer, 422)
    made.refresh_from_db()
    assert made.number == 1 and "Bản chưa ký số" in text(chief.get(f"/giay-to/{made.pk}/"))
    page = text(PageClient().get(f"/kiem-tra/{made.code}/"))
    assert "Số 01 Ngày" in page and "/TB" not in page and "Công an" in page and "Ẩm" not in page and "quản lý" not in page.casefold()


def test_unread_is_shown_at_the_box(people, case, browser):
    made = drafted(people, browser("commune_police"), case)
    chief = browser("commune_police_chief", stepped_up=True)
    assert "Đánh dấu" in text(chief.post(f"/giay-to/{made.pk}/lap/", {"seen": "1"}), 422)


def test_without_a_fresh_proof_it_is_asked(people, case, browser):
    police = browser("commune_police")
    made = drafted(people, police, case, STATEMENT)
    assert "xac-nhan" in police.post(f"/giay-to/{made.pk}/lap/", {"seen": "1", "has_read": "on"}).url
    assert police.get(f"/giay-to/{made.pk}/tep/pdf/").status_code == 302


def test_a_file_holds_the_number_and_its_taking_is_noted(people, case, browser):
    police = browser("commune_police", stepped_up=True)
    made = drafted(people, police, case, STATEMENT)
    before = Reading.objects.filter(page="papers:file").count()
    draft = police.get(f"/giay-to/{made.pk}/tep/pdf/")
    assert draft["Content-Type"] == "application/pdf" and draft.content[:5] == b"%PDF-"
    assert "Ẩm" not in draft["Content-Disposition"] and "001234" not in draft["Content-Disposition"]
    word = police.get(f"/giay-to/{made.pk}/tep/docx/")
    assert word.content[:2] == b"PK" and Reading.objects.filter(page="papers:file").count() == before + 2
    assert police.get(f"/giay-to/{made.pk}/tep/exe/").status_code == 404


def test_preview_keeps_nothing(people, case, browser):
    police = browser("commune_police")
    page = text(police.post(f"/ho-so/{case.pk}/mau-giay-to/{STATEMENT}/", {**typed(people, case, STATEMENT), "xem": "1"}))
    assert "Giấy như sẽ in" in page and not Paper.objects.exists()


def test_a_newer_draft_is_not_written_over(people, case, browser):
    police = browser("commune_police")
    made = drafted(people, police, case, STATEMENT)
    given = typed(people, case, STATEMENT)
    assert police.post(f"/giay-to/{made.pk}/", {**given, "seen": "1"}).status_code == 302
    assert "Người khác vừa sửa" in text(police.post(f"/giay-to/{made.pk}/", {**given, "seen": "1"}), 422)


def test_withdrawn_and_begun_again(people, case, browser):
    police = browser("commune_police", stepped_up=True)
    made = drafted(people, police, case, STATEMENT)
    police.post(f"/giay-to/{made.pk}/lap/", {"seen": "1", "has_read": "on"})
    again = text(police.get(f"/ho-so/{case.pk}/mau-giay-to/{STATEMENT}/?thay={made.pk}"))
    assert "Không" in again
    assert "ít nhất" in text(police.post(f"/giay-to/{made.pk}/thu-hoi/", {"reason": "sai"}), 422)
    assert police.post(f"/giay-to/{made.pk}/thu-hoi/", {"reason": "Ghi nhầm nội dung tường trình."}).status_code == 302
    made.refresh_from_db()
    assert "không còn giá trị" in text(PageClient().get(f"/kiem-tra/{made.code}/"))


@pytest.mark.parametrize("role", ["health_station", "provincial_lead", "auditor", "system_admin"])
def test_other_roles_do_not_come_in(people, case, browser, role):
    client = accounts.sign_in(PageClient(), accounts.post(role=role))
    assert client.get(f"/ho-so/{case.pk}/mau-giay-to/").status_code in (403, 404)


def test_a_form_of_another_day_or_known_by_title_is_refused_in_words(people, case, browser):
    police = browser("commune_police")
    assert "chỉ dùng từ" in text(police.get(f"/ho-so/{case.pk}/mau-giay-to/ND105-04/"), 422)
    assert police.get(f"/ho-so/{case.pk}/mau-giay-to/khong-co/").status_code == 422


# the public page


def test_unknown_and_known_codes_cost_the_same_statements(people, case, browser, django_assert_num_queries):
    chief, police = browser("commune_police_chief", stepped_up=True), browser("commune_police")
    made = drafted(people, police, case)
    chief.post(f"/giay-to/{made.pk}/lap/", {"seen": "1", "has_read": "on"})
    made.refresh_from_db()
    counts = []
    for code in (made.code, "X" * 16):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as seen:
            PageClient().get(f"/kiem-tra/{code}/")
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert "Không có giấy nào" in text(PageClient().get(f"/kiem-tra/{'X' * 16}/"), 404)


def test_too_many_look_ups_wait(settings, at):
    settings.LOOK_UPS_A_MINUTE = 3
    client = PageClient()
    assert [client.get("/kiem-tra/ABCD/").status_code for _ in range(4)] == [404, 404, 404, 429]


def test_twin_without_the_limit_nobody_waits(settings, at):
    settings.LOOK_UPS_A_MINUTE = 10**6
    assert {PageClient().get("/kiem-tra/ABCD/").status_code for _ in range(30)} == {404}
