"""What all files of the second reading share: duties open now, opened and closed by one event after the other."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date, datetime

from tests.legal.second import rulebook
from tests.legal.second.counting import DAY, Days, Event, midnight


class File(ABC):
    """One file: `open` duties with the moment they are due (None: no limit), from and until when the measure stands."""

    procedure = ""
    table: dict[str, list[rulebook.Row]] = {}

    def __init__(self, days: Days) -> None:
        self.days = days
        self.open: dict[str, datetime | None] = {}
        self.events: list[Event] = []
        self.begins: datetime | None = None
        self.is_closed = False

    def owe(self, duty: str, event: Event, *, like: str = "") -> None:
        """Opens a duty from this event, anew where it stood; not where the law of that day knows no such duty."""
        self.open.pop(duty, None)
        row = rulebook.row(self.table, like or duty, event.day)
        if row is not None:
            self.open[duty] = None if row[2] is None else self.days.too_late(event, row[2], row[3])

    def done(self, *duties: str) -> None:
        for duty in duties:
            self.open.pop(duty, None)

    def at_end(self, duty: str, name: str, last_day: date) -> dict[str, datetime | None]:
        """A duty before or at the end of the term, by the law of its last day."""
        row = rulebook.row(self.table, name, last_day)
        if row is None:
            return {}
        if row[2] is None:
            return {duty: None}
        return {duty: midnight((last_day if row[3] == "end" else last_day - row[2] * DAY) + DAY)}

    @abstractmethod
    def last_day(self) -> date | None:
        """The last day of the term as served; None before it begins, and while it does not run."""

    @abstractmethod
    def until(self) -> datetime | None:
        """The first moment at which the measure no longer stands."""

    def stands_at(self, moment: datetime) -> bool:
        """Under way, and its end not reached."""
        until = self.until()
        return self.begins is not None and not self.is_closed and (until is None or moment < until)
