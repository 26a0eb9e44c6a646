"""The built files: small, complete, made again when an input changed, never half made."""

from __future__ import annotations

import gzip
import re

import pytest
from django.template import engines

from donghanh.web.ui import build, environment

KB = 1000
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(|\boklch\(")
OWN = {
    "print.css": {"#fff", "#000"},
    "acts.css": {"#fff", "#000", "#fff3c9", "rgb("},
    "frame.css": {"rgb("},
    "forms.css": {"#fff"},
    "lists.css": set(),
}
"""Colours of paper, of the mark in a letter, and of shadows: the same in light and dark."""


@pytest.fixture(scope="module", autouse=True)
def _built():
    build.build()


def packed(*names: str) -> int:
    return sum(len(gzip.compress((build.TARGET / name).read_bytes(), 9)) for name in names)


def test_sizes():
    assert packed("app.css") <= 30 * KB
    assert packed("app.js", "htmx.js") <= 60 * KB
    assert sum(file.stat().st_size for file in (build.TARGET / "fonts").glob("*.woff2")) <= 100 * KB


def test_fresh_is_skipped_and_a_broken_build_is_made_again():
    assert build.build() is False
    build.MARK.unlink()
    (build.TARGET / "app.css").write_text("")
    assert build.build() is True
    assert packed("app.css") > 5 * KB


def test_every_page_template_is_read_for_classes():
    sheet = (build.TARGET / "app.css").read_text()
    assert ".max-w-measure" in sheet  # only templates/ui/gallery.jinja uses it


def test_dark_repeats_every_colour_of_light():
    def names(file: str) -> set[str]:
        return set(re.findall(r"(--color-[\w-]+):", (build.SOURCE / file).read_text()))

    assert names("dark.css") == names("tokens.css")


def test_no_colour_outside_the_tokens():
    for file in build.SOURCE.glob("*.css"):
        if file.name not in ("tokens.css", "dark.css"):
            assert set(COLOUR.findall(file.read_text())) <= OWN.get(file.name, set()), file.name


def test_the_old_browser_understands_the_tokens():
    for file in ("tokens.css", "dark.css"):
        assert not re.search(r"oklch|color-mix|light-dark\(", (build.SOURCE / file).read_text())


def templates():
    return [path for folder in environment.template_folders() for path in folder.rglob("*.jinja")]


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_templates_carry_no_style_no_script_no_raw_text(path):
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\bsrc=)|\bhx-on|javascript:|\|\s*safe\b", text), path


def test_every_template_can_be_read():
    env = engines["jinja2"].env
    for name in env.list_templates(extensions=["jinja"]):
        env.get_template(name)


CLASSES = re.compile(r'class="([^"{}]*)"')


def test_every_class_of_a_template_is_known_to_the_style_sheet():
    """A class that no rule knows is a slip of the pen, or a page that was written for another house."""
    build.build()
    sheet = (build.TARGET / "app.css").read_text().replace("\\", "")
    used = {(name, path.name) for path in templates() for found in CLASSES.findall(path.read_text()) for name in found.split()}
    assert sorted(f"{file}: {name}" for name, file in used if f".{name}" not in sheet) == []
