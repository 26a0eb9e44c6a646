"""Money for tests, made through the real actions: estimates on their way, sources, allocations, payments."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.cases import ledger
from donghanh.cases.models import Case
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.actor import Actor
from donghanh.kernel.ids import new_id
from donghanh.programme.money import actions
from donghanh.programme.money.actions import Paper
from donghanh.programme.money.models import Allocation, Contribution, EstimateLine, Fund, Norm, Payment, SupportLevel
from donghanh.programme.money.rules import Part
from donghanh.programme.money.terms import Confidence, FundKind, GiftForm, GiverKind, NormPart, Per, PriorityGroup, Purpose
from tests.factories import cases, people

AT = cases.NOW
ON = AT.date()
YEAR = 2027
PAPER = Paper("12/QĐ-UBND", date(2026, 11, 2), "UBND tỉnh Đồng Nai")
RESOLUTION = Paper("16/2019/NQ-HĐND", date(2019, 12, 10), "HĐND tỉnh Quảng Ngãi")
PARTS = (
    Part(NormPart.LABOUR, "Tư vấn tại nhà", "buổi", Decimal("12"), 150_000),
    Part(NormPart.MATERIAL, "Que thử", "que", Decimal("6"), 45_000),
    Part(NormPart.DRUG, "Thuốc cắt cơn", "ngày", Decimal("7.5"), 80_000),
)
"""Made up for tests: 1.800.000 + 270.000 + 600.000 = 2.670.000 đ a case."""


def do(verb: Any, actor: Actor, *, at: datetime = AT, **given: Any) -> Any:
    """One action under the actor's scope."""
    with scope(actor):
        return verb(actor=actor, at=at, **given)


def drafted(
    actor: Actor, *, year: int = YEAR, lines: tuple[tuple[Purpose, FundKind, int], ...] = ((Purpose.REHABILITATION, FundKind.PROVINCE, 1_000_000),)
):
    """An estimate in draft with plain lines; its id."""
    version = do(actions.open_estimate, actor, year=year)
    for purpose, kind, amount in lines:
        do(actions.add_line, actor, estimate_id=version.estimate_id, purpose=purpose, fund_kind=kind, content="Tư vấn", amount=amount)
    return version.estimate_id


def norm(actor: Actor, *, form: str = "HOME_REHABILITATION", valid: tuple[date, date | None] = (date(2026, 7, 1), None), parts=PARTS) -> Norm:
    """A norm entered from a document."""
    return do(actions.enter_norm, actor, form=form, parts=parts, valid=valid, paper=PAPER, confidence=Confidence.V)


def fund(
    actor: Actor, *, unit_id: int, year: int = 2026, total: int = 100_000_000, kind: FundKind = FundKind.PROVINCE, name: str = "Ngân sách tỉnh"
) -> Fund:
    """An approved source."""
    return do(actions.enter_fund, actor, unit_id=unit_id, year=year, kind=kind, name=name, total=total, paper=PAPER)


def allocated(actor: Actor, source: Fund, *, body_id: int | None, amount: int, purpose: Purpose = Purpose.REHABILITATION) -> Allocation:
    """A part of the source for a body."""
    given = {"body_id": body_id, "purpose": purpose, "content": "Hỗ trợ cai nghiện", "amount": amount, "paper": PAPER}
    return do(actions.allocate, actor, fund_id=source.pk, **given)


def paid(actor: Actor, allocation_id: UUID, amount: int, **more: Any) -> Payment:
    """Money paid out of it."""
    return do(actions.pay, actor, allocation_id=allocation_id, amount=amount, **{"paid_on": ON, "content": "Chi tư vấn", **more})


def given(actor: Actor, *, value: int = 5_000_000, receipt: str = "01/BN", **more: Any) -> Contribution:
    """A contribution."""
    told = {
        "giver": "Công ty TNHH An Bình",
        "giver_kind": GiverKind.ENTERPRISE,
        "form": GiftForm.CASH,
        "purpose": Purpose.AFTERCARE,
        "received_on": ON,
    }
    return do(actions.receive_contribution, actor, value=value, receipt=receipt, **{**told, **more})


def support_level(
    actor: Actor, *, amount: int = 40_000, name: str = "Tiền ăn", per: Per = Per.DAY, procedure: str = "PUBLIC_REHABILITATION",
    valid: tuple[date, date | None] = (date(2020, 1, 1), None), paper: Paper = RESOLUTION,
) -> SupportLevel:  # fmt: skip
    """A level of support; the amount is made up, since nothing read prints one."""
    told = {"procedure": procedure, "per": per, "amount": amount, "valid": valid, "paper": paper, "confidence": Confidence.M}
    return do(actions.enter_support_level, actor, name=name, purpose=Purpose.REHABILITATION, **told)


def rehabilitation(actor: Actor, *, person: Any = None, started: int = 60, ended: int | None = 20, procedure: str = "PUBLIC_REHABILITATION") -> Any:
    """A voluntary rehabilitation begun so many days ago, perhaps completed; past the procedure's own checks, which are another room's story."""
    who = person or people.register(actor, "Lê Thị Ỗi", at=AT - timedelta(days=started + 10))
    opened = AT - timedelta(days=started + 5)
    with as_jobs():
        case = Case.objects.create(
            id=new_id(), number=f"CN-{new_id().hex[-10:]}", procedure=procedure, person_id=who.pk, unit_id=who.unit_id, opened_at=opened, stage=""
        )
        told = [(K.REGISTERED, started + 5), (K.CONTRACT_SIGNED, started + 1), (K.REHAB_STARTED, started)]
        for kind, days in told + ([(K.REHAB_COMPLETED, ended)] if ended is not None else []):
            moment = AT - timedelta(days=days)
            ledger.append(case, kind, actor=actor, happened_at=moment, at=moment, data={"form": "public"})
    return case


def everything(officer: Actor, chair: Actor, lead: Actor, finance: Actor) -> dict[str, list[object]]:
    """Every page of money has something to show; answers what may stand in an address (tests/journeys/lived_in.py)."""
    norm(lead)
    ids: list[object] = []
    for year, upto in ((2027, 0), (2028, 1), (2029, 3)):
        ids.append(drafted(officer, year=year))
        told = {"purpose": Purpose.REHABILITATION, "fund_kind": FundKind.PROVINCE, "content": "Cai nghiện tại nhà"}
        do(actions.add_line, officer, estimate_id=ids[-1], form="HOME_REHABILITATION", quantity=50, **told)
        for verb, actor in ((actions.submit_estimate, chair), (actions.accept_estimate, lead))[: 2 if upto else 0]:
            do(verb, actor, estimate_id=ids[-1])
    lines = list(EstimateLine.objects.filter(version__estimate_id=ids[-1]))
    do(actions.appraise_estimate, finance, estimate_id=ids[-1], found={line.pk: (line.amount, "") for line in lines})
    source = fund(finance, unit_id=finance.unit_id or 0)
    line = allocated(finance, source, body_id=officer.body_id, amount=9_000_000)
    payment = paid(officer, line.pk, 1_000_000)
    told = {"year": 2026, "purpose": Purpose.PREVENTION, "content": "Tuyên truyền đột xuất", "reason": "Theo công văn", "amount": 500_000}
    asked = do(actions.ask_supplement, officer, **told)
    gift = given(officer)
    used = do(actions.use_contribution, officer, contribution_id=gift.pk, amount=1_000_000, activity="Lớp học nghề", used_on=ON)
    about = {"name": "Nhà tiếp nhận", "facility_id": None, "gap": "Chưa có khu tiếp nhận riêng", "need": "Quá tải", "total": 9_000, "priority": 1}
    project = do(actions.propose_project, lead, paper=PAPER, **about)
    case = rehabilitation(officer)
    level = support_level(lead)
    days = {"starts_on": ON - timedelta(days=60), "ends_before": ON - timedelta(days=50), "paid_on": ON, "allocation_id": line.pk}
    told = {"group": PriorityGroup.NEAR_POOR, "valid": (ON - timedelta(days=90), None), "paper": PAPER}
    group = do(actions.record_priority, officer, person_id=case.person_id, **told)
    support = do(actions.pay_support, officer, person_id=case.person_id, case_id=case.pk, level_id=level.pk, **days)
    return {
        "estimate_id": ids, "fund_id": [source.pk], "allocation_id": [line.pk], "payment_id": [payment.pk], "supplement_id": [asked.pk],
        "contribution_id": [gift.pk], "use_id": [used.pk], "project_id": [project.pk], "level_id": [level.pk], "line_id": [support.pk],
        **{f"money:{page}.person_id": [case.person_id] for page in ("support", "pay_support", "void_support", "priority_new", "void_priority")},
        "priority_id": [group.pk],
        "money:pay_support.case_id": [case.pk],
    }  # fmt: skip
