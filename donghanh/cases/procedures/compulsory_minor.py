"""Compulsory rehabilitation from 12 to under 18: decided by the court, not an administrative handling measure (Law 73/2021 Art 33, 34;
Law 120/2025 Art 36). Steps: compulsory_steps; data of the facts: event_data."""

from __future__ import annotations

from functools import partial

from donghanh.cases.procedures import compulsory_duties as duties
from donghanh.cases.procedures import compulsory_steps as steps
from donghanh.cases.procedures.compulsory_checks import check_fact, check_may_open
from donghanh.cases.procedures.compulsory_findings import findings
from donghanh.cases.procedures.compulsory_term import measure
from donghanh.cases.procedures.compulsory_told import check_told
from donghanh.cases.procedures.shape import Life, Manifest, Owed, Standing, Told, kinds
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.legal import Answer

MOVES = steps.MOVES
STAYS = {**steps.STAYS, K.HANDED_OVER: steps.DONE}
NEEDS = steps.NEEDS

OWED = (
    *duties.drawing_up("juvenile"),
    *duties.at_court(
        "juvenile",
        decide=duties.numbered("juvenile.court_decision", "juvenile.court_decision_complex"),
        returns=None,
        sends=None,
        to_execution=None,
    ),
    *duties.contesting(duties.unread, duties.unread),
    *duties.ENTRY,
    *duties.IN_FACILITY,
    Owed("HAND_OVER_MINOR", kinds(K.REHAB_COMPLETED), kinds(K.HANDED_OVER, K.RETURN_REPORTED), "facility_head", None, steps.DONE),
)


def _standing(told: Told, life: Life) -> Standing:
    return measure(told, life, prefix="juvenile")


def _findings(told: Told, life: Life) -> tuple[Answer, ...]:
    return findings(told, life, _standing(told, life), is_adult=False)


def _check_open(fact: FactView, life: Life) -> None:
    check_may_open(fact, life, is_adult=False)


MANIFEST = Manifest(
    procedure=Procedure.COMPULSORY_MINOR,
    prefix="BBN",
    tells={"completed": "compulsory"},
    moves=MOVES,
    stays=STAYS,
    owed=OWED,
    closed=steps.CLOSED,
    needs=NEEDS,
    after_end=steps.AFTER_END | {K.HANDED_OVER},
    standing=_standing,
    findings=_findings,
    check_open=_check_open,
    check_fact=partial(check_fact, is_adult=False),
    check_told=partial(check_told, is_adult=False),
    decides=frozenset({K.COURT_DECIDED}),
    missing_opening="Hồ sơ chưa có căn cứ lập hồ sơ cai nghiện bắt buộc.",
)
