"""A determination of dependence: asked for by the commune, answered by a health body that sees no more than it needs."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from donghanh.base.audit import actions as audit
from donghanh.cases import actions, queries
from donghanh.cases.rules import Overtaken
from donghanh.cases.terms import FactKind
from donghanh.web.cases import acts, forms, reviews, sheets, words
from donghanh.web.cases.views._common import opened_to_record, overtaken, reviewed, shown, stage, tried

both = require_http_methods(["GET", "POST"])


@both
def determine(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Choose the health body and send the request."""
    sheet = opened_to_record(request, case_id, page="cases:determine")
    bodies = queries.health_bodies(sheet.unit_id, on=words.day_of(request.at))
    form = forms.BodyForm(request.POST or None, bodies=bodies)
    about = {"sheet": sheet, "bar": sheets.bar(request.actor, sheet), "bodies": bodies, "nav": "procedures"}
    step = stage(request, form)
    if step == "review":
        return reviewed(request, reviews.of_asking(sheet, form.body_name), about)
    if step == "act" and tried(form, lambda: _request(request, case_id, int(form.cleaned_data["body"]))):
        messages.success(request, _("Đã gửi yêu cầu. Kết luận sẽ tự vào hồ sơ khi cơ sở y tế trả lời."))
        return redirect("cases:case", case_id)
    why_not = acts.why_not(sheet, FactKind.DETERMINATION_REQUESTED, request.at)
    return shown(request, "cases/determine.jinja", about | {"why_not": why_not}, form)


@require_GET
def referrals(request: HttpRequest) -> HttpResponse:
    """Persons sent to this health body."""
    rows = queries.referrals(request.actor)
    audit.note_reading(actor=request.actor, at=request.at, page="cases:referrals", person_id=None, unit_id=request.actor.unit_id, classes="D1")
    return render(request, "cases/referrals.jinja", {"rows": rows})


@both
def answer(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The conclusion."""
    referral = queries.referral_to_answer(request.actor, referral_id)
    looked = {"person_id": referral.person_id, "unit_id": referral.unit_id, "classes": "D1 D4"}
    audit.note_reading(actor=request.actor, at=request.at, page="cases:answer", **looked)
    form = forms.AnswerForm(request.POST or None)
    step = stage(request, form)
    if step == "review" and not referral.answered_at:
        return reviewed(request, reviews.of_answering(referral, form), {"nav": "referrals"})
    try:
        if step != "fill" and tried(form, lambda: _answer(request, referral_id, form)):
            messages.success(request, _("Đã gửi kết luận cho %(place)s.") % {"place": referral.from_name})
            return redirect("cases:referrals")
    except Overtaken as refusal:
        return overtaken(request, refusal)
    return shown(request, "cases/answer.jinja", {"referral": referral}, form)


def _request(request: HttpRequest, case_id: UUID, body_id: int) -> None:
    actions.request_determination(actor=request.actor, at=request.at, case_id=case_id, to_body_id=body_id, key=request.once_taken)


def _answer(request: HttpRequest, referral_id: UUID, form: forms.AnswerForm) -> None:
    actions.answer_determination(
        actor=request.actor,
        at=request.at,
        referral_id=referral_id,
        is_dependent=form.cleaned_data["result"] == "yes",
        concluded_at=form.moment,
    )
