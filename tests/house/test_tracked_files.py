"""Nothing in the repository tells of the machine it was written on, of a registry's host, or holds a secret."""

from __future__ import annotations

import re

import pytest

from tests.house.trees import tracked
from tests.support import ROOT

_PLACES = ("/wo" "rk/", "/ro" "ot/", "/ho" "me/", "/Us" "ers/")  # fmt: skip
_HOSTS = ("pypi" ".org", "python" "hosted.org", "npmjs" ".org", "deb.debian" ".org")  # fmt: skip
_KEYS = ("-----BEGIN [A-Z ]*PRIVATE KEY", r"AKIA[0-9A-Z]{16}")
TELLING = re.compile("|".join([*(rf"(?<![\w.<]){re.escape(p)}[a-z]" for p in _PLACES), *map(re.escape, _HOSTS), *_KEYS]))
BINARY = {".png", ".jpg", ".woff2", ".ttf", ".pdf", ".docx", ".xlsx", ".xls", ".gz", ".ico"}


def test_no_tracked_file_tells():
    found = []
    for path in tracked():
        if path.suffix in BINARY:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if hit := TELLING.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number} {hit[0]}")
    assert found == []


@pytest.mark.parametrize("line", ['open("' + _PLACES[0] + 'main/x")', "index = https://" + _HOSTS[0] + "/simple", "-----BEGIN PRIVATE " + "KEY-----"])
def test_a_telling_line_is_caught(line):
    assert TELLING.search(line)


def test_nothing_is_left_for_later():
    later = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
    found = [
        str(p.relative_to(ROOT)) for p in tracked() if p.suffix in (".py", ".jinja", ".css", ".js") and later.search(p.read_text(encoding="utf-8"))
    ]
    assert found == []
