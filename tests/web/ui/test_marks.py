"""The mark of a deadline: shape, two lines, a way to its reason; nothing of what is written into it becomes markup."""

from __future__ import annotations

import pytest

from donghanh.web.ui import marks
from donghanh.web.ui.environment import environment


@pytest.fixture(scope="module")
def mark():
    return environment().globals["due_mark"]


@pytest.mark.parametrize("state", marks.SHAPES)
def test_every_state_has_a_shape_of_its_own_kind(mark, state):
    drawn = mark(state, "T4 06/01", "còn 7 ngày")
    assert drawn.startswith(f'<span class="due due-{state}"><svg') and drawn.endswith("<b>T4 06/01</b> <small>còn 7 ngày</small></span></span>")


def test_with_an_address_it_is_a_link_that_says_what_it_answers(mark):
    drawn = mark("late", "T3", "quá hạn", "/viec/1/")
    assert drawn.startswith('<a class="due due-late" href="/viec/1/">') and "vì sao" in drawn and drawn.endswith("</a>")


def test_what_is_written_into_it_is_escaped(mark):
    drawn = mark("none", "<b>", "a & b", '"><script>')
    assert "<script>" not in drawn and "&lt;b&gt;" in drawn and "a &amp; b" in drawn
