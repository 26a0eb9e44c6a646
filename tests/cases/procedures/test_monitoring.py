"""Electronic monitoring as a legal decision with its dates. Dates were counted by hand; no fact holds a position."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings

from donghanh.cases.procedures import engine, monitoring
from donghanh.cases.procedures.monitoring import MANIFEST
from donghanh.cases.procedures.shape import Life
from donghanh.cases.rules import VIET_NAM, CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot
from tests.cases.procedures.aftercare_lives import told
from tests.cases.procedures.stories import duty, fact, moment
from tests.cases.procedures.voluntary_stories import GROWN, YOUNG, accepted, answer, last_day

HOMELESS_YOUNG = Life(born_on=date(2010, 9, 15), has_stable_residence=False, has_guardian=True)
AFTERCARE = fact(K.AFTERCARE_DECIDED, "2026-08-03T09:00")
HOME = fact(K.REGISTRATION_DECIDED, "2026-08-03T09:00", form="home")
CLINIC = fact(K.START_NOTICE_SENT, "2026-08-03T09:00", form="substitution")
ASKED = fact(K.MONITORING_ASKED, "2026-08-03T09:00", ground="home")


def view(*facts, life=GROWN):
    return engine.view(MANIFEST, facts, life=life)


def worn(opened, **data):
    return [opened, fact(K.MONITORING_DECIDED, "2026-08-03T15:00", **data), fact(K.DEVICE_FITTED, "2026-08-04T08:00")]


def refuse(found, kind, at):
    with pytest.raises(Cannot) as refusal:
        engine.check_fits(MANIFEST, found, kind, happened_at=moment(at), at=moment(at))
    return refusal.value


def test_the_whole_way():
    story = [
        *worn(AFTERCARE, until="2028-08-01"),
        fact(K.DEVICE_OFF, "2026-10-01T08:00", reason="medical"),
        fact(K.HOSPITAL_ENDED, "2026-10-05T09:00"),
        fact(K.DEVICE_ON, "2026-10-05T16:00"),
        fact(K.MONITORING_ENDED, "2028-08-02T08:00"),
    ]
    stages = [view(*story[: n + 1]).stage for n in range(len(story))]
    assert stages == [S.FOUND, S.DECIDED, S.MONITORED, S.PAUSED, S.PAUSED, S.MONITORED, S.ENDED]
    assert view(*story).duties == ()


@pytest.mark.parametrize(
    ("opened", "life", "due"),
    [
        (AFTERCARE, GROWN, "2026-08-03T21:00"),  # 12 hours
        (HOME, GROWN, "2026-08-03T21:00"),
        (CLINIC, GROWN, "2026-08-03T21:00"),
        (ASKED, YOUNG, "2026-08-04T09:00"),  # 24 hours
        (AFTERCARE, HOMELESS_YOUNG, "2026-08-03T21:00"),
    ],
)
def test_the_decision_is_due_in_12_hours_or_24_when_parents_ask(opened, life, due):
    MANIFEST.check_open(opened, life)
    owed = duty(view(opened, life=life), "DECIDE_MONITORING")
    assert owed.due.value == moment(due) and owed.function == "decider_monitoring"


def test_the_device_is_due_24_hours_after_the_decision_day_and_night():
    assert duty(view(*worn(AFTERCARE)[:2]), "FIT_DEVICE").due.value == moment("2026-08-04T15:00")


@pytest.mark.parametrize(
    ("opened", "life", "group", "data", "last"),
    [
        (AFTERCARE, GROWN, "adult", {"until": "2027-08-01"}, date(2027, 8, 1)),
        (AFTERCARE, GROWN, "adult", {}, None),
        (HOME, GROWN, "adult", {"until": "2028-08-03"}, date(2028, 8, 3)),
        (CLINIC, GROWN, "substitution", {}, date(2028, 8, 3)),
        (ASKED, YOUNG, "requested", {}, date(2027, 8, 3)),
        (ASKED, YOUNG, "requested", {"until": "2027-02-01"}, date(2027, 2, 1)),  # the rest of the measure is shorter
        (ASKED, YOUNG, "requested", {"until": "2028-02-01"}, date(2027, 8, 3)),
        (AFTERCARE, HOMELESS_YOUNG, "no_residence", {"until": "2027-08-01"}, date(2027, 8, 1)),
    ],
)
def test_who_is_monitored_and_how_long(opened, life, group, data, last):
    found = view(*worn(opened, **data), life=life)
    assert answer(found, "monitoring.group").value == group and last_day(found) == last


def test_the_two_years_of_a_leap_day():
    found = view(
        fact(K.START_NOTICE_SENT, "2028-02-29T09:00", form="substitution"),
        fact(K.MONITORING_DECIDED, "2028-02-29T10:00"),
    )
    assert last_day(found) == date(2030, 2, 28)


@pytest.mark.parametrize(
    ("opened", "life", "words"),
    [
        (fact(K.AFTERCARE_DECIDED, "2026-06-30T09:00"), GROWN, "01/07/2026"),
        (AFTERCARE, YOUNG, "yêu cầu"),
        (HOME, HOMELESS_YOUNG, "yêu cầu"),
        (ASKED, GROWN, "dưới 18 tuổi"),
        (ASKED, Life(born_on=date(2015, 1, 1)), "đủ 12 tuổi"),
        (fact(K.REGISTRATION_DECIDED, "2026-08-03T09:00"), GROWN, "biện pháp nào"),
        (fact(K.REGISTRATION_DECIDED, "2026-08-03T09:00", form="substitution"), GROWN, "cơ sở điều trị thông báo"),
        (fact(K.START_NOTICE_SENT, "2026-08-03T09:00", form="home"), GROWN, "từ quyết định"),
        (fact(K.MONITORING_DECIDED, "2026-08-03T09:00", ground="home"), GROWN, "căn cứ"),
    ],
)
def test_what_opens_no_file(opened, life, words):
    with pytest.raises(CannotRecord) as refusal:
        MANIFEST.check_open(opened, life)
    assert words in refusal.value.message and refusal.value.mend


def test_who_was_in_aftercare_before_july_2026_is_monitored_too():
    opened = fact(K.MONITORING_DECIDED, "2026-07-06T09:00", ground="aftercare", until="2027-03-11")
    MANIFEST.check_open(opened, GROWN)
    found = view(opened)
    assert found.stage == S.DECIDED and last_day(found) == date(2027, 3, 11)
    assert "Điều 151 khoản 1" in answer(found, "monitoring.before").citation_vi


@pytest.mark.parametrize(
    ("letters", "values"),
    [
        (["a"], ["refusal"]),
        (["b", "c"], ["reminder", "refusal"]),  # b and c count together
        (["d", "dd", "d"], ["reminder", "reminder", "refusal"]),
        (["b", "d", "dd", "c"], ["reminder", "reminder", "reminder", "refusal"]),
        (["x"], ["unknown"]),
    ],
)
def test_the_ladder_of_breaches(letters, values):
    story = [*worn(AFTERCARE), *(fact(K.MONITORING_BREACHED, f"2026-09-{n + 1:02d}T08:00", letter=letter) for n, letter in enumerate(letters))]
    assert [a.value for a in view(*story).findings if a.question == "monitoring.breach"] == values


def test_a_breach_is_minuted_reminded_and_put_right_in_24_hours():
    story = [*worn(AFTERCARE), fact(K.MONITORING_BREACHED, "2026-09-05T08:00", letter="c")]
    assert duty(view(*story), "MINUTE_MONITORING_BREACH").due is None
    story.append(fact(K.BREACH_MINUTED, "2026-09-05T10:00", letter="c"))
    found = view(*story)
    assert duty(found, "REMEDY_BREACH").due.value == moment("2026-09-06T10:00") and duty(found, "REMIND_MONITORED")
    assert duty(view(*story, fact(K.REMINDED, "2026-09-05T11:00")), "REMIND_MONITORED") is None


@pytest.mark.parametrize(
    ("opened", "value", "status"), [(HOME, "compulsory", "definite"), (AFTERCARE, "fine", "definite"), (CLINIC, "unclear", "conflict")]
)
def test_what_refusing_brings(opened, value, status):
    found = answer(view(*worn(opened), fact(K.MONITORING_REFUSED, "2026-09-05T08:00")), "monitoring.refusal")
    assert (found.value, found.status) == (value, status)


def test_decree_and_law_on_substitution_are_both_shown():
    found = answer(view(*worn(CLINIC), fact(K.MONITORING_REFUSED, "2026-09-05T08:00")), "monitoring.refusal")
    assert "Điều 25 khoản 6" in found.citation_vi and "Điều 47 khoản 2" in found.citation_vi and "pháp chế" in found.mend_vi


def test_a_new_decision_after_refusing_substitution_monitoring_is_two_years_from_then():
    story = [*worn(CLINIC), fact(K.MONITORING_REFUSED, "2026-09-05T08:00", form="substitution")]
    assert duty(view(*story), "DECIDE_MONITORING_AGAIN").due.value == moment("2026-09-06T08:00")
    found = view(*story, fact(K.MONITORING_DECIDED, "2026-09-05T16:00"))
    assert last_day(found) == date(2028, 9, 5) and found.active_from == moment("2026-08-03T15:00")
    assert "còn hiệu lực" in refuse(view(*worn(CLINIC)), K.MONITORING_DECIDED, "2026-09-05").message


@pytest.mark.parametrize(
    ("reason", "days", "value"),
    [("medical", 0, "allowed"), ("air_travel", 0, "allowed"), ("custody", 0, "allowed"), ("abroad", 7, "allowed"), ("abroad", 6, "too_short")],
)
def test_taking_the_device_off_for_a_time(reason, days, value):
    found = view(*worn(AFTERCARE), fact(K.DEVICE_OFF, "2026-09-05T08:00", reason=reason, days=days))
    assert answer(found, "monitoring.removal").value == value and answer(found, "monitoring.pause").status == "silent"


def test_a_reason_the_law_does_not_name():
    found = view(*worn(AFTERCARE), fact(K.DEVICE_OFF, "2026-09-05T08:00", reason="wedding"))
    assert answer(found, "monitoring.removal").value == "unlisted"


def test_after_the_pause_the_person_comes_back_in_24_hours():
    story = [*worn(AFTERCARE), fact(K.DEVICE_OFF, "2026-09-05T08:00", reason="custody"), fact(K.CUSTODY_ENDED, "2026-09-09T17:00")]
    assert duty(view(*story), "PRESENT_FOR_DEVICE").due.value == moment("2026-09-10T17:00")


def test_prison_pauses():
    found = view(*worn(AFTERCARE), fact(K.IMPRISONED, "2026-09-05T08:00"))
    assert found.stage == S.PAUSED and answer(found, "monitoring.pause").value == "counted"


def test_moving_is_handed_over_in_24_hours():
    story = [*worn(AFTERCARE), fact(K.DEPARTED, "2026-09-04T08:00"), fact(K.ARRIVED, "2026-09-05T08:00")]
    assert duty(view(*story), "HAND_OVER_MONITORING").due.value == moment("2026-09-06T08:00")


@pytest.mark.parametrize(
    ("opened", "life", "day", "before"),
    [
        (AFTERCARE, GROWN, "2027-08-05", "2027-08-04"),  # a year from 04/08/2026 is full when 04/08/2027 is over
        (CLINIC, GROWN, "2027-08-05", "2027-08-04"),
        (ASKED, YOUNG, "2027-02-05", "2027-02-04"),
        (AFTERCARE, HOMELESS_YOUNG, "2027-02-05", "2027-02-04"),
    ],
)
def test_the_rest_is_let_off_after_a_year_or_six_months_without_a_breach(opened, life, day, before):
    found = view(*worn(opened, until="2028-08-01"), life=life)
    assert answer(found, "monitoring.exemption").value == day
    refusal = refuse(found, K.MONITORING_EXEMPTED, before)
    assert "Điều 20 khoản 3" in refusal.citation
    engine.check_fits(MANIFEST, found, K.MONITORING_EXEMPTED, happened_at=moment(day), at=moment(day))


def test_a_breach_takes_the_exemption_away_and_the_twin_shows_the_guard(monkeypatch):
    found = view(*worn(AFTERCARE, until="2028-08-01"), fact(K.MONITORING_BREACHED, "2026-09-01T08:00", letter="d"))
    assert "vi phạm" in refuse(found, K.MONITORING_EXEMPTED, "2027-10-01").message
    monkeypatch.setattr(monitoring, "_check_exemption", lambda *args: None)
    engine.check_fits(MANIFEST, found, K.MONITORING_EXEMPTED, happened_at=moment("2027-10-01"), at=moment("2027-10-01"))


@pytest.mark.parametrize(
    ("opened", "kind", "stage"),
    [
        (AFTERCARE, K.AFTERCARE_ENDED, S.ENDED),
        (AFTERCARE, K.FOUND_DEPENDENT, S.ENDED),
        (HOME, K.REHAB_COMPLETED, S.ENDED),
        (CLINIC, K.TREATMENT_ENDED, S.ENDED),
        (AFTERCARE, K.DIED, S.CLOSED),
    ],
)
def test_monitoring_ends_with_the_measure_it_goes_with(opened, kind, stage):
    found = view(*worn(opened), fact(kind, "2027-01-05T08:00"))
    assert found.stage == stage and found.active_until == moment("2027-01-05T08:00")


def test_another_measure_that_ends_ends_nothing_here():
    refuse(view(*worn(AFTERCARE)), K.TREATMENT_ENDED, "2027-01-05")
    refuse(view(*worn(CLINIC)), K.FOUND_DEPENDENT, "2027-01-05")


def test_no_fact_of_monitoring_holds_a_position():
    words = ("position", "latitude", "longitude", "gps", "toạ độ", "vị trí")
    assert not [kind for kind in MANIFEST.accepts if any(word in f"{kind.value} {kind.label}".lower() for word in words)]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(told(MANIFEST, since=datetime(2026, 7, 1, tzinfo=VIET_NAM)))
def test_any_order_of_facts_is_taken_or_refused_never_broken(lived):
    life, events = lived
    found = accepted(MANIFEST, life, events)
    if found is not None and found.active_from is not None and found.active_until is not None:
        assert found.active_until >= found.active_from
