"""Writing a post, its norm and a holding: steps of actions, no actions themselves."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from donghanh.base.places.models import Body
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import fold, tidy
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.programme.registers.rules import Paper, check_paper
from donghanh.programme.staffing import rules
from donghanh.programme.staffing.drafting import NormDraft
from donghanh.programme.staffing.models import Holding, HoldingEnd, Member, Norm, Position
from donghanh.programme.staffing.rules import CannotHold, check_codes, check_day, check_quantity
from donghanh.programme.staffing.terms import EndKind, QualificationKind, StaffFunction, WorkGroup


def title_of(text: str) -> str:
    """The title of a post. Raises BadInput."""
    return check_words(tidy(text), field="title", name="tên vị trí", most=200)


def group_of(code: str) -> WorkGroup:
    """Raises BadInput."""
    return WorkGroup(check_codes([code], WorkGroup.values, field="group", name="nhóm công việc")[0])


def position_of(body: Body, *, title: str, group: WorkGroup, actor: Actor, at: datetime) -> Position:
    """A post of this body, written down. Raises BadInput where one of this name stands there."""
    about = {"body": body, "unit_id": body.unit_id, "title": title, "folded": fold(title), "group": group}
    try:
        with transaction.atomic():
            return Position.objects.create(**about, **stamp(actor, at))
    except IntegrityError:
        raise BadInput("Vị trí này đã có trong cơ quan.", mend="Mở vị trí đó để đặt định mức mới.", field="title") from None


def norm_of(position: Position, draft: NormDraft, *, actor: Actor, at: datetime) -> Norm:
    """A further norm. Raises BadInput."""
    on = local_day(at)
    return Norm.objects.create(
        position=position, starts_on=check_day(draft.starts_on, on=on, field="starts_on"), quantity=check_quantity(draft.quantity),
        functions=check_codes(draft.functions, StaffFunction.values, field="functions", name="việc"),
        needs=check_codes(draft.needs, QualificationKind.values, field="needs", name="yêu cầu"),
        **check_paper(draft.paper, on=on), **stamp(actor, at),
    )  # fmt: skip


def hold(
    member: Member, position: Position, *, starts_on: date, functions: tuple[str, ...], is_part_time: bool, paper: Paper, actor: Actor,
    at: datetime, follows: Holding | None = None,
) -> Holding:  # fmt: skip
    """A holding. Raises BadInput, CannotHold where the member holds this post already."""
    on = local_day(at)
    about = {
        "member": member, "position": position, "body_id": position.body_id, "unit_id": position.unit_id, "is_part_time": is_part_time,
        "starts_on": check_day(starts_on, on=on, field="starts_on"), "follows": follows, **check_paper(paper, on=on),
        "functions": check_codes(functions, StaffFunction.values, field="functions", name="việc"),
    }  # fmt: skip
    try:
        with transaction.atomic():
            return Holding.objects.create(**about, **stamp(actor, at))
    except IntegrityError:
        raise CannotHold("Người này đang giữ vị trí đó.", mend="Mở người đó để phân công lại việc.", field="member") from None


def finish(holding: Holding, *, kind: EndKind, on: date, reason: str, paper: Paper | None, actor: Actor, at: datetime) -> HoldingEnd:
    """The end of a holding; `on` is the first day without it. Raises BadInput, CannotHold where it has ended."""
    if getattr(holding, "end", None) is not None:
        raise CannotHold("Người này đã thôi giữ vị trí đó.", mend="Mở lại trang cơ quan.")
    if on < holding.starts_on:
        raise BadInput("Ngày thôi đứng trước ngày bắt đầu.", mend="Xem lại ngày; ghi nhầm thì chọn “Ghi nhầm”.", field="on")
    day = local_day(at)
    about = check_paper(paper, on=day) if paper else {}
    words = check_words(reason, field="reason", name="lý do", most=300, needed=kind == EndKind.MISTAKE)
    told = {"holding": holding, "kind": kind, "ends_before": check_day(on, on=day, field="on"), "reason": words}
    return HoldingEnd.objects.create(**told, **about, **stamp(actor, at))


def needs_of(position: Position, *, on: date) -> list[str]:
    """What the norm of this day asks of a holder; empty while nobody has set it. One statement."""
    found = norm_on(position, on=on)
    return list(found.needs) if found else []


def norm_on(position: Position, *, on: date) -> Norm | None:
    """The norm that stands on this day. One statement."""
    return Norm.objects.filter(position=position, starts_on__lte=on).order_by("-starts_on", "-made_at", "-pk").first()


def lacking(member: Member, position: Position, *, on: date) -> tuple[QualificationKind, ...]:
    """What the member has still to learn or show for this post. Two statements."""
    papers = [
        rules.Paperwork(QualificationKind(one.kind), one.issued_on, one.valid_until, one.end.ends_before if hasattr(one, "end") else None)
        for one in member.qualifications.select_related("end")
    ]
    return rules.lacking(position.group, needs_of(position, on=on), rules.held_kinds(papers, on=on))
