"""Compulsory rehabilitation, second reading: drawn up, read, decided by a court, served from the admission on."""

from __future__ import annotations

from datetime import date, datetime

from tests.legal import second_way
from tests.legal.second import rulebook
from tests.legal.second.counting import DAY, Days, Event, days, last_day_served, midnight, months_on
from tests.legal.second.file import File

PENDING, RULED, TO_ENTER, IN, OUT, FLED, SUSPENDED, DONE = "pending", "ruled", "to enter", "in", "out", "fled", "suspended", "done"


class Compulsory(File):
    """place: how far the file has come, in the few words that the duties ask for."""

    def __init__(self, days: Days, *, born: date, earlier: int) -> None:
        super().__init__(days)
        self.born = born
        self.is_adult = True  # until the day of the ground says
        self.earlier = earlier
        self.place = PENDING
        self.decided: Event | None = None
        self.admitted: Event | None = None
        self.held: set[date] = set()
        self.held_since: date | None = None
        self.lost: set[date] = set()
        self.lost_since: date | None = None
        self.reduced = 0
        self.closed_at: datetime | None = None
        self.is_noticed = self.is_freed_by_prison = self.is_certified = self.is_chosen = False

    def take(self, event: Event) -> None:
        self.events.append(event)
        getattr(self, f"on_{event.kind.lower()}", lambda event: None)(event)

    # drawing up
    def on_ground_found(self, event: Event) -> None:
        self.is_adult = second_way.years_old(self.born, event.day) >= 18
        self.procedure = "COMPULSORY" if self.is_adult else "COMPULSORY_MINOR"
        self.table = rulebook.COMPULSORY if self.is_adult else rulebook.MINOR
        self.owe("PREPARE_DOSSIER", event)
        self.owe("APPLY_IN_TIME", event)

    def on_dossier_prepared(self, event: Event) -> None:
        self.done("PREPARE_DOSSIER")

    def on_notice_given(self, event: Event) -> None:
        self.owe("READ_DOSSIER", event)
        self.open.pop("SEND_DOSSIER", None)
        row = rulebook.row(self.table, "SEND_DOSSIER", event.day)
        if row is not None:
            reading = self.days.last_day(event.day, 3, "wd")
            self.open["SEND_DOSSIER"] = None if row[2] is None else midnight(self.days.last_day(reading, row[2], row[3]) + DAY)

    def on_dossier_forwarded(self, event: Event) -> None:
        self.done("READ_DOSSIER", "SEND_DOSSIER")
        self.owe("CHECK_DOSSIER", event)

    def on_court_requested(self, event: Event) -> None:
        self.done("READ_DOSSIER", "SEND_DOSSIER", "CHECK_DOSSIER")
        self.owe("COURT_ACCEPTS", event)
        self.is_chosen = event.day < rulebook.NEW_LAW  # the letter to the court named the facility then (form 34)

    # what keeps the person meanwhile: old law from the day he came, new law from the decision to hand him over
    def on_interim_decided(self, event: Event) -> None:
        if event.data.get("place") == "facility" and event.day >= rulebook.NEW_LAW and self.held_since is None:
            self.held_since = event.day

    def on_interim_began(self, event: Event) -> None:
        if self.held_since is None:
            self.held_since = event.day

    def on_interim_ended(self, event: Event) -> None:
        if self.held_since is not None:
            self.held |= days(self.held_since, event.day)
        self.held_since = None

    # the court
    def on_court_accepted(self, event: Event) -> None:
        self.done("COURT_ACCEPTS")
        self.owe("COURT_DECIDES", event, like="COURT_DECIDES complex" if event.data.get("complex") else "")

    def on_court_asked(self, event: Event) -> None:
        self.owe("ANSWER_COURT", event)

    def on_court_answered(self, event: Event) -> None:
        self.done("ANSWER_COURT")

    def on_hearing_ordered(self, event: Event) -> None:
        self.owe("HOLD_HEARING", event)

    def on_court_decided(self, event: Event) -> None:
        self.done("COURT_DECIDES", "HOLD_HEARING", "ANSWER_COURT", "APPLY_IN_TIME")
        self.place, self.decided = RULED, event
        self.owe("SEND_COURT_DECISION", event)
        if not event.data.get("absent"):
            self._contested("COMPLAIN", event)

    def _contested(self, duty: str, event: Event) -> None:
        """For as many days as the law gives; where it gives none, as many as the court set with its ruling or on sending it."""
        self.owe(duty, event)
        chosen = [one.data["contest_days"] for one in self.events if "contest_days" in one.data]
        if chosen and duty in self.open and self.open[duty] is None:
            self.open[duty] = self.days.too_late(event, chosen[-1], "d")

    def is_contest_unset(self, duty: str, day: date) -> bool:
        """No text gives the days of that day's law, and nobody has set them."""
        found = rulebook.row(self.table, duty, day)
        return found is not None and found[2] is None and not any("contest_days" in one.data for one in self.events)

    def on_court_declined(self, event: Event) -> None:
        self.is_closed, self.decided = True, None
        self.open.clear()

    def on_court_decision_sent(self, event: Event) -> None:
        self.done("SEND_COURT_DECISION", "SEND_FOR_EXECUTION")
        if self.place == RULED and event.data.get("absent"):
            self._contested("COMPLAIN_ABSENT", event)
        if self.place == TO_ENTER and event.data.get("to") == "execution":
            for duty in ("ASK_POSTPONEMENT", "INFORM_PROVINCE", "DELIVER"):
                self.owe(duty, event)

    def on_decision_effective(self, event: Event) -> None:
        self.done("COMPLAIN", "COMPLAIN_ABSENT", "SEND_COURT_DECISION")
        self.place = TO_ENTER
        self.owe("SEND_FOR_EXECUTION", event)
        self.owe("ENTER_IN_TIME", event)

    # on the way in
    def on_province_informed(self, event: Event) -> None:
        self.done("INFORM_PROVINCE")
        self.owe("CHOOSE_FACILITY", event)

    def on_facility_chosen(self, event: Event) -> None:
        self.done("CHOOSE_FACILITY")
        self.is_chosen = True
        self.owe("DELIVER_TO_CHOSEN", event)

    def on_impeded(self, event: Event) -> None:
        self.done("DELIVER", "DELIVER_TO_CHOSEN")

    def on_impediment_ended(self, event: Event) -> None:
        self.owe("DELIVER", event)
        if self.is_chosen:
            self.owe("DELIVER_TO_CHOSEN", event)

    # the stay
    def on_admitted(self, event: Event) -> None:
        self.open.clear()
        self.on_interim_ended(event)
        self._back(event)
        self.admitted = self.admitted or event
        self.begins = self.begins or event.at

    def _back(self, event: Event) -> None:
        if self.lost_since is not None:
            self.lost |= days(self.lost_since, event.day)
        self.lost_since = None
        self.place = IN

    def on_escaped(self, event: Event) -> None:
        if self.admitted is None:
            self.on_interim_ended(event)
            return
        self.place = FLED
        self.lost_since = event.day if self.lost_since is None else self.lost_since

    def on_brought_back(self, event: Event) -> None:
        if self.admitted is not None:
            self._back(event)
        elif self.place == PENDING:
            self.owe("APPLY_IN_TIME", event)
        elif self.place == TO_ENTER:
            self.owe("ENTER_IN_TIME", event)

    def _out(self, event: Event) -> None:
        self.place = OUT

    on_hospitalised = on_leave_began = on_borrowed = _out
    on_hospital_ended = on_leave_ended = on_borrowing_ended = _back

    def on_stay_suspended(self, event: Event) -> None:
        self.place = SUSPENDED

    on_suspension_ended = _back

    def on_imprisoned(self, event: Event) -> None:
        self.place = OUT
        if event.day < rulebook.NEW_LAW:
            self.closed_at = self.closed_at or event.at
            self.is_freed_by_prison = True
        else:
            self.lost_since = event.day if self.lost_since is None else self.lost_since

    def on_reduced(self, event: Event) -> None:
        self.reduced += event.data["months"]

    def on_end_noticed(self, event: Event) -> None:
        self.is_noticed = True

    def _end(self, event: Event) -> None:
        self.is_closed = True
        self.closed_at = self.closed_at or event.at
        self.open.clear()

    def on_rehab_completed(self, event: Event) -> None:
        self._end(event)
        self.place = DONE
        self.owe("REPORT_AFTER_SERVED", event)

    def on_certificate_issued(self, event: Event) -> None:
        self.is_certified = True

    def on_return_reported(self, event: Event) -> None:
        self.done("REPORT_AFTER_SERVED")

    on_exempted = on_died = _end

    @property
    def months(self) -> int | None:
        """What the court said; where it said nothing, first and later time of the new law, and nothing under the old."""
        if self.decided is None or self.admitted is None:
            return None
        said: int | None = self.decided.data.get("months")
        if said is not None or self.decided.day < rulebook.NEW_LAW:
            return said
        return rulebook.LATER if self.earlier else rulebook.FIRST

    def last_day(self) -> date | None:
        if self.months is None or self.admitted is None or self.lost_since is not None:
            return None
        start = self.admitted.day
        already = len({day for day in self.held if day < start})
        return last_day_served(start, self.months, self.lost, already=already, reduced=self.reduced)

    def until(self) -> datetime | None:
        last = self.last_day()
        ends = [end for end in (midnight(last + DAY) if last else None, self.closed_at) if end is not None]
        return None if self.begins is None or not ends else max(min(ends), self.begins)

    def refuses(self, kind: str, at: datetime) -> bool:
        """The clock forbids this now: back from illness with less than three months left, done before the last day, sent while it is read."""
        today = midnight(at.date()).date()
        last = self.last_day()
        if kind == "SUSPENSION_ENDED":
            return last is not None and months_on(today, 3) > last
        if kind == "REHAB_COMPLETED":
            return last is not None and today < last
        reading = self.open.get("READ_DOSSIER")
        return kind == "COURT_REQUESTED" and reading is not None and at < reading

    def duties(self) -> dict[str, datetime | None]:
        found = dict(self.open)
        last = self.last_day()
        is_staying = self.place in (IN, OUT, SUSPENDED) and not self.is_closed
        if last is None or self.is_freed_by_prison:
            return found
        if is_staying and not self.is_noticed:
            found |= self.at_end("NOTIFY_TERM_END", "NOTIFY_TERM_END", last)
        if (is_staying or self.place == DONE) and not self.is_certified:
            found |= self.at_end("CERTIFY_SERVED", "CERTIFY_SERVED", last)
        return found
