"""Duties of a province reckoned anew in several processes, each for some of its communes.

Nothing of Django is imported at the top: a new process reads this file before it has set Django up.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from donghanh.cases.recount import Recount


def recount_in_parts(unit_ids: Sequence[int], *, workers: int) -> Recount:
    """The same as cases.recount, split over so many processes; 1: in this one."""
    if workers == 1 or len(unit_ids) < workers:
        return _part(list(unit_ids))
    parts = [list(unit_ids[place::workers]) for place in range(workers)]
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin) as pool:
        found = list(pool.map(_part, parts))
    return type(found[0])(
        sum(one.files for one in found), sum(one.duties for one in found), tuple(sorted(number for one in found for number in one.differing))
    )


def _begin() -> None:
    import django

    django.setup()


def _part(unit_ids: list[int]) -> Recount:
    from donghanh.base.privacy.scope import as_jobs
    from donghanh.cases.recount import recount

    with as_jobs():
        return recount(unit_ids)
