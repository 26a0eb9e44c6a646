"""Writing a report: the draft that keeps itself, sending, the list of recipients, what the communes sent, the sent versions."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.base.audit import actions as audit
from donghanh.kernel.errors import NotInReach
from donghanh.programme import queries as programme
from donghanh.reports import access
from donghanh.reports.filing import actions, papers, queries
from donghanh.web.reports import filing_presenters as presenters
from donghanh.web.reports.filing_forms import DispatchForm, RecipientsForm, WordsForm
from donghanh.web.shell.acts import ACT, both, shown, today, tried

SEND, SELF_KEPT = "gui", "tu-luu"


@both
def filing(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """One report on its writer's desk; what was typed is kept, and with the other button sent as well."""
    if request.POST.get(SELF_KEPT):
        return _kept(request, code, period)
    sheet = queries.sheet(request.actor, code, period, on=today(request))
    parts = queries.titles(sheet.filled.plan)
    if request.method == "POST":
        form = WordsForm(request.POST, parts=parts, words=sheet.words)
        if tried(form, lambda: _written(request, form, code, period)):
            return redirect("reports:filing", code, period)
    else:
        form = WordsForm(parts=parts, words=sheet.words)
    page = presenters.page(sheet, form, on=today(request))
    return shown(request, "reports/filing.jinja", {"sheet": sheet, "page": page, "form": form}, form)


def _kept(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """The line that says when the draft was last kept: the answer to the page that keeps itself, without counting anything."""
    plan_id = queries.own(request.actor, code, period, on=today(request)).duty.plan.id
    form = WordsForm(request.POST, parts=queries.titles(programme.plan(request.actor, plan_id)), words={})
    about = {"actor": request.actor, "at": request.at, "code": code, "period": period}
    done = tried(form, lambda: actions.save_words(**about, words=form.words))
    return render(request, "reports/_kept.jinja", {"saved_at": request.at if done else None, "problems": presenters.faults(form)})


def _written(request: HttpRequest, form: WordsForm, code: str, period: str) -> None:
    about = {"actor": request.actor, "at": request.at, "code": code, "period": period}
    actions.save_words(**about, words=form.words)
    if request.POST.get(ACT) != SEND:
        messages.success(request, _("Đã lưu nháp."))
        return
    sent = actions.send(**about, reason=form.cleaned_data.get("reason", ""))
    messages.success(request, _("Đã gửi báo cáo, bản số %(n)s.") % {"n": sent.number})


@both
def recipients(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """To whom this report goes."""
    access.check_may_build(request.actor)
    sheet = queries.sheet(request.actor, code, period, on=today(request))
    start = {"lines": "\n".join(sheet.recipients)}
    form = RecipientsForm(request.POST) if request.method == "POST" else RecipientsForm(initial=start)
    about = {"actor": request.actor, "at": request.at, "code": code, "period": period}
    if request.method == "POST" and tried(form, lambda: actions.keep_list(**about, lines=form.cleaned_data["lines"])):
        messages.success(request, _("Đã lưu nơi nhận."))
        return redirect("reports:filing", code, period)
    return shown(request, "reports/recipients.jinja", {"sheet": sheet, "form": form}, form)


@require_safe
def gathering(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """What the communes sent: who is in, who is missing, their words side by side, what changed since."""
    on = today(request)
    mine = queries.own(request.actor, code, period, on=on)
    found = queries.gathering(request.actor, mine, at=request.at, on=on)
    if found is None:
        raise NotInReach(_("Kế hoạch không giao xã nào gửi báo cáo này."), mend=_("Viết báo cáo của tỉnh từ trang báo cáo."))
    return render(request, "reports/gathering.jinja", {"own": mine, "found": found, "page": presenters.gathered(found)})


@both
def version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """One sent version of one's own unit, with the day on which it went to each recipient."""
    found, about, plan, sheet = queries.paper_of(request.actor, version_id)
    form = DispatchForm(request.POST or None, recipients=[line for line in found.recipients if line not in found.sent_to])
    given = {"actor": request.actor, "at": request.at, "version_id": version_id}
    if request.method == "POST" and tried(form, lambda: actions.dispatch(**given, **form.cleaned_data)):
        messages.success(request, _("Đã ghi ngày gửi."))
        return redirect("reports:version", version_id)
    words = {"version": found, "about": presenters.about(found, about), "plan": plan, "sheet": sheet, "form": form, "p": presenters}
    return shown(request, "reports/version.jinja", words, form)


@require_safe
def version_file(request: HttpRequest, version_id: UUID, form: str) -> HttpResponse:
    """A sent version as DOCX, PDF, XLSX or JSON; taking it away is noted."""
    paper = papers.read(request.actor, version_id)
    if form not in paper.formats:
        raise NotInReach(_("Không có dạng tệp này."), mend=_("Chọn một dạng ở trang của bản đã gửi."))
    about = {"person_id": None, "unit_id": paper.place_id, "classes": paper.classes}
    audit.note_reading(actor=request.actor, at=request.at, page="reports:version_file", **about)
    answer = HttpResponse(papers.build(request.actor, paper, form=form), content_type=papers.MEDIA[form])
    answer["Content-Disposition"] = f'attachment; filename="{paper.file_name(form)}"'
    return answer
