"""What the law says of lengths that hang on a rule, and of moments: terms, thresholds, registration in time; said in full."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from donghanh import legal
from donghanh.kernel.workdays import ZONE, start_of
from donghanh.legal import aftercare, changes, compulsory_term, diagnosis, education, transitions, voluntary_term
from donghanh.legal.diagnosis import Seen
from tests.legal.test_said import SAID
from tests.said import check, grid, named, outcome, page

OLD, NEW = date(2026, 6, 30), date(2026, 7, 1)
REGIMES = (date(2021, 12, 31), date(2022, 1, 1), date(2025, 3, 1), date(2025, 7, 1), NEW)
Row = tuple[str, str, str]


def picked(topic: str, on: date) -> legal.Rule:
    return legal.pick(topic, on)


def lengths() -> Iterator[Row]:
    for topic in ("aftercare.term_voluntary", "aftercare.term_juvenile", "aftercare.term_compulsory"):
        for on in (OLD, NEW):
            yield "aftercare.term", f"{topic} on={on}", outcome(lambda topic=topic, on=on: aftercare.term(picked(topic, on)))
    for said in (None, 2, 3, 4, 6, 7, "4"):
        yield "education.term", f"said={said!r}", outcome(lambda said=said: education.term(picked("education.term", OLD), said))
    for given in grid(
        form=("home", "private"), is_repeat=(True, False), on=(date(2021, 12, 31), OLD, NEW), said=(None, 3, 5, 6, 9, 12, 13, 24, 25, True)
    ):
        said = given.pop("said")

        def length(given=given, said=said) -> object:
            return voluntary_term.term(voluntary_term.term_rule(**given), said, is_repeat=given["is_repeat"], on=given["on"])

        yield "voluntary_term.term", f"{named(given)} said={said}", outcome(length)
    for on in (OLD, NEW):
        rule = picked("compulsory.term", on)
        yield "compulsory_term.half_served", f"{rule.id}", outcome(lambda rule=rule: compulsory_term.half_served("2026-09-02", rule))


def test_lengths():
    check(SAID / "lengths.txt", page(lengths()))


def moments() -> Iterator[Row]:
    begun = (datetime(2026, 6, 26, 9, 30, tzinfo=ZONE), datetime(2026, 7, 3, 23, 59, tzinfo=ZONE))
    for topic in ("voluntary.not_started", "voluntary.self_terminated"):
        for start in begun:
            yield "voluntary_term.threshold", f"{topic} {start}", outcome(lambda t=topic, s=start: voluntary_term.threshold(t, s))
    at = tuple(begun[0] + timedelta(days=days) for days in (0, 6, 9, 17, 45))
    for given in grid(result_at=(None, *begun), notified_at=(None, begun[1]), restarted_at=(None, begun[1] + timedelta(days=9)), at=at):
        yield "voluntary_term.registered", named(given), outcome(lambda given=given: voluntary_term.registered(**given))
    for given in grid(topic=("voluntary.breaches", "monitoring.refusal_b_c", "voluntary.repeated_use"), number=(0, 1, 2, 3), on=(OLD, NEW)):
        topic, number = given.pop("topic"), given.pop("number")
        yield (
            "voluntary_term.is_at_least",
            f"{topic} {number} {named(given)}",
            outcome(lambda t=topic, n=number, g=given: voluntary_term.is_at_least(t, n, **g)),
        )


def test_moments():
    check(SAID / "moments.txt", page(moments()))


def test_the_diagnosis():
    codes = list(diagnosis.criteria())
    seen = grid(
        criteria=[frozenset(codes[:number]) for number in range(5)] + [frozenset(codes[-2:]), frozenset({*codes[:1], "other"})],
        months_together=(11, 12),
        repeated_within_months=(None, 12, 13),
        unclear=(True, False),
        observed=(True, False),
    )
    days = (date(2021, 12, 31), date(2022, 1, 1), date(2026, 11, 22), date(2031, 1, 1))
    asked = (
        [(one, OLD) for one in seen]
        + [(seen[0], on) for on in days]
        + [(seen[-1], on) for on in days]
        + [({**seen[-1], "criteria": seen[100]["criteria"]}, on) for on in days]
    )
    rows = [
        ("diagnosis.determine", f"{named(one)} on={on}", outcome(lambda one=one, on=on: diagnosis.determine(Seen(**one), on=on))) for one, on in asked
    ]
    check(SAID / "diagnosis.txt", page(rows))


def test_transitions():
    rows: list[Row] = [("transition", row.situation, outcome(lambda row=row: row)) for row in transitions.transitions()]
    situations = [*dict.fromkeys(row.situation for row in transitions.transitions()), "nothing"]
    for given in grid(situation=situations, began_on=(date(2022, 1, 1), OLD, NEW), on=(OLD, NEW, date(2027, 1, 1))):
        name = given.pop("situation")
        rows.append(("which_law", f"{name} {named(given)}", outcome(lambda name=name, given=given: transitions.which_law(name, **given))))
    check(SAID / "transitions.txt", page(rows))


def test_what_a_change_of_law_changes():
    rows: list[Row] = []
    for topic in [*[one.id for one in legal.topics() if one.procedure in ("user", "education")], "monitoring.new_term", "nothing"]:
        for on in (REGIMES[0], OLD, NEW):
            rows.append(("changes.held", f"{topic} {on}", outcome(lambda topic=topic, on=on: changes.held(topic, on))))
        rows.append(("changes.neighbour", f"{topic} {NEW}", outcome(lambda topic=topic: changes.neighbour(topic, NEW))))
    rows.append(("changes.neighbour", f"user.term {REGIMES[0]}", outcome(lambda: changes.neighbour("user.term", REGIMES[0]))))
    for procedure in ("user", "nobody"):
        rows.append(("changes.what_changes", procedure, outcome(lambda procedure=procedure: changes.what_changes(procedure, OLD, NEW))))
    for before, after in itertools.pairwise(REGIMES):
        rows.append(("changes.who_changes", f"{before} {after}", outcome(lambda before=before, after=after: changes.who_changes(before, after))))
    rows.append(("changes.days_of_change", "", outcome(changes.days_of_change)))
    for one in changes.what_changes("user", OLD, NEW):
        rows.append(("Change", one.topic, f"only_the_article: {one.only_the_article}\n{one.before.sentence()}\n{one.after.sentence()}"))
    check(SAID / "changes.txt", page(rows))


def test_certificates_open_with_the_law_of_the_last_day():
    rows = [
        ("aftercare.certificate_from", str(on), outcome(lambda on=on: aftercare.certificate_from(on)))
        for on in (REGIMES[0], OLD, NEW, date(2027, 2, 5))
    ]
    check(SAID / "certificates.txt", page(rows))
    assert start_of(OLD).tzinfo is ZONE
