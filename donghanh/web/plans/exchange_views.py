"""Plans on their way in, their versions, and two of them side by side."""

from __future__ import annotations

from pathlib import PurePath
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from donghanh.kernel.errors import BadInput, Cannot
from donghanh.programme import queries as programme
from donghanh.programme.exchange import actions, queries
from donghanh.web.plans import standing
from donghanh.web.plans.exchange_forms import BringForm, CompareForm, ConfirmForm, DayForm
from donghanh.web.shell import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
READ = ("GET", "HEAD", "POST")


@require_http_methods(READ)
def bring(request: HttpRequest) -> HttpResponse:
    """The files of the province, and the form for a new one."""
    lines = queries.drafts(request.actor)
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            kept = actions.receive(actor=request.actor, at=request.at, filename=upload.name, content=upload.read())
            return redirect("plans:draft", kept.pk)
        except BadInput as refusal:
            form.refuse(refusal)
    return render(request, "plans/bring.jinja", {"form": form, "lines": lines}, status=422 if form.errors else 200)


@require_safe
def form(request: HttpRequest) -> HttpResponse:
    """The empty Excel form."""
    return _file(queries.form(request.actor), "mau-ke-hoach.xlsx", XLSX)


@require_http_methods(READ)
def draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """One file: its faults beside their places, or what it would change, to be confirmed."""
    sheet = queries.draft(request.actor, draft_id)
    form = _confirm_form(request, sheet)
    if form and request.method == "POST" and form.is_valid():
        try:
            made = actions.confirm(actor=request.actor, at=request.at, draft_id=draft_id, **form.cleaned_data)
            messages.success(request, _("Đã nhập. Bản trước vẫn đọc được ở trang Các bản của kế hoạch."))
            return redirect("plans:plan", made.plan_id)
        except (BadInput, Cannot) as refusal:
            form.refuse(refusal)
    shown = {"sheet": sheet, "form": form, "told": standing.told(sheet.checked)}
    return render(request, "plans/draft.jinja", shown, status=422 if form and form.errors else 200)


@require_safe
def draft_file(request: HttpRequest, draft_id: UUID, kind: str) -> HttpResponse:
    """The file as it was brought in, or the same plan as the Excel form."""
    if kind == "mau":
        return _file(queries.draft_form(request.actor, draft_id), "ke-hoach.xlsx", XLSX)
    name, raw = queries.draft_file(request.actor, draft_id)
    return _file(raw, f"ke-hoach{PurePath(name).suffix.lower()}", "application/octet-stream")


@require_safe
def versions(request: HttpRequest, plan_id: str) -> HttpResponse:
    """All versions of a plan; which was in force on a day."""
    plan = standing.plan(request.actor, plan_id)
    found = programme.versions(request.actor, plan_id)
    form = DayForm(request.GET) if request.GET else DayForm()
    on = form.cleaned_data.get("ngay") if form.is_bound and form.is_valid() else None
    then = programme.version_on(request.actor, plan_id, on=on) if on else None
    shown = {"plan": plan, "versions": found, "form": form, "on": on, "then": then, "may": programme.may_import(request.actor)}
    return render(request, "plans/versions.jinja", shown, status=422 if form.errors else 200)


@require_safe
def version(request: HttpRequest, plan_id: str, number: int) -> HttpResponse:
    """One version whole, as it was."""
    plan = standing.plan(request.actor, plan_id)
    said = standing.readable(programme.content(request.actor, plan_id, number))
    row = next(one for one in programme.versions(request.actor, plan_id) if one.number == number)
    return render(request, "plans/version.jinja", {"plan": plan, "version": row, "said": said})


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two plans or versions side by side, in words."""
    choices = standing.choices(request.actor)
    form = CompareForm(request.GET, versions=choices) if request.GET.get("b") else CompareForm(initial=request.GET, versions=choices)
    found = None
    if form.is_bound and form.is_valid():
        a, b = (standing.mark(form.cleaned_data[one]) for one in ("a", "b"))
        found = queries.side_by_side(request.actor, a, b)
    names = dict(choices)
    shown = {"form": form, "found": found, "a": names.get(request.GET.get("a")), "b": names.get(request.GET.get("b")), "has_any": bool(choices)}
    return render(request, "plans/compare.jinja", shown, status=422 if form.errors else 200)


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _confirm_form(request: HttpRequest, sheet: queries.DraftSheet) -> ConfirmForm | None:
    """The form to confirm; None where there is nothing to confirm."""
    data = sheet.checked.data
    if data is None or sheet.row.became:
        return None
    start = {"in_force_from": clock.local_date(request.at), "stands": sheet.standing.number if sheet.standing else None}
    if sheet.standing is None:
        start |= {"instrument": data.number, "signed_on": data.issued_on, "in_force_from": data.issued_on}
    return ConfirmForm(request.POST or None, is_new=sheet.standing is None, initial=start)
