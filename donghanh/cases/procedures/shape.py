"""What a procedure makes of the facts of one case."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.legal import Finding

UNDER_WAY = frozenset({S.MANAGED, S.SUSPENDED})
"""Stages in which a measure stands over a person."""


@dataclass(frozen=True, slots=True)
class DutyView:
    """What is owed: kind, the rule and the moment it counts from, who owes it, and between which moments it stands.

    due is None where the law names no limit. stands_until None: until done.
    """

    kind: str
    rule_id: str
    function: str
    stands_from: datetime
    counted_from: datetime | None = None
    due: Finding | None = None
    stands_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything that follows from the facts of one case; nothing in it depends on today."""

    stage: S
    detected_at: datetime | None = None
    managed_at: datetime | None = None
    offered_at: datetime | None = None
    active_from: datetime | None = None
    active_until: datetime | None = None
    term: Finding | None = None
    duties: tuple[DutyView, ...] = ()
    decided: FactView | None = None
    last: FactView | None = None
    seen: frozenset[K] = field(default_factory=frozenset)
    since_decided: frozenset[K] = field(default_factory=frozenset)

    def stage_at(self, at: datetime) -> S:
        """The stage a page shows at this moment: a management whose term is over is over, whoever has or has not signed."""
        if self.stage in UNDER_WAY and self.active_until is not None and at >= self.active_until:
            return S.ENDED
        return self.stage
