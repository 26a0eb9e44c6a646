"""The year's plan, criteria, training, an inspection with its days and team."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from donghanh.base.accounts import queries as accounts
from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day
from donghanh.programme.inspections import access, queries, rules
from donghanh.programme.inspections.actions._shared import in_turn
from donghanh.programme.inspections.drafting import CriteriaDraft, InspectionDraft, TrainingDraft
from donghanh.programme.inspections.models import Check, Criteria, Inspection, Item, Member, Step, Team, Training, YearPlan
from donghanh.programme.inspections.queries import InspectionRow, Official
from donghanh.programme.inspections.terms import Kind, StepKind
from donghanh.programme.keeping.files import stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.programme.tasks.queries import check_clause


def set_year_plan(
    *, actor: Actor, at: datetime, year: int, number: str, signed_on: date, title: str, plan_id: str = "", clause_code: str = ""
) -> YearPlan:
    """The paper of a year's plan; once a year. Raises MayNot, BadInput."""
    with audit.recording(actor=actor, verb="inspection.set_year_plan", at=at) as entry:
        access.check_may_plan(actor)
        on = local_day(at)
        about = {
            "number": check_words(number, field="number", most=60, name="số kế hoạch"),
            "title": check_words(title, field="title", most=300, name="tên kế hoạch"),
        }
        if not on.year - 1 <= year <= on.year + 1:
            raise BadInput("Năm không dùng được.", mend=f"Chọn từ {on.year - 1} đến {on.year + 1}.", field="year")
        if signed_on > on:
            raise BadInput("Ngày ký chưa đến.", mend="Ghi ngày in trên kế hoạch.", field="signed_on")
        if queries.year_plan(actor, year):
            raise BadInput(f"Năm {year} đã có kế hoạch kiểm tra.", mend="Thêm cuộc kiểm tra vào kế hoạch đã có.", field="year")
        check_clause(plan_id, clause_code)
        where = {"body_id": actor.body_id, "unit_id": actor.unit_id, "plan_id": plan_id, "clause_code": clause_code}
        kept = YearPlan.objects.create(year=year, signed_on=signed_on, **about, **where, **stamp(actor, at))
        entry.subject, entry.changes = str(kept.pk), {"year": year}
        return kept


def publish_criteria(*, actor: Actor, at: datetime, draft: CriteriaDraft) -> Criteria:
    """The next version of a set of criteria, or the first of a new one; older inspections keep theirs. Raises MayNot, BadInput."""
    with audit.recording(actor=actor, verb="inspection.publish_criteria", at=at) as entry:
        access.check_may_plan(actor)
        rules.check_weights([item.weight for item in draft.items])
        name = check_words(draft.name, field="name", most=200, name="tên bộ tiêu chí")
        source = check_words(draft.source, field="source", most=300, name="căn cứ của bộ tiêu chí")
        for item in draft.items:
            for text, what in ((item.text, "tiêu chí"), (item.how, "cách chấm"), (item.source, "nguồn xem xét")):
                check_words(text, field="items", most=300, name=what)
            if not (1 <= item.weight <= 100 and 1 <= item.most <= 100):
                raise BadInput(f"Trọng số hoặc thang điểm của “{item.text[:60]}” không dùng được.", mend="Ghi số từ 1 đến 100.", field="items")
        before = Criteria.objects.filter(unit_id=actor.unit_id, code=draft.code).order_by("-version").first()
        version = before.version + 1 if before else 1
        about = {"code": draft.code, "version": version, "subject": draft.subject, "starts_on": draft.starts_on}
        kept = Criteria.objects.create(name=name, source=source, body_id=actor.body_id, unit_id=actor.unit_id, **about, **stamp(actor, at))
        for position, item in enumerate(draft.items, start=1):
            told = {"text": item.text.strip(), "how": item.how.strip(), "source": item.source.strip(), "needs_evidence": item.needs_evidence}
            Item.objects.create(criteria=kept, position=position, weight=item.weight, most=item.most, **told)
        entry.subject, entry.changes = str(kept.pk), {"code": draft.code, "version": version}
        return kept


def record_training(*, actor: Actor, at: datetime, draft: TrainingDraft) -> Training:
    """An official's certificate for inspecting. Raises MayNot, BadInput."""
    with audit.recording(actor=actor, verb="inspection.record_training", at=at) as entry:
        access.check_may_plan(actor)
        on = local_day(at)
        about = {
            "course": check_words(draft.course, field="course", most=200, name="khoá tập huấn"),
            "certificate": check_words(draft.certificate, field="certificate", most=60, name="số giấy chứng nhận"),
            "issuer": check_words(draft.issuer, field="issuer", most=200, name="nơi cấp"),
        }
        if accounts.active_user(draft.user_id) is None:
            raise BadInput("Không có tài khoản này.", mend="Ghi đúng tài khoản công vụ của cán bộ.", field="username")
        if draft.issued_on > on:
            raise BadInput("Ngày cấp chưa đến.", mend="Ghi ngày in trên giấy chứng nhận.", field="issued_on")
        if draft.valid_until and draft.valid_until < draft.issued_on:
            raise BadInput("Ngày hết hạn trước ngày cấp.", mend="Sửa một trong hai ngày.", field="valid_until")
        if Training.objects.filter(user_id=draft.user_id, certificate=about["certificate"]).exists():
            raise BadInput("Giấy chứng nhận này đã ghi.", mend="Xem trong danh sách.", field="certificate")
        days = {"issued_on": draft.issued_on, "valid_until": draft.valid_until}
        where = {"user_id": draft.user_id, "body_id": actor.body_id, "unit_id": actor.unit_id}
        kept = Training.objects.create(**about, **days, **where, **stamp(actor, at))
        entry.subject = str(kept.pk)
        return kept


def plan_inspection(*, actor: Actor, at: datetime, draft: InspectionDraft) -> Inspection:
    """An inspection of a unit, in the year's plan or outside it. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="inspection.plan", at=at) as entry:
        access.check_may_plan(actor)
        on = local_day(at)
        access.check_receives(draft.inspected_id, {one.id for one in queries.targets(actor, on=on)})
        rules.check_days(draft.starts_on, draft.ends_on, on=on)
        subject = check_words(draft.subject, field="subject", most=200, name="nội dung kiểm tra")
        check_clause(draft.plan_id, draft.clause_code)
        queries.criteria(actor, only=draft.criteria_id)
        year = queries.year_plan(actor, draft.starts_on.year) if draft.is_in_plan else None
        if draft.is_in_plan and year is None:
            said = f"Năm {draft.starts_on.year} chưa có kế hoạch kiểm tra."
            raise BadInput(said, mend="Ghi kế hoạch của năm trước, hoặc đánh dấu là kiểm tra ngoài kế hoạch.", field="is_in_plan")
        about = {"kind": draft.kind, "inspected_id": draft.inspected_id, "criteria_id": draft.criteria_id}
        when = {"starts_on": draft.starts_on, "ends_on": draft.ends_on, "plan_id": draft.plan_id, "clause_code": draft.clause_code}
        who = {"body_id": actor.body_id, "unit_id": actor.unit_id, "year_plan_id": year.id if year else None}
        kept = Inspection.objects.create(subject=subject, **about, **when, **who, **stamp(actor, at))
        entry.subject, entry.changes = str(kept.pk), {"inspected": draft.inspected_id, "starts_on": draft.starts_on}
        return kept


def set_team(*, actor: Actor, at: datetime, inspection_id: UUID, members: tuple[int, ...], leader: int | None, reason: str = "") -> Team:
    """Who inspects; a new team stands in place of the one before, with the reason. Raises MayNot, NotInReach, BadInput.

    Cannot: a member without a certificate that holds on the first day, or of the inspected unit.
    """
    with audit.recording(actor=actor, verb="inspection.set_team", at=at, subject=str(inspection_id)) as entry:
        row = _planned(actor, inspection_id)
        rules.check_open(row.now)
        rules.check_team(members, leader)
        words = check_words(reason, field="reason", most=500, name="lý do đổi đoàn", needed=bool(row.members))
        officials = {one.user_id: one for one in queries.officials(actor, on=local_day(at))}
        chosen = [_member(officials.get(one), row) for one in members]
        with in_turn():
            team = Team.objects.create(inspection_id=inspection_id, reason=words, **stamp(actor, at))
            Member.objects.bulk_create(_seats(team, chosen, leader))  # in one statement: to a team that stands nobody is added
        entry.changes = {"members": sorted(members), "leader": leader}
        return team


def _seats(team: Team, chosen: list[Official], leader: int | None) -> list[Member]:
    made = []
    for one in chosen:
        assert one.training is not None
        made.append(Member(team=team, user_id=one.user_id, body_id=one.body_id, training_id=one.training.id, is_leader=one.user_id == leader))
    return made


def _member(one: Official | None, row: InspectionRow) -> Official:
    """Raises NotInReach, Cannot."""
    access.found(one)
    assert one is not None
    training = one.training
    days = {"issued_on": training.issued_on if training else None, "valid_until": training.valid_until if training else None}
    rules.check_trained(one.name, **days, starts_on=row.now.starts_on)
    rules.check_not_own(one.name, serves=one.bodies, inspected=row.inspected_id)
    return one


def announce(*, actor: Actor, at: datetime, inspection_id: UUID) -> None:
    """From now on the inspected unit sees it. Raises MayNot, NotInReach, Cannot."""
    with audit.recording(actor=actor, verb="inspection.announce", at=at, subject=str(inspection_id)):
        row = _planned(actor, inspection_id)
        rules.check_can_announce(row.now, has_leader=row.leader_id is not None)
        _step(actor, at, inspection_id, StepKind.ANNOUNCED)


def change_days(*, actor: Actor, at: datetime, inspection_id: UUID, starts_on: date, ends_on: date, reason: str) -> None:
    """Other days, with the reason; the first ones stay in the story. Raises MayNot, NotInReach, Cannot, BadInput."""
    with audit.recording(actor=actor, verb="inspection.change_days", at=at, subject=str(inspection_id)) as entry:
        row = _planned(actor, inspection_id)
        rules.check_open(row.now)
        rules.check_days(starts_on, ends_on, on=local_day(at))
        words = check_words(reason, field="reason", most=2000, name="lý do đổi lịch")
        _step(actor, at, inspection_id, StepKind.CHANGED, note=words, starts_on=starts_on, ends_on=ends_on)
        entry.changes = {"starts_on": [row.now.starts_on, starts_on]}


def cancel(*, actor: Actor, at: datetime, inspection_id: UUID, reason: str) -> None:
    """It does not take place, with the reason. Raises MayNot, NotInReach, Cannot, BadInput."""
    with audit.recording(actor=actor, verb="inspection.cancel", at=at, subject=str(inspection_id)):
        row = _planned(actor, inspection_id)
        rules.check_open(row.now)
        words = check_words(reason, field="reason", most=2000, name="lý do huỷ")
        _step(actor, at, inspection_id, StepKind.CANCELLED, note=words)


def record_check(*, actor: Actor, at: datetime, place_id: int, done_on: date, result: str, paper: str, inspection_id: UUID | None = None) -> Check:
    """The effectiveness of treatment was checked at a place of the province, as a paper says. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="inspection.record_check", at=at) as entry:
        access.check_may_plan(actor)
        access.check_receives(place_id, {unit for unit, _name in queries.effect(actor, on=local_day(at)).places})
        if done_on > local_day(at):
            raise BadInput("Ngày đánh giá chưa đến.", mend="Ghi ngày đã làm.", field="done_on")
        about = {
            "result": check_words(result, field="result", most=1000, name="kết quả"),
            "paper": check_words(paper, field="paper", most=200, name="văn bản ghi kết quả"),
        }
        if inspection_id:
            row = queries.inspection(actor, inspection_id)
            if row.kind != Kind.EFFECTIVENESS or row.now.concluded_at is None:
                raise BadInput("Cuộc này không phải đánh giá hiệu quả đã kết luận.", mend="Chọn cuộc đã kết luận.", field="inspection")
        if Check.objects.filter(place_id=place_id, done_on=done_on).exists():
            raise BadInput("Lần đánh giá này đã ghi.", mend="Xem trong danh sách.", field="done_on")
        where = {"place_id": place_id, "body_id": actor.body_id, "unit_id": actor.unit_id, "inspection_id": inspection_id}
        kept = Check.objects.create(done_on=done_on, **about, **where, **stamp(actor, at))
        entry.subject = str(kept.pk)
        return kept


def _planned(actor: Actor, inspection_id: UUID) -> InspectionRow:
    """Raises MayNot, NotInReach."""
    access.check_may_plan(actor)
    row = queries.inspection(actor, inspection_id)
    access.check_is_of(actor, row.planner_id, what=row.planner)
    return row


def _step(actor: Actor, at: datetime, inspection_id: UUID, kind: StepKind, **about: object) -> None:
    with in_turn():
        Step.objects.create(inspection_id=inspection_id, kind=kind, body_id=actor.body_id, **about, **stamp(actor, at))
