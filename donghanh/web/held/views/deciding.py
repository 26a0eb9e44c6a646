"""One decision of the facility: read, checked, sent back, signed, put away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from donghanh.decisions import actions as steps
from donghanh.decisions.held import actions
from donghanh.decisions.held.queries import HeldSheet
from donghanh.decisions.terms import DraftState
from donghanh.kernel import access
from donghanh.web.decisions.forms import ReturnForm, SignForm
from donghanh.web.held import presenters
from donghanh.web.held.views._common import opened
from donghanh.web.shell import sign_in
from donghanh.web.shell.acts import tried


@require_GET
def decision(request: HttpRequest, passage_id: UUID, decision_id: UUID) -> HttpResponse:
    """A draft to be checked and signed, or what was signed with its files and who has it."""
    sheet = opened(request, passage_id, decision_id, page="held:decision")
    if sheet.row.state == DraftState.SIGNED:
        return render(request, "held/signed.jinja", {"sheet": sheet, "page": presenters.signed_page(request, sheet)})
    return _review(request, sheet, SignForm(initial={"seen": sheet.seen}))


@require_POST
def check(request: HttpRequest, passage_id: UUID, decision_id: UUID) -> HttpResponse:
    """The second pair of eyes is done; the draft goes on to the head."""
    access.require_verb(request.actor, "held.check")
    steps.check(actor=request.actor, at=request.at, decision_id=decision_id)
    messages.success(request, _("Đã kiểm tra xong. Dự thảo đã sang danh sách chờ ký."))
    return redirect("held:decision", passage_id, decision_id)


@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, passage_id: UUID, decision_id: UUID) -> HttpResponse:
    """Send a draft back, naming what to mend."""
    access.require_verb(request.actor, "held.check")
    sheet = opened(request, passage_id, decision_id, page="held:return")
    form = ReturnForm(request.POST or None, initial={"what": "Cũ"} if sheet.is_stale else None)
    told = {"actor": request.actor, "at": request.at, "decision_id": decision_id}
    if form.is_valid() and tried(form, lambda: steps.return_draft(**told, reason=form.sentence)):
        messages.success(request, _("Đã trả lại cho %(name)s.") % {"name": sheet.row.drafter_name or _("người soạn")})
        return redirect("held:desk")
    words = {"sheet": sheet, "form": form, "name": presenters.NAMES[sheet.row.kind]}
    return render(request, "held/return.jinja", words, status=422 if form.is_bound else 200)


@require_POST
def sign(request: HttpRequest, passage_id: UUID, decision_id: UUID) -> HttpResponse:
    """Sign: the head, read, identity proved in the last five minutes."""
    access.require_verb(request.actor, "held.sign")
    sheet = opened(request, passage_id, decision_id, page="held:sign")
    form = SignForm(request.POST)
    is_read = form.is_valid()
    if sheet.row.state == DraftState.SIGNED:
        return redirect("held:decision", passage_id, decision_id)
    if is_read:
        sign_in.require_step_up(request)
        if tried(form, lambda: _sign(request, decision_id, form)):
            return redirect("held:decision", passage_id, decision_id)
    return _review(request, sheet, form, status=422)


@require_POST
def take_back(request: HttpRequest, passage_id: UUID, decision_id: UUID) -> HttpResponse:
    """The drafter takes his waiting draft back to mend it."""
    access.require_verb(request.actor, "held.draft")
    steps.take_back(actor=request.actor, at=request.at, decision_id=decision_id)
    messages.success(request, _("Đã rút dự thảo về. Bấm “Soạn lại” để sửa."))
    return redirect("held:decision", passage_id, decision_id)


@require_POST
def drop(request: HttpRequest, passage_id: UUID, decision_id: UUID) -> HttpResponse:
    """Put a draft away."""
    access.require_verb(request.actor, "held.draft")
    steps.drop(actor=request.actor, at=request.at, decision_id=decision_id)
    messages.success(request, _("Đã bỏ dự thảo. Bản đó vẫn đọc được ở trang quyết định của hồ sơ."))
    return redirect("held:file", passage_id)


def _review(request: HttpRequest, sheet: HeldSheet, form: SignForm, *, status: int = 200) -> HttpResponse:
    return render(request, "held/decision.jinja", {"sheet": sheet, "form": form, "page": presenters.review(request, sheet)}, status=status)


def _sign(request: HttpRequest, decision_id: UUID, form: SignForm) -> None:
    data = form.cleaned_data
    actions.sign(actor=request.actor, at=request.at, decision_id=decision_id, has_read=data["has_read"], seen=data["seen"])
