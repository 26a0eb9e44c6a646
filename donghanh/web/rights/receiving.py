"""A complaint against a decision is received: the same form and act at the commune and at the facility whose head signed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from donghanh.decisions.queries import DecisionSheet
from donghanh.rights import actions, rules
from donghanh.rights.queries import DelegateRow
from donghanh.web.rights import forms, presenters
from donghanh.web.shell.acts import tried


def form_for(request: HttpRequest, sheet: DecisionSheet, acting: Sequence[DelegateRow]) -> forms.ComplainForm:
    """The form, with those who may speak for the person. Raises CannotAsk for a draft."""
    if sheet.row.signed_at is None:
        raise rules.CannotAsk(_("Chỉ ghi khiếu nại với quyết định đã ký."), mend=_("Dự thảo chưa có hiệu lực với ai."))
    return forms.ComplainForm(request.POST or None, delegates=acting, initial=presenters.started(sheet))


def received(request: HttpRequest, form: forms.ComplainForm, decision_id: UUID) -> UUID | None:
    """The complaint that was written down; None where the form was not sent or is refused, which then stands in it."""
    made: list[UUID] = []

    def act() -> None:
        data = {name: form.cleaned_data[name] for name in ("known_on", "complained_on", "content", "late_because")}
        made.append(actions.contest(actor=request.actor, at=request.at, decision_id=decision_id, delegate_id=form.delegate_id, **data).pk)

    return made[0] if form.is_valid() and tried(form, act) else None
