"""Plugin of the mutation run alone: what is read once a process is read anew under each mutant, else a mutant of a reader would live on."""

from __future__ import annotations

import os
import sys

import pytest

READERS = ("loading", "rows", "units", "standing", "model")
"""Modules of the legal room by which law/ itself is read; the other rooms' own readings hang on it."""
_read_here: set[int] = set()


@pytest.fixture(autouse=True)
def fresh_law():
    """Once in each process: what the mutant's own module keeps, and everything where it lies in what reads law/ (a second)."""
    module = os.environ.get("MUTANT_UNDER_TEST", "").rpartition(".")[0]
    if os.getpid() not in _read_here and module.startswith("donghanh."):
        _read_here.add(os.getpid())
        all_of_it = module.removeprefix("donghanh.legal.") in READERS
        for name in [name for name in sys.modules if (name.startswith("donghanh.legal.") if all_of_it else name in (module, *_hanging(module)))]:
            for kept in list(vars(sys.modules[name]).values()):
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()


def _hanging(module: str) -> tuple[str, ...]:
    """Modules that keep what this one made."""
    return ("donghanh.legal.form_loading", "donghanh.legal.decision_kinds") if module.startswith("donghanh.legal.form") else ()
