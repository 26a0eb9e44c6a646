"""Dossiers of policy and of amendments to the law."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.kernel.access import require_verb
from donghanh.programme.money import access as money
from donghanh.programme.registers import queries as registers
from donghanh.programme.research import access, actions, queries
from donghanh.programme.research.queries import DossierSheet
from donghanh.programme.tasks import access as tasks_access
from donghanh.programme.tasks import queries as tasks
from donghanh.web.learning.forms import research as forms
from donghanh.web.learning.views._common import acting, page
from donghanh.web.plans.choices import clauses
from donghanh.web.shell.acts import both, filled, handed, today


@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """Dossiers the reader sees, open ones first."""
    return page(request, "policies", rows=queries.dossiers(request.actor), may_record=access.RECORD in request.actor.may)


@both
def policy_new(request: HttpRequest) -> HttpResponse:
    """Open one."""
    require_verb(request.actor, access.RECORD)
    form = filled(request, forms.DossierForm, clauses=clauses(request))
    told = {"title": _("Lập hồ sơ chính sách, pháp luật"), "verb": _("Lập hồ sơ"), "done": _("Đã lập hồ sơ."), "back": ("learning:policies",)}
    to = {"to": lambda made: ("learning:policy", made.pk)}
    return acting(request, form, lambda: actions.open_dossier(actor=request.actor, at=request.at, draft=form.draft), **told, **to)


@require_safe
def policy(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """One dossier: versions, opinions, decision, what followed."""
    sheet = queries.dossier_sheet(request.actor, dossier_id, on=today(request))
    return page(request, "policy", sheet=sheet, may_level=sheet.may_record and money.CATALOGUE in request.actor.may)


@require_safe
def policy_file(request: HttpRequest, dossier_id: UUID, attachment_id: UUID) -> HttpResponse:
    """The text of a version."""
    return handed(queries.dossier_file(request.actor, dossier_id, attachment_id), str(attachment_id))


@both
def policy_draft(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The next version of the proposal."""
    told, _sheet = _of(request, dossier_id)
    form = filled(request, forms.DraftForm)
    told |= {"title": _("Thêm bản dự thảo"), "verb": _("Lưu dự thảo"), "done": _("Đã lưu; bản cũ vẫn còn.")}
    return acting(request, form, lambda: actions.add_draft(**_who(request, dossier_id), draft=form.draft), **told)


@both
def policy_consult(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Ask bodies for their opinion."""
    told, sheet = _of(request, dossier_id)
    asked = {one.body for one in sheet.opinions if one.version == sheet.row.version} | {sheet.row.keeper}
    offices, communes = (
        [(str(one.id), one.name) for one in offer(request.actor, on=today(request)) if one.name not in asked]
        for offer in (registers.offices, registers.committees)
    )
    form = filled(request, forms.ConsultForm, offered=offices, communes=communes)
    told |= {"title": _("Lấy ý kiến"), "verb": _("Gửi lấy ý kiến"), "done": _("Đã gửi lấy ý kiến.")}
    about = _who(request, dossier_id)
    return acting(request, form, lambda: actions.consult(**about, body_ids=form.asked, due_on=form.cleaned_data["due_on"]), **told)


@both
def policy_answer(request: HttpRequest, dossier_id: UUID, consultation_id: UUID) -> HttpResponse:
    """The opinion of one's body."""
    require_verb(request.actor, access.ANSWER)
    row = queries.dossier_sheet(request.actor, dossier_id, on=today(request)).row
    form = filled(request, forms.OpinionForm)
    told = {"title": _("Cho ý kiến"), "verb": _("Gửi ý kiến"), "done": _("Đã gửi ý kiến."), "back": ("learning:policy", dossier_id)}
    told["facts"] = [(_("Hồ sơ"), row.title)]
    about = {"actor": request.actor, "at": request.at, "consultation_id": consultation_id}
    return acting(request, form, lambda: actions.answer(**about, **form.cleaned_data), **told)


@both
def policy_step(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Sent, answered, issued, refused, withdrawn."""
    told, sheet = _of(request, dossier_id)
    form = filled(request, forms.DossierStepForm, steps=sheet.next)
    told |= {"title": _("Ghi bước tiếp"), "verb": _("Ghi bước này"), "done": _("Đã ghi.")}
    told["intro"] = _("Trình và ban hành phải có văn bản; trả lời, không chấp thuận và rút thì ghi nếu có.")
    return acting(request, form, lambda: actions.advance_dossier(**_who(request, dossier_id), **form.given), **told)


@both
def policy_level(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """A support level that the issued policy set."""
    told, _sheet = _of(request, dossier_id)
    form = filled(request, forms.LevelForm)
    told |= {"title": _("Đặt mức hỗ trợ theo chính sách"), "verb": _("Đặt mức"), "done": _("Đã đặt mức; chọn được khi chi từ ngày có hiệu lực.")}
    return acting(request, form, lambda: actions.set_level(**_who(request, dossier_id), **form.level), **told)


@both
def policy_guide(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The directive that carries it out."""
    told, _sheet = _of(request, dossier_id)
    kept = [row for row in tasks.directives(request.actor, on=today(request)) if row.is_followed]
    form = filled(request, forms.GuideForm, directives=[(str(row.id), f"{row.number}: {row.title}") for row in kept])
    told |= {"title": _("Gắn văn bản hướng dẫn"), "verb": _("Gắn văn bản"), "done": _("Đã gắn.")}
    about = _who(request, dossier_id)
    return acting(request, form, lambda: actions.guide(**about, directive_id=form.cleaned_data["directive"]), **told)


@both
def policy_task(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Tasks of the named units that the decision leads to."""
    require_verb(request.actor, tasks_access.GIVE)
    row = queries.dossier_sheet(request.actor, dossier_id, on=today(request)).row
    offered = tasks.receivers(request.actor, on=today(request))
    local = [(str(one.id), one.name) for one in offered if one.level == "COMMUNE"]
    communes = [(str(one.id), one.name) for one in offered if one.kind == "commune_committee"]
    form = filled(
        request, forms.ResultForm, offered=[(str(one.id), one.name) for one in offered if one.level != "COMMUNE"], local=local, communes=communes
    )
    told = {"title": _("Giao nhiệm vụ theo quyết định"), "verb": _("Giao nhiệm vụ"), "done": _("Đã giao; đơn vị thấy ở trang Nhiệm vụ.")}
    told |= {"back": ("learning:policy", dossier_id), "facts": [(_("Hồ sơ"), row.title), (_("Quyết định"), row.paper)]}
    return acting(request, form, lambda: actions.give_tasks(**_who(request, dossier_id), **form.given), **told)


def _who(request: HttpRequest, dossier_id: UUID) -> dict:
    return {"actor": request.actor, "at": request.at, "dossier_id": dossier_id}


def _of(request: HttpRequest, dossier_id: UUID) -> tuple[dict, DossierSheet]:
    require_verb(request.actor, access.RECORD)
    sheet = queries.dossier_sheet(request.actor, dossier_id, on=today(request))
    return {"back": ("learning:policy", dossier_id), "facts": [(sheet.row.kind.label, sheet.row.title)]}, sheet
