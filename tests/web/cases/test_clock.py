"""Whose clock a deadline is: red is for what an office of the commune is late with; another body's is named, the person's own is nobody's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.kernel.workdays import Calendar
from donghanh.web.cases import words
from donghanh.web.cases.words import Look
from tests.factories import accounts
from tests.factories.cases import NOW

LOOK = Look(accounts.actor("commune_police"), NOW, Calendar())
RUN_OUT = NOW - timedelta(days=3)


def shown(function: str, due_at=RUN_OUT):
    return words.clock(LOOK, function, due_at, "", "/vi-sao/")


def test_what_the_court_is_late_with_names_the_court_and_is_not_red():
    found = shown("court_first_instance")
    assert found.state == "none" and found.label.startswith("quá hạn 3 ngày: Toà án nhân dân") and found.href == "/vi-sao/"


@pytest.mark.parametrize("function", ["preparer_compulsory_file", "commune_police"])
def test_what_the_commune_is_late_with_is_red(function):
    assert (shown(function).state, shown(function).label) == ("late", "quá hạn 3 ngày")


def test_before_it_runs_out_every_clock_looks_the_same():
    soon = NOW + timedelta(days=2)
    assert shown("court_first_instance", soon) == shown("preparer_compulsory_file", soon)


def test_the_person_s_own_time_is_late_for_nobody():
    assert shown("person_concerned").state == "none" and "quá hạn" not in shown("person_concerned").label


def test_twin_were_every_office_ours_the_court_s_clock_would_turn_red(monkeypatch):
    monkeypatch.setattr(words, "is_ours", lambda look, function: True)
    assert shown("court_first_instance").state == "late"
