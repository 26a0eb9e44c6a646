"""How a value is written into a page: escaped and kept together in one step, since a page writes five hundred of them (docs/adr/0013)."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Environment, Template
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from markupsafe import Markup, escape

from donghanh.web.ui.helpers import keep_together

_SIGNS = re.compile("[&<>\"']")
"""What markupsafe escapes, all of it; a text without any of these is written as it is."""


def shown(value: object) -> str:
    """The value as it stands in a page: signs of HTML escaped, unless it is Markup already; "Điều 42" with a fixed blank."""
    if type(value) is str:
        text = keep_together(value)
        return text if _SIGNS.search(text) is None else escape(text)
    return value if type(value) is Markup else escape(value)


class _Writer(CodeGenerator):
    """Writes one call of `shown` around each value, where Jinja would write two."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if self._is_plain(frame):
            self.write("environment.shown(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if self._is_plain(frame):
            self.write(")")
        else:
            super()._output_child_post(node, frame, finalize)

    @staticmethod
    def _is_plain(frame: Frame) -> bool:
        return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile


class _Page(Template):
    """A template whose components are made once: Jinja would ask at each import whether the page brought names of its own; ours bring none."""

    def _get_default_module(self, ctx: Any = None) -> Any:
        return super()._get_default_module()


class Pages(Environment):
    """Jinja's environment with our way of writing values."""

    code_generator_class = _Writer
    template_class = _Page
    shown = staticmethod(shown)
