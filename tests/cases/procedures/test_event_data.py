"""The table of what events say: it names what the procedures read, what the forms ask and what lawyers wrote, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs_gen import worked_cases
from donghanh.cases import procedures
from donghanh.cases.procedures import event_data, told
from donghanh.cases.procedures.compulsory_told import CONTEST_DAYS, CONTEST_REASON
from donghanh.cases.procedures.registry import MANIFESTS
from donghanh.cases.terms import FactKind
from donghanh.legal.substitution import BREACHES
from donghanh.web.cases.choices import TREATMENT_END
from donghanh.web.cases.forms import FIELDS, KEYS
from donghanh.web.cases.happenings import asked, by_hand, implied
from donghanh.web.cases.openings import OPENINGS

READ = re.compile(r'data(?:\.get\(|\[)"(\w+)"|given_(?:day|moment)\(\w+, "(\w+)"\)|_said\(\w+, "(\w+)"\)|_number\(\w+, "(\w+)"\)|as_set="(\w+)"')
BY_NAME = {CONTEST_DAYS, CONTEST_REASON, "act_on", "detected_at"}
"""Read through a name or a table (compulsory_told, engine)."""
ONLY_KEPT = {"helper", "guardian", "postponed_for", "merit"}
"""Kept and shown; no rule reads them."""
PAPER = {
    *("number", "recipient", "issuer", "signer", "facility", "paper", "paper_on", "summary", "place", "place_maybe", "stable"),
    *("sample", "substances", "tested_by", "services", "helper", "helper_role", "custodian"),
}
"""Fields of the forms that say who and which paper: no rule asks for them."""


def read() -> set[str]:
    text = "\n".join(path.read_text("utf-8") for path in Path(procedures.__file__).parent.glob("*.py") if path.stem != "event_data")
    return {key for found in READ.findall(text) for key in found if key} | BY_NAME


def test_every_key_the_procedures_read_has_a_row_and_every_row_is_read():
    known = {one.key for keys in event_data.DATA.values() for one in keys}
    assert read() - known == set()
    assert known - read() == ONLY_KEPT


def test_every_row_is_of_a_kind_that_a_procedure_knows_and_says_what_it_holds():
    for kind, keys in event_data.DATA.items():
        assert any(kind in manifest.accepts for manifest in MANIFESTS.values()), kind
        assert len({one.key for one in keys}) == len(keys)
        for one in keys:
            assert one.holds in event_data.HOLDS and one.vi and bool(one.choices) == (one.holds == "choice"), (kind, one.key)


@pytest.mark.parametrize(("name", "cases"), list(worked_cases.written()))
def test_what_lawyers_wrote_is_in_the_table(name, cases):
    for event in (event for case in cases for event in case["events"] if event["type"] in FactKind.values):
        rows = {one.key: one for one in event_data.of(FactKind(event["type"]))}
        for key, value in {**{key: event[key] for key in event if key not in ("type", "at", "data")}, **(event.get("data") or {})}.items():
            assert key in rows, (event["type"], key)
            assert not rows[key].choices or value in rows[key].choices, (event["type"], key, value)


def test_what_the_forms_ask_is_in_the_table_with_the_same_choices():
    forms = {(kind, name) for procedure in MANIFESTS for kind in by_hand(procedure) for name in asked(procedure, kind)}
    forms |= {(way.kind, name) for ways in OPENINGS.values() for way in ways for name in way.fields}
    for kind, name in sorted(forms):
        if name in PAPER:
            continue
        row = next((one for one in event_data.of(kind) if one.key == KEYS.get(name, name)), None)
        assert row is not None, (kind, name)
        codes = {str(code) for code, _words in getattr(FIELDS[name](), "choices", ())} - {""}
        assert bool(codes) == bool(row.choices) and codes <= set(row.choices), (kind, name, codes ^ set(row.choices))


def test_what_a_file_implies_is_in_the_table():
    for procedure, manifest in MANIFESTS.items():
        for kind in manifest.accepts:
            rows = {one.key: one for one in event_data.of(kind)}
            assert all(key in rows for key in implied(procedure, kind)), (procedure, kind)


def test_the_catalogue_shows_it():
    row = next(one for one in told.catalogue() if one["type"] == "REGISTERED")
    assert row["data"][0]["key"] == "form" and row["data"][0]["needed"] == "luôn cần"
    assert {"code": "home", "vi": "tại gia đình, cộng đồng"} in row["data"][0]["choices"]
    assert next(one for one in told.catalogue() if one["type"] == "DIED")["data"] == []


def test_a_form_calls_a_breach_what_the_law_calls_it():
    """What the law reads as a breach is never offered under words for something that is none, such as harm done by the medicine."""
    assert {code: str(TREATMENT_END[code]).lower() for code in BREACHES} == {code: words.lower() for code, words in BREACHES.items()}
