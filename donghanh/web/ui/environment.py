"""The Jinja2 environment of every page: strict, escaping, with the components and the helpers of helpers.py."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from donghanh.web.shell import addresses, presenters
from donghanh.web.ui import controls, due, helpers, marks
from donghanh.web.ui.writing import Pages

HERE = Path(__file__).resolve().parent


def template_folders() -> list[Path]:
    """Where templates lie: "layouts/…" and "components/…" here, "<group>/…" in each group's own templates folder."""
    return [HERE, *sorted(HERE.parent.glob("*/templates"))]


@lru_cache(maxsize=4096)
def _said(text: str) -> str:
    """gettext, kept: a page says the same hundred short words each time, and there is one language (docs/adr/0003)."""
    return gettext(text)


def environment(**options: Any) -> Environment:
    """Called by Django once. Strict: a name a page forgot to pass is an error, never an empty place."""
    options.pop("autoescape", None)
    options |= {
        "loader": FileSystemLoader(template_folders()),
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "finalize": helpers.keep_together,
    }
    env = Pages(autoescape=True, **options)
    env.globals.update(
        _=_said,
        url=addresses.of,
        static=helpers.static,
        icon=helpers.icon,
        hidden_keys=helpers.hidden_keys,
        htmx_config=helpers.HTMX_CONFIG,
        control=controls.control,
        problems=controls.problems,
        hoi_han=due.due_of,
        due_mark=marks.due_mark(env),
        navigation=presenters.navigation,
        account=presenters.account,
        flashes=presenters.flashes,
        plan_number=presenters.plan_number,
        theme=presenters.theme,
        law_edition=presenters.law_edition,
        province=f"tỉnh {settings.PROVINCE_NAME}",
        demo=lambda: settings.DEMO,
    )
    env.filters.update(ngay=helpers.ngay, ngay_dai=helpers.ngay_dai, gio=helpers.gio, han=helpers.han, so=helpers.so)
    env.tests["of_form"] = controls.is_of_form
    return env
