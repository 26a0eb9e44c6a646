"""Who keeps the old term, who gets aftercare under the new law: each transitional article."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh.kernel.errors import BadInput
from donghanh.legal import Standing
from donghanh.legal.transitions import transitions, which_law

EVE, DAY = date(2026, 6, 30), date(2026, 7, 1)


@pytest.mark.parametrize(("situation", "began", "on", "value", "status"), [
    ("voluntary_running", EVE, DAY, "old", Standing.DEFINITE),
    ("voluntary_running", EVE, EVE, "same", Standing.DEFINITE),
    ("voluntary_running", DAY, date(2028, 1, 1), "same", Standing.DEFINITE),
    ("voluntary_running", date(2021, 12, 1), date(2022, 1, 1), "old", Standing.DEFINITE),
    ("compulsory_running", date(2025, 1, 1), date(2026, 12, 1), "old", Standing.DEFINITE),
    ("compulsory_running", date(2021, 1, 1), date(2022, 6, 1), "same", Standing.DEFINITE),
    ("file_open", EVE, DAY, "new", Standing.DEFINITE),
    ("decided_not_carried_out", EVE, DAY, "unstated", Standing.SILENT),
    ("user_management_running", EVE, DAY, "unstated", Standing.SILENT),
    ("aftercare_running", EVE, DAY, "old", Standing.DEFINITE),
])  # fmt: skip
def test_which_law(situation, began, on, value, status):
    answer = which_law(situation, began_on=began, on=on)
    assert (answer.value, answer.status) == (value, status)
    assert bool(answer.citation_vi) == (value != "same")
    assert bool(answer.mend_vi) == (status is Standing.SILENT)


def test_whoever_is_in_rehabilitation_on_the_day_keeps_the_term_and_gets_the_new_aftercare():
    rows = [row for row in transitions() if row.changed_on == DAY and row.situation in ("voluntary_running", "compulsory_running")]
    assert [(row.follows, row.aftercare, row.citation_vi) for row in rows] == [("old", "new", "Luật 120/2025/QH15, Điều 56 khoản 1")] * 2


def test_every_row_points_to_a_text_in_force_on_its_day_and_stands_once():
    rows = transitions()
    assert len({(row.situation, row.changed_on) for row in rows}) == len(rows)
    for row in rows:
        assert row.follows in {"old", "new", "unstated"} and row.aftercare in {"", "old", "new"}
        assert row.confidence in "VSM" and row.meaning_vi.endswith(".")
        assert row.citations and all(c.instrument.stands(row.changed_on) and c.article for c in row.citations)


def test_an_unknown_situation_names_the_known_ones():
    with pytest.raises(BadInput) as refusal:
        which_law("running", began_on=EVE, on=DAY)
    assert "voluntary_running" in refusal.value.mend
