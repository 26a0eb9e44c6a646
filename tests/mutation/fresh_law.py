"""Plugin of the mutation run alone: what is read once a process is read anew under each mutant, else a mutant of a reader would live on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

import pytest

READERS = ("loading", "rows", "units", "standing", "model")
"""Modules of the legal room by which law/ itself is read; the other rooms' own readings hang on it."""
TELLING = ("test_as_written.py", "test_reference.py", "test_loading.py", "test_forms.py", "test_letters.py")
"""Tests that look at what was read: while mutmut learns which test runs which function, they read anew too."""
_read_here: set[int] = set()


@pytest.fixture(autouse=True)
def fresh_law(request):
    """Once in each process: what the mutant's own module keeps, and everything where it lies in what reads law/ (a second)."""
    mutant = os.environ.get("MUTANT_UNDER_TEST", "")
    module = mutant.rpartition(".")[0]
    if mutant == "stats" and request.path.name in TELLING:
        forget(_legal())
    elif os.getpid() not in _read_here and module.startswith("donghanh."):
        _read_here.add(os.getpid())
        reads_law = module.removeprefix("donghanh.legal.") in READERS
        forget(_legal() if reads_law else [module, *_hanging(module)])


def forget(modules: Iterable[str]) -> None:
    """Empties what functions of these modules keep."""
    for name in modules:
        for kept in list(vars(sys.modules[name]).values()):
            if hasattr(kept, "cache_clear"):
                kept.cache_clear()


def _legal() -> list[str]:
    return [name for name in sys.modules if name.startswith("donghanh.legal.")]


def _hanging(module: str) -> tuple[str, ...]:
    """Modules that keep what this one made."""
    return ("donghanh.legal.form_loading", "donghanh.legal.decision_kinds") if module.startswith("donghanh.legal.form") else ()
