"""Plugin of the mutation run alone: the law is read anew under each mutant, else a mutant of the loader would live on in the cache."""

from __future__ import annotations

import os

import pytest

READERS = ("legal.loading", "legal.rows", "legal.units", "legal.standing", "legal.letters", "legal.form_loading")
_read_here: set[int] = set()


@pytest.fixture(autouse=True)
def fresh_law():
    """Once in each process whose mutant lies in what reads law/; reading costs a second, other mutants may keep what was read."""
    from donghanh.legal import letters, loading

    if os.getpid() not in _read_here and any(name in os.environ.get("MUTANT_UNDER_TEST", "") for name in READERS):
        _read_here.add(os.getpid())
        loading.law_data.cache_clear()
        letters._file.cache_clear()
