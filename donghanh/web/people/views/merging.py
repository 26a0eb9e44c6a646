"""Two records of one human being: proposing, and the desk where others decide."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from donghanh.kernel.errors import BadInput, Refusal
from donghanh.people import access, actions, queries
from donghanh.people.queries import PersonFile
from donghanh.web.people import presenters
from donghanh.web.people.forms import FindForm, MergeForm
from donghanh.web.people.views.file import opened
from donghanh.web.shell import sign_in


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Find the second record, set both side by side, propose. Changes neither of them."""
    access.check_may_propose(request.actor)
    file = opened(request, person_id, page="people:merge")
    if request.method == "GET":
        return _page(request, file)
    if "tim" in request.POST:
        find = FindForm(request.POST)
        found = queries.look_up(request.actor, find.cleaned_data["q"]).rows if find.is_valid() else None
        return _page(request, file, find=find, found=found, status=422 if find.errors else 200)
    return _propose(request, file, MergeForm(request.POST))


def _propose(request: HttpRequest, file: PersonFile, form: MergeForm) -> HttpResponse:
    if form.is_valid():
        kept, gone = (file.id, form.cleaned_data["other"])[:: 1 if form.cleaned_data["keep"] == "this" else -1]
        try:
            actions.propose_merge(actor=request.actor, at=request.at, kept_id=kept, gone_id=gone, reason=form.cleaned_data["reason"])
            messages.success(request, _("Đã gửi đề nghị. Người có thẩm quyền khác sẽ quyết định."))
            return redirect("people:merges")
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(request, file, form=form, status=422)


def _page(
    request: HttpRequest,
    file: PersonFile,
    *,
    find: FindForm | None = None,
    found: tuple | None = None,
    form: MergeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    others = [row.person_id for row in found or () if row.person_id != file.id]
    if form is not None and "other" in getattr(form, "cleaned_data", {}):
        others = [form.cleaned_data["other"]]
    sides = queries.merge_sides(request.actor, [file.id, *others])
    words = {
        "file": file,
        "bar": presenters.bar(file),
        "find": find or FindForm(),
        "form": form or MergeForm(),
        "this": sides.get(file.id),
        "others": None if found is None and form is None else [sides[one] for one in others if one in sides],
    }
    return render(request, "people/merge.jinja", words, status=status)


@require_http_methods(["GET", "POST"])
def merges(request: HttpRequest) -> HttpResponse:
    """The desk: proposals with both sides; POST approves (after a fresh proof of who signs), refuses or undoes."""
    access.check_may_see_merges(request.actor)
    refusal = None
    if request.method == "POST":
        try:
            messages.success(request, _decide(request))
            return redirect("people:merges")
        except Refusal as refused:
            refusal = refused
    words = {
        "rows": queries.merge_desk(request.actor, at=request.at),
        "may_decide": access.may(request.actor, "person.merge.approve"),
        "problem": [{"id": "", "text": str(refusal)}] if refusal else [],
    }
    return render(request, "people/merges.jinja", words, status=422 if refusal else 200)


def _decide(request: HttpRequest) -> str:
    act, reason = request.POST.get("viec", ""), request.POST.get("reason", "")
    given = {"actor": request.actor, "at": request.at, "merge_id": _id(request.POST.get("de_nghi", ""))}
    if act == "duyet":
        sign_in.require_step_up(request)
        actions.approve_merge(**given)
        return _("Đã gộp. Có thể hoàn tác trong 30 ngày.")
    if act == "tu-choi":
        actions.refuse_merge(**given, reason=reason)
        return _("Đã từ chối. Hai hồ sơ giữ nguyên.")
    if act == "hoan-tac":
        sign_in.require_step_up(request)
        actions.undo_merge(**given, reason=reason)
        return _("Đã hoàn tác. Hai hồ sơ trở lại như trước khi gộp.")
    raise BadInput(_("Chưa rõ việc cần làm."), mend=_("Tải lại trang rồi bấm lại."))


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise BadInput(_("Chưa rõ đề nghị nào."), mend=_("Tải lại trang rồi bấm lại.")) from error
