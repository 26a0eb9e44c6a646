"""Compulsory rehabilitation from 12 to under 18, as stories of facts; days computed by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from donghanh import legal
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.compulsory import MANIFEST as ADULT_MANIFEST
from donghanh.cases.procedures.compulsory_minor import MANIFEST
from donghanh.cases.procedures.course import course
from donghanh.cases.procedures.shape import Life
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.cases.terms import Stage as S
from donghanh.legal.letters import duty_basis
from tests.cases.procedures.compulsory_ways import MINOR, WAY_2024, WAY_2026, adult, ends, in_facility, last_day, minor, until, value
from tests.cases.procedures.stories import duty, fact, moment

YOUNG_2024 = Life(date(2008, 1, 15), has_guardian=True)


@pytest.mark.parametrize(
    ("after", "kind", "expected"),
    [
        (K.GROUND_FOUND, "PREPARE_DOSSIER", "2024-03-08"),  # Friday 1 March: 4 to 8 March
        (K.NOTICE_GIVEN, "READ_DOSSIER", "2024-03-13"),  # Friday 8: 11, 12, 13
        (K.NOTICE_GIVEN, "SEND_DOSSIER", "2024-03-14"),
        (K.DOSSIER_FORWARDED, "CHECK_DOSSIER", "2024-03-18"),
        (K.COURT_ACCEPTED, "COURT_DECIDES", "2024-04-02"),  # 18 March + 15 days
        (K.COURT_DECISION_SENT, "DELIVER", "2024-04-10"),
    ],
)
def test_limits_of_2024(after, kind, expected):
    assert last_day(minor(until(WAY_2024, after, **({"to": "execution"} if after == K.COURT_DECISION_SENT else {}))), kind) == expected


def test_before_24_march_2022_the_courts_limit_was_not_read():
    told = in_facility(decided="2022-02-10")[:6]
    assert last_day(minor(told), "COURT_DECIDES") == ""


def test_a_complex_matter_has_thirty_days():
    assert last_day(minor(until(WAY_2024, K.COURT_ACCEPTED, complex=True)), "COURT_DECIDES") == "2024-04-17"


@pytest.mark.parametrize(
    ("after", "kind", "expected"),
    [
        (K.GROUND_FOUND, "PREPARE_DOSSIER", "2026-07-02"),
        (K.NOTICE_GIVEN, "READ_DOSSIER", "2026-07-07"),
        (K.NOTICE_GIVEN, "SEND_DOSSIER", "2026-07-08"),
        (K.COURT_ACCEPTED, "COURT_DECIDES", ""),
    ],
)
def test_limits_of_2026(after, kind, expected):
    assert last_day(minor(until(WAY_2026, after)), kind) == expected


def test_under_the_joint_circular_no_number_is_known():
    told = [fact(K.GROUND_FOUND, "2025-09-15T08:00"), fact(K.DOSSIER_PREPARED, "2025-09-15T09:00"), fact(K.NOTICE_GIVEN, "2025-09-15T10:00")]
    assert last_day(minor(told), "SEND_DOSSIER") == "" and last_day(minor(told), "READ_DOSSIER") == "2025-09-18"


@pytest.mark.parametrize(("months", "expected"), [(6, "2024-07-02"), (9, "2024-10-02"), (12, "2025-01-02")])
def test_six_to_twelve_months_before_2026(months, expected):
    assert ends(minor(in_facility(months=months), YOUNG_2024)) == expected


@pytest.mark.parametrize("months", [5, 13, 18, 24])
def test_other_numbers_are_refused_before_2026(months):
    with pytest.raises(CannotRecord) as refused:
        minor(in_facility(months=months), YOUNG_2024)
    assert "Điều 33 khoản 3" in refused.value.citation


def test_24_months_from_2026_the_first_time_and_36_later():
    told = until(WAY_2026, K.ADMITTED)
    assert ends(minor(told)) == "2028-07-02"
    assert ends(minor(told, replace(MINOR, rehabilitations=1))) == "2029-07-02"


# age


@pytest.mark.requirement("DN137-VI.12.a")
@pytest.mark.parametrize(
    ("born_on", "opens"),
    [
        (date(2014, 9, 2), None),  # 11 years on 1 September 2026
        (date(2014, 9, 1), Procedure.COMPULSORY_MINOR),  # 12 on that day
        (date(2008, 9, 2), Procedure.COMPULSORY_MINOR),  # 17
        (date(2008, 9, 1), Procedure.COMPULSORY),  # 18 on that day
    ],
)
def test_the_age_on_the_day_of_the_ground_chooses_the_procedure(born_on, opens):
    ground = fact(K.GROUND_FOUND, "2026-09-01T08:00")
    found = []
    for manifest in (MANIFEST, ADULT_MANIFEST):
        try:
            manifest.check_open(ground, Life(born_on))
            found.append(manifest.procedure)
        except CannotRecord as refusal:
            assert refusal.citation and refusal.mend
    assert found == ([opens] if opens else [])


def test_a_leap_day_child_is_18_on_28_february():
    life = Life(date(2008, 2, 29))
    with pytest.raises(CannotRecord):
        ADULT_MANIFEST.check_open(fact(K.GROUND_FOUND, "2026-02-27"), life)
    ADULT_MANIFEST.check_open(fact(K.GROUND_FOUND, "2026-02-28"), life)


def test_a_bare_year_of_birth_counts_as_the_younger_age():
    with pytest.raises(CannotRecord):
        ADULT_MANIFEST.check_open(fact(K.GROUND_FOUND, "2026-12-31"), Life(birth_year=2008))


def test_relapse_is_no_ground_for_a_minor_before_2026():
    with pytest.raises(CannotRecord) as refused:
        MANIFEST.check_open(fact(K.GROUND_FOUND, "2024-09-01", ground="RELAPSE"), YOUNG_2024)
    assert "“Tái nghiện" in refused.value.message and "Điều 33 khoản 1" in refused.value.citation
    MANIFEST.check_open(fact(K.GROUND_FOUND, "2026-09-01", ground="RELAPSE"), MINOR)


def test_exclusions_of_adults_are_no_refusal_but_a_silence_for_minors():
    told = [fact(K.GROUND_FOUND, "2026-09-01", exclusion="PREGNANT")]
    MANIFEST.check_open(told[0], MINOR)
    assert next(a for a in minor(told).findings if a.question == "compulsory.exclusions").status == "silent"


# turning 18


def test_turning_18_with_three_months_left_means_another_facility():
    # 18 on 20 October 2026, the term until 2 July 2028
    assert value(minor(until(WAY_2026, K.ADMITTED)), "juvenile.turns_18") == "transfer"


@pytest.mark.parametrize(("born_on", "expected"), [(date(2010, 4, 2), "transfer"), (date(2010, 4, 3), "stays"), (date(2010, 7, 3), "not_in_term")])
def test_less_than_three_months_left_at_18(born_on, expected):
    # until 2 July 2028: three months before is 2 April 2028
    assert value(minor(until(WAY_2026, K.ADMITTED), Life(born_on)), "juvenile.turns_18") == expected


def test_before_2026_turning_18_was_not_regulated():
    view = minor(in_facility(months=12), Life(date(2006, 6, 1)))
    found = next(a for a in view.findings if a.question == "juvenile.turns_18")
    assert (found.value, found.status) == ("no_rule", "silent")


def test_adult_before_the_court_decided_is_a_silence():
    view = minor(until(WAY_2026, K.ADMITTED), Life(date(2008, 7, 20)))  # 18 on the day of the decision
    assert next(a for a in view.findings if a.question == "juvenile.adult_when_decided").status == "silent"
    assert value(minor(until(WAY_2026, K.ADMITTED), Life(date(2008, 7, 21))), "juvenile.turns_18") == "transfer"


def test_transferring_at_18_leaves_the_term_as_it_is():
    told = [*until(WAY_2026, K.ADMITTED), fact(K.TRANSFERRED, "2026-10-20")]
    assert (minor(told).stage, ends(minor(told))) == (S.IN_FACILITY, "2028-07-02")


@pytest.mark.parametrize(("admitted", "expected"), [("2025-12-31", "stays"), ("2026-01-01", "moves")])
def test_in_a_public_facility_on_1_july_2026_with_less_than_six_months_left(admitted, expected):
    # 12 months: until 31 December 2026 (less than six months after 1 July) or 1 January 2027
    told = [*in_facility(admitted, decided="2025-12-20", months=12), fact(K.HOSPITALISED, "2026-07-02")]
    view = minor(told)
    assert (value(view, "juvenile.place_at_change"), value(view, "compulsory.transition")) == (expected, "old_term")


# handing over


def test_a_minor_is_handed_over_at_the_end():
    told = [*in_facility(months=6), fact(K.REHAB_COMPLETED, "2024-07-02T09:00")]
    assert duty(minor(told), "HAND_OVER_MINOR").function == "facility_head"
    assert duty(minor([*told, fact(K.HANDED_OVER, "2024-07-02T15:00")]), "HAND_OVER_MINOR") is None


def test_no_complaint_period_is_known_and_none_is_made_up():
    view = minor(until(WAY_2024, K.COURT_DECIDED))
    assert duty(view, "COMPLAIN").due is None
    with pytest.raises(CannotRecord, match="chưa nêu thời hạn khiếu nại"):
        engine.check_fits(MANIFEST, view, K.DECISION_EFFECTIVE, happened_at=moment("2024-03-28T08:00"), at=moment("2024-03-28T08:00"))


def test_a_way_opens_one_file_of_the_right_procedure():
    files = course(until(WAY_2026, K.ADMITTED), MINOR)
    assert [one.manifest.procedure for one in files] == [Procedure.COMPULSORY_MINOR]


def _articles(view, procedure) -> str:
    """What the page cites for every duty that stands, limit or not."""
    bases = (duty_basis(one.kind, one.stands_from.date(), procedure=procedure).citation for one in view.duties)
    return " | ".join([one.due.citation_vi for one in view.duties if one.due] + list(bases))


@pytest.mark.parametrize("last", [kind for kind, _at, _data in WAY_2026[:-1]])
def test_each_procedure_cites_only_its_own_articles(last):
    told = until(WAY_2026, last)
    young, grown = _articles(minor(told), Procedure.COMPULSORY_MINOR), _articles(adult(told), Procedure.COMPULSORY)
    assert not re.search(r"Điều (35|100|101|102)\b", young) and not re.search(r"Điều (36|103|104|105)\b", grown)


def test_twin_with_the_age_group_unasked_an_adults_file_cites_the_minors_article(monkeypatch):
    both = legal.rule("COMP_READ")
    assert "Điều 36" not in both.as_for(legal.age_group(Procedure.COMPULSORY)).citation_vi
    monkeypatch.setattr(type(both), "as_for", lambda rule, group: rule)
    monkeypatch.setattr(engine.legal, "pick", lambda topic, on: both)
    assert "Điều 36" in _articles(adult(until(WAY_2026, K.NOTICE_GIVEN)), Procedure.COMPULSORY)


def test_a_step_that_the_regime_lacks_is_refused_with_the_minors_article():
    refused = engine.permitted(MANIFEST, minor(until(WAY_2026, K.NOTICE_GIVEN)), at=moment("2026-07-10T08:00"))[K.DOSSIER_FORWARDED]
    assert refused is not None and "Điều 36 khoản 2 điểm d" in refused.citation and "35" not in refused.citation
