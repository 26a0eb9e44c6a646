"""Pages of communes: a commune confirms and logs, the province classes, the lists shrink; nobody writes for another."""

from __future__ import annotations

import re

import pytest

from donghanh.programme.communes.models import Line
from tests.support import same_queries

pytestmark = pytest.mark.django_db
DAY = {"on-d": "20", "on-m": "11", "on-y": "2026"}


def text(client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_commune_confirms_and_logs_and_the_provinces_lists_shrink(lead, sit, towns):
    here, _ = towns
    before = text(lead, "/xa-phuong/")
    assert "Chưa dùng (95)" in before and "Chưa có hoạt động trong năm (95)" in before
    officer = sit("commune_officer", here)
    assert officer.post(f"/xa-phuong/{here}/", {"viec": "xac-nhan", "is_nobody": "1"}).status_code == 302
    assert officer.post(f"/xa-phuong/{here}/", {"viec": "hoat-dong", "name": "Nói chuyện chuyên đề", **DAY}).status_code == 302
    after = text(lead, "/xa-phuong/?tim=trang+bom")
    assert "Chưa dùng (94)" in after and "Chưa có hoạt động trong năm (94)" in after and "21/11/2026, không có người" in after
    assert "Xã Trảng Bom" not in text(lead, "/xa-phuong/?loc=chua-dung&tim=trang+bom")
    own = text(officer, f"/xa-phuong/{here}/")
    assert "Nói chuyện chuyên đề" in own and "Đã rà soát, không có người thuộc diện quản lý" in own


def test_the_province_classes_and_a_wrong_activity_is_taken_back(lead, sit, towns):
    here, _ = towns
    typed = {"viec": "xep-loai", "year": "2026", "grade": "GOOD", "criteria": "Bộ tiêu chí của tỉnh", "document": "12/QĐ-UBND"}
    decided = {"decided_on-d": "20", "decided_on-m": "11", "decided_on-y": "2026"}
    assert lead.post(f"/xa-phuong/{here}/", typed | decided).status_code == 302
    assert "Làm tốt công tác phòng, chống – năm trước chưa xếp" in text(lead, "/xa-phuong/?nam=2026&tim=Trảng Bom")
    officer = sit("commune_officer", here)
    officer.post(f"/xa-phuong/{here}/", {"viec": "hoat-dong", "name": "Ghi nhầm", **DAY})
    line = Line.objects.get(kind="ACTIVITY")
    assert officer.post(f"/xa-phuong/{here}/", {"viec": "rut", "line": str(line.pk), "reason": "Nhầm xã"}).status_code == 302
    assert "đã rút" in text(officer, f"/xa-phuong/{here}/")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"viec": "xac-nhan"}, "Chọn"),
        ({"viec": "hoat-dong", "name": "", **DAY}, "Nhập hoạt động"),
        ({"viec": "hoat-dong", "name": "x", **DAY, "on-y": "2031"}, "31"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(sit, towns, typed, says):
    answer = sit("commune_officer", towns[0]).post(f"/xa-phuong/{towns[0]}/", typed)
    assert answer.status_code == 422 and says in answer.content.decode() and not Line.objects.exists()


def test_nobody_writes_for_another_place(lead, sit, towns):
    here, there = towns
    officer = sit("commune_officer", here)
    assert officer.get(f"/xa-phuong/{there}/").status_code == 404
    lead.post(f"/xa-phuong/{here}/", {"viec": "xac-nhan", "is_nobody": "1"})
    assert not Line.objects.exists() and "Xác nhận dữ liệu" not in text(lead, f"/xa-phuong/{here}/")


def test_statements_do_not_grow_with_lines(lead, sit, towns):
    here, there = towns

    def said(unit: int, times: int) -> None:
        officer = sit("commune_officer", unit)
        for _ in range(times):
            officer.post(f"/xa-phuong/{unit}/", {"viec": "xac-nhan", "is_nobody": "0"})

    assert same_queries(lead, "/xa-phuong/", lambda: said(here, 1), lambda: said(there, 4)) <= 15


def test_the_list_turns_and_finds_a_name_without_its_marks(lead, towns):
    whole = lead.get("/xa-phuong/?trang=4").content.decode()
    assert whole.count('<th scope="row">') == 20 and "trang 4 trên 4" in whole and "?nam=2026&amp;loc=&amp;trang=3" in whole
    found = lead.get("/xa-phuong/?tim=trang bom").content.decode()
    assert found.count('<th scope="row">') == 1 and "Xã Trảng Bom" in found and "Chưa dùng (95)" in found
    assert "tên như vậy" in lead.get("/xa-phuong/?tim=khong co").content.decode()
