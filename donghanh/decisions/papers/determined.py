"""What the file of a determination knows for its forms: who was asked, when, where, when the person was received, what was concluded.

Findings are no part of it: they stay with the health body, which prints its summary sheet itself (web/diagnosis).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from donghanh.base.places import queries as places
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.shape import kinds
from donghanh.cases.rules import FactView
from donghanh.cases.terms import ExaminedAt, Procedure
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.workdays import ZONE
from donghanh.legal import forms

PATHS = frozenset(
    [
        "clinic.name",
        "case.entry_kind",
        "case.request_received_on",
        "decision.status_request.reference",
        "stay.admitted_at",
        "stay.place_kind",
        "stay.place",
        "assessment.conclusion",
    ]
)
"""Every source path that `known` may fill."""
_SHEET = "TT18-03"


def known(facts: Sequence[FactView], procedure: str, *, unit_id: int, asker: str, on: date) -> Iterator[tuple[str, str]]:
    """By source path of law/forms; nothing in other procedures. asker: the body that asked. One statement for the clinic's name."""
    asked = engine.last(facts, kinds(K.DETERMINATION_REQUESTED))
    if procedure != Procedure.DETERMINATION or asked is None:
        return
    yield "clinic.name", next((one.name for one in places.bodies_at(unit_id, on) if one.id == asked.data.get("to_body")), "")
    yield "case.entry_kind", _answers("entry_kind")[1]
    yield "case.request_received_on", f"{asked.on:%d/%m/%Y}"
    yield "decision.status_request.reference", f"{asker}, {asked.on:%d/%m/%Y}" if asker else ""
    here, elsewhere = _answers("place_kind")
    place = ExaminedAt(asked.data.get("place", ExaminedAt.BODY))
    yield "stay.place_kind", here if place == ExaminedAt.BODY else elsewhere
    yield "stay.place", "" if place == ExaminedAt.BODY else str(place.label)
    if received := engine.last(facts, kinds(K.PERSON_RECEIVED)):
        yield "stay.admitted_at", f"{received.happened_at.astimezone(ZONE):%H:%M %d/%m/%Y}"
    if found := engine.last(facts, kinds(K.FOUND_DEPENDENT, K.FOUND_NOT_DEPENDENT)):
        yield "assessment.conclusion", _answers("conclusion")[0 if found.kind == K.FOUND_DEPENDENT else 1]


def _answers(key: str) -> tuple[str, ...]:
    """The answers that the summary sheet prints for this blank."""
    return next(field.options for field in forms.form(_SHEET).fields if field.key == key)
