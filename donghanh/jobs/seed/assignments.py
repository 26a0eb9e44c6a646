"""Tasks of the seeded province, from clauses of its plans, through the real actions: some done, some waiting, some overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from donghanh.base.accounts import queries as accounts
from donghanh.base.privacy.scope import scope
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.rules import FileDraft
from donghanh.programme.tasks import actions, queries
from donghanh.programme.tasks.drafting import DirectiveDraft, PartDraft, TaskDraft
from donghanh.programme.tasks.terms import DirectiveKind, PaperKind, PartRole, Programme, Severity, Union

LEAD, CHAIR, OFFICER, POLICE, NEAR_CHAIR, HEALTH = "quan.maianh", "uyen.dangngoc", "an.tranthimy", "binh.nguyenvan", "nga.duongthuy", "dao.ngothi"
PROOF = FileDraft("Biên bản rà soát (giả định).pdf", b"%PDF-1.4\n% a made-up proof of the trial\n%%EOF\n")
CLAUSES = (
    ("1", "Rà soát mô hình cai nghiện tại gia đình, cộng đồng trên địa bàn"),
    ("2", "Lập kế hoạch Câu lạc bộ người sau cai của xã, phường"),
    ("3", "Tập huấn cán bộ tham gia mô hình"),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """The officials, and the days that everything is told from."""

    people: dict[str, Actor]
    now: datetime

    def ago(self, days: int) -> datetime:
        return self.now - timedelta(days=days)

    def day(self, days: int) -> date:
        """So many days from today."""
        return local_day(self.now) + timedelta(days=days)

    def act(self, login: str, action: Any, at: datetime, **about: Any) -> Any:
        """One action of one official under his own scope."""
        who = self.people[login]
        with scope(who):
            return action(actor=who, at=at, **about)

    def body(self, login: str) -> int:
        return self.people[login].body_id or 0


def assign(*, now: datetime) -> int:
    """Directives, tasks, papers and difficulties of the trial's province; answers how many tasks. One transaction of the caller's."""
    stage = stage_of(now)
    plans = {plan_id for plan_id, _number in queries.plans()}
    clauses = _directive(stage, plans)
    _from_directive(stage, clauses)
    _joint(stage, plans)
    _papers(stage, plans)
    with scope(stage.people[LEAD]):
        return len(queries.board(stage.people[LEAD], on=local_day(now), year=local_day(now).year).tasks)


def stage_of(now: datetime) -> Stage:
    """The officials of the trial as they stand at this moment. Raises Cannot where one has no post."""
    return Stage({login: official(login, local_day(now)) for login in (LEAD, CHAIR, OFFICER, POLICE, NEAR_CHAIR, HEALTH)}, now)


def official(login: str, on: date) -> Actor:
    """The official of the trial with this login. Raises Cannot where he holds no post that day."""
    user = accounts.user_named(login)
    posts = accounts.posts_of(user.pk, on=on) if user else []
    if not user or not posts:
        raise Cannot(f"Tài khoản chạy thử {login} chưa có vị trí công tác hôm nay.", mend="Chạy: donghanh accounts personas.")
    return accounts.actor_of(posts[0], user_name=user.full_name, on=on)


def _where(plans: set[str], plan_id: str, code: str) -> dict[str, str]:
    """The clause, where the plans were loaded before the seed."""
    return {"plan_id": plan_id, "clause_code": code} if plan_id in plans else {}


def _directive(stage: Stage, plans: set[str]) -> dict[str, UUID]:
    draft = DirectiveDraft(
        kind=DirectiveKind.DIRECTIVE,
        number="15/CĐ-GĐ",
        issued_on=local_day(stage.ago(30)),
        issuer="UBND tỉnh Đồng Nai",
        title="Đẩy mạnh mô hình cai nghiện tại gia đình, cộng đồng (giả định)",
        content="Văn bản giả định của bản chạy thử.",
        acknowledge_by=local_day(stage.ago(25)),
        addressees=(stage.body(CHAIR), stage.body(NEAR_CHAIR), stage.body(HEALTH)),
        clauses=CLAUSES,
        **_where(plans, "DN137", "I.1.a"),
    )
    kept = stage.act(LEAD, actions.send_directive, stage.ago(30), draft=draft)
    for login in (OFFICER, HEALTH):
        stage.act(login, actions.acknowledge_directive, stage.ago(28), directive_id=kept.pk)
    question = stage.act(OFFICER, actions.ask, stage.ago(27), directive_id=kept.pk, text="Mô hình đã dừng từ năm trước có phải rà soát không?")
    stage.act(LEAD, actions.answer, stage.ago(26), directive_id=kept.pk, question_id=question.pk, text="Có, ghi rõ ngày dừng và lý do.")
    with scope(stage.people[LEAD]):
        sheet = queries.directive_sheet(stage.people[LEAD], kept.pk, on=local_day(stage.now))
    return {one.code: one.id for one in sheet.clauses}


def _from_directive(stage: Stage, clauses: dict[str, UUID]) -> None:
    draft = TaskDraft(title="Rà soát mô hình, gửi danh sách", due_on=stage.day(-5), parts=(), clause_id=clauses["1"])
    here, near = stage.act(LEAD, actions.give_each, stage.ago(25), draft=draft, lead_ids=(stage.body(CHAIR), stage.body(NEAR_CHAIR)))
    stage.act(OFFICER, actions.acknowledge, stage.ago(24), task_id=here.pk, responsible="Trần Thị Mỹ An, cán bộ UBND xã")
    stage.act(OFFICER, actions.report_done, stage.ago(8), task_id=here.pk, result="Đã rà soát 04 mô hình; 01 mô hình đã dừng.", file=PROOF)
    stage.act(LEAD, actions.accept, stage.ago(7), task_id=here.pk, note="Đủ.")
    stage.act(LEAD, actions.remind, stage.ago(2), task_id=near.pk, note="Đề nghị UBND xã gửi danh sách ngay.")
    club = TaskDraft(title="Lập kế hoạch Câu lạc bộ người sau cai", due_on=stage.day(12), parts=(), clause_id=clauses["2"])
    stage.act(LEAD, actions.give_each, stage.ago(20), draft=club, lead_ids=(stage.body(CHAIR), stage.body(NEAR_CHAIR)))


def _by_unions(stage: Stage, plans: set[str]) -> None:
    """The commune's own work that unions carry out: one done, one open, one past its day."""
    lead = (PartDraft(stage.body(CHAIR), PartRole.LEAD),)
    work = (("Thăm gia đình có người cai tại nhà", Union.WOMEN, -1), ("Ngày hội việc làm của thanh niên", Union.YOUTH, 12))
    for title, union, day in (*work, ("Vận động quỹ giúp người sau cai", Union.FRONT, 20)):
        draft = TaskDraft(title=title, due_on=stage.day(day), parts=lead, union=union, **_where(plans, "DN137", "I.1.c.1"))
        task = stage.act(CHAIR, actions.give, stage.ago(9), draft=draft)
        if union == Union.FRONT:
            stage.act(OFFICER, actions.acknowledge, stage.ago(8), task_id=task.pk, responsible="Trần Thị Mỹ An, cán bộ UBND xã")
            stage.act(OFFICER, actions.report_done, stage.ago(3), task_id=task.pk, result="Đã vận động đủ, có danh sách.")
            stage.act(CHAIR, actions.accept, stage.ago(2), task_id=task.pk, note="Đủ.")


def _joint(stage: Stage, plans: set[str]) -> None:
    parts = (
        PartDraft(stage.body(CHAIR), PartRole.LEAD),
        PartDraft(stage.body(POLICE), PartRole.COORDINATES, True, "Cung cấp số liệu, cử cán bộ tham dự"),
        PartDraft(stage.body(HEALTH), PartRole.COORDINATES, False, "Cử giảng viên"),
    )
    links = {Programme.VOCATIONAL: 45_000_000, Programme.POVERTY: None}
    draft = TaskDraft(title="Tập huấn và hướng nghiệp tại xã", due_on=stage.day(2), parts=parts, links=links, **_where(plans, "DN137", "I.1.c.1"))
    joint = stage.act(LEAD, actions.give, stage.ago(15), draft=draft)
    stage.act(OFFICER, actions.acknowledge, stage.ago(14), task_id=joint.pk, responsible="Trần Thị Mỹ An, cán bộ UBND xã")
    own = TaskDraft(title="Kiểm tra địa điểm sinh hoạt Câu lạc bộ", due_on=stage.day(4), parts=(PartDraft(stage.body(POLICE), PartRole.LEAD),))
    task = stage.act(CHAIR, actions.give, stage.ago(6), draft=own)
    _by_unions(stage, plans)
    stage.act(POLICE, actions.acknowledge, stage.ago(5), task_id=task.pk, responsible="Nguyễn Văn Bình, cán bộ Công an xã")
    stage.act(POLICE, actions.report_done, stage.ago(1), task_id=task.pk, result="Đã kiểm tra 02 địa điểm, đều bảo đảm.")
    about = {
        "severity": Severity.SLOWS,
        "matter": "Chưa có kinh phí thuê hội trường tập huấn.",
        "proposal": "Cấp bổ sung hoặc dùng hội trường trường học.",
    }
    first = stage.act(OFFICER, actions.raise_ticket, stage.ago(10), handler_id=stage.body(LEAD), task_id=joint.pk, **about)
    stage.act(LEAD, actions.answer_ticket, stage.ago(8), ticket_id=first.pk, text="Dùng hội trường trung tâm của xã; kinh phí đã cân đối.")
    again = {"severity": Severity.ASKS, "matter": "Chưa rõ mẫu kế hoạch Câu lạc bộ.", "proposal": "Gửi mẫu kèm hướng dẫn."}
    stage.act(OFFICER, actions.raise_ticket, stage.ago(3), handler_id=stage.body(LEAD), **again)


def _papers(stage: Stage, plans: set[str]) -> None:
    units = (stage.body(CHAIR), stage.body(NEAR_CHAIR), stage.body(HEALTH))
    year = local_day(stage.now).year
    plan_id = "DN137" if "DN137" in plans else ""
    about = {"kind": PaperKind.PLAN, "year": year, "title": f"Kế hoạch năm {year} của đơn vị", "due_on": stage.day(-10), "plan_id": plan_id}
    asked = stage.act(LEAD, actions.demand, stage.ago(40), body_ids=units, **about)
    first = stage.act(
        OFFICER, actions.submit, stage.ago(14), demand_id=asked.pk, body_id=stage.body(CHAIR), text="Kế hoạch của xã (giả định).", file=PROOF
    )
    yes = {"demand_id": asked.pk, "body_id": stage.body(CHAIR), "version_id": first.pk, "is_approved": True}
    stage.act(LEAD, actions.judge, stage.ago(12), **yes)
    late = stage.act(HEALTH, actions.submit, stage.ago(4), demand_id=asked.pk, body_id=stage.body(HEALTH), text="Kế hoạch của Sở (giả định).")
    back = {"demand_id": asked.pk, "body_id": stage.body(HEALTH), "version_id": late.pk, "is_approved": False}
    stage.act(LEAD, actions.judge, stage.ago(3), reason="Chưa nêu chỉ tiêu tập huấn.", **back)
    next_year = {"kind": PaperKind.PLAN, "year": year + 1, "title": f"Kế hoạch năm {year + 1} của đơn vị", "due_on": stage.day(25)}
    stage.act(LEAD, actions.demand, stage.ago(1), body_ids=units, plan_id=plan_id, **next_year)
