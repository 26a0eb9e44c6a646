"""Reports of the trial province, through the same actions as the pages: one accepted, one returned, one being written, and a review.

Every text is made up and says nothing about anybody.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from donghanh.base.accounts import queries as accounts
from donghanh.base.privacy.scope import scope
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.reports import periods
from donghanh.reports.filing import actions, queries
from donghanh.reports.filing.drafting import ConclusionDraft, ConferenceDraft
from donghanh.reports.filing.rules import Arranged
from donghanh.reports.filing.terms import ConferenceKind

LEAD, OFFICER, NEAR = "quan.maianh", "an.tranthimy", "hanh.buithi"
PLAN = "DN137"
YEARLY, HALVES = (f"{PLAN}-VII.4-YEAR", f"{PLAN}-VI.1.h-YEAR"), (f"{PLAN}-VII.4-HALF_YEAR", f"{PLAN}-VI.1.h-HALF_YEAR")
WORDS = {
    "results": "Đã rà soát danh sách, gửi kết quả cho Công an xã đối chiếu; tổ công tác họp hai lần mỗi tháng.",
    "obstacles": "Thiếu cán bộ tư vấn có chứng chỉ; một số người đi làm xa nên khó gặp trong giờ hành chính.",
    "proposals": "Đề nghị tỉnh mở lớp tư vấn ngắn ngày vào buổi tối.",
    "next": "Mở thêm một buổi tư vấn vào tối thứ Năm; phối hợp với Hội Phụ nữ về việc làm.",
}


def tell(*, now: datetime) -> int:
    """Reports of this year and a review of them; answers how many versions were sent. Nothing where the plan is not loaded."""
    on = local_day(now)
    lead, officer, near = (_actor(login, on) for login in (LEAD, OFFICER, NEAR))
    with scope(lead):
        if PLAN not in dict(queries.plan_heads(lead)):
            return 0
    for code in (*YEARLY, *HALVES):
        how = Arranged(until_year=on.year, reason="Chưa có kế hoạch nối tiếp nên vẫn báo cáo (giả định)", document="05/GĐ")
        _act(lead, "arrange", now - timedelta(days=60), code=code, arranged=how)
    half = periods.running_half(on - timedelta(days=10))
    about = {"plan_id": PLAN, "period": half.code, "title": "Báo cáo nhanh kết quả quản lý người sử dụng", "due_on": on + timedelta(days=3)}
    call = str(_act(lead, "call", now - timedelta(days=9), **about).pk)
    for who, days in ((officer, 4), (near, 3)):
        _act(who, "save_words", now - timedelta(days=days, hours=1), code=call, period=half.code, words=WORDS)
        _act(who, "send", now - timedelta(days=days), code=call, period=half.code)
    _act(lead, "accept", now - timedelta(days=2), code=call, period=half.code, body_id=officer.body_id)
    reasons = {"results": "Chưa nói số buổi họp của tổ công tác.", "obstacles": "Nêu rõ thiếu mấy cán bộ."}
    _act(lead, "give_back", now - timedelta(days=1), code=call, period=half.code, body_id=near.body_id, reasons=reasons)
    _act(officer, "save_words", now - timedelta(hours=5), code=YEARLY[0], period=str(on.year), words={"results": WORDS["results"]})
    _review(lead, officer, half.code, now)
    return 2


def _review(lead: Actor, officer: Actor, period: str, now: datetime) -> None:
    """A conference of which one conclusion became a task."""
    on = local_day(now)
    told = ConclusionDraft("Mở buổi tư vấn ngoài giờ ở xã", officer.body_id or 0, on + timedelta(days=20))
    about = {"title": f"Hội nghị sơ kết công tác cai nghiện năm {on.year} (giả định)", "held_on": on - timedelta(days=6), "plan_id": PLAN}
    draft = ConferenceDraft(kind=ConferenceKind.PRELIMINARY, period=period, conclusions=(told,), summary="Dữ liệu để xem thử.", **about)
    _act(lead, "confer", now - timedelta(days=5), draft=draft)


def _act(who: Actor, name: str, at: datetime, **about: Any) -> Any:
    with scope(who):
        return getattr(actions, name)(actor=who, at=at, **about)


def _actor(login: str, on: Any) -> Actor:
    user = accounts.user_named(login)
    assert user is not None, login
    return replace(accounts.actor_of(accounts.posts_of(user.pk, on=on)[0], user_name=user.full_name, on=on), stepped_up=True)
