"""Inside the facility, 18 and over: escape, hospital, leave, borrowing, prison, reduction, suspension, the end; days computed by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from donghanh.cases.procedures import compulsory_term, engine
from donghanh.cases.procedures.compulsory import MANIFEST
from donghanh.cases.procedures.shape import NOBODY
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot
from tests.cases.procedures.compulsory_ways import WAY_2026, adult, ends, in_facility, last_day, until, value
from tests.cases.procedures.stories import duty, fact, moment


def refusal(told, kind: K, at: str) -> Cannot:
    with pytest.raises(Cannot) as caught:
        engine.check_fits(MANIFEST, adult(told), kind, happened_at=moment(at), at=moment(at))
    return caught.value


def in_2026():
    return until(WAY_2026, K.ADMITTED)


# in_facility(): admitted 2 January 2024, 12 months: until 2 January 2025


@pytest.mark.requirement("DN137-VI.2.c.5")
def test_while_at_large_the_time_served_does_not_grow_and_on_return_it_goes_on():
    told = [*in_facility(), fact(K.ESCAPED, "2024-03-01T22:00"), fact(K.SEARCH_DECIDED, "2024-03-02")]
    away = adult(told)
    assert away.stage == S.ESCAPED and away.active_until is None
    assert away.stage_at(moment("2030-01-01")) == S.ESCAPED
    back = adult([*told, fact(K.BROUGHT_BACK, "2024-03-31T08:00")])
    assert back.stage == S.IN_FACILITY and ends(back) == "2025-02-01"  # 1 to 30 March: 30 days after 2 January


def test_if_days_on_the_run_counted_the_term_would_end_30_days_too_early(monkeypatch):
    monkeypatch.setattr(compulsory_term, "_stops_clock", lambda fact: False)
    told = [*in_facility(), fact(K.ESCAPED, "2024-03-01T22:00"), fact(K.BROUGHT_BACK, "2024-03-31T08:00")]
    assert ends(adult(told)) == "2025-01-02"


def test_two_escapes_add_up_and_a_return_on_the_same_day_costs_nothing():
    told = [
        *in_facility(),
        fact(K.ESCAPED, "2024-03-01T01:00"),
        fact(K.BROUGHT_BACK, "2024-03-01T23:00"),
        fact(K.ESCAPED, "2024-04-01T01:00"),
        fact(K.BROUGHT_BACK, "2024-04-03T01:00"),
        fact(K.ESCAPED, "2024-05-01T01:00"),
        fact(K.BROUGHT_BACK, "2024-05-06T01:00"),
    ]
    assert ends(adult(told)) == "2025-01-09"  # 0 + 2 + 5 days


def test_whoever_escapes_is_searched_by_the_head_and_before_entry_by_the_police():
    told = [*in_facility(), fact(K.ESCAPED, "2024-03-01T22:00")]
    assert duty(adult(told), "SEARCH").function == "facility_head"
    assert duty(adult([*told, fact(K.SEARCH_DECIDED, "2024-03-02")]), "SEARCH") is None
    waiting = [*in_facility()[:-1], fact(K.ESCAPED, "2023-12-25")]
    assert duty(adult(waiting), "SEARCH_BEFORE_ENTRY").function == "searcher_before_entry"


@pytest.mark.parametrize(
    ("out", "back"),
    [(K.HOSPITALISED, K.HOSPITAL_ENDED), (K.LEAVE_BEGAN, K.LEAVE_ENDED), (K.BORROWED, K.BORROWING_ENDED)],
)
def test_hospital_funeral_and_borrowing_count_one_to_one(out, back):
    told = [*in_facility(), fact(out, "2024-05-01T08:00")]
    assert adult(told).stage == S.OUTSIDE
    told.append(fact(back, "2024-05-15T08:00"))
    assert (adult(told).stage, ends(adult(told))) == (S.IN_FACILITY, "2025-01-02")


def test_nobody_comes_back_from_where_he_never_went():
    told = [*in_facility(), fact(K.HOSPITALISED, "2024-05-01T08:00")]
    assert "chịu tang" in refusal(told, K.LEAVE_ENDED, "2024-05-02T08:00").message


def test_late_from_the_funeral_leave_is_an_escape():
    told = [*in_facility(), fact(K.LEAVE_BEGAN, "2024-05-01"), fact(K.ESCAPED, "2024-05-07"), fact(K.BROUGHT_BACK, "2024-05-10")]
    assert ends(adult(told)) == "2025-01-05"


# prison


def test_before_2026_prison_lets_the_rest_fall_away():
    told = [*in_facility(), fact(K.IMPRISONED, "2024-05-01T08:00")]
    view = adult(told)
    assert view.active_until == moment("2024-05-01T08:00") and value(view, "compulsory.prison") == "exempted"
    assert [d.kind for d in view.duties] == ["PROPOSE_EXEMPTION"]
    assert view.stage_at(moment("2024-05-02")) == S.ENDED
    assert adult([*told, fact(K.EXEMPTED, "2024-06-01")]).stage == S.EXEMPTED


def test_from_2026_the_rest_is_served_after_prison():
    told = [*in_2026(), fact(K.IMPRISONED, "2027-01-01T08:00")]
    view = adult(told)
    assert view.active_until is None and value(view, "compulsory.prison") == "served_later" and not view.duties
    # 2 July 2028 and 365 days: 2 July 2029
    assert ends(adult([*told, fact(K.ADMITTED, "2028-01-01T08:00")])) == "2029-07-02"


def test_death_closes_the_file_and_ends_the_measure():
    view = adult([*in_facility(), fact(K.DIED, "2024-05-01T08:00")])
    assert (view.stage, view.active_until, view.duties) == (S.CLOSED, moment("2024-05-01T08:00"), ())


@pytest.mark.parametrize("steps", range(1, 9))
def test_death_closes_the_file_before_entry_too(steps):
    view = adult([*in_facility()[:steps], fact(K.DIED, "2023-12-25")])
    assert (view.stage, view.active_from, view.duties) == (S.CLOSED, None, ())


# reduction


def test_half_of_the_term_is_served_before_a_reduction():
    told = [*in_facility(), fact(K.REDUCTION_PROPOSED, "2024-05-01")]
    refused = refusal(told, K.REDUCED, "2024-06-01T08:00")  # 366 days: half after 183, on 3 July
    assert "03/07/2024" in refused.message and "Điều 58 khoản 1" in refused.citation
    engine.check_fits(MANIFEST, adult(told), K.REDUCED, happened_at=moment("2024-07-03T08:00"), at=moment("2024-07-03T08:00"))


def test_reduced_months_shorten_the_term_and_the_two_laws_are_both_shown():
    told = [*in_facility(), fact(K.REDUCTION_PROPOSED, "2024-08-01"), fact(K.REDUCED, "2024-09-01", months=2)]
    view = adult(told)
    found = next(a for a in view.findings if a.question == "compulsory.reduction")
    assert (ends(view), found.status) == ("2024-11-02", "conflict")
    assert "116/2021" in found.citation_vi and "15/2012" in found.citation_vi


def test_the_law_of_2026_knows_no_reduction():
    view = adult([*in_2026(), fact(K.REDUCTION_PROPOSED, "2028-01-05")])
    found = next(a for a in view.findings if a.question == "compulsory.reduction")
    assert (found.value, found.status) == ("no_rule", "silent")


def test_every_three_months_reductions_are_reviewed():
    assert last_day(adult(in_facility()), "REVIEW_REDUCTION") == "2024-04-02"


# suspension


def test_suspended_for_treatment_the_time_counts_and_the_silence_is_said():
    told = [*in_facility(), fact(K.HOSPITALISED, "2024-03-01"), fact(K.STAY_SUSPENDED, "2024-03-12")]
    view = adult(told)
    found = next(a for a in view.findings if a.question == "compulsory.suspension")
    assert (view.stage, ends(view), found.status) == (S.SUSPENDED, "2025-01-02", "silent")


def test_with_three_months_left_the_person_goes_back_with_less_not():
    told = [*in_facility(), fact(K.STAY_SUSPENDED, "2024-03-12")]
    engine.check_fits(MANIFEST, adult(told), K.SUSPENSION_ENDED, happened_at=moment("2024-10-02T08:00"), at=moment("2024-10-02T08:00"))
    refused = refusal(told, K.SUSPENSION_ENDED, "2024-10-03T08:00")
    assert "dưới 03 tháng" in refused.message and "Điều 58 khoản 2" in refused.citation


def test_in_2026_the_law_itself_counts_the_days_of_suspension():
    view = adult([*in_2026(), fact(K.STAY_SUSPENDED, "2027-03-12")])
    assert next(a for a in view.findings if a.question == "compulsory.suspension").status == "definite"


def test_an_exemption_of_the_rest_ends_the_measure():
    view = adult([*in_facility(), fact(K.STAY_SUSPENDED, "2024-03-12"), fact(K.EXEMPTED, "2024-06-01T09:00")])
    assert view.stage == S.EXEMPTED and view.active_until == moment("2024-06-01T09:00")


# the end


def test_nobody_has_served_before_the_last_day():
    assert "02/01/2025" in refusal(in_facility(), K.REHAB_COMPLETED, "2025-01-01T23:00").message
    assert "02/01/2025" in refusal(in_facility(), K.CERTIFICATE_ISSUED, "2025-01-01T23:00").message


def test_the_end_certificate_and_report():
    told = [*in_facility(), fact(K.END_NOTICED, "2024-12-10"), fact(K.REHAB_COMPLETED, "2025-01-02T17:00")]
    view = adult(told)
    assert view.stage == S.COMPLETED and last_day(view, "REPORT_AFTER_SERVED") == "2025-01-09"  # Thursday 2: 3, 6, 7, 8, 9
    assert last_day(view, "CERTIFY_SERVED") == ""
    told += [fact(K.CERTIFICATE_ISSUED, "2025-01-02T18:00"), fact(K.RETURN_REPORTED, "2025-01-03")]
    assert adult(told).stage == S.CERTIFIED and not adult(told).duties


def test_when_the_term_is_over_nobody_is_in_the_facility_whoever_signed_what():
    view = adult(in_facility())
    assert view.stage_at(moment("2025-01-02T23:59")) == S.IN_FACILITY
    assert view.stage_at(moment("2025-01-03")) == S.ENDED
    engine.check_fits(MANIFEST, view, K.REHAB_COMPLETED, happened_at=moment("2025-01-03T08:00"), at=moment("2025-01-03T08:00"))


def test_the_term_explains_every_step():
    told = [replace(f, data={"months": 12}) for f in in_facility()]
    told += [fact(K.ESCAPED, "2024-03-01T22:00"), fact(K.BROUGHT_BACK, "2024-03-31T08:00")]
    texts = " ".join(adult(told).term.explain())
    assert "Cộng 30 ngày không tính" in texts and "01/02/2025" in texts and "Điều 95 khoản 2" in texts


def test_a_file_needs_a_ground():
    with pytest.raises(CannotRecord, match="căn cứ"):
        engine.view(MANIFEST, [], life=NOBODY)
