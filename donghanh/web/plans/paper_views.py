"""A plan's paper: proposals beside their sentences, taken or left one by one, and what was taken as a draft."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from donghanh.kernel.errors import BadInput, Cannot
from donghanh.programme.exchange import actions, queries
from donghanh.programme.exchange.drafting import Head
from donghanh.programme.exchange.terms import ProposalKind
from donghanh.web.plans import standing
from donghanh.web.plans.exchange_forms import HeadForm, PaperForm

READ = ("GET", "HEAD", "POST")


@require_http_methods(READ)
def papers(request: HttpRequest) -> HttpResponse:
    """The papers of the province that were read, and the form for another."""
    lines = queries.papers(request.actor)
    form = PaperForm(request.POST, request.FILES) if request.method == "POST" else PaperForm()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            kept = actions.read_paper(actor=request.actor, at=request.at, filename=upload.name, content=upload.read())
            return redirect("plans:paper", kept.pk)
        except BadInput as refusal:
            form.refuse(refusal)
    return render(request, "plans/papers.jinja", {"form": form, "lines": lines}, status=422 if form.errors else 200)


@require_http_methods(READ)
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """One paper; a POST takes or leaves one proposal and comes back to where it stood."""
    kind, page = _asked(request)
    sheet = queries.paper(request.actor, paper_id, kind=kind, page=page)
    if request.method == "POST":
        proposal_id, is_accepted = _verdict(request)
        actions.judge(actor=request.actor, at=request.at, proposal_id=proposal_id, is_accepted=is_accepted)
        return redirect(f"{reverse('plans:paper', args=[paper_id])}?loai={kind}&trang={page}#p-{proposal_id}")
    shown = {"sheet": sheet, "kind": kind, "kinds": ProposalKind.choices, "proposed": standing.proposed(sheet.proposals)}
    return render(request, "plans/paper.jinja", shown)


@require_http_methods(READ)
def write(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """What the officer says of the plan itself; then the accepted proposals are a draft, checked like any file."""
    sheet = queries.paper(request.actor, paper_id)
    form = HeadForm(request.POST or None, functions=standing.functions())
    if request.method == "POST" and form.is_valid():
        try:
            head = Head(**form.cleaned_data, province="")
            return redirect("plans:draft", actions.draft_of(actor=request.actor, at=request.at, paper_id=paper_id, head=head).pk)
        except (BadInput, Cannot) as refusal:
            form.refuse(refusal)
    return render(request, "plans/write.jinja", {"sheet": sheet, "form": form}, status=422 if form.errors else 200)


def _verdict(request: HttpRequest) -> tuple[UUID, bool]:
    """Which proposal, and whether it is taken. Raises BadInput for anything but the two buttons of a proposal."""
    verdict = request.POST.get("verdict")
    try:
        return UUID(request.POST.get("proposal", "")), {"nhan": True, "bo": False}[verdict or ""]
    except (ValueError, KeyError):
        raise BadInput(_("Không rõ nhận hay bỏ đề xuất nào."), mend=_("Bấm Nhận hoặc Bỏ cạnh một câu.")) from None


def _asked(request: HttpRequest) -> tuple[str, int]:
    """The kind and the page of the address, or the first."""
    kind, page = request.GET.get("loai", ""), request.GET.get("trang", "1")
    return kind if kind in ProposalKind.values else "", int(page) if page.isdecimal() and len(page) < 5 else 1
