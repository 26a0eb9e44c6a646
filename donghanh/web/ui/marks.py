"""Small drawings that stand many times on one page, put together in Python; the shapes themselves lie in components/marks.jinja."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from jinja2 import Environment
from markupsafe import Markup

SHAPES = {"late": "alert", "now": "full", "today": "full", "soon": "half", "far": "ring", "none": "dash"}
_LINK, _PLAIN, _TO = Markup('<a class="due due-'), Markup('<span class="due due-'), Markup('" href="')
_CLOSED, _DATE, _LABEL, _END = Markup('">'), Markup("<span><b>"), Markup("</b> <small>"), Markup("</small></span></span>")
_WHY, _LINK_END = Markup('</small><span class="sr-only">, '), Markup("</span></span></a>")


def due_mark(env: Environment) -> Callable[..., Markup]:
    """The mark of a deadline as templates call it: due_mark(state, date, label, href); a link where href says why this date."""

    @lru_cache(maxsize=len(SHAPES))
    def shape(state: str) -> Markup:
        return Markup("").join([env.get_template("components/marks.jinja").module.shape(SHAPES[state])])

    def mark(state: str, date: str, label: str, href: str | None = None) -> Markup:
        if href:
            why = env.globals["_"]("vì sao")
            return Markup("").join((_LINK, state, _TO, href, _CLOSED, shape(state), _DATE, date, _LABEL, label, _WHY, why, _LINK_END))
        return Markup("").join((_PLAIN, state, _CLOSED, shape(state), _DATE, date, _LABEL, label, _END))

    return mark
