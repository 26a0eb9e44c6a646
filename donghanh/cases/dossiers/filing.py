"""Writing what lies in a file. Not an action: this room and decisions.papers call it inside their own recording."""

from __future__ import annotations

from datetime import datetime

from donghanh.cases.dossiers import rules
from donghanh.cases.dossiers.models import Passage, Placing
from donghanh.cases.models import Case
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.legal import dossiers as law


def put_in(case: Case, paper_id: str, *, actor: Actor, at: datetime, reference: str, pages: int) -> Placing:
    """The paper under its next version."""
    return _placing(case, paper_id, actor=actor, at=at, reference=reference.strip()[:60], pages=pages)


def take_out(case: Case, paper_id: str, *, actor: Actor, at: datetime) -> Placing:
    """A version that says that the paper lies there no more."""
    return _placing(case, paper_id, actor=actor, at=at, is_taken_out=True)


def paper_made(case: Case, form_id: str, *, actor: Actor, at: datetime, reference: str) -> None:
    """An official form made final in this house lies in the file at once: nobody puts it in a second time by hand.

    Nothing where no list of the file asks for this form, or while the file lies elsewhere (it is put in when it comes back).
    """
    if _may_write(case, actor):
        for paper_id in _asked_as(case, form_id, at):
            put_in(case, paper_id, actor=actor, at=at, reference=reference, pages=1)


def paper_withdrawn(case: Case, form_id: str, *, actor: Actor, at: datetime) -> None:
    """A withdrawn paper lies in the file no more; while the file lies elsewhere it stays as it was sent."""
    if _may_write(case, actor):
        for paper_id in set(_asked_as(case, form_id, at)) & _inside(case):
            take_out(case, paper_id, actor=actor, at=at)


def _may_write(case: Case, actor: Actor) -> bool:
    """A health body draws up papers of a file whose list it does not keep."""
    return case.unit_id in actor.unit_ids and not lies_elsewhere(case)


def _inside(case: Case) -> set[str]:
    newest = {one.paper: one.is_taken_out for one in Placing.objects.filter(case=case).order_by("version")}
    return {paper for paper, is_out in newest.items() if not is_out}


def lies_elsewhere(case: Case) -> bool:
    """The file lies with another body; what it lacks is put in when it comes back."""
    away = Passage.objects.filter(case=case, returned_at__isnull=True, done_at__isnull=True)
    return away.exclude(leg__in=rules.BACK_HOME).exists()


def _asked_as(case: Case, form_id: str, at: datetime) -> list[str]:
    legs = law.legs_of(case.procedure, local_day(at))
    return list(dict.fromkeys(paper.id for leg in legs for paper in leg.papers if paper.form_id == form_id and not leg.by))


def _placing(case: Case, paper_id: str, *, actor: Actor, at: datetime, reference: str = "", pages: int = 1, is_taken_out: bool = False) -> Placing:
    newest = Placing.objects.filter(case=case, paper=paper_id).order_by("-version").values_list("version", flat=True).first() or 0
    return Placing.objects.create(
        case=case,
        unit_id=case.unit_id,
        paper=paper_id,
        version=newest + 1,
        reference=reference,
        pages=pages,
        is_taken_out=is_taken_out,
        placed_at=at,
        placed_by=actor.user_id or 0,
    )
