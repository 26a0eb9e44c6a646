"""The shortest reason with which a draft is sent back: ten signs, blanks around them not counted."""

from __future__ import annotations

import pytest

from donghanh.decisions import rules
from donghanh.decisions.rules import CannotDecide
from tests.decisions.test_rules import DRAFTED


@pytest.mark.parametrize(("reason", "fine"), [("x" * 9, False), ("  " + "x" * 9 + "  ", False), ("x" * 10, True)])
def test_a_reason_to_send_back_has_ten_signs(reason, fine):
    if fine:
        rules.check_can_return(DRAFTED, reason=reason)
    else:
        with pytest.raises(CannotDecide, match="nêu lý do và cách sửa"):
            rules.check_can_return(DRAFTED, reason=reason)
