"""Rewards, studies, policies and partners of the trial's province, through the real actions. Every paper says that it belongs to the trial."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from donghanh.base.privacy.scope import scope
from donghanh.jobs.seed.assignments import CHAIR, HEALTH, LEAD, official
from donghanh.jobs.seed.money import FINANCE, TRIAL
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.programme.partners import actions as partners
from donghanh.programme.partners.drafting import AgreementDraft, PartnerDraft, ReceiptDraft
from donghanh.programme.partners.terms import PartnerKind, PromiseKind
from donghanh.programme.registers.rules import Paper
from donghanh.programme.research import actions as research
from donghanh.programme.research.drafting import ApprovalDraft, DossierDraft, OutcomeDraft, StudyDraft, VersionDraft
from donghanh.programme.research.terms import ApprovalKind, DossierKind, DossierState, Drug, StudyKind, StudyState, Topic, Verdict
from donghanh.programme.rewards import actions as rewards
from donghanh.programme.rewards import queries
from donghanh.programme.rewards.drafting import CouncilDraft, CriteriaDraft, ProposalDraft
from donghanh.programme.rewards.terms import Choice, Occasion, PublicFunction, Subject
from donghanh.programme.tasks.queries import plans

PLAN, CLAUSE = "DN257", "27"


def keep(*, now: datetime) -> int:
    """One thing of each register at each step; answers how many headers were made. One transaction of the caller's."""
    people = {login: official(login, local_day(now)) for login in (LEAD, CHAIR, HEALTH, FINANCE)}
    rewarded = _rewards(people, now) if PLAN in {plan for plan, _number in plans()} else 0
    return rewarded + _partner(people[CHAIR], now) + _study(people, now) + _policies(people, now)


def _do(verb: Any, actor: Actor, at: datetime, **given: Any) -> Any:
    with scope(actor):
        return verb(actor=actor, at=at, **given)


def _rewards(people: dict[str, Actor], now: datetime) -> int:
    lead, chair, on = people[LEAD], people[CHAIR], local_day(now)
    texts = ("Có cách làm giúp người sau cai ổn định cuộc sống", "Việc được giao xong đúng hạn")
    criteria = CriteriaDraft(
        "KT-SAU-CAI", "Khen thưởng quản lý, giúp đỡ người sau cai", PLAN, CLAUSE, on - timedelta(days=200), texts, _paper("21", now)
    )
    kept = _do(rewards.set_criteria, lead, now, draft=criteria)
    seats = tuple(people[login].body_id or 0 for login in (LEAD, HEALTH, FINANCE))
    council = _do(rewards.found_council, lead, now, draft=CouncilDraft("Hội đồng khen thưởng (giả định)", _paper("22", now), 67, 67, seats))
    with scope(chair):
        items = next(row.items for row in queries.criteria(chair, on=on) if row.id == kept.pk)
    draft = ProposalDraft(
        criteria_id=kept.pk, subject=Subject.PERSON, body_id=chair.body_id or 0, occasion=Occasion.PERIODIC, from_on=on - timedelta(days=180),
        to_on=on - timedelta(days=10), merit="Lập và giữ nếp sinh hoạt câu lạc bộ của xã.", asked="Bằng khen của Chủ tịch UBND tỉnh",
        proofs={item.id: "Biên bản sinh hoạt, báo cáo của xã" for item in items}, person="Đặng Thị Ẩn", function=PublicFunction.CLUB,
    )  # fmt: skip
    made = _do(rewards.propose, chair, now - timedelta(days=6), draft=draft)
    _do(rewards.open_vote, lead, now - timedelta(days=4), proposal_id=made.pk, council_id=council.pk)
    _do(rewards.cast_vote, people[HEALTH], now - timedelta(days=2), proposal_id=made.pk, choice=Choice.YES)
    return 1


def _partner(chair: Actor, now: datetime) -> int:
    on = local_day(now)
    of = _do(partners.register, chair, now, draft=PartnerDraft(PartnerKind.ENTERPRISE, "Xưởng may giả định An Bình", "May mặc"))
    draft = AgreementDraft(
        partner_id=of.pk, title="Nhận người sau cai vào học nghề, làm việc", paper=_paper("23", now), starts_on=on - timedelta(days=200),
        ends_on=on + timedelta(days=40), responsible=f"{chair.name}, Chủ tịch UBND xã",
    )  # fmt: skip
    one = _do(partners.sign, chair, now, draft=draft)
    told = {"kind": PromiseKind.JOBS, "what": "May công nghiệp, ca ngày", "quantity": 6}
    jobs = _do(partners.promise, chair, now, agreement_id=one.pk, **told)
    came = ReceiptDraft(on - timedelta(days=120), 2, "Vào làm đợt 1", "Báo cáo tháng của xã")
    first = _do(partners.receive, chair, now, agreement_id=one.pk, promise_id=jobs.pk, draft=came)
    _do(partners.count_retention, chair, now, agreement_id=one.pk, receipt_id=first.pk, counted_on=on - timedelta(days=20), kept=2)
    return 1


def _study(people: dict[str, Actor], now: datetime) -> int:
    lead, on = people[LEAD], local_day(now)
    site = people[HEALTH].body_id or 0
    draft = StudyDraft(
        kind=StudyKind.PROTOCOL, title="Phác đồ can thiệp tâm lý cho người dùng ma túy tổng hợp (giả định)", drug=Drug.SYNTHETIC,
        responsible="BS. Ngô Thị Đào", starts_on=on - timedelta(days=150), ends_on=on + timedelta(days=200), summary="12 buổi, theo nhóm nhỏ.",
        sites=(site,),
    )  # fmt: skip
    one = _do(research.register_study, lead, now, draft=draft)
    _do(research.approve, lead, now, study_id=one.pk, draft=ApprovalDraft(ApprovalKind.PROFESSIONAL, _paper("24", now)))
    _do(research.advance_study, lead, now, study_id=one.pk, to=StudyState.STARTED, on=on - timedelta(days=140), note="Bắt đầu ở một nơi.")
    told = OutcomeDraft(site, on - timedelta(days=140), on - timedelta(days=20), 36, "Tham gia đều, chưa đánh giá lâu dài", "Báo cáo giả định", 29)
    _do(research.report_outcome, lead, now, study_id=one.pk, draft=told)
    return 1


def _policies(people: dict[str, Actor], now: datetime) -> int:
    lead = people[LEAD]
    why = "Mức hỗ trợ cũ không đủ một khoá học."
    policy = DossierDraft(DossierKind.POLICY, Topic.JOBS, "Hỗ trợ học nghề cho người sau cai (giả định)", why, "HĐND tỉnh")
    one = _do(research.open_dossier, lead, now, draft=policy)
    _do(research.add_draft, lead, now, dossier_id=one.pk, draft=VersionDraft("Hỗ trợ học phí và đi lại.", "Khoảng 150 người mỗi năm."))
    asked = tuple(people[login].body_id or 0 for login in (HEALTH, FINANCE))
    _do(research.consult, lead, now, dossier_id=one.pk, body_ids=asked, due_on=local_day(now) + timedelta(days=12))
    review = DossierDraft(
        DossierKind.LAW, Topic.OTHER, "Rà soát mẫu biểu (giả định)", "Mẫu biểu trùng nhau, xã ghi hai lần.", "Bộ chủ quản", "văn bản giả định",
        "Điều 5", Verdict.AMEND,
    )  # fmt: skip
    two = _do(research.open_dossier, lead, now, draft=review)
    _do(research.add_draft, lead, now, dossier_id=two.pk, draft=VersionDraft("Gộp hai mẫu thành một."))
    _do(research.advance_dossier, lead, now, dossier_id=two.pk, to=DossierState.SUBMITTED, note="Gửi kiến nghị.", paper=_paper("25", now))
    return 2


def _paper(number: str, now: datetime) -> Paper:
    day: date = local_day(now) - timedelta(days=210)
    return Paper(f"{number}/GĐ", day, TRIAL)
