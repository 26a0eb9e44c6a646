"""Where each person was on a day, who waits for a compulsory file and where, who is absent, whose execution waits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions, ledger
from donghanh.cases.models import Case, Handover
from donghanh.cases.pipeline import queries
from donghanh.cases.pipeline.queries.pending import meanwhile
from donghanh.cases.pipeline.staying import ABSENT, Where
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.errors import MayNot
from tests.factories import accounts, cases, dossiers, people

NOW, TODAY = cases.NOW, cases.NOW.date()


@pytest.fixture
def officer(db):
    return cases.actor_of(accounts.post())


def fact(actor, case, kind, at, **data):
    """A fact as it lies in the file, whatever went before it."""
    with scope(actor):
        kept = Case.objects.select_related("person", "unit").get(pk=case.pk)
        ledger.append(kept, kind, actor=actor, happened_at=at, at=at, data=data)


def day(actor, on=TODAY, **asked):
    with scope(actor):
        return queries.on_day(actor, on=on, **asked)


@pytest.mark.requirement("QN22-V.8.b")
def test_for_any_day_each_person_is_where_he_was_registered_and_staying_then(officer):
    there = accounts.unit(people.THERE).pk
    homes = [people.home(there, kind="PERMANENT", on=date(2020, 1, 1)), people.home(on=date(2026, 1, 1))]
    case = cases.managed(officer, at=NOW - timedelta(days=60), addresses=homes)
    fact(officer, case, K.ABSENCE_BEGAN, NOW - timedelta(days=20))
    fact(officer, case, K.ABSENCE_ENDED, NOW - timedelta(days=5))
    found = {ago: day(officer, TODAY - timedelta(days=ago)).rows[0] for ago in (0, 5, 6, 20, 21, 400)}
    assert {ago: row.stay.where for ago, row in found.items()} == {
        0: Where.HOME, 5: Where.HOME, 6: Where.AWAY, 20: Where.AWAY, 21: Where.HOME, 400: Where.HOME,
    }  # fmt: skip
    assert found[0].registered and found[0].current and found[0].registered != found[0].current
    assert found[400].registered == found[0].registered and found[400].current == ""  # nobody recorded it for that day


@pytest.mark.requirement("QN22-V.8.b")
def test_the_list_of_the_absent_is_those_whose_return_is_not_recorded(officer):
    away, back = cases.managed(officer, "Lê Thị Một"), cases.managed(officer, "Lê Thị Hai")
    cases.opened(officer, "Lê Thị Ba")
    for one in (away, back):
        fact(officer, one, K.ABSENCE_BEGAN, NOW - timedelta(days=9))
    fact(officer, back, K.ABSENCE_ENDED, NOW - timedelta(days=2))
    page = day(officer, among=tuple(ABSENT))
    assert [row.person_id for row in page.rows] == [away.person_id]
    assert page.counts == {Where.HOME: 2, Where.AWAY: 1} and not page.there_is_more


def test_the_list_turns_behind_a_person(officer):
    for n in range(3):
        cases.opened(officer, f"Lê Thị {'Ba' * (n + 1)}")
    first = day(officer, limit=2)
    rest = day(officer, limit=2, after=first.rows[-1].person_id)
    assert first.there_is_more and not rest.there_is_more and len({row.person_id for row in (*first.rows, *rest.rows)}) == 3


@pytest.mark.requirement("QN22-V.8.b")
def test_a_file_that_was_handed_over_lay_elsewhere_before(officer):
    there = accounts.unit(people.THERE)
    old = cases.actor_of(accounts.post(unit_id=there.pk))
    case = cases.managed(old, at=NOW - timedelta(days=60))
    for kind in (K.DEPARTED, K.ARRIVED):
        fact(old, case, kind, NOW - timedelta(days=11))
    with scope(old):
        handover = actions.send_file(actor=old, at=NOW - timedelta(days=10), case_id=case.pk, to_unit_id=officer.unit_id)
    with scope(officer):
        actions.receive_file(actor=officer, at=NOW - timedelta(days=8), handover_id=handover.pk)
    assert Handover.objects.get(pk=handover.pk).received_at is not None
    assert [day(officer, TODAY - timedelta(days=ago)).rows[0].lay_at for ago in (8, 9)] == ["", str(there)]
    with scope(old):
        [gone] = queries.went(old)
    assert day(old).rows == () and gone.received_at == NOW - timedelta(days=8) and "Ỗi" not in gone.summary


def pending(actor, at=NOW):
    with scope(actor):
        return queries.pending(actor, at=at)


@pytest.mark.requirement("DN137-VI.1.dd.2")
def test_who_waits_is_listed_with_place_supervisor_and_the_days_the_law_still_gives(officer):
    case = dossiers.at_reading_end(officer, at=NOW)
    assert pending(officer)[0].meanwhile.place == ""
    fact(officer, case, K.INTERIM_DECIDED, NOW - timedelta(days=3), place="home")
    fact(officer, case, K.SUPERVISOR_ASSIGNED, NOW - timedelta(days=3), helper="Phạm Văn Giám", guardian="Lê Thị Mẹ")
    [row] = pending(officer)
    assert (row.meanwhile.place, row.meanwhile.since) == ("home", NOW - timedelta(days=3))
    assert (row.meanwhile.guardian, row.meanwhile.supervisor) == ("Lê Thị Mẹ", "Phạm Văn Giám")
    assert row.number == case.number and row.duty.kind == "SEND_DOSSIER" and row.duty.due_at < NOW  # an overrun
    assert pending(officer, row.duty.due_at - timedelta(days=1))[0].duty.due_at == row.duty.due_at
    fact(officer, case, K.INTERIM_BEGAN, NOW - timedelta(days=1), facility="Cơ sở số 1")
    [row] = pending(officer)
    assert (row.meanwhile.place, row.meanwhile.name, row.meanwhile.supervisor) == ("facility", "Cơ sở số 1", "Phạm Văn Giám")


def test_a_minors_guardian_stands_where_nobody_else_is_named():
    assert meanwhile([], guardian="Lê Thị Mẹ").guardian == "Lê Thị Mẹ"


@pytest.mark.parametrize(
    ("kinds", "place"), [((K.ESCAPED,), "absent"), ((K.ESCAPED, K.BROUGHT_BACK), "home"), ((K.INTERIM_BEGAN, K.INTERIM_ENDED), "")]
)
def test_leaving_and_coming_back_while_the_file_is_made(officer, kinds, place):
    case = dossiers.at_reading_end(officer, at=NOW)
    fact(officer, case, K.INTERIM_DECIDED, NOW - timedelta(days=5), place="home")
    for hours, kind in enumerate(kinds):
        fact(officer, case, kind, NOW - timedelta(days=2) + timedelta(hours=hours))
    assert pending(officer)[0].meanwhile.place == place


def test_a_file_whose_person_entered_the_facility_is_pending_no_more(officer):
    case = dossiers.at_reading_end(officer, at=NOW)
    Case.objects.filter(pk=case.pk).update(stage="IN_FACILITY")
    assert pending(officer) == []


def away(actor, at=NOW):
    with scope(actor):
        return queries.absent(actor, at=at)


@pytest.mark.requirement("DN137-VI.15.c.4")
def test_who_ran_away_is_listed_with_days_and_state_and_only_a_return_closes_it(officer):
    case = dossiers.at_reading_end(officer, at=NOW)
    assert away(officer) == []
    fact(officer, case, K.ESCAPED, NOW - timedelta(days=6))
    [one] = away(officer)
    assert (one.number, one.days, one.search_since, one.kind) == (case.number, 6, None, K.ESCAPED)
    fact(officer, case, K.SEARCH_DECIDED, NOW - timedelta(days=4))
    fact(officer, case, K.FILE_READ, NOW - timedelta(days=3))  # whatever else is recorded closes nothing
    assert away(officer)[0].search_since == NOW - timedelta(days=4)
    fact(officer, case, K.BROUGHT_BACK, NOW - timedelta(days=1))
    assert away(officer) == []


@pytest.mark.requirement("DN137-VI.15.c.4")
def test_a_return_that_is_taken_back_puts_the_person_on_the_list_again(officer):
    case = cases.managed(officer)
    fact(officer, case, K.ABSENCE_BEGAN, NOW - timedelta(days=6))
    cases.recorded(officer, case.pk, K.ABSENCE_ENDED, NOW - timedelta(days=1))
    assert away(officer) == []
    with scope(officer):
        actions.void_fact(actor=officer, at=NOW, fact_id=case.facts.get(kind=K.ABSENCE_ENDED).pk, reason="Ghi nhầm người")
    assert [one.days for one in away(officer)] == [6]


def to_enter(officer):
    """A compulsory decision in effect."""
    case = dossiers.at_reading_end(officer, at=NOW - timedelta(days=90))
    dossiers.placed(officer, case, "result", at=NOW - timedelta(days=89))
    days = (K.COURT_REQUESTED, K.COURT_ACCEPTED, K.COURT_DECIDED, K.DECISION_EFFECTIVE, K.COURT_DECISION_SENT)
    said = {K.COURT_DECIDED: {"months": 24, "contest_days": 3, "contest_reason": "Quyết định nêu"}, K.COURT_DECISION_SENT: {"to": "execution"}}
    for n, kind in enumerate(days):
        fact(officer, case, kind, NOW - timedelta(days=80 - 10 * n), **said.get(kind, {}))
    return case


@pytest.mark.requirement("DN137-VI.12.c")
def test_a_postponed_decision_shows_ground_and_review_day_and_says_when_it_has_come(officer):
    case = to_enter(officer)
    fact(officer, case, K.POSTPONED, NOW - timedelta(days=30), postponed_for="Ốm nặng", review_on=TODAY.isoformat())
    with scope(officer):
        [early] = queries.postponed(officer, at=NOW - timedelta(days=1))
        [due] = queries.postponed(officer, at=NOW)
    assert (early.ground, early.review_on, early.is_reached) == ("Ốm nặng", TODAY, False) and due.is_reached
    fact(officer, case, K.POSTPONEMENT_ENDED, NOW - timedelta(hours=1))
    with scope(officer):
        assert queries.postponed(officer, at=NOW) == []


def test_others_people_are_in_none_of_the_lists(officer):
    other = cases.actor_of(accounts.post(unit_id=people.THERE))
    case = to_enter(other)
    fact(other, case, K.POSTPONED, NOW - timedelta(days=30))
    ran = cases.managed(other, "Lê Thị Hai")
    fact(other, ran, K.ABSENCE_BEGAN, NOW - timedelta(days=6))
    with scope(officer):
        assert queries.postponed(officer, at=NOW) == [] and queries.absent(officer, at=NOW) == [] and queries.pending(officer, at=NOW) == []
    assert day(officer).rows == ()


@pytest.mark.parametrize("role", ["health_station", "provincial_lead", "court_clerk", "system_admin"])
def test_who_reads_no_files_of_a_place_gets_no_list(role):
    actor = accounts.actor(role)
    asks = [lambda: queries.on_day(actor, on=TODAY), lambda: queries.went(actor)]
    asks += [lambda ask=ask: ask(actor, at=NOW) for ask in (queries.pending, queries.absent, queries.postponed)]
    for ask in asks:
        with pytest.raises(MayNot):
            ask()
