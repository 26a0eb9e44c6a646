"""What the law makes of a person's events, said in plain values: state, findings, duties, what may and may not be done now. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from donghanh import legal
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.course import Episode, ImpossibleOrder, course
from donghanh.cases.procedures.shape import CaseView, DutyView, Life
from donghanh.cases.rules import FactView
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import Calendar, local_day
from donghanh.legal.letters import DutyBasis, duty_basis


def explain(events: Sequence[FactView], life: Life, *, at: datetime, calendar: Calendar | None = None) -> dict[str, Any]:
    """Every file of this person as of `at`: {"on", "edition", "procedures": [...]}.

    Raises ImpossibleOrder, which names the place of the event in the list as its field, CannotRecord, and BadInput for an event before the birth.
    """
    _check_born(events, life)
    known = [event for event in events if event.happened_at <= at]
    episodes = _course(known, events, life, calendar)
    return {
        "on": at.isoformat(),
        "edition": legal.edition(),
        "later_events": len(events) - len(known),
        "procedures": [_procedure(one, one.view(calendar=calendar), at) for one in episodes],
    }


def _check_born(events: Sequence[FactView], life: Life) -> None:
    """Nothing of this person's files happens before the birth: a wrong day is said as such, not read as a very young age."""
    for place, event in enumerate(events, 1):
        before = event.on < life.born_on if life.born_on else event.on.year < life.birth_year
        if before:
            born = f"ngày sinh {life.born_on:%d/%m/%Y}" if life.born_on else f"năm sinh {life.birth_year}"
            raise BadInput(
                f"Sự việc thứ {place} ({event.kind.value}) ngày {event.on:%d/%m/%Y} xảy ra trước {born}.",
                mend="Sửa ngày sinh hoặc ngày của sự việc.",
                field="person.born_on" if life.born_on else "person.birth_year",
            )


def _course(known: Sequence[FactView], events: Sequence[FactView], life: Life, calendar: Calendar | None) -> list[Episode]:
    try:
        return course(known, life, calendar=calendar)
    except ImpossibleOrder as refusal:
        refusal.field = next((f"events[{place}]" for place, event in enumerate(events, 1) if event.id == refusal.event_id), "")
        raise


def _procedure(one: Episode, view: CaseView, at: datetime) -> dict[str, Any]:
    stage = view.stage_at(at)
    acts = engine.permitted(one.manifest, view, at=at)
    return {
        "procedure": one.manifest.procedure.value,
        "title": one.manifest.title,
        "state": stage.value,
        "state_label": str(stage.label),
        "is_closed": stage in one.manifest.closed,
        "opened_at": one.facts[0].happened_at.isoformat(),
        "measure": _measure(view),
        "findings": [answer.as_json() for answer in view.findings],
        "duties": [_duty(duty, one.manifest.procedure, at) for duty in view.duties if duty.stands_until is None or at < duty.stands_until],
        "permitted": [{"act": kind.value, "label": str(kind.label)} for kind, refusal in acts.items() if refusal is None],
        "refused": [
            {"act": kind.value, "label": str(kind.label), "reason": refusal.message, "needs": refusal.mend, "citation": refusal.citation}
            for kind, refusal in acts.items()
            if refusal is not None
        ],
    }


def _measure(view: CaseView) -> dict[str, Any] | None:
    if view.active_from is None:
        return None
    until = view.active_until.isoformat() if view.active_until else None
    return {"from": view.active_from.isoformat(), "until": until, "term": view.term.as_json() if view.term else None}


def _duty(duty: DutyView, procedure: str, at: datetime) -> dict[str, Any]:
    began = local_day(duty.counted_from or duty.stands_from)
    basis = duty_basis(duty.kind, began, procedure=procedure)
    due = duty.due
    return {
        "duty": duty.kind,
        "label": basis.label,
        "who": duty.function,
        **_holder(duty.function, at),
        "from": (duty.counted_from or duty.stands_from).isoformat(),
        "stands_from": duty.stands_from.isoformat(),
        "due": due.value.isoformat() if due else None,
        "last_day": due.last_day.isoformat() if due else None,
        "rule_id": duty.rule_id or None,
        "why": due.explain() if due else [f"Luật không ghi hạn. Căn cứ: {basis.citation}." if basis.citation else _SILENT],
        "citation": due.citation_vi if due else basis.citation,
        "confidence": due.confidence if due else basis.confidence if basis.citation else "",
        "status": due.status if due else _standing(basis),
    }


_SILENT = "Luật không ghi hạn; văn bản đã đọc cũng không nêu điều nào cho việc này."


def _standing(basis: DutyBasis) -> str:
    """How sure a duty without a limit is: silent where no article that was read names it."""
    if not basis.citation:
        return "silent"
    return "definite" if basis.confidence == "V" else "unconfirmed"


def _holder(function: str, at: datetime) -> dict[str, str]:
    """Who holds the function on this day, with the article and how sure it is; a party the law names has neither, nobody leaves all empty."""
    try:
        held = legal.holder(function, local_day(at))
    except legal.NoHolder:
        return {"who_title": legal.parties().get(function, ""), "who_citation": "", "who_confidence": ""}
    return {"who_title": held.office_vi, "who_citation": held.citation, "who_confidence": held.confidence}
