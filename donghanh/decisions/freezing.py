"""What a signature leaves behind: the numbered letter and its files, never changed again. Called by both roads inside their own recording."""

from __future__ import annotations

from datetime import datetime

from donghanh.base.documents import frozen, registry, render, signing
from donghanh.base.documents.terms import MediaType
from donghanh.decisions import drawing, printed
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DraftState
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day


def freeze(decision: Decision, drawn: drawing.Redrawn, actor: Actor, at: datetime, *, issuing_unit_id: int) -> None:
    """Take the next number of the body's register, keep PDF/A and DOCX where the file is kept, and store the decision as signed by this actor.

    issuing_unit_id: the place whose register it is.
    """
    year, is_held = local_day(at).year, decision.passage_id is not None
    number = registry.take_number(actor=actor, body_id=decision.body_id, series=decision.series, year=year)
    is_digital = signing.can_sign()
    letter = printed.signed(drawn.letter, printed.Seal(number, local_day(at), actor.name, decision.code or "", is_digital))
    title = f"{letter.type_title} {letter.head.number_text}"
    file = render.pdf(letter)
    if is_digital:
        file = signing.signed(file, name=actor.name, reason=title, at=at)
    kept = {"actor": actor, "at": at, "unit_id": decision.unit_id, "kind": "decision", "title": title, "of_a_file_held": is_held}
    pdf = registry.store(**kept, media_type=MediaType.PDF, content=file)
    docx = registry.store(**kept, media_type=MediaType.DOCX, content=render.docx(letter))
    decision.letter, decision.findings, decision.issuing_unit_id = frozen.to_json(letter), drawn.findings, issuing_unit_id
    decision.state, decision.signed_by, decision.signer_name, decision.signed_at = DraftState.SIGNED, actor.user_id, actor.name, at
    decision.number, decision.year, decision.pdf, decision.docx = number, year, pdf, docx
    decision.save()
