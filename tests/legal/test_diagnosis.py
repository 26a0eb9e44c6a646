"""The diagnostic rule of Circular 18/2021, Articles 3 and 4: every one of the 64 sets of criteria, and its edges."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from donghanh.kernel.errors import BadInput
from donghanh.legal import NoRuleInForce, Standing, diagnosis
from donghanh.legal.diagnosis import Seen, criteria, determine

ON = date(2024, 5, 6)
ALL = list(criteria())
SETS = [frozenset(found) for size in range(7) for found in combinations(ALL, size)]


def by_the_circular(found: frozenset[str], *, observed: bool) -> str:
    """The circular's text once more, as its steps stand."""
    if len(found) >= 3:
        return "dependent"
    if not observed and len(found) == 2 and "WITHDRAWAL" not in found:
        return "observe"
    return "not_dependent"


@pytest.mark.parametrize("observed", [False, True])
def test_all_64_sets(observed):
    assert len(SETS) == 64
    for found in SETS:
        answer = determine(Seen(found, months_together=1, observed=observed), on=ON)
        assert answer.value == by_the_circular(found, observed=observed), found


@pytest.mark.parametrize(("together", "repeated", "value"), [
    (1, None, "dependent"), (0, None, "not_dependent"), (0, 12, "dependent"), (0, 13, "not_dependent"), (24, None, "dependent"),
])  # fmt: skip
def test_criteria_must_be_there_long_enough(together, repeated, value):
    seen = Seen(frozenset(ALL[:3]), months_together=together, repeated_within_months=repeated)
    assert determine(seen, on=ON).value == value


def test_unclear_signs_lead_to_observation_once():
    assert determine(Seen(frozenset(ALL[:1]), months_together=1, unclear=True), on=ON).value == "observe"
    assert determine(Seen(frozenset(ALL[:1]), months_together=1, unclear=True, observed=True), on=ON).value == "not_dependent"


def test_sure_in_its_time_and_unconfirmed_afterwards():
    seen = Seen(frozenset(ALL[:3]), months_together=1)
    before, after = determine(seen, on=date(2026, 6, 30)), determine(seen, on=date(2026, 7, 1))
    assert (before.status, before.confidence) == (Standing.DEFINITE, "V")
    assert (after.value, after.status, after.confidence) == ("dependent", Standing.UNCONFIRMED, "M")
    assert before.citation_vi == "Thông tư 18/2021/TT-BYT, Điều 3 khoản 4, Điều 4"
    assert before.meaning_vi == "Có 3 trong 6 tiêu chuẩn, đủ mức 3: có nghiện ma tuý."


def test_none_at_all_is_not_named_in_the_text():
    answer = determine(Seen(frozenset()), on=ON)
    assert (answer.value, answer.status) == ("not_dependent", Standing.UNCONFIRMED)


def test_before_the_circular_and_unknown_criteria_are_refused():
    with pytest.raises(NoRuleInForce):
        determine(Seen(frozenset()), on=date(2021, 12, 31))
    with pytest.raises(BadInput, match="THIRST"):
        determine(Seen(frozenset({"THIRST"})), on=ON)


def test_twin_a_lower_mark_would_be_seen(monkeypatch):
    """With two criteria enough the table of 64 goes red."""
    from dataclasses import replace

    asked = diagnosis.book.rule
    monkeypatch.setattr(diagnosis.book, "rule", lambda name: replace(asked(name), amount=2) if name == "AD-08" else asked(name))
    wrong = [s for s in SETS if determine(Seen(s, months_together=1), on=ON).value != by_the_circular(s, observed=False)]
    assert len(wrong) == 15
