"""How a made-up life is told: from a seed, a person, a clock that goes on, and events of which now and then only the day is known."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from tests.legal.second.aftercare import Aftercare
from tests.legal.second.compulsory import Compulsory
from tests.legal.second.counting import DAY, HERE, Days, Event, midnight
from tests.legal.second.file import File
from tests.legal.second.reading import Reading

FIRST_DAY, LAST_DAY = date(2022, 1, 3), date(2028, 12, 31)
HARD_DAYS = tuple(date(2000 + year, month, day) for year in range(22, 29) for month, day in ((1, 31), (8, 31), (2, 28), (12, 31), (6, 30), (7, 1)))
GAPS = ((0, 0), (1, 4), (5, 20), (21, 70))


class Telling:
    """A life being told: the person, the clock, the events so far. probe: something the clock forbids now, for the file made last."""

    def __init__(self, seed: int, days: Days) -> None:
        self.seed, self.random = seed, Random(seed)
        start = self._first_day()
        self.at = datetime(start.year, start.month, start.day, self.random.randrange(24), self.random.randrange(60), tzinfo=HERE)
        self.reading = Reading(days, self._birth(start), is_remote=self.random.random() < 0.2)
        self.events: list[Event] = []
        self.probe: tuple[Compulsory | Aftercare, str, datetime] | None = None

    def _first_day(self) -> date:
        if self.random.random() < 0.3:
            return max(FIRST_DAY, self.random.choice(HARD_DAYS) - self.random.randrange(20) * DAY)
        return FIRST_DAY + self.random.randrange(5 * 365) * DAY

    def _birth(self, start: date) -> date:
        youngest, oldest = (12, 18) if self.random.random() < 0.3 else (18, 60)
        born = start - timedelta(days=self.random.randrange(int(youngest * 365.25) + 5, int(oldest * 365.25)))
        return date(born.year, 2, 29) if born.year % 4 == 0 and born.year != 1900 and self.random.random() < 0.3 and born.month > 2 else born

    @property
    def is_over(self) -> bool:
        return self.at.date() > LAST_DAY or (bool(self.events) and self.events[-1].kind == "DIED")

    def pass_time(self, gap: tuple[int, int] | None = None) -> None:
        low, high = gap or self.random.choice(GAPS)
        self.at += timedelta(days=self.random.randint(low, high), minutes=self.random.randint(1, 600))

    def reach(self, moment: datetime) -> None:
        """Not before this moment."""
        if self.at < moment:
            self.at = moment + timedelta(minutes=self.random.randint(1, 2000))

    def tell(self, file: File, kind: str, gap: tuple[int, int] | None = None, *, is_exact: bool = False, **data: Any) -> Event:
        """It happens after a while; of one in eight only the day is known."""
        self.pass_time(gap)
        day_only = not is_exact and self.random.random() < 0.125
        if day_only:
            before = self.events[-1].settled if self.events else midnight(FIRST_DAY)
            day = max(self.at, before).astimezone(HERE).date()
            event = Event(kind, midnight(day if midnight(day) >= before else day + DAY), True, data)
            self.at = event.settled + timedelta(minutes=1)
        else:
            event = Event(kind, self.at, False, data)
        self.events.append(event)
        self.reading.take(file, event)
        return event

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def fits(self, file: File, room: int = 3) -> bool:
        """The measure stands and goes on for some days more."""
        return file.stands_at(self.at + room * DAY) and not self.is_over


def walk(life: Telling, file: File, steps: tuple[str, ...], cut: float = 0.06) -> bool:
    """One step after the other; the life is told no further where it is cut."""
    for kind in steps:
        if life.chance(cut):
            return False
        life.tell(file, kind, life.random.choice(GAPS[:3]))
    return True


def try_forbidden(life: Telling, file: Compulsory, kind: str, at: datetime, share: float) -> None:
    if life.chance(share) and file.refuses(kind, at):
        life.probe = (file, kind, at)
