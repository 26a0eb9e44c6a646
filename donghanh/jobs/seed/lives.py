"""Random lives that obey the law data: a person, and what happened in the procedure from the test on. Pure.

The same generator gives the same lives. Every history passes the procedure's own checks in the order in which it happened
(tests/jobs/test_seed_bulk.py replays them), and what follows from it is computed by the procedure itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from donghanh.cases.procedures import engine, user_management
from donghanh.cases.procedures.shape import CaseView
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.jobs.seed.names import Invented, invent
from donghanh.kernel.workdays import ZONE, Calendar, local_day

SUBSTANCES = ["methamphetamine", "heroin", "methamphetamine", "ketamine", "mdma", "cannabis", "amphetamine"]
SERVICES = (["COUNSELLING"], ["COUNSELLING", "HEALTH"], ["HEALTH", "JOB"], ["COMMUNITY"], ["LEGAL_EDUCATION", "SOCIAL"])
WAYS = ("IN_PERSON", "IN_PERSON", "IN_PERSON", "POST", "REPRESENTATIVE")
RECORDED_AFTER = timedelta(minutes=10)
OLDEST = 1_240
"""Days: the longest time since a first decision; the law data begin on 1 January 2022."""


@dataclass(slots=True)
class Life:
    """A person with at most one case. facts in the order in which they happened; view None without a case."""

    person: Invented
    registered_at: datetime
    facts: list[FactView] = field(default_factory=list)
    view: CaseView | None = None


def live(rng: Random, *, serial: int, now: datetime, calendar: Calendar) -> Life:
    """One life. About one in ten has no case, three are under management, the others wait or are over."""
    what = rng.random()
    if what < 0.08:
        return Life(invent(rng, serial=serial, on=local_day(now)), now - timedelta(days=rng.randrange(1, 900), minutes=rng.randrange(600)))
    is_minor = 0.08 <= what < 0.1
    person = invent(rng, serial=serial, on=local_day(now), age=rng.choice((16, 17)) if is_minor else _age(rng))
    told = _History(rng, now)
    if what < 0.16:
        told.wait()
    elif what < 0.46:
        told.be_managed(days=rng.randrange(1, 364))
    else:
        told.be_managed(days=rng.randrange(374, OLDEST))
        told.end()
    facts = told.facts
    return Life(person, facts[0].happened_at - timedelta(minutes=20), facts, engine.view(user_management.MANIFEST, facts, calendar=calendar))


def _age(rng: Random) -> int:
    """Of age at any test of the last years."""
    return min(64, int(22 + rng.gammavariate(2.0, 6.5)))


class _History:
    """Facts one after another; what would lie after `now` is left out, and everything after it."""

    def __init__(self, rng: Random, now: datetime) -> None:
        self.rng, self.now = rng, now - timedelta(minutes=15)
        self.facts: list[FactView] = []
        self.is_over = False

    def add(self, kind: K, at: datetime, *, decided: bool = False, **data: Any) -> bool:
        """Add a fact; answers whether it has happened yet."""
        if self.is_over or at > self.now:
            self.is_over = True
            return False
        number = UUID(int=len(self.facts) + 1)
        self.facts.append(FactView(number, kind, at, False, data, number if decided else None))
        return True

    def wait(self) -> None:
        """A case of the last days that waits for one of the first steps."""
        at = self.now - timedelta(minutes=self.rng.randrange(30, 9 * 24 * 60))
        self._test(at)
        for kind, hours in ((K.RESIDENCE_VERIFIED, 12), (K.NOTICE_SENT, 8), (K.NOTICE_RECEIVED, 8)):
            at += timedelta(minutes=self.rng.randrange(60, hours * 90))
            if self.rng.random() < 0.4 or not self._step(kind, at):
                return

    def be_managed(self, *, days: int) -> None:
        """A decision so many days ago, with all that comes before and most of what comes after."""
        decided = self._hour(self.now - timedelta(days=days))
        self._test(decided - timedelta(hours=self.rng.randrange(38, 70)))
        for kind, hours in ((K.RESIDENCE_VERIFIED, 30), (K.NOTICE_SENT, 22), (K.NOTICE_RECEIVED, 12)):
            self._step(kind, decided - timedelta(hours=hours, minutes=self.rng.randrange(60)))
        self._decide(decided, "first")
        self._serve_and_help(decided)
        self._stay(decided, until=min(self.now, decided + timedelta(days=364)), rare=days > 364)

    def end(self) -> None:
        """After the term: the decision that says so, and its sending; a few are still owed."""
        last = next(f for f in reversed(self.facts) if f.kind == K.MANAGEMENT_DECIDED)
        if any(f.kind == K.MANAGEMENT_STOPPED for f in self.facts) or self.rng.random() < 0.04:
            return
        away = sum((f.happened_at - b.happened_at).days + 1 for b, f in self._absences())
        at = self._hour(last.happened_at + timedelta(days=367 + away + self.rng.randrange(0, 6)))
        if self.add(K.MANAGEMENT_ENDED, at, decided=True):
            self.add(K.END_SENT, at + timedelta(hours=self.rng.randrange(1, 20)), way="POST")

    def _absences(self) -> list[tuple[FactView, FactView]]:
        began = [f for f in self.facts if f.kind == K.ABSENCE_BEGAN]
        return list(zip(began, (f for f in self.facts if f.kind == K.ABSENCE_ENDED), strict=False))

    def _stay(self, decided: datetime, *, until: datetime, rare: bool) -> None:
        """Monthly checks (in older files only some were kept), and in one of eight lives something else."""
        at, every, special = decided, 75 if rare else 27, self.rng.random()
        turns = 0
        while not self.is_over:
            at = self._hour(at + timedelta(days=every + self.rng.randrange(-3, 4)))
            if at >= until:
                return
            turns += 1
            if turns == 2 and special < 0.12:
                if not self._something(at, special):
                    return
                at = self.facts[-1].happened_at
            elif rare or self.rng.random() < 0.93:
                self.add(K.RESIDENCE_CHECKED, at)

    def _something(self, at: datetime, special: float) -> bool:
        """Absent and back, or used again; answers whether the measure goes on."""
        if special < 0.05:
            self.add(K.ABSENCE_BEGAN, at)
            return self.add(K.ABSENCE_ENDED, at + timedelta(days=self.rng.randrange(3, 30)))
        self.add(K.USED_AGAIN, at, sample="urine", substances=[self.rng.choice(SUBSTANCES)])
        self.add(K.DETERMINATION_REQUESTED, at + timedelta(hours=15))
        if special < 0.09:
            found = at + timedelta(days=4)
            self.add(K.FOUND_DEPENDENT, found)
            if self.add(K.MANAGEMENT_STOPPED, self._hour(found + timedelta(days=1)), decided=True):
                self.add(K.END_SENT, self.facts[-1].happened_at + timedelta(hours=5), way="POST")
            return False
        if self.add(K.FOUND_NOT_DEPENDENT, at + timedelta(days=4)):
            self._decide(self._hour(at + timedelta(days=5)), "new_use")
        return not self.is_over

    def _test(self, at: datetime) -> None:
        self.add(K.TESTED_POSITIVE, at, sample="urine", substances=[self.rng.choice(SUBSTANCES)])

    def _step(self, kind: K, at: datetime) -> bool:
        data = {"stable": True} if kind == K.RESIDENCE_VERIFIED else {"number": f"{self.rng.randrange(1, 999)}/TB-CAX"}
        return self.add(kind, at, **data)

    def _decide(self, at: datetime, basis: str) -> None:
        if self.add(K.MANAGEMENT_DECIDED, at, decided=True, basis=basis) and self.rng.random() < 0.96:
            self.add(K.DECISION_SERVED, at + timedelta(minutes=self.rng.randrange(60, 400)), way=self.rng.choice(WAYS))

    def _serve_and_help(self, decided: datetime) -> None:
        if self.rng.random() < 0.6:
            self.add(K.HELPER_ASSIGNED, decided + timedelta(hours=20), helper="Nguyễn Thị Ẩn", helper_role="team")
        if self.rng.random() < 0.88:
            self.add(K.SERVICE_OFFERED, decided + timedelta(hours=self.rng.randrange(21, 400)), services=self.rng.choice(SERVICES))

    def _hour(self, at: datetime) -> datetime:
        """The same day in office hours."""
        return at.astimezone(ZONE).replace(hour=self.rng.randrange(8, 17), minute=self.rng.randrange(60), second=0, microsecond=0)
