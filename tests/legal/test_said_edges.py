"""Answers that only another calendar, another convention or a thinner law would give: every way of the code has been gone once. In full."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from types import ModuleType

import pytest

from donghanh import legal
from donghanh.kernel.workdays import ZONE, Calendar, default_calendar
from donghanh.legal import book, complaints, courses, editions, own_time, reckoning, substitution, transitions, voluntary_term, ways
from donghanh.legal.model import Convention, Topic, TopicEntry
from tests.legal.test_said import SAID
from tests.legal.test_said_counting import short
from tests.said import check, outcome, page

NEW = date(2026, 7, 1)
FRIDAY = datetime(2026, 7, 3, 9, tzinfo=ZONE)
CLOSED = Calendar({date(2026, 7, 6) + timedelta(days=day): "Nghỉ của tỉnh" for day in range(3)})
"""A Monday, Tuesday and Wednesday off, which the known calendar has not."""


THREE = replace(legal.rule("UM-03"), unit="working_day", amount=3, valid_to=None, restarts="evasion")
STOPPED = [(FRIDAY, FRIDAY + timedelta(hours=1))]


@pytest.mark.parametrize(
    "ask",
    [
        lambda calendar: legal.due(THREE, FRIDAY, calendar=calendar).last_day,
        lambda calendar: courses.due_after(THREE, FRIDAY, [], calendar=calendar).last_day,
        lambda calendar: courses.due_after(THREE, FRIDAY, STOPPED, calendar=calendar).last_day,
        lambda calendar: own_time.as_set(3, from_=FRIDAY, set_on=NEW, calendar=calendar).last_day,
        lambda calendar: complaints.complaint_limit(NEW, date(2026, 4, 7), calendar=calendar).last_day,
        lambda calendar: complaints.data_limits(FRIDAY, calendar=calendar)[0].last_day,
        lambda calendar: voluntary_term.threshold("voluntary.not_started", FRIDAY, calendar=calendar).value,
    ],
    ids=["due", "due_after", "due_after an obstacle", "as_set", "complaint_limit", "data_limits", "threshold"],
)
def test_the_calendar_that_is_handed_in_is_the_one_that_counts(ask: Callable[[Calendar], object]):
    assert str(ask(CLOSED)) > str(ask(default_calendar()))


def test_registration_is_in_time_by_the_calendar_that_is_handed_in():
    """Five working days until 30/06/2026: with three more days off the limit lies later."""
    known = datetime(2024, 1, 8, 9, tzinfo=ZONE)
    closed = Calendar({date(2024, 1, 9) + timedelta(days=day): "Nghỉ của tỉnh" for day in range(3)})
    at = legal.due(legal.pick("voluntary.register", known.date()), known).value
    asked = {"result_at": known, "notified_at": None, "restarted_at": None, "at": at}
    assert voluntary_term.registered(**asked, calendar=default_calendar()).value == "late"
    assert voluntary_term.registered(**asked, calendar=closed).value == "in_time"


@pytest.mark.parametrize(("days", "courses"), [(5, 0), (0, 10)])
def test_treatment_is_broken_off_at_the_very_number_of_either(days: int, courses: int):
    on = date(2024, 1, 1)
    assert substitution.missed(days=days, courses=courses, on=on).value == "broken_off"
    assert substitution.missed(days=max(days - 1, 0), courses=max(courses - 1, 0), on=on).value == "below"


def read_otherwise(monkeypatch, module: ModuleType, name: str, value: object) -> None:
    """The convention of this name with another value, as a lawyer might set it."""
    asked = module.convention

    def other(wanted: str, on: date) -> Convention:
        return replace(asked(wanted, on), value=value) if wanted == name else asked(wanted, on)

    monkeypatch.setattr(module, "convention", other)


def test_decided_but_not_begun_read_the_other_way(monkeypatch):
    read_otherwise(monkeypatch, book, "decided_not_begun", "begun")
    found = voluntary_term.regime(decided_on=date(2026, 6, 1), started_on=NEW, last_day=date(2027, 1, 1))
    assert (found.value, found.status) == ("new_law", "silent")
    assert voluntary_term.governing_day(decided_on=date(2026, 6, 1), started_on=NEW) == NEW


def test_counting_read_the_other_way(monkeypatch):
    rows = []
    rules = [replace(legal.rule("UM-03"), id="R", unit=unit, amount=2, valid_to=None) for unit in ("working_day", "day", "month", "year")]
    for name, value in (("first_day", "included"), ("last_day_off", "stays"), ("term_last_day", "day_before")):
        for module in (ways, reckoning):
            with monkeypatch.context() as patched:
                read_otherwise(patched, module, name, value)
                for rule in rules:
                    said = outcome(lambda rule=rule: short(reckoning.due(rule, datetime(2026, 7, 2, 9, tzinfo=ZONE))))
                    rows.append((f"{name} {value} in {module.__name__.rpartition('.')[2]}", rule.unit, said))
                term = outcome(lambda: short(reckoning.term_end("USER_TERM", NEW)))
                rows.append((f"{name} {value} in {module.__name__.rpartition('.')[2]}", "term", term))
    for name, value in (("first_day", "included"), ("last_day_off", "stays")):
        with monkeypatch.context() as patched:
            read_otherwise(patched, complaints, name, value)
            rows.append((f"complaint, {name} {value}", "", outcome(lambda: complaints.complaint_limit(NEW, date(2026, 11, 22)))))
    check(SAID / "otherwise.txt", page(rows))


def test_where_the_known_calendar_ends():
    rows = [("due", "2035", outcome(lambda: legal.due("POST_PROPOSAL", datetime(2035, 12, 28, 8, tzinfo=ZONE))))]
    for told in (1, "1000", "2026-07-09", "2026-07-01", "bảy" * 20):
        rows.append(("as_set", str(told), outcome(lambda told=told: own_time.as_set(told, from_=FRIDAY, set_on=NEW))))
    check(SAID / "ends.txt", page(rows))


def test_a_time_set_by_a_unit_is_a_rule_of_nobodys_law():
    made = own_time._rule(7, NEW, "Nghĩa.")
    plain = {name: value for name, value in asdict(made).items() if value not in ("", (), None)}
    assert plain == {
        "kind": "deadline", "amount": 7, "unit": "day", "counts_from_event": "OWN_SETTING", "counts_from_vi": "lần trước, hoặc ngày đặt",
        "meaning_vi": "Nghĩa.", "valid_from": NEW, "confidence": "V", "validity_confidence": "V", "bound": "max", "silent_vi": own_time.NOT_LAW,
    }  # fmt: skip
    assert [name for name, value in asdict(made).items() if value is None] == ["valid_to", "amount_max", "month"]


def test_a_question_without_any_rule_names_none():
    entry = TopicEntry("", "Chưa nói.", NEW, None, legal.rule("USER_TERM").citations, "V", "")
    alone = Topic("t", "Câu hỏi", (entry,))
    refusal = book._no_rule(alone, entry, NEW)
    assert (refusal.message, refusal.mend, refusal.citation) == ("Chưa nói.", "", legal.rule("USER_TERM").citation_vi)
    nothing = book._no_rule(alone, None, NEW)
    assert (nothing.message, nothing.mend, nothing.citation) == ("Không có quy tắc về “Câu hỏi” vào ngày 01/07/2026.", "", "")


def test_the_last_of_several_changes_of_law_says(monkeypatch):
    row = transitions.transitions()[0]
    later = replace(row, changed_on=date(2024, 1, 1), follows="old", meaning_vi="Sau.")
    between = replace(row, changed_on=date(2023, 1, 1), follows="unstated", meaning_vi="Giữa.")
    monkeypatch.setattr(transitions, "transitions", lambda: (later, between, row))
    for began_on, on, meaning in ((date(2020, 1, 1), date(2025, 1, 1), "Sau."), (date(2020, 1, 1), date(2023, 6, 1), "Giữa.")):
        assert transitions.which_law(row.situation, began_on=began_on, on=on).meaning_vi == meaning


def test_an_edition_stands_under_its_question_from_its_day(monkeypatch):
    monkeypatch.setattr(editions, "EDITIONS", {})

    def new_use_2030():
        return editions.answer("q", "new", "Mới.")

    def _new_use_2028():
        return editions.answer("q", "old", "Cũ.")

    for since, edition in (("2030-01-01", new_use_2030), ("2028-01-01", _new_use_2028)):
        edition.__module__ = "a.b.chapter"
        assert editions.in_force(since)(edition) is edition
    assert {"chapter.new_use": {date(2030, 1, 1): new_use_2030, date(2028, 1, 1): _new_use_2028}} == editions.EDITIONS
    assert [editions.ask("chapter.new_use", on=date(year, 1, 1)).value for year in (2028, 2029, 2030)] == ["old", "old", "new"]
