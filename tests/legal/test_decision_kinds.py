"""Every kind of decision is drawn up from something: a form, or our own sentences."""

from __future__ import annotations

import pytest

from donghanh.legal import decision_kinds as kinds
from donghanh.legal.errors import LawDataFault


def test_every_kind_has_a_form_or_our_own_sentences():
    assert all(one.forms or kinds._forms(code) == () for code, one in kinds.decision_kinds().items())


def test_a_kind_with_neither_names_the_file_and_the_mend():
    with pytest.raises(LawDataFault, match=r"law/decisions.yaml: NO_SUCH .*decided_as: NO_SUCH .*law/forms.*law/letters.yaml"):
        kinds._forms("NO_SUCH")


def test_a_kind_that_names_no_function_is_a_fault_but_for_the_withdrawal():
    row = {"name": "x", "does": "x", "effect": "X", "function": "", "procedures": [], "duties": [], "what": "x", "meaning": ["x"]}
    with pytest.raises(LawDataFault, match="VOLUNTARY does not say which function decides"):
        kinds._row("VOLUNTARY", row)
    assert [code for code, one in kinds.decision_kinds().items() if not one.function] == ["WITHDRAW"]
