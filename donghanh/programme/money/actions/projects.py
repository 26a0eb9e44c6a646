"""Investment projects: proposed, approved step by step, funded by the capital decision of each year."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.programme.money import access, rules
from donghanh.programme.money.actions._shared import Paper, lock
from donghanh.programme.money.models import CapitalDecision, Project, ProjectStep, ProjectYear
from donghanh.programme.money.queries import sums
from donghanh.programme.money.terms import ProjectState


def propose_project(
    *,
    actor: Actor,
    at: datetime,
    name: str,
    facility_id: int | None,
    gap: str,
    need: str,
    total: int,
    priority: int,
    paper: Paper,
    capacity: int | None = None,
) -> Project:
    """Put a project on the list of the province, for a facility and the condition it does not meet. capacity: the room it has; None: not set.

    Raises MayNot, NotInReach, BadInput.
    """
    with audit.recording(actor=actor, verb="money.project.propose", at=at) as entry:
        unit_id, body_id = access.own_seat(actor, verb=access.REVIEW)
        if facility_id is not None:
            access.check_over(actor, unit_id=sums.unit_of_body(facility_id), verb=access.REVIEW)
        rules.check_amount(total, field="total")
        owner = {"unit_id": unit_id, "body_id": body_id, **stamp(actor, at)}
        made = Project.objects.create(
            name=rules.check_words(name, field="name", mend="Ghi tên dự án."), facility_id=facility_id, total=total, priority=priority,
            capacity=rules.check_capacity(capacity),
            gap=rules.check_words(gap, field="gap", mend="Ghi điều kiện nào của cơ sở chưa đạt."),
            need=rules.check_words(need, field="need", mend="Ghi vì sao cần đầu tư."), **owner,
        )  # fmt: skip
        ProjectStep.objects.create(project=made, state=ProjectState.PROPOSED, **paper.fields(on=local_day(at)), **owner)
        entry.subject, entry.unit_id, entry.citation, entry.changes = str(made.pk), unit_id, paper.said, {"total": total}
        return made


def advance_project(*, actor: Actor, at: datetime, project_id: UUID, to: ProjectState, paper: Paper) -> Project:
    """The next step of approval, with its document; none is left out, and none is funded without capital. Raises as always, and CannotMove."""
    with audit.recording(actor=actor, verb="money.project.advance", at=at, subject=str(project_id)) as entry:
        project = _project(actor, project_id)
        lock("project", project.pk)
        project.refresh_from_db(fields=["state"])
        if rules.step_after(project.state) != to:
            raise rules.CannotMove(f"Dự án đang ở bước “{ProjectState(project.state).label}”.", mend="Ghi lần lượt từng bước.", field="state")
        if to == ProjectState.FUNDED and not project.years.filter(allocated__gt=0).exists():
            raise rules.CannotMove("Dự án chưa được bố trí vốn năm nào.", mend="Ghi vốn bố trí theo quyết định giao vốn trước.", field="state")
        owner = {"unit_id": project.unit_id, "body_id": project.body_id, **stamp(actor, at)}
        ProjectStep.objects.create(project=project, state=to, **paper.fields(on=local_day(at)), **owner)
        project.state = to
        project.save(update_fields=["state"])
        entry.unit_id, entry.citation, entry.changes = project.unit_id, paper.said, {"state": to}
        return project


def request_capital(*, actor: Actor, at: datetime, project_id: UUID, year: int, requested: int) -> ProjectYear:
    """Ask development capital for a project and year. Raises NotInReach, MayNot, BadInput, CannotMove where that year stands already."""
    with audit.recording(actor=actor, verb="money.project.request", at=at, subject=str(project_id)) as entry:
        project = access.to_answer(actor, Project, project_id, verb=access.REVIEW)
        rules.check_year(year, on=local_day(at))
        rules.check_amount(requested, field="requested")
        owner = {"unit_id": project.unit_id, "body_id": project.body_id, **stamp(actor, at)}
        try:
            with transaction.atomic():
                made = ProjectYear.objects.create(project=project, year=year, requested=requested, **owner)
        except IntegrityError:
            raise rules.CannotMove(f"Đã ghi vốn đề nghị năm {year}.", mend="Mở trang dự án để xem.", field="year") from None
        entry.unit_id, entry.changes = project.unit_id, {"year": year, "requested": requested}
        return made


def decide_capital(*, actor: Actor, at: datetime, year: int, total: int, paper: Paper) -> CapitalDecision:
    """What the actor's province invests in a year. Raises MayNot, BadInput, CannotMove where it is written down already."""
    with audit.recording(actor=actor, verb="money.capital", at=at) as entry:
        unit_id, _body = access.own_seat(actor, verb=access.APPRAISE)
        rules.check_year(year, on=local_day(at))
        rules.check_amount(total, field="total")
        try:
            with transaction.atomic():
                made = CapitalDecision.objects.create(unit_id=unit_id, year=year, total=total, **paper.fields(on=local_day(at)), **stamp(actor, at))
        except IntegrityError:
            raise rules.CannotMove(f"Đã ghi quyết định giao vốn năm {year}.", mend="Mở danh sách dự án để xem.", field="year") from None
        entry.subject, entry.citation, entry.changes = str(made.pk), made.document, {"year": year, "total": total}
        return made


def fund_project_year(*, actor: Actor, at: datetime, project_id: UUID, year: int, balanced: int, allocated: int) -> ProjectYear:
    """What the balance allows and what is allocated to a project in a year, within the capital decision. Raises as always, CannotSpend past it."""
    with audit.recording(actor=actor, verb="money.project.fund", at=at, subject=str(project_id)) as entry:
        project = access.to_answer(actor, Project, project_id)
        found = ProjectYear.objects.filter(project=project, year=year).first()
        decision = CapitalDecision.objects.filter(unit_id=project.unit_id, year=year).first()
        if found is None or (allocated and decision is None):
            mend = "Ghi vốn đề nghị của năm đó và quyết định giao vốn trước."
            raise BadInput(f"Năm {year} chưa có vốn đề nghị hoặc chưa có quyết định giao vốn.", mend=mend, field="year")
        for field, amount in (("balanced", balanced), ("allocated", allocated)):
            rules.check_amount(amount, field=field, may_be_zero=True)
        if decision is not None:
            lock("capital", decision.pk)
            others = sums.capital(decision.pk, without=found.pk)
            rules.check_capital(total=decision.total, allocated=others, amount=allocated, year=year)
        found.balanced, found.allocated, found.decision = balanced, allocated, decision if allocated else None
        found.save(update_fields=["balanced", "allocated", "decision"])
        entry.unit_id, entry.changes = project.unit_id, {"year": year, "balanced": balanced, "allocated": allocated}
        return found


def _project(actor: Actor, project_id: UUID) -> Project:
    """The lead agency and the finance department write steps."""
    verb = access.REVIEW if access.REVIEW in actor.may else access.APPRAISE
    return access.to_answer(actor, Project, project_id, verb=verb)
