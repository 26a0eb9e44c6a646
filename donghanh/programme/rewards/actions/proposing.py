"""A proposal and its proof; taking it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from donghanh.base.audit import actions as audit
from donghanh.kernel import names
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import keep, stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.programme.registers import access as registers
from donghanh.programme.registers import queries as choices
from donghanh.programme.rewards import access, queries, rules
from donghanh.programme.rewards.drafting import ProposalDraft
from donghanh.programme.rewards.models import Attachment, Criterion, FigureRow, Proof, Proposal, Step
from donghanh.programme.rewards.terms import Occasion, PublicFunction, State, Subject


def propose(*, actor: Actor, at: datetime, draft: ProposalDraft) -> Proposal:
    """Propose a unit, or somebody in public function, with proof of each criterion; figures are frozen from the tasks of the unit.

    Raises MayNot, NotInReach, BadInput, CannotPropose where this merit stands already.
    """
    with audit.recording(actor=actor, verb="reward.propose", at=at) as entry:
        unit_id, body_id = registers.seat(actor, access.PROPOSE)
        on = local_day(at)
        registers.check_among({draft.body_id}, {one.id for one in choices.bodies(actor, on=on)})
        criteria = queries.standing_criteria(actor, draft.criteria_id, on=on)
        rules.check_days(draft.from_on, draft.to_on, on=on)
        items = list(Criterion.objects.filter(criteria_id=criteria.id).order_by("position"))
        told = {item: check_words(draft.proofs.get(item.pk, ""), field=f"proof-{item.pk}", name="minh chứng", most=1000) for item in items}
        about = {**_subject(draft), **_merit(draft), "plan_id": criteria.plan_id, "clause_code": criteria.clause_code}
        owner = {"unit_id": unit_id, "body_id": body_id, "bodies": [body_id], "criteria_id": criteria.id}
        kept = _create(actor, attachment=keep(Attachment, draft.file, actor=actor, at=at), **about, **owner, **stamp(actor, at))
        Proof.objects.bulk_create(Proof(proposal=kept, criterion=item, text=text) for item, text in told.items())
        figures = queries.figures(actor, body_id=draft.body_id, first=draft.from_on, last=draft.to_on, on=on)
        FigureRow.objects.bulk_create(FigureRow(proposal=kept, code=code, value=value) for code, value in figures.items())
        entry.subject, entry.changes = str(kept.pk), {"subject": kept.subject, "body": kept.subject_body_id, "occasion": kept.occasion}
        return kept


def withdraw(*, actor: Actor, at: datetime, proposal_id: UUID, reason: str) -> Step:
    """The proposing body takes an open proposal back. Raises MayNot, NotInReach, BadInput, CannotMove."""
    with audit.recording(actor=actor, verb="reward.withdraw", at=at, subject=str(proposal_id)) as entry:
        found = access.to_withdraw(actor, proposal_id)
        rules.check_open(State(found.state))
        entry.reason = check_words(reason, field="reason", name="lý do rút", most=1000)
        about = {"kind": State.WITHDRAWN, "note": entry.reason, "body_id": actor.body_id}
        return Step.objects.create(proposal=found, **about, **stamp(actor, at))


def _create(actor: Actor, **about: Any) -> Proposal:
    """Refused where the same merit stands in a proposal that this actor sees. Of one beyond his reach he is told nothing, not even by a refusal:
    of such two only one can be decided (constraint reward_once), by who sees both."""
    try:
        with transaction.atomic():
            made = Proposal.objects.create(**about)
            if queries.stands_twice(actor, made):
                raise _twice()
            return made
    except IntegrityError as wrong:
        if "reward_proposed_once" not in str(wrong):
            raise
        raise _twice() from None


def _twice() -> rules.CannotPropose:
    said = "Thành tích này đã được đề nghị: cùng người hoặc tập thể được khen, cùng hình thức định kỳ hay đột xuất, thời gian trùng nhau."
    mend = "Mỗi thành tích chỉ khen một lần. Ghi đúng thời gian của thành tích khác, hoặc bổ sung vào đề nghị đang có."
    return rules.CannotPropose(said, mend=mend, field="from_on")


def _subject(draft: ProposalDraft) -> dict[str, Any]:
    if draft.subject == Subject.UNIT:
        return {"subject": Subject.UNIT, "subject_body_id": draft.body_id}
    if draft.function not in PublicFunction.values:
        mend = "Chọn chức năng mà người đó được khen; sổ này không khen người vì việc cai nghiện của chính họ."
        raise BadInput("Chưa chọn người đó làm công tác gì.", mend=mend, field="function")
    if not draft.person.strip():
        raise BadInput("Chưa ghi họ và tên.", mend="Ghi họ tên người được đề nghị.", field="person")
    name = names.check(draft.person)
    return {"subject": Subject.PERSON, "subject_body_id": draft.body_id, "subject_name": name, "function": draft.function}


def _merit(draft: ProposalDraft) -> dict[str, Any]:
    return {
        "occasion": Occasion(draft.occasion), "from_on": draft.from_on, "to_on": draft.to_on,
        "merit": check_words(draft.merit, field="merit", name="thành tích"),
        "asked": check_words(draft.asked, field="asked", name="hình thức khen đề nghị", most=200),
    }  # fmt: skip
