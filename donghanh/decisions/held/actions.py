"""Drawing up, signing and handing over what the head of a facility decides; the steps between are those of every decision (decisions.actions)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.base.documents import frozen
from donghanh.base.documents.rules import check_letter
from donghanh.base.places.models import Body
from donghanh.cases.dossiers.asking import answer
from donghanh.cases.dossiers.queries import Opened
from donghanh.decisions import access as decision_access
from donghanh.decisions import formed, handing, holders, rules, signed
from donghanh.decisions.drawing import DraftInput, Drawn, digest
from donghanh.decisions.freezing import freeze
from donghanh.decisions.held import access, drawing, queries
from donghanh.decisions.held import rules as own
from donghanh.decisions.models import Decision, Service
from donghanh.decisions.terms import GOING_OUT, TO_MEND, WAITING, DecisionKind, DraftState, ServiceWay
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.ids import new_id
from donghanh.kernel.workdays import local_day
from donghanh.legal.decision_kinds import HEAD, decision_kind


def draft(
    *,
    actor: Actor,
    at: datetime,
    passage_id: UUID,
    kind: DecisionKind,
    given: DraftInput,
    rights_told_at: datetime | None = None,
    rights_told_how: str = "",
) -> Decision:
    """Draw up a decision of the head from the steps that the facility may read; one sent back before is put away.

    Raises MayNot, NotInReach, Cannot where the law, the file or the form does not allow it now.
    """
    with audit.recording(actor=actor, verb="held.draft", at=at, subject=str(passage_id)) as entry:
        opened = access.file_to_decide(actor, passage_id, "held.draft")
        given = given if kind == DecisionKind.WITHDRAW else replace(given, withdraws=None)
        own.check_kind(kind)
        rules.check_reasons(given.reasons)
        _check_no_other(passage_id, kind)
        given = _checked(kind, opened.row.procedure, given, at)
        made = drawing.drawn(kind, opened, given, actor=actor, at=at)
        rules.check_filled(decision_kind(kind), formed.missing(made.filled), citation=made.findings["form_citation"])
        check_letter(made.letter)
        Decision.objects.filter(passage_id=passage_id, kind=kind, state__in=TO_MEND).update(state=DraftState.DROPPED)
        typed = {"reasons": given.reasons.strip(), "values": dict(given.values), "withdraws_id": given.withdraws}
        typed |= {"rights_told_at": rights_told_at, "rights_told_how": rights_told_how}
        decision = _kept(actor, at, kind=kind, opened=opened, made=made, typed=typed)
        entry.subject, entry.person_id, entry.case_id = str(decision.pk), opened.person_id, opened.row.case_id
        entry.changes = {"kind": kind.value}
        return decision


def _checked(kind: DecisionKind, procedure: str, given: DraftInput, at: datetime) -> DraftInput:
    """What was typed into the blanks of the form of this day, and nothing else; a withdrawal of what somebody went out by is refused."""
    row = decision_kind(kind)
    if kind == DecisionKind.WITHDRAW:
        target = own.check_target(Decision.objects.filter(pk=given.withdraws, passage__isnull=False).first())
        own.check_unused(DecisionKind(target.kind), is_used=queries.is_used(target.pk))
        return replace(given, values={})
    rules.check_procedure(row, procedure=procedure)
    return replace(given, values=formed.checked_values(row, row.form_on(local_day(at), procedure), given.values))


def _check_no_other(passage_id: UUID, kind: DecisionKind) -> None:
    if Decision.objects.filter(passage_id=passage_id, kind=kind, state__in=WAITING).exists():
        raise Cannot("Đã có một dự thảo cùng loại đang chờ xử lý.", mend="Mở dự thảo đó, hoặc bỏ nó trước khi soạn lại.")


def _kept(actor: Actor, at: datetime, *, kind: DecisionKind, opened: Opened, made: Drawn, typed: dict[str, Any]) -> Decision:
    file, holder = drawing.marks(opened.row.id), holders.head_of(actor, on=local_day(at))
    return Decision.objects.create(
        passage_id=opened.row.id,
        case_id=opened.row.case_id,
        person_id=opened.person_id,
        unit_id=file.unit_id,
        case_number=file.number,
        person_name=opened.full_name,
        birth_year=opened.birth_year,
        is_sealed=file.is_sealed,
        kind=kind,
        state=DraftState.DRAFTED,
        function=HEAD,
        office=holder.office,
        body_id=holder.body_id,
        letter=frozen.to_json(made.letter),
        findings=made.findings,
        case_version=file.version,
        drafted_by=actor.user_id or 0,
        drafted_at=at,
        series=made.letter.head.symbol,
        **typed,
    )


def sign(*, actor: Actor, at: datetime, decision_id: UUID, has_read: bool, seen: str = "") -> Decision:
    """The head signs a checked draft: number from the facility's register, letter frozen, both files kept.

    A certificate and a withdrawal are facts of the file from this moment; a leave or a lending becomes one when the person goes out by it.
    seen: the digest of the letter that he had before him; where it is given, no other letter is signed.
    """
    with audit.recording(actor=actor, verb="held.sign", at=at, subject=str(decision_id)) as entry:
        decision = decision_access.to_change(actor, decision_id, "decision.sign")
        now = drawing.redrawn(decision, actor=actor, at=at)
        rules.check_can_sign(
            signed.draft_view(decision, is_current=now.is_current),
            actor=actor,
            holder=holders.head_of(actor, on=local_day(at)),
            has_read=has_read,
            is_as_seen=not seen or seen == digest(now.letter),
        )
        if decision.withdraws is not None:
            own.check_unused(DecisionKind(decision.withdraws.kind), is_used=queries.is_used(decision.withdraws.pk))
        freeze(decision, now, actor, at, issuing_unit_id=Body.objects.get(pk=decision.body_id).unit_id)
        if decision.kind not in GOING_OUT:
            answer("select tell_signed_by_head(%s, %s, %s)", [decision.pk, new_id(), at])
        entry.case_id, entry.person_id, entry.changes = decision.case_id, decision.person_id, {"number": decision.number, "series": decision.series}
        entry.citation = decision.findings.get("form_citation", "")
        return decision


def serve(*, actor: Actor, at: datetime, decision_id: UUID, recipient: str, is_person: bool, way: ServiceWay, served_at: datetime) -> Service:
    """Record that a signed decision of the facility reached somebody. No step of the procedure follows from it."""
    with audit.recording(actor=actor, verb="held.serve", at=at, subject=str(decision_id)) as entry:
        decision = access.to_hand_over(actor, decision_id)
        handing.check(decision, recipient, served_at, at)
        made = handing.kept(decision, actor, at, recipient=recipient, is_person=is_person, way=way, served_at=served_at)
        entry.case_id, entry.person_id, entry.changes = decision.case_id, decision.person_id, {"way": way.value, "is_person": is_person}
        return made
