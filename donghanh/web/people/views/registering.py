"""The form of a new person; it opens only after a search."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from donghanh.base.places import queries as places
from donghanh.kernel.errors import MayNot, Refusal
from donghanh.people import access, actions, queries, rules
from donghanh.people.rules import NewPerson
from donghanh.web.people import presenters, typed
from donghanh.web.people.forms import NUMBER_FIELDS, CardForm, RegisterForm
from donghanh.web.shell import brake
from donghanh.web.shell.clock import local_date


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """GET the form with what was typed into the search; POST reads a card into it, or registers."""
    access.check_may_register(request.actor, request.actor.unit_id)
    searched = typed.kept(request)
    if not searched.get("da_tim"):
        messages.info(request, _("Tìm trước khi tạo: gõ số CCCD hoặc họ tên."))
        return redirect("people:search")
    if request.method == "POST" and "doc_the" in request.POST:
        return _read_card(request)
    if request.method == "POST":
        return _register(request, _form(request, request.POST))
    return _show(request, _form(request, initial=_initial(request, searched)))


def _form(request: HttpRequest, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> RegisterForm:
    return RegisterForm(data, today=local_date(request.at), initial=initial)


def _initial(request: HttpRequest, searched: dict[str, str]) -> dict[str, Any]:
    words = searched.get("q", "")
    number = queries.numbers_in(words)
    return {
        "full_name": "" if number else words,
        "birth_year": searched.get("nam", ""),
        "place": places.path(request.actor.unit_id),
        "why_not_same": searched.get("ly_do", ""),
    } | {field: one.value for field, kind in NUMBER_FIELDS.items() for one in number if one.kind == kind}


def _read_card(request: HttpRequest) -> HttpResponse:
    """Fill the form from the card's text; nothing of it is kept."""
    card = CardForm(request.POST)
    try:
        filled = card.filled() if card.is_valid() else None
    except Refusal as refusal:
        card.refuse(refusal)
        filled = None
    if filled is None:
        return _show(request, _form(request, initial=_initial(request, typed.kept(request))), card=card, status=422)
    home = _home(filled["detail"], local_date(request.at))
    form = _form(request, initial=_initial(request, typed.kept(request)) | filled | home)
    return _show(request, form, told=_("Đã điền từ thẻ. Xem lại từng ô rồi ghi vào sổ."))


def _home(address: str, on: date) -> dict[str, str]:
    """A card's address as commune and what lies below it ("Ấp 3, Bắc Sơn, Trảng Bom, Đồng Nai"), so that neither is written twice.

    Nothing where no commune of today or before is surely meant: then the whole address stays in one box for the officer to part.
    """
    parts = [part.strip() for part in address.split(",") if part.strip()]
    for above in (3, 2):
        try:
            unit = places.unit_named(", ".join(parts[-above:]), on=on) if len(parts) >= above else None
        except Refusal:
            continue
        if unit:
            return {"place": unit.path, "detail": ", ".join(parts[:-above])}
    return {}


def _register(request: HttpRequest, form: RegisterForm) -> HttpResponse:
    if not form.is_valid():
        return _show(request, form, status=422)
    on = local_date(request.at)
    try:
        person = rules.clean_person(form.person(), on=on)
        warnings = [] if form.cleaned_data["checked"] else rules.number_warnings(person)
        if warnings:
            return _show(request, form, warnings=warnings, status=422)
        brake.check_elsewhere(request)
        made = _write(request, person, form.cleaned_data["why_not_same"])
    except rules.CannotRegister as refusal:
        form.refuse(refusal)
        return _show(request, form, similar=_similar(request, person), status=422)
    except MayNot:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return _show(request, form, status=422)
    typed.forget(request)
    messages.success(request, _("Đã ghi vào sổ."))
    return redirect("people:person", made)


def _write(request: HttpRequest, person: NewPerson, why_not_same: str) -> UUID:
    return actions.register(
        actor=request.actor,
        at=request.at,
        unit_id=request.actor.unit_id,
        full_name=person.full_name,
        sex=person.sex,
        born_on=person.born_on,
        birth_year=person.birth_year,
        identifiers=person.numbers,
        addresses=person.homes,
        other_name=person.other_name,
        guardian_name=person.guardian_name,
        why_not_same=why_not_same,
    ).pk


def _similar(request: HttpRequest, person: NewPerson) -> queries.Candidates:
    found = queries.possible_duplicates(
        request.actor,
        full_name=person.full_name,
        birth_year=person.birth_year,
        born_on=person.born_on,
        guardian_name=person.guardian_name,
        identifiers=person.numbers,
    )
    brake.note_elsewhere(request, found.elsewhere)
    return found


def _show(
    request: HttpRequest,
    form: RegisterForm,
    *,
    card: CardForm | None = None,
    told: str = "",
    warnings: list[str] | None = None,
    similar: queries.Candidates | None = None,
    status: int = 200,
) -> HttpResponse:
    words = {
        "form": form,
        "card": card or CardForm(),
        "told": told,
        "warnings": warnings or [],
        "cards": presenters.cards(similar.rows, form.data.get("full_name", "")) if similar else [],
        "elsewhere": similar.elsewhere if similar else (),
    }
    return render(request, "people/new.jinja", words, status=status)
