"""The steps of each procedure in their order, and since when a file stands at one, in full. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from donghanh.cases.pipeline import rules
from donghanh.cases.procedures.registry import MANIFESTS
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.kernel.workdays import ZONE
from tests.said import check, outcome, page

AT = datetime(2026, 11, 22, 9, tzinfo=ZONE)


def told(*kinds: K) -> list[FactView]:
    return [FactView(UUID(int=number), kind, AT - timedelta(days=30 - number)) for number, kind in enumerate(kinds)]


def rows() -> Iterator[tuple[str, str, str]]:
    for one in MANIFESTS:
        steps = rules.steps_of(one)
        yield (
            "steps_of",
            str(one),
            outcome(lambda one=one, steps=steps: [f"{step}{' (closed)' if rules.is_closed(one, step) else ''}" for step in steps]),
        )
    files = {
        "nothing": [], "one fact": told(K.TESTED_POSITIVE), "said twice": told(K.TESTED_POSITIVE, K.TESTED_POSITIVE),
        "managed": told(K.TESTED_POSITIVE, K.RESIDENCE_VERIFIED, K.NOTICE_RECEIVED, K.MANAGEMENT_DECIDED),
    }  # fmt: skip
    for name, facts in files.items():
        for until in (None, AT - timedelta(days=1), AT, AT + timedelta(seconds=1)):
            asked = {"active_until": until, "at": AT}
            yield "entered", f"{name} {until}", outcome(lambda f=facts[::-1], a=asked: rules.entered(Procedure.USER_MANAGEMENT, f, **a))
    for since in (AT - timedelta(hours=9), AT - timedelta(hours=9, seconds=1), AT - timedelta(days=30)):
        yield "days", str(since), outcome(lambda since=since: rules.days(since, AT))
    for found in ([], [3], [3, 4], [9, 1, 4]):
        yield "middle", str(found), outcome(lambda found=found: rules.middle(found))


def test_every_answer_in_full():
    check(Path(__file__).parent / "said" / "rules.txt", page(rows()))
