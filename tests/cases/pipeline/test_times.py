"""Courts and health bodies: medians, what is past the limit, who reads which file of it, and what the province is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions as case_actions
from donghanh.cases import memo
from donghanh.cases.models import Case
from donghanh.cases.pipeline import queries
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.errors import MayNot
from donghanh.reports import waiting
from donghanh.reports.disclosure import Shown
from tests.cases.dossiers.conftest import AT
from tests.cases.dossiers.test_own_hands import SAYS, told
from tests.cases.dossiers.test_travel import LATER, accepted, do
from tests.factories import accounts, cases, diagnosis, dossiers, people, places

pytestmark = pytest.mark.django_db
BEFORE = cases.moment("2025-12-01T09:00")
"""Under the ordinance of 2022, which gives the court a number of days; the law of 2026 that was read gives none."""


def paces(actor, at):
    with scope(actor):
        return queries.court_paces(actor, at=at)


def decided(police, clerk, days: int, name: str):
    """A file that the court decided after so many days."""
    passage = accepted(police, clerk, dossiers.at_reading_end(police, at=AT, full_name=name))
    told(clerk, passage, K.COURT_DECIDED, LATER + timedelta(days=days), **SAYS)


def at_court_in_2025(police, clerk):
    case = dossiers.at_reading_end(police, at=BEFORE)
    dossiers.placed(police, case, "result", at=BEFORE)
    passage = do(police, "send_dossier", BEFORE, case_id=case.pk, leg_id="to_court", why_missing="Gửi sau")
    do(clerk, "receive_dossier", BEFORE, passage_id=passage.pk)
    do(clerk, "accept_dossier", BEFORE, passage_id=passage.pk)
    memo.recompute(Case.objects.select_related("person").get(pk=case.pk))
    return case, passage


@pytest.mark.requirement("QN22-V.16.a")
def test_each_court_shows_its_median_from_acceptance_to_decision(police, clerk, court):
    for days, name in ((2, "Lê Thị Một"), (4, "Lê Thị Hai"), (9, "Lê Thị Ba")):
        decided(police, clerk, days, name)
    accepted(police, clerk, dossiers.at_reading_end(police, at=AT, full_name="Lê Thị Tư"))
    now = LATER + timedelta(days=10)
    for reader in (police, clerk):
        [pace] = paces(reader, now)
        assert (pace.court, pace.decided, pace.median_days, pace.waiting, pace.late) == (court.name, 3, 4.0, 1, ())
    assert paces(police, now + timedelta(days=370))[0].decided == 0  # of the last 12 months


@pytest.mark.requirement("QN22-V.16.a")
def test_a_file_is_past_the_legal_limit_from_the_limit_on_and_until_it_is_decided(police, clerk, court):
    case, passage = at_court_in_2025(police, clerk)
    [pace] = paces(police, BEFORE + timedelta(days=1))
    assert pace.late == () and pace.waiting == 1
    due = case.duties.get(kind="COURT_DECIDES").due_at
    assert paces(police, due - timedelta(minutes=1))[0].late == ()
    [late] = paces(police, due)[0].late
    assert (late.case_id, late.number) == (case.pk, case.number)
    said = {name: value for name, value in SAYS.items() if not name.startswith("contest")}  # the law of that day gives the days itself
    told(clerk, passage, K.COURT_DECIDED, due + timedelta(hours=1), **said)
    assert paces(police, due + timedelta(hours=2))[0].late == ()


def test_the_court_reads_its_own_files_without_number_and_name(police, clerk, stranger, court):
    case, passage = at_court_in_2025(police, clerk)
    due = case.duties.get(kind="COURT_DECIDES").due_at
    [late] = paces(clerk, due)[0].late
    assert (late.case_id, late.number, late.passage_id) == (None, "", passage.pk) and "Ỗi" not in late.summary
    assert paces(stranger, due) == []
    other = cases.actor_of(accounts.post(role="court_clerk", unit_id=court.unit_id, body=accounts.body("regional_procuracy", court.unit_id)))
    assert paces(other, due) == []


def test_a_limit_that_the_law_does_not_name_makes_nobody_late(police, clerk, court):
    case = dossiers.at_reading_end(police, at=AT)
    accepted(police, clerk, case)
    memo.recompute(Case.objects.select_related("person").get(pk=case.pk))
    assert paces(police, LATER + timedelta(days=300))[0].late == ()


@pytest.fixture
def facility(town):
    return dossiers.facility(town[0])


def asked(police, facility, *, name="Lê Thị Ỗi", at=AT):
    person = people.register(police, name, at=at - timedelta(days=1))
    with scope(police):
        test = {"sample": "urine", "substances": ["heroin"]}
        case = case_actions.open_case(actor=police, at=at - timedelta(days=1), person_id=person.pk, happened_at=at - timedelta(days=1), data=test)
        return case_actions.request_determination(actor=police, at=at, case_id=case.pk, to_body_id=facility.pk)


def doctor_of(facility):
    return cases.actor_of(accounts.post(role="facility_doctor", unit_id=facility.unit_id, body=facility), at=AT)


@pytest.mark.requirement("QN22-V.2.dd.2")
def test_a_request_shows_when_it_was_sent_received_and_answered(police, facility):
    referral, doctor = asked(police, facility), doctor_of(facility)
    with scope(police):
        [one] = queries.requests(police, at=AT)
    assert (one.sent_at, one.received_at, one.concluded_at, one.case_id) == (AT, None, None, referral.case_id)
    passage = do(police, "send_dossier", AT, case_id=referral.case_id, leg_id="to_health", why_missing="Gửi sau")
    do(doctor, "receive_dossier", LATER, passage_id=passage.pk)
    concluded, at = AT + timedelta(days=3), AT + timedelta(days=4)
    with scope(doctor):
        diagnosis.concluded(actor=doctor, at=at, referral_id=referral.pk, is_dependent=True, concluded_at=concluded)
    for reader, case_id in ((police, referral.case_id), (doctor, None)):
        with scope(reader):
            [one] = queries.requests(reader, at=at)
        assert (one.body, one.sent_at, one.received_at, one.concluded_at, one.case_id) == (facility.name, AT, LATER, concluded, case_id)
        assert one.days(at) == 3


@pytest.mark.requirement("QN22-V.2.dd.2")
def test_each_health_body_shows_its_median(police, facility, stranger):
    doctor = doctor_of(facility)
    for days, name in ((1, "Lê Thị Một"), (2, "Lê Thị Hai"), (6, "Lê Thị Ba")):
        referral, at = asked(police, facility, name=name), AT + timedelta(days=days)
        with scope(doctor):
            diagnosis.concluded(actor=doctor, at=at, referral_id=referral.pk, is_dependent=False, concluded_at=at)
    asked(police, facility, name="Lê Thị Tư")
    now = AT + timedelta(days=7)
    with scope(police):
        [pace] = queries.health_paces(queries.requests(police, at=now), at=now)
    assert (pace.body, pace.answered, pace.median_days, pace.waiting) == (facility.name, 3, 2.0, 1)
    with scope(stranger):
        assert queries.requests(stranger, at=now) == []


@pytest.fixture
def lead(town):
    return cases.actor_of(accounts.post(role="provincial_lead", unit_id=places.DONG_NAI), at=AT)


def guarded(lead, at):
    with scope(lead):
        return waiting.courts(lead, at=at, on=at.date()), waiting.health_bodies(lead, at=at, on=at.date())


def test_the_province_is_told_no_median_and_no_number_of_fewer_than_eight(police, clerk, court, facility, lead):
    decided(police, clerk, 2, "Lê Thị Một"), asked(police, facility, name="Lê Thị Hai")
    [pace], [health] = guarded(lead, LATER + timedelta(days=5))
    assert (pace.body, pace.answered, pace.median_days, pace.open) == (court.name, None, None, Shown(0, 0))
    assert (health.body, health.answered, health.median_days, health.open.denominator) == (facility.name, 0, None, None)


def test_of_few_files_at_a_court_it_is_not_said_that_none_is_late(monkeypatch):
    few = [("Toà án một", 0, None, 3, 0), ("Toà án hai", 0, None, 12, 0), ("Toà án ba", 0, None, 14, 9)]
    monkeypatch.setattr(waiting, "_area", lambda *_: None)
    monkeypatch.setattr(waiting, "_rows", lambda *_: few)
    assert [one.open for one in waiting.courts(None, at=AT, on=AT.date())] == [Shown(None, None), Shown(10, 0), Shown(15, 10)]


def test_from_eight_on_the_province_is_told_the_median_and_the_number_to_the_nearest_five(police, clerk, court, lead):
    for n in range(8):
        decided(police, clerk, 3, f"Lê Thị {'Ba' * (n + 1)}")
    [pace], _health = guarded(lead, LATER + timedelta(days=5))
    assert (pace.answered, pace.median_days) == (10, 3.0)


def test_twin_without_the_guard_one_persons_days_are_said(police, clerk, court, lead, monkeypatch):
    decided(police, clerk, 2, "Lê Thị Một")
    monkeypatch.setattr(waiting, "SMALL", 0)
    assert guarded(lead, LATER + timedelta(days=5))[0][0].median_days == 2.0


@pytest.mark.parametrize("role", ["auditor", "system_admin", "procuracy_viewer"])
def test_who_neither_keeps_nor_answers_files_is_refused(role):
    for ask in (queries.court_paces, queries.requests):
        with pytest.raises(MayNot):
            ask(accounts.actor(role), at=AT)


def test_the_inner_functions_are_nobodys(police):
    for call in ("dossier_court_moments('{1}', null)", "dossier_health_moments('{1}', null)"):
        with pytest.raises(ProgrammingError, match="permission denied"), scope(police), connection.cursor() as cursor:
            cursor.execute(f"select * from {call}")
