"""What the two readings once disagreed on, reckoned by hand."""

from __future__ import annotations

from datetime import date

from donghanh.cases.procedures import told
from donghanh.cases.procedures.course import Episode, course
from donghanh.cases.procedures.shape import Life
from donghanh.cases.terms import Procedure

ADULT = Life(born_on=date(1990, 5, 1), birth_year=1990)
MANAGED = [("TESTED_POSITIVE", "2027-08-12T11:54"), ("RESIDENCE_VERIFIED", "2027-08-12T13:39"), ("NOTICE_SENT", "2027-08-15T20:11")]


def files(*events: tuple, before: tuple = ()) -> dict[Procedure, list[Episode]]:
    listed = [{"type": kind, "at": at, "data": dict(*data)} for kind, at, *data in (*before, *events)]
    found: dict[Procedure, list[Episode]] = {}
    for one in course(told.events(listed), ADULT):
        found.setdefault(one.manifest.procedure, []).append(one)
    return found


def last_day(one: Episode) -> date | None:
    view = one.view()
    return view.term.last_day if view.term and view.active_until else None


def test_absent_on_the_very_day_of_the_decision():
    """Decided and gone on 16/08/2027, back on 24/08: lost are 17 to 23 August, seven days; 16/08 is no day of the term."""
    found = files(
        ("MANAGEMENT_DECIDED", "2027-08-16T03:57"), ("ABSENCE_BEGAN", "2027-08-16T10:24"), ("ABSENCE_ENDED", "2027-08-24T02:04"), before=MANAGED
    )
    assert last_day(found[Procedure.USER_MANAGEMENT][0]) == date(2028, 8, 23)


def test_absent_since_the_old_law_stops_the_clock_from_the_new_one_on():
    """Nothing more is told after 14/05/2026: from 01/07/2026 the days no longer count, so no end can be said."""
    found = files(
        ("TESTED_POSITIVE", "2026-04-17T20:21"), ("RESIDENCE_VERIFIED", "2026-04-20T09:00"), ("NOTICE_SENT", "2026-04-21T09:00"),
        ("MANAGEMENT_DECIDED", "2026-05-03T12:34"), ("ABSENCE_BEGAN", "2026-05-14T09:00"),
    )  # fmt: skip
    assert last_day(found[Procedure.USER_MANAGEMENT][0]) is None


def test_absent_under_the_old_law_to_its_end_changes_nothing():
    """The year from 03/06/2025 ended on 03/06/2026, before the law that stops the clock."""
    found = files(
        ("TESTED_POSITIVE", "2025-05-17T20:21"), ("RESIDENCE_VERIFIED", "2025-05-20T09:00"), ("NOTICE_SENT", "2025-05-21T09:00"),
        ("MANAGEMENT_DECIDED", "2025-06-03T12:34"), ("ABSENCE_BEGAN", "2026-05-14T09:00"),
    )  # fmt: skip
    assert last_day(found[Procedure.USER_MANAGEMENT][0]) == date(2026, 6, 3)


def test_to_prison_on_the_first_day():
    """Begun and imprisoned on 10/12/2026, back on 17/12: lost are 11 to 16 December, six days after 10/12/2028."""
    found = files(
        ("REGISTERED", "2026-11-13T09:00", {"form": "home"}), ("REGISTRATION_DECIDED", "2026-11-13T15:00"), ("REHAB_STARTED", "2026-12-10T12:26"),
        ("IMPRISONED", "2026-12-10T19:16"), ("REHAB_STARTED", "2026-12-17T04:45"),
    )  # fmt: skip
    assert last_day(found[Procedure.HOME_REHABILITATION][0]) == date(2028, 12, 16)


def test_a_certificate_is_that_of_the_last_rehabilitation():
    one = [("REGISTERED", "{}-01-03T09:00", {"form": "home"}), ("REGISTRATION_DECIDED", "{}-01-04T09:00"), ("REHAB_STARTED", "{}-01-05T09:00"),
           ("REHAB_COMPLETED", "{}-09-05T09:00")]  # fmt: skip
    twice = [(kind, at.format(year), *data) for year in (2022, 2023) for kind, at, *data in one]
    found = files(*twice, ("CERTIFICATE_ISSUED", "2023-09-06T09:00"))
    assert [episode.view().stage for episode in found[Procedure.HOME_REHABILITATION]] == ["COMPLETED", "CERTIFIED"]
