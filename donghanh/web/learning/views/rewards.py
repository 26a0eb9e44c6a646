"""Rewards: proposals, the council's vote, the decision; criteria and councils."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.base.documents import render as documents
from donghanh.base.places import queries as places
from donghanh.kernel.access import require_verb
from donghanh.programme.registers import queries as registers
from donghanh.programme.rewards import access, actions, queries
from donghanh.web.learning import forms, letters, presenters
from donghanh.web.learning.views._common import acting, bodies, page
from donghanh.web.plans.choices import clauses
from donghanh.web.shell.acts import both, filled, handed, number_of, today
from donghanh.web.shell.presenters import plan_number


@require_safe
def rewards(request: HttpRequest) -> HttpResponse:
    """Proposals the reader sees, by state."""
    state, number = request.GET.get("loc", ""), number_of(request, "trang", 1)
    rows, last = queries.proposals(request.actor, state=state, page=number)
    may = {"may_propose": access.PROPOSE in request.actor.may}
    return page(request, "rewards", rows=rows, last=last, number=min(number, last), state=state, states=presenters.reward_states(), **may)


@both
def reward_new(request: HttpRequest) -> HttpResponse:
    """Propose: first the criteria, then the form."""
    require_verb(request.actor, access.PROPOSE)
    standing = [one for one in queries.criteria(request.actor, on=today(request)) if one.is_standing]
    chosen = next((one for one in standing if str(one.id) == request.GET.get("bo", "")), standing[0] if len(standing) == 1 else None)
    if chosen is None:
        return page(request, "reward_choose", rows=standing)
    form = filled(request, forms.ProposalForm, criteria=chosen, bodies=bodies(request))
    told = {"title": _("Đề nghị khen thưởng"), "verb": _("Gửi đề nghị"), "done": _("Đã gửi đề nghị khen thưởng."), "back": ("learning:rewards",)}
    cited = f"{plan_number(request, chosen.plan_id)}, {chosen.clause_code}"
    told["facts"] = [(_("Bộ tiêu chí"), f"{chosen.title} ({_('bản')} {chosen.version})"), (_("Theo"), cited)]
    to = {"to": lambda made: ("learning:reward", made.pk)}
    return acting(request, form, lambda: actions.propose(actor=request.actor, at=request.at, draft=form.draft), **told, **to)


@require_safe
def reward(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """One proposal: proof, figures, vote, decision."""
    return page(request, "reward", sheet=queries.proposal_sheet(request.actor, proposal_id))


@require_safe
def reward_file(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """The file of a proposal."""
    return handed(queries.attachment(request.actor, proposal_id), str(proposal_id))


@require_safe
def reward_letter(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """The letter of submission, for Word."""
    sheet = queries.proposal_sheet(request.actor, proposal_id)
    place = places.unit_row(request.actor.unit_id).name if request.actor.unit_id else "…"
    answer = HttpResponse(documents.docx(letters.submission(sheet, place=place)))
    answer["Content-Type"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    answer["Content-Disposition"] = 'attachment; filename="to-trinh-khen-thuong.docx"'
    return answer


@both
def reward_open(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Put it before a council."""
    require_verb(request.actor, access.KEEP)
    form = filled(request, forms.CouncilChoice, councils=queries.councils(request.actor))
    told = {**_of(request, proposal_id), "title": _("Đưa ra hội đồng"), "verb": _("Mở biểu quyết"), "done": _("Đã mở biểu quyết.")}
    about = {"actor": request.actor, "at": request.at, "proposal_id": proposal_id}
    return acting(request, form, lambda: actions.open_vote(**about, council_id=form.cleaned_data["council"]), **told)


@both
def reward_vote(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """The vote of one's seat."""
    require_verb(request.actor, access.VOTE)
    form = filled(request, forms.VoteForm)
    told = {**_of(request, proposal_id), "title": _("Bỏ phiếu"), "verb": _("Bỏ phiếu"), "done": _("Đã bỏ phiếu; phiếu không sửa lại được.")}
    about = {"actor": request.actor, "at": request.at, "proposal_id": proposal_id}
    return acting(request, form, lambda: actions.cast_vote(**about, **form.cleaned_data), **told)


@both
def reward_decide(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """The decision with its number and day."""
    require_verb(request.actor, access.KEEP)
    told = {**_of(request, proposal_id), "title": _("Ghi quyết định khen thưởng"), "verb": _("Ghi quyết định"), "done": _("Đã ghi quyết định.")}
    form = filled(request, forms.DecisionForm)
    about = {"actor": request.actor, "at": request.at, "proposal_id": proposal_id}
    return acting(request, form, lambda: actions.decide(**about, paper=form.paper, granted=form.rest["granted"]), **told)


@both
def reward_refuse(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """No reward, with the reason."""
    require_verb(request.actor, access.KEEP)
    told = {**_of(request, proposal_id), "title": _("Không khen thưởng"), "verb": _("Ghi không khen thưởng"), "done": _("Đã ghi kèm lý do.")}
    form = filled(request, forms.ReasonForm)
    about = {"actor": request.actor, "at": request.at, "proposal_id": proposal_id}
    return acting(request, form, lambda: actions.refuse(**about, **form.cleaned_data), **told, danger=True)


@both
def reward_withdraw(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Take the proposal back."""
    require_verb(request.actor, access.PROPOSE)
    told = {**_of(request, proposal_id), "title": _("Rút đề nghị"), "verb": _("Rút đề nghị"), "done": _("Đã rút; đề nghị vẫn còn trong sổ.")}
    form = filled(request, forms.ReasonForm)
    about = {"actor": request.actor, "at": request.at, "proposal_id": proposal_id}
    return acting(request, form, lambda: actions.withdraw(**about, **form.cleaned_data), **told, danger=True)


@require_safe
def criteria(request: HttpRequest) -> HttpResponse:
    """Criteria in their versions, and councils."""
    rows = queries.criteria(request.actor, on=today(request))
    return page(request, "criteria", rows=rows, councils=queries.councils(request.actor), may_keep=access.KEEP in request.actor.may)


@both
def criteria_new(request: HttpRequest) -> HttpResponse:
    """The next version of a set of criteria."""
    require_verb(request.actor, access.KEEP)
    form = filled(request, forms.CriteriaForm, clauses=clauses(request))
    told = {"title": _("Đặt tiêu chí"), "verb": _("Lưu tiêu chí"), "done": _("Đã lưu; bản cũ vẫn còn."), "back": ("learning:criteria",)}
    return acting(request, form, lambda: actions.set_criteria(actor=request.actor, at=request.at, draft=form.draft), **told)


@both
def council_new(request: HttpRequest) -> HttpResponse:
    """Found a council."""
    require_verb(request.actor, access.KEEP)
    offices = [(str(one.id), one.name) for one in registers.offices(request.actor, on=today(request))]
    form = filled(request, forms.CouncilForm, offices=offices)
    told = {"title": _("Lập hội đồng"), "verb": _("Lập hội đồng"), "done": _("Đã lập hội đồng."), "back": ("learning:criteria",)}
    told["intro"] = _("Tỷ lệ ghi như quy chế của hội đồng in. Ghế của đơn vị được khen không bỏ phiếu và không tính vào tỷ lệ.")
    return acting(request, form, lambda: actions.found_council(actor=request.actor, at=request.at, draft=form.draft), **told)


def _of(request: HttpRequest, proposal_id: UUID) -> dict:
    """What a form on one proposal says above its boxes, and where it goes back to."""
    row = queries.proposal_sheet(request.actor, proposal_id).row
    return {"back": ("learning:reward", proposal_id), "facts": [(_("Khen"), presenters.who(row)), (_("Hình thức đề nghị"), row.asked)]}
