"""A complaint against a court's ruling: written down in the file it concerns, which then waits for the court above."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.cases import access as cases
from donghanh.cases import ledger, memo
from donghanh.cases.models import Case
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.terms import FactKind
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import ZONE, local_day
from donghanh.rights import rules
from donghanh.rights.queries import delegate_of
from donghanh.rights.terms import DelegateMay


def contest_ruling(
    *,
    actor: Actor,
    at: datetime,
    case_id: UUID,
    known_on: date,
    complained_on: date,
    content: str,
    late_because: str = "",
    delegate_id: UUID | None = None,
) -> Case:
    """Receive what the person, or somebody for him, says against the court's ruling, late or not, as long as the file still waits for its effect.

    A complaint of today is of this moment, an earlier one of its day. Raises CannotAsk, CannotRecord with the reason and what to do.
    """
    with audit.recording(actor=actor, verb="rights.contest_ruling", at=at, subject=str(case_id), case_id=case_id) as entry:
        case = cases.case_to_record(actor, case_id)
        view, delegate = memo.view_of(case), delegate_of(case.person_id, delegate_id)
        rules.check_may_act(delegate, DelegateMay.COMPLAIN, on=complained_on)
        rules.check_can_contest_ruling(
            decided_on=view.decided.on if view.decided else None, known_on=known_on, complained_on=complained_on, today=local_day(at), content=content
        )
        is_today = complained_on == local_day(at)
        happened_at = at if is_today else datetime.combine(complained_on, time(), ZONE)
        engine.check_can_record(manifest(case.procedure), view, FactKind.COMPLAINED, happened_at=happened_at, at=at)
        said = {"content": content.strip()[:800], "known_on": known_on.isoformat(), "late_because": late_because.strip()[:300]}
        said |= {"by": delegate.full_name, "delegate": str(delegate.id)} if delegate else {}
        kept = {key: value for key, value in said.items() if value}
        ledger.append(case, FactKind.COMPLAINED, actor=actor, happened_at=happened_at, at=at, is_date_only=not is_today, data=kept)
        entry.person_id, entry.unit_id, entry.changes = case.person_id, case.unit_id, {"late": bool(said["late_because"])}
        return case
