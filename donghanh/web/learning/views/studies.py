"""Studies, protocols, remedies."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.kernel.access import require_verb
from donghanh.programme.registers import queries as registers
from donghanh.programme.research import access, actions, queries
from donghanh.programme.research.queries import StudySheet
from donghanh.web.learning import presenters
from donghanh.web.learning.forms import research as forms
from donghanh.web.learning.views._common import acting, page
from donghanh.web.plans.choices import clauses
from donghanh.web.shell.acts import both, filled, handed, today


@require_safe
def studies(request: HttpRequest) -> HttpResponse:
    """Studies the reader sees."""
    return page(request, "studies", rows=queries.studies(request.actor), may_record=access.RECORD in request.actor.may)


@both
def study_new(request: HttpRequest) -> HttpResponse:
    """Register one."""
    require_verb(request.actor, access.RECORD)
    form = filled(request, forms.StudyForm, bodies=_sites(request), clauses=clauses(request))
    told = {"title": _("Đăng ký nghiên cứu, phác đồ"), "verb": _("Đăng ký"), "done": _("Đã đăng ký."), "back": ("learning:studies",)}
    to = {"to": lambda made: ("learning:study", made.pk)}
    return acting(request, form, lambda: actions.register_study(actor=request.actor, at=request.at, draft=form.draft), **told, **to)


@require_safe
def study(request: HttpRequest, study_id: UUID) -> HttpResponse:
    """One study: versions, sites, outcomes."""
    return page(request, "study", sheet=queries.study_sheet(request.actor, study_id))


@require_safe
def study_file(request: HttpRequest, study_id: UUID, attachment_id: UUID) -> HttpResponse:
    """The text of a version."""
    return handed(queries.study_file(request.actor, study_id, attachment_id), str(attachment_id))


@both
def study_version(request: HttpRequest, study_id: UUID) -> HttpResponse:
    """The next version."""
    told, _sheet = _of(request, study_id)
    form = filled(request, forms.StudyVersionForm)
    told |= {"title": _("Thêm bản mới"), "verb": _("Lưu bản mới"), "done": _("Đã lưu; bản cũ vẫn còn.")}
    about = {"actor": request.actor, "at": request.at, "study_id": study_id}
    return acting(request, form, lambda: actions.add_version(**about, summary=form.cleaned_data["summary"], file=form.taken), **told)


@both
def study_approval(request: HttpRequest, study_id: UUID) -> HttpResponse:
    """An approval of the newest version."""
    told, _sheet = _of(request, study_id)
    form = filled(request, forms.ApprovalForm)
    told |= {"title": _("Ghi phê duyệt của bản mới nhất"), "verb": _("Ghi phê duyệt"), "done": _("Đã ghi phê duyệt.")}
    about = {"actor": request.actor, "at": request.at, "study_id": study_id}
    return acting(request, form, lambda: actions.approve(**about, draft=form.draft), **told)


@both
def study_step(request: HttpRequest, study_id: UUID) -> HttpResponse:
    """Start, end, stop, evaluate."""
    told, sheet = _of(request, study_id)
    form = filled(request, forms.StudyStepForm, steps=sheet.next, initial={"on": today(request)})
    told |= {"title": _("Ghi bước tiếp"), "verb": _("Ghi bước này"), "done": _("Đã ghi.")}
    about = {"actor": request.actor, "at": request.at, "study_id": study_id}
    return acting(request, form, lambda: actions.advance_study(**about, **form.cleaned_data), **told)


@both
def study_outcome(request: HttpRequest, study_id: UUID) -> HttpResponse:
    """Figures of a site, with their source."""
    told, sheet = _of(request, study_id)
    rows = [(str(row.id), presenters.outcome_line(row)) for row in sheet.outcomes]
    form = filled(request, forms.OutcomeForm, sites=sheet.sites, rows=rows)
    told |= {"title": _("Ghi kết quả"), "verb": _("Ghi kết quả"), "done": _("Đã ghi kết quả.")}
    about = {"actor": request.actor, "at": request.at, "study_id": study_id}
    return acting(request, form, lambda: actions.report_outcome(**about, draft=form.draft), **told)


def _sites(request: HttpRequest) -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in registers.sites(request.actor, on=today(request))]


def _of(request: HttpRequest, study_id: UUID) -> tuple[dict, StudySheet]:
    require_verb(request.actor, access.RECORD)
    sheet = queries.study_sheet(request.actor, study_id)
    return {"back": ("learning:study", study_id), "facts": [(sheet.row.kind.label, sheet.row.title)]}, sheet
