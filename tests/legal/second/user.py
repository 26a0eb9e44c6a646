"""Management of a person using drugs, second reading: one year from the decision, a new use begins it anew, moving does not."""

from __future__ import annotations

from datetime import date, datetime

from tests.legal.second import rulebook
from tests.legal.second.counting import DAY, Days, Event, days, last_day_served, midnight
from tests.legal.second.file import File

MONTHS = 12


class User(File):
    procedure = "USER_MANAGEMENT"
    table = rulebook.USER

    def __init__(self, days: Days, *, is_remote: bool) -> None:
        super().__init__(days)
        self.is_remote = is_remote
        self.counts_from: date | None = None
        self.lost: set[date] = set()
        self.away_since: date | None = None
        self.closed_at: datetime | None = None
        self.last_met: Event | None = None
        self.is_found_again = False

    def take(self, event: Event) -> None:
        self.events.append(event)
        getattr(self, f"on_{event.kind.lower()}", lambda event: None)(event)

    def on_tested_positive(self, event: Event) -> None:
        self.owe("VERIFY_RESIDENCE", event, like="VERIFY_RESIDENCE remote" if self.is_remote else "")

    def on_residence_verified(self, event: Event) -> None:
        self.done("VERIFY_RESIDENCE")
        self.owe("SEND_NOTICE", event)

    def on_notice_sent(self, event: Event) -> None:
        self.done("SEND_NOTICE")
        self.owe("DECIDE", event)

    on_notice_received = on_notice_sent

    def on_management_decided(self, event: Event) -> None:
        self.done("DECIDE")
        self.last_met = event
        if self.begins is None:
            self.begins = event.at
        if self.counts_from is None or self.is_found_again:
            self.counts_from = event.day
        self.is_found_again = False

    def on_residence_checked(self, event: Event) -> None:
        self.last_met = event

    def on_departed(self, event: Event) -> None:
        self.owe("REPORT_DEPARTURE", event)

    def on_move_notice_sent(self, event: Event) -> None:
        self.done("REPORT_DEPARTURE")

    def on_arrived(self, event: Event) -> None:
        self.owe("SEND_FILE", event)

    def on_file_sent(self, event: Event) -> None:
        self.done("SEND_FILE")

    def on_file_received(self, event: Event) -> None:
        self.done("REPORT_DEPARTURE", "SEND_FILE")
        self.last_met = event

    def on_absence_began(self, event: Event) -> None:
        self.away_since = self.away_since or event.day

    def on_absence_ended(self, event: Event) -> None:
        if self.away_since is not None:
            self.lost |= {day for day in days(self.away_since, event.day) if day >= rulebook.NEW_LAW}
        self.away_since = None

    def on_found_not_dependent(self, event: Event) -> None:
        self.is_found_again = self.counts_from is not None

    def on_found_dependent(self, event: Event) -> None:
        if self.begins is None:
            self.is_closed = True
            self.open.clear()

    def _close(self, event: Event) -> None:
        self.is_closed = True
        self.closed_at = event.at
        self.done("REPORT_DEPARTURE", "SEND_FILE")
        self.owe("SEND_END", event)

    on_management_stopped = on_management_ended = _close

    def on_end_sent(self, event: Event) -> None:
        self.done("SEND_END")

    def on_died(self, event: Event) -> None:
        self.closed_at = event.at

    def last_day(self) -> date | None:
        """None also where somebody is still away under a law that does not count such days."""
        if self.counts_from is None:
            return None
        if self.away_since is None:
            return last_day_served(self.counts_from, MONTHS, self.lost)
        stops = max(self.away_since, rulebook.NEW_LAW)
        last = last_day_served(self.counts_from, MONTHS, self.lost)
        return last if last < stops else None

    def until(self) -> datetime | None:
        last = self.last_day()
        ends = [end for end in (midnight(last + DAY) if last else None, self.closed_at) if end is not None]
        if self.begins is None or not ends:
            return None
        return max(min(ends), self.begins)

    def duties(self) -> dict[str, datetime | None]:
        found = dict(self.open)
        until = self.until()
        if self.begins is not None and not self.is_closed and self.last_met is not None:
            due = self.days.too_late(self.last_met, 1, "m fixed")
            if until is None or due <= until:
                found["CHECK_RESIDENCE"] = due
        return found
