"""The pages of rewards: proposing, voting, deciding, the letter; the list costs the same with 2 rows and with 50."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from donghanh.programme.rewards import actions
from donghanh.programme.rewards.models import Proposal
from tests.factories.registers import FROM, council, criteria, do, proposed
from tests.support import same_queries

pytestmark = pytest.mark.django_db


def text(answer, status: int = 200) -> str:
    said = " ".join(answer.content.decode().split())
    assert answer.status_code == status, said[:2000]
    return said


@pytest.mark.requirement("DN257-27")
def test_a_proposal_shows_evidence_vote_and_decision_and_prints_the_letter(province, sit):
    kept = criteria(province.lead)
    chair, lead = sit(province.chair), sit(province.lead)
    form = {
        "subject": "PERSON", "body": province.offices.here, "occasion": "PERIODIC", "from_on": "1/1/2026", "to_on": "30/6/2026",
        "merit": "Lập câu lạc bộ đầu tiên của xã.", "asked": "Bằng khen", "person": "Trần Thị Ẩn",
        **{f"proof-{item.pk}": "Biên bản họp" for item in kept.items.all()},
    }  # fmt: skip
    assert "làm công tác gì" in text(chair.post("/khen-thuong/de-nghi/", form), 422)
    where = chair.post("/khen-thuong/de-nghi/", {**form, "function": "CLUB"})["Location"]
    assert "Mỗi thành tích chỉ khen một lần" in text(chair.post("/khen-thuong/de-nghi/", {**form, "function": "TEAM"}), 422)
    found = council(province.lead, seats=province.seats)
    assert lead.post(f"{where}hoi-dong/", {"council": str(found.pk)}).status_code == 302
    for member in (province.lead, province.health, province.finance):
        assert sit(member).post(f"{where}bo-phieu/", {"choice": "YES"}).status_code == 302
    paper = {"paper_number": "88/QĐ-UBND", "paper_date": "20/11/2026", "paper_issuer": "Chủ tịch UBND tỉnh", "granted": "Bằng khen"}
    assert lead.post(f"{where}quyet-dinh/", paper).status_code == 302
    shown = text(chair.get(where))
    assert "Ban chủ nhiệm câu lạc bộ, " in shown and "88/QĐ-UBND ngày 20/11/2026" in shown and "Hội đồng thông qua" in shown
    assert "nhiệm vụ chủ trì" in shown and "Biên bản họp" in shown
    letter = ZipFile(BytesIO(chair.get(f"{where}to-trinh.docx").content)).read("word/document.xml").decode()
    assert "TỜ TRÌNH" in letter and "Trần Thị Ẩn" in letter and "3 đồng ý" in letter


def test_the_lead_keeps_criteria_and_councils_and_others_only_read_them(province, sit):
    lead = sit(province.lead)
    criteria(province.lead)
    paper = {"paper_number": "1/QĐ", "paper_date": "1/10/2026", "paper_issuer": "UBND tỉnh"}
    form = {"code": "KT-02", "title": "Khen đột xuất", "clause": "DN257/27", "criteria": "Một\nHai", "valid_from": "1/10/2026", **paper}
    assert lead.post("/khen-thuong/tieu-chi/moi/", form).status_code == 302
    seats = {"name": "Hội đồng tỉnh", "seats": [str(one) for one in province.seats], "quorum_percent": "70", "majority_percent": "170", **paper}
    assert "từ 1 đến 100" in text(lead.post("/khen-thuong/hoi-dong/moi/", seats), 422)
    assert lead.post("/khen-thuong/hoi-dong/moi/", {**seats, "majority_percent": "70"}).status_code == 302
    shown = text(sit(province.chair).get("/khen-thuong/tieu-chi/"))
    assert "Khen đột xuất" in shown and "Hội đồng tỉnh" in shown and "Đặt tiêu chí" not in shown
    assert "Đề nghị theo bộ tiêu chí nào?" in text(sit(province.chair).get("/khen-thuong/de-nghi/"))


def test_the_list_costs_the_same_with_two_rows_and_with_many(province, sit):
    kept = criteria(province.lead)

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            day = FROM + timedelta(days=number)
            proposed(province.chair, kept, body_id=province.offices.here, from_on=day, to_on=day)

    same_queries(sit(province.lead), "/khen-thuong/", lambda: more(0, 2), lambda: more(2, 8))
    one = Proposal.objects.order_by("from_on").first()
    do(actions.refuse, province.lead, proposal_id=one.pk, reason="Chưa đủ")
    assert text(sit(province.lead).get("/khen-thuong/?loc=REFUSED")).count("<tr>") == 2
    assert "Chưa có đề nghị nào" in text(sit(province.there).get("/khen-thuong/"))
