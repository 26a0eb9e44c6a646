"""Surveys of knowledge: the list, planning one, one survey with its result."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.base.places import queries as places
from donghanh.intake.reading.guard import LARGEST_FILE
from donghanh.kernel import access
from donghanh.programme.keeping.rules import FileDraft
from donghanh.programme.surveys import actions, queries
from donghanh.programme.surveys.queries import SurveyRow
from donghanh.web.inspections import presenters, survey_forms
from donghanh.web.inspections.views.planning import PLAN
from donghanh.web.shell.acts import both, bound, check_open, sent, shown, today, tried


@require_safe
def surveys(request: HttpRequest) -> HttpResponse:
    """Surveys of the province with what they say of their targets."""
    rows = [(row, presenters.share(row.share), *presenters.said(row)) for row in queries.surveys(request.actor)]
    return render(request, "inspections/surveys.jinja", {"rows": rows, "may_plan": PLAN in request.actor.may})


@both
def plan_survey(request: HttpRequest) -> HttpResponse:
    """A survey with its questions."""
    access.require_verb(request.actor, PLAN)
    home = places.unit_row(request.actor.unit_id or 0)
    units = [(home.id, home.title), *((unit.id, unit.title) for unit in places.communes_of(home.id, today(request)))]
    about = {"places": units, "targets": queries.targets()}
    typed = (request.POST,) if request.method == "POST" else ()
    form = survey_forms.SurveyForm(*typed, **about, **({} if typed else {"initial": {"place": str(home.id)}}))
    made: list[UUID] = []
    if typed and tried(form, lambda: made.append(actions.plan_survey(actor=request.actor, at=request.at, draft=form.draft).pk)):
        messages.success(request, _("Đã lập khảo sát."))
        return redirect("inspections:survey", made[0])
    words = {"title": _("Lập khảo sát hiểu biết"), "verb": _("Lập khảo sát"), "back": "/kiem-tra/khao-sat/"}
    words["intro"] = _("Phiếu không ghi tên người trả lời; hệ thống chỉ giữ số đếm.")
    return shown(request, "inspections/form.jinja", words | {"form": form}, form)


@both
def survey(request: HttpRequest, survey_id: UUID) -> HttpResponse:
    """One survey: whom it asked, what came out, the target against the interval."""
    row = queries.survey(request.actor, survey_id)
    open_forms = _forms(request, row)
    check_open(request, *open_forms)
    for act, form in open_forms.items():
        if sent(request, act) and tried(form, lambda act=act, form=form: _act(request, row, act, form)):
            messages.success(request, _("Đã ghi kết quả."))
            return redirect("inspections:survey", survey_id)
    word, mark = presenters.said(row)
    about = {"row": row, "word": word, "mark": mark, "share": presenters.share(row.share), "p": presenters, "forms": open_forms}
    return shown(request, "inspections/survey.jinja", about, *open_forms.values())


def _forms(request: HttpRequest, row: SurveyRow) -> dict[str, Any]:
    if not row.may_record or today(request) < row.starts_on:
        return {}
    return {"go": bound(request, "go", survey_forms.TallyForm), "tep": bound(request, "tep", survey_forms.SheetsForm)}


def _act(request: HttpRequest, row: SurveyRow, act: str, form: Any) -> None:
    who, given = {"actor": request.actor, "at": request.at, "survey_id": row.id}, form.cleaned_data
    if act == "go":
        actions.type_result(**who, tally=form.tally, source=given["source"], reason=given["reason"])
    else:
        file = FileDraft(given["file"].name, given["file"].read(LARGEST_FILE + 1))
        actions.import_result(**who, file=file, reason=given["reason"])
