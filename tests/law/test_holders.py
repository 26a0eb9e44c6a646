"""Who decides, by date: it comes out of one dated table."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh import legal
from donghanh.legal import NoHolder


@pytest.mark.parametrize(
    ("function", "on", "office", "confidence"),
    [
        ("decider_user_management", date(2022, 1, 1), "commune_chair", "V"),
        ("decider_user_management", date(2026, 6, 30), "commune_chair", "V"),
        ("decider_user_management", date(2026, 7, 1), "commune_police_chief", "V"),
        ("decider_aftercare", date(2026, 6, 30), "commune_chair", "V"),
        ("decider_aftercare", date(2026, 7, 1), "commune_chair", "V"),
        ("delister_aftercare", date(2026, 7, 1), "commune_police_chief", "V"),
        ("lead_agency_rehabilitation", date(2025, 2, 28), "provincial_labour_director", "S"),
        ("lead_agency_rehabilitation", date(2025, 3, 1), "drug_police_head", "S"),
        ("preparer_compulsory_file", date(2025, 2, 28), "commune_chair", "V"),
        ("preparer_compulsory_file", date(2025, 3, 1), "commune_police_chief", "S"),
        ("publisher_of_providers", date(2025, 6, 30), "district_chair", "V"),
        ("publisher_of_providers", date(2025, 7, 1), "provincial_police_director", "S"),
    ],
)
def test_office_by_date(function, on, office, confidence):
    found = legal.holder(function, on)
    assert (found.office, found.confidence) == (office, confidence)
    assert found.citation


@pytest.mark.parametrize(
    ("on", "body"), [(date(2025, 6, 30), "district_court"), (date(2025, 7, 1), "regional_court"), (date(2026, 7, 1), "regional_court")]
)
def test_court_by_date(on, body):
    assert legal.holder("court_first_instance", on).body_kind == body


def test_an_unsure_holder_says_so():
    assert legal.holder("court_first_instance", date(2025, 9, 1)).confidence == "M"


def test_a_day_without_holder_is_a_refusal_that_tells_the_known_days():
    with pytest.raises(NoHolder, match="từ 01/01/2022"):
        legal.holder("decider_user_management", date(2021, 12, 31))
    with pytest.raises(NoHolder):
        legal.holder("assigner_of_public_units", date(2026, 8, 1))
    with pytest.raises(NoHolder, match="từ 01/07/2026"):
        legal.holder("delister_aftercare", date(2026, 6, 30))


def test_an_unknown_function_names_near_ones():
    with pytest.raises(NoHolder, match="decider_aftercare"):
        legal.holder("decider_aftercar", date(2026, 8, 1))
