"""Rewards, studies, dossiers and agreements for tests, made by the real actions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.kernel.actor import Actor
from donghanh.programme.models import Clause, Plan
from donghanh.programme.partners import actions as partner_actions
from donghanh.programme.partners.drafting import AgreementDraft, ApplicationDraft, PartnerDraft, ReceiptDraft
from donghanh.programme.partners.models import Agreement, Partner, Promise, Receipt
from donghanh.programme.partners.terms import PartnerKind, PromiseKind
from donghanh.programme.registers.rules import Paper
from donghanh.programme.research import actions as research_actions
from donghanh.programme.research.drafting import ApprovalDraft, DossierDraft, OutcomeDraft, StudyDraft, VersionDraft
from donghanh.programme.research.models import Approval, Dossier, Outcome, Study
from donghanh.programme.research.terms import ApprovalKind, DossierKind, DossierState, Drug, StudyKind, Topic
from donghanh.programme.rewards import actions, queries
from donghanh.programme.rewards.drafting import CouncilDraft, CriteriaDraft, ProposalDraft
from donghanh.programme.rewards.models import Council, CriteriaSet, Proposal
from donghanh.programme.rewards.terms import Occasion, PublicFunction, Subject
from tests.factories import accounts
from tests.factories.tasks import NOW, ON, PROVINCE, Offices, offices

PLAN, CLAUSE = "DN257", "27"
PAPER = Paper("12/QĐ-UBND", ON - timedelta(days=40), "UBND tỉnh")
FROM, TO = date(2026, 1, 1), date(2026, 6, 30)


def do(verb: Any, actor: Actor, *, at: Any = NOW, **given: Any) -> Any:
    """One action under the actor's scope."""
    with scope(actor):
        return verb(actor=actor, at=at, **given)


def plan(province: int = PROVINCE) -> None:
    """A clause of a plan of this province, the made-up one unless told."""
    with as_jobs():
        code = accounts.unit(province, level="PROVINCE").code
        about = {"number": "257/KH-UBND", "title": "Mô hình sau cai", "issuer": "UBND tỉnh", "issued_on": date(2024, 8, 16)}
        span = {"from_year": 2024, "to_year": 2026, "digest": "0" * 64, "loaded_at": NOW}
        made, _new = Plan.objects.get_or_create(pk=PLAN, defaults={"province": code, **about, **span})
        named = {"name": "Đề xuất khen thưởng", "position": 1, "stands_as": "WORK", "work": "REWARD", "rhythm": "CONTINUOUS"}
        Clause.objects.get_or_create(plan=made, code=CLAUSE, defaults=named)


TEXTS = ("Có sáng kiến", "Việc xong đúng hạn")


def criteria(
    lead: Actor, *, code: str = "KT-01", valid_from: date = FROM, texts: tuple[str, ...] = TEXTS, of: tuple[str, str] = (PLAN, CLAUSE)
) -> CriteriaSet:
    """A version of criteria for the clause."""
    if of[0] == PLAN:
        plan()
    draft = CriteriaDraft(code, "Khen thưởng sau cai", *of, valid_from, texts, PAPER)
    return do(actions.set_criteria, lead, draft=draft)


def council(lead: Actor, *, seats: tuple[int, ...], quorum: int = 67, majority: int = 67, number: str = "9/QĐ") -> Council:
    """A council of these bodies."""
    paper = Paper(number, PAPER.date, PAPER.issuer)
    return do(actions.found_council, lead, draft=CouncilDraft("Hội đồng khen thưởng", paper, quorum, majority, seats))


def proposed(actor: Actor, kept: CriteriaSet, *, body_id: int, person: str = "", **more: Any) -> Proposal:
    """A unit proposed, or a person of a club's board where a name is given."""
    with scope(actor):
        (row,) = [one for one in queries.criteria(actor, on=ON) if one.id == kept.pk]
    about = {
        "criteria_id": kept.pk, "subject": Subject.PERSON if person else Subject.UNIT, "body_id": body_id, "occasion": Occasion.PERIODIC,
        "from_on": FROM, "to_on": TO, "merit": "Giúp 12 gia đình có người sau cai.", "asked": "Bằng khen của Chủ tịch UBND tỉnh",
        "proofs": {item.id: "Có biên bản" for item in row.items}, "person": person, "function": PublicFunction.CLUB if person else "",
    }  # fmt: skip
    return do(actions.propose, actor, draft=ProposalDraft(**{**about, **more}))


class Province:
    """The offices of tests/factories/tasks, with a finance department and the province's committee beside them."""

    def __init__(self) -> None:
        self.offices: Offices = offices()
        self.lead, self.health, self.chair, self.there = self.offices.lead, self.offices.health, self.offices.chair, self.offices.there_chair
        self.finance = accounts.actor_in_db("finance_officer", PROVINCE, stepped_up=True)

    @property
    def seats(self) -> tuple[int, ...]:
        """Bodies of the lead agency, health and finance."""
        return tuple(one.body_id or 0 for one in (self.lead, self.health, self.finance))


def partner(actor: Actor, *, name: str = "Công ty TNHH An Bình", kind: PartnerKind = PartnerKind.ENTERPRISE, **more: Any) -> Partner:
    """A partner of the actor's body."""
    return do(partner_actions.register, actor, draft=PartnerDraft(kind=kind, name=name, **more))


def agreement(actor: Actor, of: Partner, *, starts_on: date = FROM, ends_on: date | None = date(2027, 12, 31), **more: Any) -> Agreement:
    """An agreement with a partner."""
    about = {"title": "Nhận người sau cai vào làm việc", "paper": PAPER, "responsible": "Trần Thị Ẩn, Phó Chủ tịch", **more}
    return do(partner_actions.sign, actor, draft=AgreementDraft(partner_id=of.pk, starts_on=starts_on, ends_on=ends_on, **about))


def promised(actor: Actor, of: Agreement, *, kind: PromiseKind = PromiseKind.JOBS, quantity: int | None = 5) -> Promise:
    """A promise of five jobs, unless told."""
    return do(partner_actions.promise, actor, agreement_id=of.pk, kind=kind, what="May công nghiệp", quantity=quantity)


def received(actor: Actor, of: Promise, quantity: int | None, *, on: date = ON, **more: Any) -> Receipt:
    """What came of it."""
    draft = ReceiptDraft(received_on=on, quantity=quantity, what="Theo danh sách của xã", source="Báo cáo quý", **more)
    return do(partner_actions.receive, actor, agreement_id=of.agreement_id, promise_id=of.pk, draft=draft)


def study(actor: Actor, *, kind: StudyKind = StudyKind.PROTOCOL, sites: tuple[int, ...] = (), **more: Any) -> Study:
    """A protocol for synthetic drugs, unless told."""
    about = {"title": "Phác đồ ma túy tổng hợp", "drug": Drug.SYNTHETIC, "responsible": "BS. Ẩn", "summary": "Bản đầu", "starts_on": FROM, **more}
    return do(research_actions.register_study, actor, draft=StudyDraft(kind=kind, ends_on=None, sites=sites, **about))


def approved(actor: Actor, of: Study, kind: ApprovalKind = ApprovalKind.PROFESSIONAL, *, until: date | None = None) -> Approval:
    """An approval of its newest version."""
    return do(research_actions.approve, actor, study_id=of.pk, draft=ApprovalDraft(kind, PAPER, until))


def outcome(actor: Actor, of: Study, *, site: int, enrolled: int = 40, **more: Any) -> Outcome:
    """Figures of a site in the first half of the year."""
    about = {"from_on": FROM, "to_on": TO, "summary": "Dung nạp tốt", "source": "Báo cáo 06 tháng của cơ sở", **more}
    return do(research_actions.report_outcome, actor, study_id=of.pk, draft=OutcomeDraft(site_id=site, enrolled=enrolled, **about))


def dossier(actor: Actor, *, kind: DossierKind = DossierKind.POLICY, topic: Topic = Topic.JOBS, drafts: int = 1, **more: Any) -> Dossier:
    """A dossier with so many versions of its proposal."""
    about = {"title": "Hỗ trợ học nghề", "problem": "Mức cũ không đủ.", "addressee": "HĐND tỉnh", **more}
    kept = do(research_actions.open_dossier, actor, draft=DossierDraft(kind=kind, topic=topic, **about))
    for number in range(1, drafts + 1):
        draft = VersionDraft(f"Đề xuất {number}", "Khoảng 200 người mỗi năm")
        do(research_actions.add_draft, actor, dossier_id=kept.pk, draft=draft)
    return kept


def moved(actor: Actor, of: Dossier, *to: DossierState, note: str = "Theo văn bản") -> Dossier:
    """Through these steps, each with the same paper."""
    for state in to:
        do(research_actions.advance_dossier, actor, dossier_id=of.pk, to=state, note=note, paper=PAPER)
    return of


def everything(chair: Actor, lead: Actor, health: Actor, finance: Actor, *, of: tuple[str, str] = (PLAN, CLAUSE)) -> dict[str, list[object]]:
    """Every page of the registers has something to show; answers what may stand in an address (tests/journeys/lived_in.py)."""
    kept, here = criteria(lead, of=of), chair.body_id or 0
    seats = council(lead, seats=tuple(one.body_id or 0 for one in (lead, health, finance)))
    voting = proposed(chair, kept, body_id=here, person="Nguyễn Phúc Hoàng Tôn Nữ Diễm Trúc Quỳnh Hương")
    do(actions.open_vote, lead, proposal_id=voting.pk, council_id=seats.pk)
    do(actions.cast_vote, lead, proposal_id=voting.pk, choice="YES")
    waiting = proposed(health, kept, body_id=health.body_id or 0)
    found: list[tuple[Agreement, Promise, Receipt]] = []
    for who, days in ((chair, 20), (health, 700)):
        one = agreement(who, partner(who), ends_on=ON + timedelta(days=days), value=250_000_000)
        jobs = promised(who, one)
        promised(who, one, kind=PromiseKind.FUNDS, quantity=50_000_000)
        found.append((one, jobs, received(who, jobs, 3, on=ON - timedelta(days=100))))
        do(partner_actions.report_activity, who, agreement_id=one.pk, kind="RESULT", on=ON, text="Tập huấn xong 2 lớp", source="Báo cáo quý")
    wanted = {"kind": "COUNSELLING", "name": "Cơ sở tư vấn An", "place_id": min(chair.stat_unit_ids), "documents": "Đơn", "applied_on": ON}
    applied = [do(partner_actions.apply, chair, draft=ApplicationDraft(partner_id=found[0][0].partner_id, **wanted)).pk]
    tried = study(lead, sites=(health.body_id or 0,))
    approved(lead, tried)
    outcome(lead, tried, site=health.body_id or 0, retained=30, relapsed=5)
    one = dossier(lead, drafts=2, kind=DossierKind.LAW, instrument="116/2021/NĐ-CP", provision="Điều 20", verdict="AMEND")
    asked = do(
        research_actions.consult, lead, dossier_id=one.pk, body_ids=(here, health.body_id, finance.body_id), due_on=ON + timedelta(days=5)
    )  # fmt: skip
    issued = moved(lead, dossier(lead), DossierState.SUBMITTED, DossierState.ISSUED)
    return {
        "proposal_id": [voting.pk, waiting.pk], "agreement_id": [row[0].pk for row in found], "promise_id": [row[1].pk for row in found],
        "receipt_id": [row[2].pk for row in found], "partner_id": [row[0].partner_id for row in found], "study_id": [tried.pk],
        "application_id": applied, "dossier_id": [one.pk, issued.pk], "consultation_id": [question.pk for question in asked],
    }  # fmt: skip
