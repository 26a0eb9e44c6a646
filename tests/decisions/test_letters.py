"""The letters: what each must say, the same words in PDF and DOCX, dated on the day of signing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import cast

import pytest

from donghanh.base.documents import frozen
from donghanh.base.documents.letter import Letter
from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Case
from donghanh.cases.terms import FactKind as K
from donghanh.decisions import queries
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DecisionKind
from donghanh.legal.decision_kinds import decision_kind
from tests.base.documents.test_render import words_of_docx, words_of_pdf
from tests.factories import cases, decisions

pytestmark = pytest.mark.django_db
NOW = cases.NOW


def letter_of(made: Decision) -> Letter:
    return cast(Letter, frozen.from_json(Decision.objects.get(pk=made.pk).letter))


def whole(made: Decision) -> str:
    letter = letter_of(made)
    return " ".join([*letter.bases, *(p.text for article in letter.articles for p in article.paragraphs)])


@pytest.fixture
def made(people):
    return decisions.signed(people, decisions.waiting(people), officer="Đại uý Nguyễn Hữu Ẵng", team=("Hồ Thị Ểnh", "Lê Văn Ổn"))


def stopped(people):
    case = decisions.waiting(people, at=NOW - timedelta(days=9))
    decisions.signed(people, case, at=NOW - timedelta(days=9))
    decisions.fact(people, case, K.STOP_GROUND, NOW - timedelta(days=1), ground="PRISON")
    return case


@pytest.mark.requirement("DN137-VI.2.b.2")
def test_a_management_decision_gives_reasons_law_term_and_the_way_to_complain(made):
    text = whole(made)
    for part in (
        "Xét sự việc: Kết quả xét nghiệm dương tính; đã xác minh nơi cư trú.", "Luật Phòng, chống ma túy số 120/2025/QH15", "Điều 59",
        "LÊ THỊ ỖI", "01 năm, từ ngày 21 tháng 11 năm 2026 đến hết ngày 21 tháng 11 năm 2027", "Hồ Thị Ểnh; Lê Văn Ổn",
        "Đại uý Nguyễn Hữu Ẵng có trách nhiệm",
        "khiếu nại đến Trưởng Công an xã Trảng Bom", "trong thời hạn 90 ngày kể từ ngày nhận được", "khởi kiện tại Tòa án",
    ):  # fmt: skip
        assert part in text, part
    letter = letter_of(made)
    assert (letter.head.number_text, letter.head.issuer, letter.head.issuer_parent) == (
        "Số: 01/QĐ-CAX",
        "CÔNG AN XÃ TRẢNG BOM",
        "CÔNG AN TỈNH ĐỒNG NAI",
    )
    assert letter.foot.signer_titles == ("TRƯỞNG CÔNG AN",) and letter.foot.signer_name == "Phạm Nguyễn Hoàng Ẫm"


@pytest.mark.parametrize("kind", [kind for kind in DecisionKind if not decision_kind(kind).forms])
def test_every_kind_says_why_on_what_law_and_where_and_until_when_to_complain(people, kind):
    if kind == DecisionKind.MANAGE_USER:
        made = decisions.signed(people, decisions.waiting(people))
    elif kind == DecisionKind.END_USER:
        case = decisions.waiting(people)
        decisions.signed(people, case)
        made = decisions.signed(people, case, at=NOW + timedelta(days=400), kind=kind)
    elif kind == DecisionKind.WITHDRAW:
        made = decisions.withdrawn(people, decisions.signed(people, decisions.waiting(people)))
    elif kind == DecisionKind.SUSPEND_USER:
        case = decisions.waiting(people, at=NOW - timedelta(days=9))
        decisions.signed(people, case, at=NOW - timedelta(days=9))
        decisions.fact(people, case, K.CUSTODY_BEGAN, NOW - timedelta(days=1))
        made = decisions.signed(people, case, kind=kind)
    else:
        made = decisions.signed(people, stopped(people), kind=kind)
    text = whole(made)
    assert re.search(r"Căn cứ (Luật|Nghị định)", text) and "Xét sự việc: " in text
    assert "khiếu nại đến Trưởng Công an xã Trảng Bom" in text and "90 ngày" in text and "Luật Khiếu nại (02/2011/QH13)" in text
    assert "LÊ THỊ ỖI" in text
    if kind != DecisionKind.MANAGE_USER:
        assert "Quyết định số 01/QĐ-CAX" in text, "names the decision it ends"


def test_a_stop_takes_effect_on_the_day_of_signing_as_the_list_does(people):
    case = stopped(people)
    draft = decisions.checked(people, case, at=NOW - timedelta(hours=20), kind=DecisionKind.STOP_USER)
    made = decisions.sign(draft, people.chief)
    assert "kể từ ngày 21 tháng 11 năm 2026, vì: phải thi hành án phạt tù" in whole(made)
    assert Case.objects.get(pk=case.pk).active_until == NOW


def test_a_draft_of_yesterday_is_dated_on_the_day_of_signing(people):
    case = decisions.waiting(people, at=NOW - timedelta(days=2))
    draft = decisions.checked(people, case, at=NOW - timedelta(days=2))
    assert "từ ngày 19 tháng 11 năm 2026" in whole(draft)
    with scope(people.chief):
        shown = queries.decision_sheet(people.chief, draft.pk, at=NOW)
    made = decisions.sign(draft, people.chief, seen=shown.seen)
    assert "từ ngày 21 tháng 11 năm 2026 đến hết ngày 21 tháng 11 năm 2027" in whole(made)
    assert Case.objects.get(pk=case.pk).active_until == cases.moment("2027-11-22T00:00"), "the letter and the list say the same"


def test_a_minors_letter_names_the_guardian(people):
    case = decisions.waiting(people, name="Trần Thị Nhỏ", birth_year=2010, guardian_name="Nguyễn Thị Ẩn")
    made = decisions.signed(people, case)
    assert "người giám hộ: Nguyễn Thị Ẩn" in whole(made) and "Người giám hộ: Nguyễn Thị Ẩn" in letter_of(made).foot.recipients


def test_line_breaks_in_the_reasons_do_not_break_the_form(people):
    made = decisions.drafted(people, decisions.waiting(people), reasons="Dương tính.\n\nĐã xác minh\tnơi cư trú.")
    assert "Xét sự việc: Dương tính. Đã xác minh nơi cư trú." in whole(made)


def test_pdf_and_docx_say_the_same(made):
    made = Decision.objects.select_related("pdf", "docx").get(pk=made.pk)
    printed, typed = words_of_pdf(bytes(made.pdf.content)), words_of_docx(bytes(made.docx.content))
    at = printed.index("Kiểm"), typed.index("Kiểm")
    assert sorted(printed[: at[0]]) == sorted(typed[: at[1]])
    assert "".join(printed[at[0] :]).startswith("Kiểmtragiấynàytại") and made.code in "".join(typed[at[1] :]).replace("-", "")
    assert {"01/QĐ-CAX", "ỖI,"} <= set(printed)
