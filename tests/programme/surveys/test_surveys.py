"""Surveys from planning to the verdict; files of sheets; what the database shows and refuses."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.db import Error, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot
from donghanh.kernel.ids import new_id
from donghanh.programme.keeping.rules import FileDraft
from donghanh.programme.models import Clause, Plan, Target
from donghanh.programme.surveys import actions, queries, reading
from donghanh.programme.surveys.models import Answer, Result, Survey
from donghanh.programme.surveys.rules import Counts, Tally
from donghanh.programme.surveys.terms import Verdict
from tests.factories.inspections import survey
from tests.factories.tasks import NOW, ON

pytestmark = pytest.mark.django_db
GOOD = Tally(200, 190, (Counts(195, 5, 0), Counts(190, 5, 5), Counts(185, 10, 5)))


def planned(o, **about) -> Survey:
    return survey(o.lead, **about)


def act(who, name: str, *, at=NOW, **about):
    with scope(who):
        return getattr(actions, name)(actor=who, at=at, **about)


def row(who, kept):
    with scope(who):
        return queries.survey(who, kept.pk)


def sheets(lines, heads=("Câu 1", "Câu 2", "Câu 3")) -> bytes:
    book = openpyxl.Workbook()
    for line in (heads, *lines):
        book.active.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_the_result_comes_with_its_interval_and_the_target_is_said_against_it(offices):
    kept = planned(offices)
    assert row(offices.lead, kept).share is None
    act(offices.lead, "type_result", survey_id=kept.pk, tally=GOOD, source="Báo cáo 12")
    found = row(offices.chair, kept)
    assert (found.share.k, found.share.n, found.verdict) == (190, 200, Verdict.MET)
    assert 0.90 < found.share.low < 0.95 < found.share.high < 0.98
    assert [(one.right, one.wrong, one.blank) for one in found.questions] == [(195, 5, 0), (190, 5, 5), (185, 10, 5)]


def test_another_result_replaces_the_last_with_a_reason_and_both_stay(offices):
    kept = planned(offices)
    act(offices.lead, "type_result", survey_id=kept.pk, tally=GOOD, source="Báo cáo 12")
    again = {"survey_id": kept.pk, "tally": Tally(200, 100, (Counts(100, 100, 0),) * 3), "source": "Báo cáo 13", "at": NOW + timedelta(hours=1)}
    with pytest.raises(BadInput, match="lý do thay"):
        act(offices.lead, "type_result", **again)
    act(offices.lead, "type_result", reason="Cộng nhầm", **again)
    found = row(offices.lead, kept)
    assert (found.verdict, [one.asked for one in found.results], found.results[0].reason) == (Verdict.NOT_MET, [200, 200], "Cộng nhầm")


def test_sheets_of_a_file_are_counted_and_forgotten(offices):
    kept = planned(offices)
    lines = [("Đ", "đ", "S"), ("Đúng", "", "Đ"), ("S", "S", None), ("Đ", "Đ", "Đ")]
    act(offices.lead, "import_result", survey_id=kept.pk, file=FileDraft("phieu.xlsx", sheets(lines)))
    found = row(offices.lead, kept)
    assert (found.share.k, found.share.n) == (3, 4)
    assert [(one.right, one.wrong, one.blank) for one in found.questions] == [(3, 1, 0), (2, 1, 1), (2, 1, 1)]
    assert found.results[0].sha256 and found.results[0].source == "phieu.xlsx" and found.verdict == Verdict.UNSURE


@pytest.mark.parametrize(
    ("heads", "lines", "said"),
    [
        (("Họ và tên", "Câu 1", "Câu 2", "Câu 3"), [("Trần Thị Ẩn", "Đ", "Đ", "Đ")], "Cột “Họ và tên” không phải câu hỏi"),
        (("Câu 1", "Câu 2"), [("Đ", "Đ")], "đúng 3 cột"),
        (("Câu 1", "Câu 2", "Câu 3"), [("Đ", "có lẽ", "S")], "Dòng 2, câu 2"),
        (("Câu 1", "Câu 2", "Câu 3"), [("Đ", "Đ", "S", "Trần Thị Ẩn")], "Dòng 2 có ô ngoài các câu hỏi"),
        (("Câu 1", "Câu 2", "Câu 3"), [], "không có phiếu nào"),
    ],
)
def test_a_file_with_anything_but_answers_is_refused(heads, lines, said):
    with pytest.raises(BadInput, match=said):
        reading.read_sheets(sheets(lines, heads), "phieu.xlsx", questions=3, needed=2)


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 50, b"PK\x03\x04 broken", b"a,b\n\xff"])
def test_what_is_no_table_is_refused_in_words(content):
    for name in ("phieu.xlsx", "phieu.csv"):
        with pytest.raises(BadInput):
            reading.read_sheets(content, name, questions=3, needed=2)


def test_a_csv_is_read_too():
    tally = reading.read_sheets("Câu 1,Câu 2\nĐ,S\nĐ,Đ\n".encode(), "phieu.csv", questions=2, needed=2)
    assert (tally.asked, tally.reached) == (2, 1)


def test_only_the_lead_agency_writes_and_nothing_before_it_began(offices):
    with pytest.raises(MayNot):
        act(offices.chair, "plan_survey", draft=None)
    kept = planned(offices)
    with pytest.raises(BadInput, match="bắt đầu ngày"):
        act(offices.lead, "type_result", survey_id=kept.pk, tally=GOOD, source="12", at=NOW - timedelta(days=2))
    with pytest.raises(BadInput, match="giống số căn cước"):
        planned(offices, questions=("Số 079201001234 là gì?",), needed=1)


def raw_result(who, kept, **about):
    with scope(who):
        told = {"survey_id": kept.pk, "how": "TYPED", "asked": 3, "reached": 1, "source": "x", "made_at": NOW, "made_by": who.user_id} | about
        return Result.objects.create(id=new_id(), **told)


def test_the_database_keeps_others_from_writing_and_counts_whole(offices):
    kept = planned(offices)
    for who in (offices.chair, offices.health):
        with pytest.raises(Error), transaction.atomic():
            raw_result(who, kept)
    result = raw_result(offices.lead, kept)
    about = {"result": result, "question": kept.questions.first(), "right": 1, "wrong": 1}
    with pytest.raises(Error, match="add up"), transaction.atomic(), scope(offices.lead):
        Answer.objects.create(id=new_id(), blank=0, **about)
    for sql in ("delete from surveys_result", "update surveys_result set asked = 9"):
        with pytest.raises(Error), transaction.atomic(), scope(offices.lead), connection.cursor() as cursor:
            cursor.execute(sql)


def test_twin_without_the_guards_both_go_through(offices):
    kept = planned(offices)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table surveys_result disable row level security")
        cursor.execute("drop trigger surveys_answer_adds_up on surveys_answer")
    result = raw_result(offices.chair, kept)
    with scope(offices.chair):
        assert Result.objects.count() == 1
    with scope(offices.lead):
        question = kept.questions.first()
    with connection.cursor() as cursor:
        cursor.execute("alter table surveys_answer disable row level security")
    with scope(offices.lead):
        Answer.objects.create(id=new_id(), result=result, question=question, right=1, wrong=1, blank=0)


def target(value: Decimal | None) -> str:
    """A plan's target of knowledge that prints this level."""
    told = {"issued_on": ON, "issuer": "UBND tỉnh", "title": "Kế hoạch", "from_year": 2014, "to_year": 2020, "digest": "x", "loaded_at": NOW}
    plan = Plan.objects.create(id="TH38", province="38", **told)
    clause = Clause.objects.create(plan=plan, code="II.2", position=1, name="Hiểu biết", stands_as="target", work="target", rhythm="survey")
    how = {"counting": "share", "period_logic": "at_end", "source": "missing", "missing_fact": "Kết quả khảo sát", "recorded_by": "Cơ quan đầu mối"}
    about = {"printed": "80%", "comparison": ">=", "unit": "%", "indicator": queries.INDICATOR, "version": 1, **how}
    return Target.objects.create(id="TH38-II.2", clause=clause, position=1, name="Cán bộ hiểu biết", value=value, **about).pk


def test_the_printed_level_of_a_plan_is_taken_and_never_typed_over(offices):
    chosen = target(Decimal(80))
    with pytest.raises(BadInput, match="Kế hoạch in mức 80%"):
        planned(offices, target=chosen, threshold=Decimal(60))
    found = row(offices.lead, planned(offices, target=chosen, threshold=None))
    assert (found.threshold, found.target.printed, found.verdict) == (Decimal(80), "80%", Verdict.NO_TARGET)
    with pytest.raises(BadInput, match="Không có chỉ tiêu này"):
        planned(offices, target="TH38-IX")


def test_where_the_plan_prints_no_number_it_is_not_set_until_somebody_sets_it(offices):
    chosen = target(None)
    assert row(offices.lead, planned(offices, target=chosen, threshold=None)).threshold is None
    assert row(offices.lead, planned(offices, target=chosen)).threshold == Decimal(80)
