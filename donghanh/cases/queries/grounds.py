"""Which ground of compulsory rehabilitation a person's files show, before a file is opened and while it runs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from donghanh.cases import access, grounds
from donghanh.cases.grounds import Claim, Shown
from donghanh.cases.procedures.court_order import COMPULSORY
from donghanh.cases.procedures.determination import REGISTERS
from donghanh.cases.queries.lists import person_to_open
from donghanh.cases.queries.sheet import CaseSheet
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind, Procedure
from donghanh.kernel.actor import Actor


def grounds_to_open(actor: Actor, person_id: UUID, procedure: Procedure, *, at: datetime) -> tuple[Claim, ...]:
    """Every ground that the law of this day knows for this procedure, and what shows it; empty for other procedures.

    Raises NotInReach, MayNot like person_to_open.
    """
    person = person_to_open(actor, person_id)
    if procedure not in COMPULSORY:
        return ()
    return grounds.claims(procedure, grounds.told_of(person.id, until=at), at=at)


def registered_after(actor: Actor, person_id: UUID, *, since: datetime, at: datetime) -> Shown | None:
    """The first registration, or treatment begun, of this person after a moment, in whichever of his files here. Two queries. Raises MayNot."""
    access.require_list(actor)
    told = grounds.told_of(person_id, until=at)
    return next((one for one in told if one.kind in REGISTERS and one.happened_at >= since), None)


def grounds_claimed(actor: Actor, sheet: CaseSheet, *, at: datetime) -> tuple[Claim, ...]:
    """The grounds that this file claims, the first first, with what shows each today; empty for other procedures. Raises MayNot."""
    access.require_list(actor)
    if sheet.row.procedure not in COMPULSORY:
        return ()
    told = grounds.told_of(sheet.row.person_id, until=at)
    found = sorted((f for f in sheet.facts if f.kind == FactKind.GROUND_FOUND and f.voided_at is None), key=lambda f: f.happened_at)
    views = (FactView(f.id, f.kind, f.happened_at, f.is_date_only, f.data) for f in found)
    claims = (grounds.claim_of(sheet.row.procedure, view, told, known_by=at) for view in views)
    return tuple(claim for claim in claims if claim is not None)
