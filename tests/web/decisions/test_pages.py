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
from tests.web.decisions.conftest import step_up

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
                 "Đúng người có quyền ký hôm nay: Trưởng Công an xã Trảng Bom", "Sự việc không đổi từ lúc soạn", "1 trên 1", "90 ngày"):  # fmt: skip
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
