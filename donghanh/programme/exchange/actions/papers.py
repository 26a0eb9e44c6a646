"""Reading a plan's paper for proposals, saying yes or no to each, and making a draft of what was accepted."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePath
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.text import tidy
from donghanh.programme import access as programme
from donghanh.programme.exchange import access, drafting, finding, outline, papers, queries, rules
from donghanh.programme.exchange.actions.drafts import receive
from donghanh.programme.exchange.drafting import Head
from donghanh.programme.exchange.finding import Found
from donghanh.programme.exchange.models import Draft, Judgement, Paper, Proposal


def read_paper(*, actor: Actor, at: datetime, filename: str, content: bytes) -> Paper:
    """Keep what each sentence of a paper seems to set; nothing of it is accepted. Raises MayNot, BadInput where there is no text to read."""
    name = tidy(PurePath(filename).name)[-200:]
    with audit.recording(actor=actor, verb="plan.read_paper", at=at) as entry:
        unit_id = access.check_may_import(actor)
        rules.check_size(len(content))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"paper{Path(name).suffix.lower()}"
            path.write_bytes(content)
            found = finding.find(outline.outline(papers.read(path, name=name)))
        rules.check_found(len(found))
        kept = Paper.objects.create(unit_id=unit_id, filename=name, made_by=actor.user_id or 0, made_at=at)
        rows = [_row(kept, number, one) for number, one in enumerate(found, start=1)]
        Proposal.objects.bulk_create(rows)
        entry.subject, entry.changes = str(kept.pk), {"proposals": len(rows)}
        return kept


def judge(*, actor: Actor, at: datetime, proposal_id: UUID, is_accepted: bool) -> Judgement:
    """A person takes a proposal or leaves it; the latest word holds. Raises MayNot, NotInReach."""
    with audit.recording(actor=actor, verb="plan.judge", at=at, subject=str(proposal_id)) as entry:
        one = access.proposal(actor, proposal_id)
        entry.changes = {"accepted": is_accepted}
        return Judgement.objects.create(proposal=one, is_accepted=is_accepted, made_by=actor.user_id or 0, made_at=at)


def draft_of(*, actor: Actor, at: datetime, paper_id: UUID, head: Head) -> Draft:
    """What was accepted as a plan's file, which is checked like any other. The province is the actor's own.

    Raises MayNot, NotInReach, CannotConfirm where nothing was accepted.
    """
    with audit.recording(actor=actor, verb="plan.draft", at=at, subject=str(paper_id)) as entry:
        found = queries.accepted(actor, paper_id)
        rules.check_any(len(found))
        code = programme.check_may_import(actor)[1]
        content = drafting.to_yaml(replace(head, province=code), found)
        kept = receive(actor=actor, at=at, filename=f"{head.id}.yaml", content=content)
        entry.changes = {"draft": str(kept.pk), "accepted": len(found)}
        return kept


def _row(paper: Paper, number: int, one: Found) -> Proposal:
    about = {"kind": one.kind, "place": one.place, "sentence": one.sentence, "said": one.said | {"code": one.code}, "sureness": one.sureness}
    return Proposal(paper=paper, position=number, **about)
