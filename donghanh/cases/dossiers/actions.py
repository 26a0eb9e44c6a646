"""Putting papers into a file, sending it, signing for it, returning it, accepting it, protesting."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection

from donghanh import legal
from donghanh.base.audit import actions as audit
from donghanh.base.places import queries as places
from donghanh.cases import access as cases_access
from donghanh.cases import holds, ledger, memo
from donghanh.cases.dossiers import access, queries, rules
from donghanh.cases.dossiers.models import Passage, Placing
from donghanh.cases.models import Case
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.rules import Overtaken
from donghanh.cases.terms import FactKind
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.kernel.names import masked
from donghanh.kernel.workdays import local_day
from donghanh.legal import NoRuleInForce
from donghanh.legal import dossiers as law


def place_paper(*, actor: Actor, at: datetime, case_id: UUID, paper_id: str, reference: str = "", pages: int = 1) -> Placing:
    """Put a paper of the list into the file; a second time it is the mended one, and the first stays readable."""
    with audit.recording(actor=actor, verb="dossier.place", at=at, subject=str(case_id), case_id=case_id) as entry:
        rights.require_verb(actor, "dossier.send")
        case = cases_access.case_to_record(actor, case_id)
        known = {paper.id for leg in law.legs_of(case.procedure, local_day(at)) for paper in leg.papers}
        rules.check_can_place(paper_id, known, pages=pages, is_open=_elsewhere(case))
        version = queries.versions(case).get(paper_id, 0) + 1
        entry.person_id, entry.changes = case.person_id, {"paper": paper_id, "version": version}
        return Placing.objects.create(
            case=case,
            unit_id=case.unit_id,
            paper=paper_id,
            version=version,
            reference=reference.strip()[:60],
            pages=pages,
            placed_at=at,
            placed_by=actor.user_id or 0,
        )


def send_dossier(*, actor: Actor, at: datetime, case_id: UUID, leg_id: str, although_missing: bool = False, key: UUID | None = None) -> Passage:
    """Hand the file over on this leg: the list as it stands goes along, and what the sending is (DOSSIER_FORWARDED, …) is recorded."""
    with audit.recording(actor=actor, verb="dossier.send", at=at, subject=str(case_id), case_id=case_id) as entry:
        rights.require_verb(actor, "dossier.send")
        case = cases_access.case_to_record(actor, case_id)
        leg = law.leg(case.procedure, leg_id, local_day(at))
        _check_lies_here(case, leg_id)
        lines = law.check(leg, queries.situation(case, on=local_day(at)))
        rules.check_can_send(lines, although_missing=although_missing)
        sent = _steps(case, leg, actor=actor, at=at, key=key)
        passage = _passage(case, leg, lines, actor=actor, at=at)
        entry.person_id, entry.changes = case.person_id, {"leg": leg_id, "to_body": passage.to_body_id, "facts": sent}
        return passage


def _check_lies_here(case: Case, leg_id: str) -> None:
    last = Passage.objects.filter(case=case, returned_at__isnull=True, done_at__isnull=True).first()
    if last:
        rules.check_nothing_waits(is_open=True, is_received=last.received_at is not None, same_leg=last.leg == leg_id)


def _elsewhere(case: Case) -> bool:
    """The file lies with another body that has a desk here; what it lacks is put in when it comes back."""
    return Passage.objects.filter(case=case, returned_at__isnull=True, done_at__isnull=True).exclude(leg="to_check").exists()


def _steps(case: Case, leg: law.Leg, *, actor: Actor, at: datetime, key: UUID | None) -> list[str]:
    view = memo.view_of(case)
    if not leg.fact:
        rules.check_entry(view.stage)
    kinds = rules.steps_to_send(view.stage, FactKind(leg.fact) if leg.fact else None)
    for kind in kinds:
        engine.check_can_record(manifest(case.procedure), view, kind, happened_at=at, at=at)
        holds.check_free(case, kind, happened_at=at, at=at)
        view = ledger.append(case, kind, actor=actor, happened_at=at, at=at, key=key if kind == kinds[-1] else None)
    return [kind.value for kind in kinds]


def _passage(case: Case, leg: law.Leg, lines: tuple[law.Line, ...], *, actor: Actor, at: datetime) -> Passage:
    body_id, name = queries.body_for(leg, case, on=local_day(at))
    placed = {(p.paper, p.version): p for p in Placing.objects.filter(case=case)}
    kept = []
    for line in lines:
        one = placed.get((line.paper.id, line.version))
        kept.append(rules.kept(line, reference=one.reference if one else "", pages=one.pages if one else 0))
    return Passage.objects.create(
        case=case,
        unit_id=case.unit_id,
        procedure=case.procedure,
        leg=leg.id,
        to_body_id=body_id,
        to_name=name,
        summary=f"{masked(case.person.full_name)}, {case.person.birth_year} · {case.number}",
        lines=kept,
        sent_at=at,
        sent_by=actor.user_id or 0,
    )


def receive_dossier(*, actor: Actor, at: datetime, passage_id: UUID, happened_at: datetime | None = None, on_paper: str = "") -> Passage:
    """Sign for the file; the limit of the one who has it counts from then. on_paper: number of the receipt of a body without a desk here."""
    with audit.recording(actor=actor, verb="dossier.receive", at=at, subject=str(passage_id)) as entry:
        passage = access.passage_to_answer(actor, passage_id)
        moment = happened_at or at
        due_at, rule_id = _limit(passage, moment)
        told = [passage.pk, moment, at, due_at, rule_id, on_paper.strip()[:60]]
        _answer("select receive_dossier(%s, %s, %s, %s, %s, %s)", told)
        entry.case_id, entry.changes = passage.case_id, {"rule": rule_id}
        passage.refresh_from_db()
        return passage


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
        _answer(
            "select return_dossier(%s, %s, %s, %s::jsonb, %s)",
            [passage.pk, happened_at or at, at, json.dumps(named, ensure_ascii=False), on_paper.strip()[:60]],
        )
        entry.case_id, entry.changes = passage.case_id, {"papers": sorted(faults)}
        passage.refresh_from_db()
        return passage


def accept_dossier(*, actor: Actor, at: datetime, passage_id: UUID) -> None:
    """The court takes the matter on; from then the procuracy beside it may read the file."""
    with audit.recording(actor=actor, verb="dossier.accept", at=at, subject=str(passage_id)) as entry:
        passage = access.passage_to_answer(actor, passage_id)
        entry.case_id = _answer("select accept_dossier(%s, %s, %s)", [passage.pk, at, at])


def protest_dossier(*, actor: Actor, at: datetime, passage_id: UUID, form: str) -> None:
    """The procuracy recommends ("recommend") or protests ("protest") against the court's decision."""
    with audit.recording(actor=actor, verb="dossier.protest", at=at, subject=str(passage_id)) as entry:
        passage = access.passage_to_protest(actor, passage_id)
        entry.case_id = _answer("select protest_dossier(%s, %s, %s, %s)", [passage.pk, at, at, form])
        entry.changes = {"form": form}


def _answer(sql: str, params: list[object]) -> UUID:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        case_id = cursor.fetchone()[0]
    if case_id is None:
        raise Overtaken("Bước này không còn làm được: hồ sơ đã được trả lời, hoặc không ở chỗ bạn.", mend="Tải lại danh sách hồ sơ.")
    return case_id
