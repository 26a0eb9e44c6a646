"""Indicators over places: communes with a model that works, clubs judged stable, from the register of sites at the end of a period."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as some

from donghanh.base.places.models import Unit
from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.cases.rules import VIET_NAM
from donghanh.kernel.ids import new_id
from donghanh.programme import queries as programme
from donghanh.programme.roadmap import actions as roadmap_actions
from donghanh.programme.roadmap import rules
from donghanh.programme.roadmap.models import Site, SiteFact
from donghanh.programme.roadmap.rules import Fact
from donghanh.programme.roadmap.terms import Happening as H
from donghanh.programme.roadmap.terms import SiteKind
from donghanh.reports import actions, periods, queries, repository, territory
from donghanh.reports.counting import Counts
from tests.factories import places, roadmap
from tests.factories.programme import NOW, ON, PLAN, load_plan, official

pytestmark = pytest.mark.django_db
YEAR, BEFORE = periods.read("2026"), periods.read("2025")
MODELS, CLUBS = "DN137-VI.15.dd.4", "DN257-10"
START = datetime(2026, 3, 1, tzinfo=VIET_NAM)


@pytest.fixture
def lead(towns):
    return roadmap.lead(places.DONG_NAI)


def unit(of: int) -> Unit:
    return Unit.objects.get(pk=of)


def judged(lead, site, *, well: bool = True, on: date = ON, at: datetime = NOW) -> None:
    with scope(lead):
        verdict = roadmap_actions.Verdict(is_effective=well, criterion="Theo bộ tiêu chí", judge="Sở Y tế")
        roadmap_actions.evaluate(actor=lead, at=at, site_id=site.pk, on=on, verdict=verdict)


def figure(who, plan: str = PLAN, target: str = MODELS, *, place: int = places.DONG_NAI, period=YEAR) -> repository.Figure:
    with scope(who):
        found = repository.figures(who, plan_id=plan, period=period, place_id=place, on=ON)
    return next(one for one in found.targets if one.target_id == target)


def of_commune(who, place: int, period=YEAR) -> tuple[int | None, int | None]:
    with scope(who):
        table = repository.by_place_of(who, plan=programme.plan(who, PLAN), period=period, area=territory.of(places.DONG_NAI, on=ON))
    row = next(row for row in table.rows if row.place.id == place)
    cell = next(one for one in row.targets if one.target_id == MODELS)
    return cell.numerator, cell.denominator


def test_a_commune_counts_while_a_model_judged_effective_runs_there(lead, towns):
    here, there = towns
    works, idle = (roadmap.site(lead, unit(one), SiteKind.AFTERCARE_CLUB, opened_on=date(2026, 2, 2)) for one in towns)
    roadmap.site(lead, unit(there), SiteKind.DISPENSING, opened_on=date(2026, 2, 2))
    communes = 55  # of the 95 of today those that lie in the Đồng Nai of the plan's day (test_plan_land)
    assert (figure(lead).numerator, figure(lead).denominator) == (0, communes), "nobody judged it"
    judged(lead, works)
    judged(lead, idle, well=False)
    assert (figure(lead).numerator, figure(lead, period=BEFORE).numerator) == (1, 0)
    assert (of_commune(lead, here), of_commune(lead, there)) == ((1, 1), (0, 1))
    with scope(lead):
        roadmap_actions.record(actor=lead, at=NOW, site_id=works.pk, kind=H.CLOSED, on=ON, reason="Hết kinh phí")
    assert figure(lead).numerator == 0


def test_a_level_the_plan_strives_for_is_reached_or_not_spoken_of(lead, towns):
    here, _ = towns
    assert figure(lead).met is None and figure(lead).value == 0
    judged(lead, roadmap.site(lead, unit(here), SiteKind.PREVENTION, opened_on=date(2026, 2, 2)))
    assert figure(official(here), place=here).met is True


def test_who_only_counts_is_shown_the_true_number_of_places(lead, towns):
    here, _ = towns
    judged(lead, roadmap.site(lead, unit(here), SiteKind.PEER_GROUP, opened_on=date(2026, 2, 2)))
    auditor = official(places.DONG_NAI, "auditor")
    assert of_commune(auditor, here) == (1, 1) and figure(auditor).is_exact


def test_a_club_of_the_province_stands_in_the_total_and_in_no_commune(lead, towns):
    load_plan("DN257")
    here, there = towns
    assert figure(lead, "DN257", CLUBS).value is None, "no club, no rate"
    judged(lead, roadmap.site(lead, unit(here), SiteKind.AFTERCARE_CLUB, opened_on=date(2026, 2, 2)))
    roadmap.site(lead, unit(there), SiteKind.AFTERCARE_CLUB, opened_on=None, decided_on=date(2026, 1, 5))
    roadmap.site(lead, unit(places.DONG_NAI), SiteKind.AFTERCARE_CLUB, opened_on=date(2026, 2, 2))
    roadmap.site(lead, unit(there), SiteKind.SUPPORT_CLUB, opened_on=date(2026, 2, 2))
    found = figure(lead, "DN257", CLUBS)
    assert (found.numerator, found.denominator, found.value, found.met) == (1, 3, 33.3, False)
    found = figure(official(there), "DN257", CLUBS, place=there)
    assert (found.numerator, found.denominator) == (0, 1)


def test_the_plan_over_people_stays_the_first_to_report_on(lead):
    load_plan("DN257")
    with scope(lead):
        assert [plan.id for plan in queries.plans_to_report(lead, place_id=places.DONG_NAI, on=ON)] == [PLAN, "DN257"]


def test_a_frozen_report_derives_the_same_places_after_a_later_word(lead, towns):
    here, there = towns
    judged(lead, roadmap.site(lead, unit(here), SiteKind.PREVENTION, opened_on=date(2026, 2, 2)))
    other = roadmap.site(lead, unit(there), SiteKind.PREVENTION, opened_on=date(2026, 2, 2))
    at = NOW + timedelta(hours=1)
    with scope(lead):
        report = actions.freeze(actor=lead, at=at, plan_id=PLAN, period=YEAR, place_id=places.DONG_NAI)
    judged(lead, other, at=NOW + timedelta(hours=2))
    with scope(lead):
        kept = next(one for one in queries.report_sheet(lead, report.pk).figures.targets if one.id == MODELS)
        found = queries.derive_again(lead, report.pk)
    assert (kept.numerator, kept.of_places, bool(kept.digest)) == (1, True, True)
    assert found.is_same and found.same_files and figure(lead).numerator == 2


def test_only_places_of_the_scope_are_counted(lead, towns):
    here, there = towns
    with scope(official(here)), connection.cursor() as cursor:
        cursor.execute("select unit_id from reporting.places_totals('models', %s, %s, 'infinity')", [[here, there], YEAR.until])
        assert cursor.fetchall() == [(here,)]


STORY = some.lists(
    some.tuples(some.sampled_from([H.OPENED, H.CLOSED, H.EVALUATED]), some.integers(0, 5), some.booleans(), some.booleans()), max_size=6
)


@tried(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stories=some.lists(some.tuples(STORY, some.booleans()), min_size=4, max_size=8), until=some.integers(1, 6))
def test_the_database_folds_a_story_as_the_rules_do(towns, stories, until):
    """Also stories that no official could write: whatever stands there, both read the same."""
    here, _ = towns
    day = [(START + timedelta(days=n)).date() for n in range(8)]
    wanted, told = {}, []
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table roadmap_sitefact disable trigger roadmap_sitefact_story")
    with as_jobs():
        for story, is_gone in stories:
            made = Site.objects.create(
                seat_id=here, unit_id=here, kind="POINT", name=str(new_id()), number="1", decided_on=day[0], issuer="x", made_at=NOW, made_by=1
            )
            told.append(made.pk)
            facts = list(_written(made, story, is_gone, day))
            now = rules.standing(kind=SiteKind.POINT, decided_on=day[0], unit=here, place="", facts=facts, on=day[until - 1])
            if now.state != "TAKEN_BACK":
                wanted[made.pk] = (now.state.value.replace("RUNNING", "OPENED"), now.is_effective)
    with connection.cursor() as cursor:
        asked = "select site_id, state, is_effective from reporting.sites_standing(%s, %s, 'infinity') where site_id = any(%s)"
        cursor.execute(asked, [[here], START + timedelta(days=until), told])
        assert {one: tuple(rest) for one, *rest in cursor.fetchall()} == wanted


def _written(made, story, is_gone, day):
    """The lines of a story, each a second after the other; some are taken back, at last perhaps the site itself."""
    lines = [*((kind, day[n], well, undone) for kind, n, well, undone in story)]
    for n, (kind, on, well, undone) in enumerate(lines):
        judged = {"is_effective": well, "criterion": "x", "judge": "y"} if kind is H.EVALUATED else {}
        row = _row(made, 2 * n, kind, on, reason="x" if kind is H.CLOSED else "", **judged)
        yield Fact(row.pk, kind, on, is_effective=row.is_effective)
        if undone:
            yield Fact(_row(made, 2 * n + 1, H.TAKEN_BACK, on, reason="x", undoes=row).pk, H.TAKEN_BACK, on, undoes=row.pk)
    if is_gone:
        yield Fact(_row(made, 99, H.TAKEN_BACK, day[0], reason="x").pk, H.TAKEN_BACK, day[0])


def _row(made, second, kind, on, **about) -> SiteFact:
    return SiteFact.objects.create(site=made, kind=kind, on=on, made_at=NOW + timedelta(seconds=second), made_by=1, **about)


def test_nothing_is_counted_of_communes_that_were_not_asked_for(lead, towns):
    here, there = towns
    judged(lead, roadmap.site(lead, unit(there), SiteKind.PREVENTION, opened_on=date(2026, 2, 2)))
    with scope(lead):
        target = programme.target(lead, PLAN, MODELS)
        assert set(Counts((here,)).of(target, YEAR)) == {here} and Counts((here,)).total(target, YEAR).numerator == 0
