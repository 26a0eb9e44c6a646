"""Values in pages: escaped exactly as markupsafe does it, whatever they are."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from donghanh.web.ui import writing
from donghanh.web.ui.environment import environment
from donghanh.web.ui.helpers import keep_together

EVIL = "<script>alert('x')</script> & \"y\""


class Text(str):
    """A text of another class."""


@given(st.text())
def test_any_text_is_escaped_as_markupsafe_escapes_it(text):
    assert writing.shown(text) == escape(keep_together(text))


@pytest.mark.parametrize(
    "value", [EVIL, Text(EVIL), Markup("<b>"), mark_safe("<i>"), gettext_lazy("<u>"), 5, 1.5, Decimal("2"), None, True, [EVIL], b"<", object]
)
def test_everything_else_too(value):
    assert writing.shown(value) == escape(keep_together(value))


@pytest.mark.parametrize("source", ["{{ v }}", "{% set x %}{{ v }}{% endset %}{{ x }}", "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(v) }}"])
def test_a_page_escapes_once_wherever_the_value_passes(source):
    assert environment().from_string(source).render(v=EVIL) == str(escape(EVIL))


def test_in_an_attribute_and_beside_markup():
    made = environment().from_string('<a title="{{ v }}">{{ m }}{{ c }} {{ a }}</a>').render(c="Điều 4", v='"><b>', m=Markup("<i>"), a="khoản 2")
    assert made == '<a title="&#34;&gt;&lt;b&gt;"><i>Điều\u00a04 khoản\u00a02</a>'


def test_a_name_the_page_forgot_is_an_error():
    with pytest.raises(UndefinedError):
        environment().from_string("{{ forgotten }}").render()


def test_where_escaping_is_off_nothing_of_ours_is_written():
    assert environment().from_string("{% autoescape false %}{{ v }}{% endautoescape %}").render(v="<b>") == "<b>"


def test_twin_without_the_escaping_the_script_would_run(monkeypatch):
    monkeypatch.setattr(writing.Pages, "shown", staticmethod(str))
    assert EVIL in environment().from_string("{{ v }}").render(v=EVIL)
