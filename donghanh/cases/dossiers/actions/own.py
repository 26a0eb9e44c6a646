"""What the body with which the file lies records itself, and its handing the file on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.cases.dossiers import access, queries, rules
from donghanh.cases.dossiers.asking import answer
from donghanh.cases.dossiers.models import Passage
from donghanh.cases.rules import FactView, check_time, moment_told
from donghanh.cases.terms import FactKind
from donghanh.kernel.actor import Actor
from donghanh.kernel.ids import new_id
from donghanh.kernel.workdays import local_day
from donghanh.legal.dossiers import Leg, Line


def tell_dossier(
    *,
    actor: Actor,
    at: datetime,
    passage_id: UUID,
    kind: FactKind,
    happened_at: datetime,
    data: Mapping[str, Any] | None = None,
    decision_id: UUID | None = None,
) -> None:
    """The court's or the facility's own step: its date, number and term in its own hand. data: number, signer, months, absent, to, completed.

    decision_id: the decision that the head of the facility signed here, by which the person goes out; number, signer and office are taken from it.

    Raises CannotRecord where the step does not fit the file, its time has not come, or this body did not hold the function that day.
    """
    with audit.recording(actor=actor, verb="dossier.tell", at=at, subject=str(passage_id)) as entry:
        passage = access.passage_held(actor, passage_id)
        rules.check_own_step(passage.leg, kind)
        check_time(happened_at, at=at)
        held = queries.opened(actor, passage_id)
        moment = rules.own_moment(kind, moment_told(happened_at, held.last), sent_at=passage.sent_at, received_at=passage.received_at)
        told = FactView(new_id(), kind, moment, False, dict(data or {}), decision_id)
        told = queries.signed(passage, told, on=local_day(at))
        queries.check_fits(held, told, at=at)
        params = [passage.pk, told.id, kind.value, told.happened_at, at, json.dumps(told.data, ensure_ascii=False), decision_id]
        entry.case_id = answer("select tell_dossier(%s, %s, %s, %s, %s, %s::jsonb, %s)", params)
        entry.changes = {"kind": kind.value}


def send_on(*, actor: Actor, at: datetime, passage_id: UUID, references: Mapping[str, str], why_missing: str = "") -> Passage:
    """The court sends its decision to be carried out, the facility returns the file to the commune. references: paper → its number.

    Raises CannotRecord where a paper is missing without a reason, or the file has not come so far.
    """
    with audit.recording(actor=actor, verb="dossier.send_on", at=at, subject=str(passage_id)) as entry:
        passage = access.passage_held(actor, passage_id)
        leg, lines = queries.onward_list(queries.opened(actor, passage_id), references, on=local_day(at))
        why = rules.check_can_send(lines, why_missing=why_missing)
        body_id, name = queries.body_at(leg, passage.unit_id, on=local_day(at))
        made, entry.case_id = _sent(passage, _Onward(leg, body_id, name, lines, references, why), at)
        entry.changes = {"leg": leg.id, "to_body": body_id}
        return made


def transfer_dossier(
    *,
    actor: Actor,
    at: datetime,
    passage_id: UUID,
    to_body_id: int | None,
    to_name: str = "",
    references: Mapping[str, str],
    why_missing: str = "",
) -> Passage:
    """The facility hands the file to the one to which the person is transferred; until that one signs for it, this one holds both.

    to_body_id None: a facility that the directory does not know, by its name. Raises CannotRecord where no transfer was told or a paper is
    missing without a reason, Overtaken where it is under way already.
    """
    with audit.recording(actor=actor, verb="dossier.transfer", at=at, subject=str(passage_id)) as entry:
        passage = access.passage_held(actor, passage_id)
        leg, lines = queries.transfer_list(queries.opened(actor, passage_id), references, on=local_day(at))
        why = rules.check_can_send(lines, why_missing=why_missing)
        name = rules.check_named(to_body_id, to_name)
        made, entry.case_id = _sent(passage, _Onward(leg, to_body_id, name, lines, references, why), at)
        entry.changes = {"to_body": to_body_id}
        return made


@dataclass(frozen=True, slots=True)
class _Onward:
    """A hand-over by the body with which the file lies: to whom, with which list, and why it goes although a paper is missing."""

    leg: Leg
    body_id: int | None
    name: str
    lines: tuple[Line, ...]
    references: Mapping[str, str]
    why: str


def _sent(passage: Passage, told: _Onward, at: datetime) -> tuple[Passage, UUID]:
    """The next hand-over, and the file it belongs to."""
    numbers = {paper: text.strip()[:60] for paper, text in told.references.items()}
    kept = [rules.kept(line, reference=numbers.get(line.paper.id, ""), pages=1 if line.version else 0) for line in told.lines]
    made = new_id()
    params = [passage.pk, made, told.leg.id, told.body_id, told.name, json.dumps(kept, ensure_ascii=False), told.why, at]
    case_id = answer("select send_on_dossier(%s, %s, %s, %s, %s, %s::jsonb, %s, %s)", params)
    return Passage.objects.get(pk=made), case_id
