"""What a procedure is made of, and what it makes of the facts of one case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from donghanh.cases.rules import CannotRecord, FactView, age_on
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.cases.terms import Stage as S
from donghanh.legal import Answer, Finding


class OtherProcedure(CannotRecord):
    """The opening fact is in order but belongs to another procedure: of several refusals, this is the last one to be told."""


UNDER_WAY = frozenset(
    {S.MANAGED, S.SUSPENDED, S.REHAB, S.TREATED, S.IN_FACILITY, S.OUTSIDE, S.ESCAPED, S.AFTERCARE, S.EDUCATION, S.MONITORED, S.PAUSED}
)
"""Stages in which a measure stands over a person."""


@dataclass(frozen=True, slots=True)
class Life:
    """What the rules ask about the person beside the facts of the case; nothing in it names anybody.

    rehabilitations: how many earlier ones count towards "first time, later time". birth_year 0: unknown.
    court_order: how a compulsory measure stood over the person when the file began (court_order.standing).
    """

    born_on: date | None = None
    birth_year: int = 0
    sex: str = ""
    has_stable_residence: bool = True
    is_remote: bool = False
    has_guardian: bool = False
    rehabilitations: int = 0
    court_order: str = ""

    def age_on(self, on: date) -> int | None:
        """Whole years on this day, None where the birth is unknown; a bare year gives the younger possible age."""
        if self.born_on is None and not self.birth_year:
            return None
        return age_on(on, born_on=self.born_on, birth_year=self.birth_year)


NOBODY = Life()


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
    """Everything that follows from the facts of one case; nothing in it depends on today.

    findings: answers of the law that are no limits (age branch, exclusions, which term, what is silent), for the page and for `law explain`.
    """

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
    findings: tuple[Answer, ...] = ()
    opened: FactView | None = None

    def stage_at(self, at: datetime) -> S:
        """The stage a page shows at this moment: a measure whose term is over is over, whoever has or has not signed."""
        if self.stage in UNDER_WAY and self.active_until is not None and at >= self.active_until:
            return S.ENDED
        return self.stage


Told = Sequence[FactView]
"""Facts of one case in the order in which they happened, without those of withdrawn decisions."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Between which moments the measure stands, and the term that says so (None: open, or no limit in the law)."""

    term: Finding | None = None
    begins: datetime | None = None
    until: datetime | None = None


Limit = str | None | Callable[[FactView, Life], str | None]
"""The topic of law/topics.yaml whose rule sets the limit; None: the law names none; a function where it depends on the fact or the person."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty of the law: after the last of `after`, until one of `until` follows it, `function` owes `kind`.

    stages: where the file must stand. lasts: it falls away with the term. unless: facts that make it fall away whenever they happened.
    only: asked of the fact that began it. at_end: it counts from the end of the term instead (a window before it where the rule says so).
    follows: topic of a limit that runs first (reading of the file): the duty counts from the last day of that one.
    as_set: no text gives the time; what the unit or the decision itself set under this name in a fact does, a number of days from `after` on,
    or a day. Where nothing was set, nothing is owed. Beside a limit it holds only where the law of that day gives no number.
    Whether the duty exists under the law of that day says law/duties.
    """

    kind: str
    after: frozenset[K]
    until: frozenset[K]
    function: str
    limit: Limit
    stages: frozenset[S]
    lasts: bool = False
    unless: frozenset[K] = frozenset()
    only: Callable[[FactView, Life], bool] | None = None
    at_end: bool = False
    follows: str | None = None
    as_set: str = ""


def kinds(*some: K) -> frozenset[K]:
    """A set of kinds of facts, short to write."""
    return frozenset(some)


def stages(*some: S) -> frozenset[S]:
    """A set of stages, short to write."""
    return frozenset(some)


@dataclass(frozen=True, slots=True)
class Manifest:
    """One procedure, complete: what opens it, what moves the file, what may be recorded where, what is owed, how long the measure stands.

    moves: (stage or None, kind of fact) → stage. stays: kinds that may be recorded in these stages without moving the file.
    needs: kinds that must have happened before, and the sentence that says so. by_decision: made only by signing. by_handover: made by
    two sides. after_end: still recorded when the term is over. check_open, check_decide raise CannotRecord or Cannot with the article;
    check_fact(view, kind, happened_at) does so for any fact the tables allow (a period that is not over yet, a step this regime lacks).
    check_told(view, fact) does so for what a fact must say, when it is written down: what is stored is read as it was told.
    asks_person: the rules need more of the person than the facts say. tells: data that other files of the person need of a fact and that
    this procedure answers by itself (which kind of rehabilitation was completed).
    """

    procedure: Procedure
    prefix: str
    moves: Mapping[tuple[S | None, K], S]
    stays: Mapping[K, frozenset[S]]
    owed: tuple[Owed, ...]
    closed: frozenset[S]
    needs: Mapping[K, tuple[frozenset[K], str]] = field(default_factory=dict)
    by_decision: frozenset[K] = frozenset()
    by_handover: frozenset[K] = frozenset()
    after_end: frozenset[K] = frozenset()
    standing: Callable[[Told, Life], Standing] = lambda told, life: Standing()
    findings: Callable[[Told, Life], tuple[Answer, ...]] = lambda told, life: ()
    check_open: Callable[[FactView, Life], None] = lambda fact, life: None
    check_decide: Callable[[CaseView, K, datetime], None] = lambda now, kind, at: None
    check_fact: Callable[[CaseView, K, datetime], None] = lambda now, kind, happened_at: None
    check_told: Callable[[CaseView, FactView], None] = lambda now, told: None
    decides: frozenset[K] = frozenset()
    offers: frozenset[K] = frozenset()
    asks_person: bool = True
    tells: Mapping[str, str] = field(default_factory=dict)
    missing_opening: str = "Hồ sơ chưa có sự việc mở đầu."

    @property
    def title(self) -> str:
        return str(self.procedure.label)

    @property
    def opens(self) -> frozenset[K]:
        """Kinds of facts that open a file of this procedure."""
        return frozenset(kind for stage, kind in self.moves if stage is None)

    @property
    def accepts(self) -> frozenset[K]:
        """Every kind of fact this procedure knows."""
        return frozenset(kind for _stage, kind in self.moves) | frozenset(self.stays)
