"""The Jinja2 environment of every page: strict, escaping, with the components' helpers."""

from __future__ import annotations

from jinja2 import Environment, StrictUndefined


def environment(**options) -> Environment:
    """Called by Django once; options come from settings."""
    options.setdefault("undefined", StrictUndefined)
    return Environment(**options)
