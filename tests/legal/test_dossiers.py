"""Papers that travel with a file: what each hand-over needs under each regime, and what a return may name."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh.cases.terms import FactKind, Procedure
from donghanh.kernel.errors import Cannot
from donghanh.kernel.privacy import DataClass
from donghanh.legal import dossiers
from donghanh.legal.dossiers import KeptBack, NotAllNamed, Returned, Situation, Standing
from donghanh.legal.errors import NoRuleInForce

IN_2024, IN_SPRING_2025, IN_2026 = date(2024, 3, 1), date(2025, 4, 1), date(2026, 11, 20)
ALL_2026 = {"cv": 1, "minutes": 1, "result": 1, "proposal": 1}
GROWN = {"age": 30, "has_stable_residence": True, "facts": frozenset({"NOTICE_GIVEN"})}


def lines(leg: str, on: date, *, procedure: str = "COMPULSORY", **now):
    return dossiers.check(dossiers.leg(procedure, leg, on), Situation(on, **{**GROWN, **now}))


def standing(found) -> dict[str, str]:
    return {line.paper.id: line.standing.value for line in found}


def test_words_of_the_lists_are_the_words_of_the_house():
    kinds, procedures, classes = set(FactKind), set(Procedure), set(DataClass)
    for leg in dossiers.legs():
        assert leg.procedures <= procedures
        assert not leg.fact or leg.fact in kinds
        assert leg.papers and leg.citation and (leg.caution or leg.confidence == "V")
        for paper in leg.papers:
            assert paper.shown_by <= kinds and paper.data_class in classes and paper.citation


@pytest.mark.parametrize("procedure", ["COMPULSORY", "COMPULSORY_MINOR"])
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (IN_2024, ["to_check", "to_court", "to_execution", "to_facility", "to_commune"]),
        (IN_SPRING_2025, ["to_check", "to_court", "to_execution", "to_facility", "to_commune"]),
        (date(2025, 7, 1), ["to_court", "to_execution", "to_facility", "to_commune"]),
        (date(2026, 6, 30), ["to_court", "to_execution", "to_facility", "to_commune"]),
        (date(2026, 7, 1), ["to_court", "to_execution", "to_facility", "to_commune"]),
    ],
)
def test_which_hand_overs_each_regime_knows(procedure, on, expected):
    assert [leg.id for leg in dossiers.legs_of(procedure, on)] == expected


def test_a_hand_over_the_law_of_that_day_does_not_know_is_refused():
    with pytest.raises(NoRuleInForce):
        dossiers.leg("COMPULSORY", "to_check", IN_2026)
    with pytest.raises(NoRuleInForce):
        dossiers.leg("COMPULSORY", "to_court", date(2021, 12, 31))


def test_2026_have_missing_and_not_needed_each_with_its_article():
    found = lines("to_court", IN_2026, placed={"cv": 1, "minutes": 2})
    assert standing(found) == {
        "cv": "have",
        "minutes": "have",
        "result": "missing",
        "clinic_letter": "not_needed",
        "proposal": "missing",
        "no_residence": "not_needed",
        "notice": "have",
    }
    by_id = {line.paper.id: line for line in found}
    assert by_id["no_residence"].because == "Không cần vì người này có nơi cư trú ổn định."
    assert by_id["minutes"].version == 2 and by_id["notice"].version == 0
    assert "Nghị định 163/2026/NĐ-CP, Điều 101" in by_id["result"].paper.citation


def test_the_law_of_2024_asks_for_a_statement_and_the_checker_writes_the_letter():
    assert "statement" in standing(lines("to_check", IN_2024)) and "court_letter" not in standing(lines("to_check", IN_2024))
    assert standing(lines("to_court", IN_2024))["court_letter"] == "missing"
    assert "statement" not in standing(lines("to_court", IN_2026))


@pytest.mark.parametrize(
    ("now", "paper", "expected"),
    [
        ({"has_stable_residence": False}, "no_residence", "missing"),
        ({"has_stable_residence": None}, "no_residence", "unclear"),
        ({"ground": "SUBSTITUTION_BROKEN_OFF"}, "clinic_letter", "missing"),
        ({"ground": "SUBSTITUTION_BROKEN_OFF"}, "result", "not_needed"),
        ({"facts": frozenset()}, "notice", "missing"),
        ({"facts": frozenset(), "placed": {"notice": 1}}, "notice", "have"),
    ],
)
def test_what_the_file_says_decides(now, paper, expected):
    assert standing(lines("to_court", IN_2026, **now))[paper] == expected


@pytest.mark.parametrize(("age", "expected"), [(17, "missing"), (18, "not_needed"), (None, "unclear")])
def test_parents_are_heard_up_to_the_day_of_turning_18(age, expected):
    assert standing(lines("to_court", IN_2026, procedure="COMPULSORY_MINOR", age=age))["parents"] == expected


def test_a_return_names_every_missing_paper_at_once():
    found = lines("to_court", IN_2026, placed={"cv": 1, "minutes": 1})
    with pytest.raises(NotAllNamed) as refused:
        dossiers.check_return(found, ["result"])
    assert "“Văn bản đề nghị”" in refused.value.message and "Điều 101" in refused.value.citation
    dossiers.check_return(found, ["result", "proposal"])
    dossiers.check_return(found, ["result", "proposal", "cv"])  # a paper that is there may be wrong


@pytest.mark.parametrize("named", [[], ["unheard_of"]])
def test_a_return_names_papers_of_the_list(named):
    with pytest.raises(Cannot):
        dossiers.check_return(lines("to_court", IN_2026), named)


def first_return(found, *named: str) -> Returned:
    return Returned({line.paper.id: line.state for line in found}, frozenset(named))


def test_a_second_return_for_what_the_first_could_see_is_refused():
    first = first_return(lines("to_court", IN_2026, placed=ALL_2026), "minutes")
    again = lines("to_court", IN_2026, placed={**ALL_2026, "minutes": 2})
    with pytest.raises(KeptBack) as refused:
        dossiers.check_return(again, ["cv"], [first])
    assert "đã thấy được ở lần trả trước" in refused.value.message and refused.value.citation
    with pytest.raises(KeptBack):
        dossiers.check_return(again, ["minutes", "cv"], [first])


def test_a_second_return_may_name_what_is_not_mended_or_new():
    before = lines("to_court", IN_2026, placed=ALL_2026)
    first = first_return(before, "minutes")
    dossiers.check_return(before, ["minutes"], [first])  # named and not mended
    dossiers.check_return(lines("to_court", IN_2026, placed={**ALL_2026, "minutes": 2}), ["minutes"], [first])  # mended badly
    dossiers.check_return(lines("to_court", IN_2026, placed={**ALL_2026, "cv": 2}), ["cv"], [first])  # put in anew
    moved = lines("to_court", IN_2026, placed=ALL_2026, has_stable_residence=False)
    dossiers.check_return(moved, ["no_residence"], [first])  # needed only since


def test_what_was_missing_and_kept_silent_about_is_neither_owed_nor_allowed_the_second_time():
    short = {key: 1 for key in ("cv", "minutes", "result")}
    first = first_return(lines("to_court", IN_2026, placed=short), "cv")
    again = lines("to_court", IN_2026, placed={**short, "cv": 2})
    assert standing(again)["proposal"] == Standing.MISSING
    dossiers.check_return(again, ["cv"], [first])
    with pytest.raises(KeptBack):
        dossiers.check_return(again, ["cv", "proposal"], [first])


def test_any_of_several_returns_binds():
    found = lines("to_court", IN_2026, placed=ALL_2026)
    with pytest.raises(KeptBack):
        dossiers.check_return(found, ["cv"], [first_return(found, "minutes"), first_return(found, "result")])


def test_twin_with_the_memory_gone_the_second_return_would_pass():
    found = lines("to_court", IN_2026, placed=ALL_2026)
    dossiers.check_return(found, ["cv"], [])
