"""Investors: applications with their steps and days, the list of what is published."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.base.places import queries as places
from donghanh.kernel.access import require_verb
from donghanh.programme.partners import access, actions, queries
from donghanh.programme.registers import access as registers
from donghanh.programme.registers import queries as choices
from donghanh.web.learning.forms import partners as forms
from donghanh.web.learning.views._common import acting, page
from donghanh.web.shell.acts import both, filled, today


@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """What is published, then every application within reach."""
    rows = queries.applications(request.actor)
    own = registers.own_bodies(request.actor)
    reached = [row for row in rows if not row.is_published or row.body_id in own or access.OVERSEE in request.actor.may]
    return page(request, "applications", rows=reached, published=sorted((row for row in rows if row.is_published), key=lambda row: row.name))


@both
def application_new(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """A partner applies to open a facility."""
    require_verb(request.actor, access.RECORD)
    row = queries.partner_sheet(request.actor, partner_id, on=today(request)).row
    around = places.communes_of(choices.province_of(request.actor) or 0, today(request))
    here = [(str(one.id), one.title) for one in around if one.id in request.actor.stat_unit_ids]
    form = filled(request, forms.ApplicationForm, places=here)
    told = {"title": _("Nộp hồ sơ mở cơ sở"), "verb": _("Ghi hồ sơ"), "done": _("Đã ghi hồ sơ."), "back": ("learning:partner", partner_id)}
    about = {"facts": [(_("Nhà đầu tư"), row.name)], "to": lambda made: ("learning:application", made.pk)}
    return acting(request, form, lambda: actions.apply(actor=request.actor, at=request.at, draft=form.draft(partner_id)), **told, **about)


@both
def application(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """One application with its steps; its keeper takes the next one here."""
    row = queries.application(request.actor, application_id)
    may = access.RECORD in request.actor.may and row.body_id in registers.own_bodies(request.actor) and row.open_steps
    form = filled(request, forms.ApplicationStepForm, steps=row.open_steps)
    if request.method != "POST":
        return page(request, "application", row=row, form=form if may else None)
    told = {"title": row.name, "verb": _("Ghi bước này"), "done": _("Đã ghi bước."), "back": ("learning:application", application_id)}
    given = {"actor": request.actor, "at": request.at, "application_id": application_id}
    return acting(request, form, lambda: actions.move(**given, paper=form.paper_given, **form.rest), **told)
