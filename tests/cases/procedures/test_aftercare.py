"""Aftercare as stories of facts, under each law, up to leaving the lists. Dates were counted by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from donghanh.cases.procedures import engine
from donghanh.cases.procedures.aftercare import MANIFEST
from donghanh.cases.procedures.course import course
from donghanh.cases.procedures.shape import Life
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot
from tests.cases.procedures.aftercare_lives import told
from tests.cases.procedures.stories import duty, fact, moment
from tests.cases.procedures.voluntary_stories import GROWN, YOUNG, accepted, answer, last_day

NO_RESIDENCE = Life(born_on=date(1990, 5, 1), has_stable_residence=False)


def view(*facts, life=GROWN):
    return engine.view(MANIFEST, facts, life=life)


def managed(completed_on: str, decided: str, *, completed: str = "voluntary"):
    return [
        fact(K.REHAB_COMPLETED, f"{completed_on}T00:00", completed=completed),
        fact(K.AFTERCARE_PROPOSED, f"{decided[:10]}T00:30"),
        fact(K.AFTERCARE_DECIDED, decided),
    ]


def refuse(found, kind, at):
    with pytest.raises(Cannot) as refusal:
        engine.check_fits(MANIFEST, found, kind, happened_at=moment(at), at=moment(at))
    return refusal.value


def test_the_whole_way_under_the_old_law():
    story = [
        fact(K.REHAB_COMPLETED, "2024-03-11", completed="compulsory"),
        fact(K.RETURN_REPORTED, "2024-03-12"),
        fact(K.AFTERCARE_PROPOSED, "2024-03-15"),
        fact(K.AFTERCARE_DECIDED, "2024-03-19T09:00"),
        fact(K.DECISION_SERVED, "2024-03-20"),
        fact(K.AFTERCARE_SUPPORT, "2024-05-06"),
        fact(K.AFTERCARE_ENDED, "2026-03-12T08:00"),
        fact(K.DELISTED, "2026-03-16"),
    ]
    stages = [view(*story[: n + 1]).stage for n in range(len(story))]
    assert stages == [S.RETURNING, S.RETURNING, S.PROPOSED, S.AFTERCARE, S.AFTERCARE, S.AFTERCARE, S.ENDED, S.DELISTED]
    assert view(*story).duties == ()


def test_the_whole_way_under_the_new_law_begins_with_the_notice_and_the_decision_may_come_first():
    story = [
        fact(K.END_NOTICED, "2026-08-07T09:00", completed="voluntary"),
        fact(K.AFTERCARE_PROPOSED, "2026-08-11"),
        fact(K.AFTERCARE_DECIDED, "2026-08-14T09:00"),
        fact(K.REHAB_COMPLETED, "2026-09-11"),
    ]
    assert last_day(view(*story[:3])) is None  # nobody can say when it ends before the completion
    found = view(*story)
    assert found.active_from == moment("2026-09-11") and last_day(found) == date(2027, 9, 11)
    assert answer(found, "aftercare.start").value == "notice"


@pytest.mark.parametrize(
    ("completed_on", "completed", "life", "last"),
    [
        ("2024-03-11", "voluntary", GROWN, date(2025, 3, 11)),
        ("2024-03-11", "compulsory", GROWN, date(2026, 3, 11)),
        ("2024-03-11", "compulsory", YOUNG, date(2025, 3, 11)),  # trap 5: one year even after compulsory
        ("2024-02-29", "voluntary", GROWN, date(2025, 2, 28)),
        ("2024-02-29", "compulsory", GROWN, date(2026, 2, 28)),
        ("2025-04-10", "compulsory", GROWN, date(2027, 4, 10)),
        ("2025-09-15", "voluntary", GROWN, date(2026, 9, 15)),
        ("2026-07-01", "voluntary", GROWN, date(2027, 7, 1)),
        ("2026-07-01", "compulsory", GROWN, date(2028, 7, 1)),
        ("2026-07-01", "compulsory", YOUNG, date(2027, 7, 1)),
        ("2028-09-14", "compulsory", YOUNG, date(2029, 9, 14)),  # born 15/09/2010: the last day of being 17
        ("2028-09-15", "compulsory", YOUNG, date(2030, 9, 15)),  # 18 on that day
    ],
)
def test_the_term_counts_from_the_completion_by_what_was_completed_and_age(completed_on, completed, life, last):
    found = view(*managed(completed_on, f"{completed_on}T20:00", completed=completed), life=life)
    assert last_day(found) == last


def test_the_day_of_the_decision_moves_nothing():
    early, late = view(*managed("2024-03-11", "2024-03-19T09:00")), view(*managed("2024-03-11", "2024-09-02T09:00"))
    assert early.active_until == late.active_until and late.active_from == moment("2024-09-02T09:00")


def test_completed_substitution_treatment_is_one_year_and_from_july_2026_nobody_is_named_to_give_notice():
    def ended(at):
        return [
            fact(K.TREATMENT_ENDED, f"{at}T08:00", reason="completed"),
            fact(K.AFTERCARE_PROPOSED, f"{at}T09:00"),
            fact(K.AFTERCARE_DECIDED, f"{at}T10:00"),
        ]

    assert last_day(view(*ended("2024-06-03"))) == date(2025, 6, 3)
    assert answer(view(*ended("2024-06-03")), "aftercare.start").value == "report"
    found = answer(view(*ended("2026-08-03")), "aftercare.start")
    assert (found.value, found.status) == ("unsaid", "silent")


@pytest.mark.parametrize(
    ("reported", "last"),
    [
        ("2024-03-12", date(2024, 3, 15)),  # Tuesday: 13, 14, 15
        ("2024-02-06", date(2024, 2, 16)),  # Wednesday 7; Tết 8 to 14; Thursday 15, Friday 16
        ("2025-04-29", date(2025, 5, 7)),  # 30 April and 1 May off; Friday 2 was swapped and off; Monday 5, 6, 7
    ],
)
def test_until_june_2026_the_file_is_due_three_working_days_after_the_report(reported, last):
    found = view(fact(K.RETURN_REPORTED, reported, completed="voluntary", completed_on="2024-02-01"))
    owed = duty(found, "PREPARE_AFTERCARE")
    assert owed.due.last_day == last and owed.function == "decider_aftercare"
    assert duty(found, "PROPOSE_AFTERCARE") is None


def test_until_june_2026_the_decision_is_due_two_working_days_after_the_proposal():
    found = view(fact(K.REHAB_COMPLETED, "2024-03-11", completed="voluntary"), fact(K.AFTERCARE_PROPOSED, "2024-03-15"))
    assert duty(found, "DECIDE_AFTERCARE").due.last_day == date(2024, 3, 19)  # Friday: Monday 18, Tuesday 19


def test_from_july_2026_the_proposal_is_due_two_working_days_after_the_notice_and_the_decision_has_no_limit():
    noticed = fact(K.END_NOTICED, "2026-08-07T09:00", completed="voluntary")
    found = view(noticed)
    assert duty(found, "PROPOSE_AFTERCARE").due.last_day == date(2026, 8, 11)  # Friday: Monday 10, Tuesday 11
    assert duty(found, "PREPARE_AFTERCARE") is None
    owed = duty(view(noticed, fact(K.AFTERCARE_PROPOSED, "2026-08-11")), "DECIDE_AFTERCARE")
    assert owed.due is None and owed.function == "decider_aftercare"


def test_without_a_notice_the_proposal_is_owed_without_a_limit():
    found = view(fact(K.REHAB_COMPLETED, "2026-09-11", completed="voluntary"))
    assert [d.due for d in found.duties if d.kind == "PROPOSE_AFTERCARE"] == [None]


def test_a_notice_is_not_owed_twice():
    found = view(fact(K.END_NOTICED, "2026-08-07T09:00", completed="voluntary"), fact(K.REHAB_COMPLETED, "2026-09-11"))
    assert len([d for d in found.duties if d.kind == "PROPOSE_AFTERCARE"]) == 1


@pytest.mark.parametrize(
    ("began", "ended", "data", "last"),
    [
        ("2024-05-01", "2024-05-06", {}, date(2025, 3, 16)),  # away 1 to 5 May: five days
        ("2024-05-01", "2024-05-06", {"reported": True}, date(2025, 3, 11)),
        ("2024-05-01T08:00", "2024-05-01T20:00", {}, date(2025, 3, 11)),  # back the same day
        ("2025-03-11", "2025-03-21", {}, date(2025, 3, 21)),  # from the last day on: ten days
    ],
)
def test_unreported_absence_is_not_counted(began, ended, data, last):
    story = [*managed("2024-03-11", "2024-03-19T09:00"), fact(K.ABSENCE_BEGAN, began, **data), fact(K.ABSENCE_ENDED, ended)]
    assert last_day(view(*story)) == last


def test_while_the_person_is_away_nobody_can_say_the_end():
    found = view(*managed("2026-08-03", "2026-08-05T09:00"), fact(K.ABSENCE_BEGAN, "2026-10-01"))
    assert found.active_until is None and found.stage_at(moment("2028-01-01")) == S.AFTERCARE
    assert "Chưa biết ngày hết thời hạn" in refuse(found, K.AFTERCARE_ENDED, "2028-01-01").message


@pytest.mark.parametrize(
    ("completed_on", "left", "due"),
    [
        ("2024-03-11", "2024-06-07T08:00", "2024-06-15"),  # Friday: Monday 10 to Friday 14, over at its midnight
        ("2026-08-03", "2026-08-08T22:30", "2026-08-09T22:30"),  # 24 clock hours on a Saturday night
    ],
)
def test_moving_is_reported(completed_on, left, due):
    story = [*managed(completed_on, f"{completed_on}T09:00"), fact(K.DEPARTED, left)]
    assert duty(view(*story), "REPORT_AFTERCARE_MOVE").due.value == moment(due)
    assert duty(view(*story, fact(K.MOVE_NOTICE_SENT, due[:10])), "REPORT_AFTERCARE_MOVE") is None


def test_new_use_needs_a_determination_before_anything_follows():
    story = [*managed("2024-03-11", "2024-03-19T09:00", completed="compulsory"), fact(K.USED_AGAIN, "2024-08-01")]
    found = view(*story)
    assert found.stage == S.AFTERCARE and duty(found, "DETERMINE_IN_AFTERCARE").due is None
    assert "bắt buộc" in answer(found, "aftercare.new_use").meaning_vi
    relapsed = view(*story, fact(K.FOUND_DEPENDENT, "2024-08-05T10:00"))
    assert relapsed.stage == S.RELAPSED and relapsed.active_until == moment("2024-08-05T10:00") and relapsed.duties == ()


def test_found_not_dependent_the_term_goes_on_and_the_silence_is_said():
    story = [*managed("2024-03-11", "2024-03-19T09:00"), fact(K.USED_AGAIN, "2024-08-01"), fact(K.FOUND_NOT_DEPENDENT, "2024-08-05")]
    found = view(*story)
    assert last_day(found) == date(2025, 3, 11) and answer(found, "aftercare.not_dependent").status == "silent"


@pytest.mark.parametrize(("life", "words"), [(GROWN, "bắt buộc"), (YOUNG, "đăng ký cai nghiện tự nguyện")])
def test_under_the_old_law_relapse_of_the_young_is_no_ground_for_compulsory(life, words):
    found = view(*managed("2024-03-11", "2024-03-19T09:00"), fact(K.USED_AGAIN, "2024-08-01"), life=life)
    assert words in answer(found, "aftercare.new_use").meaning_vi


def test_prison_ends_aftercare_under_the_old_law():
    story = [*managed("2024-03-11", "2024-03-19T09:00"), fact(K.IMPRISONED, "2024-06-03T09:00")]
    found = view(*story)
    assert found.active_until == moment("2024-06-03T09:00") and found.stage_at(moment("2024-06-04")) == S.ENDED
    refuse(found, K.RETURN_REPORTED, "2024-12-03")


def test_after_prison_the_rest_is_served_under_the_new_law():
    story = [*managed("2026-08-03", "2026-08-05T09:00"), fact(K.IMPRISONED, "2026-10-01")]
    assert view(*story).active_until is None and view(*story).stage == S.SUSPENDED
    found = view(*story, fact(K.RETURN_REPORTED, "2027-01-01"))
    assert found.stage == S.AFTERCARE and last_day(found) == date(2027, 11, 3)  # 03/08/2027 and 31 + 30 + 31 = 92 days


@pytest.mark.parametrize("kind", [K.DIED])
def test_death_closes_the_file(kind):
    found = view(*managed("2024-03-11", "2024-03-19T09:00"), fact(kind, "2024-06-03T09:00"))
    assert found.stage == S.CLOSED and found.active_until == moment("2024-06-03T09:00") and found.duties == ()
    assert answer(found, "aftercare.delisting") is None


def test_the_certificate_of_the_old_law_comes_when_the_term_is_over():
    found = view(*managed("2024-03-11", "2024-03-19T09:00"))
    assert duty(found, "CERTIFY_AFTERCARE").stands_from == moment("2025-03-12")
    assert "12/03/2025" in refuse(found, K.AFTERCARE_ENDED, "2025-03-11T10:00").message
    engine.check_fits(MANIFEST, found, K.AFTERCARE_ENDED, happened_at=moment("2025-03-12"), at=moment("2025-03-12"))


def test_the_certificate_of_the_new_law_belongs_in_the_last_three_working_days():
    found = view(*managed("2026-08-06", "2026-08-07T09:00"))
    owed = duty(found, "CERTIFY_AFTERCARE")
    assert (owed.due.opens_on, owed.due.last_day) == (date(2027, 8, 4), date(2027, 8, 6))  # Wednesday, Thursday, Friday
    refuse(found, K.AFTERCARE_ENDED, "2027-08-03T10:00")
    engine.check_fits(MANIFEST, found, K.AFTERCARE_ENDED, happened_at=moment("2027-08-04T08:00"), at=moment("2027-08-04T08:00"))


@pytest.mark.requirement("QN22-V.12.i.5")
def test_leaving_the_list_24_months_after_compulsory_without_relapse():
    story = managed("2024-03-11", "2024-03-19T09:00", completed="compulsory")
    found = view(*story)
    listed = answer(found, "aftercare.delisting")
    assert listed.value == "2026-03-12" and "không phải luật" in listed.meaning_vi and listed.confidence == "M"
    assert "12/03/2026" in refuse(found, K.DELISTED, "2026-02-11").message  # at 23 months
    engine.check_fits(MANIFEST, found, K.DELISTED, happened_at=moment("2026-03-12"), at=moment("2026-03-12"))
    assert duty(found, "REVIEW_DELISTING").stands_from == moment("2026-03-12")
    relapsed = [*story, fact(K.FOUND_DEPENDENT, "2025-01-06")]
    assert answer(view(*relapsed), "aftercare.delisting") is None
    again = course([*relapsed, fact(K.REHAB_COMPLETED, "2026-01-12", completed="compulsory")], GROWN)
    anew = [one.view() for one in again if one.manifest.procedure == Procedure.AFTERCARE][-1]
    assert answer(anew, "aftercare.delisting").value == "2028-01-13"


def test_the_young_wait_24_months_too_though_their_term_is_one_year():
    found = view(*managed("2024-03-11", "2024-03-19T09:00", completed="compulsory"), life=YOUNG)
    assert answer(found, "aftercare.delisting").value == "2026-03-12" and duty(found, "REVIEW_DELISTING") is None
    ended = view(*managed("2024-03-11", "2024-03-19T09:00", completed="compulsory"), fact(K.AFTERCARE_ENDED, "2025-03-12"), life=YOUNG)
    refuse(ended, K.DELISTED, "2025-03-13")
    relapsed = view(*managed("2024-03-11", "2024-03-19T09:00"), fact(K.AFTERCARE_ENDED, "2025-03-12"), fact(K.FOUND_DEPENDENT, "2025-06-02"))
    assert relapsed.stage == S.RELAPSED and last_day(relapsed) == date(2025, 3, 11)


def test_twin_without_the_check_the_list_is_left_too_early(monkeypatch):
    from donghanh.cases.procedures import aftercare

    found = view(*managed("2024-03-11", "2024-03-19T09:00", completed="compulsory"))
    refuse(found, K.DELISTED, "2024-04-01")
    monkeypatch.setattr(aftercare, "_check_over", lambda *args: None)
    engine.check_fits(MANIFEST, found, K.DELISTED, happened_at=moment("2024-04-01"), at=moment("2024-04-01"))


@pytest.mark.parametrize(
    ("completed_on", "completed", "value"),
    [
        ("2024-03-11", "voluntary", "old_law"),
        ("2025-07-01", "voluntary", "old_term"),
        ("2025-06-30", "voluntary", "old_law"),
        ("2025-06-30", "compulsory", "old_term"),
        ("2026-07-01", "voluntary", "new_law"),
    ],
)
def test_whose_law_aftercare_follows(completed_on, completed, value):
    assert answer(view(*managed(completed_on, f"{completed_on}T09:00", completed=completed)), "aftercare.regime").value == value


@pytest.mark.parametrize(("at", "value"), [("2024-03-11", "detected"), ("2026-08-03", "registered")])
def test_without_a_stable_residence(at, value):
    assert answer(view(fact(K.REHAB_COMPLETED, at, completed="voluntary"), life=NO_RESIDENCE), "aftercare.place").value == value


@pytest.mark.parametrize(
    ("kind", "at", "data", "words"),
    [
        (K.END_NOTICED, "2024-03-11", {"completed": "voluntary"}, "trình báo"),
        (K.REHAB_COMPLETED, "2024-03-11", {}, "hình thức"),
        (K.REHAB_COMPLETED, "2026-08-03", {"completed": "lạ"}, "hình thức"),
        (K.TREATMENT_ENDED, "2026-08-03", {"reason": "harm"}, "chưa hoàn thành"),
        (K.RETURN_REPORTED, "2024-03-11", {"completed": "voluntary"}, "ngày hoàn thành"),
        (K.RETURN_REPORTED, "2024-03-11", {"completed": "voluntary", "completed_on": "2024-03-12"}, "ngày hoàn thành"),
        (K.RETURN_REPORTED, "2024-03-11", {"completed": "voluntary", "completed_on": "hôm qua"}, "Không đọc được"),
    ],
)
def test_what_opens_no_file(kind, at, data, words):
    with pytest.raises(CannotRecord) as refusal:
        MANIFEST.check_open(fact(kind, at, **data), GROWN)
    assert words in refusal.value.message and refusal.value.mend


def test_after_compulsory_the_age_must_be_known():
    with pytest.raises(CannotRecord):
        MANIFEST.check_open(fact(K.REHAB_COMPLETED, "2026-08-03", completed="compulsory"), Life())


def test_a_rehabilitation_broken_off_after_the_notice_closes_the_file():
    noticed = fact(K.END_NOTICED, "2026-08-07", completed="voluntary")
    assert view(noticed, fact(K.LEFT_REHAB, "2026-08-20")).stage == S.CLOSED
    refuse(view(*managed("2026-08-03", "2026-08-05T09:00")), K.LEFT_REHAB, "2026-09-01")


def test_decisions_that_are_refused():
    found = view(*managed("2024-03-11", "2024-03-19T09:00"))
    with pytest.raises(Cannot) as refusal:
        MANIFEST.check_decide(found, K.AFTERCARE_DECIDED, moment("2024-04-01"))
    assert "còn hiệu lực" in refusal.value.message
    late = view(fact(K.REHAB_COMPLETED, "2024-03-11", completed="voluntary"), fact(K.AFTERCARE_PROPOSED, "2025-03-11"))
    assert "Điều 40 khoản 1" in refuse(late, K.AFTERCARE_DECIDED, "2025-03-12").citation


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(told(MANIFEST))
def test_any_order_of_facts_is_taken_or_refused_never_broken(lived):
    life, events = lived
    found = accepted(MANIFEST, life, events)
    if found is not None and found.active_from is not None and found.active_until is not None:
        assert found.active_until >= found.active_from
