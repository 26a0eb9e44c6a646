"""Dossiers: opened, drafted, consulted, sent, answered, issued; the levels and the guidance that follow."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import keep, stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.programme.money import actions as money
from donghanh.programme.registers import access as registers
from donghanh.programme.registers import queries as choices
from donghanh.programme.registers.rules import Paper, check_paper
from donghanh.programme.research import access, rules
from donghanh.programme.research.drafting import DossierDraft, VersionDraft
from donghanh.programme.research.models import (
    Attachment,
    Consultation,
    Dossier,
    DossierStep,
    DossierVersion,
    Guidance,
    Level,
    Opinion,
    Resulting,
)
from donghanh.programme.research.terms import DossierKind, DossierState, Position, Topic, Verdict
from donghanh.programme.tasks import giving
from donghanh.programme.tasks import queries as tasks
from donghanh.programme.tasks.drafting import TaskDraft

_PAPERED = (DossierState.SUBMITTED, DossierState.ISSUED)


def open_dossier(*, actor: Actor, at: datetime, draft: DossierDraft) -> Dossier:
    """A policy to advise, or a provision that was reviewed. Raises MayNot, BadInput."""
    with audit.recording(actor=actor, verb="policy.open", at=at) as entry:
        unit_id, body_id = registers.seat(actor, access.RECORD)
        about = {
            "kind": DossierKind(draft.kind), "topic": Topic(draft.topic), **_reviewed(draft), **choices.check_clause(draft.plan_id, draft.clause),
            "title": check_words(draft.title, field="title", name="tên hồ sơ", most=300),
            "problem": check_words(draft.problem, field="problem", name="vấn đề"),
            "addressee": check_words(draft.addressee, field="addressee", name="nơi có thẩm quyền", most=200),
        }  # fmt: skip
        kept = Dossier.objects.create(unit_id=unit_id, body_id=body_id, bodies=[body_id], **about, **stamp(actor, at))
        entry.subject, entry.changes = str(kept.pk), {"kind": kept.kind, "topic": kept.topic}
        return kept


def add_draft(*, actor: Actor, at: datetime, dossier_id: UUID, draft: VersionDraft) -> DossierVersion:
    """The next version of the proposal. Raises MayNot, NotInReach, BadInput, CannotMove once it is over."""
    with audit.recording(actor=actor, verb="policy.draft", at=at, subject=str(dossier_id)) as entry:
        found = access.dossier(actor, dossier_id, writes=True)
        rules.check_dossier_open(DossierState(found.state), found.verdict)
        number = (DossierVersion.objects.filter(dossier=found).aggregate(last=Max("number"))["last"] or 0) + 1
        entry.changes = {"number": number}
        about = {
            "proposal": check_words(draft.proposal, field="proposal", name="đề xuất", most=4000),
            "impact": check_words(draft.impact, field="impact", name="đánh giá tác động", needed=False),
        }
        kept = keep(Attachment, draft.file, actor=actor, at=at)
        return DossierVersion.objects.create(dossier=found, number=number, attachment=kept, **about, **stamp(actor, at))


def consult(*, actor: Actor, at: datetime, dossier_id: UUID, body_ids: tuple[int, ...], due_on: date) -> list[Consultation]:
    """Ask bodies for their opinion on the newest version until a day. Raises MayNot, NotInReach, BadInput, CannotMove."""
    with audit.recording(actor=actor, verb="policy.consult", at=at, subject=str(dossier_id)) as entry:
        found = access.dossier(actor, dossier_id, writes=True)
        rules.check_dossier_open(DossierState(found.state), found.verdict)
        version = DossierVersion.objects.filter(dossier=found).order_by("-number").first()
        if version is None:
            raise rules.CannotMove("Chưa có dự thảo để lấy ý kiến.", mend="Thêm bản dự thảo trước.")
        if not body_ids or due_on < local_day(at):
            raise BadInput("Chưa chọn cơ quan, hoặc hạn đã qua.", mend="Chọn ít nhất một cơ quan và hạn từ hôm nay.", field="bodies")
        offered = [*choices.offices(actor, on=local_day(at)), *choices.committees(actor, on=local_day(at))]
        registers.check_among(set(body_ids), {one.id for one in offered} - {found.body_id})
        entry.changes = {"bodies": sorted(body_ids), "due_on": due_on.isoformat()}
        told = {"dossier": found, "version": version, "keeper_id": found.body_id, "unit_id": found.unit_id, "due_on": due_on, **stamp(actor, at)}
        try:
            with transaction.atomic():
                return [Consultation.objects.create(body_id=body, **told) for body in sorted(set(body_ids))]
        except IntegrityError:
            raise BadInput("Có cơ quan đã được hỏi về bản này.", mend="Bỏ chọn cơ quan đã hỏi.", field="bodies") from None


def answer(*, actor: Actor, at: datetime, consultation_id: UUID, position: Position | str, text: str) -> Opinion:
    """The one opinion of a body that was asked; late ones count too, and say so. Raises MayNot, NotInReach, BadInput, CannotMove."""
    with audit.recording(actor=actor, verb="policy.answer", at=at, subject=str(consultation_id)) as entry:
        found = access.asked(actor, consultation_id)
        said = check_words(text, field="text", name="ý kiến", needed=position != Position.AGREE)
        entry.changes = {"position": str(position)}
        try:
            with transaction.atomic():
                return Opinion.objects.create(consultation=found, position=Position(position), text=said, **stamp(actor, at))
        except IntegrityError:
            raise rules.CannotMove("Cơ quan bạn đã trả lời.", mend="Xem ý kiến đã ghi trên trang hồ sơ.") from None


def advance_dossier(*, actor: Actor, at: datetime, dossier_id: UUID, to: DossierState | str, note: str, paper: Paper | None = None) -> DossierStep:
    """Sent, answered, issued (both with the paper), refused or withdrawn. Raises MayNot, NotInReach, BadInput, CannotMove."""
    with audit.recording(actor=actor, verb="policy.advance", at=at, subject=str(dossier_id)) as entry:
        found, state = access.dossier(actor, dossier_id, writes=True), DossierState(to)
        newest = DossierVersion.objects.filter(dossier=found).order_by("-number").first()
        rules.check_dossier_step(DossierState(found.state), state, verdict=found.verdict, versions=newest.number if newest else 0)
        if state in _PAPERED and paper is None:
            raise BadInput("Chưa ghi văn bản.", mend="Ghi số, ngày và cơ quan ban hành văn bản.", field="paper_number")
        about: dict[str, Any] = {"kind": state, "note": check_words(note, field="note", name="nội dung")}
        about |= check_paper(paper, on=local_day(at)) if paper else {}
        about |= {"version": newest} if state == DossierState.SUBMITTED else {}
        entry.changes, entry.citation = {"to": str(state)}, paper.said if paper else ""
        try:
            with transaction.atomic():
                return DossierStep.objects.create(dossier=found, **about, **stamp(actor, at))
        except IntegrityError:
            raise rules.CannotMove("Hồ sơ vừa có bước khác.", mend="Tải lại trang để xem bước mới nhất.") from None


def set_level(*, actor: Actor, at: datetime, dossier_id: UUID, **level: Any) -> Level:
    """A support level that an issued policy set, entered in the catalogue of money under the paper of its decision.

    level: the arguments of money.actions.enter_support_level but the paper. Raises as that does, and CannotMove before the policy is issued.
    """
    with audit.recording(actor=actor, verb="policy.level", at=at, subject=str(dossier_id)) as entry:
        found = access.dossier(actor, dossier_id, writes=True)
        issued = DossierStep.objects.filter(dossier=found, kind=DossierState.ISSUED).first()
        if issued is None or issued.paper_date is None:
            raise rules.CannotMove("Chính sách chưa được ban hành.", mend="Ghi quyết định ban hành trước, rồi đặt mức hỗ trợ.")
        paper = money.Paper(issued.paper_number, issued.paper_date, issued.paper_issuer)
        made_level = money.enter_support_level(actor=actor, at=at, paper=paper, **level)
        entry.citation = paper.said
        return Level.objects.create(dossier=found, level=made_level, **stamp(actor, at))


def guide(*, actor: Actor, at: datetime, dossier_id: UUID, directive_id: UUID) -> Guidance:
    """Name the directive that carries it out; who has not acknowledged that is read there. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="policy.guide", at=at, subject=str(dossier_id)) as entry:
        found = access.dossier(actor, dossier_id, writes=True)
        row = tasks.directive_sheet(actor, directive_id, on=local_day(at)).row
        entry.changes = {"directive": str(row.id)}
        try:
            with transaction.atomic():
                return Guidance.objects.create(dossier=found, directive_id=row.id, **stamp(actor, at))
        except IntegrityError:
            raise BadInput("Văn bản này đã gắn với hồ sơ.", mend="Chọn văn bản khác.", field="directive") from None


def give_tasks(*, actor: Actor, at: datetime, dossier_id: UUID, text: str, body_ids: tuple[int, ...], due_on: date) -> list[Resulting]:
    """What was decided becomes a task of each of these units. Raises MayNot, NotInReach, BadInput, CannotMove before the decision."""
    with audit.recording(actor=actor, verb="policy.task", at=at, subject=str(dossier_id)) as entry:
        found = access.dossier_to_carry_out(actor, dossier_id)
        issued = DossierStep.objects.filter(dossier=found, kind=DossierState.ISSUED).first()
        if issued is None:
            raise rules.CannotMove("Hồ sơ chưa được quyết định.", mend="Ghi quyết định ban hành, tiếp thu trước, rồi giao nhiệm vụ.")
        if not body_ids:
            raise BadInput("Chưa chọn đơn vị nào.", mend="Chọn ít nhất một đơn vị làm.", field="bodies")
        words = f"Theo {issued.paper}: {found.title}."
        told = TaskDraft(title=text, due_on=due_on, parts=(), content=words, plan_id=found.plan_id, clause_code=found.clause_code)
        given = giving.to_each(actor=actor, at=at, draft=told, lead_ids=body_ids)
        entry.changes, entry.citation = {"tasks": [str(one.pk) for one in given]}, issued.paper
        about = {"dossier": found, "text": text.strip(), "due_on": due_on, **stamp(actor, at)}
        return [Resulting.objects.create(task=task, body_id=body, **about) for task, body in zip(given, dict.fromkeys(body_ids), strict=True)]


def _reviewed(draft: DossierDraft) -> dict[str, str]:
    if draft.kind == DossierKind.POLICY:
        return {}
    if draft.verdict not in Verdict.values:
        raise BadInput("Chưa có kết luận rà soát.", mend="Chọn giữ nguyên, đề nghị sửa hoặc đề nghị bãi bỏ.", field="verdict")
    return {
        "instrument": check_words(draft.instrument, field="instrument", name="văn bản được rà soát", most=200),
        "provision": check_words(draft.provision, field="provision", name="điều, khoản", most=200),
        "verdict": draft.verdict,
    }
