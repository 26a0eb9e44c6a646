"""All writing of papers: drafted, made final, withdrawn, put away; one public function a verb."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from donghanh import legal
from donghanh.base.audit import actions as audit
from donghanh.cases import access as case_access
from donghanh.cases import queries as cases
from donghanh.cases.dossiers import filing
from donghanh.decisions.papers import access, finishing, known, rules, sealing
from donghanh.decisions.papers.models import Paper
from donghanh.decisions.papers.terms import PaperState
from donghanh.kernel.actor import Actor
from donghanh.kernel.ids import new_id
from donghanh.kernel.workdays import local_day
from donghanh.legal import forms
from donghanh.legal.forms import Form


def draft(*, actor: Actor, at: datetime, case_id: UUID, form_id: str, values: Mapping[str, str], replaces: UUID | None = None) -> Paper:
    """Begin a paper of this form with what was typed; what the house knows is filled when it is shown. replaces: a final paper to stand in for."""
    with audit.recording(actor=actor, verb="paper.draft", at=at, case_id=case_id) as entry:
        case = case_access.case_to_record(actor, case_id)
        access.check_may_read(actor)
        on = local_day(at)
        form = forms.form_on(form_id, on)
        rules.check_can_draft(form, procedure=case.procedure)
        rules.check_own_office(actor, known.issuer_of(form, case.unit_id, on=on))
        if Paper.objects.filter(case=case, form=form_id, state=PaperState.DRAFTED).exists():
            raise rules.CannotMake("Mẫu này đang có một bản soạn dở trong hồ sơ.", mend="Mở bản đang soạn, hoặc bỏ nó trước.")
        old = _to_replace(case_id, form_id, replaces)
        pk = new_id()
        paper = Paper.objects.create(
            id=pk,
            case=case,
            person=case.person,
            unit_id=case.unit_id,
            form=form.id,
            state=PaperState.DRAFTED,
            sealed_values=sealing.sealed(case.person, pk, _with_writer(form, rules.checked_values(form, values), actor)),
            drafted_by=actor.user_id or 0,
            drafted_at=at,
            changed_at=at,
            changed_by=actor.user_id or 0,
            law=legal.edition(),
            replaces=old,
        )
        entry.subject, entry.person_id, entry.changes = str(pk), case.person_id, {"form": form.id}
        return paper


def _to_replace(case_id: UUID, form_id: str, replaces: UUID | None) -> Paper | None:
    """The final paper of the same form that the new one stands in for."""
    if replaces is None:
        return None
    found = Paper.objects.filter(pk=replaces, case_id=case_id, form=form_id, state=PaperState.FINAL).first()
    if found is None:
        raise rules.CannotMake("Không có giấy đã lập nào như vậy để thay.", mend="Mở giấy cần thay rồi chọn “Lập lại”.")
    return found


def _with_writer(form: Form, values: dict[str, str], actor: Actor) -> dict[str, str]:
    """Who draws a paper up is named in it, whoever makes it final."""
    writer = known.writer(actor)
    return {field.key: writer[field.source] for field in form.fields if writer.get(field.source)} | values


def save(*, actor: Actor, at: datetime, paper_id: UUID, values: Mapping[str, str], seen: int) -> Paper:
    """Keep what was typed into a draft. seen: the version that was changed; a newer one is not written over."""
    with audit.recording(actor=actor, verb="paper.save", at=at, subject=str(paper_id)) as entry:
        paper = access.to_change(actor, paper_id, "case.record")
        form = forms.form(paper.form)
        rules.check_can_change(PaperState(paper.state), version=paper.version, seen=seen)
        rules.check_own_office(actor, known.issuer_of(form, paper.unit_id, on=local_day(at)))
        names = {field.key for field in form.fields if field.source.startswith("actor.maker.")}
        named = {key: text for key, text in sealing.opened(paper).items() if key in names}
        values = named | rules.checked_values(form, values)
        paper.sealed_values = sealing.sealed(paper.person, paper.pk, values)
        paper.version, paper.changed_at, paper.changed_by = paper.version + 1, at, actor.user_id or 0
        paper.save(update_fields=["sealed_values", "version", "changed_at", "changed_by"])
        entry.case_id, entry.person_id, entry.changes = paper.case_id, paper.person_id, {"version": paper.version}
        return paper


def make(*, actor: Actor, at: datetime, paper_id: UUID, seen: int, has_read: bool) -> Paper:
    """Make the draft final: number from the register where the form carries one, files kept, code for the public look-up.

    The holder of the office on that day does it where an office signs, with a digital signature if this installation has a certificate;
    else who draws it up, and the people named sign by hand. A paper that it replaces is withdrawn in the same act.
    """
    with audit.recording(actor=actor, verb="paper.make", at=at, subject=str(paper_id)) as entry:
        paper = access.to_change(actor, paper_id, access.verb_to_make(actor))
        form = forms.form_on(paper.form, local_day(at))
        about = known.about(cases.case_sheet(actor, paper.case_id, at=at))
        found = known.gather(actor, about, form, at=at, reveal=True, writes=False)
        filled = forms.prefill(form, {**found.values, "actor.signer.full_name": actor.name}, sealing.opened(paper))
        rules.check_can_change(PaperState(paper.state), version=paper.version, seen=seen)
        rules.check_can_make(
            form,
            found.issuer,
            actor,
            written_by={paper.drafted_by, paper.changed_by},
            missing=forms.missing(filled),
            has_read=has_read,
            is_as_seen=True,
        )
        finishing.finish(paper, finishing.Ready(form, filled, found), actor=actor, at=at)
        filing.paper_made(paper.case, form.id, actor=actor, at=at, reference=f"{paper.number:02d}/{paper.series}" if paper.number else "")
        if paper.replaces_id is not None:
            reason = f"Thay bằng giấy lập ngày {local_day(at):%d/%m/%Y}."
            Paper.objects.filter(pk=paper.replaces_id, state=PaperState.FINAL).update(
                state=PaperState.WITHDRAWN, withdrawn_by=actor.user_id, withdrawn_at=at, withdraw_reason=reason
            )
        entry.case_id, entry.person_id, entry.changes = paper.case_id, paper.person_id, {"form": form.id, "number": paper.number}
        return paper


def withdraw(*, actor: Actor, at: datetime, paper_id: UUID, reason: str) -> Paper:
    """Take a final paper back, saying why; the public look-up says that it no longer stands."""
    with audit.recording(actor=actor, verb="paper.withdraw", at=at, subject=str(paper_id), reason=reason) as entry:
        paper = access.to_change(actor, paper_id, access.verb_to_make(actor))
        issuer = known.issuer_of(forms.form(paper.form), paper.unit_id, on=local_day(at))
        rules.check_can_withdraw(PaperState(paper.state), issuer, actor, office=paper.office, made_by=paper.made_by, reason=reason)
        paper.state, paper.withdrawn_by, paper.withdrawn_at, paper.withdraw_reason = PaperState.WITHDRAWN, actor.user_id, at, reason.strip()[:500]
        paper.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdraw_reason"])
        filing.paper_withdrawn(paper.case, paper.form, actor=actor, at=at)
        entry.case_id, entry.person_id, entry.changes = paper.case_id, paper.person_id, {"form": paper.form}
        return paper


def drop(*, actor: Actor, at: datetime, paper_id: UUID) -> Paper:
    """Put a draft away that nobody needs any more."""
    with audit.recording(actor=actor, verb="paper.drop", at=at, subject=str(paper_id)) as entry:
        paper = access.to_change(actor, paper_id, "case.record")
        rules.check_can_change(PaperState(paper.state), version=paper.version, seen=paper.version)
        paper.state = PaperState.DROPPED
        paper.save(update_fields=["state"])
        entry.case_id, entry.person_id = paper.case_id, paper.person_id
        return paper
