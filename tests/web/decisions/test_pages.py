"""The pages of decisions, from the draft to the signed letter in the hands of the person."""

from __future__ import annotations

import re

import pytest

from donghanh.base.audit.models import Reading
from donghanh.base.documents.models import NumberRegister
from donghanh.cases.models import Case
from donghanh.cases.terms import Stage
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DraftState
from tests.factories import accounts, cases, decisions
from tests.support import queries_of, same_queries

pytestmark = pytest.mark.django_db
NOW = cases.NOW


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status, f"{answer.status_code}: {re.sub(r'<[^>]+>', ' ', answer.content.decode())[:3000]}"
    return " ".join(re.sub(r"<[^>]+>", "", answer.content.decode()).replace("\u00a0", " ").split())


def seen(client, made) -> str:
    return re.search(r'name="seen" value="(\w+)"', client.get(f"/quyet-dinh/{made.pk}/").content.decode())[1]


@pytest.mark.requirement("DN137-VI.2.b.2")
def test_from_draft_to_service_through_the_pages(people, browser):
    case = decisions.waiting(people)
    officer, police, chief = browser("commune_officer"), browser("commune_police"), browser("commune_police_chief", stepped_up=True)
    draft_page = f"/ho-so/{case.pk}/quyet-dinh/MANAGE_USER/"
    page = text(officer.get(draft_page))
    assert "Kết quả xét nghiệm dương tính ngày 21/11/2026" in page and "TRƯỞNG CÔNG AN XÃ TRẢNG BOM" in page
    answer = officer.post(
        draft_page, {"reasons": decisions.REASONS, "officer": "Đại uý Nguyễn Hữu Ẵng", "team": "Hồ Thị Ểnh, Hội Phụ nữ\n\nLê Văn Ổn"}
    )
    made = Decision.objects.get()
    assert answer.url == f"/quyet-dinh/{made.pk}/" and made.team == ["Hồ Thị Ểnh, Hội Phụ nữ", "Lê Văn Ổn"]
    assert "Kiểm tra xong" in text(police.get(answer.url)) and "Kiểm tra xong" not in text(officer.get(answer.url))
    assert police.post(f"{answer.url}kiem-tra/").url == answer.url
    waits = text(chief.get("/cho-ky/"))
    assert "Lê Thị Ỗi" in waits and "soạn: Trần Thị Mỹ Ẩn · kiểm tra: Nguyễn Hữu Ẵng" in waits
    page = text(chief.get(answer.url))
    for part in ("Ba điều cần thấy trước khi ký", "01 năm", "từ 21/11/2026 đến hết", "Đủ 3 trên 3 căn cứ trong hồ sơ", "Thời hạn khớp với luật",
                 "Đúng người có quyền ký hôm nay", "Sự việc không đổi từ lúc soạn", "1 trên 1", "90 ngày"):  # fmt: skip
        assert part in page, part
    assert chief.post(f"{answer.url}ky/", {"has_read": "on", "seen": seen(chief, made)}).url == answer.url
    page = text(chief.get(answer.url))
    assert "số 01/QĐ-CAX" in page and "mã băm" in page and "chỉ thu hồi bằng quyết định mới" in page
    assert "đứng trong danh sách quản lý từ lúc ký" in page and "UBND cấp xã" in page
    assert Case.objects.get(pk=case.pk).stage == Stage.MANAGED
    served = {"to": "person", "way": "IN_PERSON", "served_on": "21/11/2026", "served_time": "09:00"}
    assert police.post(f"{answer.url}giao/", served).url == answer.url
    assert "Lê Thị Ỗi 09:00 21/11/2026 · Giao trực tiếp" in text(police.get(answer.url))
    assert "01/QĐ-CAX" in text(chief.get("/da-ky/"))
    assert Reading.objects.filter(page="decisions:decision", person_id=case.person_id).exists()


@pytest.mark.requirement("DN137-VI.2.b.2")
@pytest.mark.parametrize("case", [
    ("2026-06-30", "commune_chair", "commune_police_chief", "QĐ-UBND"),
    ("2026-07-01", "commune_police_chief", "commune_chair", "QĐ-CAX"),
], ids=lambda case: case[0])  # fmt: skip
def test_the_same_pages_serve_both_regimes(people, browser, at, case):
    on, role, other, series = case
    moment = at(cases.moment(f"{on}T09:00"))
    made = decisions.checked(people, decisions.waiting(people, at=moment), at=moment)
    signer, another = browser(role, stepped_up=True), browser(other, stepped_up=True)
    address = f"/quyet-dinh/{made.pk}/"
    assert "Không có quyết định nào chờ ký" in text(another.get("/cho-ky/"))
    page = text(another.get(address))
    assert "Ký quyết định" not in page and "Thẩm quyền hôm nay theo" in page
    given = {"has_read": "on", "seen": seen(signer, made)}
    assert "Thẩm quyền ký hôm nay thuộc" in text(another.post(f"{address}ky/", given), 403)
    assert "Lê Thị Ỗi" in text(signer.get("/cho-ky/")) and "Ký quyết định" in text(signer.get(address))
    assert signer.post(f"{address}ky/", given).url == address
    assert f"số 01/{series}" in text(signer.get(address))


def test_over_midnight_of_the_change_the_old_draft_goes_back_and_the_page_says_why(people, browser, at):
    before = at(cases.moment("2026-06-30T09:00"))
    made = decisions.checked(people, decisions.waiting(people, at=before), at=before)
    at(cases.moment("2026-07-01T09:00"))
    page = text(browser("commune_chair").get(f"/quyet-dinh/{made.pk}/"))
    assert "Từ lúc soạn, thẩm quyền đã chuyển" in page and "sang Trưởng Công an xã Trảng Bom" in page and "Ký quyết định" not in page
    assert "Lê Thị Ỗi" in text(browser("commune_chair").get("/cho-ky/")), "it stays in sight until it is sent back"


def test_unread_is_not_signed_and_the_box_is_never_ticked_beforehand(people, browser):
    made = decisions.checked(people, decisions.waiting(people))
    chief = browser("commune_police_chief", stepped_up=True)
    html = chief.get(f"/quyet-dinh/{made.pk}/").content.decode()
    assert "checked" not in re.search(r'<input type="checkbox"[^>]*name="has_read"[^>]*>', html)[0]
    page = text(chief.post(f"/quyet-dinh/{made.pk}/ky/", {"seen": seen(chief, made)}), 422)
    assert "Đọc hết văn bản rồi đánh dấu" in page and Decision.objects.get().state == DraftState.CHECKED


def test_a_letter_that_changed_under_the_reader_answers_409(people, browser):
    made = decisions.checked(people, decisions.waiting(people))
    chief = browser("commune_police_chief", stepped_up=True)
    assert "Văn bản đã khác bản bạn vừa đọc" in text(chief.post(f"/quyet-dinh/{made.pk}/ky/", {"has_read": "on", "seen": "0" * 64}), 409)


def test_signing_leads_to_the_proof_of_identity_and_back(people, browser, at):
    made = decisions.checked(people, decisions.waiting(people))
    chief, address = browser("commune_police_chief"), f"/quyet-dinh/{made.pk}/"
    assert "máy hỏi lại mật khẩu" in text(chief.get(address))
    given = {"has_read": "on", "seen": seen(chief, made)}
    answer = chief.post(f"{address}ky/", given, headers={"referer": f"http://testserver{address}"})
    assert answer.status_code == 302 and answer.url.endswith(f"next=%2Fquyet-dinh%2F{made.pk}%2F")
    assert Decision.objects.get().state == DraftState.CHECKED and not NumberRegister.objects.exists()
    proof = chief.post(answer.url, {"password": accounts.SIGN_IN_WITH, "next": address})
    assert proof.status_code == 302
    assert chief.post(f"{address}ky/", given).url == address and Decision.objects.get().state == DraftState.SIGNED


def test_pressed_twice_signs_once(people, browser):
    made = decisions.checked(people, decisions.waiting(people))
    chief = browser("commune_police_chief", stepped_up=True)
    given = {"has_read": "on", "seen": seen(chief, made), "_once": "7f3c0a52-6a53-4a2f-9d6f-0e1f2d3c4b5a"}
    first, second = (chief.post(f"/quyet-dinh/{made.pk}/ky/", given).headers["Location"] for _ in range(2))
    assert first == second and NumberRegister.objects.get().last == 1
    assert chief.post(f"/quyet-dinh/{made.pk}/ky/", {**given, "_once": "8f3c0a52-6a53-4a2f-9d6f-0e1f2d3c4b5a"}).status_code == 409


def test_a_stale_draft_is_shown_so_and_goes_back_to_the_drafter_with_the_reason(people, browser):
    case = decisions.waiting(people)
    made = decisions.checked(people, case)
    cases.recorded(people.police, case.pk, decisions.K.SERVICE_OFFERED, NOW, services=["JOB"])
    chief, officer = browser("commune_police_chief", stepped_up=True), browser("commune_officer")
    assert "Hồ sơ đã thay đổi sau khi soạn" in text(chief.get(f"/quyet-dinh/{made.pk}/"))
    given = {"has_read": "on", "seen": seen(chief, made)}
    assert "Trả lại để soạn lại" in text(chief.post(f"/quyet-dinh/{made.pk}/ky/", given), 422)
    back = f"/quyet-dinh/{made.pk}/tra-lai/"
    assert "Nhập sai ở đâu, sửa thế nào?" in text(chief.post(back, {"what": "Cũ"}), 422)
    assert chief.post(back, {"what": "Cũ", "reason": "Thêm việc giới thiệu dịch vụ vào lý do."}).url == "/cho-ky/"
    assert "Cũ: Thêm việc giới thiệu dịch vụ" in text(officer.get("/bi-tra-lai/"))
    page = officer.get(f"/quyet-dinh/{made.pk}/").content.decode()
    again = re.search(r'href="(/ho-so/[^"]+\?tu=[^"]+)"', page)[1]
    assert decisions.REASONS in text(officer.get(again)), "typed words are kept"
    assert officer.post(again, {"reasons": decisions.REASONS + " Đã giới thiệu dịch vụ."}).status_code == 302
    assert "Không có dự thảo nào bị trả lại" in text(officer.get("/bi-tra-lai/"))


def test_the_draft_is_previewed_without_scripts_and_keeps_nothing(people, browser):
    case, officer = decisions.waiting(people), browser("commune_officer")
    address = f"/ho-so/{case.pk}/quyet-dinh/MANAGE_USER/"
    page = text(officer.post(address, {"xem": "1", "reasons": "Thử một lý do khác", "team": "Hồ Thị Ểnh"}))
    assert "Xét sự việc: Thử một lý do khác." in page and "gồm: Hồ Thị Ểnh" in page
    assert not Decision.objects.exists()
    page = text(officer.post(address, {"reasons": "", "told_how": "trực tiếp"}), 422)
    assert "Nhập lý do ra quyết định" in page and "Nhập ngày đã nói" in page
    assert "ít nhất một câu" in text(officer.post(address, {"reasons": "Dương tính."}), 422)
    assert "còn thiếu: căn cứ dừng" in text(officer.get(f"/ho-so/{case.pk}/quyet-dinh/STOP_USER/"), 422)


def test_a_withdrawal_is_drafted_signed_and_shown_on_both_pages(people, browser):
    case = decisions.waiting(people)
    made = decisions.signed(people, case)
    officer, police, chief = browser("commune_officer"), browser("commune_police"), browser("commune_police_chief", stepped_up=True)
    address = f"/quyet-dinh/{made.pk}/thu-hoi/"
    assert "Thu hồi quyết định quản lý người sử dụng trái phép chất ma tuý số 01/QĐ-CAX" in text(officer.get(address))
    draft = officer.post(address, {"reasons": "Phát hiện nhầm người khi xác minh nơi cư trú."}).url
    assert police.post(f"{draft}kiem-tra/").status_code == 302
    gone = Decision.objects.get(withdraws=made)
    assert chief.post(f"{draft}ky/", {"has_read": "on", "seen": seen(chief, gone)}).url == draft
    assert "Quyết định này đã bị thu hồi" in text(officer.get(f"/quyet-dinh/{made.pk}/")) and "02/QĐ-CAX" in text(officer.get(draft))
    assert Case.objects.get(pk=case.pk).stage == Stage.NOTIFIED
    assert "đã bị thu hồi" in text(officer.get(address), 409)


def test_files_are_the_kept_ones_carry_no_name_and_leave_a_trace(people, browser, town):
    made = decisions.signed(people, decisions.waiting(people))
    address = f"/quyet-dinh/{made.pk}/tep/pdf/"
    answer = browser("commune_chair").get(address)
    assert answer.status_code == 302 and answer.url.endswith(f"next=%2Fquyet-dinh%2F{made.pk}%2Ftep%2Fpdf%2F"), "first he proves who he is"
    assert not Reading.objects.filter(page="decisions:file").exists()
    chair = browser("commune_chair", stepped_up=True)
    for form, kept in (("pdf", made.pdf), ("docx", made.docx)):
        answer = chair.get(f"/quyet-dinh/{made.pk}/tep/{form}/")
        assert answer.content == bytes(kept.content) and answer["Content-Disposition"] == f'attachment; filename="quyet-dinh-01-QD-CAX-2026.{form}"'
    assert Reading.objects.filter(page="decisions:file").count() == 2
    assert chair.get(f"/quyet-dinh/{made.pk}/tep/exe/").status_code == 404
    stranger = browser("commune_police", post=decisions.hands(town[1]).posts["commune_police"])
    assert stranger.get(f"/quyet-dinh/{made.pk}/tep/pdf/").status_code == 404


def test_404_outside_the_scope_403_inside_without_the_right(people, browser, town):
    made = decisions.checked(people, decisions.waiting(people))
    elsewhere = decisions.hands(town[1]).posts
    stranger, foreign_chief = browser("x", post=elsewhere["commune_police"]), browser("x", post=elsewhere["commune_police_chief"], stepped_up=True)
    address = f"/quyet-dinh/{made.pk}/"
    drafter = browser("x", post=elsewhere["commune_officer"])
    for client, path in ((stranger, ""), (stranger, "tra-lai/"), (stranger, "giao/"), (drafter, "thu-hoi/"), (foreign_chief, "")):
        assert client.get(address + path).status_code == 404, path
    given = {"has_read": "on", "seen": "0" * 64}
    assert foreign_chief.post(f"{address}ky/", given).status_code == 404
    police, officer = browser("commune_police", stepped_up=True), browser("commune_officer", stepped_up=True)
    assert police.post(f"{address}ky/", given).status_code == 403
    assert officer.post(f"{address}kiem-tra/").status_code == 403 and officer.get(f"{address}tra-lai/").status_code == 403
    assert browser("commune_chair").get(f"{address}giao/").status_code == 403
    for role in ("health_station", "provincial_lead", "auditor", "system_admin"):
        post = accounts.post(role=role, unit_id=town[0].pk if role == "health_station" else town[0].parent_id)
        assert browser(role, post=post).get(address).status_code in (403, 404), role


def test_a_minor_is_named_on_his_own_page_and_never_in_a_list(people, browser):
    case = decisions.waiting(people, name="Trần Thị Nhỏ", birth_year=2010, guardian_name="Nguyễn Thị Ẩn")
    made = decisions.checked(people, case)
    chief = browser("commune_police_chief")
    waits = text(chief.get("/cho-ky/"))
    assert "Người dưới 18 tuổi, 2010" in waits and "Trần Thị Nhỏ" not in waits
    page = text(chief.get(f"/quyet-dinh/{made.pk}/"))
    assert "Trần Thị Nhỏ" in page and "có tên người giám hộ" in page


@pytest.mark.parametrize(("address", "role", "make"), [
    ("/cho-ky/", "commune_police_chief", decisions.checked), ("/cho-kiem-tra/", "commune_police", decisions.drafted),
    ("/da-ky/", "commune_chair", decisions.signed),
])  # fmt: skip
def test_lists_cost_the_same_with_two_rows_and_with_many(people, browser, address, role, make):
    names = iter(f"Lê {a} {b}" for a in ("Ẩn", "Ổn", "Ẵng", "Ỗi") for b in ("Một", "Hai", "Ba", "Bốn", "Năm"))

    def some(n: int):
        for _ in range(n):
            make(people, decisions.waiting(people, name=next(names)))

    assert same_queries(browser(role), address, lambda: some(2), lambda: some(6)) <= 15


def test_one_decision_costs_a_bounded_number_of_statements(people, browser):
    made = decisions.checked(people, decisions.waiting(people))
    chief = browser("commune_police_chief", stepped_up=True)
    chief.get(f"/quyet-dinh/{made.pk}/")
    assert queries_of(chief, f"/quyet-dinh/{made.pk}/") <= 30


def test_words_of_another_persons_draft_are_not_read_without_a_note(people, browser):
    case, other = decisions.waiting(people), decisions.waiting(people, name="Trần Văn Hải")
    made = decisions.drafted(people, other, reasons="Điều chỉ thuộc về Trần Văn Hải.")
    page = f"/ho-so/{case.pk}/quyet-dinh/MANAGE_USER/?tu={made.pk}"
    assert browser("commune_officer").get(page).status_code == 404
    text(browser("commune_officer").get(page.replace(str(case.pk), str(other.pk))))  # the twin: of its own case the words come back
    assert Reading.objects.filter(person_id=other.person_id).exists()


def test_a_drafter_takes_his_own_draft_back_and_mends_it(people, browser):
    made = decisions.checked(people, decisions.waiting(people))
    officer, police = browser("commune_officer"), browser("commune_police")
    address = f"/quyet-dinh/{made.pk}/"
    assert "Rút về để sửa" in text(officer.get(address)) and "Rút về để sửa" not in text(police.get(address))
    assert police.post(f"{address}rut/").status_code == 403, "others send it back with a reason"
    assert officer.post(f"{address}rut/").url == address
    assert officer.post(f"{address}rut/").status_code == 409, "once is enough"
    page = text(officer.get(address))
    assert "Bạn đã rút dự thảo này về" in page and "Bị trả lại." not in page and "Ký quyết định" not in page
    assert "Không có quyết định nào chờ ký" in text(browser("commune_police_chief").get("/cho-ky/"))
    again = re.search(r'href="(/ho-so/[^"]+\?tu=[^"]+)"', officer.get(address).content.decode())[1]
    assert decisions.REASONS in text(officer.get(again)), "typed words are kept"
    assert officer.post(again, {"reasons": decisions.REASONS + " Đã nói rõ quyền."}).status_code == 302
    assert Decision.objects.get(pk=made.pk).state == DraftState.DROPPED and Decision.objects.filter(state=DraftState.DRAFTED).count() == 1
