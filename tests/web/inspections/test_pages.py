"""The inspection desk from page to page: plan, team, points, finding, remedy, minutes; surveys; who may open what."""

from __future__ import annotations

import io
from datetime import timedelta

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from donghanh.base.accounts.models import User
from donghanh.programme.inspections.models import Criteria, Finding, Inspection
from donghanh.programme.surveys.models import Survey
from tests.factories.inspections import act, concluded, found, planned, running, year_plan
from tests.factories.tasks import NOW, ON
from tests.support import queries_of, same_queries

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=12)


def page(client, address, *, status=200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def sent(client, address, *, status=302, **fields) -> str:
    answer = client.post(address, fields)
    assert answer.status_code == status, answer.content.decode()[-6000:]
    return answer.url if status == 302 else " ".join(answer.content.decode().replace("\xa0", " ").split())


def day(name: str, moment) -> dict[str, str]:
    return {f"{name}-d": str(moment.day), f"{name}-m": str(moment.month), f"{name}-y": str(moment.year)}


ITEMS = "Hồ sơ đủ giấy tờ | 60 | 10 | Đủ 10 | Hồ sơ trong mẫu\nCó kế hoạch năm | 40 | 5 | Có 5 | Kế hoạch | không cần căn cứ"


def test_from_the_years_plan_to_the_accepted_remedy(offices, sit, at):
    province, officer = sit(offices.lead), sit(offices.officer)
    assert "Năm 2026 chưa có kế hoạch kiểm tra" in page(province, "/kiem-tra/")
    sent(province, "/kiem-tra/ke-hoach/", year="2026", number="7/KH", title="Kiểm tra năm 2026", **day("signed_on", ON))
    criteria = sent(
        province, "/kiem-tra/tieu-chi/moi/", name="Sau cai của xã", subject="COMMUNE", source="KH 137", items=ITEMS, **day("starts_on", ON)
    )
    assert "Hồ sơ đủ giấy tờ" in page(officer, criteria)
    typed = {"kind": "INSPECTION", "inspected": str(offices.here), "subject": "Quản lý sau cai", "criteria": str(Criteria.objects.get().pk)}
    kept = sent(province, "/kiem-tra/moi/", is_in_plan="on", **typed, **day("starts_on", ON), **day("ends_on", ON))
    page(officer, kept, status=404)

    team = {"viec": "doan", "members": [str(offices.lead.user_id)], "leader": str(offices.lead.user_id), "reason": ""}
    assert "chưa có giấy chứng nhận tập huấn" in sent(province, kept, status=422, **team)
    login = User.objects.get(pk=offices.lead.user_id).username
    told = {"viec": "ghi", "username": login, "course": "Kiểm tra", "certificate": "1/GCN", "issuer": "Công an tỉnh"}
    sent(province, "/kiem-tra/tap-huan/", **told, **day("issued_on", ON))
    sent(province, kept, **team)
    sent(province, kept, viec="cong-bo")
    assert "Quản lý sau cai" in page(officer, "/kiem-tra/") and "1/GCN" in page(officer, kept)

    first, second = Criteria.objects.get().items.order_by("position")
    sent(province, kept, viec="rut-mau", size="5")
    assert "chưa có hồ sơ nào để rút" in page(officer, kept)
    wrong = {f"points_{first.pk}": "11", f"evidence_{first.pk}": "", f"points_{second.pk}": "5"}
    assert "10" in sent(province, f"{kept}cham/", status=422, viec="cham", **wrong)
    sent(province, f"{kept}cham/", viec="cham", **wrong | {f"points_{first.pk}": "9", f"evidence_{first.pk}": "Xem 5 hồ sơ"})
    assert "94,0/100" in page(officer, kept)
    seen = {"viec": "phat-hien", "severity": "MAJOR", "text": "Thiếu biên bản", "order": "Bổ sung", "item": str(first.pk), "function": ""}
    sent(province, kept, **seen, **day("due_on", ON + timedelta(days=10)))
    sent(province, kept, viec="ket-luan", conclusion="Thực hiện tốt.")
    assert "cuộc đã làm" in page(province, "/kiem-tra/") and "1/1" in page(province, "/kiem-tra/")

    one = f"/kiem-tra/kien-nghi/{Finding.objects.get().pk}/"
    assert "Thiếu biên bản" in page(officer, "/kiem-tra/kien-nghi/")
    proof = SimpleUploadedFile("Biên bản.pdf", b"%PDF-1.7 x", content_type="application/pdf")
    sent(officer, one, viec="khac-phuc", text="Đã bổ sung.", file=proof)
    sent(officer, one, status=409, viec="cong-nhan", note="")
    at(NOW + timedelta(minutes=5))
    province = sit(offices.lead)
    assert "Đơn vị báo: Đã bổ sung." in page(province, "/kiem-tra/")
    file = province.get("/kiem-tra/tep/" + page(province, one).split("/kiem-tra/tep/")[1].split('"')[0])
    assert file.content == b"%PDF-1.7 x" and file["Content-Disposition"].startswith("attachment")
    sent(province, one, viec="cong-nhan", note="")
    assert "Đã khắc phục" in page(sit(offices.officer), one) and "Không còn kiến nghị nào" in page(province, "/kiem-tra/kien-nghi/")
    page(sit(offices.there_chair), one, status=404)


def test_the_minutes_say_what_was_recorded(offices, sit, at):
    kept = running(offices, offices.here, offices.health)
    found(offices.health, kept)
    concluded(offices, kept, 8, 5)
    answer = sit(offices.lead).get(f"/kiem-tra/{kept.pk}/bien-ban/")
    assert answer.status_code == 200, answer.content.decode()[:500]
    body = docx.Document(io.BytesIO(answer.content)).element.body
    said = " ".join("".join(run.text or "" for run in line.iter() if run.tag.endswith("}t")) for line in body.iter() if line.tag.endswith("}p"))
    for words in ("BIÊN BẢN", "trưởng đoàn", "8/10", "88,0/100", "Thiếu biên bản giao nhận", "Đơn vị thực hiện đúng kế hoạch."):
        assert words in said


def test_overdue_is_seen_at_a_glance_and_units_are_listed_by_name(offices, sit, at):
    kept = running(offices, offices.here)
    found(offices.lead, kept)
    concluded(offices, kept, 8, 5)
    at(LATER)
    province = sit(offices.lead)
    assert "quá hạn 2 ngày" in page(province, "/kiem-tra/kien-nghi/") and "quá hạn 2 ngày" in page(sit(offices.officer), "/kiem-tra/")
    units = page(province, "/kiem-tra/don-vi/")
    assert "88,0/100" in units and "chưa kiểm tra" in units
    assert "88,0/100" not in page(province, "/kiem-tra/don-vi/?loc=chua")


def test_mistakes_are_said_at_their_fields_and_nothing_is_kept(offices, sit):
    province = sit(offices.lead)
    said = sent(province, "/kiem-tra/tieu-chi/moi/", status=422, name="A", subject="COMMUNE", source="b", items="một | hai", **day("starts_on", ON))
    assert "Dòng 1: ghi tiêu chí | trọng số" in said
    assert "Chọn đơn vị" in sent(province, "/kiem-tra/moi/", status=422) and Inspection.objects.count() == Criteria.objects.count() == 0
    page(province, "/kiem-tra/?nam=20x6", status=404)


def test_a_survey_from_planning_to_its_verdict(offices, sit):
    province = sit(offices.lead)
    typed = {"name": "Hiểu biết của cán bộ", "place": str(offices.lead.unit_id), "population": "OFFICIALS", "sampling": "Rút ngẫu nhiên"}
    typed |= {"questions": "Câu một?\nCâu hai?", "needed": "2", "threshold": "80", "target": ""} | day("starts_on", ON) | day("ends_on", ON)
    kept = sent(province, "/kiem-tra/khao-sat/moi/", **typed)
    wrong = {"viec": "go", "asked": "200", "reached": "190", "answers": "195, 5\n190 10", "source": "BC 12"}
    assert "Câu 2: ghi số đúng, số sai" in sent(province, kept, status=422, **wrong)
    sent(province, kept, **wrong | {"answers": "195, 5\n190, 5"})
    shown = page(sit(offices.chair), kept)
    assert "95,0 % (khoảng 91,0–97,3 %)" in shown and "Đạt" in shown and "190/200" in shown and 'name="viec"' not in shown
    sheets = SimpleUploadedFile("phieu.csv", "Câu 1,Câu 2\nĐ,S\nĐ,Đ\n".encode())
    sent(province, kept, viec="tep", file=sheets, reason="Có phiếu gốc")
    assert "1/2" in page(province, kept) and "Chưa chắc" in page(province, "/kiem-tra/khao-sat/")
    assert Survey.objects.count() == 1


def test_empty_desks_say_what_will_stand_there(offices, sit):
    stranger = sit(offices.there_chair)
    for address in ("", "kien-nghi/", "don-vi/", "tieu-chi/", "tap-huan/", "khao-sat/", "hieu-qua/"):
        assert "empty" in page(stranger, f"/kiem-tra/{address}") or address in ("", "hieu-qua/", "don-vi/")


def many(offices, total: int) -> None:
    for n in range(total):
        kept = running(offices, offices.here, at=NOW, is_in_plan=True, subject=f"Nội dung {n}")
        found(offices.lead, kept, text=f"Điều {n} {total}")


def test_statements_do_not_grow_with_rows(offices, sit):
    year_plan(offices)
    planned(offices, offices.there)
    officer, addresses = sit(offices.officer), ("/kiem-tra/", "/kiem-tra/kien-nghi/", "/kiem-tra/don-vi/")
    many(offices, 2)
    for address in addresses:
        officer.get(address)
    few = [queries_of(officer, address) for address in addresses]
    many(offices, 3)
    assert [queries_of(officer, address) for address in addresses] == few and max(few) <= 30


def test_an_inspection_page_costs_few_statements(offices, sit):
    kept = running(offices, offices.here)
    address = f"/kiem-tra/{kept.pk}/"
    act(offices.lead, "draw", inspection_id=kept.pk, size=1)

    def more(total: int) -> None:
        for n in range(total):
            found(offices.lead, kept, text=f"Điều {n} {total}")

    assert same_queries(sit(offices.lead), address, lambda: more(2), lambda: more(4)) <= 40
