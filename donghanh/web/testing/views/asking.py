"""The asker's side: a request, its result, and what follows from it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from donghanh.base.audit import actions as audit
from donghanh.cases import queries as cases
from donghanh.cases.terms import Sample
from donghanh.cases.testing import actions, queries
from donghanh.cases.testing.queries import TestRow
from donghanh.cases.testing.terms import Ground, Step
from donghanh.web.cases import words
from donghanh.web.shell import brake
from donghanh.web.shell.acts import both, shown, tried
from donghanh.web.testing import forms, presenters

CLASSES = "D1 D3"


@require_GET
def asked(request: HttpRequest) -> HttpResponse:
    """Tests this commune asked for, results that wait first."""
    rows = [presenters.line(request, row) for row in queries.asked(request.actor)]
    audit.note_reading(actor=request.actor, at=request.at, page="testing:list", person_id=None, unit_id=request.actor.unit_id, classes=CLASSES)
    return render(request, "testing/list.jinja", {"rows": rows})


@both
def ask(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Ask a health unit for a test of this person."""
    person = queries.person_to_test(request.actor, person_id)
    brake.check(request, person.id)
    audit.note_reading(actor=request.actor, at=request.at, page="testing:ask", person_id=person.id, unit_id=person.unit_id, classes=CLASSES)
    day = words.day_of(request.at)
    form = forms.AskForm(request.POST or None, bodies=cases.health_bodies(person.unit_id, on=day))
    made: list[UUID] = []
    if form.is_valid() and tried(form, lambda: made.append(_ask(request, person_id, form))):
        messages.success(request, _("Đã gửi yêu cầu xét nghiệm. Kết quả hiện ở đây ngay khi cơ sở y tế ghi."))
        return redirect("testing:test", made[0])
    consent = queries.consent_of(person, Sample.BLOOD, on=day)
    about = {"person": person, "consent": consent if consent.value == "needed" else None, "rows": _earlier(request, person.id)}
    return shown(request, "testing/ask.jinja", about, form)


@require_GET
def test(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """One test: its moments, its result, the next step."""
    return _page(request, _opened(request, test_id, "testing:test"))


@require_POST
def receive(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """The result is in hand."""
    _opened(request, test_id, "testing:receive")
    actions.receive(actor=request.actor, at=request.at, test_id=test_id)
    messages.success(request, _("Đã ghi nhận kết quả."))
    return redirect("testing:test", test_id)


@require_POST
def follow(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """A positive result goes into a file; the file's page then shows the next legal step."""
    row = _opened(request, test_id, "testing:follow")
    form = forms.FollowForm(request.POST)
    made: list[Any] = []
    if form.is_valid() and tried(form, lambda: made.append(_follow(request, test_id, form))):
        messages.success(request, _("Đã ghi kết quả vào hồ sơ %(number)s.") % {"number": made[0].number})
        return redirect("cases:case", made[0].pk)
    return _page(request, row, form)


@both
def link(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """Who the person on a paper is."""
    row = _opened(request, test_id, "testing:link")
    form = forms.LinkForm(request.POST or None, hits=queries.namesakes(request.actor, test_id))
    if form.is_valid() and tried(form, lambda: actions.link(actor=request.actor, at=request.at, test_id=test_id, person_id=form.person_id)):
        messages.success(request, _("Đã ghi người được xét nghiệm."))
        return redirect("testing:test", test_id)
    return shown(request, "testing/link.jinja", presenters.page(request, row), form)


@both
def withdraw(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """The request is taken back, with the reason."""
    row = _opened(request, test_id, "testing:withdraw")
    form = forms.WithdrawForm(request.POST or None)
    if form.is_valid() and tried(form, lambda: _withdraw(request, test_id, form)):
        messages.success(request, _("Đã rút yêu cầu. Cơ sở y tế không còn thấy yêu cầu này."))
        return redirect("testing:test", test_id)
    return shown(request, "testing/withdraw.jinja", presenters.page(request, row), form)


def _opened(request: HttpRequest, test_id: UUID, page: str) -> TestRow:
    """The test, its opening noted before it is shown. Raises NotInReach, MayNot."""
    row = queries.test(request.actor, test_id)
    if row.person_id:
        brake.check(request, row.person_id)
    audit.note_reading(actor=request.actor, at=request.at, page=page, person_id=row.person_id, unit_id=row.unit_id, classes=CLASSES)
    return row


def _page(request: HttpRequest, row: TestRow, form: forms.FollowForm | None = None) -> HttpResponse:
    ways = presenters.ways(queries.follows(request.actor, row, at=request.at))
    more = {"ways": ways, "may_withdraw": row.step in (Step.ASKED, Step.TAKEN), "said": presenters.said(row, request.at)}
    return shown(request, "testing/test.jinja", presenters.page(request, row) | more, form or forms.FollowForm())


def _earlier(request: HttpRequest, person_id: UUID) -> list[presenters.Line]:
    return [presenters.line(request, row) for row in queries.of_person(request.actor, person_id)]


def _ask(request: HttpRequest, person_id: UUID, form: forms.AskForm) -> UUID:
    given = form.cleaned_data
    return actions.ask(
        actor=request.actor,
        at=request.at,
        person_id=person_id,
        to_body_id=int(given["body"]),
        ground=Ground(given["ground"]),
        sample=Sample(given["sample"]),
    ).pk


def _follow(request: HttpRequest, test_id: UUID, form: forms.FollowForm) -> Any:
    given = form.cleaned_data
    told = {"case_id": given["case"], "is_remote": given["is_remote"], "key": request.once_taken}
    return actions.follow(actor=request.actor, at=request.at, test_id=test_id, **told)


def _withdraw(request: HttpRequest, test_id: UUID, form: forms.WithdrawForm) -> None:
    actions.withdraw(actor=request.actor, at=request.at, test_id=test_id, reason=form.cleaned_data["reason"])
