"""Which procedures may begin for a person now, and why the others may not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from donghanh.cases import access, memo
from donghanh.cases.procedures import court_order
from donghanh.cases.procedures.registry import MANIFESTS
from donghanh.cases.procedures.shape import CaseView
from donghanh.cases.queries.lists import person_to_open
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind, Procedure, Stage
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.legal import Answer
from donghanh.people import queries as people


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """One way in which a procedure begins. refusal: why not now. case_id, number: the open file of the same procedure, which goes first."""

    procedure: Procedure
    kind: FactKind
    refusal: Cannot | None
    case_id: UUID | None = None
    number: str = ""


def openings(actor: Actor, person_id: UUID, *, at: datetime, asked: Sequence[tuple[Procedure, FactKind, Mapping[str, Any]]]) -> list[OpeningRow]:
    """For each procedure, opening fact and its likely data: may it begin at this moment. Six queries whatever their number.

    Raises NotInReach, MayNot like person_to_open.
    """
    person = person_to_open(actor, person_id)
    known = memo.life(person, before=at)
    open_now = _open_files(actor, person.id, at)
    made = []
    for procedure, kind, data in asked:
        case_id, number = open_now.get(procedure, (None, ""))
        steps = MANIFESTS[procedure]
        life = known if steps.asks_person else replace(known, rehabilitations=0)
        refusal: Cannot | None = None
        try:
            steps.check_open(FactView(person.id, kind, at, data=dict(data)), life)
        except Cannot as why:
            refusal = why
        made.append(OpeningRow(procedure, kind, refusal, case_id, number))
    return made


def beside_court_order(actor: Actor, person_id: UUID, *, at: datetime, kind: FactKind = FactKind.REGISTERED) -> Answer | None:
    """What the law says of registering this person now, where a compulsory measure already stands as far as the files here show; else None.

    Raises NotInReach, MayNot like person_to_open.
    """
    life = memo.life(person_to_open(actor, person_id), before=at, began=at)
    return next(iter(court_order.finding(FactView(person_id, kind, at), life)), None)


def _open_files(actor: Actor, person_id: UUID, at: datetime) -> dict[Procedure, tuple[UUID, str]]:
    found: dict[Procedure, tuple[UUID, str]] = {}
    for case in access.visible(actor).filter(person_id__in=people.records_of(person_id)).order_by("opened_at"):
        procedure = Procedure(case.procedure)
        stage = CaseView(stage=Stage(case.stage), active_until=case.active_until).stage_at(at)
        if stage not in MANIFESTS[procedure].closed:
            found[procedure] = (case.pk, case.number)
    return found
