"""Pages of what the head of a facility signs: three people, the going out by it, and what the commune reads."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from donghanh.cases.models import Fact
from donghanh.cases.terms import FactKind as K
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DecisionKind as D
from tests.factories import held
from tests.support import same_queries
from tests.web.held.conftest import AT, DAY

pytestmark = pytest.mark.django_db
OUT = DAY + timedelta(hours=3)


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def typed(kind: D) -> dict[str, str]:
    """The blanks of the form as the page asks for them."""
    said = {"reasons": held.REASONS}
    for key, value in held.BLANKS[kind].items():
        day = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", value)
        said |= {f"o_{key}-d": day[1], f"o_{key}-m": day[2], f"o_{key}-y": day[3]} if day else {f"o_{key}": value}
    return said


@pytest.fixture
def root(passage):
    return f"/ho-so-gui-den/{passage.pk}/quyet-dinh/"


def test_from_the_draft_to_the_going_out(house, passage, root, desk, at, case):
    intake, second, head = desk(house.intake), desk(house.second), desk(house.head)
    assert "Cho người đang cai nghiện tại cơ sở về chịu tang" in text(intake.get(root))
    assert "Đã biết, không phải nhập lại" in text(intake.get(f"{root}soan/LET_OUT/"))
    assert intake.post(f"{root}soan/LET_OUT/", {"reasons": ""}).status_code == 422
    sent = intake.post(f"{root}soan/LET_OUT/", typed(D.LET_OUT))
    assert sent.status_code == 302, text(sent)
    made = Decision.objects.get()
    page = f"{root}{made.pk}/"
    assert "Chờ đồng nghiệp kiểm tra" in text(intake.get(page)) and page in second.get("/quyet-dinh-co-so/").content.decode()
    assert second.post(f"{page}kiem-tra/").status_code == 302
    seen = re.search(r'name="seen" value="(\w+)"', head.get(page).content.decode())[1]
    assert head.post(f"{page}ky/", {"seen": seen}).status_code == 422
    assert head.post(f"{page}ky/", {"seen": seen, "has_read": "on"}).status_code == 302
    assert "Ký chưa phải là ra" in text(head.get(page)) and "01/QĐ-CSCN" in text(head.get("/quyet-dinh-co-so/"))
    at(OUT)
    intake = desk(house.intake)
    step = f"/ho-so-gui-den/{passage.pk}/ghi/leave-began/"
    assert "Số 01/QĐ-CSCN, ký ngày 09/12/2026" in text(intake.get(step))
    moment = {"on-d": "9", "on-m": "12", "on-y": "2026", "hour": "12:00"}
    assert intake.post(step, moment).status_code == 422
    assert intake.post(step, moment | {"decision": str(made.pk)}).status_code == 302
    assert Fact.objects.get(decision_id=made.pk).kind == "LEAVE_BEGAN"
    assert "Người này đã ra khỏi cơ sở theo quyết định này" in text(intake.get(page))


def test_a_step_out_without_a_signed_decision_says_where_to_get_one(house, passage, root, desk):
    shown = desk(house.intake).get(f"/ho-so-gui-den/{passage.pk}/ghi/borrowed/")
    assert "Chưa có quyết định nào đã ký mà chưa dùng" in text(shown) and root in shown.content.decode()


def test_what_cannot_be_drawn_up_stands_there_with_its_reason(house, passage, root, desk):
    shown = desk(house.intake).get(root).content.decode()
    assert f"{root}soan/LET_OUT/" in shown and f"{root}soan/CERTIFY_STAY/" not in shown and "Chưa soạn được" in shown
    assert desk(house.head).get(root).content.decode().count(f"{root}soan/") == 0, "the head draws nothing up"
    assert desk(house.intake).get(f"{root}soan/CERTIFY_STAY/").status_code == 422
    assert desk(house.intake).get(f"{root}soan/MANAGE_USER/").status_code == 404


def test_returned_mended_and_the_address_of_another_file_is_none(house, passage, root, desk):
    made = held.drafted(house, passage, D.LET_OUT, at=DAY)
    second, intake = desk(house.second), desk(house.intake)
    back = f"{root}{made.pk}/tra-lai/"
    assert second.post(back, {"what": "Câu chữ", "reason": "Ghi rõ tên người đón về."}).status_code == 302
    assert "Ghi rõ tên người đón về" in text(intake.get("/quyet-dinh-co-so/"))
    assert "Lê Văn Ựu" in intake.get(f"{root}soan/LET_OUT/?tu={made.pk}").content.decode()
    assert intake.get(f"/ho-so-gui-den/{made.pk}/quyet-dinh/{made.pk}/").status_code == 404


def test_the_files_the_handing_over_and_the_withdrawal(house, passage, root, desk, at):
    made = held.signed(house, passage, D.LET_OUT, at=DAY)
    at(OUT)
    intake, page = desk(house.intake), f"{root}{made.pk}/"
    file = intake.get(f"{page}tep/pdf/")
    assert file.content.startswith(b"%PDF") and 'filename="quyet-dinh-01-QD-CSCN-2026.pdf"' in file["Content-Disposition"]
    given = {"to": "person", "recipient": "", "way": "IN_PERSON", "served_on-d": "9", "served_on-m": "12", "served_on-y": "2026"}
    assert intake.post(f"{page}giao/", given | {"served_time": "11:00"}).status_code == 302
    assert "Giao trực tiếp" in text(intake.get(page))
    assert intake.post(f"{page}thu-hoi/", {"reasons": "Người thân báo không về được, không còn việc tang."}).status_code == 302
    assert Decision.objects.filter(kind="WITHDRAW", withdraws=made).exists()


def test_the_commune_reads_what_was_signed_and_changes_nothing(house, passage, case, police, desk):
    draft = held.checked(house, passage, D.LEND, at=DAY)
    made = held.signed(house, passage, D.LET_OUT, at=DAY)
    commune = desk(police)
    shown = text(commune.get(f"/quyet-dinh/{made.pk}/"))
    assert "01/QĐ-CSCN" in shown and "Soạn quyết định thu hồi" not in shown and "Ghi việc giao" not in shown
    assert commune.get(f"/quyet-dinh/{draft.pk}/").status_code == 404
    assert commune.get("/quyet-dinh-co-so/").status_code == 403
    assert "do cơ sở cai nghiện giao" in text(commune.get(f"/quyet-dinh/{made.pk}/giao/"))
    assert commune.get(f"/quyet-dinh/{made.pk}/thu-hoi/").status_code in (403, 422)


def test_the_certificate_is_signed_and_never_typed(house, passage, desk, at, root):
    done = at(held.completed(house, passage, at=AT))
    intake = desk(house.intake)
    shown = intake.get(f"/ho-so-gui-den/{passage.pk}/")
    assert (
        "ghi/certificate-issued/" not in shown.content.decode()
        and "người đứng đầu cơ sở ký trên hệ thống" in text(shown)
        and root in str(shown.content)
    )
    made = held.signed(house, passage, D.CERTIFY_STAY, at=done, reasons="Đã chấp hành xong thời hạn cai nghiện.")
    assert made.code in text(desk(house.head).get(f"{root}{made.pk}/"))
    assert Fact.objects.filter(kind=K.CERTIFICATE_ISSUED, decision_id=made.pk).exists()


def test_the_desk_costs_the_same_with_two_and_with_many(house, passage, desk):
    head = desk(house.head)

    def more(count: int):
        for _one in range(count):
            held.signed(house, passage, D.LET_OUT, at=DAY)

    same_queries(head, "/quyet-dinh-co-so/", lambda: more(1), lambda: more(3))
