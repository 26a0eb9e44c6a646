"""Compulsory rehabilitation at 18 and over: an administrative handling measure decided by the court (Law 73/2021 Art 32, Law on handling
administrative violations Art 95–118; Law 120/2025 Art 35, 37–39). Steps: compulsory_steps; data of the facts: event_data."""

from __future__ import annotations

from functools import partial

from donghanh.cases.procedures import compulsory_duties as duties
from donghanh.cases.procedures import compulsory_steps as steps
from donghanh.cases.procedures.compulsory_checks import check_fact, check_may_open
from donghanh.cases.procedures.compulsory_findings import findings
from donghanh.cases.procedures.compulsory_term import measure
from donghanh.cases.procedures.compulsory_told import check_told
from donghanh.cases.procedures.shape import Life, Manifest, Standing, Told
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.legal import Answer

MOVES, STAYS, NEEDS = steps.MOVES, steps.STAYS, steps.NEEDS

OWED = (
    *duties.drawing_up("compulsory"),
    *duties.at_court(
        "compulsory",
        decide=duties.numbered("court.decision", "court.decision_complex"),
        returns="court.return_file",
        sends="court.send",
        to_execution="court.send_for_execution",
    ),
    *duties.ADULT_COURT,
    *duties.ENTRY,
    *duties.IN_FACILITY,
)


def _standing(told: Told, life: Life) -> Standing:
    return measure(told, life, prefix="compulsory")


def _findings(told: Told, life: Life) -> tuple[Answer, ...]:
    return findings(told, life, _standing(told, life), is_adult=True)


def _check_open(fact: FactView, life: Life) -> None:
    check_may_open(fact, life, is_adult=True)


MANIFEST = Manifest(
    procedure=Procedure.COMPULSORY,
    prefix="BB",
    tells={"completed": "compulsory"},
    moves=MOVES,
    stays=STAYS,
    owed=OWED,
    closed=steps.CLOSED,
    needs=NEEDS,
    after_end=steps.AFTER_END,
    standing=_standing,
    findings=_findings,
    check_open=_check_open,
    check_fact=partial(check_fact, is_adult=True),
    check_told=partial(check_told, is_adult=True),
    decides=frozenset({K.COURT_DECIDED}),
    missing_opening="Hồ sơ chưa có căn cứ lập hồ sơ cai nghiện bắt buộc.",
)
