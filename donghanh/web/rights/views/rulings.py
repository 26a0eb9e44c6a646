"""A court's ruling: the notice in plain words for the person, and the complaint that is written down for him."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from donghanh.kernel import access
from donghanh.kernel.workdays import local_day
from donghanh.rights import actions, queries, ruling
from donghanh.web.rights import forms, presenters
from donghanh.web.rights.views._common import form_page, noted, paper
from donghanh.web.shell import sign_in
from donghanh.web.shell.acts import both, tried

COMPLAINED = "Ghi giúp lời khiếu nại, rồi chuyển đơn đến Toà án. Quá hạn vẫn ghi; Toà án xem xét vì sao muộn."


@require_GET
def ruling_notice(request: HttpRequest, case_id: UUID, form: str) -> HttpResponse:
    """The page in plain words about the ruling, its taking noted."""
    found = queries.ruling(request.actor, case_id, at=request.at)
    noted(request, found.person_id, found.unit_id, "rights:ruling_notice")
    sign_in.require_step_up(request)
    acting = [one.view.full_name for one in queries.delegates(request.actor, found.person_id, on=local_day(request.at)) if one.stands]
    leaflet = ruling.notice(found, delegates=acting, issuer=request.actor.body_name or _("Nơi giữ hồ sơ"))
    return paper(leaflet, form, presenters.file_name("thong-bao-toa-an", found.case_number, form))


@both
def contest_ruling(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down a complaint against the ruling; a late one too."""
    found = queries.ruling(request.actor, case_id, at=request.at)
    noted(request, found.person_id, found.unit_id, "rights:contest_ruling")
    access.require_verb(request.actor, "case.record")
    acting = queries.delegates(request.actor, found.person_id, on=local_day(request.at))
    form = forms.ComplainForm(request.POST or None, delegates=acting, initial=presenters.ruling_started(found))

    def act() -> None:
        data = {name: form.cleaned_data[name] for name in ("known_on", "complained_on", "content", "late_because")}
        actions.contest_ruling(actor=request.actor, at=request.at, case_id=case_id, delegate_id=form.delegate_id, **data)

    if form.is_valid() and tried(form, act):
        messages.success(request, _("Đã ghi khiếu nại. Quyết định chưa có hiệu lực cho đến khi được giải quyết."))
        return redirect("rights:person", found.person_id)
    words = {"title": _("Ghi khiếu nại quyết định của Toà án"), "verb": _("Ghi khiếu nại"), "intro": COMPLAINED}
    return form_page(request, form, words | {"facts": presenters.ruling_facts(found)}, found.person_id)
