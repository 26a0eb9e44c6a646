"""Studies: registered, approved, started, their outcomes, evaluated."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import keep, stamp
from donghanh.programme.keeping.rules import FileDraft, check_words
from donghanh.programme.registers import access as registers
from donghanh.programme.registers import queries as choices
from donghanh.programme.registers.rules import check_count, check_paper, check_past, check_span
from donghanh.programme.research import access, queries, rules
from donghanh.programme.research.drafting import ApprovalDraft, OutcomeDraft, StudyDraft
from donghanh.programme.research.models import Approval, Attachment, Outcome, Study, StudyStep, StudyVersion
from donghanh.programme.research.terms import ApprovalKind, Drug, StudyKind, StudyState


def register_study(*, actor: Actor, at: datetime, draft: StudyDraft) -> Study:
    """A study, protocol or remedy with its first version and its sites. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="research.register", at=at) as entry:
        unit_id, body_id = registers.seat(actor, access.RECORD)
        registers.check_among(set(draft.sites), {one.id for one in choices.sites(actor, on=local_day(at))})
        check_span(draft.starts_on, draft.ends_on)
        about = {
            "kind": StudyKind(draft.kind), "drug": Drug(draft.drug), "starts_on": draft.starts_on, "ends_on": draft.ends_on,
            "title": check_words(draft.title, field="title", name="tên", most=300),
            "responsible": check_words(draft.responsible, field="responsible", name="người chủ trì", most=160),
            **choices.check_clause(draft.plan_id, draft.clause),
        }  # fmt: skip
        owner = {"unit_id": unit_id, "body_id": body_id, "bodies": [body_id, *sorted(set(draft.sites) - {body_id})]}
        kept = Study.objects.create(**owner, **about, **stamp(actor, at))
        _version(actor, at, kept, 1, summary=draft.summary, file=draft.file)
        entry.subject, entry.changes = str(kept.pk), {"kind": kept.kind, "drug": kept.drug}
        return kept


def add_version(*, actor: Actor, at: datetime, study_id: UUID, summary: str, file: FileDraft | None = None) -> StudyVersion:
    """The next version; what was approved before keeps its own approval. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="research.version", at=at, subject=str(study_id)) as entry:
        found = access.study(actor, study_id, writes=True)
        rules.check_study_open(StudyState(found.state))
        number = (StudyVersion.objects.filter(study=found).aggregate(last=Max("number"))["last"] or 0) + 1
        entry.changes = {"number": number}
        return _version(actor, at, found, number, summary=summary, file=file)


def approve(*, actor: Actor, at: datetime, study_id: UUID, draft: ApprovalDraft) -> Approval:
    """Write down an approval of the newest version, from its paper. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="research.approve", at=at, subject=str(study_id)) as entry:
        found = access.study(actor, study_id, writes=True)
        if draft.valid_until is not None and draft.valid_until < draft.paper.date:
            raise BadInput("Ngày hết hiệu lực đứng trước ngày văn bản.", mend="Xem lại hai ngày.", field="valid_until")
        entry.citation = draft.paper.said
        about = {"kind": ApprovalKind(draft.kind), "valid_until": draft.valid_until, **check_paper(draft.paper, on=local_day(at))}
        return Approval.objects.create(version=queries.newest(found), **about, **stamp(actor, at))


def advance_study(*, actor: Actor, at: datetime, study_id: UUID, to: StudyState | str, on: date, note: str) -> StudyStep:
    """Start, end, stop or evaluate. Raises MayNot, NotInReach, BadInput, CannotMove."""
    with audit.recording(actor=actor, verb="research.advance", at=at, subject=str(study_id)) as entry:
        found = access.study(actor, study_id, writes=True)
        check_past(on, on=local_day(at), field="on")
        facts = {"approvals": queries.approvals_of(found), "has_outcome": Outcome.objects.filter(version__study=found).exists()}
        rules.check_study_step(StudyState(found.state), StudyState(to), kind=StudyKind(found.kind), on=on, **facts)
        entry.changes = {"to": str(to)}
        try:
            with transaction.atomic():
                said = check_words(note, field="note", name="nội dung")
                return StudyStep.objects.create(study=found, kind=StudyState(to), on=on, note=said, **stamp(actor, at))
        except IntegrityError:
            raise rules.CannotMove("Mục này vừa có bước khác.", mend="Tải lại trang để xem bước mới nhất.") from None


def report_outcome(*, actor: Actor, at: datetime, study_id: UUID, draft: OutcomeDraft) -> Outcome:
    """Figures of the newest version at a site, from a named source; perhaps in place of a wrong row. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="research.outcome", at=at, subject=str(study_id)) as entry:
        found = access.study(actor, study_id, writes=True)
        rules.check_study_open(StudyState(found.state), is_correction=draft.corrects is not None)
        registers.check_among({draft.site_id}, set(found.bodies), field_of="nơi thực hiện")
        check_span(draft.from_on, check_past(draft.to_on, on=local_day(at), field="to_on"), field="to_on")
        enrolled = check_count(draft.enrolled, field="enrolled", needed=True) or 0
        parts = {"retained": draft.retained, "completed": draft.completed, "relapsed": draft.relapsed}
        rules.check_outcome(enrolled=enrolled, parts=parts.items())
        about = {
            **parts, "enrolled": enrolled, "adverse": check_count(draft.adverse, field="adverse"), "from_on": draft.from_on, "to_on": draft.to_on,
            "summary": check_words(draft.summary, field="summary", name="kết quả", most=1000),
            "source": check_words(draft.source, field="source", name="nguồn số liệu", most=200),
        }  # fmt: skip
        entry.changes = {"site": draft.site_id}
        return _outcome(found, draft, about | stamp(actor, at))


def _outcome(found: Study, draft: OutcomeDraft, about: dict) -> Outcome:
    wrong = Outcome.objects.filter(pk=draft.corrects, version__study=found).first() if draft.corrects else None
    if draft.corrects and wrong is None:
        raise BadInput("Không có dòng kết quả cần sửa.", mend="Chọn lại dòng trên trang.", field="corrects")
    try:
        with transaction.atomic():
            version = wrong.version if wrong else queries.newest(found)
            return Outcome.objects.create(version=version, site_id=draft.site_id, corrects=wrong, **about)
    except IntegrityError:
        raise rules.CannotMove("Dòng này đã được sửa rồi.", mend="Tải lại trang và sửa dòng mới nhất.") from None


def _version(actor: Actor, at: datetime, study: Study, number: int, *, summary: str, file: FileDraft | None) -> StudyVersion:
    said = check_words(summary, field="summary", name="nội dung bản này")
    kept = keep(Attachment, file, actor=actor, at=at)
    return StudyVersion.objects.create(study=study, number=number, summary=said, attachment=kept, **stamp(actor, at))
