"""Search before create, and the list of a commune."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from donghanh.base.audit import actions as audit
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.people import queries
from donghanh.people.access import may
from donghanh.people.rules import ReasonFirst
from donghanh.people.terms import WhyNotSame
from donghanh.web.people import presenters, typed
from donghanh.web.people.forms import SearchForm
from donghanh.web.shell import brake

PAGE = 50


@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """GET shows what was asked for last; POST asks anew, or says that none of those shown is the person.

    A search sent by script is answered at once with what was found; "back" and "reload" then open the page by GET as ever.
    """
    if request.method == "POST" and "tao" in request.POST:
        return _none_of_these(request)
    form = SearchForm(request.POST or None, initial=typed.kept(request))
    if request.method == "POST" and form.is_valid():
        typed.keep(request, q=form.cleaned_data["q"], nam=str(form.cleaned_data["nam"] or ""), da_tim="1")
        return render(request, "people/_found.jinja", _results(request, form)) if request.htmx else redirect("people:search")
    answer = render(request, "people/search.jinja", _results(request, form), status=422 if form.errors else 200)
    if request.htmx:
        answer["HX-Retarget"] = "body"
    return answer


def _none_of_these(request: HttpRequest) -> HttpResponse:
    """On to the form of a new person, with the reason where similar ones were shown."""
    reason = request.POST.get("ly_do", "")
    if not reason:
        messages.warning(request, _("Chọn lý do vì sao không ai trong số này là người cần tìm."))
        return redirect("people:search")
    typed.keep(request, **(typed.kept(request) | {"ly_do": reason if reason in WhyNotSame.values else "", "da_tim": "1"}))
    return redirect("people:new")


def _results(request: HttpRequest, form: SearchForm) -> dict:
    asked = {} if form.errors else typed.kept(request)
    year = asked.get("nam", "")
    if queries.numbers_in(asked.get("q", "")):
        _check_elsewhere(request)
    found = queries.look_up(request.actor, asked.get("q", ""), birth_year=int(year) if year else None)
    brake.note_elsewhere(request, found.elsewhere)
    if found.is_number or found.elsewhere:
        audit.note_reading(actor=request.actor, at=request.at, page="people:search", person_id=None, unit_id=request.actor.unit_id, classes="D1")
    return {
        "form": form,
        "asked": asked.get("q", ""),
        "found": found,
        "cards": presenters.cards(found.rows, asked.get("q", "")),
        "reasons": WhyNotSame.choices,
        "may_register": may(request.actor, "person.register"),
        "may_unseal": may(request.actor, "person.unseal.ask"),
        "may_merge": may(request.actor, "person.merge.propose") or may(request.actor, "person.merge.approve"),
    }


def _check_elsewhere(request: HttpRequest) -> None:
    """The brake; where it stops, the number is forgotten, so that the page opens again for a search by name."""
    try:
        brake.check_elsewhere(request)
    except ReasonFirst:
        raise
    except MayNot:
        typed.forget(request)
        raise


@require_GET
def people_list(request: HttpRequest) -> HttpResponse:
    """The commune's people by given name, fifty at a time; looking through it is noted."""
    actor, after = request.actor, _mark(request.GET.get("sau", ""))
    rows = queries.listing(actor, actor.unit_id, after=after, limit=PAGE + 1)
    audit.note_reading(actor=actor, at=request.at, page="people:list", person_id=None, unit_id=actor.unit_id, classes="D1")
    return render(
        request, "people/list.jinja", {"rows": rows[:PAGE], "after": rows[PAGE - 1].person_id if len(rows) > PAGE else None, "first": not after}
    )


def _mark(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise NotInReach("Không tìm thấy trang này.", mend="Mở lại danh sách từ đầu.") from error
