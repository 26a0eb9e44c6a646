"""Indicators made of parts: who counts, in which period, and what moves a rate. Facts as officials record them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

import pytest
from django.db import connection

from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.cases import ledger
from donghanh.cases.models import Case
from donghanh.cases.rules import VIET_NAM
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure as P
from donghanh.kernel.errors import BadInput
from donghanh.kernel.privacy import DataClass
from donghanh.programme import queries as programme
from donghanh.programme.models import Target
from donghanh.reports import actions as reports
from donghanh.reports import parts, periods, queries, sheets, territory
from donghanh.reports.counting import Counts, total
from donghanh.reports.indicators import COUNTERS
from donghanh.reports.parts import SUBJECTS, Formula, Mark
from tests.factories import formed, places
from tests.factories.programme import NOW, ON, PLAN, official

pytestmark = pytest.mark.django_db
H1, H2, YEAR = (periods.read(code) for code in ("2026H1", "2026H2", "2026"))


def day(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}T09:00").replace(tzinfo=VIET_NAM)


def opened(unit: int, procedure: P, kind: K, on: str, name: str = "Lê Thị Ỗi", **data) -> Case:
    return formed.opened(official(unit, "commune_police"), procedure, kind, day(on), name, **data)


def told(case: Case, kind: K, on: str, *, decided: bool = False, **data) -> None:
    """A fact of this file, straight into the ledger: what may follow what is another room's story."""
    police = official(case.unit_id, "commune_police")
    with as_jobs():
        kept = Case.objects.select_related("person", "unit").get(pk=case.pk)
        when = day(on)
        ledger.append(kept, kind, actor=police, happened_at=when, at=when, data=data, decision_id=uuid4() if decided else None)


def counted(formula: Formula, period, *units: int, as_of: datetime | None = None) -> tuple[int, int]:
    """(numerator, denominator) over these communes, as the command line counts."""
    lead = replace(official(places.DONG_NAI, "provincial_lead"), grants={DataClass.STATISTICS: "R"})
    with scope(lead):
        found = total(Counts(units, as_of).of_formula(formula, period).values())
    return found.numerator, found.denominator


def of(indicator: str) -> Formula:
    return COUNTERS[indicator].formula


@pytest.fixture
def cared(towns):
    """Somebody who completed voluntary rehabilitation in February and is in aftercare since March."""
    here, _ = towns
    case = opened(here, P.AFTERCARE, K.REHAB_COMPLETED, "2026-02-10", completed="voluntary")
    told(case, K.AFTERCARE_PROPOSED, "2026-02-12", number="1")
    told(case, K.AFTERCARE_DECIDED, "2026-03-02", decided=True)
    return case


def test_every_formula_asks_what_its_subject_tells():
    for counter in COUNTERS.values():
        for formula in [counter.formula, *counter.shares.values()] if counter.formula else []:
            parts.check(formula)


@pytest.mark.parametrize(
    ("formula", "field"),
    [
        (Formula("nobody", Mark.MET), "subject"),
        (Formula("aftercare", Mark(0)), "having"),
        (Formula("aftercare", Mark.HOME), "having"),
        (Formula("aftercare", Mark.MET, among=Mark.HOME), "among"),
    ],
)
def test_parts_that_do_not_fit_are_named(formula, field):
    with pytest.raises(BadInput) as refused:
        parts.check(formula)
    assert refused.value.field == field and refused.value.mend


def test_the_words_name_exactly_the_subjects_and_bits_of_the_database(towns):
    with connection.cursor() as cursor:
        cursor.execute("select prosrc from pg_proc where proname = 'people_counted'")
        source = cursor.fetchone()[0]
    assert set(re.findall(r"spans_of\('(\w+)', subjects, spans\)", source)) == set(SUBJECTS)
    assert {int(n) for n in re.findall(r"(?:then|else) (\d+) (?:else 0|end)|\b(512) \|", source) for n in n if n} == {
        mark.value for mark in (Mark.MANAGED, Mark.MET, Mark.SUPPORTED, Mark.HELPER, Mark.OFFERED, Mark.RELAPSED, Mark.REVIEWED)
    }
    assert Mark(_form("HOME_REHABILITATION")) == Mark.HOME | Mark.COMMUNITY | Mark.VOLUNTARY | Mark.REHABILITATION | Mark.TREATED
    assert Mark(_form("SUBSTITUTION")) == Mark.SUBSTITUTION | Mark.COMMUNITY | Mark.TREATED
    assert Mark(_form("COMPULSORY_MINOR")) == Mark.COMPULSORY | Mark.REHABILITATION | Mark.TREATED


def _form(procedure: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select reporting.form_bits(%s)", [procedure])
        return cursor.fetchone()[0]


def test_a_completer_without_decision_is_missed_until_it_is_signed(towns):
    here, _ = towns
    case = opened(here, P.AFTERCARE, K.REHAB_COMPLETED, "2026-02-10", completed="voluntary")
    assert counted(of("completers_followed"), H1, here) == (0, 1) and counted(of("completers_followed"), H2, here) == (0, 0)
    told(case, K.AFTERCARE_PROPOSED, "2026-02-12", number="1")
    told(case, K.AFTERCARE_DECIDED, "2026-07-02", decided=True)
    assert counted(of("completers_followed"), H1, here) == (0, 1), "a decision after the half does not count in it"
    assert counted(of("completers_followed"), YEAR, here) == (1, 1)


def test_aftercare_counts_while_the_decision_stands_and_contact_within_six_months(cared):
    here = cared.unit_id
    assert counted(of("aftercare_followed"), H1, here) == (0, 1)
    told(cared, K.RESIDENCE_CHECKED, "2026-05-05")
    assert counted(of("aftercare_followed"), H1, here) == (1, 1)
    assert counted(of("aftercare_followed"), H2, here) == (0, 1) == counted(of("aftercare_followed"), YEAR, here)
    assert counted(of("aftercare_followed"), periods.read("2025H2"), here) == (0, 0)
    told(cared, K.DIED, "2026-08-01")
    assert counted(of("aftercare_followed"), H2, here) == (0, 0) and counted(of("aftercare_followed"), H1, here) == (1, 1)


def test_aftercare_is_over_with_its_legal_term_without_any_fact(cared):
    here, later = cared.unit_id, periods.read("2027H2")
    assert counted(of("aftercare_followed"), periods.read("2026"), here)[1] == 1 and counted(of("aftercare_followed"), later, here)[1] == 0


def test_support_raises_the_rate_of_people_after_rehabilitation(cared):
    here = cared.unit_id
    assert counted(of("aftercare_supported"), H2, here) == (0, 1)
    told(cared, K.AFTERCARE_SUPPORT, "2026-09-09", services=["JOB"])
    assert counted(of("aftercare_supported"), H2, here) == (1, 1) and counted(of("aftercare_supported"), H1, here) == (0, 1)


def test_a_relapse_counts_in_its_period_and_ends_the_time_after_rehabilitation(cared):
    here = cared.unit_id
    told(cared, K.FOUND_DEPENDENT, "2026-09-01")
    assert counted(of("relapse"), H1, here) == (0, 1) and counted(of("relapse"), H2, here) == (1, 1) == counted(of("relapse"), YEAR, here)
    assert counted(of("relapse"), periods.read("2027"), here) == (0, 0)
    assert counted(of("aftercare_followed"), H2, here) == (0, 0)
    assert counted(of("registered_treated"), H2, here) == (0, 1), "on file again, and not treated yet"


def test_forms_of_treatment_at_the_end_of_the_period(towns):
    here, there = towns
    home = opened(here, P.HOME_REHABILITATION, K.REGISTERED, "2026-01-05", form="home", name="Người Một")
    told(home, K.REGISTRATION_DECIDED, "2026-01-07", decided=True, months=6)
    told(home, K.REHAB_STARTED, "2026-01-09")
    opened(there, P.SUBSTITUTION, K.TREATMENT_STARTED, "2026-02-01", name="Người Hai")
    both = (here, there)
    assert counted(of("registered_treated"), H1, *both) == (2, 2) and counted(of("treatment_mix"), H1, *both) == (2, 2)
    assert counted(Formula("in_treatment", Mark.HOME), H1, *both) == (1, 2)
    assert counted(of("registered_in_rehab"), H1, *both) == (1, 2), "substitution is treatment, no rehabilitation"
    assert counted(of("methadone_patients"), H1, *both) == (1, 1)
    told(home, K.REHAB_COMPLETED, "2026-06-20", completed="voluntary")
    assert counted(of("registered_treated"), H1, *both) == (1, 1) and counted(of("registered_in_rehab"), H1, *both) == (1, 2)
    assert counted(of("completers_followed"), H1, *both) == (0, 1) and counted(of("intake_by_form"), H1, *both) == (1, 1)


def test_compulsory_completed_is_due_for_review_24_months_later(towns):
    here, _ = towns
    case = opened(here, P.AFTERCARE, K.REHAB_COMPLETED, "2024-03-10", completed="compulsory")
    assert counted(of("list_removal_reviewed"), H1, here) == (0, 1) and counted(of("list_removal_reviewed"), H2, here) == (0, 0)
    told(case, K.DELISTED, "2026-04-01")
    assert counted(of("list_removal_reviewed"), H1, here) == (1, 1)
    again = opened(here, P.AFTERCARE, K.REHAB_COMPLETED, "2024-03-11", completed="compulsory", name="Người Hai")
    told(again, K.FOUND_DEPENDENT, "2025-01-01")
    assert counted(of("list_removal_reviewed"), H1, here) == (1, 1), "a relapse in between begins the time anew"


def test_a_frozen_moment_does_not_know_what_was_told_later(cared):
    here, before = cared.unit_id, day("2026-08-01")
    told(cared, K.FOUND_DEPENDENT, "2026-09-01")
    assert counted(of("aftercare_followed"), periods.read("2026H1"), here, as_of=before) == (0, 1)
    assert counted(of("relapse"), YEAR, here, as_of=before) == (0, 1) and counted(of("relapse"), YEAR, here) == (1, 1)


@pytest.mark.requirement("DN137-VI.1.h")
def test_a_frozen_report_and_the_pages_of_its_indicators_say_the_same(cared):
    here = cared.unit_id
    told(cared, K.RESIDENCE_CHECKED, "2026-09-09")
    officer = official(here)
    with scope(officer):
        report = reports.freeze(actor=officer, at=NOW, plan_id=PLAN, period=H2, place_id=here)
        printed = {one.id: one for one in queries.report_sheet(officer, report.pk).figures.targets}
        for target in programme.plan(officer, PLAN).counted:
            found = sheets.sheet(officer, code=target.indicator, period=H2, area=territory.of(here, on=ON), on=ON).figure
            frozen = printed[target.id]
            assert (found.numerator or 0, found.denominator or 0, found.value) == (frozen.numerator, frozen.denominator, frozen.value), target.id
        again = queries.derive_again(officer, report.pk)
    assert printed["DN137-III.2.a.4.a"].value == 100.0 and again.is_same and again.same_files


def test_a_new_version_of_the_counting_leaves_the_old_report_its_own(cared):
    here, officer = cared.unit_id, official(cared.unit_id)
    with scope(officer):
        report = reports.freeze(actor=officer, at=NOW, plan_id=PLAN, period=H2, place_id=here)
    Target.objects.filter(indicator="aftercare_followed").update(version=3)
    with scope(officer):
        sheet, again = queries.report_sheet(officer, report.pk), queries.derive_again(officer, report.pk)
    assert "aftercare_followed/2" in sheet.definition and again.is_same and not again.same_definition
