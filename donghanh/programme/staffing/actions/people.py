"""Who holds a post, moves between posts, and what he was trained in."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from donghanh.base.accounts import queries as accounts
from donghanh.base.audit import actions as audit
from donghanh.base.places.models import Body
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput, NotInReach
from donghanh.kernel.text import tidy
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.programme.registers.rules import Paper
from donghanh.programme.staffing import access, posting, rules
from donghanh.programme.staffing.drafting import HoldingDraft, MoveDraft, QualificationDraft
from donghanh.programme.staffing.models import Holding, HoldingEnd, Member, Qualification, QualificationEnd
from donghanh.programme.staffing.terms import EndKind, QualificationKind


def assign(*, actor: Actor, at: datetime, draft: HoldingDraft) -> Holding:
    """Somebody holds a post from a day on: already known, an official of that body with a login, or a name. Raises MayNot, NotInReach, BadInput,
    CannotHold."""
    with audit.recording(actor=actor, verb="staff.assign", at=at) as entry:
        position = access.position(actor, draft.position_id, verb=access.RECORD)
        member = access.member(actor, draft.member_id) if draft.member_id else _written(actor, at, position.body, draft)
        held = posting.hold(
            member, position, starts_on=draft.starts_on, functions=draft.functions, is_part_time=draft.is_part_time, paper=draft.paper,
            actor=actor, at=at,
        )  # fmt: skip
        entry.subject, entry.changes = str(held.pk), {"position": str(position.pk), "functions": held.functions}
        return held


def reassign(*, actor: Actor, at: datetime, holding_id: UUID, on: date, functions: tuple[str, ...], is_part_time: bool, paper: Paper) -> Holding:
    """Other functions on the same post from a day on. Raises MayNot, NotInReach, BadInput, CannotHold."""
    with audit.recording(actor=actor, verb="staff.reassign", at=at, subject=str(holding_id)) as entry:
        before = access.holding(actor, holding_id, verb=access.RECORD)
        posting.finish(before, kind=EndKind.REASSIGNED, on=on, reason="", paper=paper, actor=actor, at=at)
        held = posting.hold(
            before.member, before.position, starts_on=on, functions=functions, is_part_time=is_part_time, paper=paper, actor=actor, at=at,
            follows=before,
        )  # fmt: skip
        entry.changes = {"before": before.functions, "after": held.functions}
        return held


def move(*, actor: Actor, at: datetime, holding_id: UUID, draft: MoveDraft) -> tuple[Holding, tuple[QualificationKind, ...]]:
    """To another post, also of another body, on one day: the sums before and after are equal. Answers what has still to be learnt for it.

    Both bodies are within the actor's reach. Raises MayNot, NotInReach, BadInput, CannotHold.
    """
    with audit.recording(actor=actor, verb="staff.move", at=at, subject=str(holding_id)) as entry:
        before = access.holding(actor, holding_id, verb=access.RECORD)
        position = access.position(actor, draft.position_id, verb=access.RECORD)
        if position.pk == before.position_id:
            raise BadInput("Người này đang ở vị trí đó.", mend="Chọn vị trí khác, hoặc phân công lại việc.", field="position")
        posting.finish(before, kind=EndKind.MOVED, on=draft.on, reason="", paper=draft.paper, actor=actor, at=at)
        held = posting.hold(
            before.member, position, starts_on=draft.on, functions=draft.functions, is_part_time=draft.is_part_time, paper=draft.paper,
            actor=actor, at=at, follows=before,
        )  # fmt: skip
        entry.changes = {"from": before.body_id, "to": position.body_id, "on": draft.on.isoformat()}
        return held, posting.lacking(before.member, position, on=draft.on)


def end(*, actor: Actor, at: datetime, holding_id: UUID, on: date, reason: str, is_mistake: bool = False, paper: Paper | None = None) -> HoldingEnd:
    """He no longer holds it from this day on; a mistake takes the whole line back, whatever day is given. Raises MayNot, NotInReach, BadInput,
    CannotHold."""
    with audit.recording(actor=actor, verb="staff.end", at=at, subject=str(holding_id)) as entry:
        before = access.holding(actor, holding_id, verb=access.RECORD)
        kind = EndKind.MISTAKE if is_mistake else EndKind.LEFT
        day = before.starts_on if is_mistake else on
        ended = posting.finish(before, kind=kind, on=day, reason=reason, paper=paper, actor=actor, at=at)
        entry.changes = {"kind": kind, "on": ended.ends_before.isoformat()}
        return ended


def award(*, actor: Actor, at: datetime, member_id: UUID, draft: QualificationDraft) -> Qualification:
    """A course or a paper of a member. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="staff.award", at=at, subject=str(member_id)) as entry:
        member = access.member(actor, member_id, verb=access.RECORD)
        kind = QualificationKind(posting.check_codes([draft.kind], QualificationKind.values, field="kind", name="loại văn bằng")[0])
        number = check_words(draft.number, field="number", name="số hiệu", most=60, needed=False)
        rules.check_validity(kind, number=number, issued_on=draft.issued_on, valid_until=draft.valid_until, on=local_day(at))
        issuer = check_words(draft.issuer, field="issuer", name="nơi cấp", most=200)
        about = {"kind": kind, "issuer": issuer, "number": number, "issued_on": draft.issued_on, "valid_until": draft.valid_until}
        try:
            with transaction.atomic():
                kept = Qualification.objects.create(member=member, **about, **stamp(actor, at))
        except IntegrityError:
            raise BadInput("Văn bằng, khoá học này đã ghi.", mend="Xem danh sách của người này.", field="number") from None
        entry.changes = {"kind": kind}
        return kept


def revoke(*, actor: Actor, at: datetime, qualification_id: UUID, on: date, reason: str) -> QualificationEnd:
    """A paper that counts no more from this day on, or was never given (its first day). Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="staff.revoke", at=at, subject=str(qualification_id)) as entry:
        kept = access.qualification(actor, qualification_id)
        if hasattr(kept, "end"):
            raise BadInput("Văn bằng này đã ghi thu hồi.", mend="Mở lại trang của người đó.")
        if not kept.issued_on <= on <= local_day(at):
            raise BadInput("Ngày thu hồi chưa đúng.", mend="Ghi từ ngày cấp đến hôm nay.", field="on")
        words = check_words(reason, field="reason", name="lý do", most=300)
        ended = QualificationEnd.objects.create(qualification=kept, ends_before=on, reason=words, **stamp(actor, at))
        entry.changes = {"on": on.isoformat()}
        return ended


def _written(actor: Actor, at: datetime, body: Body, draft: HoldingDraft) -> Member:
    """A new member of this body; an official with a login is one member wherever he serves. Raises BadInput, NotInReach."""
    about = {"body": body, "unit_id": body.unit_id, **stamp(actor, at)}
    if draft.user_id is None:
        return Member.objects.create(name=check_words(tidy(draft.name), field="name", name="họ tên", most=120), **about)
    if draft.user_id not in accounts.serving(body.pk, on=local_day(at)):
        raise NotInReach("Không tìm thấy cán bộ này trong cơ quan.", mend="Chọn trong danh sách.")
    known = access.members(actor).filter(user_id=draft.user_id).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return Member.objects.create(user_id=draft.user_id, **about)
    except IntegrityError:
        mend = "Nhờ cơ quan cấp trên điều động người này về."
        raise BadInput("Cán bộ này đã có trong danh sách của cơ quan khác.", mend=mend, field="user") from None
