"""Job-position schemes: drafted, appraised, approved, by three people; what is approved becomes the norm."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.base.places.models import Body
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import fold
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.programme.registers import access as registers
from donghanh.programme.registers import queries as choices
from donghanh.programme.registers.rules import Paper, check_paper
from donghanh.programme.staffing import access, posting, queries, rules
from donghanh.programme.staffing.drafting import LineDraft, NormDraft, SchemeDraft
from donghanh.programme.staffing.models import Position, Scheme, SchemeLine, SchemeStep
from donghanh.programme.staffing.rules import check_codes, check_quantity
from donghanh.programme.staffing.terms import QualificationKind, SchemeState, StaffFunction, WorkGroup

MOST_LINES = 200


def draft_scheme(*, actor: Actor, at: datetime, draft: SchemeDraft) -> Scheme:
    """A scheme of a body within reach, sent to the office that appraises it. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="staff.scheme", at=at) as entry:
        body = access.body(actor, draft.body_id, verb=access.RECORD)
        registers.check_among({draft.appraiser_id}, {one.id for one in queries.appraisers(actor, on=local_day(at))}, field_of="cơ quan thẩm định")
        title = check_words(draft.title, field="title", name="tên đề án", most=300)
        lines = _lines(draft.lines)
        scheme = Scheme.objects.create(
            body=body, unit_id=body.unit_id, bodies=[body.pk, draft.appraiser_id], title=title, appraiser_id=draft.appraiser_id,
            **choices.check_clause(draft.plan_id, draft.clause), **stamp(actor, at),
        )  # fmt: skip
        SchemeLine.objects.bulk_create([SchemeLine(scheme=scheme, **one) for one in lines])
        entry.subject, entry.changes = str(scheme.pk), {"body": body.pk, "lines": len(lines)}
        return scheme


def appraise(*, actor: Actor, at: datetime, scheme_id: UUID, note: str, paper: Paper) -> SchemeStep:
    """Appraised by somebody else than drafted it. Raises MayNot, NotInReach, BadInput, CannotJudge."""
    with audit.recording(actor=actor, verb="staff.appraise", at=at, subject=str(scheme_id)):
        scheme = access.scheme(actor, scheme_id)
        access.check_may_appraise(actor, scheme)
        return _step(scheme, SchemeState.APPRAISED, note=note, paper=paper, actor=actor, at=at)


def approve(*, actor: Actor, at: datetime, scheme_id: UUID, starts_on: date, note: str, paper: Paper) -> SchemeStep:
    """Approved by a third person: each line is the norm of its post from this day on, by this paper. What a line leaves empty, functions or
    needs, it does not speak of: those of the norm before stay.

    Raises MayNot, NotInReach, BadInput, CannotJudge.
    """
    with audit.recording(actor=actor, verb="staff.approve", at=at, subject=str(scheme_id)) as entry:
        scheme = access.scheme(actor, scheme_id)
        access.check_may_approve(actor, scheme)
        step = _step(scheme, SchemeState.APPROVED, note=note, paper=paper, actor=actor, at=at)
        lines = list(SchemeLine.objects.filter(scheme=scheme).order_by("number"))
        for line in lines:
            position = _position(scheme.body, line, actor, at)
            before = posting.norm_on(position, on=starts_on)
            functions, needs = (line.functions or before.functions, line.needs or before.needs) if before else (line.functions, line.needs)
            posting.norm_of(position, NormDraft(line.quantity, starts_on, paper, tuple(functions), tuple(needs)), actor=actor, at=at)
        entry.changes = {"norms": len(lines)}
        return step


def return_scheme(*, actor: Actor, at: datetime, scheme_id: UUID, reason: str) -> SchemeStep:
    """Sent back with a reason, by who would appraise or approve it. Raises MayNot, NotInReach, BadInput, CannotJudge."""
    with audit.recording(actor=actor, verb="staff.return", at=at, subject=str(scheme_id)):
        scheme = access.scheme(actor, scheme_id)
        if scheme.appraiser_id in registers.own_bodies(actor):
            access.check_may_appraise(actor, scheme)
        else:
            access.check_may_approve(actor, scheme)
        words = check_words(reason, field="reason", name="lý do", most=1000)
        return _step(scheme, SchemeState.RETURNED, note=words, paper=None, actor=actor, at=at)


def _lines(given: tuple[LineDraft, ...]) -> list[dict[str, object]]:
    if not 0 < len(given) <= MOST_LINES:
        raise BadInput("Đề án chưa có vị trí nào, hoặc quá 200 vị trí.", mend="Ghi mỗi dòng một vị trí.", field="lines")
    rows: dict[str, dict[str, object]] = {}
    for number, one in enumerate(given, 1):
        title = posting.title_of(one.title)
        if fold(title) in rows:
            raise BadInput(f"Vị trí “{title}” ghi hai lần.", mend="Gộp thành một dòng.", field="lines")
        rows[fold(title)] = {
            "number": number, "title": title, "folded": fold(title), "group": posting.group_of(one.group),
            "quantity": check_quantity(one.quantity, field="lines"),
            "functions": check_codes(one.functions, StaffFunction.values, field="lines", name="việc"),
            "needs": check_codes(one.needs, QualificationKind.values, field="lines", name="yêu cầu"),
        }  # fmt: skip
    return list(rows.values())


def _step(scheme: Scheme, kind: SchemeState, *, note: str, paper: Paper | None, actor: Actor, at: datetime) -> SchemeStep:
    before = list(scheme.steps.all())
    rules.check_step(
        rules.state({one.kind for one in before}), kind, hands={scheme.made_by, *(one.made_by for one in before)}, actor_id=actor.user_id or 0
    )
    about = check_paper(paper, on=local_day(at)) if paper else {}
    words = check_words(note, field="note", name="ý kiến", most=1000, needed=False)
    return SchemeStep.objects.create(scheme=scheme, body_id=actor.body_id, kind=kind, note=words, **about, **stamp(actor, at))


def _position(body: Body, line: SchemeLine, actor: Actor, at: datetime) -> Position:
    found = Position.objects.filter(body=body, folded=line.folded).first()
    return found or posting.position_of(body, title=line.title, group=WorkGroup(line.group), actor=actor, at=at)
