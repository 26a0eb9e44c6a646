"""Who brings in plans: the lead of a province, for his own."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach
from donghanh.programme import access
from donghanh.programme.exchange.models import Draft, Paper, Proposal

T = TypeVar("T")


def check_may_import(actor: Actor) -> int:
    """The province's unit. Raises MayNot for anybody but its lead."""
    return access.check_may_import(actor)[0]


def draft(actor: Actor, draft_id: UUID) -> Draft:
    """A file of the actor's own province. Raises MayNot, NotInReach."""
    unit_id = check_may_import(actor)
    return _found(Draft.objects.select_related("version").filter(pk=draft_id, unit_id=unit_id).first())


def paper(actor: Actor, paper_id: UUID) -> Paper:
    """A paper of the actor's own province. Raises MayNot, NotInReach."""
    unit_id = check_may_import(actor)
    return _found(Paper.objects.filter(pk=paper_id, unit_id=unit_id).first())


def proposal(actor: Actor, proposal_id: UUID) -> Proposal:
    """A proposal read from a paper of the actor's own province. Raises MayNot, NotInReach."""
    unit_id = check_may_import(actor)
    return _found(Proposal.objects.filter(pk=proposal_id, paper__unit_id=unit_id).first())


def _found(row: T | None) -> T:
    if row is None:
        raise NotInReach("Không tìm thấy tệp này.", mend="Mở lại từ trang Nhập kế hoạch.")
    return row
