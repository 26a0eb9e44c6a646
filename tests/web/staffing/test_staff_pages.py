"""The pages of staffing: a post, somebody on it, a course, a move, a scheme, the lists and the file."""

from __future__ import annotations

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from donghanh.programme.staffing.models import Holding, Position
from tests.factories import accounts, tasks
from tests.factories.staffing import awarded, held, new_norm, position, scheme
from tests.factories.tasks import HERE, PROVINCE, THERE
from tests.support import same_queries

pytestmark = pytest.mark.django_db
PAPER = {"paper_number": "3/QĐ", "paper_date": "1/10/2026", "paper_issuer": "UBND xã"}


def text(answer, status: int = 200) -> str:
    said = " ".join(answer.content.decode().replace("\u00a0", " ").split())
    assert answer.status_code == status, said[:2000]
    return said


def test_a_post_is_written_somebody_put_on_it_trained_and_taken_off(province, sit):
    chair, where = sit(province.chair), f"/nhan-su/co-quan/{province.chair.body_id}/"
    form = {"title": "Cán bộ phòng, chống tệ nạn", "group": "MANAGEMENT", "quantity": "1", "starts_on": "1/1/2026", "needs": ["BASIC"], **PAPER}
    assert "Số người" in text(chair.post(f"{where}vi-tri/", {**form, "quantity": "x"}), 422)
    assert chair.post(f"{where}vi-tri/", {**form, "functions": ["AFTERCARE"]}).status_code == 302
    assert "thiếu 1" in text(chair.get(where)) and "thiếu 1" in text(sit(province.lead).get("/nhan-su/"))
    post = Position.objects.get()
    who = {"who": "", "name": "Lý Thị Ẩn", "starts_on": "1/2/2026", "functions": ["AFTERCARE"], "is_part_time": "on", **PAPER}
    assert "Chưa ghi họ tên" in text(chair.post(f"/nhan-su/vi-tri/{post.pk}/bo-tri/", {**who, "name": ""}), 422)
    assert chair.post(f"/nhan-su/vi-tri/{post.pk}/bo-tri/", who).status_code == 302
    shown = text(chair.get(where))
    assert "Lý Thị Ẩn" in shown and "kiêm nhiệm" in shown and "chưa đủ" in shown and "Chưa ai được giao:" in shown
    one = Holding.objects.get()
    assert "Lý Thị Ẩn" in text(sit(province.lead).get("/nhan-su/dao-tao/"))
    course = {"kind": "BASIC", "issuer": "Sở Nội vụ", "issued_on": "5/5/2026"}
    assert chair.post(f"/nhan-su/nguoi/{one.member_id}/van-bang/", course).status_code == 302
    assert "còn giá trị" in text(chair.get(f"/nhan-su/nguoi/{one.member_id}/")) and "chưa đủ" not in text(chair.get(where))
    assert chair.post(f"/nhan-su/bo-tri/{one.pk}/thoi/", {"on": "20/11/2026", "reason": "Nghỉ hưu"}).status_code == 302
    assert "thiếu 1" in text(chair.get(where)) and "Thôi giữ vị trí" in text(chair.get(where))


@pytest.mark.requirement("DN137-VI.10.b", "TH38-V.2.4.1")
def test_norm_people_and_difference_stand_on_the_page_and_in_the_file_for_home_affairs(province, sit):
    centre = accounts.body("facility", PROVINCE, name="Cơ sở tự nguyện An").pk
    of = position(province.lead, body_id=centre, title="Điều dưỡng", group="MEDICAL", quantity=6)
    other = position(province.lead, body_id=centre, title="Bảo vệ", group="OTHER", quantity=2)
    for number in range(6):
        held(province.lead, of, f"Người {number}")
    new_norm(province.lead, of, 5)
    lead = sit(province.lead)
    shown = text(lead.get(f"/nhan-su/co-quan/{centre}/"))
    assert "thừa 1" in shown and "thiếu 2" in shown
    sheet = CalamineWorkbook.from_filelike(BytesIO(lead.get("/nhan-su/nhan-su.xlsx").content)).get_sheet_by_name("Vị trí").to_python()
    lines = {row[2]: row[4:8] for row in sheet if row[1] == "Cơ sở tự nguyện An"}
    assert lines == {"Điều dưỡng": [5, 6, 0, 1], "Bảo vệ": [2, 0, 2, 0]} and "Người" not in {row[0] for row in sheet}
    assert other.title in shown
    kept = scheme(province.chair, appraiser=province.health.body_id)
    assert "Dự thảo" in text(lead.get("/nhan-su/de-an/"))
    paper = {"note": "Đủ căn cứ", **PAPER}
    assert sit(province.health).post(f"/nhan-su/de-an/{kept.pk}/tham-dinh/", paper).status_code == 302
    assert "Đã thẩm định" in text(lead.get(f"/nhan-su/de-an/{kept.pk}/"))
    assert lead.post(f"/nhan-su/de-an/{kept.pk}/phe-duyet/", {**paper, "starts_on": "1/11/2026"}).status_code == 302
    assert "Đã phê duyệt" in text(lead.get("/nhan-su/de-an/"))


@pytest.mark.requirement("QN22-V.12.i.1")
def test_a_commune_page_shows_officers_the_volunteer_team_open_tasks_and_what_was_done_last(province, sit):
    held(province.chair, position(province.chair), "Lý Thị Ẩn")
    held(province.chair, position(province.chair, title="Đội viên", group="VOLUNTEER", quantity=5), "Đinh Văn Ẩn", functions=("AFTERCARE",))
    one = tasks.given(province.lead, tasks.lead(province.offices.here), title="Rà soát địa bàn")
    tasks.act(province.chair, "acknowledge", one, responsible="Trần Thị Ẩn")
    for who in (province.chair, province.lead):
        shown = text(sit(who).get(f"/nhan-su/dia-ban/{HERE}/"))
        assert all(word in shown for word in ("Lý Thị Ẩn", "Đinh Văn Ẩn", "Đội viên", "Rà soát địa bàn", "21/11/2026"))
    assert "Lý Thị Ẩn" not in text(sit(province.there).get(f"/nhan-su/dia-ban/{THERE}/"))
    assert text(sit(province.there).get(f"/nhan-su/dia-ban/{HERE}/"), 404)


@pytest.mark.requirement("DN137-II.1")
def test_a_commune_sees_itself_the_province_every_commune_and_those_without_any_activity_by_name(province, sit):
    names = {key: accounts.unit(key).name for key in (HERE, THERE)}
    quiet = accounts.unit(900_103, parent_id=PROVINCE, name="Vắng")
    lead = accounts.actor_in_db("provincial_lead", PROVINCE, stepped_up=True)
    held(province.chair, position(province.chair))
    one = tasks.given(province.lead, tasks.lead(province.offices.there))
    tasks.act(province.there, "acknowledge", one, responsible="Trần Thị Ẩn")
    shown = text(sit(lead).get("/nhan-su/dia-ban/"))
    idle = shown.split("chưa có hoạt động nào")[1].split("</p>")[0]
    assert all(name in shown for name in (*names.values(), "Vắng")) and "Vắng" in idle and not any(name in idle for name in names.values())
    own = text(sit(province.there).get("/nhan-su/dia-ban/"))
    assert names[THERE] in own and names[HERE] not in own and str(quiet.pk) not in own
    assert [f"/co-quan/{province.chair.body_id}/" in text(sit(who).get("/nhan-su/")) for who in (lead, province.there)] == [True, False]


def test_the_matrix_says_what_is_covered_and_names_places_without_anything_and_no_person(province, sit):
    held(province.chair, position(province.chair), functions=("AFTERCARE",))
    for who in (province.lead, province.finance):
        shown = text(sit(who).get("/nhan-su/dia-ban/"))
        assert "</span> người" in shown and "xã chưa ghi vị trí nào" in shown and "Lý Thị Ẩn" not in shown
    assert text(sit(province.finance).get("/nhan-su/"), 403)


def test_a_move_says_what_has_still_to_be_learnt_and_the_day_shows_before_and_after(province, sit):
    one = held(province.lead, position(province.lead, title="A"))
    to = position(province.lead, title="B", needs=("SKILLS",))
    lead = sit(province.lead)
    form = {"position": str(to.pk), "on": "20/11/2026", "functions": [], **PAPER}
    assert "Cần học thêm" in text(lead.post(f"/nhan-su/bo-tri/{one.pk}/dieu-dong/", form, follow=True))
    there = accounts.body("facility", PROVINCE, name="Cơ sở An").pk
    far = position(province.lead, body_id=there, title="C")
    moved = Holding.objects.get(end=None)
    assert lead.post(f"/nhan-su/bo-tri/{moved.pk}/dieu-dong/", {**form, "position": str(far.pk), "on": "21/11/2026"}).status_code == 302
    shown = text(lead.get("/nhan-su/truoc-sau/"))
    assert "Khớp" in shown and "Cơ sở An" in shown
    assert "Không đọc được ngày" in text(lead.get("/nhan-su/truoc-sau/?ngay=hôm+qua"))


@pytest.mark.parametrize("address", ["/nhan-su/", "/nhan-su/dao-tao/", "/nhan-su/dia-ban/"])
def test_a_list_costs_the_same_with_two_rows_and_with_many(province, sit, address):
    def more(first: int, last: int) -> None:
        for number in range(first, last):
            one = held(province.chair, position(province.chair, title=f"Vị trí {number}"), f"Người {number}")
            awarded(province.chair, one, "SUBSTITUTION", number=str(number))

    same_queries(sit(province.lead), address, lambda: more(0, 2), lambda: more(2, 7))
