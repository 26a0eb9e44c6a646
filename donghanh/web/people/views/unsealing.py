"""A sealed file: asking to open it, answering, shutting it again; and the desk of all requests of a place."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from donghanh.kernel.errors import BadInput, Cannot
from donghanh.people import access, actions, queries
from donghanh.people.queries import PersonFile
from donghanh.web.people import presenters
from donghanh.web.people.forms import UnsealForm
from donghanh.web.people.views.file import opened
from donghanh.web.shell import sign_in


@require_http_methods(["GET", "POST"])
def unseal(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The requests for one file. POST asks; or agrees (after a fresh proof of who that is), refuses, shuts."""
    access.check_may_ask_unsealing(request.actor)
    file = opened(request, person_id, page="people:unseal", may_be_shut=True)
    act = request.POST.get("viec", "")
    form = UnsealForm(request.POST if act == "xin" else None)
    problem: Cannot | BadInput | None = None
    if request.method == "POST" and (act != "xin" or form.is_valid()):
        try:
            messages.success(request, _ask(request, file, form) if act == "xin" else _answer(request, act))
            return redirect("people:unseal", person_id)
        except (Cannot, BadInput) as refusal:
            if act == "xin":
                form.refuse(refusal)
            else:
                problem = refusal
    return _page(request, file, form, problem)


def _ask(request: HttpRequest, file: PersonFile, form: UnsealForm) -> str:
    actions.ask_unsealing(actor=request.actor, at=request.at, person_id=file.id, **form.cleaned_data)
    return _("Đã gửi lời xin. Người có thẩm quyền khác sẽ trả lời.")


def _answer(request: HttpRequest, act: str) -> str:
    given = {"actor": request.actor, "at": request.at, "unsealing_id": _id(request.POST.get("loi_xin", ""))}
    if act == "dong-y":
        sign_in.require_step_up(request)
        actions.approve_unsealing(**given)
        return _("Đã đồng ý. Chỉ người xin mở được, hết hạn tự đóng.")
    if act == "tu-choi":
        actions.refuse_unsealing(**given, reason=request.POST.get("reason", ""))
        return _("Đã từ chối. Hồ sơ vẫn đóng.")
    if act == "dong":
        actions.end_unsealing(**given)
        return _("Đã đóng.")
    raise BadInput(_("Chưa rõ việc cần làm."), mend=_("Tải lại trang rồi bấm lại."))


def _page(request: HttpRequest, file: PersonFile, form: UnsealForm, problem: Cannot | BadInput | None) -> HttpResponse:
    rows = queries.unsealings_of(request.actor, [file.id], at=request.at)
    words = {
        "file": file,
        "bar": presenters.bar(file),
        "form": form,
        "problem": [{"id": "", "text": str(problem)}] if problem else [],
        "rows": rows,
        "may_ask": file.is_shut and not any(row.is_own and row.state == "asked" for row in rows),
        "may_decide": access.may(request.actor, "person.unseal.decide"),
    }
    return render(request, "people/unseal.jinja", words, status=422 if form.errors or problem else 200)


@require_GET
def unsealings(request: HttpRequest) -> HttpResponse:
    """What waits for an answer at this place, and what stands open: no names, as in every list."""
    access.check_may_ask_unsealing(request.actor)
    return render(request, "people/unsealings.jinja", {"rows": queries.unsealing_desk(request.actor, at=request.at)})


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise BadInput(_("Chưa rõ lời xin nào."), mend=_("Tải lại trang rồi bấm lại.")) from error
