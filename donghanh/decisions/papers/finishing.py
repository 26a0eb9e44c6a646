"""Making a paper final: its number, its code, the printed form, the signature, the kept files. A step inside an action, not an act of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from donghanh import legal
from donghanh.base.documents import registry, render, signing
from donghanh.base.documents.filled import FilledForm
from donghanh.base.documents.terms import MediaType
from donghanh.decisions import codes
from donghanh.decisions.papers import known, laying, sealing
from donghanh.decisions.papers.models import Paper
from donghanh.decisions.papers.terms import PaperState
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.legal.forms import Filled, Form


@dataclass(frozen=True, slots=True)
class Ready:
    """A form whose blanks are filled, identity number in full, and what was known of the case."""

    form: Form
    filled: tuple[Filled, ...]
    found: known.Known


def finish(paper: Paper, ready: Ready, *, actor: Actor, at: datetime) -> None:
    """Write the final paper in the caller's transaction: what fails takes no number and keeps no file."""
    issuer, on = ready.found.issuer, local_day(at)
    paper.office, paper.body_id = issuer.office, issuer.body_id
    if ready.form.is_numbered and issuer.body_id is not None:
        paper.series, paper.year = laying.series_of(ready.form, issuer), on.year
        paper.number = registry.take_number(actor=actor, body_id=issuer.body_id, series=paper.series, year=on.year)
    paper.signer_name = actor.name if issuer.office else ""
    paper.has_digital_signature = bool(issuer.office) and signing.can_sign()
    _keep_files(paper, ready, actor, at)
    paper.sealed_made = sealing.sealed(paper.person, paper.pk, _masked(ready.filled))
    paper.state, paper.made_by, paper.made_at, paper.law = PaperState.FINAL, actor.user_id, at, legal.edition()
    paper.save()


def _keep_files(paper: Paper, ready: Ready, actor: Actor, at: datetime) -> None:
    printed = _printed(paper, ready, at)
    pdf = render.pdf(printed)
    if paper.has_digital_signature:
        pdf = signing.signed(pdf, name=actor.name, reason=ready.form.name, at=at)
    title = f"{ready.form.name} {printed.head.number_text if printed.head.symbol else ''}".strip()
    for kind, media_type, content in (("pdf", MediaType.PDF, pdf), ("docx", MediaType.DOCX, render.docx(printed))):
        kept = registry.store(actor=actor, at=at, unit_id=paper.unit_id, kind="paper", title=title, media_type=media_type, content=content)
        setattr(paper, kind, kept)


def _printed(paper: Paper, ready: Ready, at: datetime) -> FilledForm:
    lookup, square = codes.look_up_words(paper.code or "")
    setting = laying.Setting(
        issuer=ready.found.issuer,
        place=ready.found.place,
        number=paper.number,
        issued_on=local_day(at),
        signer_name=paper.signer_name,
        note=laying.note_of(office=paper.office, has_digital_signature=paper.has_digital_signature),
        lookup=lookup,
        square=square,
    )
    return laying.lay_out(ready.form, ready.filled, setting)


def _masked(filled: tuple[Filled, ...]) -> dict[str, str]:
    """Every value as printed, numbers that the house knows masked but for their last three signs."""
    return {
        one.field.key: "•" * (len(one.value) - 3) + one.value[-3:] if one.field.kind == "id_number" and one.is_known else one.value
        for one in filled
        if one.value
    }
