"""One decision: read, checked, sent back, signed, put away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from donghanh.decisions import actions
from donghanh.decisions.queries import DecisionSheet
from donghanh.decisions.terms import DraftState
from donghanh.kernel import access
from donghanh.web.decisions import forms, presenters
from donghanh.web.decisions.views._common import opened
from donghanh.web.shell import sign_in
from donghanh.web.shell.acts import tried


@require_GET
def decision(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """A draft to be checked and signed, or a signed decision with all that follows from it."""
    sheet = opened(request, decision_id, page="decisions:decision")
    if sheet.row.state == DraftState.SIGNED:
        return render(request, "decisions/signed.jinja", {"sheet": sheet, "page": presenters.signed_page(request, sheet)})
    return _review(request, sheet, forms.SignForm(initial={"seen": sheet.seen}))


@require_POST
def check(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """The second pair of eyes is done; the draft goes on to the signer."""
    access.require_verb(request.actor, "decision.check")
    actions.check(actor=request.actor, at=request.at, decision_id=decision_id)
    messages.success(request, _("Đã kiểm tra xong. Dự thảo đã sang danh sách chờ ký."))
    return redirect("decisions:decision", decision_id)


@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """Send a draft back, naming what to mend."""
    access.require_verb(request.actor, "decision.sign" if "decision.sign" in request.actor.may else "decision.check")
    sheet = opened(request, decision_id, page="decisions:return")
    form = forms.ReturnForm(request.POST or None, initial={"what": "Cũ"} if sheet.is_stale else None)
    if form.is_valid() and tried(form, lambda: _send_back(request, decision_id, form.sentence)):
        messages.success(request, _("Đã trả lại cho %(name)s.") % {"name": sheet.row.drafter_name or _("người soạn")})
        return redirect("decisions:signing" if "decision.sign" in request.actor.may else "decisions:checking")
    words = {"sheet": sheet, "form": form, "name": presenters.NAMES[sheet.row.kind]}
    return render(request, "decisions/return.jinja", words, status=422 if form.is_bound else 200)


@require_POST
def sign(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """Sign: right office, read, identity proved in the last five minutes."""
    access.require_verb(request.actor, "decision.sign")
    sheet = opened(request, decision_id, page="decisions:sign")
    form = forms.SignForm(request.POST)
    is_read = form.is_valid()
    if not is_read and sheet.row.state == DraftState.SIGNED:
        return redirect("decisions:decision", decision_id)
    if is_read:
        sign_in.require_step_up(request)
        if tried(form, lambda: _sign(request, decision_id, form)):
            return redirect("decisions:decision", decision_id)
    return _review(request, sheet, form, status=422)


@require_POST
def take_back(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """The drafter takes his waiting draft back to mend it."""
    access.require_verb(request.actor, "decision.draft")
    actions.take_back(actor=request.actor, at=request.at, decision_id=decision_id)
    messages.success(request, _("Đã rút dự thảo về. Bấm “Soạn lại” để sửa."))
    return redirect("decisions:decision", decision_id)


@require_POST
def drop(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """Put a draft away."""
    access.require_verb(request.actor, "decision.draft")
    dropped = actions.drop(actor=request.actor, at=request.at, decision_id=decision_id)
    messages.success(request, _("Đã bỏ dự thảo. Bản đó vẫn đọc được ở hồ sơ."))
    return redirect("cases:case", dropped.case_id)


def _review(request: HttpRequest, sheet: DecisionSheet, form: forms.SignForm, *, status: int = 200) -> HttpResponse:
    return render(request, "decisions/decision.jinja", {"sheet": sheet, "form": form, "page": presenters.review(request, sheet)}, status=status)


def _send_back(request: HttpRequest, decision_id: UUID, reason: str) -> None:
    actions.return_draft(actor=request.actor, at=request.at, decision_id=decision_id, reason=reason)


def _sign(request: HttpRequest, decision_id: UUID, form: forms.SignForm) -> None:
    data = form.cleaned_data
    actions.sign(actor=request.actor, at=request.at, decision_id=decision_id, has_read=data["has_read"], seen=data["seen"])
