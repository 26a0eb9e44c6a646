"""The pages of partners: from writing one down to a place filled, and what ends soon."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.programme.registers.rules import Paper
from tests.factories.registers import agreement, partner, promised, received
from tests.factories.tasks import HERE, ON
from tests.support import same_queries

pytestmark = pytest.mark.django_db
PAPER = {"paper_number": "3/BB", "paper_date": "1/10/2026", "paper_issuer": "UBND xã"}


def text(answer, status: int = 200) -> str:
    said = " ".join(answer.content.decode().replace("\u00a0", " ").split())
    assert answer.status_code == status, said[:2000]
    return said


def test_a_partner_an_agreement_a_promise_and_what_came(province, sit):
    chair = sit(province.chair)
    where = chair.post("/doi-tac/moi/", {"kind": "ENTERPRISE", "name": "Xưởng may An"})["Location"]
    form = {"title": "Nhận việc", "starts_on": "1/10/2026", "ends_on": "15/12/2026", "responsible": "Ẩn, Phó Chủ tịch", **PAPER}
    one = chair.post(f"{where}thoa-thuan/", form)["Location"]
    assert "Chưa ghi số lượng" in text(chair.post(f"{one}cam-ket/", {"kind": "JOBS", "what": "May"}), 422)
    assert chair.post(f"{one}cam-ket/", {"kind": "JOBS", "what": "May", "quantity": "3"}).status_code == 302
    shown = text(chair.get(one))
    receipt = shown.split('href="' + one + "nhan/")[1].split('"')[0]
    told = {"received_on": "20/11/2026", "quantity": "4", "what": "Vào làm", "source": "Báo cáo tháng 11"}
    assert "chỉ còn 3 chỗ" in text(chair.post(f"{one}nhan/{receipt}", told), 422)
    assert chair.post(f"{one}nhan/{receipt}", {**told, "quantity": "2"}).status_code == 302
    assert "1 chỗ" in text(chair.get(one)) and "Sắp hết hạn" in text(sit(province.lead).get("/doi-tac/"))
    assert "chưa đếm" in text(chair.get(where)) and "2 chỗ" in text(chair.get("/doi-tac/nam/?nam=2026"))
    assert text(sit(province.there).get(one), 404)


def test_the_list_costs_the_same_with_two_agreements_and_with_many(province, sit):
    of = partner(province.chair)

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            one = agreement(province.chair, of, starts_on=ON - timedelta(days=number), paper=Paper(f"{number}/BB", ON, "UBND"))
            received(province.chair, promised(province.chair, one), 1)

    same_queries(sit(province.chair), "/doi-tac/", lambda: more(0, 2), lambda: more(2, 7))


@pytest.mark.requirement("TH38-IV.3.2.a")
def test_an_application_is_applied_checked_licensed_and_published_with_days_on_the_list(province, sit):
    lead = sit(province.lead)
    of = partner(province.lead)
    form = {"kind": "COUNSELLING", "name": "Cơ sở tư vấn An", "place": str(HERE), "documents": "Đơn đề nghị", "applied_on": "1/9/2026"}
    assert "Chọn đặt tại" in text(lead.post(f"/doi-tac/{of.pk}/dau-tu/", form | {"place": ""}), 422)
    one = lead.post(f"/doi-tac/{of.pk}/dau-tu/", form)["Location"]
    step = {"on": "15/9/2026", "note": "Đủ điều kiện", "paper_number": "", "paper_issuer": ""}
    assert lead.post(one, step | {"step": "CHECKED"}).status_code == 302
    assert "chưa có văn bản" in text(lead.post(one, step | {"step": "LICENSED"}), 422)
    for name, day in (("LICENSED", "1/10/2026"), ("PUBLISHED", "20/10/2026")):
        assert "Chưa công bố cơ sở nào" in text(lead.get("/doi-tac/dau-tu/"))
        assert lead.post(one, step | PAPER | {"step": name, "on": day}).status_code == 302
    shown = text(lead.get("/doi-tac/dau-tu/"))
    assert all(day in shown.split("Hồ sơ và ngày của từng bước")[-1] for day in ("01/09/2026", "15/09/2026", "01/10/2026", "20/10/2026"))
    listed = text(sit(province.there).get("/doi-tac/dau-tu/"))
    assert "Cơ sở tư vấn An" in listed and "20/10/2026" in listed and "Chưa có hồ sơ nào" in listed
    assert text(sit(province.there).get(one)).count("Ghi bước này") == 0
    assert sit(province.there).post(one, step | PAPER | {"step": "REVOKED", "on": "21/10/2026"}).status_code == 403
