"""Signing for a file, returning it, accepting it: the side that received it answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from donghanh import legal
from donghanh.base.audit import actions as audit
from donghanh.base.places import queries as places
from donghanh.cases import access as cases_access
from donghanh.cases import memo, opening
from donghanh.cases.dossiers import access, queries, rules
from donghanh.cases.dossiers.asking import answer
from donghanh.cases.dossiers.models import Passage
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind
from donghanh.kernel.actor import Actor
from donghanh.kernel.ids import new_id
from donghanh.kernel.workdays import local_day
from donghanh.legal import NoRuleInForce
from donghanh.legal import dossiers as law


def receive_dossier(*, actor: Actor, at: datetime, passage_id: UUID, happened_at: datetime | None = None, on_paper: str = "") -> Passage:
    """Sign for the file; the limit of the one who has it counts from then. on_paper: number of the receipt of a body without a desk here."""
    with audit.recording(actor=actor, verb="dossier.receive", at=at, subject=str(passage_id)) as entry:
        passage = access.passage_to_answer(actor, passage_id)
        moment = happened_at or at
        due_at, rule_id = _limit(passage, moment)
        told = [passage.pk, moment, at, due_at, rule_id, on_paper.strip()[:60]]
        answer("select receive_dossier(%s, %s, %s, %s, %s, %s)", told)
        also = _come_home(passage, actor=actor, at=at)
        entry.case_id, entry.changes = passage.case_id, {"rule": rule_id, **({"also": also} if also else {})}
        passage.refresh_from_db()
        return passage


def _come_home(passage: Passage, *, actor: Actor, at: datetime) -> list[str]:
    """What the facility wrote of the end reaches the person's other files when the commune signs for the file: aftercare opens from it, and a
    death closes them."""
    if passage.leg != "to_commune" or passage.unit_id not in actor.unit_ids:
        return []
    case = cases_access.case_to_record(actor, passage.case_id)
    memo.refresh(case)
    done = next((fact for fact in memo.facts_of(case) if fact.kind in (FactKind.REHAB_COMPLETED, FactKind.DIED)), None)
    return opening.tell_other_files(case, done, actor=actor, at=at, place_id=None) if done else []


def _limit(passage: Passage, moment: datetime) -> tuple[datetime | None, str]:
    """When the receiver's limit ends; (None, "") where the law of that day names none."""
    leg = law.leg(passage.procedure, passage.leg, local_day(passage.sent_at))
    if not leg.limit:
        return None, ""
    try:
        rule = legal.pick(leg.limit, local_day(moment))
    except NoRuleInForce:
        return None, ""
    if rule.amount is None:
        return None, ""
    return legal.due(rule, moment, calendar=places.calendar()).value, rule.id


def return_dossier(
    *, actor: Actor, at: datetime, passage_id: UUID, faults: Mapping[str, str], happened_at: datetime | None = None, on_paper: str = ""
) -> Passage:
    """Send the file back with every fault at once (paper id → what is wrong). Raises NotAllNamed, KeptBack, Cannot."""
    with audit.recording(actor=actor, verb="dossier.return", at=at, subject=str(passage_id)) as entry:
        passage = access.passage_to_answer(actor, passage_id)
        lines = [rules.read_back(line) for line in passage.lines]
        law.check_return(lines, faults, queries.earlier_returns(passage))
        named = rules.faults_of(dict(faults), lines)
        answer(
            "select return_dossier(%s, %s, %s, %s::jsonb, %s)",
            [passage.pk, happened_at or at, at, json.dumps(named, ensure_ascii=False), on_paper.strip()[:60]],
        )
        entry.case_id, entry.changes = passage.case_id, {"papers": sorted(faults)}
        passage.refresh_from_db()
        return passage


def accept_dossier(*, actor: Actor, at: datetime, passage_id: UUID) -> None:
    """The court takes the matter on; from then the procuracy beside it may read the file. Raises CannotRecord, Overtaken."""
    with audit.recording(actor=actor, verb="dossier.accept", at=at, subject=str(passage_id)) as entry:
        passage = access.passage_to_answer(actor, passage_id)
        held = queries.opened(actor, passage_id)
        if held.steps:  # without them nobody signed for the file yet, or it has left: the database says so
            queries.check_fits(held, FactView(new_id(), FactKind.COURT_ACCEPTED, at, False, {}), at=at)
        entry.case_id = answer("select accept_dossier(%s, %s, %s)", [passage.pk, at, at])
