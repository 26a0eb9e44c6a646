"""One inspection, its points, its minutes; one finding: every act that is open to the reader stands on its page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from donghanh.base.places import queries as places
from donghanh.kernel.access import holds
from donghanh.programme.inspections import access, actions, queries
from donghanh.programme.inspections.queries import FindingRow, Sheet
from donghanh.programme.inspections.terms import FindingState, State
from donghanh.web.inspections import forms, presenters
from donghanh.web.inspections import minutes as papers
from donghanh.web.shell.acts import both, bound, check_open, sent, shown, today, tried
from donghanh.web.tasks.forms import taken
from donghanh.web.ui.helpers import gio, ngay

DONE_SAID = {
    "doan": lazy("Đã lập đoàn."),
    "cong-bo": lazy("Đã công bố. Đơn vị được kiểm tra thấy cuộc kiểm tra này."),
    "doi-lich": lazy("Đã đổi lịch."),
    "huy": lazy("Đã huỷ cuộc kiểm tra."),
    "rut-mau": lazy("Đã rút hồ sơ. Đơn vị thấy cùng danh sách số hồ sơ này."),
    "phat-hien": lazy("Đã ghi kiến nghị. Đơn vị thấy và trả lời được."),
    "ket-luan": lazy("Đã kết luận."),
    "ky": lazy("Đã ký kết luận."),
    "y-kien": lazy("Đã gửi ý kiến."),
    "khac-phuc": lazy("Đã báo khắc phục. Người khác sẽ xem và công nhận."),
    "cong-nhan": lazy("Đã công nhận khắc phục xong."),
    "tra-lai": lazy("Đã trả lại."),
    "gia-han": lazy("Đã gia hạn."),
}


@both
def inspection(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """The inspection's page; a form that was sent is acted on."""
    on, sheet = today(request), queries.sheet(request.actor, inspection_id)
    open_forms = _forms(request, sheet, on)
    answer = _acted(request, open_forms, lambda act, form: _act(request, sheet, act, form), "inspections:inspection", inspection_id)
    if answer:
        return answer
    row = sheet.row
    first = {"at": ngay(row.planned_at), "title": _("Lập cuộc kiểm tra"), "text": "", "who": f"{gio(row.planned_at)} · {row.planner}"}
    about = {
        "sheet": sheet,
        "row": row,
        "line": presenters.line(row, on=on),
        "findings": presenters.findings(sheet.findings, on=on),
        "drawn": [(one, [(presenters.drawn(s), s.numbers) for s in one.strata]) for one in sheet.samples],
        "story": presenters.story(row.steps, first),
        "unsigned": [one.body for one in row.members if one.body_id in row.now.unsigned],
        "forms": open_forms,
        "total": presenters.points(row.total),
    }
    return shown(request, "inspections/inspection.jinja", about, *open_forms.values())


def _forms(request: HttpRequest, sheet: Sheet, on: Any) -> dict[str, Any]:
    """A form for each act that stands open to the reader, in the order of the page."""
    row, made = sheet.row, {}
    is_open = row.now.state in (State.PLANNED, State.ANNOUNCED)
    if sheet.may_plan and row.now.state == State.PLANNED and row.members:
        made["cong-bo"] = bound(request, "cong-bo", forms.AnnounceForm)
    if sheet.may_sign:
        made["ky"] = bound(request, "ky", forms.SignForm)
    if sheet.may_work:
        functions = queries.responsibles(row.inspected_unit_id, on=on)
        made["phat-hien"] = bound(request, "phat-hien", forms.FindingForm, marks=row.marks, inspected=row.inspected, functions=functions)
    if sheet.may_work and sheet.is_leader:
        if not sheet.samples:
            made["rut-mau"] = bound(request, "rut-mau", forms.DrawForm)
        made["ket-luan"] = bound(request, "ket-luan", forms.ConcludeForm)
    if sheet.may_plan and is_open:
        about = {"officials": queries.officials(request.actor, on=on)}
        start = {"members": [str(one.user_id) for one in row.members], "leader": str(row.leader_id or "")}
        made["doan"] = bound(request, "doan", forms.TeamForm, initial=start, **about)
        made["doi-lich"] = bound(request, "doi-lich", forms.DaysForm, initial={"starts_on": row.now.starts_on, "ends_on": row.now.ends_on})
        made["huy"] = bound(request, "huy", forms.CancelForm)
    return made


def _act(request: HttpRequest, sheet: Sheet, act: str, form: Any) -> None:
    who, given = {"actor": request.actor, "at": request.at, "inspection_id": sheet.row.id}, form.cleaned_data
    if act == "doan":
        actions.set_team(**who, **form.chosen)
    elif act == "cong-bo":
        actions.announce(**who)
    elif act == "doi-lich":
        actions.change_days(**who, **given)
    elif act == "huy":
        actions.cancel(**who, **given)
    elif act == "rut-mau":
        actions.draw(**who, **given)
    elif act == "phat-hien":
        actions.find(**who, draft=form.draft)
    elif act == "ket-luan":
        actions.conclude(**who, **given)
    else:
        actions.sign(**who)


def _acted(request: HttpRequest, open_forms: dict[str, Any], do: Any, page: str, key: UUID) -> HttpResponse | None:
    """What an act that was sent answers: back to the page, or a page of its own; None where it is to be shown (again)."""
    check_open(request, *open_forms)
    for act, form in open_forms.items():
        if sent(request, act) and tried(form, lambda act=act, form=form: do(act, form)):
            messages.success(request, str(DONE_SAID[act]))
            return redirect(page, key)
    return None


@both
def marks(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """Points and evidence of every criterion; the team fills them in, others read."""
    sheet = queries.sheet(request.actor, inspection_id)
    form = bound(request, "cham", forms.MarksForm, marks=sheet.row.marks) if sheet.may_work else None
    check_open(request, *(["cham"] if form else []))
    who = {"actor": request.actor, "at": request.at, "inspection_id": inspection_id}
    if form and sent(request, "cham") and tried(form, lambda: actions.give_points(**who, points=form.points)):
        messages.success(request, _("Đã ghi điểm."))
        return redirect("inspections:marks", inspection_id)
    about = {"row": sheet.row, "form": form, "total": presenters.points(sheet.row.total)}
    return shown(request, "inspections/marks.jinja", about, *([form] if form else []))


@require_safe
def minutes(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """The minutes as DOCX, to be printed and signed."""
    sheet = queries.sheet(request.actor, inspection_id)
    content = papers.docx(sheet, place=places.unit_row(sheet.row.inspected_unit_id).name)
    answer = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    answer["Content-Disposition"] = f'attachment; filename="bien-ban-{sheet.row.now.ends_on:%Y-%m-%d}.docx"'
    return answer


@both
def finding(request: HttpRequest, finding_id: UUID) -> HttpResponse:
    """One finding: the unit answers and reports, the team accepts, returns or gives a later day."""
    on, row = today(request), queries.finding(request.actor, finding_id)
    open_forms = _finding_forms(request, row)
    answer = _acted(request, open_forms, lambda act, form: _finding_act(request, row, act, form), "inspections:finding", finding_id)
    if answer:
        return answer
    first = {"at": ngay(row.found_at), "title": _("Ghi kiến nghị"), "text": "", "who": f"{gio(row.found_at)} · {row.found_by}"}
    about = {"row": row, "line": presenters.finding(row, on=on), "story": presenters.story(row.steps, first), "forms": open_forms}
    about["files"] = [step.file for step in row.steps if step.file]
    return shown(request, "inspections/finding.jinja", about, *open_forms.values())


def _finding_forms(request: HttpRequest, row: FindingRow) -> dict[str, Any]:
    own, made = access.own_bodies(request.actor), {}
    waits, is_own = row.now.state == FindingState.REMEDIED, row.body_id in own
    judges = request.actor.user_id in row.inspectors or (row.planner_id in own and holds(access.check_may_plan, request.actor))
    if is_own and row.now.is_open and not waits:
        made["khac-phuc"] = bound(request, "khac-phuc", forms.RemedyForm)
    if judges and waits and request.actor.user_id not in row.now.remedied_by:
        made["cong-nhan"] = bound(request, "cong-nhan", forms.AcceptForm)
        made["tra-lai"] = bound(request, "tra-lai", forms.ReturnForm)
    if is_own and row.now.is_open:
        made["y-kien"] = bound(request, "y-kien", forms.AnswerForm)
    if judges and row.now.is_open:
        made["gia-han"] = bound(request, "gia-han", forms.ExtendForm)
    return made


def _finding_act(request: HttpRequest, row: FindingRow, act: str, form: Any) -> None:
    who, given = {"actor": request.actor, "at": request.at, "finding_id": row.id}, form.cleaned_data
    if act == "khac-phuc":
        actions.remedy(**who, text=given["text"], file=taken(form))
    elif act == "cong-nhan":
        actions.accept(**who, **given)
    elif act == "tra-lai":
        actions.return_remedy(**who, **given)
    elif act == "y-kien":
        actions.answer(**who, **given)
    else:
        actions.extend(**who, **given)
