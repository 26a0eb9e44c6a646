"""The papers for the person himself: the notice fits one page in short sentences, the extract holds nobody else's data."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import docx
import pypdf
import pytest

from donghanh.base.documents import render
from donghanh.base.documents.leaflet import Leaflet, texts
from donghanh.base.documents.rules import CannotPrint
from donghanh.base.privacy.scope import scope
from donghanh.cases.terms import FactKind as K
from donghanh.decisions import actions as deciding
from donghanh.decisions import queries as decision_queries
from donghanh.decisions.terms import DecisionKind, ServiceWay
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.legal.complaints import complaint_limit, data_limits
from donghanh.rights import notice, printing
from donghanh.rights.rules import CannotAsk
from tests.factories import cases, decisions, rights

NOW = cases.NOW
database = pytest.mark.django_db


def told(kind=DecisionKind.MANAGE_USER, received=date(2026, 11, 22)) -> notice.Told:
    answer, done = data_limits(NOW)
    return notice.Told(
        kind, "số 01/QĐ-CAX", date(2026, 11, 21), "Công an xã Trảng Bom", "Trưởng Công an xã Trảng Bom", "Lê Thị Ỗi", decisions.REASONS,
        "Luật 120/2025/QH15, Điều 24", date(2027, 11, 21), "số 01/QĐ-CAX ngày 21 tháng 11 năm 2026" if kind == DecisionKind.WITHDRAW else "",
        received, complaint_limit(date(2026, 11, 21), received), answer, done,
    )  # fmt: skip


def words(leaflet: Leaflet) -> str:
    return " ".join(texts(leaflet))


def pdf_text(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize("kind", list(DecisionKind))
def test_one_page_that_says_what_why_until_when_and_where_to_complain(kind):
    made = notice.notice(told(kind))
    pages = pdf_text(render.leaflet_pdf(made))
    assert len(pages) == 1
    for part in ("Lê Thị Ỗi", "Quyết định gì?", "Vì sao?", "Điều 24", "có quyền gì?", "Trưởng Công an xã Trảng Bom", "22/02/2027", "Toà án"):
        assert part in pages[0], part


def test_the_longest_reasons_still_fit_the_page():
    reasons = ("Kết quả xét nghiệm dương tính với chất ma tuý, đã xác minh nơi cư trú. " * 12)[:800]
    assert len(pdf_text(render.leaflet_pdf(notice.notice(replace(told(), reasons=reasons))))) == 1


@pytest.mark.parametrize("kind", list(DecisionKind))
def test_sentences_are_short(kind):
    made = notice.notice(told(kind))
    said = [t for section in made.sections for t in (*section.sentences, *section.points)]
    sentences = [s for t in said for s in re.split(r"(?<=[.?;:])\s", t) if s]
    assert sum(len(s.split()) for s in sentences) / len(sentences) <= 15


def test_word_and_pdf_say_the_same():
    made = notice.notice(told())
    paper = docx.Document(io.BytesIO(render.leaflet_docx(made)))
    lines = [p.text for p in paper.paragraphs]
    assert [t for section in made.sections for t in (section.heading, *section.sentences, *section.points)] == lines[3:-2]
    assert [p.text for p in paper.paragraphs if p.style.name == "Heading 2"] == [s.heading for s in made.sections]


def test_without_a_day_of_receipt_the_line_is_left_to_be_filled_in_by_hand():
    text = words(notice.notice(told(received=None)))
    assert "90 ngày kể từ ngày nhận quyết định. Ngày nhận: ……/……" in text and "22/02/2027" not in text


def test_what_is_not_confirmed_is_said_so():
    assert "chưa được đối chiếu với văn bản luật" in words(notice.notice(told()))


def test_a_leaflet_with_a_sign_that_cannot_be_printed_is_refused():
    with pytest.raises(CannotPrint):
        render.leaflet_pdf(replace(notice.notice(told()), lead="xuống\ndòng"))
    with pytest.raises(CannotPrint):
        render.leaflet_docx(replace(notice.notice(told()), sections=()))


@database
def test_the_notice_of_a_signed_decision_counts_from_the_day_it_was_handed_over(people):
    case = decisions.waiting(people)
    draft = decisions.drafted(people, case)
    with scope(people.police), pytest.raises(CannotAsk, match="đã ký"):
        printing.notice_of(decision_queries.decision_sheet(people.police, draft.pk, at=NOW))
    with scope(people.police):
        deciding.check(actor=people.police, at=NOW, decision_id=draft.pk)
    made = decisions.sign(draft, people.chief)
    later = NOW + timedelta(days=1)
    with scope(people.police):
        assert "Hết thời hạn vào cuối ngày" in words(printing.notice_of(decision_queries.decision_sheet(people.police, made.pk, at=NOW)))
        deciding.serve(
            actor=people.police, at=later, decision_id=made.pk, recipient="Lê Thị Ỗi", is_person=True, way=ServiceWay.IN_PERSON, served_at=later
        )
        text = words(printing.notice_of(decision_queries.decision_sheet(people.police, made.pk, at=later)))
    assert "hết ngày 22/02/2027, tính từ ngày nhận quyết định 22/11/2026" in text


@database
def test_the_extract_holds_the_own_data_and_nobody_elses(people):
    case = cases.managed(people.police, at=NOW - timedelta(days=10), guardian_name="Bà Ngoại Ẩn")
    decisions.fact(people, case, K.HELPER_ASSIGNED, NOW - timedelta(days=2), helper="Hồ Thị Ểnh", helper_role="volunteer")
    decisions.fact(people, case, K.SERVICE_OFFERED, NOW - timedelta(days=1), services=["JOB"], summary="Đi cùng anh Tám hàng xóm.")
    rights.correction(people.officer, case)
    with scope(people.officer):
        text = words(printing.extract_of(people.officer, case.person_id, at=NOW))
    for part in ("Lê Thị Ỗi", case.number, "Tư vấn việc làm, học nghề", "Heroin", "(đang được xem lại)", "Phân công người trực tiếp giúp đỡ"):
        assert part in text, part
    for name in ("Hồ Thị Ểnh", "anh Tám", "Bà Ngoại Ẩn", *decisions.NAMES.values()):
        assert name not in text, name
    assert len(pdf_text(render.leaflet_pdf(_extract(people, case)))) <= 2


def _extract(people, case) -> Leaflet:
    with scope(people.officer):
        return printing.extract_of(people.officer, case.person_id, at=NOW)


@database
def test_twin_free_text_on_the_list_of_codes_would_leak_the_neighbour(people, monkeypatch):
    from donghanh.rights import extract

    class Anything:
        values = ["Đi cùng anh Tám hàng xóm."]

        def __new__(cls, code):
            return type("Label", (), {"label": code})

    case = cases.managed(people.police, at=NOW - timedelta(days=10))
    decisions.fact(people, case, K.SERVICE_OFFERED, NOW - timedelta(days=1), services=["JOB"], summary=Anything.values[0])
    monkeypatch.setitem(extract.CODES, "summary", ("Ghi chú", Anything))
    assert "anh Tám" in words(_extract(people, case))


@database
def test_another_commune_and_one_who_records_nothing_get_no_extract(people, town):
    case = decisions.waiting(people)
    stranger = decisions.hands(town[1]).officer
    with scope(stranger), pytest.raises(NotInReach):
        printing.extract_of(stranger, case.person_id, at=NOW)
    with scope(people.chair), pytest.raises(MayNot):
        printing.extract_of(people.chair, case.person_id, at=NOW)
