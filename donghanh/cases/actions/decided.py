"""A decision that was signed on paper outside this house: recorded with its number, its day and the office that signed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.cases import access, holds, ledger, memo, opening, rules
from donghanh.cases.models import Case
from donghanh.cases.procedures import engine, issuing
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.terms import FactKind
from donghanh.kernel.actor import Actor


def record_decision(
    *,
    actor: Actor,
    at: datetime,
    case_id: UUID,
    kind: FactKind,
    happened_at: datetime,
    issuer: str,
    data: dict[str, Any] | None = None,
    is_date_only: bool = False,
    key: UUID | None = None,
) -> Case:
    """Add a decision made on paper. issuer: a code of issuing.issuers; the office must have held the function on the day of the signature.

    Raises CannotRecord with the article where it did not, or where the law of that day allows no such decision.
    """
    with audit.recording(actor=actor, verb="case.record", at=at, subject=str(case_id), case_id=case_id) as entry:
        case = access.case_to_record(actor, case_id)
        steps, now = manifest(case.procedure), memo.view_of(case)
        rules.check_time(happened_at, at=at)
        issuing.check_issuer(steps, kind, issuer, on=rules.FactView(case.pk, kind, happened_at).on)
        if kind in issuing.on_paper(steps):
            steps.check_decide(now, kind, happened_at)
            engine.check_fits(steps, now, kind, happened_at=happened_at, at=at)
        else:
            engine.check_can_record(steps, now, kind, happened_at=happened_at, at=at)
        holds.check_free(case, kind, happened_at=happened_at, at=at)
        told = rules.FactView(case.pk, kind, happened_at, is_date_only, {**(data or {}), "issuer": issuer})
        ledger.append(case, kind, actor=actor, happened_at=happened_at, at=at, is_date_only=is_date_only, data=told.data, key=key)
        also = opening.tell_other_files(case, told, actor=actor, at=at, place_id=None)
        entry.person_id, entry.unit_id, entry.changes = case.person_id, case.unit_id, {"kind": kind.value, **({"also": also} if also else {})}
        return case
