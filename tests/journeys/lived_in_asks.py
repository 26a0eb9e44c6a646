"""What people ask and what goes beside a file, once each: corrections, complaints, delegates, tests, papers, a change of units."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from donghanh.base.places import actions as place_actions
from donghanh.base.places.actions import Document
from donghanh.base.privacy.scope import scope
from donghanh.cases.terms import Sample
from donghanh.cases.testing import actions as test_actions
from donghanh.cases.testing.terms import Ground
from donghanh.decisions.papers import actions as paper_actions
from donghanh.kernel.actor import Actor
from tests.factories import cases, decisions, dossiers, people, places, rights

NOW = cases.NOW
BEFORE = NOW - timedelta(days=3)


def asked(hands: decisions.Hands, station_body: int, lead: Actor, name: str) -> dict[str, list[Any]]:
    """Everything that is asked, of people with this long name; answers what may stand in an address (tests/journeys/lived_in.py)."""
    contested = decisions.signed(hands, decisions.waiting(hands, name=f"{name} Ỷ", at=BEFORE), at=BEFORE)
    wrong = cases.managed(hands.police, f"{name} Ở", at=NOW - timedelta(days=30))
    delegate = rights.delegate(hands.police, wrong.person_id, at=NOW)
    tests = [_test(hands.police, station_body, f"{name} {n}") for n in ("Một", "Hai")]
    return {
        "correction_id": [rights.correction(hands.police, wrong).pk],
        "contest_id": [rights.contest(hands.police, contested, at=NOW).pk],
        "delegate_id": [delegate.pk], "rights:end_delegate.person_id": [wrong.person_id],
        "test_id": tests, "code": ["C8"], "papers:check.code": ["ABCD"],
        "paper_id": [_paper(hands, name)], "papers:begin.form_id": ["ND163-III-05"], "papers:begin.case_id": [wrong.pk],
        "cases:begin.procedure": ["compulsory"], "cases:begin.kind": ["ground-found"], "cases:why.kind": ["service-offered"],
        "dossiers:tell.kind": ["hearing-ordered"], "change_id": [_change(lead)], **_paper_put_in(hands, name),
    }  # fmt: skip


def _test(police: Actor, station_body: int, name: str) -> object:
    person = people.register(police, name, birth_year=1991)
    told = {"person_id": person.pk, "to_body_id": station_body, "ground": next(iter(Ground)), "sample": next(iter(Sample))}
    with scope(police):
        return test_actions.ask(actor=police, at=NOW, **told).pk


def _paper(hands: decisions.Hands, name: str) -> object:
    case = decisions.waiting(hands, name=f"{name} Ỵ")
    with scope(hands.police):
        return paper_actions.draft(actor=hands.police, at=NOW, case_id=case.pk, form_id="ND163-III-05", values={}).pk


def _paper_put_in(hands: decisions.Hands, name: str) -> dict[str, list[Any]]:
    case = dossiers.at_reading_end(hands.police, at=NOW - timedelta(days=4), full_name=f"{name} Ỹ")
    dossiers.placed(hands.police, case, "result", at=NOW)
    return {"dossiers:take_out.case_id": [case.pk], "dossiers:take_out.paper_id": ["result"]}


def _change(lead: Actor) -> object:
    on = (NOW + timedelta(days=40)).date()
    old, new = places.commune("Xuân Hòa").pk, places.commune("Xuân Lộc").pk
    with scope(lead):
        document = Document("12/NQ-HĐND", NOW.date(), "HĐND tỉnh Đồng Nai", on)
        return place_actions.propose_units(actor=lead, at=NOW, document=document, former=(old,), successors=(new,), new_units=()).pk
