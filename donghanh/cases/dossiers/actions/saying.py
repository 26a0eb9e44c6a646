"""What the procuracy says of a file in its own paper, and a body taking back a step of its own with two people."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.cases.dossiers import access, queries, rules
from donghanh.cases.dossiers.asking import answer
from donghanh.cases.rules import FactView, check_time, moment_told
from donghanh.cases.terms import FactKind
from donghanh.kernel.actor import Actor
from donghanh.kernel.ids import new_id


def protest_dossier(
    *,
    actor: Actor,
    at: datetime,
    passage_id: UUID,
    form: str,
    number: str,
    content: str,
    happened_at: datetime | None = None,
    against: str = "decision",
) -> UUID:
    """The procuracy recommends ("recommend") or protests ("protest") by its paper of this number, signed at happened_at; returns its id.

    against: "decision", the court's last one, which then waits for the court above; or "handling" of the file (a recommendation only).
    Raises CannotRecord, Overtaken.
    """
    with audit.recording(actor=actor, verb="dossier.protest", at=at, subject=str(passage_id)) as entry:
        passage = access.passage_to_protest(actor, passage_id)
        held = queries.opened(actor, passage_id)
        moment = moment_told(happened_at or at, held.last)
        rules.check_protest(form=form, against=against, number=number, content=content)
        check_time(moment, at=at)
        if against == "decision":
            told = FactView(new_id(), FactKind.PROTESTED, moment, False, {"form": form})
            queries.check_fits(held, told, at=at)
        made = new_id()
        given = [passage.pk, made, form, number.strip()[:60], moment, at, against, content.strip()]
        entry.case_id = answer("select protest_dossier(%s, %s, %s, %s, %s, %s, %s, %s)", given)
        entry.changes = {"form": form, "against": against}
        return made


def propose_voiding(*, actor: Actor, at: datetime, passage_id: UUID, fact_id: UUID, reason: str) -> UUID:
    """Ask a colleague to take back a step that this body wrote, with the reason; the step stands until he agrees. Returns the proposal's id.

    Raises CannotRecord for a step of another body, one on which a later step rests, or a reason that says too little.
    """
    with audit.recording(actor=actor, verb="dossier.void.propose", at=at, subject=str(fact_id), reason=reason.strip()) as entry:
        passage = access.passage_held(actor, passage_id)
        rules.check_may_propose_voiding(is_voidable=fact_id in queries.voidable(actor, passage_id), reason=reason)
        made = new_id()
        entry.case_id = answer("select propose_voiding(%s, %s, %s, %s, %s)", [passage.pk, made, fact_id, reason.strip()[:300], at])
        return made


def decide_voiding(*, actor: Actor, at: datetime, proposal_id: UUID, is_agreed: bool) -> None:
    """A second person of the body agrees, and the step is void and all that follows reckoned anew; or either lets it go.

    Raises CannotRecord for who proposed it, Overtaken where something rests on the step by now.
    """
    with audit.recording(actor=actor, verb="dossier.void.decide", at=at, subject=str(proposal_id)) as entry:
        found = access.void_proposal(actor, proposal_id)
        rules.check_may_agree(proposed_by=found.proposed_by, by=actor.user_id, is_agreed=is_agreed)
        entry.case_id = answer("select decide_voiding(%s, %s, %s)", [found.pk, is_agreed, at])
        entry.changes = {"kind": found.kind, "agreed": is_agreed}
