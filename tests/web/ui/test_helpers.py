"""Vietnamese dates, times, numbers, and the spaces that never break."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from markupsafe import Markup

from donghanh.web.ui import helpers
from tests.web.ui.browser import request


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 3, 5), "05/03/2026"),
        (datetime(2026, 3, 4, 17, 30, tzinfo=UTC), "05/03/2026"),
        (datetime(2026, 3, 4, 16, 59, tzinfo=UTC), "04/03/2026"),
        (None, ""),
    ],
)
def test_day_of_viet_nam(value, text):
    assert helpers.ngay(value) == text


@pytest.mark.parametrize(("day", "text"), [(date(2026, 3, 2), "thứ Hai, 2/3/2026"), (date(2026, 3, 8), "Chủ nhật, 8/3/2026"), (None, "")])
def test_long_day(day, text):
    assert helpers.ngay_dai(day) == text


def test_time_of_viet_nam():
    assert helpers.gio(datetime(2026, 3, 4, 17, 5, tzinfo=UTC)) == "00:05"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, None, "0"),
        (1234, None, "1.234"),
        (1234567.5, None, "1.234.567,5"),
        (78.44, 1, "78,4"),
        (Decimal("78.40"), None, "78,40"),
        (-1234, None, "-1.234"),
        (None, None, ""),
    ],
)
def test_numbers(value, decimals, text):
    assert helpers.so(value, decimals) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [("Điều 42 khoản 1", "Điều\u00a042 khoản\u00a01"), ("mẫu 28", "mẫu\u00a028"), ("78,4 %", "78,4\u00a0%"), ("xã 3 người", "xã 3 người")],
)
def test_spaces_that_never_break(text, kept):
    assert helpers.keep_together(text) == kept
    assert helpers.keep_together(Markup(text)) == text  # markup, and so every typed value, stays as it is


def test_a_form_carries_token_and_once_key():
    asked = request()
    assert "_once" not in helpers.hidden_keys(asked)
    asked.once_key = '"><script>'
    keys = helpers.hidden_keys(asked)
    assert 'name="csrfmiddlewaretoken"' in keys
    assert 'name="_once" value="&#34;&gt;&lt;script&gt;"' in keys


def test_an_icon_says_nothing_to_a_screen_reader():
    assert 'aria-hidden="true"' in helpers.icon("search")
    assert "style=" not in helpers.icon("search")
