"""A determination of dependence, asked for by the commune. What the health body does: web/diagnosis."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from donghanh.cases import actions, queries
from donghanh.cases.terms import ExaminedAt, FactKind
from donghanh.web.cases import acts, forms, reviews, sheets, words
from donghanh.web.cases.views._common import opened_to_record, reviewed, stage
from donghanh.web.shell.acts import both, shown, tried


@both
def determine(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Choose the health body and send the request."""
    sheet = opened_to_record(request, case_id, page="cases:determine")
    bodies = queries.health_bodies(sheet.unit_id, on=words.day_of(request.at))
    form = forms.BodyForm(request.POST or None, bodies=bodies, initial={"place": ExaminedAt.BODY})
    about = {"sheet": sheet, "bar": sheets.bar(request.actor, sheet), "bodies": bodies, "nav": "procedures"}
    step = stage(request, form)
    if step == "review":
        return reviewed(request, reviews.of_asking(sheet, form.body_name, form.place_name), about)
    if step == "act" and tried(form, lambda: _request(request, case_id, int(form.cleaned_data["body"]), ExaminedAt(form.cleaned_data["place"]))):
        messages.success(request, _("Đã gửi yêu cầu. Kết luận sẽ tự vào hồ sơ khi cơ sở y tế trả lời."))
        return redirect("cases:case", case_id)
    why_not = acts.why_not(sheet, FactKind.DETERMINATION_REQUESTED, request.at)
    return shown(request, "cases/determine.jinja", about | {"why_not": why_not}, form)


def _request(request: HttpRequest, case_id: UUID, body_id: int, place: ExaminedAt) -> None:
    actions.request_determination(actor=request.actor, at=request.at, case_id=case_id, to_body_id=body_id, place=place, key=request.once_taken)
