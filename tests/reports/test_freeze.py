"""A report keeps what it printed and is counted again from the facts of its moment; late facts and second thoughts do not move it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from donghanh.base.audit.models import Event
from donghanh.base.places.models import Body
from donghanh.base.privacy.scope import scope
from donghanh.cases import actions as case_actions
from donghanh.cases import ledger
from donghanh.cases.models import Case, Fact
from donghanh.cases.terms import FactKind
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.programme import queries as programme
from donghanh.reports import actions, counting, queries, repository
from donghanh.reports.frozen import FrozenTarget
from donghanh.reports.models import FrozenReport
from donghanh.reports.rules import CannotFreeze
from tests.factories import places
from tests.factories.programme import NOW, PERIOD, PLAN, TARGET, detected, load_plan, load_uncounted, manage, offer, official

pytestmark = pytest.mark.django_db
EARLY = NOW - timedelta(days=30)
LATER = EARLY + timedelta(days=2)
FROZEN_AT = NOW - timedelta(days=5)
DONG_NAI = places.DONG_NAI


def freeze(actor, place_id, *, at=FROZEN_AT, **kw) -> FrozenReport:
    with scope(actor):
        return actions.freeze(actor=actor, at=at, plan_id=PLAN, period=PERIOD, place_id=place_id, **kw)


def again(actor, report) -> queries.Derivation:
    with scope(actor):
        return queries.derive_again(actor, report.pk)


def sheet(actor, report) -> queries.ReportSheet:
    with scope(actor):
        return queries.report_sheet(actor, report.pk)


def of_target(found: queries.ReportSheet) -> FrozenTarget:
    return next(target for target in found.figures.targets if target.id == TARGET)


@pytest.fixture
def three(towns):
    """At the moment of freezing: one reached, one without service, one without both."""
    here, _ = towns
    return (
        detected(here, at=EARLY, managed=LATER, offered=LATER),
        detected(here, at=EARLY, managed=LATER),
        detected(here, at=EARLY),
    )


@pytest.mark.requirement("DN137-VII.4")
def test_late_facts_do_not_move_a_report_that_was_built(towns, three):
    here, _ = towns
    officer, lead = official(here), official(DONG_NAI, "provincial_lead")
    of_commune, of_province = freeze(officer, here), freeze(lead, DONG_NAI)
    offer(here, three[1], at=NOW - timedelta(days=1))
    detected(here, at=NOW - timedelta(days=1))
    with scope(officer):
        found = repository.figures(officer, plan_id=PLAN, period=PERIOD, place_id=here, on=NOW.date())
        live = next(figure for figure in found.targets if figure.target_id == TARGET)
    assert (live.numerator, live.denominator) == (2, 4)
    for actor, report in ((officer, of_commune), (lead, of_province)):
        found = again(actor, report)
        assert found.is_same and found.same_files and found.same_definition and found.differences == ()
        target = of_target(sheet(actor, report))
        assert (target.numerator, target.denominator, target.missing, target.without_decision, target.without_service) == (1, 3, 2, 1, 2)


def test_a_fact_voided_later_was_known_then(towns, three):
    here, _ = towns
    officer = official(here)
    report = freeze(officer, here)
    with scope(officer):
        fact = Fact.objects.get(case=three[0], kind="SERVICE_OFFERED")
        case_actions.void_fact(actor=officer, at=NOW, fact_id=fact.pk, reason="Ghi nhầm hồ sơ")
    assert again(officer, report).is_same


def test_a_file_that_moved_later_counts_where_it_lay_at_the_detection(towns, three):
    here, there = towns
    officer, other = official(here, "commune_police"), official(there, "commune_police")
    lead = official(DONG_NAI, "provincial_lead")
    report = freeze(official(here), here)
    at = NOW - timedelta(days=2)
    with scope(officer):
        case_actions.record_fact(actor=officer, at=at, case_id=three[0].pk, kind=FactKind.DEPARTED, happened_at=at)
        handover = case_actions.send_file(actor=officer, at=at, case_id=three[0].pk, to_unit_id=there)
    with scope(other):
        case_actions.receive_file(actor=other, at=at + timedelta(hours=1), handover_id=handover.pk)
    assert Case.objects.get(pk=three[0].pk).unit_id == there
    assert again(official(here), report).is_same
    with scope(lead):
        told = counting.tallies(programme.target(lead, PLAN, TARGET), [here, there], PERIOD, as_of=NOW)
    assert told[here].denominator == 3 and there not in told


def test_a_withdrawn_decision_no_longer_counts_from_its_withdrawal_on(towns, three):
    here, _ = towns
    police = official(here, "commune_police")
    before = freeze(official(here), here)
    decided = Fact.objects.get(case=three[0], kind="MANAGEMENT_DECIDED")
    case = Case.objects.select_related("person", "unit").get(pk=three[0].pk)
    withdrawn = {"withdraws": str(decided.decision_id)}  # told by the owner of the tables: pages tell it by signing alone
    ledger.append(case, FactKind.DECISION_WITHDRAWN, actor=police, happened_at=NOW, at=NOW - timedelta(hours=1), data=withdrawn)
    after = freeze(official(here), here, at=NOW, reason="Quyết định bị thu hồi")
    assert again(official(here), before).is_same
    assert of_target(sheet(official(here), after)).numerator == 0 and after.version == 2


def test_what_was_changed_behind_the_report_is_said(towns, three):
    here, _ = towns
    officer = official(here)
    report = freeze(officer, here)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table cases_fact disable trigger fact_only_voided")
        cursor.execute("delete from cases_fact where case_id = %s and kind = 'SERVICE_OFFERED'", [three[0].pk])
    found = again(officer, report)
    assert not found.is_same and not found.same_files
    assert {(d.what, d.printed, d.counted) for d in found.differences} >= {("numerator", 1, 0), ("missing", 2, 3), ("value", 33.3, 0.0)}


def test_the_same_numbers_from_other_files_are_said_too(towns, three):
    here, _ = towns
    officer = official(here)
    report = freeze(officer, here)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table cases_fact disable trigger fact_only_voided")
        cursor.execute("delete from cases_fact where case_id = %s and kind = 'SERVICE_OFFERED'", [three[0].pk])
    offer(here, three[1], at=FROZEN_AT - timedelta(hours=1))
    found = again(officer, report)
    assert found.is_same and not found.same_files


@pytest.mark.parametrize("sql", ["update reports_frozenreport set content = '{}'", "delete from reports_frozenreport"])
def test_not_even_the_owner_changes_a_report(towns, three, sql):
    freeze(official(towns[0]), towns[0])
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_correction_is_a_new_version_with_a_reason(towns, three):
    here, _ = towns
    officer = official(here)
    first = freeze(officer, here)
    with pytest.raises(CannotFreeze, match="bản số 2"):
        freeze(officer, here)
    second = freeze(officer, here, at=NOW, reason="Bổ sung sự việc ghi muộn")
    with scope(officer):
        rows = queries.reports(officer)
    assert [(row.id, row.version, row.is_newest) for row in rows] == [(second.pk, 2, True), (first.pk, 1, False)]
    assert Event.objects.filter(verb="report.freeze", result="done").count() == 2


def test_no_report_before_its_period(towns):
    with pytest.raises(CannotFreeze, match="chưa bắt đầu"):
        freeze(official(towns[0]), towns[0], at=PERIOD.since - timedelta(seconds=1))


def test_who_may_build_and_read_which_report(towns, three):
    here, there = towns
    officer, lead = official(here), official(DONG_NAI, "provincial_lead")
    of_commune, of_province = freeze(officer, here), freeze(lead, DONG_NAI)
    with pytest.raises(MayNot, match="do cán bộ của xã lập"):
        freeze(lead, here)
    with pytest.raises(NotInReach):
        freeze(officer, there)
    with pytest.raises(MayNot):
        freeze(official(here, "commune_chair"), here)
    for actor, report in ((lead, of_commune), (officer, of_province), (official(there), of_commune)):
        with pytest.raises(NotInReach):
            sheet(actor, report)
    with scope(lead):
        assert [row.id for row in queries.reports(lead)] == [of_province.pk]


def test_past_the_application_the_wall_holds(towns, three):
    here, there = towns
    freeze(official(here), here)
    freeze(official(DONG_NAI, "provincial_lead"), DONG_NAI)

    def seen(actor):
        with scope(actor), connection.cursor() as cursor:
            cursor.execute("select data_class from reports_frozenreport")
            return sorted(row[0] for row in cursor.fetchall())

    assert seen(official(here)) == ["D3"] and seen(official(DONG_NAI, "provincial_lead")) == ["D11"]
    assert seen(official(there)) == seen(None) == seen(official(here, "system_admin")) == []
    with connection.cursor() as cursor:  # the twin: with the wall down everything is seen
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table reports_frozenreport disable row level security")
    assert seen(official(there)) == ["D11", "D3"]


def test_a_counting_role_cannot_write_a_communes_report(towns):
    lead = official(DONG_NAI, "provincial_lead")
    sql = """insert into reports_frozenreport (id, plan_id, period, place_id, version, reason, data_class, as_of, definition, law_edition, content)
             values (gen_random_uuid(), 'DN137', '2026H2', %s, 1, '', 'D3', now(), '', '', '{}')"""
    with pytest.raises(ProgrammingError, match="row-level security"), scope(lead), connection.cursor() as cursor:
        cursor.execute(sql, [towns[0]])


def forged(actor, body_id=None) -> None:
    """A report of the province written past the application."""
    with scope(actor), transaction.atomic():
        about = {"plan_id": PLAN, "period": "2026H2", "place_id": DONG_NAI, "data_class": "D11", "as_of": NOW, "made_by": actor.user_id}
        FrozenReport.objects.create(version=1, body_id=body_id, definition="", law_edition="", content={}, **about)


def test_who_builds_no_reports_writes_none_and_nobody_in_the_name_of_another_body(towns):
    lead, auditor = official(DONG_NAI, "provincial_lead"), official(DONG_NAI, "auditor")
    for attempt in (lambda: forged(auditor), lambda: forged(lead, body_id=Body.objects.first().pk)):
        with pytest.raises(ProgrammingError, match="row-level security"):
            attempt()
    with connection.cursor() as cursor:
        cursor.execute("create policy open on reports_frozenreport for insert to donghanh_web with check (true)")
    forged(auditor)  # twin


def test_a_provincial_report_holds_no_small_number_of_a_commune(towns, three):
    report = freeze(official(DONG_NAI, "provincial_lead"), DONG_NAI)
    found = sheet(replace(official(DONG_NAI, "provincial_lead")), report).figures
    of_people = {one.id for one in found.targets if not one.of_places}
    cells = [cell for place in found.places for cell in place.cells if cell.target_id in of_people]
    assert not found.is_exact and len(of_people) == 5
    assert all(n is None or n == 0 or n >= 8 for cell in cells for n in (cell.numerator, cell.denominator))
    manage(towns[0], three[2], at=NOW)


def test_the_list_of_reports_keeps_the_wall_by_itself(towns, three):
    here, _ = towns
    lead, officer = official(DONG_NAI, "provincial_lead"), official(here)
    of_commune, of_province = freeze(officer, here), freeze(lead, DONG_NAI)
    # asked as the owner of the tables, past row security: only the application's own check is left
    assert {row.id for row in queries.reports(lead)} == {of_province.pk}
    assert {row.id for row in queries.reports(officer)} == {of_commune.pk}


@pytest.mark.parametrize(("plan_id", "reason"), [("DN257", "chưa có chỉ tiêu nào tính được"), ("QN22", "là của nơi khác")])
def test_a_plan_with_nothing_to_count_here_is_not_frozen(towns, plan_id, reason, monkeypatch):
    (load_uncounted if plan_id == "DN257" else load_plan)(plan_id)
    officer = official(towns[0])

    def freeze_it() -> FrozenReport:
        with scope(officer):
            return actions.freeze(actor=officer, at=FROZEN_AT, plan_id=plan_id, period=PERIOD, place_id=towns[0])

    with pytest.raises(CannotFreeze, match=reason):
        freeze_it()
    assert not FrozenReport.objects.exists()
    assert plan_id not in [plan.id for plan in queries.plans_to_report(officer, place_id=towns[0], on=NOW.date())]
    monkeypatch.setattr(actions, "check_can_report_on", lambda *a, **k: None)
    assert freeze_it().plan_id == plan_id, "the twin: without the guard an empty or foreign report stands"
