"""A task on its way: given, acknowledged, done part by part, returned, accepted; and everything that is refused on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.audit.models import Event
from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, Cannot, MayNot, NotInReach, Overtaken
from donghanh.programme.keeping.rules import FileDraft
from donghanh.programme.tasks import actions, queries
from donghanh.programme.tasks.drafting import PartDraft, TaskDraft
from donghanh.programme.tasks.terms import PartRole, Programme, State, StepKind
from tests.factories.tasks import NOW, ON, act, directive, done, given, helps, lead

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def row(who, task):
    with scope(who):
        return queries.task(who, task.pk)


def sheet(who, task, *, on=ON):
    with scope(who):
        return queries.task_sheet(who, task.pk, on=on)


def test_from_given_to_accepted_every_state_is_read_from_the_steps(offices):
    task = given(offices.lead, lead(offices.here))
    states = [row(offices.chair, task).now.state]
    act(offices.officer, "acknowledge", task, responsible="Trần Thị Ẩn")
    states.append(row(offices.chair, task).now.state)
    act(offices.officer, "report_done", task, result="Đã rà soát 4 mô hình.", file=FileDraft("Biên bản.pdf", b"%PDF-1.7 thu"))
    found = row(offices.lead, task)
    states.append(found.now.state)
    assert found.lead.proof and found.lead.standing.responsible == "Trần Thị Ẩn" and found.lead.standing.result == "Đã rà soát 4 mô hình."
    with scope(offices.lead):
        assert queries.attachment(offices.lead, found.lead.proof[0]).content == b"%PDF-1.7 thu"
    act(offices.lead, "accept", task, note="Đủ.")
    states.append(row(offices.chair, task).now.state)
    assert states == [State.GIVEN, State.ACKNOWLEDGED, State.DONE, State.ACCEPTED]
    verbs = list(Event.objects.filter(subject=str(task.pk), result="done").order_by("at", "id").values_list("verb", flat=True))
    assert sorted(verbs) == sorted(["task.give", "task.acknowledge", "task.report_done", "task.accept"])


@pytest.mark.requirement("DN137-I.2.b", "QN22-V.14.c")
def test_a_joint_task_shows_its_units_and_stays_open_until_each_mandatory_part_is_done(offices):
    task = given(offices.lead, lead(offices.here), helps(offices.police.body_id), helps(offices.health.body_id), helps(offices.there, must=False))
    found = row(offices.lead, task)
    assert found.lead.body_id == offices.here and [part.role for part in found.parts].count(PartRole.COORDINATES) == 3
    act(offices.officer, "acknowledge", task, responsible="Trần Thị Ẩn")
    for who in (offices.police, offices.health):
        with pytest.raises(Cannot, match="Còn phần việc bắt buộc chưa xong"):
            act(offices.officer, "report_done", task, result="Xong phần mình.")
        done(who, task)
        assert row(offices.lead, task).now.state == State.ACKNOWLEDGED
    act(offices.officer, "report_done", task, result="Xong cả.")
    act(offices.lead, "accept", task)
    closed = row(offices.there_chair, task)
    assert closed.now.state == State.ACCEPTED
    assert {part.body_id for part in closed.parts if part.standing.is_open} == {offices.there}, "a part that is not mandatory does not hold it open"


def test_a_returned_part_goes_back_to_its_unit_with_the_reason(offices):
    task = given(offices.lead, lead(offices.here), helps(offices.police.body_id))
    done(offices.police, task)
    done(offices.officer, task, at=NOW + timedelta(minutes=5))
    part = next(one for one in row(offices.lead, task).parts if one.body_id == offices.police.body_id)
    act(offices.lead, "return_part", task, part_id=part.id, reason="Thiếu số liệu tháng 10.", at=LATER)
    found = row(offices.police, task)
    assert found.now.open_mandatory == (offices.police.body_id,)
    assert next(one for one in found.parts if one.id == part.id).standing.returned == "Thiếu số liệu tháng 10."
    with pytest.raises(Cannot, match="Còn phần việc bắt buộc"):
        act(offices.lead, "accept", task, at=LATER)
    act(offices.police, "report_done", task, result="Đã bổ sung.", at=LATER)
    act(offices.lead, "accept", task, at=LATER)


@pytest.mark.requirement("TH38-IV.3.3.c")
def test_the_matrix_of_tasks_by_units_has_exactly_one_lead_a_task_and_two_are_refused(offices):
    for _ in range(3):
        given(offices.lead, lead(offices.here), helps(offices.there))
    with scope(offices.lead):
        board = queries.board(offices.lead, on=ON, year=ON.year)
    assert [[part.body_id for part in one.parts if part.role == PartRole.LEAD] for one in board.tasks] == [[offices.here]] * 3
    for parts, said in (
        ((lead(offices.here), lead(offices.there)), "2 đơn vị chủ trì"),
        ((helps(offices.here),), "Chưa có đơn vị chủ trì"),
        ((lead(offices.here), helps(offices.here)), "ghi hai lần"),
    ):
        with pytest.raises(BadInput, match=said):
            given(offices.lead, *parts)


def test_the_giver_accepts_and_nobody_accepts_what_he_reported_himself(offices):
    own = given(offices.chair, lead(offices.here))
    done(offices.chair, own)
    with pytest.raises(Cannot, match="không tự nghiệm thu"):
        act(offices.chair, "accept", own)
    task = given(offices.lead, lead(offices.here))
    done(offices.officer, task)
    with pytest.raises(MayNot, match="Việc này là của"):
        act(offices.chair, "accept", task)
    with pytest.raises(MayNot):
        act(offices.officer, "accept", task)


def test_what_is_over_takes_nothing_more(offices):
    task = given(offices.lead, lead(offices.here))
    act(offices.lead, "take_back", task, reason="Giao nhầm đơn vị.")
    for who, name, about in (
        (offices.officer, "acknowledge", {"responsible": "Ẩn"}),
        (offices.lead, "accept", {}),
        (offices.lead, "take_back", {"reason": "Lần nữa"}),
        (offices.lead, "amend", {"title": "Khác", "due_on": ON, "reason": "Vì"}),
    ):
        with pytest.raises(Cannot, match="đã kết thúc: đã thu hồi"):
            act(who, name, task, **about)


def test_an_amendment_keeps_what_stood_before(offices):
    task = given(offices.lead, lead(offices.here))
    new_day = ON + timedelta(days=20)
    act(offices.lead, "amend", task, title="Rà soát mô hình quý IV", due_on=new_day, reason="Đơn vị xin thêm thời gian.")
    found = row(offices.chair, task)
    assert (found.title, found.now.due_on, found.first_due_on) == ("Rà soát mô hình quý IV", new_day, ON + timedelta(days=10))
    assert [(s.kind, s.note) for s in found.steps] == [(StepKind.AMENDED, "Đơn vị xin thêm thời gian.")]


@pytest.mark.requirement("DN137-VII.1")
def test_a_reminder_of_an_overdue_task_is_logged_and_shown_to_the_unit(offices):
    task = given(offices.lead, lead(offices.here), due_on=ON)
    with pytest.raises(Cannot, match="chưa quá hạn"):
        act(offices.lead, "remind", task, note="Đề nghị báo cáo.")
    act(offices.lead, "remind", task, note="Đề nghị báo cáo ngay.", at=LATER)
    with scope(offices.officer):
        shown = queries.desk(offices.officer, on=LATER.date()).to_acknowledge
    assert [(one.now.days_late(LATER.date()), one.now.reminder) for one in shown] == [(1, "Đề nghị báo cáo ngay.")]
    assert Event.objects.filter(verb="task.remind", subject=str(task.pk), result="done").count() == 1
    with pytest.raises(Cannot, match="Hôm nay đã nhắc"):
        act(offices.lead, "remind", task, note="Lần nữa.", at=LATER)


def test_who_acts_on_what_he_has_not_seen_is_told_to_look_again(offices):
    task = given(offices.lead, lead(offices.here), due_on=ON)
    act(offices.officer, "acknowledge", task, responsible="Ẩn", at=LATER)
    with pytest.raises(Overtaken, match="vừa có thay đổi"):
        act(offices.lead, "take_back", task, reason="Thôi.", at=LATER - timedelta(minutes=1))


def test_the_lead_agency_reminds_of_what_a_chair_gave_but_does_not_accept_it(offices):
    task = given(offices.chair, lead(offices.police.body_id), due_on=ON)
    act(offices.lead, "remind", task, note="Đề nghị làm ngay.", at=LATER)
    with pytest.raises(MayNot):
        act(offices.lead, "take_back", task, reason="Thôi.", at=LATER)


def test_one_task_for_each_unit_of_a_list(offices):
    kept = directive(offices.lead, offices.here, offices.there)
    clause = kept.clauses.get(code="1")
    draft = TaskDraft(title="Lập danh sách mô hình", due_on=ON, parts=(), clause_id=clause.pk)
    with scope(offices.lead):
        made = actions.give_each(actor=offices.lead, at=NOW, draft=draft, lead_ids=(offices.here, offices.there))
        assert {queries.task(offices.lead, one.pk).lead.body_id for one in made} == {offices.here, offices.there}
        with pytest.raises(BadInput, match="Chưa có đơn vị chủ trì"):
            actions.give_each(actor=offices.lead, at=NOW, draft=draft, lead_ids=())


@pytest.mark.parametrize(
    ("change", "error", "field"),
    [
        ({"title": "  "}, BadInput, "title"),
        ({"title": "x" * 301}, BadInput, "title"),
        ({"title": "Giúp người có số 075094001234"}, BadInput, "title"),
        ({"content": "CMND 271234567 đã cấp"}, BadInput, "content"),
        ({"due_on": ON - timedelta(days=1)}, BadInput, "due_on"),
        ({"due_on": ON + timedelta(days=3000)}, BadInput, "due_on"),
        ({"clause_code": "III.1"}, BadInput, "plan"),
        ({"plan_id": "KHONG"}, BadInput, "plan"),
        ({"parts": (PartDraft(1, PartRole.LEAD),)}, NotInReach, ""),
    ],
)
def test_a_draft_that_cannot_be_given_says_how_to_mend_it_and_leaves_nothing(offices, change, error, field):
    draft = {"title": "Việc", "due_on": ON, "parts": (lead(offices.here),)} | change
    with scope(offices.lead), pytest.raises(error) as refused:
        actions.give(actor=offices.lead, at=NOW, draft=TaskDraft(**draft))
    assert refused.value.field == field and refused.value.mend
    with scope(offices.lead):
        assert queries.board(offices.lead, on=ON, year=ON.year).tasks == ()


@pytest.mark.parametrize("content", [b"", b"MZ\x90", b"<html>", b"PK\x03\x04 word/ vbaProject.bin", b"%PDF-" + b"x" * (10 * 1024 * 1024)])
def test_a_proof_is_a_paper_or_a_picture_of_at_most_ten_megabytes(offices, content):
    task = given(offices.lead, lead(offices.here))
    act(offices.officer, "acknowledge", task, responsible="Ẩn")
    with pytest.raises(BadInput) as refused:
        act(offices.officer, "report_done", task, result="Xong.", file=FileDraft("a.pdf", content))
    assert refused.value.field == "file" and row(offices.lead, task).now.state == State.ACKNOWLEDGED


@pytest.mark.requirement("DN137-I.1.c.1", "TH38-V.2.3.1")
def test_what_serves_other_programmes_is_listed_by_programme_with_its_money_and_totals(offices):
    given(offices.lead, lead(offices.here), title="Lớp nghề sửa xe", links={Programme.VOCATIONAL: 120_000_000, Programme.POVERTY: 30_000_000})
    task = given(offices.lead, lead(offices.there), title="Ngày hội việc làm", links={Programme.VOCATIONAL: 45_500_000, Programme.JOBS: None})
    done(offices.there_chair, task)
    gone = given(offices.lead, lead(offices.there), title="Bỏ", links={Programme.JOBS: 1})
    act(offices.lead, "take_back", gone, reason="Không làm nữa.")
    with scope(offices.lead):
        found = {line.programme: line for line in queries.integrated(offices.lead, year=ON.year)}
    assert {one: (line.cofunding, line.unsaid) for one, line in found.items()} == {
        Programme.POVERTY: (30_000_000, 0), Programme.VOCATIONAL: (165_500_000, 0), Programme.JOBS: (0, 1),
    }  # fmt: skip
    assert [(row.title, money) for row, money in found[Programme.VOCATIONAL].tasks] == [
        ("Lớp nghề sửa xe", 120_000_000),
        ("Ngày hội việc làm", 45_500_000),
    ]
    assert found[Programme.JOBS].tasks[0][0].lead.standing.result == "Đã làm xong, có biên bản."


@pytest.mark.requirement("QN22-I.1.b.1")
def test_the_board_names_the_responsible_official_of_each_task_and_units_without_one(offices):
    named, bare = given(offices.lead, lead(offices.here)), given(offices.lead, lead(offices.there))
    act(offices.officer, "acknowledge", named, responsible="Trần Thị Ẩn, phó chủ tịch")
    with scope(offices.lead):
        board = queries.board(offices.lead, on=ON, year=ON.year)
    assert {one.id: one.lead.standing.responsible for one in board.tasks} == {named.pk: "Trần Thị Ẩn, phó chủ tịch", bare.pk: ""}
    assert {line.body_id: line.unnamed for line in board.lines} == {offices.here: 0, offices.there: 1}


def test_the_desk_of_a_unit_sorts_by_what_is_to_be_done(offices):
    late = given(offices.lead, lead(offices.here), due_on=ON, title="Gấp")
    doing = given(offices.lead, helps(offices.police.body_id), lead(offices.here), title="Đang làm")
    act(offices.officer, "acknowledge", doing, responsible="Ẩn")
    mine = given(offices.chair, lead(offices.police.body_id), title="Giao công an xã")
    done(offices.police, mine)
    with scope(offices.chair):
        desk = queries.desk(offices.chair, on=LATER.date())
    assert [[one.id for one in part] for part in (desk.to_acknowledge, desk.to_do, desk.to_accept, desk.waiting)] == [
        [late.pk], [doing.pk], [mine.pk], [],
    ]  # fmt: skip
    assert sheet(offices.chair, late).may_acknowledge and not sheet(offices.chair, late).may_manage


def test_the_sheet_offers_what_the_action_allows(offices):
    task = given(offices.lead, lead(offices.here), due_on=ON)
    assert sheet(offices.lead, task).may_manage and not sheet(offices.lead, task).may_accept
    assert sheet(offices.lead, task, on=LATER.date()).may_remind and not sheet(offices.officer, task, on=LATER.date()).may_remind
    act(offices.officer, "acknowledge", task, responsible="Ẩn")
    assert sheet(offices.officer, task).may_report and not sheet(offices.officer, task).may_acknowledge
    act(offices.officer, "report_done", task, result="Xong.")
    assert sheet(offices.lead, task).may_accept and not sheet(offices.officer, task).may_report
