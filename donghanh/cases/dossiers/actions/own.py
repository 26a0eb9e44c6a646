"""What the body with which the file lies records itself, and its handing the file on."""

from __future__ import annotations

import json
from collections.abc import Mapping
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
        told = FactView(new_id(), kind, moment_told(happened_at, held.last), False, dict(data or {}), decision_id)
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
        kept = [rules.kept(line, reference=references.get(line.paper.id, "").strip()[:60], pages=1 if line.version else 0) for line in lines]
        made = new_id()
        params = [passage.pk, made, leg.id, body_id, name, json.dumps(kept, ensure_ascii=False), why, at]
        entry.case_id = answer("select send_on_dossier(%s, %s, %s, %s, %s, %s::jsonb, %s, %s)", params)
        entry.changes = {"leg": leg.id, "to_body": body_id}
        return Passage.objects.get(pk=made)
