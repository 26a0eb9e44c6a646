"""Plugin of the mutation run alone: the law is read anew under each mutant, else a mutant of the loader would live on in the cache."""

from __future__ import annotations

import os

import pytest

_read_here: set[int] = set()


@pytest.fixture(autouse=True)
def fresh_law():
    """Once in each process; before every test while mutmut notes which test reaches which function."""
    from donghanh.legal import letters, loading

    if os.environ.get("MUTANT_UNDER_TEST") == "stats" or os.getpid() not in _read_here:
        _read_here.add(os.getpid())
        loading.law_data.cache_clear()
        letters._file.cache_clear()
