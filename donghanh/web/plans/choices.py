"""What forms of other groups offer of the plans: their clauses."""

from __future__ import annotations

from django.http import HttpRequest

from donghanh.programme.registers import queries

NAMED = 70
"""Signs of a clause's name in a list."""


def clauses(request: HttpRequest) -> list[tuple[str, str]]:
    """Clauses of the province's plans: "DN137/V.1", "DN137, V.1: Nguồn kinh phí…"."""
    return [
        (f"{plan}/{code}", f"{plan}, {code}: {name if len(name) <= NAMED else name[:NAMED] + '…'}")
        for plan, code, name in queries.clauses(request.actor)
    ]
