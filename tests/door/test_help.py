"""What ./dev answers to who asks for help, before it makes any environment."""

from __future__ import annotations

import pytest

from config.door import outside


@pytest.mark.parametrize("asked", [["--help"], ["help"], ["up", "--help"], ["seed", "-h"]])
def test_whoever_asks_for_help_is_told_the_commands(asked, capsys):
    assert outside.main(asked) == 0 and "./dev LỆNH" in capsys.readouterr().out


def test_nothing_asked_is_told_too_and_is_no_success(capsys):
    assert outside.main([]) == 2 and "./dev LỆNH" in capsys.readouterr().out


@pytest.mark.parametrize("asked", [["run", "donghanh", "--help"], ["test", "--help"]])
def test_help_of_what_is_run_is_handed_on(asked, monkeypatch):
    monkeypatch.setattr(outside, "guarded", lambda act: 7)
    assert outside.main(asked) == 7
