"""Inspections of the seeded province, through the real actions: one closed with findings in every state, one running, one planned, a survey."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from donghanh.base.privacy.scope import scope
from donghanh.jobs.seed.assignments import CHAIR, HEALTH, LEAD, NEAR_CHAIR, OFFICER, PROOF, Stage, stage_of
from donghanh.kernel.workdays import local_day
from donghanh.programme.inspections import actions, queries
from donghanh.programme.inspections.drafting import CriteriaDraft, FindingDraft, InspectionDraft, ItemDraft, TrainingDraft
from donghanh.programme.inspections.terms import Kind, Severity, Subject
from donghanh.programme.surveys import actions as surveys
from donghanh.programme.surveys.drafting import SurveyDraft
from donghanh.programme.surveys.rules import Counts, Tally
from donghanh.programme.surveys.terms import Population

ITEMS = (
    ItemDraft(text="Hồ sơ quản lý đủ giấy tờ, đúng hạn", how="Đủ 10 điểm, thiếu một loại trừ 2", source="Hồ sơ rút ngẫu nhiên", weight=40, most=10),
    ItemDraft(
        text="Người sau cai được phân công người giúp đỡ", how="Theo tỷ lệ người có phân công", source="Sổ theo dõi của xã", weight=30, most=10
    ),
    ItemDraft(text="Câu lạc bộ sinh hoạt đều", how="Mỗi quý có sinh hoạt 1 điểm", source="Sổ sinh hoạt", weight=20, most=4),
    ItemDraft(text="Có kế hoạch năm", how="Có 5, không 0", source="Kế hoạch của xã", weight=10, most=5, needs_evidence=False),
)
QUESTIONS = (
    "Nghiện ma tuý có phải là bệnh mạn tính không?",
    "Đăng ký cai nghiện tự nguyện tại cộng đồng ở đâu?",
    "Sau cai, ai giúp tìm việc làm?",
    "Gọi số nào khi cần tư vấn?",
)


def look(*, now: datetime) -> int:
    """The story; answers how many inspections. One transaction of the caller's."""
    stage = stage_of(now)
    _prepare(stage)
    _closed(stage)
    _running(stage)
    _planned(stage)
    _survey(stage)
    with scope(stage.people[LEAD]):
        return len(queries.desk(stage.people[LEAD], on=local_day(now), year=stage.ago(70).year).planned)


def _prepare(stage: Stage) -> None:
    year = local_day(stage.ago(70)).year
    about = {"year": year, "number": f"21/KH-{year}", "title": f"Kiểm tra công tác cai nghiện, quản lý sau cai năm {year} (giả định)"}
    stage.act(LEAD, actions.set_year_plan, stage.ago(90), signed_on=local_day(stage.ago(95)), **about)
    name = "Công tác cai nghiện, sau cai của xã, phường"
    draft = CriteriaDraft(
        code="xa-phuong", subject=Subject.COMMUNE, name=name, source="Văn bản giả định 03/TC", starts_on=local_day(stage.ago(88)), items=ITEMS
    )
    stage.act(LEAD, actions.publish_criteria, stage.ago(88), draft=draft)
    for login in (LEAD, HEALTH):
        user = stage.people[login].user_id
        assert user is not None
        told = {"course": "Đánh giá chất lượng cai nghiện (giả định)", "certificate": f"{user}/GCN", "issuer": "Công an tỉnh"}
        training = TrainingDraft(user_id=user, issued_on=local_day(stage.ago(120)), **told)
        stage.act(LEAD, actions.record_training, stage.ago(86), draft=training)


def _inspection(stage: Stage, ago: int, login: str, first: int, subject: str, *, is_joint: bool = False) -> UUID:
    with scope(stage.people[LEAD]):
        criteria = queries.criteria(stage.people[LEAD])[0].id
    about = {"inspected_id": stage.body(login), "subject": subject, "criteria_id": criteria, "kind": Kind.INSPECTION}
    starts_on = stage.day(first)
    draft = InspectionDraft(starts_on=starts_on, ends_on=stage.day(first + 1), is_in_plan=starts_on.year == stage.ago(70).year, **about)
    kept: UUID = stage.act(LEAD, actions.plan_inspection, stage.ago(ago), draft=draft).pk
    users = [stage.people[one].user_id for one in ((LEAD, HEALTH) if is_joint else (LEAD,))]
    stage.act(LEAD, actions.set_team, stage.ago(ago), inspection_id=kept, members=tuple(users), leader=users[0])
    return kept


def _closed(stage: Stage) -> None:
    kept = _inspection(stage, 70, CHAIR, -40, "Quản lý sau cai và Câu lạc bộ", is_joint=True)
    stage.act(LEAD, actions.announce, stage.ago(60), inspection_id=kept)
    stage.act(LEAD, actions.draw, stage.ago(40), inspection_id=kept, size=3)
    with scope(stage.people[LEAD]):
        marks = queries.inspection(stage.people[LEAD], kept).marks
    given = {mark.item_id: (points, "Đã xem hồ sơ và sổ của xã.") for mark, points in zip(marks, (8, 7, 3, 5), strict=True)}
    stage.act(HEALTH, actions.give_points, stage.ago(40), inspection_id=kept, points=given)
    found = [
        stage.act(LEAD, actions.find, stage.ago(39), inspection_id=kept, draft=draft).pk
        for draft in (
            FindingDraft(severity=Severity.MAJOR, text="Hai hồ sơ thiếu biên bản giao nhận", order="Bổ sung biên bản", due_on=stage.day(-20)),
            FindingDraft(
                severity=Severity.MINOR, text="Chưa phân công người giúp đỡ đủ", order="Phân công, gửi danh sách số lượng", due_on=stage.day(-6)
            ),
            FindingDraft(
                severity=Severity.GUIDANCE, text="Sổ sinh hoạt Câu lạc bộ ghi sơ sài", order="Ghi đủ nội dung mỗi buổi", due_on=stage.day(15)
            ),
        )
    ]
    stage.act(LEAD, actions.conclude, stage.ago(38), inspection_id=kept, conclusion="Xã thực hiện khá; còn thiếu giấy tờ ở một số hồ sơ (giả định).")
    stage.act(HEALTH, actions.sign, stage.ago(37), inspection_id=kept)
    stage.act(OFFICER, actions.remedy, stage.ago(25), finding_id=found[0], text="Đã bổ sung hai biên bản.", file=PROOF)
    stage.act(LEAD, actions.accept, stage.ago(22), finding_id=found[0], note="Đủ.")
    stage.act(OFFICER, actions.answer, stage.ago(10), finding_id=found[1], text="Đang rà soát, thiếu tình nguyện viên.")
    stage.act(OFFICER, actions.remedy, stage.ago(2), finding_id=found[2], text="Đã ghi lại sổ ba buổi gần nhất.")


def _running(stage: Stage) -> None:
    kept = _inspection(stage, 20, NEAR_CHAIR, -1, "Hồ sơ quản lý người sử dụng", is_joint=True)
    stage.act(LEAD, actions.announce, stage.ago(10), inspection_id=kept)
    stage.act(LEAD, actions.draw, stage.ago(1), inspection_id=kept, size=5)


def _planned(stage: Stage) -> None:
    kept = _inspection(stage, 15, CHAIR, 12, "Kinh phí hỗ trợ sau cai")
    when = {"starts_on": stage.day(19), "ends_on": stage.day(20)}
    stage.act(LEAD, actions.change_days, stage.ago(3), inspection_id=kept, reason="Trùng lịch tập huấn", **when)


def _survey(stage: Stage) -> None:
    lead = stage.people[LEAD]
    assert lead.unit_id is not None
    about = {"place_id": lead.unit_id, "population": Population.OFFICIALS, "population_size": 1_900, "questions": QUESTIONS, "needed": 3}
    draft = SurveyDraft(
        name="Hiểu biết của cán bộ về điều trị, dự phòng (giả định)",
        sampling="Rút ngẫu nhiên 20 xã, mỗi xã 12 cán bộ theo danh sách",
        starts_on=stage.day(-50),
        ends_on=stage.day(-45),
        threshold=Decimal(80),
        **about,
    )
    kept = stage.act(LEAD, surveys.plan_survey, stage.ago(55), draft=draft)
    tally = Tally(240, 199, (Counts(221, 14, 5), Counts(208, 25, 7), Counts(187, 41, 12), Counts(176, 52, 12)))
    stage.act(LEAD, surveys.type_result, stage.ago(40), survey_id=kept.pk, tally=tally, source="Phiếu tổng hợp giả định 44/BC")
