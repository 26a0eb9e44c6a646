"""Correcting who a person is; papers and addresses."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from donghanh.kernel.errors import Refusal
from donghanh.people import access, actions
from donghanh.people.queries import PersonFile
from donghanh.people.rules import Number, StaleRecord
from donghanh.people.terms import Sex
from donghanh.web.people import presenters
from donghanh.web.people.forms import AddressForm, CorrectForm, NumberForm, ReasonForm
from donghanh.web.people.views.file import opened
from donghanh.web.shell.clock import local_date


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The form of a correction; 409 with both versions where somebody was quicker."""
    access.check_may_correct(request.actor)
    file = opened(request, person_id, page="people:correct")
    if request.method == "GET":
        return _correct_page(request, file, CorrectForm(initial=_initial(file)))
    form = CorrectForm(request.POST)
    if not form.is_valid():
        return _correct_page(request, file, form, status=422)
    sent = form.cleaned_data
    try:
        person = actions.correct(
            actor=request.actor, at=request.at, person_id=person_id, version=sent["version"], changes=form.changes(), reason=sent["reason"]
        )
    except StaleRecord as refusal:
        form.data = form.data.copy()
        form.data["version"] = file.version
        return _correct_page(request, file, form, differences=presenters.differences(refusal.theirs, refusal.mine), status=409)
    except Refusal as refusal:
        form.refuse(refusal)
        return _correct_page(request, file, form, status=422)
    messages.success(request, _("Đã sửa. Hồ sơ niêm phong: mở lại cần người thứ hai đồng ý.") if person.is_sealed else _("Đã sửa."))
    return redirect("people:person", person_id)


def _initial(file: PersonFile) -> dict:
    words = {word: value for value, word in Sex.choices}
    return {
        "full_name": file.name,
        "other_name": file.other_name,
        "sex": words[file.sex],
        "born_on": file.born_on,
        "birth_year": "" if file.born_on else file.birth_year,
        "guardian_name": file.guardian_name,
        "version": file.version,
    }


def _correct_page(request: HttpRequest, file: PersonFile, form: CorrectForm, *, differences: list | None = None, status: int = 200) -> HttpResponse:
    words = {"file": file, "bar": presenters.bar(file), "form": form, "differences": differences or []}
    return render(request, "people/correct.jinja", words, status=status)


@require_http_methods(["GET", "POST"])
def address(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Addresses over time, and a new one."""
    access.check_may_correct(request.actor)
    file = opened(request, person_id, page="people:address")
    form = AddressForm(request.POST or None, today=local_date(request.at), initial={"kind": "CURRENT"})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_address(actor=request.actor, at=request.at, person_id=person_id, home=form.home())
            messages.success(request, _("Đã ghi địa chỉ mới."))
            return redirect("people:address", person_id)
        except Refusal as refusal:
            form.refuse(refusal)
    return render(request, "people/address.jinja", {"file": file, "bar": presenters.bar(file), "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Identity numbers, and one more."""
    access.check_may_correct(request.actor)
    file = opened(request, person_id, page="people:papers")
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = Number(form.cleaned_data["kind"], form.cleaned_data["number"])
        try:
            actions.add_identifier(actor=request.actor, at=request.at, person_id=person_id, number=number)
            messages.success(request, _("Đã thêm số giấy tờ."))
            return redirect("people:papers", person_id)
        except Refusal as refusal:
            refusal.field = "kind" if refusal.field == "kind" else "number"
            form.refuse(refusal)
    return _papers_page(request, file, form)


@require_POST
def end_number(request: HttpRequest, person_id: UUID, number_id: UUID) -> HttpResponse:
    """A number is no longer in use; says why."""
    form = ReasonForm(request.POST)
    access.check_may_correct(request.actor)
    if form.is_valid():
        actions.end_identifier(actor=request.actor, at=request.at, identifier_id=number_id, reason=form.cleaned_data["reason"])
        messages.success(request, _("Số này đã ngừng dùng."))
        return redirect("people:papers", person_id)
    return _papers_page(request, opened(request, person_id, page="people:papers"), NumberForm(), ending=form)


def _papers_page(request: HttpRequest, file: PersonFile, form: NumberForm, *, ending: ReasonForm | None = None) -> HttpResponse:
    words = {"file": file, "bar": presenters.bar(file), "form": form, "ending": ending}
    return render(request, "people/papers.jinja", words, status=422 if form.errors or ending else 200)
