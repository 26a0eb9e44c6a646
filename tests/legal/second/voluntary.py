"""Voluntary rehabilitation at home, in a private, in a public facility, second reading."""

from __future__ import annotations

from datetime import date, datetime

from tests.legal.second import rulebook
from tests.legal.second.counting import DAY, Days, Event, days, last_day_served, midnight
from tests.legal.second.file import File

PROCEDURES = {"home": "HOME_REHABILITATION", "private": "PRIVATE_REHABILITATION", "public": "PUBLIC_REHABILITATION"}


class Voluntary(File):
    table = rulebook.VOLUNTARY

    def __init__(self, days: Days, *, form: str, earlier: int) -> None:
        super().__init__(days)
        self.form, self.earlier = form, earlier
        self.procedure = PROCEDURES[form]
        self.governed_by: date | None = None
        self.said: int | None = None
        self.lost: set[date] = set()
        self.prison_since: date | None = None
        self.closed_at: datetime | None = None
        self.is_done = self.is_noticed = self.is_certified = False

    def take(self, event: Event) -> None:
        self.events.append(event)
        getattr(self, f"on_{event.kind.lower()}", lambda event: None)(event)

    def on_registered(self, event: Event) -> None:
        by_contract = self.form != "home" and event.day < rulebook.NEW_LAW
        if not by_contract:
            self.owe("DECIDE_VOLUNTARY", event)

    def _settle(self, event: Event) -> None:
        self.governed_by = event.day
        self.said = event.data.get("months", self.said)

    def on_registration_decided(self, event: Event) -> None:
        self.done("DECIDE_VOLUNTARY")
        self._settle(event)
        if self.form == "public":
            self.owe("PROPOSE_FACILITY", event)

    def on_contract_signed(self, event: Event) -> None:
        if self.form == "public":
            self.done("DECIDE_VOLUNTARY")
        self._settle(event)

    def on_facility_proposed(self, event: Event) -> None:
        self.done("PROPOSE_FACILITY")
        self.owe("PLACE_VOLUNTARY", event)

    def on_facility_decided(self, event: Event) -> None:
        self.done("PLACE_VOLUNTARY")
        self._settle(event)

    def _named(self, duty: str) -> str:
        return f"{duty}_PUBLIC" if self.form == "public" else duty

    def on_rehab_started(self, event: Event) -> None:
        self.done("DECIDE_VOLUNTARY")
        if self.begins is None:
            self.begins = event.at
        self._released(event)
        self.owe(self._named("NOTIFY_START"), event)

    def on_start_notice_sent(self, event: Event) -> None:
        self.done(self._named("NOTIFY_START"))

    def on_stay_suspended(self, event: Event) -> None:
        self.is_suspended = True

    def _released(self, event: Event) -> None:
        if self.prison_since is not None:
            self.lost |= days(self.prison_since, event.day)
        self.prison_since = None
        self.is_suspended = False

    on_suspension_ended = _released
    is_suspended = False

    def on_imprisoned(self, event: Event) -> None:
        self.is_suspended = True
        if event.day < rulebook.NEW_LAW:
            self.closed_at = event.at
        else:
            self.prison_since = event.day

    def on_end_noticed(self, event: Event) -> None:
        self.is_noticed = True

    def _end(self, event: Event) -> None:
        self.is_closed = True
        self.closed_at = event.at if self.closed_at is None else min(self.closed_at, event.at)
        self.open.clear()

    def on_rehab_completed(self, event: Event) -> None:
        self._end(event)
        self.is_done = True
        if self.form != "public":
            self.owe("NOTIFY_COMPLETION", event)

    def on_completion_notice_sent(self, event: Event) -> None:
        self.done("NOTIFY_COMPLETION")

    def on_certificate_issued(self, event: Event) -> None:
        self.is_certified = True

    def on_left_rehab(self, event: Event) -> None:
        self._end(event)
        self.owe(self._named("NOTIFY_STOP"), event)
        if self.form == "private":
            self.owe("REPORT_STOP_FOR_FILE", event)

    def on_stop_notice_sent(self, event: Event) -> None:
        self.done("NOTIFY_STOP", "NOTIFY_STOP_PUBLIC", "REPORT_STOP_FOR_FILE")

    on_died = _end
    on_court_decided = _end

    @property
    def months(self) -> int | None:
        """What the decision or contract says, where the law of its day leaves room; else the most, or first and later time."""
        if self.begins is None or self.governed_by is None:
            return None
        if self.governed_by >= rulebook.NEW_LAW:
            return rulebook.LATER if self.earlier else rulebook.FIRST
        low, high = rulebook.VOLUNTARY_MONTHS
        return self.said if self.said is not None and low <= self.said <= high else high

    def last_day(self) -> date | None:
        if self.begins is None or self.months is None or self.prison_since is not None:
            return None
        return last_day_served(self.events_day("REHAB_STARTED"), self.months, self.lost)

    def events_day(self, kind: str) -> date:
        return next(event.day for event in self.events if event.kind == kind)

    def until(self) -> datetime | None:
        last = self.last_day()
        ends = [end for end in (midnight(last + DAY) if last else None, self.closed_at) if end is not None]
        return None if self.begins is None or not ends else max(min(ends), self.begins)

    def duties(self) -> dict[str, datetime | None]:
        found = dict(self.open)
        last = self.last_day()
        is_under_way = self.begins is not None and not self.is_closed and not self.is_suspended
        if last is None or not (is_under_way or self.is_done):
            return {duty: due for duty, due in found.items() if is_under_way or not duty.startswith("NOTIFY_START")}
        if is_under_way and not self.is_noticed:
            found |= self.at_end("GIVE_END_NOTICE", "GIVE_END_NOTICE", last)
        if not self.is_certified:
            found |= self.at_end("CERTIFY_VOLUNTARY_HOME" if self.form == "home" else "CERTIFY_VOLUNTARY_FACILITY", "CERTIFY", last)
        return found
