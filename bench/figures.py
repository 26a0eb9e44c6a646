"""Program: the period figures of a plan for a province, beside the one statement that computes them by hand (reports/benchmark.py).

Run as the owner, because both ways set their own role. Arguments: number of people, rounds, the signed-in officials as JSON.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime

import django

from bench.measure import quantile
from donghanh.kernel.workdays import local_day

BUDGET = 2.0


def main(persons: str, rounds: str, officials: str) -> None:
    """The provincial lead's question: plan 137, the whole of last year."""
    django.setup()
    from donghanh.base.accounts import queries as accounts
    from donghanh.base.privacy.scope import as_jobs
    from donghanh.reports import benchmark, periods

    lead, on = json.loads(officials)["lead"], local_day(datetime.now(UTC))
    with as_jobs():
        post = next(post for post in accounts.posts_of(lead["user"], on=on))
        actor = accounts.actor_of(post, user_name="", on=on)
    found = benchmark.measure(
        actor, plan_id="DN137", period=periods.read(f"{on.year - 1}"), place_id=lead["unit"], on=on, rounds=max(int(rounds) // 2, 5)
    )
    assert found.answer == found.by_hand_answer, (found.answer, found.by_hand_answer)
    ours, hand = list(found.repository_ms), list(found.by_hand_ms)
    p50, floor = quantile(ours, 0.5), quantile(hand, 0.5)
    told = {
        "persons": int(persons),
        "name": "period figures",
        "budget": BUDGET,
        "p50_ms": p50,
        "p95_ms": quantile(ours, 0.95),
        "floor_p50_ms": floor,
        "ratio": p50 / floor,
        "counted": found.answer[1],
    }
    print(json.dumps([told]))


if __name__ == "__main__":
    main(*sys.argv[1:])
