"""Targets counted of registers: sites beside the number of the plan, former districts with a model, surveys with their interval and path."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from django.db import connection

from donghanh.base.places.models import Unit
from donghanh.base.privacy.scope import scope
from donghanh.programme.roadmap import actions as sites
from donghanh.programme.roadmap.terms import Happening as H
from donghanh.programme.roadmap.terms import SiteKind as S
from donghanh.programme.surveys import actions as surveys
from donghanh.programme.surveys.drafting import SurveyDraft
from donghanh.programme.surveys.rules import Counts as Answered
from donghanh.programme.surveys.rules import Tally
from donghanh.programme.surveys.terms import Population
from donghanh.reports import actions, listed, periods, queries, repository
from donghanh.web.shell import clock
from tests.factories import accounts, places, programme, roadmap
from tests.factories.pages import PageClient
from tests.factories.programme import NOW, ON, official
from tests.factories.roadmap import site

pytestmark = pytest.mark.django_db
THANH_HOA, QUANG_NGAI = 2100038, 2100051
YEAR = periods.read("2026")


@pytest.fixture
def th(all_units):
    programme.load_plan("TH38")
    return roadmap.lead(THANH_HOA)


@pytest.fixture
def dn(towns):
    programme.load_plan("DN257")
    return roadmap.lead(places.DONG_NAI)


def figure(who, target: str, *, place: int, year: int = 2026) -> repository.Figure:
    with scope(who):
        found = repository.figures(who, plan_id=target.split("-", maxsplit=1)[0], period=periods.read(str(year)), place_id=place, on=ON)
    return next(one for one in found.targets if one.target_id == target)


def counts(who, target: str, *, place: int, year: int = 2026) -> tuple[object, ...]:
    found = figure(who, target, place=place, year=year)
    return found.numerator, found.denominator, found.value, found.met


def district(code: str) -> Unit:
    return Unit.objects.get(level="DISTRICT", code=code)


def unit(of: int) -> Unit:
    return Unit.objects.get(pk=of)


def asked(lead, population: Population, ended: date, *, of: int, knew: int, place: int | None = None) -> None:
    """A survey with one question that ended on this day."""
    draft = SurveyDraft(
        name=f"Khảo sát {ended.year}", place_id=place or lead.unit_id, population=population, sampling="Rút ngẫu nhiên", starts_on=ended,
        ends_on=ended, needed=1, questions=("Câu 1",),
    )  # fmt: skip
    with scope(lead):
        kept = surveys.plan_survey(actor=lead, at=NOW, draft=draft)
        tally = Tally(of, knew, (Answered(knew, of - knew, 0),))
        surveys.type_result(actor=lead, at=NOW, survey_id=kept.pk, tally=tally, source="Báo cáo tổng hợp")


def page(who_at: int, address: str, monkeypatch) -> str:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    answer = accounts.sign_in(PageClient(), accounts.post(role="provincial_lead", unit_id=who_at)).get(address)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\xa0", " ").split())


def test_only_points_founded_in_the_years_of_the_plan_count_where_it_wants_new_ones(all_units):
    programme.load_plan("QN22")
    lead = roadmap.lead(QUANG_NGAI)
    here = Unit.objects.filter(parent_id=QUANG_NGAI, ends_before=None).order_by("pk").first()
    then = Unit.objects.filter(level="DISTRICT", parent__code="51").first()
    site(lead, then, opened_on=date(2021, 5, 5)), site(lead, here, opened_on=date(2026, 2, 5))
    found = figure(lead, "QN22-I.2.g", place=QUANG_NGAI)
    assert (found.numerator, found.denominator, found.value, found.met, found.missing) == (1, 10, 10.0, False, 9)
    assert counts(lead, "QN22-I.2.g", place=QUANG_NGAI, year=2025) == (0, 10, 0.0, False), "one of 2021 is not new"
    assert counts(official(here.pk), "QN22-I.2.g", place=here.pk) == (1, None, None, None), "the number of the plan is the province's"


def test_one_clause_with_two_numbers_is_met_when_both_are(th):
    for _ in range(19):
        site(th, district("380"), S.TREATMENT)
    made = [site(th, district("384"), S.DISPENSING) for _ in range(5)]
    found = figure(th, "TH38-III.1.3.a", place=THANH_HOA, year=2015)
    assert [(one.name, one.numerator, one.denominator, one.met) for one in found.parts] == [
        ("Cơ sở điều trị", 19, 19, True),
        ("Cơ sở cấp phát thuốc", 5, 5, True),
    ]
    assert found.met is True and found.value is None and counts(th, "TH38-III.1.3.c", place=THANH_HOA, year=2020)[:2] == (0, 6)
    with scope(th):
        sites.record(actor=th, at=NOW, site_id=made[0].pk, kind=H.UPGRADED, on=date(2016, 2, 1))
    later = figure(th, "TH38-III.1.3.a", place=THANH_HOA, year=2016)
    assert [one.numerator for one in later.parts] == [20, 4] and later.met is False


def test_a_site_wanted_at_one_place_counts_there_alone(th):
    site(th, district("384"), S.DISPENSING)
    assert counts(th, "TH38-III.1.3.b", place=THANH_HOA)[:2] == (0, 1)
    site(th, Unit.objects.get(level="DISTRICT", name="Lang Chánh"), S.DISPENSING)
    assert counts(th, "TH38-III.1.3.b", place=THANH_HOA) == (1, 1, 100.0, True)


def test_districts_are_those_of_the_day_the_plan_was_issued(dn, towns):
    here, there = towns
    binh_phuoc = places.former("Bù Đăng", kind="huyện", under="tỉnh Bình Phước")
    assert counts(dn, "DN137-III.2.a.3", place=places.DONG_NAI) == (0, 11, 0.0, False)
    made = [site(dn, unit(here), S.AFTERCARE_CLUB, opened_on=date(2026, 2, 2)) for _ in range(2)]
    made += [site(dn, one, S.AFTERCARE_CLUB, opened_on=date(2025, 2, 2)) for one in (district("731"), binh_phuoc)]
    site(dn, unit(there), S.POINT, opened_on=date(2026, 2, 2))
    assert counts(dn, "DN257-9", place=places.DONG_NAI)[:2] == (2, 11), "two in one district are one; a district of another province is none"
    with scope(dn):
        for one in (made[0], made[1], made[3]):
            verdict = sites.Verdict(is_effective=True, criterion="Bộ tiêu chí", judge="Sở Y tế")
            sites.evaluate(actor=dn, at=NOW, site_id=one.pk, on=ON, verdict=verdict)
    assert counts(dn, "DN137-III.2.a.3", place=places.DONG_NAI) == (1, 11, 9.1, False)
    assert counts(dn, "DN257-8", place=places.DONG_NAI) == (4, 2, 200.0, True)
    assert counts(official(here), "DN257-9", place=here) == (None, None, None, None), "no commune is a district"


@pytest.mark.requirement("TH38-II.2.a.1.a")
@pytest.mark.requirement("TH38-II.2.a.1.b")
def test_a_survey_gives_the_share_the_sample_and_whether_the_level_is_reached(th, monkeypatch):
    asked(th, Population.OFFICIALS, date(2015, 6, 1), of=400, knew=352)
    asked(th, Population.ADULTS, date(2015, 7, 1), of=1000, knew=520)
    assert counts(th, "TH38-II.2.a.1.a", place=THANH_HOA, year=2015) == (352, 400, 88.0, True)
    assert counts(th, "TH38-II.2.a.1.b", place=THANH_HOA, year=2015) == (520, 1000, 52.0, False)
    monkeypatch.setattr("donghanh.web.indicators.views.pages.FROM_YEAR", 2014)
    shown = page(THANH_HOA, "/chi-tieu/basic_knowledge/?ky=2015", monkeypatch)
    assert "352 trên 400 người được hỏi" in shown and "520 trên 1.000 người được hỏi" in shown and "88,0 %" in shown
    assert "khoảng tin cậy 95 % từ 48,9 đến 55,1 %" in shown and "ít nhất 60 %" in shown


def test_what_may_be_chance_is_not_judged(th):
    asked(th, Population.OFFICIALS, date(2015, 6, 1), of=50, knew=41)
    assert counts(th, "TH38-II.2.a.1.a", place=THANH_HOA, year=2015) == (41, 50, 82.0, None)
    asked(th, Population.OFFICIALS, date(2015, 9, 1), of=400, knew=200)
    assert counts(th, "TH38-II.2.a.1.a", place=THANH_HOA, year=2015) == (200, 400, 50.0, False), "the last survey of the period"
    asked(th, Population.OFFICIALS, date(2015, 10, 1), of=10, knew=10, place=Unit.objects.filter(parent_id=THANH_HOA, ends_before=None).first().pk)
    assert counts(th, "TH38-II.2.a.1.a", place=THANH_HOA, year=2015)[1] == 400, "a survey in one commune is not of the province"


@pytest.mark.requirement("TH38-II.2.b.1")
def test_two_levels_with_the_path_between_and_the_survey_of_each_year(th, monkeypatch):
    asked(th, Population.OFFICIALS, date(2015, 6, 1), of=400, knew=320)
    asked(th, Population.OFFICIALS, date(2018, 6, 1), of=400, knew=388)
    asked(th, Population.ADULTS, date(2020, 6, 1), of=1000, knew=950)
    both = figure(th, "TH38-II.2.b.1", place=THANH_HOA, year=2020)
    assert [(one.name, one.wanted, one.numerator, one.denominator) for one in both.parts] == [
        ("Cán bộ chính quyền", 100.0, 0, 0),
        ("Người trưởng thành", 90.0, 950, 1000),
    ]
    shown = page(THANH_HOA, "/chi-tieu/basic_knowledge/", monkeypatch)
    officials, adults = (shown.split(f"Từ mức này đến mức sau: {name}")[1] for name in ("Cán bộ chính quyền", "Người trưởng thành"))
    assert re.search(r"2015 80,0 % 80,0 % .*?320/400 0,0 điểm % 2016 84,0 % – chưa có khảo sát – ", officials)
    assert re.search(r"2018 92,0 % 97,0 % .*?388/400 \+5,0 điểm %.* 2020 100,0 % –", officials)
    assert adults.index("2015 60,0 %") < adults.index("2020 90,0 % 95,0 %") and "950/1.000 +5,0 điểm %" in adults


def test_a_frozen_report_derives_the_same_sites_after_a_later_word(dn, towns):
    here, _ = towns
    first = site(dn, unit(here), S.AFTERCARE_CLUB, opened_on=date(2026, 2, 2))
    at = NOW + timedelta(hours=1)
    with scope(dn):
        report = actions.freeze(actor=dn, at=at, plan_id="DN257", period=YEAR, place_id=places.DONG_NAI)
        sites.record(actor=dn, at=NOW + timedelta(hours=2), site_id=first.pk, kind=H.CLOSED, on=ON, reason="Hết kinh phí")
        kept = {one.id: one for one in queries.report_sheet(dn, report.pk).figures.targets}
        again = queries.derive_again(dn, report.pk)
    assert (kept["DN257-8"].numerator, kept["DN257-8"].denominator, kept["DN257-9"].numerator) == (1, 2, 1) and kept["DN257-8"].digest
    assert again.is_same and again.same_files and counts(dn, "DN257-8", place=places.DONG_NAI)[0] == 0


@pytest.mark.parametrize("function", ["sites_totals", "site_districts_totals", "survey_totals"])
def test_no_place_outside_the_scope_is_counted(dn, towns, function):
    here, there = towns
    site(dn, unit(there), S.POINT, opened_on=date(2026, 2, 2))
    asked(dn, Population.ADULTS, date(2026, 3, 1), of=100, knew=50, place=there)
    question = {"kinds": ["POINT"], "since": None, "effective": False, "place": None, "districts": ["75", "2023-05-31"], "population": "ADULTS"}
    sql = f"select numerator from reporting.{function}(%s, %s, %s, %s, 'infinity')"
    told = {}
    for name, who in (("own", official(there)), ("other", official(here))):
        with scope(who), connection.cursor() as cursor:
            told[name] = cursor.execute(sql, [json.dumps(question), [there], YEAR.since, YEAR.until]).fetchall()
    assert told["other"] == [] and told["own"] == ([] if function == "site_districts_totals" else [(1,)] if function == "sites_totals" else [(50,)])


@pytest.mark.parametrize(
    ("words", "group"),
    [("Cán bộ chính quyền hiểu biết", "OFFICIALS"), ("Người trưởng thành", "ADULTS"), ("Người dân", "ADULTS"), ("Học sinh", "OTHER")],
)
def test_the_words_of_a_target_name_the_group(words, group):
    assert listed.population_of(words) == group
