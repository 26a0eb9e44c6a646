"""Pages of papers: read the input, one call below, show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from donghanh.base.audit import actions as audit
from donghanh.base.documents import render as documents
from donghanh.base.documents.terms import MediaType
from donghanh.decisions.papers import actions, queries
from donghanh.decisions.papers.queries import PaperSheet
from donghanh.kernel import access
from donghanh.kernel.errors import BadInput, Cannot
from donghanh.legal.forms import to_type
from donghanh.web.papers import presenters
from donghanh.web.papers.forms import MakeForm, PaperForm, WithdrawForm
from donghanh.web.papers.public import check
from donghanh.web.shell import brake, sign_in
from donghanh.web.shell.acts import both
from donghanh.web.shell.forms import Form

__all__ = ["begin", "check", "drop", "file", "listing", "make", "paper", "withdraw"]
CLASSES = "D1 D2 D3"


@require_GET
def listing(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The papers of a case, and what its present step asks for."""
    _may_open(request)
    papers = queries.of_case(request.actor, case_id, at=request.at)
    _noted(request, "papers:list", papers.case.row.person_id, papers.case.unit_id)
    return render(request, "papers/list.jinja", {"case": papers.case, "page": presenters.listed(request, papers)})


@both
def begin(request: HttpRequest, case_id: UUID, form_id: str) -> HttpResponse:
    """A form for a case: what is known stands there, the rest is typed."""
    access.require_verb(request.actor, "case.record")
    replaces = _uuid(request.GET.get("thay", ""))
    typed = queries.values_of(request.actor, replaces) if replaces else None
    sheet = queries.begun(request.actor, case_id, form_id, at=request.at, typed=typed)
    _noted(request, "papers:begin", sheet.case.row.person_id, sheet.case.unit_id)
    form = PaperForm(request.POST or None, asked=to_type(sheet.filled))
    if request.method == "POST" and form.is_valid():
        if "xem" in request.POST:
            sheet = queries.begun(request.actor, case_id, form_id, at=request.at, typed=form.values)
        else:
            made: list[UUID] = []
            if _tried(form, lambda: made.append(_draft(request, case_id, form_id, form, replaces))):
                messages.success(request, _("Đã lưu bản soạn."))
                return redirect("papers:paper", made[0])
    return _show(request, sheet, form)


@both
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """One paper: a draft to be filled and made final, or a final one with its files."""
    _may_open(request)
    sheet = _opened(request, paper_id, page="papers:paper")
    form = PaperForm(request.POST or None, asked=to_type(sheet.filled), initial={"seen": sheet.version})
    if request.method == "POST":
        access.require_verb(request.actor, "case.record")
        if form.is_valid() and "xem" in request.POST:
            sheet = queries.paper_sheet(request.actor, paper_id, at=request.at, typed=form.values)
        elif form.is_valid() and _tried(form, lambda: _save(request, paper_id, form)):
            messages.success(request, _("Đã lưu bản soạn."))
            return redirect("papers:paper", paper_id)
    return _show(request, sheet, form)


@require_POST
def make(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Make the draft final, on a fresh proof of identity."""
    _may_open(request)
    sheet = _opened(request, paper_id, page="papers:make")
    form = MakeForm(request.POST)
    if form.is_valid():
        sign_in.require_step_up(request)
        if _tried(form, lambda: _make(request, paper_id, form)):
            messages.success(request, _("Đã lập bản chính."))
            return redirect("papers:paper", paper_id)
    return _show(request, sheet, PaperForm(None, asked=to_type(sheet.filled), initial={"seen": sheet.version}), make_form=form)


@both
def withdraw(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Take a final paper back, with the reason."""
    _may_open(request)
    sheet = _opened(request, paper_id, page="papers:withdraw")
    form = WithdrawForm(request.POST or None)
    if form.is_valid() and _tried(form, lambda: _withdraw(request, paper_id, form)):
        messages.success(request, _("Đã thu hồi. Trang kiểm tra cho biết giấy này không còn giá trị."))
        return redirect("papers:paper", paper_id)
    return render(request, "papers/withdraw.jinja", {"sheet": sheet, "form": form}, status=422 if form.is_bound else 200)


@require_POST
def drop(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Put a draft away."""
    access.require_verb(request.actor, "case.record")
    dropped = actions.drop(actor=request.actor, at=request.at, paper_id=paper_id)
    messages.success(request, _("Đã bỏ bản soạn."))
    return redirect("papers:list", dropped.case_id)


@require_GET
def file(request: HttpRequest, paper_id: UUID, kind: str) -> HttpResponse:
    """The kept file, or the draft as it would be printed; the identity number stands in full, so a fresh proof is asked and the taking noted."""
    _may_open(request)
    sheet = queries.paper_sheet(request.actor, paper_id, at=request.at)
    types = {"pdf": MediaType.PDF, "docx": MediaType.DOCX}
    if kind not in types:
        raise Http404
    sign_in.require_step_up(request)
    _noted(request, "papers:file", sheet.case.row.person_id, sheet.case.unit_id)
    kept = queries.file(request.actor, paper_id, kind)
    content = kept.content if kept else getattr(documents, kind)(queries.printed_in_full(request.actor, paper_id, at=request.at))
    answer = HttpResponse(content, content_type=types[kind])
    answer["Content-Disposition"] = f'attachment; filename="{presenters.file_name(sheet)}.{kind}"'
    return answer


def _may_open(request: HttpRequest) -> None:
    access.require_verb(request.actor, "decision.sign" if "decision.sign" in request.actor.may else "case.record")


def _opened(request: HttpRequest, paper_id: UUID, *, page: str) -> PaperSheet:
    """The paper, its opening noted before it is shown."""
    sheet = queries.paper_sheet(request.actor, paper_id, at=request.at)
    _noted(request, page, sheet.case.row.person_id, sheet.case.unit_id)
    return sheet


def _noted(request: HttpRequest, page: str, person_id: UUID, unit_id: int) -> None:
    brake.check(request, person_id)
    audit.note_reading(actor=request.actor, at=request.at, page=page, person_id=person_id, unit_id=unit_id, classes=CLASSES)


def _show(request: HttpRequest, sheet: PaperSheet, form: PaperForm, *, make_form: MakeForm | None = None) -> HttpResponse:
    bad = any(one is not None and one.is_bound and one.errors for one in (form, make_form))
    words = {
        "sheet": sheet,
        "form": form,
        "make_form": make_form or MakeForm(initial={"seen": sheet.version}),
        "page": presenters.page(request, sheet),
        "is_wrong": bad,
    }
    return render(request, "papers/paper.jinja", words, status=422 if bad else 200)


def _tried(form: Form, act: Callable[[], Any]) -> bool:
    """Run the act of a form; what the file or the law does not allow is shown in the form."""
    try:
        act()
    except (Cannot, BadInput) as refusal:
        form.refuse(refusal)
        return False
    return True


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _draft(request: HttpRequest, case_id: UUID, form_id: str, form: PaperForm, replaces: UUID | None) -> UUID:
    made = actions.draft(actor=request.actor, at=request.at, case_id=case_id, form_id=form_id, values=form.values, replaces=replaces)
    return made.pk


def _save(request: HttpRequest, paper_id: UUID, form: PaperForm) -> None:
    seen = form.cleaned_data["seen"] or 0
    actions.save(actor=request.actor, at=request.at, paper_id=paper_id, values=form.values, seen=seen)


def _make(request: HttpRequest, paper_id: UUID, form: MakeForm) -> None:
    data = form.cleaned_data
    actions.make(actor=request.actor, at=request.at, paper_id=paper_id, seen=data["seen"], has_read=data["has_read"])


def _withdraw(request: HttpRequest, paper_id: UUID, form: WithdrawForm) -> None:
    actions.withdraw(actor=request.actor, at=request.at, paper_id=paper_id, reason=form.cleaned_data["reason"])
