"""Reviews of the trial province, through the same actions as the pages: two reported figures, a changed measure, the sheet of a year, places for
care, and an investor whose facility was published. Every paper says that it belongs to the trial."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from donghanh.base.places import queries as places
from donghanh.base.privacy.scope import scope
from donghanh.jobs.seed.assignments import LEAD, official
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.programme.partners import actions as partners
from donghanh.programme.partners.drafting import ApplicationDraft, PartnerDraft
from donghanh.programme.partners.terms import FacilityKind, InvestorStep, PartnerKind
from donghanh.programme.registers.rules import Paper
from donghanh.programme.reviews import actions
from donghanh.programme.reviews.terms import CareForm, CauseKind

TRIAL = "văn bản giả định của bản chạy thử"
INDICATOR = "user_management"
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)


def tell(*, now: datetime) -> int:
    """One review of each kind and an investor; answers how many things were made. One transaction of the caller's."""
    on = local_day(now)
    lead = official(LEAD, on)
    half = f"{on.year}H1" if on.month < 7 else f"{on.year}H2"
    for provider, part, whole, note in (("Công an tỉnh", 10, 12, ""), ("Sở Y tế", 7, 12, "Chưa cộng người mới phát hiện trong tháng.")):
        told = {"value": Decimal(part), "denominator": Decimal(whole), "provider": provider, "paper": f"7/BC, {TRIAL}", "note": note}
        _do(actions.report, lead, now, indicator=INDICATOR, period=half, **told)
    found = {"finding": "Người mới phát hiện được mời đến xã muộn.", "measure": "Mời và giới thiệu dịch vụ ngay khi lập hồ sơ"}
    _do(actions.adjust, lead, now, indicator=INDICATOR, starts_on=date(on.year, 1, 1), paper=f"9/KH, {TRIAL}", **found)
    return 4 + _sheet(lead, now, half) + _places(lead, now) + _investor(lead, now)


def _do(verb: Any, actor: Actor, at: datetime, **given: Any) -> Any:
    with scope(actor):
        return verb(actor=actor, at=at, **given)


def _sheet(lead: Actor, now: datetime, half: str) -> int:
    on = local_day(now)
    sheet = _do(actions.analyse, lead, now, year=on.year, title=f"Thực trạng công tác cai nghiện năm {on.year} (giả định)", paper=TRIAL)
    causes = (
        (CauseKind.SUBJECTIVE, "Xã mời người mới phát hiện đến tư vấn muộn.", "Mời trong 3 ngày làm việc, phân công người gọi", "Công an cấp xã"),
        (CauseKind.OBJECTIVE, "Nhiều người đi làm xa, ít có mặt ở nơi cư trú.", "Mở buổi tư vấn tối thứ Bảy", "Trạm y tế cấp xã"),
    )
    for kind, text, action, who in causes:
        cause = _do(actions.find_cause, lead, now, analysis_id=sheet.pk, kind=kind, text=text, indicator=INDICATOR, period=half)
        _do(actions.plan_action, lead, now, cause_id=cause.pk, text=action, who=who, due_on=on + timedelta(days=90))
    return 1


def _places(lead: Actor, now: datetime) -> int:
    district = next(one.unit for one in places.find("huyện Trảng Bom", on=LAST_DAY_OF_DISTRICTS, limit=5) if one.unit.level == "DISTRICT")
    told = {"district_id": district.id, "year": local_day(now).year, "basis": f"Công suất theo quyết định ({TRIAL})"}
    _do(actions.set_capacity, lead, now, form=CareForm.COMMUNITY, places=20, unmet=3, **told)
    _do(actions.set_capacity, lead, now, form=CareForm.COMPULSORY, places=10, unmet=0, **told)
    return 2


def _investor(lead: Actor, now: datetime) -> int:
    on = local_day(now)
    here = next(one for one in places.communes_of(lead.unit_id or 0, on) if one.name == "Trảng Dài")
    of = _do(partners.register, lead, now, draft=PartnerDraft(PartnerKind.ORGANISATION, "Hội giả định Đồng Lòng", "Tư vấn tâm lý"))
    told = {"kind": FacilityKind.COUNSELLING, "documents": "Đơn đề nghị; danh sách nhân viên; sơ đồ (giả định)", "place_id": here.id}
    steps = ((InvestorStep.CHECKED, 60), (InvestorStep.LICENSED, 40), (InvestorStep.PUBLISHED, 20))
    for name, done in (("Cơ sở tư vấn Đồng Lòng (giả định)", steps), ("Cơ sở tư vấn Ngày Mới (giả định)", steps[:1])):
        draft = ApplicationDraft(partner_id=of.pk, name=name, applied_on=on - timedelta(days=90), **told)
        one = _do(partners.apply, lead, now, draft=draft)
        for number, (step, days) in enumerate(done):
            day, paper = on - timedelta(days=days), Paper(f"{30 + number}/GĐ", on - timedelta(days=days), f"UBND tỉnh, {TRIAL}")
            _do(partners.move, lead, now + timedelta(seconds=number), application_id=one.pk, step=step, on=day, note="Đủ điều kiện.", paper=paper)
    return 2
