"""Who may read, draft, make final or withdraw a paper."""

from __future__ import annotations

from uuid import UUID

from donghanh.decisions.papers.models import Paper
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass


def check_may_read(actor: Actor) -> None:
    """Papers name the person, his numbers and where he lives."""
    access.require_verb(actor, "case.read")
    for data_class in (DataClass.LEGAL, DataClass.IDENTITY, DataClass.CONTACT):
        access.require_read(actor, data_class)


def to_read(actor: Actor, paper_id: UUID) -> Paper:
    """A paper to open, where its file lies. Raises NotInReach outside the scope, MayNot without the right."""
    access.note()
    rows = Paper.objects.select_related("person", "body", "pdf", "docx").defer("pdf__content", "docx__content")
    found = rows.filter(unit_id__in=actor.unit_ids, pk=paper_id).first()
    if found is None:
        access.require_unit(actor, None)
    check_may_read(actor)
    assert found is not None
    return found


def to_change(actor: Actor, paper_id: UUID, verb: str) -> Paper:
    """A paper locked for one step by one who holds the verb and writes legal files."""
    access.note()
    found = Paper.objects.select_for_update(of=("self",)).select_related("person").filter(pk=paper_id, unit_id__in=actor.unit_ids).first()
    access.require_unit(actor, found.unit_id if found else None)
    access.require_verb(actor, verb)
    access.require_write(actor, DataClass.LEGAL)
    check_may_read(actor)
    assert found is not None
    return found


def verb_to_make(actor: Actor) -> str:
    """Signing for those who sign, recording for the others; which of them this paper needs, the rules say."""
    return "decision.sign" if "decision.sign" in actor.may else "case.record"
