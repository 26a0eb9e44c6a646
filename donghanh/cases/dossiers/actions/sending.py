"""Putting papers into a file, taking them out, sending the file off."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.cases import access as cases_access
from donghanh.cases import holds, ledger, memo
from donghanh.cases.dossiers import filing, queries, rules
from donghanh.cases.dossiers.models import Passage, Placing
from donghanh.cases.models import Case
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.terms import FactKind
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.kernel.names import masked
from donghanh.kernel.workdays import local_day
from donghanh.legal import dossiers as law


def place_paper(*, actor: Actor, at: datetime, case_id: UUID, paper_id: str, reference: str = "", pages: int = 1) -> Placing:
    """Put a paper of the list into the file; a second time it is the mended one, and the first stays readable."""
    with audit.recording(actor=actor, verb="dossier.place", at=at, subject=str(case_id), case_id=case_id) as entry:
        rights.require_verb(actor, "dossier.send")
        case = cases_access.case_to_record(actor, case_id)
        known = {paper.id for leg in law.legs_of(case.procedure, local_day(at)) for paper in leg.papers if not leg.by}
        rules.check_can_place(paper_id, known, pages=pages, is_open=filing.lies_elsewhere(case))
        made = filing.put_in(case, paper_id, actor=actor, at=at, reference=reference, pages=pages)
        entry.person_id, entry.changes = case.person_id, {"paper": paper_id, "version": made.version}
        return made


def take_out(*, actor: Actor, at: datetime, case_id: UUID, paper_id: UUID | str, reason: str) -> Placing:
    """Take a paper out that was put in by mistake; it stays readable that it was there. Raises CannotRecord where it is not in the file."""
    with audit.recording(actor=actor, verb="dossier.take_out", at=at, subject=str(case_id), case_id=case_id, reason=reason) as entry:
        rights.require_verb(actor, "dossier.send")
        case = cases_access.case_to_record(actor, case_id)
        rules.check_can_take_out(str(paper_id), queries.versions(case), reason=reason, is_open=filing.lies_elsewhere(case))
        made = filing.take_out(case, str(paper_id), actor=actor, at=at)
        entry.person_id, entry.changes = case.person_id, {"paper": str(paper_id), "version": made.version}
        return made


def send_dossier(*, actor: Actor, at: datetime, case_id: UUID, leg_id: str, why_missing: str = "", key: UUID | None = None) -> Passage:
    """Hand the file over on this leg: the list as it stands goes along, and what the sending is (DOSSIER_FORWARDED, …) is recorded.

    why_missing: said where papers are missing, and read by the receiver; without it such a file is not sent.
    """
    with audit.recording(actor=actor, verb="dossier.send", at=at, subject=str(case_id), case_id=case_id) as entry:
        rights.require_verb(actor, "dossier.send")
        case = cases_access.case_to_record(actor, case_id)
        leg = law.leg(case.procedure, leg_id, local_day(at))
        _check_lies_here(case, leg_id)
        lines = law.check(leg, queries.situation(case, on=local_day(at)))
        rules.check_is_sent_here(leg.id)
        why = rules.check_can_send(lines, why_missing=why_missing)
        body_id, name = queries.body_for(leg, case, on=local_day(at))
        passage = _passage(case, leg, lines, actor=actor, at=at, to=(body_id, name), why=why)
        sent = _steps(case, leg, actor=actor, at=at, key=key)  # after the hand-over: only what is sent is a request to a court with a desk
        entry.person_id, entry.changes = case.person_id, {"leg": leg_id, "to_body": passage.to_body_id, "facts": sent}
        return passage


def _check_lies_here(case: Case, leg_id: str) -> None:
    last = Passage.objects.filter(case=case, returned_at__isnull=True, done_at__isnull=True).first()
    if last:
        rules.check_nothing_waits(is_open=True, is_received=last.received_at is not None, same_leg=last.leg == leg_id)


def _steps(case: Case, leg: law.Leg, *, actor: Actor, at: datetime, key: UUID | None) -> list[str]:
    view = memo.view_of(case)
    if leg.id == "to_facility":
        rules.check_entry(view.stage)
    kinds = rules.steps_to_send(view.stage, FactKind(leg.fact) if leg.fact else None)
    for kind in kinds:
        engine.check_can_record(manifest(case.procedure), view, kind, happened_at=at, at=at)
        holds.check_free(case, kind, happened_at=at, at=at)
        view = ledger.append(case, kind, actor=actor, happened_at=at, at=at, key=key if kind == kinds[-1] else None)
    return [kind.value for kind in kinds]


def _passage(case: Case, leg: law.Leg, lines: tuple[law.Line, ...], *, actor: Actor, at: datetime, to: tuple[int | None, str], why: str) -> Passage:
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
        to_body_id=to[0],
        to_name=to[1],
        summary=f"{masked(case.person.full_name)}, {case.person.birth_year} · {case.number}",
        lines=kept,
        why_missing=why,
        sent_at=at,
        sent_by=actor.user_id or 0,
    )
