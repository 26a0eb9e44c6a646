"""Posts, people and certificates of the trial's province, through the real actions. Every paper says that it belongs to the trial."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from donghanh.base.privacy.scope import scope
from donghanh.jobs.seed.assignments import CHAIR, HEALTH, LEAD, NEAR_CHAIR, official
from donghanh.jobs.seed.cast import INTAKE
from donghanh.jobs.seed.money import TRIAL
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.programme.registers.rules import Paper
from donghanh.programme.staffing import actions
from donghanh.programme.staffing.drafting import HoldingDraft, LineDraft, NormDraft, PositionDraft, QualificationDraft, SchemeDraft

POSTS = (
    # title, group of work, how many, functions, needs, (name, functions given, part-time, course)
    (CHAIR, "Cán bộ phòng, chống tệ nạn xã hội", "MANAGEMENT", 2, ("PREVENTION", "AFTERCARE"), ("BASIC",),
     (("Hồ Thị Ẩn", ("PREVENTION", "AFTERCARE"), False, "BASIC"),)),
    (CHAIR, "Thành viên Đội công tác xã hội tình nguyện", "VOLUNTEER", 5, ("AFTERCARE",), (),
     (("Đinh Văn Ẩn", ("AFTERCARE",), True, ""), ("Lã Thị Ẩn", ("PREVENTION",), True, "SKILLS"))),
    (NEAR_CHAIR, "Cán bộ phòng, chống tệ nạn xã hội", "MANAGEMENT", 1, ("PREVENTION", "USER_MANAGEMENT", "REHABILITATION", "AFTERCARE"), ("BASIC",),
     (("Mạc Văn Ẩn", ("PREVENTION", "USER_MANAGEMENT", "REHABILITATION", "AFTERCARE"), True, ""),)),
    (INTAKE, "Tư vấn viên", "COUNSELLING", 2, ("REHABILITATION",), ("COUNSELLING",),
     (("Kiều Thị Ẩn", ("REHABILITATION",), False, "COUNSELLING"), ("Tạ Văn Ẩn", ("REHABILITATION",), False, ""))),
    (INTAKE, "Quản lý, giáo dục học viên", "DIRECT", 4, ("REHABILITATION",), ("SKILLS",),
     (("Ông Văn Ẩn", ("REHABILITATION",), False, "SKILLS"),)),
    (LEAD, "Cán bộ đầu mối về cai nghiện", "MANAGEMENT", 1, ("USER_MANAGEMENT", "AFTERCARE"), ("BASIC",),
     (("", ("USER_MANAGEMENT", "AFTERCARE"), False, "BASIC"),)),
)  # fmt: skip


def staff(*, now: datetime) -> int:
    """Posts with their people, one scheme on its way; answers how many posts. One transaction of the caller's."""
    people = {login: official(login, local_day(now)) for login in (LEAD, CHAIR, NEAR_CHAIR, HEALTH, INTAKE)}
    for number, (login, title, group, quantity, functions, needs, holders) in enumerate(POSTS, 1):
        by, paper = people[login], _paper(number, now)
        norm = NormDraft(quantity, local_day(now) - timedelta(days=300), paper, functions, needs)
        post = _do(actions.open_position, by, now, draft=PositionDraft(by.body_id or 0, title, group, norm))
        for holder in holders:
            _put(by, post.pk, holder, now)
    _scheme(people, now)
    return len(POSTS)


def _put(by: Actor, post_id: UUID, holder: tuple[str, tuple[str, ...], bool, str], now: datetime) -> None:
    """Who has no name here is the official himself."""
    name, functions, part_time, course = holder
    who: dict[str, Any] = {"name": name} if name else {"user_id": by.user_id}
    draft = HoldingDraft(post_id, local_day(now) - timedelta(days=250), _paper(20, now), functions, part_time, **who)
    held = _do(actions.assign, by, now, draft=draft)
    if course:
        given: date = local_day(now) - timedelta(days=240)
        told = QualificationDraft(course, f"Sở Nội vụ ({TRIAL})", given, f"{given.year}/CN", given + timedelta(days=730))
        _do(actions.award, by, now, member_id=held.member_id, draft=told)


def _scheme(people: dict[str, Actor], now: datetime) -> None:
    lines = (LineDraft("Cán bộ quản lý người sử dụng", "MANAGEMENT", 1, ("USER_MANAGEMENT",), ("BASIC",)), LineDraft("Tư vấn viên", "COUNSELLING", 1))
    chair, health = people[CHAIR], people[HEALTH]
    draft = SchemeDraft(chair.body_id or 0, f"Đề án vị trí việc làm của xã ({TRIAL})", health.body_id or 0, lines)
    made = _do(actions.draft_scheme, chair, now - timedelta(days=9), draft=draft)
    _do(actions.appraise, health, now - timedelta(days=3), scheme_id=made.pk, note="Đủ căn cứ, đề nghị phê duyệt.", paper=_paper(21, now))


def _do(verb: Any, actor: Actor, at: datetime, **given: Any) -> Any:
    with scope(actor):
        return verb(actor=actor, at=at, **given)


def _paper(number: int, now: datetime) -> Paper:
    return Paper(f"{number}/QĐ", local_day(now) - timedelta(days=300), TRIAL)
