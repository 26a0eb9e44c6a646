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
from donghanh.programme.roadmap.actions import Checklist, Founding, Verdict
from donghanh.programme.roadmap.terms import Happening, SiteKind

LEAD = "quan.maianh"
TRIAL = "quyết định giả định của bản chạy thử"
SITES = (
    (SiteKind.AFTERCARE_CLUB, "Câu lạc bộ Ngày Mới (giả định)", "thành phố Biên Hòa, tỉnh Đồng Nai", date(2024, 9, 16)),
    (SiteKind.AFTERCARE_CLUB, "Câu lạc bộ Vững Bước (giả định)", "huyện Trảng Bom, tỉnh Đồng Nai", date(2024, 10, 21)),
    (SiteKind.AFTERCARE_CLUB, "Câu lạc bộ Đồng Lòng (giả định)", "huyện Xuân Lộc, tỉnh Đồng Nai", date(2025, 4, 14)),
    (SiteKind.POINT, "Điểm tư vấn Trảng Dài (giả định)", "phường Trảng Dài, thành phố Biên Hòa, tỉnh Đồng Nai", date(2024, 3, 11)),
)


def tell(*, now: datetime) -> int:
    """Sites of the past years and what was done with them last month; answers how many sites were made."""
    lead, at = _actor(LEAD, local_day(now)), now - timedelta(days=20)
    with scope(lead):
        made = [_site(lead, at, number) for number in range(len(SITES))]
        _try_out(lead, at, made)
    return len(made)


def _try_out(lead: Actor, at: datetime, made: list[UUID]) -> None:
    """Clubs guided and checked, one judged twice and proposed to another commune; the point a pilot with one condition missing."""
    on = local_day(at)
    judged = {"criterion": "Sinh hoạt đều hằng tháng (tiêu chí giả định)", "judge": "Đoàn kiểm tra giả định", "document": TRIAL, "is_effective": True}
    there = queries.place_named("xã Xuân Lộc", on=on, under=lead.unit_id).id
    proposal = {"advice": "REPLICATE", "places": [there], "by": on + timedelta(days=150), "adaptation": "Sinh hoạt theo ấp (giả định)"}
    for site, kind, before in ((0, Happening.GUIDED, 9), (0, Happening.REPORTED, 3), (1, Happening.CHECKED, 6)):
        actions.record(actor=lead, at=at, site_id=made[site], kind=kind, on=on - timedelta(days=before), reason="Việc giả định của bản chạy thử.")
    actions.evaluate(actor=lead, at=at, site_id=made[1], on=on - timedelta(days=330), verdict=Verdict(score=71, **judged))
    actions.evaluate(actor=lead, at=at, site_id=made[1], on=on, verdict=Verdict(score=84, outcome="Đa số thành viên có việc", **judged, **proposal))
    has = Checklist(has_staff=True, has_premises=True, has_caseload=True, has_partners=True, has_funding=False)
    seat = queries.site(lead, made[3], on=on).seat_id
    ready = {"unit_id": seat, "kind": SiteKind.POINT, "on": on - timedelta(days=10), "checklist": has, "is_go": False}
    actions.assess(actor=lead, at=at, reason="Chưa bố trí kinh phí (giả định).", **ready)
    days = {"on": on - timedelta(days=5), "review_by": on + timedelta(days=10)}
    actions.make_pilot(actor=lead, at=at, site_id=made[3], override="Tỉnh ứng kinh phí (giả định).", **days)


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
