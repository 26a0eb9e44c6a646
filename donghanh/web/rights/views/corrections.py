"""What is said to be wrong, and the answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from donghanh.cases import queries as cases
from donghanh.kernel.workdays import local_day
from donghanh.people import queries as people
from donghanh.rights import actions, queries
from donghanh.rights.terms import Outcome
from donghanh.web.rights import forms, presenters
from donghanh.web.rights.views._common import form_page, noted, to_write
from donghanh.web.shell.acts import both, tried

WRONG = "Ghi ngay khi nhận. Từ lúc đó điều này mang dấu “đang xem lại”; không bước bất lợi mới nào được dựa trên nó cho đến khi có trả lời."


@both
def wrong(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The person says that something is wrong: it counts as under review at once."""
    sheet = to_write(request, person_id, page="rights:wrong")
    files = cases.sheets_of_person(request.actor, people.same_person(request.actor, sheet.person.id), at=request.at)
    first = {"what": request.GET.get("su-viec", ""), "asked_on": local_day(request.at)}
    facts = presenters.facts_to_choose(files)
    form = forms.WrongForm(request.POST or None, delegates=sheet.delegates, facts=facts, initial=first)

    def act() -> None:
        asked = {"about": form.about, "fact_id": form.fact_id, "said": form.cleaned_data["said"], "asked_at": form.asked_at(request.at)}
        actions.ask_correction(actor=request.actor, at=request.at, person_id=sheet.person.id, delegate_id=form.delegate_id, **asked)

    if form.is_valid() and tried(form, act):
        messages.success(request, _("Đã ghi. Điều này đang được xem lại; chưa thêm bước bất lợi nào dựa trên nó."))
        return redirect("rights:person", sheet.person.id)
    return form_page(request, form, {"title": _("Ghi điều người này báo sai"), "verb": _("Ghi yêu cầu"), "intro": WRONG}, sheet.person.id)


@both
def correction(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """One request with its limits, and its answer."""
    row = queries.correction_row(request.actor, correction_id)
    noted(request, row.person_id, row.unit_id, "rights:correction")
    form = forms.AnswerForm(request.POST or None)

    def act() -> None:
        given = {"outcome": Outcome(form.cleaned_data["outcome"]), "reasons": form.cleaned_data["reasons"]}
        actions.answer_correction(actor=request.actor, at=request.at, correction_id=correction_id, **given)

    if form.is_valid() and tried(form, act):
        messages.success(request, _("Đã trả lời. Nếu đã huỷ sự việc sai, ghi lại sự việc đúng ở trang hồ sơ."))
        return redirect("rights:correction", correction_id)
    may_answer = "case.record" in request.actor.may and row.answered_at is None and row.fact_by != request.actor.user_id
    words = {"row": row, "facts": presenters.correction_facts(row), "form": form, "may_answer": may_answer}
    return render(request, "rights/correction.jinja", words, status=422 if form.errors else 200)


@require_POST
def acknowledge(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """The person was told that his request is being dealt with."""
    actions.acknowledge_correction(actor=request.actor, at=request.at, correction_id=correction_id)
    messages.success(request, _("Đã ghi trả lời lần đầu."))
    return redirect("rights:correction", correction_id)
