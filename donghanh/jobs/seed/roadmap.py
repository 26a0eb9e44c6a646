"""The roadmap of the trial province, through the same actions as the pages: clubs and a point by made-up decisions, one of them judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from donghanh.base.accounts import queries as accounts
from donghanh.base.privacy.scope import scope
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.rules import FileDraft
from donghanh.programme.roadmap import actions, queries
from donghanh.programme.roadmap.actions import Checklist, Founding, GuideDraft, Verdict
from donghanh.programme.roadmap.terms import Happening, SiteKind

LEAD = "quan.maianh"
TRIAL = "quyết định giả định của bản chạy thử"
SITES = (
    (SiteKind.AFTERCARE_CLUB, "Câu lạc bộ Ngày Mới (giả định)", "thành phố Biên Hòa, tỉnh Đồng Nai", date(2024, 9, 16)),
    (SiteKind.AFTERCARE_CLUB, "Câu lạc bộ Vững Bước (giả định)", "huyện Trảng Bom, tỉnh Đồng Nai", date(2024, 10, 21)),
    (SiteKind.AFTERCARE_CLUB, "Câu lạc bộ Đồng Lòng (giả định)", "huyện Xuân Lộc, tỉnh Đồng Nai", date(2025, 4, 14)),
    (SiteKind.POINT, "Điểm tư vấn Trảng Dài (giả định)", "phường Trảng Dài, thành phố Biên Hòa, tỉnh Đồng Nai", date(2024, 3, 11)),
    (SiteKind.VOLUNTEER_TEAM, "Đội tình nguyện Trảng Dài (giả định)", "phường Trảng Dài, thành phố Biên Hòa, tỉnh Đồng Nai", date(2025, 2, 10)),
)


def tell(*, now: datetime) -> int:
    """Sites of the past years and an evaluation last month; answers how many sites were made."""
    lead, at = _actor(LEAD, local_day(now)), now - timedelta(days=20)
    with scope(lead):
        made = [_site(lead, at, number) for number in range(len(SITES))]
        judged = {"criterion": "Sinh hoạt đều hằng tháng (tiêu chí giả định)", "judge": "Đoàn kiểm tra giả định"}
        verdict = Verdict(is_effective=True, document=TRIAL, **judged)
        actions.evaluate(actor=lead, at=at, site_id=made[1], on=local_day(at), verdict=verdict)
        _club(lead, now, made[0])
        _pilot(lead, now, made[3])
        _guide(lead, now)
        army = _army(lead, now)
    return len([*made, army])


def _club(lead: Actor, now: datetime, club: UUID) -> None:
    """Last year's score, what was done this quarter, and a proposal to do the same elsewhere."""
    at, told = now - timedelta(days=18), {"criterion": "Bộ tiêu chí giả định", "judge": "Đoàn kiểm tra giả định", "document": TRIAL}
    before = Verdict(is_effective=True, score=64, advice="CONTINUE", outcome="Sinh hoạt đều, ít việc làm.", **told)
    actions.evaluate(actor=lead, at=at, site_id=club, on=local_day(now - timedelta(days=400)), verdict=before)
    there = queries.place_named("xã Xuân Lộc", on=local_day(now), under=lead.unit_id).id
    by = local_day(now + timedelta(days=120))
    verdict = Verdict(is_effective=True, score=78, advice="REPLICATE", outcome="Ba phần tư thành viên có việc.", places=(there,), by=by, **told)
    actions.evaluate(actor=lead, at=at, site_id=club, on=local_day(at), verdict=verdict)
    for kind, days, what in ((Happening.GUIDED, 12, "Hướng dẫn ghi sổ sinh hoạt."), (Happening.REPORTED, 5, "Báo cáo quý, đủ ba nội dung.")):
        actions.record(actor=lead, at=at, site_id=club, kind=kind, on=local_day(now - timedelta(days=18 + days)), reason=what, document=TRIAL)


def _pilot(lead: Actor, now: datetime, point: UUID) -> None:
    """Two communes assessed, one of them with a pilot that has a day to keep."""
    at = now - timedelta(days=16)
    ready = Checklist(has_staff=True, has_premises=True, has_caseload=True, has_partners=True, has_funding=True)
    lacking = Checklist(has_staff=True, has_premises=False, has_caseload=True, has_partners=True, has_funding=False)
    for name, found, reason in (("phường Trảng Dài", ready, ""), ("xã Xuân Lộc", lacking, "Chưa có địa điểm, kinh phí để sang năm.")):
        unit = queries.place_named(name, on=local_day(now), under=lead.unit_id)
        told = {"unit_id": unit.id, "kind": SiteKind.POINT, "on": local_day(at), "checklist": found, "is_go": not reason, "reason": reason}
        actions.assess(actor=lead, at=at, document=TRIAL, **told)
    actions.make_pilot(actor=lead, at=at, site_id=point, on=local_day(at), review_by=local_day(now + timedelta(days=90)), document=TRIAL)


def _guide(lead: Actor, now: datetime) -> None:
    """A guide with two versions."""
    about = {"kind": SiteKind.AFTERCARE_CLUB.value, "title": "Sổ tay điều hành câu lạc bộ (giả định)", "audience": "Chủ nhiệm câu lạc bộ"}
    last = None
    for version, days in ((1, 300), (2, 30)):
        at = now - timedelta(days=days)
        draft = GuideDraft(**about, language="Tiếng Việt", document=f"{version}/HD, {TRIAL}", starts_on=local_day(at))
        file = FileDraft(f"So tay ban {version}.pdf", f"%PDF-1.4\n% made up for the trial, version {version}\n%%EOF\n".encode())
        last = actions.publish_guide(actor=lead, at=at, draft=draft, file=file, replaces=last).pk


def _army(lead: Actor, now: datetime) -> UUID:
    """Army and civil medicine in a commune of the border with Cambodia."""
    at = now - timedelta(days=15)
    opened = max(local_day(now - timedelta(days=200)), date(2025, 8, 1))
    unit = queries.place_named("xã Bù Gia Mập", on=local_day(now), under=lead.unit_id)
    told = {"number": "09/GĐ", "issuer": f"UBND, {TRIAL}", "decided_on": opened - timedelta(days=14), "opened_on": opened}
    founding = Founding(kind=SiteKind.ARMY_AND_CIVIL, name="Quân dân y Bù Gia Mập (giả định)", unit_id=unit.id, **told)
    made = actions.found_site(actor=lead, at=at, founding=founding).pk
    about = {"military": 2, "civil": 4, "services": "Tư vấn, xét nghiệm, hỗ trợ cai tại nhà", "is_border": True, "document": TRIAL}
    actions.staff(actor=lead, at=at, site_id=made, on=opened, **about)
    return made


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
