"""The roadmap of the trial province, through the same actions as the pages: clubs and a point by made-up decisions, one of them judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from donghanh.base.accounts import queries as accounts
from donghanh.base.privacy.scope import scope
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.programme.roadmap import actions, queries
from donghanh.programme.roadmap.actions import Founding, Verdict
from donghanh.programme.roadmap.terms import SiteKind

LEAD = "quan.maianh"
TRIAL = "quyết định giả định của bản chạy thử"
SITES = (
    (SiteKind.AFTERCARE_CLUB, "Câu lạc bộ Ngày Mới (giả định)", "thành phố Biên Hòa, tỉnh Đồng Nai", date(2024, 9, 16)),
    (SiteKind.AFTERCARE_CLUB, "Câu lạc bộ Vững Bước (giả định)", "huyện Trảng Bom, tỉnh Đồng Nai", date(2024, 10, 21)),
    (SiteKind.AFTERCARE_CLUB, "Câu lạc bộ Đồng Lòng (giả định)", "huyện Xuân Lộc, tỉnh Đồng Nai", date(2025, 4, 14)),
    (SiteKind.POINT, "Điểm tư vấn Trảng Dài (giả định)", "phường Trảng Dài, thành phố Biên Hòa, tỉnh Đồng Nai", date(2024, 3, 11)),
)


def tell(*, now: datetime) -> int:
    """Sites of the past years and an evaluation last month; answers how many sites were made."""
    lead, at = _actor(LEAD, local_day(now)), now - timedelta(days=20)
    with scope(lead):
        made = [_site(lead, at, number) for number in range(len(SITES))]
        judged = {"criterion": "Sinh hoạt đều hằng tháng (tiêu chí giả định)", "judge": "Đoàn kiểm tra giả định"}
        verdict = Verdict(is_effective=True, document=TRIAL, **judged)
        actions.evaluate(actor=lead, at=at, site_id=made[1], on=local_day(at), verdict=verdict)
    return len(made)


def _site(lead: Actor, at: datetime, number: int) -> UUID:
    kind, name, place, opened_on = SITES[number]
    decided = opened_on - timedelta(days=14)
    unit = queries.place_named(place, on=decided, under=lead.unit_id)
    told = {"number": f"{number + 1:02}/GĐ", "issuer": f"UBND, {TRIAL}", "decided_on": decided, "opened_on": opened_on}
    return actions.found_site(actor=lead, at=at, founding=Founding(kind=kind, name=name, unit_id=unit.id, **told)).pk


def _actor(login: str, on: date) -> Actor:
    user = accounts.user_named(login)
    assert user is not None, login
    return replace(accounts.actor_of(accounts.posts_of(user.pk, on=on)[0], user_name=user.full_name, on=on), stepped_up=True)
