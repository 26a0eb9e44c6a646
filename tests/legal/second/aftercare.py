"""Management after rehabilitation, second reading: counted from the completion, two years only for who served a compulsory decision as an adult."""

from __future__ import annotations

from datetime import date, datetime

from tests.legal import second_way
from tests.legal.second import rulebook
from tests.legal.second.counting import DAY, Days, Event, days, last_day_served, midnight
from tests.legal.second.file import File


class Aftercare(File):
    procedure = "AFTERCARE"
    table = rulebook.AFTERCARE

    def __init__(self, days: Days, *, born: date, of: File) -> None:
        super().__init__(days)
        self.born, self.of = born, of
        self.completed: Event | None = None
        self.lost: set[date] = set()
        self.away_since: date | None = None
        self.prison_since: date | None = None
        self.closed_at: datetime | None = None
        self.is_noticed = self.is_proposed = self.is_ended = False

    @property
    def months(self) -> int:
        """By what was completed and the age on that day."""
        assert self.completed is not None
        is_adult = second_way.years_old(self.born, self.completed.day) >= 18
        return 24 if self.completed.data["completed"] == "compulsory" and is_adult else 12

    def on_end_noticed(self, event: Event) -> None:
        self.is_noticed = True
        self.owe("PROPOSE_AFTERCARE", event)

    def on_rehab_completed(self, event: Event) -> None:
        self.completed = event
        if not self.is_noticed:
            self.owe("PROPOSE_AFTERCARE", event, like="PROPOSE_AFTERCARE unnoticed")

    def take(self, event: Event) -> None:
        self.events.append(event)
        getattr(self, f"on_{event.kind.lower()}", lambda event: None)(event)

    def on_return_reported(self, event: Event) -> None:
        if self.prison_since is not None:
            self.lost |= days(self.prison_since, event.day)
            self.prison_since = None
            self.is_put_aside = False
        elif not self.is_proposed:
            self.owe("PREPARE_AFTERCARE", event)
            if not self.is_noticed:
                self.owe("PROPOSE_AFTERCARE", event, like="PROPOSE_AFTERCARE unnoticed")

    def on_aftercare_proposed(self, event: Event) -> None:
        self.is_proposed = True
        self.done("PREPARE_AFTERCARE", "PROPOSE_AFTERCARE")
        self.owe("DECIDE_AFTERCARE", event)

    def on_aftercare_decided(self, event: Event) -> None:
        self.done("DECIDE_AFTERCARE")
        assert self.completed is not None
        self.begins = max(event.at, midnight(self.completed.day))

    def on_absence_began(self, event: Event) -> None:
        if self.begins is not None and not event.data.get("reported"):
            self.away_since = self.away_since or event.day

    def on_absence_ended(self, event: Event) -> None:
        if self.away_since is not None:
            self.lost |= days(self.away_since, event.day)
        self.away_since = None

    def on_imprisoned(self, event: Event) -> None:
        if self.begins is None:
            self._close(event)
        elif event.day < rulebook.NEW_LAW:
            self.closed_at = event.at
            self.is_put_aside = True
        else:
            self.prison_since = event.day
            self.is_put_aside = True

    is_put_aside = False

    def on_departed(self, event: Event) -> None:
        self.owe("REPORT_AFTERCARE_MOVE", event)

    def on_move_notice_sent(self, event: Event) -> None:
        self.done("REPORT_AFTERCARE_MOVE")

    def _close(self, event: Event) -> None:
        self.is_closed = True
        self.open.clear()
        if self.begins is not None:
            self.closed_at = event.at if self.closed_at is None else min(self.closed_at, event.at)

    on_found_dependent = on_died = _close

    def on_aftercare_ended(self, event: Event) -> None:
        self.is_closed = self.is_ended = True
        self.open.clear()

    def last_day(self) -> date | None:
        """None also while somebody is away unreported or in prison with the rest to come."""
        if self.completed is None:
            return None
        if self.away_since is not None or self.prison_since is not None:
            ends = last_day_served(self.completed.day, self.months, self.lost)
            first = min(day for day in (self.away_since, self.prison_since) if day is not None)
            return ends if ends < first else None
        return last_day_served(self.completed.day, self.months, self.lost)

    def until(self) -> datetime | None:
        last = self.last_day()
        ends = [end for end in (midnight(last + DAY) if last else None, self.closed_at) if end is not None]
        return None if self.begins is None or not ends else max(min(ends), self.begins)

    def refuses(self, kind: str, at: datetime) -> bool:
        """The certificate comes in the last three working days under the new law, after the last day under the old."""
        last = self.last_day()
        if kind != "AFTERCARE_ENDED" or last is None:
            return False
        day = last + DAY
        if last >= rulebook.NEW_LAW:
            left = 3
            while left:
                day -= DAY
                left -= not second_way.is_off(day, self.days.off, self.days.worked)
        return at.date() < day

    def duties(self) -> dict[str, datetime | None]:
        if self.is_put_aside:
            return {}
        found = dict(self.open)
        last = self.last_day()
        if last is not None and self.begins is not None and not self.is_closed:
            found |= self.at_end("CERTIFY_AFTERCARE", "CERTIFY_AFTERCARE", last)
        return found
