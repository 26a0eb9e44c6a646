"""What a compulsory file rests on, before it is opened and from its first minute."""

from __future__ import annotations

from datetime import timedelta

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions
from donghanh.cases.models import Case
from donghanh.cases.terms import FactKind, Procedure
from tests.factories import people
from tests.factories.cases import NOW
from tests.web.cases.support import at, flat, text

PAPER = {"paper": "12/BB-CAX", "paper_on-d": "20", "paper_on-m": "11", "paper_on-y": "2026"}
CLAIM = {"compulsory_ground": "SELF_TERMINATED", "exclusion": ""}


def begin(person) -> str:
    return f"/nguoi/{person.pk}/mo-thu-tuc/compulsory/ground-found/"


def test_opening_names_every_ground_with_its_article_and_what_is_missing(police):
    person = people.register(police[1], "Lê Thị Ỗi", at=NOW - timedelta(minutes=5))
    page = text(police[0], begin(person))
    assert "Chưa có sự việc nào trong các hồ sơ ở đây cho thấy một căn cứ." in page and "Luật 120/2025/QH15, Điều 35 khoản 1 điểm a" in page
    assert "Cần “Bỏ cai nghiện, bỏ điều trị”" in page and "số và ngày của biên bản hoặc thông báo" in page


def test_a_ground_not_shown_is_refused_at_opening_with_the_mend(police):
    person = people.register(police[1], "Lê Thị Ỗi", at=NOW - timedelta(minutes=5))
    answer = police[0].post(begin(person), at(NOW, **CLAIM))
    assert answer.status_code == 422 and "chưa có gì cho thấy căn cứ" in flat(answer) and "nhập số và ngày" in flat(answer)
    assert "Căn cứ: Luật 120/2025/QH15, Điều 35 khoản 1 điểm a." in flat(answer) and not Case.objects.filter(procedure=Procedure.COMPULSORY).exists()


def test_the_awaited_determination_is_missing_on_the_first_page_from_the_first_minute(police):
    person = people.register(police[1], "Lê Thị Ỗi", at=NOW - timedelta(minutes=5))
    page = text(police[0], police[0].post(begin(person), at(NOW, **CLAIM, **PAPER)).url)
    rests = page[page.index("Căn cứ của hồ sơ") : page.index('class="steps"')]
    assert "Văn bản 12/BB-CAX ngày 20/11/2026" in rests and "Kết quả xác định tình trạng nghiện" in rests and "không gửi đi khi chưa có" in rests
    assert rests.index("Đã có") < rests.index("Còn thiếu")


def test_a_registration_after_the_ground_is_said_in_the_compulsory_file_which_stands(police):
    browser, actor = police
    person = people.register(actor, "Lê Thị Ỗi", at=NOW - timedelta(hours=3))
    made = browser.post(begin(person), at(NOW - timedelta(hours=2), **CLAIM | {"compulsory_ground": "NOT_REGISTERED"}, **PAPER))
    assert "đã đăng ký hoặc bắt đầu" not in text(browser, made.url)
    about = {"person_id": person.pk, "kind": FactKind.REGISTERED, "procedure": Procedure.HOME_REHABILITATION, "data": {"form": "home"}}
    with scope(actor):
        home = actions.open_case(actor=actor, at=NOW, happened_at=NOW - timedelta(hours=1), **about)
    page = text(browser, made.url)
    assert "Sau khi lập hồ sơ, người này đã đăng ký hoặc bắt đầu" in page and home.number in page and "hồ sơ không tự đổi" in page
    assert Case.objects.get(procedure=Procedure.COMPULSORY).stage == "FOUND"
