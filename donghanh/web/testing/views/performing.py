"""The health unit's side: who was sent, the sample, the result, a request on paper."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from donghanh.base.audit import actions as audit
from donghanh.cases.terms import Sample
from donghanh.cases.testing import actions, queries
from donghanh.cases.testing.queries import TestRow
from donghanh.cases.testing.terms import Ground, Step
from donghanh.web.cases import words
from donghanh.web.shell.acts import both, shown, tried
from donghanh.web.shell.forms import Form
from donghanh.web.testing import forms, presenters

CLASSES = "D1 D4"


@require_GET
def performed(request: HttpRequest) -> HttpResponse:
    """Tests asked of this health unit, those without a result first."""
    rows = [presenters.line(request, row, for_unit=True) for row in queries.performed(request.actor)]
    audit.note_reading(actor=request.actor, at=request.at, page="testing:desk", person_id=None, unit_id=request.actor.unit_id, classes=CLASSES)
    return render(request, "testing/desk.jinja", {"rows": rows})


@both
def perform(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """The next thing to record of a test: the sample, then the result."""
    row = queries.test_to_perform(request.actor, test_id)
    audit.note_reading(actor=request.actor, at=request.at, page="testing:perform", person_id=None, unit_id=row.unit_id, classes=CLASSES)
    form = _form(request, row)
    if form.is_valid() and tried(form, lambda: _record(request, test_id, form)):
        messages.success(request, _("Đã ghi mẫu.") if isinstance(form, forms.SampleForm) else _("Đã gửi kết quả cho %(place)s.") % _to(row))
        return redirect("testing:perform", test_id)
    about = presenters.page(request, row) | {"takes": row.step == Step.ASKED, "answers": row.step == Step.TAKEN}
    return shown(request, "testing/perform.jinja", about, form)


@both
def paper(request: HttpRequest) -> HttpResponse:
    """A request that came on paper is written down."""
    day = words.day_of(request.at)
    communes = queries.served_communes(request.actor, on=day)
    form = forms.PaperForm(request.POST or None, communes=communes, year=day.year)
    made: list[UUID] = []
    if form.is_valid() and tried(form, lambda: made.append(_paper(request, form))):
        messages.success(request, _("Đã ghi yêu cầu. Ghi tiếp mẫu khi đã lấy."))
        return redirect("testing:perform", made[0])
    return shown(request, "testing/paper.jinja", {"communes": communes}, form)


def _form(request: HttpRequest, row: TestRow) -> forms.SampleForm | forms.ResultForm:
    """The form of this step; a form of the step before, sent late, is judged by the action."""
    if row.step == Step.ASKED or "sample" in request.POST:
        return forms.SampleForm(request.POST or None, asks_consent=row.is_minor, initial={"sample": row.wanted_sample})
    return forms.ResultForm(request.POST or None)


def _record(request: HttpRequest, test_id: UUID, form: Form) -> None:
    given = form.cleaned_data
    who = {"actor": request.actor, "at": request.at, "test_id": test_id}
    if isinstance(form, forms.SampleForm):
        consent = given.get("consented_by", "")
        actions.take_sample(**who, taken_at=form.moment, sample=Sample(given["sample"]), consented_by=consent)
    elif isinstance(form, forms.ResultForm):
        actions.answer(**who, resulted_at=form.moment, found=form.found, tester=given["tester"])


def _paper(request: HttpRequest, form: forms.PaperForm) -> UUID:
    given = form.cleaned_data
    return actions.write_paper(
        actor=request.actor,
        at=request.at,
        unit_id=int(given["unit"]),
        person_name=given["person_name"],
        birth_year=given["birth_year"],
        ground=Ground(given["ground"]),
        sample=Sample(given["sample"]),
        paper=given["paper"],
        asked_at=form.moment,
    )


def _to(row: TestRow) -> dict[str, str]:
    return {"place": row.unit_name}
