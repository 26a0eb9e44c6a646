"""The place that signs keeps its register, its letters and its files for ever, wherever the file of the case lies later."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions as case_actions
from donghanh.cases.models import Case
from donghanh.cases.terms import FactKind as K
from donghanh.decisions import actions, queries
from donghanh.decisions.terms import ServiceWay
from donghanh.kernel.errors import NotInReach
from donghanh.people import actions as people_actions
from donghanh.people.models import Person
from tests.factories import cases, decisions

pytestmark = pytest.mark.django_db
NOW = cases.NOW
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def there(town):
    """The people of the other commune."""
    return decisions.hands(town[1])


@pytest.fixture
def signed(people):
    """Three decisions in the register of the first commune."""
    return [decisions.signed(people, decisions.waiting(people, name=name)) for name in ("Lê Văn Ẩn", "Trần Thị Ổn", "Phạm Văn Ẵng")]


def moved(people, there, made):
    """The file of this decision sent to the other commune and received there."""
    cases.recorded(people.police, made.case_id, K.DEPARTED, LATER)
    with scope(people.police):
        sent = case_actions.send_file(actor=people.police, at=LATER, case_id=made.case_id, to_unit_id=there.police.unit_id)
    with scope(there.police):
        case_actions.receive_file(actor=there.police, at=LATER + timedelta(hours=1), handover_id=sent.pk)
    return Case.objects.get(pk=made.case_id)


def register(actor) -> list[str]:
    with scope(actor):
        return [f"{row.number_text} {row.person_name}" for row in queries.signed(actor)]


def sheet_of(actor, made):
    with scope(actor):
        return queries.decision_sheet(actor, made.pk, at=LATER + timedelta(days=1))


ALL = ["03/QĐ-CAX Phạm Văn Ẵng", "02/QĐ-CAX Trần Thị Ổn", "01/QĐ-CAX Lê Văn Ẩn"]


def test_the_register_has_no_hole_after_a_file_moved_and_names_as_the_letter_did(people, there, signed):
    moved(people, there, signed[1])
    with scope(there.police):
        person = Person.objects.get(pk=signed[1].person_id)
        change = {"changes": {"full_name": "Trần Thị Ổn Mới"}, "reason": "Theo căn cước công dân"}
        people_actions.correct(actor=there.police, at=LATER + timedelta(hours=2), person_id=person.pk, version=person.version, **change)
    for reader in (people.chief, people.chair, people.police):
        assert register(reader) == ALL


def test_the_new_commune_reads_the_decision_with_the_file_and_its_own_register_stays_its_own(people, there, signed):
    case = moved(people, there, signed[1])
    assert register(there.chief) == []
    with scope(there.police):
        [row] = queries.of_cases(there.police, [case.pk])
        sheet = queries.decision_sheet(there.police, row.id, at=LATER)
        assert row.is_here and sheet.row.number_text == "02/QĐ-CAX" and queries.file(there.police, sheet, "pdf").content.startswith(b"%PDF")


def test_the_place_that_signed_opens_letter_services_and_files_but_not_the_file(people, there, signed):
    made = signed[1]
    given = {"recipient": "Trần Thị Ổn", "is_person": True, "way": ServiceWay.IN_PERSON, "served_at": NOW}
    with scope(people.police):
        actions.serve(actor=people.police, at=LATER, decision_id=made.pk, **given)
    moved(people, there, made)
    sheet = sheet_of(people.chief, made)
    assert not sheet.row.is_here and sheet.letter.head.number == 2 and [s.recipient for s in sheet.services] == ["Trần Thị Ổn"]
    assert sheet.holder.office == "commune_police_chief" and sheet.holder.body_id == people.chief.body_id
    with scope(people.chief):
        for form in ("pdf", "docx"):
            assert queries.file(people.chief, sheet, form).sha256 == getattr(made, form).sha256
    with scope(people.police), pytest.raises(NotInReach):
        actions.serve(actor=people.police, at=LATER, decision_id=made.pk, **given)
    with scope(people.police), connection.cursor() as cursor:
        cursor.execute("select count(*) from cases_case where id = %s", [made.case_id])
        assert cursor.fetchone() == (0,)


def test_a_draft_of_the_new_commune_is_none_of_the_old_ones_business(people, there, signed):
    case = moved(people, there, signed[0])
    draft = decisions.drafted(there, case, at=LATER + timedelta(hours=2))
    with scope(people.chief), pytest.raises(NotInReach):
        queries.decision_sheet(people.chief, draft.pk, at=LATER)
    own = decisions.sign(_checked(there, draft), there.chief, at=LATER + timedelta(hours=3))
    assert register(there.chief) == ["01/QĐ-CAP Lê Văn Ẩn"] and register(people.chief) == ALL
    with scope(people.chief), pytest.raises(NotInReach):
        queries.decision_sheet(people.chief, own.pk, at=LATER)


def _checked(there, draft):
    with scope(there.police):
        return actions.check(actor=there.police, at=LATER + timedelta(hours=2), decision_id=draft.pk)


def test_the_place_that_signed_learns_that_its_decision_was_withdrawn_elsewhere(people, there, signed):
    made = signed[2]
    made.case = moved(people, there, made)
    gone = decisions.withdrawn(there, made, at=LATER + timedelta(hours=4))
    sheet = sheet_of(people.chief, made)
    assert sheet.withdrawn_by == gone.pk and sheet.row.is_withdrawn
    assert sheet_of(people.chief, gone).withdraws == "số 03/QĐ-CAX"
    assert register(people.chief) == ALL, "another office's withdrawal takes no line in this register"


@pytest.mark.parametrize("role", ["provincial_lead", "auditor", "system_admin"])
def test_roles_without_the_class_read_no_register_past_the_application(people, town, signed, role):
    from tests.factories import accounts

    reader = replace(accounts.actor(role, town[0].pk), unit_ids=frozenset({town[0].pk}))
    with scope(reader), connection.cursor() as cursor:
        cursor.execute(
            "select (select count(*) from decisions_decision), (select count(*) from decisions_service), (select count(*) from documents_document)"
        )
        assert cursor.fetchone() == (0, 0, 0)


def test_twin_without_the_issuing_place_the_register_loses_a_line_and_the_file_its_reader(people, there, signed):
    moved(people, there, signed[1])
    with connection.cursor() as cursor:
        cursor.execute("alter policy decisions_decision_select on decisions_decision using (unit_id = any((select app_units())::int[]))")
    assert register(people.chief) == [ALL[0], ALL[2]]
    with pytest.raises(NotInReach):
        sheet_of(people.chief, signed[1])


def test_twin_without_the_rule_for_files_the_new_commune_has_the_letter_and_no_file(people, there, signed):
    moved(people, there, signed[1])
    with connection.cursor() as cursor:
        cursor.execute("drop policy documents_document_of_decision on documents_document")
    sheet = sheet_of(there.police, signed[1])
    with scope(there.police), pytest.raises(NotInReach):
        queries.file(there.police, sheet, "pdf")
