"""Reports of plans: build one, read it as frozen, take it away, count it again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from donghanh.base.audit import actions as audit
from donghanh.kernel.errors import Cannot, NotInReach
from donghanh.reports import access, actions, papers, periods, queries
from donghanh.web.reports import presenters
from donghanh.web.reports.forms import BuildForm
from donghanh.web.shell import clock


@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """Reports built so far, and the form that builds one for one's own place."""
    access.check_may_open_reports(request.actor)
    on = clock.local_date(request.at)
    plans = queries.plans_to_report(request.actor, place_id=request.actor.unit_id, on=on)
    offered = periods.offered(on=on, from_year=min((plan.from_year for plan in plans), default=on.year))
    start = {"period": periods.last_finished_half(on).code}
    form = BuildForm(request.POST or None, plans=plans, periods=offered, initial=start)
    if request.method == "POST" and form.is_valid() and (answer := _built(request, form)):
        return answer
    shown = {"form": form, "plans": plans, "lines": presenters.lines(queries.reports(request.actor))}
    return render(request, "reports/list.jinja", shown, status=422 if form.errors else 200)


@require_safe
def report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """One report as frozen; with tinh-lai=1 it is counted again from the facts and compared."""
    sheet = queries.report_sheet(request.actor, report_id)
    again = presenters.verdict(queries.derive_again(request.actor, report_id)) if request.GET.get("tinh-lai") else None
    shown = {"sheet": sheet, "row": sheet.row, "again": again, "who": presenters.built_by(sheet.row), "p": presenters}
    return render(request, "reports/report.jinja", shown)


@require_safe
def file(request: HttpRequest, report_id: UUID, form: str) -> HttpResponse:
    """The report as DOCX, PDF or XLSX; taking it away is noted."""
    sheet = queries.report_sheet(request.actor, report_id)
    if form not in papers.FORMATS:
        raise NotInReach(_("Không có dạng tệp này."), mend=_("Chọn Word, PDF hoặc Excel ở trang báo cáo."))
    about = {"person_id": None, "unit_id": sheet.place_id, "classes": sheet.data_class.value}
    audit.note_reading(actor=request.actor, at=request.at, page="reports:file", **about)
    answer = HttpResponse(papers.build(request.actor, sheet, form=form), content_type=papers.FORMATS[form].value)
    answer["Content-Disposition"] = f'attachment; filename="{papers.file_name(sheet, form)}"'
    return answer


def _built(request: HttpRequest, form: BuildForm) -> HttpResponse | None:
    """The answer after the report is built; None where it was refused, with the reason in the form."""
    typed = form.cleaned_data
    try:
        made = actions.freeze(
            actor=request.actor,
            at=request.at,
            plan_id=typed["plan"],
            period=periods.read(typed["period"]),
            place_id=request.actor.unit_id,
            reason=typed["reason"],
        )
    except Cannot as refusal:
        form.add_error("reason", str(refusal))
        return None
    messages.success(request, _("Đã chốt số liệu. Tải báo cáo về để trình ký và gửi."))
    return redirect("reports:report", made.pk)
