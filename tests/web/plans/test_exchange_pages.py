"""Pages where a plan comes in, is compared, and is divided."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from donghanh.programme.exchange.models import Draft, Proposal
from donghanh.programme.models import Version
from donghanh.programme.shares.models import Split
from tests.factories import plans
from tests.factories.papers import PAPER
from tests.support import same_queries
from tests.web.plans.test_plan_pages import four, page

__all__ = ["four"]
pytestmark = pytest.mark.django_db
CONFIRM = {"instrument": "12/KH-UBND", "signed_on": "15/1/2026", "in_force_from": "15/1/2026", "stands": ""}


def upload(client, *changes, name="thu.yaml", text=None, status=302):
    file = SimpleUploadedFile(name, (text or plans.changed(*changes)).encode())
    answer = client.post("/ke-hoach/nhap/", {"file": file})
    assert answer.status_code == status
    return answer.headers.get("Location", ""), " ".join(answer.content.decode().split())


def test_a_faulty_file_shows_each_fault_beside_its_place_and_cannot_be_confirmed(lead):
    address, _shown = upload(lead, ("value: 90", "value: chín mươi"), ("work: model", "work: y"))
    shown = page(lead, address)
    assert "2 chỗ phải sửa" in shown and "thu.yaml, dòng 17" in shown and "chín mươi" in shown and "Nhập kế hoạch này" not in shown
    assert page(lead, "/ke-hoach/nhap/").count("Chưa xác nhận") == 1


def test_a_file_that_cannot_be_read_is_refused_in_the_form(lead):
    assert "không phải kế hoạch đọc được" in upload(lead, name="a.docx", status=422)[1]
    assert Draft.objects.count() == 0


def test_a_plan_is_confirmed_amended_read_as_it_was_and_compared(lead):
    address, _shown = upload(lead)
    assert "Kế hoạch mới: chưa có bản nào để so" in page(lead, address) and "ghi 6 nhưng lộ trình kể 2 nơi" in page(lead, address)
    assert lead.post(address, CONFIRM).headers["Location"] == "/ke-hoach/THU26/"
    shown = page(lead, "/ke-hoach/THU26/")
    assert "Chưa chọn chỉ số để đo chỉ tiêu này" in shown and "/not_set/" not in shown
    address, _shown = upload(lead, ("value: 90", "value: 95"))
    assert "số từ 90 thành 95" in page(lead, address)
    refused = lead.post(address, CONFIRM | {"stands": "1", "reason": ""})
    assert refused.status_code == 422 and Version.objects.filter(plan_id="THU26").count() == 1
    assert lead.post(address, CONFIRM | {"instrument": "99/QĐ", "stands": "1", "reason": "Thêm"}).status_code == 302
    shown = page(lead, "/ke-hoach/THU26/cac-ban/?ngay=14/1/2026")
    assert "chưa có bản nào có hiệu lực" in shown and "99/QĐ" in shown and "So với bản trước" in shown
    assert "ít nhất 90 %" in page(lead, "/ke-hoach/THU26/cac-ban/1/") and "Bản này đã được thay" in page(lead, "/ke-hoach/THU26/cac-ban/1/")
    assert "số từ 90 thành 95" in page(lead, "/ke-hoach/so-sanh/?a=THU26@1&b=THU26@2")
    page(lead, "/ke-hoach/THU26/cac-ban/9/", status=404)
    page(lead, "/ke-hoach/so-sanh/?a=THU26@1&b=khong", status=422)


def test_the_form_is_given_out_and_others_do_not_bring_in(lead, sit, towns):
    assert lead.get("/ke-hoach/nhap/mau/").content[:2] == b"PK"
    page(sit("commune_officer", towns[0]), "/ke-hoach/nhap/", status=403)


def test_a_target_is_divided_on_its_page_and_shown_on_the_plans(lead, four):
    address = "/ke-hoach/DN257/chia/DN257-9/"
    assert "Chưa chia" in page(lead, address) and "Chia cho các xã" in page(lead, "/ke-hoach/DN257/")
    refused = lead.post(address, {"way": "TYPED", "lines": "26248 x", "reason": "thử"})
    assert (refused.status_code == 422 and "không có mã xã" in refused.content.decode()) or "chưa có số" in refused.content.decode()
    assert lead.post(address, {"way": "EQUAL", "reason": "Theo lộ trình"}).status_code == 302
    shown = page(lead, address)
    assert "Lần chia 1: chia đều" in shown and Split.objects.count() == 1
    assert "Đã chia cho 11 xã (lần 1)" in page(lead, "/ke-hoach/DN257/")
    page(lead, "/ke-hoach/DN257/chia/khong-co/", status=404)


def test_a_paper_is_read_judged_and_written_as_a_draft(lead, four):
    file = SimpleUploadedFile("kế hoạch.txt", PAPER.encode())
    address = lead.post("/ke-hoach/doc/", {"file": file}).headers["Location"]
    shown = page(lead, address)
    assert "Phấn đấu trên 85% người có hồ sơ" in shown and "Soạn kế hoạch từ câu đã nhận" not in shown
    assert lead.post(address, {"proposal": "x"}).status_code == 422
    one = Proposal.objects.get(said__value=85)
    back = lead.post(address, {"proposal": str(one.pk), "verdict": "nhan"}).headers["Location"]
    assert back.endswith(f"#p-{one.pk}") and "1 đã nhận" in page(lead, address)
    assert page(lead, f"{address}soan/").count("Chữ in hoa") == 1
    head = {"id": "DN26", "issued_on": "15/1/2026", "issuer": "UBND tỉnh", "title": "Thử", "from_year": 2026, "to_year": 2028}
    assert lead.post(f"{address}soan/", head).status_code == 422
    draft = lead.post(f"{address}soan/", head | {"whose": "rehabilitation_lead"}).headers["Location"]
    assert "Không có chỗ sai, chờ xác nhận" in page(lead, draft) and lead.get(f"{draft}mau/").content[:2] == b"PK"
    assert b"DN26" in lead.get(f"{draft}tep/").content


def test_statements_do_not_grow_with_proposals(lead, four):
    def read(sentences):
        def brought():
            text = "I. NHIỆM VỤ\n" + "\n".join(f"- Tổ chức tập huấn cho cán bộ xã lần thứ {n}." for n in range(sentences))
            lead.post("/ke-hoach/doc/", {"file": SimpleUploadedFile("a.txt", text.encode())})

        return brought

    assert same_queries(lead, "/ke-hoach/doc/", read(2), read(48)) <= 20
