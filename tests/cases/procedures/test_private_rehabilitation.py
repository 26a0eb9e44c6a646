"""Voluntary rehabilitation in a private facility, whole and in part, as stories of facts. Dates were counted by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from donghanh.cases.procedures import engine
from donghanh.cases.procedures.course import course
from donghanh.cases.procedures.private_rehabilitation import MANIFEST
from donghanh.cases.procedures.shape import Life
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot
from tests.cases.procedures.stories import duty, fact, moment
from tests.cases.procedures.voluntary_stories import AGAIN, GROWN, YOUNG, accepted, answer, last_day, told


def view(*facts, life=GROWN):
    return engine.view(MANIFEST, facts, life=life)


def by_contract(started: str, months: int = 6):
    return [
        fact(K.REGISTERED, f"{started[:10]}T07:00", form="private"),
        fact(K.CONTRACT_SIGNED, f"{started[:10]}T08:00", months=months),
        fact(K.REHAB_STARTED, f"{started[:10]}T09:00"),
    ]


def by_decision(form: str = "private"):
    return [
        fact(K.REGISTERED, "2026-07-04T08:00", form=form),
        fact(K.REGISTRATION_DECIDED, "2026-07-04T20:00"),
        fact(K.CONTRACT_SIGNED, "2026-07-06T08:00"),
        fact(K.REHAB_STARTED, "2026-07-06T09:00"),
    ]


def test_the_whole_way_by_contract_under_the_old_law():
    story = [*by_contract("2024-08-31"), fact(K.REHAB_COMPLETED, "2025-02-28T16:00"), fact(K.CERTIFICATE_ISSUED, "2025-02-28T17:00")]
    stages = [view(*story[: n + 1]).stage for n in range(len(story))]
    assert stages == [S.REGISTERED, S.CONTRACTED, S.REHAB, S.COMPLETED, S.CERTIFIED]
    assert last_day(view(*story[:3])) == date(2025, 2, 28)  # 31 August and six months: the last day of February


def test_the_whole_way_by_decision_under_the_new_law():
    story = [*by_decision(), fact(K.REHAB_COMPLETED, "2028-07-06T16:00"), fact(K.CERTIFICATE_ISSUED, "2028-07-06T17:00")]
    assert [view(*story[: n + 1]).stage for n in range(len(story))][1:4] == [S.DECIDED, S.CONTRACTED, S.REHAB]
    assert view(*story).stage == S.CERTIFIED and last_day(view(*story[:4])) == date(2028, 7, 6)


def test_under_the_old_law_no_decision_is_owed_and_the_contract_is():
    now = view(fact(K.REGISTERED, "2025-05-05T08:00", form="private"))
    assert duty(now, "DECIDE_VOLUNTARY") is None and duty(now, "SIGN_REHAB_CONTRACT").function == "private_facility"
    assert answer(now, "voluntary.entry").value == "contract"


def test_under_the_new_law_the_decision_is_owed_in_24_hours():
    now = view(fact(K.REGISTERED, "2026-07-04T08:00", form="private"))
    assert duty(now, "DECIDE_VOLUNTARY").due.value == moment("2026-07-05T08:00") and duty(now, "SIGN_REHAB_CONTRACT") is None


def test_a_commune_decision_on_a_private_facility_is_refused_under_the_old_law():
    now = view(fact(K.REGISTERED, "2025-05-05T08:00", form="private"))
    with pytest.raises(Cannot) as refusal:
        MANIFEST.check_decide(now, K.REGISTRATION_DECIDED, moment("2025-05-06T08:00"))
    assert refusal.value.citation == "Nghị định 116/2021/NĐ-CP, Điều 35 khoản 3, Điều 36"


@pytest.mark.parametrize(
    ("started", "months", "last"),
    [
        ("2023-08-31", 6, date(2024, 2, 29)),
        ("2025-04-01", 12, date(2026, 4, 1)),
        ("2025-12-15", 12, date(2026, 12, 15)),
        ("2026-06-30", 12, date(2027, 6, 30)),
    ],
)
def test_the_term_is_that_of_the_contract(started, months, last):
    assert last_day(view(*by_contract(started, months))) == last


def test_a_longer_contract_lengthens_within_the_law():
    longer = view(*by_contract("2024-08-31"), fact(K.CONTRACT_SIGNED, "2025-02-20T08:00", months=10))
    assert last_day(longer) == date(2025, 6, 30)
    beyond = view(*by_contract("2024-08-31"), fact(K.CONTRACT_SIGNED, "2025-02-20T08:00", months=14))
    assert last_day(beyond) == date(2025, 8, 31) and answer(beyond, "voluntary.term").status == "unconfirmed"


def test_a_later_time_is_36_months():
    assert last_day(view(*by_decision(), life=AGAIN)) == date(2029, 7, 6)


def test_in_the_facility_when_the_law_changed():
    kept = answer(view(*by_contract("2026-06-15", 12)), "voluntary.regime")
    assert (kept.value, kept.status) == ("old_term", "definite")


def test_a_contract_before_and_an_admission_after_the_change_is_not_said():
    story = [
        fact(K.REGISTERED, "2026-06-26T07:00", form="private"),
        fact(K.CONTRACT_SIGNED, "2026-06-26T08:00", months=12),
        fact(K.REHAB_STARTED, "2026-07-02T09:00"),
    ]
    assert answer(view(*story), "voluntary.regime").status == "silent" and last_day(view(*story)) == date(2027, 7, 2)


@pytest.mark.parametrize(
    ("story", "left", "threshold", "noticed"),
    [
        # Monday 11 March 2024: 12, 13, 14, 15, 18
        (by_contract("2024-03-04"), "2024-03-11T09:00", "2024-03-18", date(2024, 3, 18)),
        # before Tết 2024: Wednesday 7, then Thursday 15, Friday 16, Monday 19, Tuesday 20
        (by_contract("2024-01-04"), "2024-02-06T09:00", "2024-02-20", date(2024, 2, 20)),
        # Monday 10 August 2026: 11, 12; the notice 24 hours
        (by_decision(), "2026-08-10T09:00", "2026-08-12", date(2026, 8, 11)),
    ],
)
def test_leaving_counts_as_breaking_off_from_its_number_of_working_days_on(story, left, threshold, noticed):
    found = view(*story, fact(K.LEFT_REHAB, left))
    assert found.stage == S.BROKEN_OFF and found.active_until == moment(left)
    assert answer(found, "voluntary.self_terminated").value == threshold
    assert duty(found, "NOTIFY_STOP").due.last_day == noticed


def test_the_threshold_counts_from_the_day_of_leaving_where_that_was_earlier():
    found = view(*by_contract("2024-03-04"), fact(K.LEFT_REHAB, "2024-03-19T09:00", left_at="2024-03-11T21:00"))
    assert answer(found, "voluntary.self_terminated").value == "2024-03-18"


def test_under_the_new_law_the_facility_also_reports_it_for_the_compulsory_file():
    found = view(*by_decision(), fact(K.LEFT_REHAB, "2026-08-10T09:00"))
    assert duty(found, "REPORT_STOP_FOR_FILE").due.value == moment("2026-08-11T09:00")
    assert answer(found, "voluntary.ground").citation_vi == "Luật 120/2025/QH15, Điều 35 khoản 1 điểm a"
    assert duty(view(*by_contract("2024-03-04"), fact(K.LEFT_REHAB, "2024-03-11")), "REPORT_STOP_FOR_FILE") is None


def test_coming_back_in_time_breaks_nothing_off():
    story = [*by_contract("2024-03-04"), fact(K.ABSENCE_BEGAN, "2024-03-11T09:00"), fact(K.ABSENCE_ENDED, "2024-03-13T09:00")]
    assert view(*story).stage == S.REHAB and last_day(view(*story)) == date(2024, 9, 4)


def test_notices_of_the_end_only_under_the_new_law():
    # 30 days before 6 July 2028: 6 June
    assert duty(view(*by_decision()), "GIVE_END_NOTICE").due.last_day == date(2028, 6, 6)
    assert duty(view(*by_contract("2024-03-04")), "GIVE_END_NOTICE") is None


def test_certificate_copy_in_24_hours_and_the_person_presents_in_two_days():
    found = view(*by_decision(), fact(K.REHAB_COMPLETED, "2028-07-06T16:00"), fact(K.CERTIFICATE_ISSUED, "2028-07-06T17:00"))
    assert duty(found, "SEND_CERTIFICATE_COPY").due.value == moment("2028-07-07T17:00")
    # Thursday 6 July 2028: two days end on Saturday 8, a day off, and move to Monday 10
    assert duty(found, "PRESENT_CERTIFICATE").due.last_day == date(2028, 7, 10)
    old = view(*by_contract("2024-03-04"), fact(K.REHAB_COMPLETED, "2024-09-04T16:00"), fact(K.CERTIFICATE_ISSUED, "2024-09-04T17:00"))
    assert duty(old, "SEND_CERTIFICATE_COPY") is None and duty(old, "PRESENT_CERTIFICATE") is None


def test_support_after_three_phases_in_a_private_facility_only_under_the_new_law():
    third = fact(K.PHASE_COMPLETED, "2026-10-20", phase="c")
    assert duty(view(*by_decision(), third), "PAY_SUPPORT_PRIVATE")
    assert duty(view(*by_contract("2024-03-04"), fact(K.PHASE_COMPLETED, "2024-06-20", phase="c")), "PAY_SUPPORT_PRIVATE") is None


@pytest.mark.parametrize(("certified", "value"), [("2026-10-15T09:00", "too_early"), ("2026-10-16T09:00", "enough")])
def test_three_phases_are_ten_days_and_three_months_labour_runs_beside(certified, value):
    found = view(*by_decision("partial"), fact(K.PHASES_CERTIFIED, certified))
    assert answer(found, "voluntary.three_phases").value == value
    assert found.stage == S.PART_DONE and found.active_until == moment(certified)


def test_part_in_the_facility_and_the_rest_at_home():
    events = [
        *by_decision("partial"),
        fact(K.PHASES_CERTIFIED, "2026-11-02T09:00"),
        fact(K.REST_REGISTERED, "2026-11-04T09:00", started_on="2026-07-06", left_on="2026-11-02"),
    ]
    part, rest = course(events, GROWN)
    assert (part.manifest.procedure, rest.manifest.procedure) == (Procedure.PRIVATE_REHABILITATION, Procedure.HOME_REHABILITATION)
    assert part.view().stage == S.CLOSED and rest.view().stage == S.REHAB
    assert last_day(rest.view()) == date(2028, 7, 8)  # 24 months from 6 July 2026, two days between the two places


def test_after_three_phases_two_days_to_register_the_rest():
    found = view(*by_decision("partial"), fact(K.PHASES_CERTIFIED, "2026-11-02T09:00"))
    assert duty(found, "PRESENT_CERTIFICATE").due.last_day == date(2026, 11, 4)
    assert duty(found, "NOTIFY_COMPLETION").due.value == moment("2026-11-03T09:00")


@pytest.mark.parametrize(
    ("life", "at", "form", "article"),
    [
        (GROWN, "2026-06-30", "partial", "Luật 120/2025/QH15, Điều 30 khoản 1 điểm d"),
        (Life(born_on=date(1990, 1, 1), has_stable_residence=False), "2025-08-05", "private", "Nghị định 116/2021/NĐ-CP, Điều 28 khoản 1"),
        (Life(born_on=date(1990, 1, 1), has_stable_residence=False), "2026-08-05", "partial", "Luật 120/2025/QH15, Điều 31 khoản 6"),
        (Life(born_on=date(2014, 8, 6)), "2026-08-05", "private", "Nghị định 163/2026/NĐ-CP, Điều 89 khoản 1"),
        (Life(born_on=date(2010, 8, 6)), "2026-08-05", "private", "Nghị định 163/2026/NĐ-CP, Điều 89 khoản 1"),
    ],
)
def test_registrations_that_are_refused_name_their_article(life, at, form, article):
    with pytest.raises(CannotRecord) as refusal:
        MANIFEST.check_open(fact(K.REGISTERED, at, form=form), life)
    assert refusal.value.citation.startswith(article)


@pytest.mark.parametrize("form", ["private", "partial"])
def test_both_ways_are_open_from_july_2026_also_to_the_young_with_a_guardian(form):
    MANIFEST.check_open(fact(K.REGISTERED, "2026-08-05", form=form), YOUNG)


def test_the_true_reason_is_given_whatever_procedure_is_asked_first():
    with pytest.raises(CannotRecord, match="chỉ có từ 01/07/2026"):
        course([fact(K.REGISTERED, "2026-06-30T08:00", form="partial")], GROWN)


def test_prison_and_death():
    old = view(*by_contract("2024-03-04"), fact(K.IMPRISONED, "2024-05-06T09:00"))
    assert old.active_until == moment("2024-05-06T09:00") and answer(old, "voluntary.imprisonment").value == "ended"
    new = view(*by_decision(), fact(K.IMPRISONED, "2026-09-01T09:00"))
    assert new.active_until is None and answer(new, "voluntary.imprisonment").citation_vi == "Luật 120/2025/QH15, Điều 47 khoản 1"
    dead = view(*by_decision(), fact(K.DIED, "2026-09-01T09:00"))
    assert dead.stage == S.CLOSED and dead.active_until == moment("2026-09-01T09:00")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(told(MANIFEST, ["private", "partial"]))
def test_no_life_breaks_the_rules(story):
    found = accepted(MANIFEST, *story)
    if found is not None and found.active_from is not None:
        assert found.active_until is None or found.active_until >= found.active_from
        assert found.active_until is not None or found.stage not in MANIFEST.closed
