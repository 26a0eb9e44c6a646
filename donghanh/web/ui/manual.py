"""The manual (docs/manual/*.md) as help pages: the same text on screen and in the repository."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from markdown_it import MarkdownIt
from markupsafe import Markup

from donghanh.kernel.names import title_key

FIRST = ("bat-dau", "dang-nhap", "phim-tat", "tiep-can")
"""Pages that stand first in the list; the others follow by title."""


@dataclass(frozen=True, slots=True)
class Help:
    slug: str
    title: str
    body: Markup


def folder() -> Path:
    """Where the manual lies."""
    return settings.ROOT / "docs" / "manual"


@lru_cache(maxsize=64)
def _read(path: Path, changed: int) -> Help:
    """One page. changed is the file's time, so that an edited page is read anew."""
    title, _, rest = path.read_text("utf-8").partition("\n")
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.add_render_rule("image", lambda *_args: "")  # the pictures belong to the printed manual
    reader.add_render_rule("link_open", _link_open)
    return Help(path.stem, title.removeprefix("# ").strip(), Markup(reader.render(rest)))  # noqa: S704 - our own files, and raw HTML is off


def _link_open(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """A link to another page of the manual leads to its help page."""
    target = str(tokens[index].attrs.get("href", ""))
    if target.endswith(".md") and "/" not in target:
        tokens[index].attrSet("href", reverse("ui:help", args=[target.removesuffix(".md")]))
    return renderer.renderToken(tokens, index, options, env)


def page(slug: str) -> Help | None:
    """The page of this name; None where there is none."""
    return next((one for one in pages() if one.slug == slug), None)


def pages() -> list[Help]:
    """All pages, the first steps first; the index for readers of the repository (README) is none of them."""
    found = [_read(path, path.stat().st_mtime_ns) for path in sorted(folder().glob("[a-z]*.md"))]
    return sorted(found, key=lambda one: (FIRST.index(one.slug) if one.slug in FIRST else len(FIRST), title_key(one.title)))
