"""The determination behind a step that sends the file on, asked also where the step is written down from paper."""

from __future__ import annotations

from donghanh.cases import hands
from donghanh.cases.dossiers import queries, rules
from donghanh.cases.models import Case
from donghanh.cases.rules import FactView
from donghanh.legal import dossiers as law


def check_step(case: Case, told: FactView) -> None:
    """A file goes to the office that checks it, or to the court, with its determination, whether it is sent here or on paper.

    The same list and the same rule as sending (Decree 163/2026 Article 101; Decree 116/2021 Article 41), under the law of the day of the step.
    Asks nothing of any other kind of fact. Raises WithoutBasis with the article; before it CannotRecord where the step is not written by hand.
    """
    for leg in law.legs_of(case.procedure, told.on):
        if leg.fact == told.kind.value and leg.id in rules.SENDABLE:
            hands.check_ours(case.pk, told.kind, happened_at=told.happened_at)
            law.check_basis(law.check(leg, queries.situation(case, on=told.on)))
