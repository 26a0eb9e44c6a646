"""Money of the trial province, through the same actions as the pages: two communes' estimates, one source, payments, a gift, a project.

Every amount is made up, and every document says that it belongs to the trial.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from donghanh.base.accounts import queries as accounts
from donghanh.base.privacy.scope import scope
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.programme.money import actions
from donghanh.programme.money.actions import Paper
from donghanh.programme.money.rules import Part
from donghanh.programme.money.terms import Confidence, FundKind, GiftForm, GiverKind, NormPart, Purpose

LEAD, FINANCE = "quan.maianh", "thao.lamthi"
TRIAL = "văn bản giả định của bản chạy thử"
PARTS = (
    Part(NormPart.LABOUR, "Tư vấn tại nhà", "buổi", Decimal(12), 150_000),
    Part(NormPart.MATERIAL, "Que thử", "que", Decimal(6), 45_000),
)
LINES = (
    (Purpose.REHABILITATION, FundKind.COMMUNE, "Hỗ trợ sinh hoạt của tổ công tác", 24_000_000),
    (Purpose.AFTERCARE, FundKind.PROVINCE, "Tư vấn, giúp đỡ người sau cai", 18_000_000),
    (Purpose.PREVENTION, FundKind.PROVINCE, "Tuyên truyền tại ấp, trường học", 12_000_000),
)


def tell(*, now: datetime) -> int:
    """The year that runs and the estimates of the next; answers how many rows of estimates and allocations were made."""
    on = local_day(now)
    lead, finance = actor_of(LEAD, on), actor_of(FINANCE, on)
    communes = [
        (actor_of(officer, on), actor_of(chair, on)) for officer, chair in (("an.tranthimy", "uyen.dangngoc"), ("hanh.buithi", "nga.duongthuy"))
    ]
    _norm(lead, now)
    made = sum(_estimate(officer, chair if place == 0 else None, now) for place, (officer, chair) in enumerate(communes))
    made += _year(finance, [officer for officer, _chair in communes], now)
    _gift(communes[0][0], now)
    _project(lead, now)
    return made


def _norm(lead: Actor, now: datetime) -> None:
    with scope(lead):
        told = {"parts": PARTS, "valid": (date(local_day(now).year, 1, 1), None), "paper": _paper("01", now), "confidence": Confidence.M}
        actions.enter_norm(actor=lead, at=now - timedelta(days=200), form="HOME_REHABILITATION", **told)


def _estimate(officer: Actor, chair: Actor | None, now: datetime) -> int:
    """Of the next year: drawn up, and sent where there is a chair to send it."""
    at = now - timedelta(days=12)
    with scope(officer):
        version = actions.open_estimate(actor=officer, at=at, year=local_day(now).year + 1)
        for purpose, kind, content, amount in LINES:
            told = {"purpose": purpose, "fund_kind": kind, "content": content, "amount": amount}
            actions.add_line(actor=officer, at=at, estimate_id=version.estimate_id, **told)
        norm = {"purpose": Purpose.REHABILITATION, "fund_kind": FundKind.PROVINCE, "form": "HOME_REHABILITATION", "quantity": 10}
        actions.add_line(actor=officer, at=at, estimate_id=version.estimate_id, content="Cai nghiện tự nguyện tại gia đình", **norm)
    if chair is not None:
        with scope(chair):
            actions.submit_estimate(actor=chair, at=at + timedelta(days=2), estimate_id=version.estimate_id)
    return len(LINES) + 1


def _year(finance: Actor, officers: list[Actor], now: datetime) -> int:
    """Of this year: a source, a part of it for each commune, a payment out of each."""
    at, year = now - timedelta(days=150), local_day(now).year
    assert finance.unit_id is not None
    with scope(finance):
        told = {"unit_id": finance.unit_id, "year": year, "kind": FundKind.PROVINCE, "name": f"Ngân sách tỉnh năm {year} (giả định)"}
        source = actions.enter_fund(actor=finance, at=at, total=300_000_000, paper=_paper("02", now), **told)
        parts = []
        for officer in officers:
            for purpose, amount in ((Purpose.REHABILITATION, 40_000_000), (Purpose.AFTERCARE, 15_000_000)):
                given = {"purpose": purpose, "content": f"{purpose.label}, năm {year}", "amount": amount, "paper": _paper("02", now)}
                made = actions.allocate(actor=finance, at=at, fund_id=source.pk, body_id=officer.body_id or 0, **given)
                parts.append((officer, made.pk))
    for officer, allocation_id in parts[::2]:
        with scope(officer):
            paid = {"amount": 6_500_000, "paid_on": local_day(now) - timedelta(days=30), "content": "Tư vấn tại nhà, quý III", "voucher": "PC 12"}
            actions.pay(actor=officer, at=now - timedelta(days=29), allocation_id=allocation_id, **paid)
    return len(parts)


def _gift(officer: Actor, now: datetime) -> None:
    with scope(officer):
        told = {"giver": "Công ty giả định An Bình", "giver_kind": GiverKind.ENTERPRISE, "form": GiftForm.CASH, "purpose": Purpose.AFTERCARE}
        day = local_day(now) - timedelta(days=60)
        gift = actions.receive_contribution(actor=officer, at=now, value=20_000_000, received_on=day, receipt="01/BN", **told)
        used = {"amount": 8_000_000, "activity": "Vốn ban đầu cho một người sau cai mở tiệm sửa xe", "used_on": day + timedelta(days=20)}
        actions.use_contribution(actor=officer, at=now, contribution_id=gift.pk, **used)


def _project(lead: Actor, now: datetime) -> None:
    with scope(lead):
        told = {
            "name": "Khu tiếp nhận của cơ sở (giả định)",
            "facility_id": None,
            "gap": "Chưa có khu tiếp nhận riêng",
            "need": "Dữ liệu để xem thử.",
        }
        made = actions.propose_project(actor=lead, at=now, total=12_000_000_000, priority=1, paper=_paper("03", now), **told)
        actions.request_capital(actor=lead, at=now, project_id=made.pk, year=local_day(now).year + 1, requested=4_000_000_000)


def _paper(number: str, now: datetime) -> Paper:
    return Paper(f"{number}/GĐ", local_day(now) - timedelta(days=210), TRIAL)


def actor_of(login: str, on: date) -> Actor:
    """The trial official with this login at his first post, with a fresh code."""
    user = accounts.user_named(login)
    assert user is not None, login
    return replace(accounts.actor_of(accounts.posts_of(user.pk, on=on)[0], user_name=user.full_name, on=on), stepped_up=True)
