"""Every worked case of law/cases, as a lawyer wrote it: facts, expected finding, source."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from docs_gen import REFERENCE, worked_cases
from donghanh.cases.procedures.registry import MANIFESTS
from donghanh.kernel.errors import Refusal
from donghanh.kernel.workdays import ZONE

KEYS = {"name", "source", "person", "events", "on", "expect", "impossible", "note"}
EXPECTED = {"state", "duties", "no_duties", "permitted", "refused", "until", "from", "findings", "unsaid"}


WRITTEN = dict(worked_cases.written())
ALL = [pytest.param(name, case, id=f"{name}-{number}") for name, cases in WRITTEN.items() for number, case in enumerate(cases, 1)]
NAMES = ("file", "case")


@pytest.mark.parametrize(NAMES, ALL)
def test_worked_case(file, case):
    assert set(case) <= KEYS, set(case) - KEYS
    if "impossible" in case:
        with pytest.raises(Refusal) as refusal:
            worked_cases.answer(case)
        assert case["impossible"] in f"{refusal.value.message} {refusal.value.mend}"
        return
    files = {one["procedure"]: one for one in worked_cases.answer(case)["procedures"]}
    for procedure, expected in case["expect"].items():
        assert set(expected) <= EXPECTED, set(expected) - EXPECTED
        agrees(files[procedure], expected)


@pytest.mark.parametrize(NAMES, ALL)
def test_every_word_said_of_it_stands_in_the_reference(file, case):
    """A change of any day, reason, citation or refusal shows here, and in the diff of docs/reference that goes with it (./dev docs)."""
    assert worked_cases.section(case) in (REFERENCE / "worked_cases" / f"{file}.md").read_text("utf-8")


def agrees(found: dict[str, Any], expected: dict[str, Any]) -> None:
    assert found["state"] == expected.get("state", found["state"])
    duties = {one["duty"]: one for one in found["duties"]}
    for kind, due in expected.get("duties", {}).items():
        assert kind in duties, f"{kind} is not owed; owed: {', '.join(duties)}"
        assert_due(duties[kind], due)
    assert not set(expected.get("no_duties", ())) & set(duties)
    assert set(expected.get("permitted", ())) <= {one["act"] for one in found["permitted"]}
    refused = {one["act"]: f"{one['reason']} {one['needs']} {one['citation']}" for one in found["refused"]}
    for act, piece in expected.get("refused", {}).items():
        assert act in refused and piece.lower() in refused[act].lower(), refused.get(act, f"{act} is not refused")
    if "until" in expected:
        ends = found["measure"]["until"] if found["measure"] else None
        assert last_day(ends) == (None if expected["until"] is None else str(expected["until"]))
    if "from" in expected:
        assert found["measure"]["from"][:10] == str(expected["from"])
    answers = {one["question"]: one for one in found["findings"]}
    for question, value in expected.get("findings", {}).items():
        assert question in answers, f"{question} is not answered; answered: {', '.join(answers)}"
        assert value in (answers[question]["value"], answers[question]["status"])
    assert not set(expected.get("unsaid", ())) & set(answers)


def assert_due(duty: dict[str, Any], due: Any) -> None:
    if due is None:
        assert duty["due"] is None
    elif len(str(due)) <= 10:
        assert duty["last_day"] == str(due), duty["why"]
    else:
        assert worked_cases.moment(duty["due"]) == worked_cases.moment(due), duty["why"]


def last_day(until: str | None) -> str | None:
    """The last day on which a measure that ends at this moment still stands."""
    if until is None:
        return None
    ends = worked_cases.moment(until).astimezone(ZONE)
    return str(date.fromordinal(ends.date().toordinal() - 1) if ends.time() == datetime.min.time() else ends.date())


def test_twin_a_wrong_day_goes_red():
    param = next(one for one in ALL if any("until" in expected and expected["until"] for expected in one.values[1].get("expect", {}).values()))
    case = param.values[1]
    wrong = {name: {**expected, "until": "1999-01-01"} if "until" in expected else expected for name, expected in case["expect"].items()}
    with pytest.raises(AssertionError):
        test_worked_case(param.values[0], {**case, "expect": wrong})


def test_at_least_150_cases_and_every_procedure_under_every_regime_it_knows():
    assert len(ALL) >= 150
    seen = {(procedure, regime(case.values[1]["on"])) for case in ALL for procedure in case.values[1].get("expect", {})}
    assert {procedure for procedure, _regime in seen} == {one.value for one in MANIFESTS}
    not_yet = {("MONITORING", one) for one in (2022, 2025.2, 2025.5)} | {("COMMUNE_EDUCATION", 2026)}
    assert {(one.value, then) for one in MANIFESTS for then in (2022, 2025.2, 2025.5, 2026)} - seen <= not_yet


def regime(on: Any) -> float:
    """Which of the four regimes of law/regimes.yaml a day falls under, by the year it began."""
    day = worked_cases.moment(on).date()
    return 2022 if day < date(2025, 3, 1) else 2025.2 if day < date(2025, 7, 1) else 2025.5 if day < date(2026, 7, 1) else 2026
