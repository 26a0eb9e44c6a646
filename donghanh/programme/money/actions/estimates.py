"""An estimate's way: drafted by the unit, sent and locked, returned or accepted, appraised, decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max

from donghanh.base.audit import actions as audit
from donghanh.base.places import queries as places
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.programme.money import access, routes, rules
from donghanh.programme.money.actions._shared import Paper, check_clause, lock
from donghanh.programme.money.models import Deadline, Estimate, EstimateLine, EstimateVersion
from donghanh.programme.money.queries import levels
from donghanh.programme.money.terms import EstimateState, FundKind, Purpose, Step

ROUTES = settings.ROOT / "seeds" / "money" / "routes.yaml"


def set_deadline(*, actor: Actor, at: datetime, year: int, due_on: date, source: str) -> Deadline:
    """Estimates of the actor's province for this year are due by this day. What was set before stays in the list. Raises MayNot, BadInput."""
    with audit.recording(actor=actor, verb="money.deadline", at=at) as entry:
        unit_id, _body = access.own_seat(actor, verb=access.REVIEW if access.REVIEW in actor.may else access.APPRAISE)
        rules.check_year(year, on=local_day(at))
        said = rules.check_words(source, field="source", mend="Ghi văn bản hoặc người đặt hạn.")
        made = Deadline.objects.create(unit_id=unit_id, year=year, due_on=due_on, source=said, **stamp(actor, at))
        entry.subject, entry.changes = str(made.pk), {"year": year, "due_on": due_on.isoformat()}
        return made


def open_estimate(*, actor: Actor, at: datetime, year: int) -> EstimateVersion:
    """The first version of the own body's estimate for a year. Raises MayNot, BadInput, CannotMove where one stands already."""
    with audit.recording(actor=actor, verb="money.estimate.open", at=at) as entry:
        unit_id, body_id = access.own_seat(actor)
        rules.check_year(year, on=local_day(at))
        owner = {"unit_id": unit_id, "body_id": body_id, **stamp(actor, at)}
        try:
            with transaction.atomic():
                estimate = Estimate.objects.create(year=year, **owner)
        except IntegrityError:
            raise rules.CannotMove(f"Đơn vị đã có dự toán năm {year}.", mend="Mở dự toán đó trong danh sách.", field="year") from None
        made = EstimateVersion.objects.create(estimate=estimate, number=1, **owner)
        entry.subject, entry.changes = str(estimate.pk), {"year": year}
        return made


def add_line(
    *,
    actor: Actor,
    at: datetime,
    estimate_id: UUID,
    purpose: Purpose,
    fund_kind: FundKind,
    content: str,
    amount: int | None = None,
    form: str = "",
    quantity: int | None = None,
    plan_id: str = "",
    clause: str = "",
) -> EstimateLine:
    """One line of the open draft: a plain amount, or the norm of a form that is valid on 1 January of the year, times so many cases.

    Raises NotInReach, MayNot, CannotMove once it is sent, BadInput.
    """
    with audit.recording(actor=actor, verb="money.estimate.line", at=at, subject=str(estimate_id)) as entry:
        estimate = access.to_record(actor, Estimate, estimate_id)
        version = _draft(estimate)
        check_clause(plan_id, clause)
        said = rules.check_words(content, field="content", mend="Ghi nội dung chi.")
        norm_id = None
        if form:
            norm_id, amount = _by_norm(actor, form, quantity, on=date(estimate.year, 1, 1), unit_id=estimate.unit_id)
        if amount is None:
            raise BadInput("Chưa có số tiền.", mend="Nhập số tiền, hoặc chọn định mức và số người.", field="amount")
        rules.check_amount(amount)
        position = (version.lines.aggregate(last=Max("position"))["last"] or 0) + 1
        made = EstimateLine.objects.create(
            version=version, unit_id=estimate.unit_id, body_id=estimate.body_id, position=position, purpose=purpose, fund_kind=fund_kind,
            content=said, plan_id=plan_id, clause=clause, norm_id=norm_id, quantity=quantity if form else None, amount=amount, **stamp(actor, at),
        )  # fmt: skip
        entry.unit_id, entry.changes = estimate.unit_id, {"position": position, "amount": amount}
        return made


def remove_line(*, actor: Actor, at: datetime, line_id: UUID) -> UUID:
    """Take a line out of the open draft; answers the estimate's id. Raises NotInReach, MayNot, CannotMove."""
    with audit.recording(actor=actor, verb="money.estimate.unline", at=at, subject=str(line_id)) as entry:
        line = access.to_record(actor, EstimateLine, line_id)
        estimate = Estimate.objects.get(versions=line.version_id)
        if _draft(estimate).pk != line.version_id:
            raise rules.CannotMove("Bản dự toán này đã gửi nên không sửa được.", mend="Chờ bị trả lại rồi lập bản sửa.")
        entry.unit_id, entry.changes = line.unit_id, {"position": line.position, "amount": line.amount}
        line.delete()
        return estimate.pk


def submit_estimate(*, actor: Actor, at: datetime, estimate_id: UUID) -> EstimateVersion:
    """Send the draft; from now on this version is locked. Raises NotInReach, MayNot, CannotMove without lines or without a known route."""
    with audit.recording(actor=actor, verb="money.estimate.submit", at=at, subject=str(estimate_id)) as entry:
        estimate = access.to_record(actor, Estimate, estimate_id, verb=access.SUBMIT)
        version = _draft(estimate)
        if not version.lines.exists():
            raise rules.CannotMove("Dự toán chưa có dòng nào.", mend="Thêm ít nhất một dòng rồi gửi.")
        route = routes.standing(routes.read(ROUTES), _province(estimate.unit_id), local_day(at))
        if route is None:
            raise rules.CannotMove("Chưa có văn bản nào nói dự toán của tỉnh này gửi qua đâu.", mend="Báo quản trị bổ sung bảng đường dự toán.")
        version.state, version.route = EstimateState.SUBMITTED, route.code
        version.submitted_by, version.submitted_at = actor.user_id or 0, at
        version.save(update_fields=["state", "route", "submitted_by", "submitted_at"])
        entry.unit_id, entry.citation, entry.changes = estimate.unit_id, route.citation, {"version": version.number}
        return version


def return_estimate(*, actor: Actor, at: datetime, estimate_id: UUID, comment: str) -> EstimateVersion:
    """Whoever it waits for gives it back with a comment; the version stays locked as it was. Raises NotInReach, MayNot, CannotMove, BadInput."""
    with audit.recording(actor=actor, verb="money.estimate.return", at=at, subject=str(estimate_id)) as entry:
        version, step = _waiting(actor, estimate_id)
        if step == Step.DECIDE:
            raise rules.CannotMove("Dự toán đã thẩm định, đang chờ quyết định.", mend="Ghi quyết định của cấp có thẩm quyền.")
        version.comment = rules.check_words(comment, field="comment", mend="Ghi rõ phải sửa chỗ nào.")
        version.state, version.returned_by, version.returned_at = EstimateState.RETURNED, actor.user_id or 0, at
        version.save(update_fields=["state", "comment", "returned_by", "returned_at"])
        entry.unit_id, entry.reason, entry.changes = version.unit_id, version.comment, {"version": version.number}
        return version


def revise_estimate(*, actor: Actor, at: datetime, estimate_id: UUID) -> EstimateVersion:
    """The next version, with the lines of the one that came back. Raises NotInReach, MayNot, CannotMove while a version is open."""
    with audit.recording(actor=actor, verb="money.estimate.revise", at=at, subject=str(estimate_id)) as entry:
        estimate = access.to_record(actor, Estimate, estimate_id)
        lock("estimate", estimate.pk)
        last = estimate.versions.order_by("-number").first()
        if last is None or last.state != EstimateState.RETURNED:
            raise rules.CannotMove("Dự toán này không bị trả lại.", mend="Mở trang dự toán để xem đang ở bước nào.")
        owner = {"unit_id": estimate.unit_id, "body_id": estimate.body_id, **stamp(actor, at)}
        made = EstimateVersion.objects.create(estimate=estimate, number=last.number + 1, **owner)
        kept = ("position", "purpose", "fund_kind", "content", "plan_id", "clause", "norm_id", "quantity", "amount")
        lines = last.lines.order_by("position").values(*kept)
        EstimateLine.objects.bulk_create([EstimateLine(version=made, **owner, **line) for line in lines])
        entry.unit_id, entry.changes = estimate.unit_id, {"version": made.number}
        return made


def accept_estimate(*, actor: Actor, at: datetime, estimate_id: UUID) -> EstimateVersion:
    """The lead agency takes it into the consolidated estimate, which goes to finance. Raises NotInReach, MayNot, CannotMove."""
    with audit.recording(actor=actor, verb="money.estimate.accept", at=at, subject=str(estimate_id)) as entry:
        version, step = _waiting(actor, estimate_id, verb=access.REVIEW)
        rules.check_turn(step, Step.REVIEW, EstimateState(version.state).label)
        version.state, version.reviewed_by, version.reviewed_at = EstimateState.REVIEWED, actor.user_id or 0, at
        version.save(update_fields=["state", "reviewed_by", "reviewed_at"])
        entry.unit_id, entry.changes = version.unit_id, {"version": version.number}
        return version


def appraise_estimate(*, actor: Actor, at: datetime, estimate_id: UUID, found: Mapping[UUID, tuple[int, str]]) -> EstimateVersion:
    """Finance appraises every line: amount and note. Raises NotInReach, MayNot, CannotMove, BadInput where a line or a note is missing."""
    with audit.recording(actor=actor, verb="money.estimate.appraise", at=at, subject=str(estimate_id)) as entry:
        version, step = _waiting(actor, estimate_id, verb=access.APPRAISE)
        rules.check_turn(step, Step.APPRAISE, EstimateState(version.state).label)
        for line in _every(version, set(found)):
            line.appraised, line.note = found[line.pk][0], found[line.pk][1].strip()
            rules.check_amount(line.appraised, may_be_zero=True)
            if line.appraised != line.amount and not line.note:
                raise BadInput(f"Dòng {line.position} thẩm định khác số đề nghị mà chưa có ghi chú.", mend="Ghi vì sao khác.")
            line.save(update_fields=["appraised", "note"])
        version.state, version.appraised_by, version.appraised_at = EstimateState.APPRAISED, actor.user_id or 0, at
        version.save(update_fields=["state", "appraised_by", "appraised_at"])
        entry.unit_id, entry.changes = version.unit_id, {"version": version.number, "appraised": sum(one[0] for one in found.values())}
        return version


def decide_estimate(*, actor: Actor, at: datetime, estimate_id: UUID, approved: Mapping[UUID, int], paper: Paper) -> EstimateVersion:
    """Write down what the deciding body approved, line by line, with its document. Raises NotInReach, MayNot, CannotMove, BadInput."""
    with audit.recording(actor=actor, verb="money.estimate.decide", at=at, subject=str(estimate_id)) as entry:
        version, step = _waiting(actor, estimate_id, verb=access.APPRAISE)
        rules.check_turn(step, Step.DECIDE, EstimateState(version.state).label)
        paper.fields(on=local_day(at))
        for line in _every(version, set(approved)):
            line.approved = approved[line.pk]
            rules.check_amount(line.approved, may_be_zero=True)
            line.save(update_fields=["approved"])
        version.state, version.decided_by, version.decided_at, version.decision = EstimateState.DECIDED, actor.user_id or 0, at, paper.said[:300]
        version.save(update_fields=["state", "decided_by", "decided_at", "decision"])
        entry.unit_id, entry.citation, entry.changes = version.unit_id, paper.said, {"approved": sum(approved.values())}
        return version


def _draft(estimate: Estimate) -> EstimateVersion:
    lock("estimate", estimate.pk)
    found = estimate.versions.filter(state=EstimateState.DRAFT).first()
    if found is None:
        raise rules.CannotMove("Dự toán này đã gửi nên không sửa được.", mend="Nếu bị trả lại thì bấm Lập bản sửa.")
    return found


def _waiting(actor: Actor, estimate_id: UUID, *, verb: str = "") -> tuple[EstimateVersion, Step]:
    """The open version and the step it waits for; the actor holds that step's verb (or the one asked for)."""
    estimate = access.to_read(actor, Estimate, estimate_id)
    lock("estimate", estimate.pk)
    version = estimate.versions.order_by("-number").first()
    route = routes.named(routes.read(ROUTES), version.route) if version else None
    step = route.next_step(version.state) if route and version else None
    access.check_over(actor, unit_id=estimate.unit_id, verb=verb or (access.REVIEW if step == Step.REVIEW else access.APPRAISE))
    if version is None or step is None:
        raise rules.CannotMove("Dự toán này không chờ ai trả lời.", mend="Mở trang dự toán để xem đang ở bước nào.")
    return version, step


def _every(version: EstimateVersion, given: set[UUID]) -> list[EstimateLine]:
    lines = list(version.lines.order_by("position"))
    if {line.pk for line in lines} != given:
        raise BadInput("Chưa đủ số cho từng dòng.", mend="Nhập số cho mọi dòng, dòng không được duyệt thì ghi 0.")
    return lines


def _by_norm(actor: Actor, form: str, quantity: int | None, *, on: date, unit_id: int) -> tuple[UUID, int]:
    if not quantity or quantity <= 0:
        raise BadInput("Chưa có số người.", mend="Nhập số người để nhân với định mức.", field="quantity")
    norm = levels.norm_standing(actor, form, unit_id=unit_id, on=on)
    if norm is None:
        raise BadInput("Chưa có định mức có hiệu lực cho hình thức này.", mend="Nhập số tiền, hoặc nhờ cơ quan đầu mối nhập định mức.", field="form")
    return norm.id, rules.cost_of(norm.parts, quantity)


def _province(unit_id: int) -> str:
    """The code of the province in which the unit lies."""
    return next((one.code for one in places.ancestors(unit_id) if one.level == "PROVINCE"), "")
