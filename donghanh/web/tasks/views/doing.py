"""One task: where it stands, its parts and story, and every act that is open to the reader."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as lazy

from donghanh.programme.tasks import actions
from donghanh.programme.tasks.queries import TaskSheet, task_sheet
from donghanh.programme.tasks.terms import State
from donghanh.reports.filing import queries as filing
from donghanh.web.shell.acts import both, bound, check_open, sent, shown, today, tried
from donghanh.web.tasks import forms, presenters

DONE_SAID = {
    "tiep-nhan": lazy("Đã tiếp nhận nhiệm vụ."),
    "bao-xong": lazy("Đã báo xong. Nơi giao sẽ nghiệm thu hoặc trả lại."),
    "tra-lai": lazy("Đã trả lại phần việc."),
    "nghiem-thu": lazy("Đã nghiệm thu. Nhiệm vụ hoàn thành."),
    "sua": lazy("Đã sửa nhiệm vụ."),
    "thu-hoi": lazy("Đã thu hồi nhiệm vụ."),
    "nhac": lazy("Đã gửi lời nhắc. Các đơn vị thấy lời nhắc ở bàn nhiệm vụ."),
}


@both
def task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """The task's page; a form that was sent is acted on."""
    on = today(request)
    sheet = task_sheet(request.actor, task_id, on=on)
    open_forms = _forms(request, sheet)
    check_open(request, *open_forms)
    for act, form in open_forms.items():
        if sent(request, act) and tried(form, lambda act=act, form=form: _act(request, task_id, act, form.cleaned_data, form)):
            messages.success(request, str(DONE_SAID[act]))
            return redirect("tasks:task", task_id)
    row = sheet.row
    about = {
        "row": row,
        "line": presenters.line(row, on=on),
        "parts": [presenters.part(one) for one in row.parts],
        "source": presenters.source(row),
        "links": [(one.label, presenters.money(amount)) for one, amount in row.links],
        "story": presenters.story(row, sheet.names),
        "own": presenters.part(sheet.own) if sheet.own else None,
        "forms": open_forms,
        "is_over": row.now.state.is_over,
        "conference": filing.origin(request.actor, task_id),
    }
    return shown(request, "tasks/task.jinja", about, *open_forms.values())


def _forms(request: HttpRequest, sheet: TaskSheet) -> dict[str, Any]:
    """A form for each act that stands open to the reader, in the order of the page."""
    row, made = sheet.row, {}
    if sheet.may_acknowledge:
        made["tiep-nhan"] = bound(request, "tiep-nhan", forms.AcknowledgeForm)
    if sheet.may_report:
        made["bao-xong"] = bound(request, "bao-xong", forms.ReportForm)
    if sheet.may_accept:
        made["nghiem-thu"] = bound(request, "nghiem-thu", forms.AcceptForm)
    reported = [part for part in row.parts if part.standing.state == State.DONE]
    if sheet.may_manage and reported:
        made["tra-lai"] = bound(request, "tra-lai", forms.ReturnForm, parts=reported)
    if sheet.may_remind:
        made["nhac"] = bound(request, "nhac", forms.RemindForm)
    if sheet.may_manage:
        made["sua"] = bound(request, "sua", forms.AmendForm, initial={"title": row.title, "due_on": row.now.due_on})
        made["thu-hoi"] = bound(request, "thu-hoi", forms.TakeBackForm)
    return made


def _act(request: HttpRequest, task_id: UUID, act: str, given: dict[str, Any], form: Any) -> None:
    who = {"actor": request.actor, "at": request.at, "task_id": task_id}
    if act == "tiep-nhan":
        actions.acknowledge(**who, responsible=given["responsible"])
    elif act == "bao-xong":
        actions.report_done(**who, result=given["result"], file=forms.taken(form))
    elif act == "tra-lai":
        actions.return_part(**who, part_id=UUID(given["part"]), reason=given["reason"])
    elif act == "nghiem-thu":
        actions.accept(**who, note=given["note"])
    elif act == "sua":
        actions.amend(**who, title=given["title"], due_on=given["due_on"], reason=given["reason"])
    elif act == "thu-hoi":
        actions.take_back(**who, reason=given["reason"])
    else:
        actions.remind(**who, note=given["note"])
