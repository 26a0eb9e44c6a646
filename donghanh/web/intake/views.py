"""Pages of lists on their way in: upload, check, enter, take back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from donghanh.intake import actions, queries, rules, running
from donghanh.kernel.errors import BadInput
from donghanh.web.intake import presenters, workbooks
from donghanh.web.intake.forms import UploadForm, columns_by_hand
from donghanh.web.shell import sign_in
from donghanh.web.shell.acts import number_of

PARTS = {"da-nhap": queries.entered, "dung-duoc": queries.waiting, "can-sua": queries.not_entered}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def batches(request: HttpRequest) -> HttpResponse:
    """The lists of the commune, and the form for a new one."""
    lines = queries.batches(request.actor)
    form = UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid() and (answer := _received(request, form)):
        return answer
    return render(request, "intake/list.jinja", {"form": form, "lines": lines, "p": presenters}, status=422 if form.errors else 200)


def template(request: HttpRequest) -> HttpResponse:
    """The empty form to fill in."""
    queries.batches(request.actor, limit=1)
    return _file(workbooks.template(), "mau-danh-sach.xlsx")


def batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """One list: what becomes of each row, and what can be done now. htmx asks here for the progress bar alone."""
    sheet = queries.batch_sheet(request.actor, batch_id, at=request.at)
    if request.htmx:
        return _progress(request, sheet)
    part = presenters.part(sheet.line, request.GET.get("xem", ""))
    page = number_of(request, "trang", 1)
    rows, pages = PARTS[part](request.actor, batch_id, page=page)
    kept = queries.persons_of(request.actor, batch_id, state="KEPT") if sheet.kept else []
    shown = {"sheet": sheet, "line": sheet.line, "rows": rows, "page": min(max(page, 1), pages), "pages": pages, "part": part}
    return render(request, "intake/batch.jinja", shown | {"kept": kept, "p": presenters})


def columns(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Which column is which, set by hand."""
    sheet = queries.batch_sheet(request.actor, batch_id, at=request.at)
    refusal = None
    if request.method == "POST":
        try:
            actions.read_again(actor=request.actor, at=request.at, batch_id=batch_id, by_hand=columns_by_hand(request.POST, sheet.sheets))
            _defer("read_batch", batch_id, only_if=queries.batch_sheet(request.actor, batch_id, at=request.at).line.state == "READING")
            return _to_batch(request, batch_id, _("Đã đọc lại tệp theo các cột vừa chọn."))
        except BadInput as wrong:
            refusal = wrong
    shown = {"sheet": sheet, "line": sheet.line, "refusal": refusal, "typed": request.POST, "choices": presenters.column_choices(), "p": presenters}
    return render(request, "intake/columns.jinja", shown, status=422 if refusal else 200)


def faults_file(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """The rows not entered, complete, with reason and mend: an export with names, so after a fresh proof of identity, and noted."""
    titles, rows = queries.rows_to_give_back(request.actor, batch_id)
    sign_in.require_step_up(request)
    actions.note_given_back(actor=request.actor, at=request.at, batch_id=batch_id)
    return _file(workbooks.given_back(titles, rows), "dong-can-sua.xlsx")


def confirm(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Enter the good rows: at once, or by the worker where there are many."""
    sheet = queries.batch_sheet(request.actor, batch_id, at=request.at)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("intake:batch", args=[batch_id]))
    actions.confirm(actor=request.actor, at=request.at, batch_id=batch_id)
    if sheet.line.ready > rules.SMALL:
        _defer("confirm_batch", batch_id)
        return HttpResponseRedirect(reverse("intake:batch", args=[batch_id]))
    running.enter(actor=request.actor, at=request.at, batch_id=batch_id)
    return _to_batch(request, batch_id, _("Đã nhập xong. Còn 7 ngày để gỡ cả đợt."))


def cancel(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Throw a list away that was not entered, after one question."""
    sheet = queries.batch_sheet(request.actor, batch_id, at=request.at)
    if request.method != "POST":
        return render(request, "intake/cancel.jinja", {"line": sheet.line})
    actions.cancel(actor=request.actor, at=request.at, batch_id=batch_id)
    messages.success(request, _("Đã huỷ danh sách; tệp và các bản nháp đã xoá."))
    return HttpResponseRedirect(reverse("intake:list"))


def undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take an entered list back, after one question."""
    sheet = queries.batch_sheet(request.actor, batch_id, at=request.at)
    if request.method != "POST":
        return render(request, "intake/undo.jinja", {"line": sheet.line, "sheet": sheet, "p": presenters})
    actions.undo(actor=request.actor, at=request.at, batch_id=batch_id)
    if sheet.line.entered > rules.SMALL:
        _defer("undo_batch", batch_id)
        return HttpResponseRedirect(reverse("intake:batch", args=[batch_id]))
    running.take_back(actor=request.actor, at=request.at, batch_id=batch_id)
    return _to_batch(request, batch_id, _("Đã gỡ đợt nhập."))


def _received(request: HttpRequest, form: UploadForm) -> HttpResponse | None:
    """To the page of the new list; None where the file is refused, with the sentence in the form."""
    upload = form.cleaned_data["file"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        with path.open("wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        try:
            made = actions.receive(actor=request.actor, at=request.at, unit_id=request.actor.unit_id, filename=upload.name, path=path)
        except BadInput as refusal:
            form.refuse(refusal)
            return None
    _defer("read_batch", made.pk, only_if=made.state == "READING")
    return HttpResponseRedirect(reverse("intake:batch", args=[made.pk]))


def _progress(request: HttpRequest, sheet: queries.BatchSheet) -> HttpResponse:
    if presenters.running(sheet):
        return render(request, "intake/_progress.jinja", {"sheet": sheet, "p": presenters})
    answer = HttpResponse()
    answer["HX-Refresh"] = "true"
    return answer


def _defer(task: str, batch_id: UUID, *, only_if: bool = True) -> None:
    """Give a long list to the worker, in the page's own transaction; one job of a list at a time."""
    if only_if:
        app.configure_task(f"intake.{task}", lock=f"intake-{batch_id}").defer(batch_id=str(batch_id))


def _to_batch(request: HttpRequest, batch_id: UUID, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return HttpResponseRedirect(reverse("intake:batch", args=[batch_id]))


def _file(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
