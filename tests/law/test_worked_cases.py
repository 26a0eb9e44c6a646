"""Every worked case of law/cases, as a lawyer wrote it: facts, expected finding, source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from donghanh.cases.procedures import explaining, told
from donghanh.cases.procedures.registry import MANIFESTS
from donghanh.kernel.errors import Refusal
from donghanh.kernel.workdays import ZONE

CASES = Path(__file__).parents[2] / "law" / "cases"
KEYS = {"name", "source", "person", "events", "on", "expect", "impossible", "note"}
EXPECTED = {"state", "duties", "no_duties", "permitted", "refused", "until", "from", "findings"}


def worked() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        for number, case in enumerate(yaml.safe_load(path.read_text("utf-8")), 1):
            yield pytest.param(case, id=f"{path.stem}-{number}")


ALL = list(worked())


def moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=ZONE)
    if isinstance(value, date):
        return datetime.combine(value, datetime.min.time(), ZONE)
    found = datetime.fromisoformat(str(value))
    return found if found.tzinfo else found.replace(tzinfo=ZONE)


def run(case: dict[str, Any]) -> dict[str, Any]:
    return explaining.explain(told.events(case["events"]), told.life(case.get("person", {})), at=moment(case["on"]))


@pytest.mark.parametrize("case", ALL)
def test_worked_case(case):
    assert set(case) <= KEYS, set(case) - KEYS
    if "impossible" in case:
        with pytest.raises(Refusal) as refusal:
            run(case)
        assert case["impossible"] in f"{refusal.value.message} {refusal.value.mend}"
        return
    files = {one["procedure"]: one for one in run(case)["procedures"]}
    for procedure, expected in case["expect"].items():
        assert set(expected) <= EXPECTED, set(expected) - EXPECTED
        agrees(files[procedure], expected)


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


def assert_due(duty: dict[str, Any], due: Any) -> None:
    if due is None:
        assert duty["due"] is None
    elif len(str(due)) <= 10:
        assert duty["last_day"] == str(due), duty["why"]
    else:
        assert moment(duty["due"]) == moment(due), duty["why"]


def last_day(until: str | None) -> str | None:
    """The last day on which a measure that ends at this moment still stands."""
    if until is None:
        return None
    ends = moment(until).astimezone(ZONE)
    return str(date.fromordinal(ends.date().toordinal() - 1) if ends.time() == datetime.min.time() else ends.date())


def test_twin_a_wrong_day_goes_red():
    param = next(one for one in ALL if any("until" in expected and expected["until"] for expected in one.values[0].get("expect", {}).values()))
    case = param.values[0]
    wrong = {name: {**expected, "until": "1999-01-01"} if "until" in expected else expected for name, expected in case["expect"].items()}
    with pytest.raises(AssertionError):
        test_worked_case({**case, "expect": wrong})


def test_at_least_150_cases_and_every_procedure_under_every_regime_it_knows():
    assert len(ALL) >= 150
    seen = {(procedure, regime(case.values[0]["on"])) for case in ALL for procedure in case.values[0].get("expect", {})}
    assert {procedure for procedure, _regime in seen} == {one.value for one in MANIFESTS}
    not_yet = {("MONITORING", one) for one in (2022, 2025.2, 2025.5)} | {("COMMUNE_EDUCATION", 2026)}
    assert {(one.value, then) for one in MANIFESTS for then in (2022, 2025.2, 2025.5, 2026)} - seen <= not_yet


def regime(on: Any) -> float:
    """Which of the four regimes of law/regimes.yaml a day falls under, by the year it began."""
    day = moment(on).date()
    return 2022 if day < date(2025, 3, 1) else 2025.2 if day < date(2025, 7, 1) else 2025.5 if day < date(2026, 7, 1) else 2026
