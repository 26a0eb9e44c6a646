"""Who may draw up, check, sign, serve or withdraw a decision."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DraftState
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach
from donghanh.kernel.privacy import DataClass


def units(actor: Actor) -> list[int]:
    """The places whose decisions, or whose register, the actor may read: every list begins with them. None without the right to legal files."""
    access.note()
    return sorted(actor.unit_ids) if actor.reads(DataClass.LEGAL) else []


def to_read(actor: Actor, decision_id: UUID) -> Decision:
    """A decision to open: where its file lies, at the place that signed it, or whose decision it withdraws. The file itself may lie elsewhere.
    Of what a facility decides, only what its head signed.

    Raises NotInReach outside the scope, MayNot without the right.
    """
    access.note()
    ours = Q(unit_id__in=actor.unit_ids) | Q(issuing_unit_id__in=actor.unit_ids)
    ours |= Q(withdrawn_unit_id__in=actor.unit_ids, state=DraftState.SIGNED)
    ours &= Q(passage=None) | Q(state=DraftState.SIGNED)
    found = (
        Decision.objects.select_related("unit", "body", "pdf", "docx", "withdraws__body")
        .defer("pdf__content", "docx__content")
        .filter(ours, pk=decision_id)
        .first()
    )
    if found is None:
        access.require_unit(actor, None)
    access.require_verb(actor, "case.read")
    access.require_read(actor, DataClass.LEGAL)
    assert found is not None
    return found


HELD_VERBS = {"decision.draft": "held.draft", "decision.check": "held.check", "decision.sign": "held.sign", "case.record": "held.draft"}
"""What a facility asks for in place of the verb of a commune."""


def to_change(actor: Actor, decision_id: UUID, verb: str) -> Decision:
    """A decision locked for one step by one who holds the verb: of his place, or of his facility (without its case, which a facility never sees)."""
    access.note()
    if not actor.unit_ids:
        return _of_facility(actor, decision_id, HELD_VERBS[verb])
    found = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("case__person", "case__unit", "body__unit")
        .filter(pk=decision_id, unit_id__in=actor.unit_ids, passage=None)
        .first()
    )
    access.require_unit(actor, found.unit_id if found else None)
    access.require_verb(actor, verb)
    access.require_write(actor, DataClass.LEGAL)
    assert found is not None
    return found


def _of_facility(actor: Actor, decision_id: UUID, verb: str) -> Decision:
    mine = Decision.objects.select_for_update(of=("self",)).select_related("body", "withdraws__body")
    found = mine.filter(pk=decision_id, passage__isnull=False, body_id=actor.body_id).first()
    if found is None:
        raise NotInReach("Không tìm thấy dự thảo này.", mend="Mở lại danh sách quyết định của cơ sở.")
    access.require_verb(actor, verb)
    access.require_write(actor, DataClass.LEGAL)
    return found
