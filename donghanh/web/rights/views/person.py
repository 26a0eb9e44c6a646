"""One person: what he asked, what he was shown, who acts for him."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from donghanh.kernel.workdays import local_day
from donghanh.rights import actions, printing, queries
from donghanh.rights.terms import DelegateKind, DelegateMay
from donghanh.web.rights import forms, presenters
from donghanh.web.rights.views._common import form_page, opened, paper, to_write
from donghanh.web.shell import sign_in
from donghanh.web.shell.acts import both, tried

SHOWN = "Người trong hồ sơ, hoặc người đại diện, có quyền xem. Máy ghi cả phiên bản hồ sơ lúc đó."
DELEGATED = "Người đại diện chỉ làm được những việc đã chọn, trong thời gian đã ghi. Hết ngày thì tự hết hạn."


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for an answer at this place, the oldest first."""
    found = queries.open_requests(request.actor)
    lines = {
        "corrections": [presenters.correction_line(r) for r in found.corrections],
        "contests": [presenters.contest_line(r) for r in found.contests],
    }
    return render(request, "rights/open.jinja", lines)


@require_GET
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Everything this person has asked, and what may be done for him."""
    sheet = opened(request, person_id, page="rights:person")
    lines = {
        "corrections": [presenters.correction_line(r) for r in sheet.corrections],
        "contests": [presenters.contest_line(r) for r in sheet.contests],
        "rulings": [presenters.ruling_panel(r) for r in sheet.rulings],
        "may_write": "case.record" in request.actor.may,
    }
    return render(request, "rights/person.jinja", {"sheet": sheet} | lines)


@both
def show(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Record that the file was shown."""
    sheet = to_write(request, person_id, page="rights:show")
    now = {"on": local_day(request.at), "time": ""}
    form = forms.ShowForm(request.POST or None, delegates=sheet.delegates, initial=now)

    def act() -> None:
        told = {"shown_at": form.shown_at, "has_copy": form.cleaned_data["has_copy"], "delegate_id": form.delegate_id}
        actions.show_file(actor=request.actor, at=request.at, person_id=sheet.person.id, **told)

    if form.is_valid() and tried(form, act):
        messages.success(request, _("Đã ghi việc cho xem hồ sơ."))
        return redirect("rights:person", sheet.person.id)
    words = {"title": _("Ghi việc cho xem hồ sơ"), "verb": _("Ghi đã cho xem"), "intro": SHOWN}
    return form_page(request, form, words, sheet.person.id)


@require_GET
def extract(request: HttpRequest, person_id: UUID, form: str) -> HttpResponse:
    """The extract for the person himself, on a fresh proof of identity, its taking noted."""
    sheet = to_write(request, person_id, page="rights:extract")
    sign_in.require_step_up(request)
    leaflet = printing.extract_of(request.actor, sheet.person.id, at=request.at)
    return paper(leaflet, form, presenters.file_name("ban-trich", str(sheet.person.id)[:8], form))


@both
def delegate(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Write down a guardian or lawyer."""
    sheet = to_write(request, person_id, page="rights:delegate")
    form = forms.DelegateForm(request.POST or None, initial={"starts_on": local_day(request.at)})

    def act() -> None:
        data = form.cleaned_data
        actions.name_delegate(
            actor=request.actor,
            at=request.at,
            person_id=sheet.person.id,
            kind=DelegateKind(data["kind"]),
            full_name=data["full_name"],
            basis=data["basis"],
            may=tuple(DelegateMay(one) for one in data["may"]),
            starts_on=data["starts_on"],
            ends_before=form.ends_before,
        )

    if form.is_valid() and tried(form, act):
        messages.success(request, _("Đã ghi người đại diện. Hết ngày đã ghi thì tự hết hạn."))
        return redirect("rights:person", sheet.person.id)
    return form_page(request, form, {"title": _("Ghi người đại diện"), "verb": _("Ghi người đại diện"), "intro": DELEGATED}, sheet.person.id)


@both
def end_delegate(request: HttpRequest, person_id: UUID, delegate_id: UUID) -> HttpResponse:
    """Take a grant back before its day."""
    sheet = to_write(request, person_id, page="rights:end_delegate")
    found = next((one for one in sheet.delegates if one.view.id == delegate_id), None)
    if found is None:
        raise Http404
    form = forms.EndForm(request.POST or None)

    def act() -> None:
        actions.end_delegate(actor=request.actor, at=request.at, delegate_id=delegate_id, reason=form.cleaned_data["reason"])

    if form.is_valid() and tried(form, act):
        messages.success(request, _("Việc đại diện đã kết thúc."))
        return redirect("rights:person", sheet.person.id)
    words = {"title": _("Kết thúc việc đại diện"), "verb": _("Kết thúc"), "facts": [(_("Người đại diện"), found.view.full_name)]}
    return form_page(request, form, words, sheet.person.id)
