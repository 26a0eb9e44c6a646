"""`donghanh seed small`: sixty lives through the real actions, and where it refuses."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.db import transaction

from donghanh.base.audit.models import Event
from donghanh.base.documents.models import Document
from donghanh.base.places.models import Unit
from donghanh.base.privacy.scope import scope
from donghanh.cases import memo, queries
from donghanh.cases.models import Case, Duty, Handover, Referral
from donghanh.cases.procedures import user_management
from donghanh.cases.terms import FactKind, Procedure
from donghanh.decisions.models import Decision
from donghanh.jobs.cli import main
from donghanh.jobs.seed import cast, guard, names, small, stories
from donghanh.kernel import citizen_id
from donghanh.kernel import names as name_rules
from donghanh.people.models import HouseholdMember, Identifier, Merge, Person
from tests.factories import people, places


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """The small province, told once for all tests of this module and rolled back after them."""
    with django_db_blocker.unblock():
        transaction.set_autocommit(False)
        try:
            places.load_units()
            places.load_holders()
            assert main(["seed", "small", "--json"]) == 0
            yield
        finally:
            transaction.rollback()
            transaction.set_autocommit(True)


def police():
    return cast.gather(at=datetime.now(UTC)).here.people["police"]


def test_cases_stand_at_every_stage(told):
    of_users = Case.objects.filter(procedure=Procedure.USER_MANAGEMENT)
    assert set(of_users.values_list("stage", flat=True)) == {stage.value for stage in user_management.STAGES}
    assert Person.objects.count() == sum(story.times for story in stories.ALL) >= 60
    told = set(of_users.values_list("facts__kind", flat=True))
    assert told == {kind.value for kind in user_management.MANIFEST.accepts} - {FactKind.DIED, FactKind.IMPRISONED}


def test_the_working_list_of_the_commune_has_something_late_and_due_within_a_week(told):
    actor, now = police(), datetime.now(UTC)
    with scope(actor):
        counts = queries.today_counts(actor, at=now)
        rows = queries.working_list(actor, at=now, limit=200)
        assert len(queries.incoming(actor)) == 2
        assert len(queries.expiring(actor, at=now)) >= 3
    assert counts.late and [row for row in rows if row.due_at and now < row.due_at < now + timedelta(days=7)]
    assert {"VERIFY_RESIDENCE", "SEND_NOTICE", "DECIDE", "CHECK_RESIDENCE", "DECIDE_END", "DECIDE_STOP"} <= {row.kind for row in rows}


def test_drafts_wait_at_each_desk_and_signed_decisions_have_their_files(told):
    states = set(Decision.objects.values_list("state", flat=True))
    assert {"DRAFTED", "CHECKED", "RETURNED", "SIGNED"} <= states
    signed = list(Decision.objects.filter(state="SIGNED").order_by("signed_at"))
    assert all(one.pdf_id and one.docx_id for one in signed)
    assert Document.objects.count() == 2 * len(signed)
    assert {one.kind for one in signed} == {"MANAGE_USER", "SUSPEND_USER", "STOP_USER", "END_USER", "WITHDRAW"}
    registers = {(one.body_id, one.series, one.year) for one in signed}
    for register in registers:
        numbers = [one.number for one in signed if (one.body_id, one.series, one.year) == register]
        assert numbers == list(range(1, len(numbers) + 1)), "numbered in the order of signing, without a hole"


def test_every_procedure_that_begins_today_has_somebody_to_look_at(told):
    shown = set(Case.objects.values_list("procedure", flat=True))
    assert set(Procedure.values) - shown == {Procedure.COMMUNE_EDUCATION}, "repealed in 2026"


def test_files_move_health_bodies_are_asked_and_children_have_guardians(told):
    assert Handover.objects.filter(received_at=None, returned_at=None).count() == 3
    assert Handover.objects.exclude(received_at=None).exists() and Handover.objects.exclude(returned_at=None).exists()
    assert Referral.objects.filter(answered_at=None).count() == 3, "one to be examined, one not yet clear, one at the facility"
    minors = Person.objects.filter(is_sealed=True)
    assert minors.count() == 3 and all(one.guardian_name for one in minors)
    assert HouseholdMember.objects.count() == 2 and Merge.objects.filter(is_approved=None).count() == 1


def test_what_is_remembered_is_what_follows_from_the_facts(told):
    for case in Case.objects.all():
        view = memo.view_of(case)
        assert (case.stage, case.active_from, case.active_until) == (view.stage, view.active_from, view.active_until)
        kept = Duty.objects.filter(case=case).values_list("kind", "due_at")
        assert sorted(kept, key=str) == sorted(((d.kind, d.due.value if d.due else None) for d in view.duties), key=str)
        assert case.computed_with == memo.edition()


def test_every_act_left_its_row_in_the_log_and_none_was_refused(told):
    assert not Event.objects.exclude(result="done").exists()
    assert Event.objects.filter(verb="person.register").count() == Person.objects.count()
    assert Event.objects.filter(verb="decision.sign").count() == Decision.objects.filter(state="SIGNED").count()
    assert Event.objects.filter(verb="seed.small").count() == 1


def test_a_second_time_is_refused_with_a_sentence(told, capsys):
    assert main(["seed", "small"]) == 2
    assert "đã có dữ liệu giả định" in capsys.readouterr().err


@pytest.mark.django_db
def test_refused_outside_of_a_trial_and_among_people_nobody_made_up(settings, capsys):
    people.register()
    assert main(["seed", "small"]) == 2
    assert "không do lệnh này tạo" in capsys.readouterr().err
    settings.DEMO = False
    assert main(["seed", "small"]) == 2
    assert "không phải bản chạy thử" in capsys.readouterr().err
    assert Person.objects.count() == 1 and not Unit.objects.filter(pk=places.DONG_NAI).exists()


@pytest.mark.django_db
def test_without_the_guard_it_would_mix(monkeypatch):
    """The twin: with the guard off, made-up people stand beside a real one."""
    places.load_units()
    places.load_holders()
    people.register()
    monkeypatch.setattr(guard, "check", lambda **_: None)
    monkeypatch.setattr(stories, "ALL", stories.ONLY_KNOWN)
    assert main(["seed", "small"]) == 0
    assert Person.objects.count() == 6


@pytest.mark.django_db
def test_all_or_nothing(monkeypatch, capsys):
    """A fault in the middle leaves not one made-up person behind."""
    places.load_units()
    places.load_holders()
    monkeypatch.setattr(small.Teller, "draft", lambda *_, **__: 1 / 0)
    monkeypatch.setattr(stories, "ALL", (stories.WAITING[7], *stories.ONLY_KNOWN))
    assert main(["seed", "small"]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert not Person.objects.exists() and not Event.objects.filter(verb="seed.small").exists()


def test_moments_run_forward_in_every_story():
    now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    for story in stories.ALL:
        moments = [small.moment_of(when, now=now) for when, *_ in story.steps]
        assert moments == sorted(moments) and all(one < now for one in moments), story.name


def test_invented_people_are_always_the_same_and_can_be_nobody():
    on = datetime(2026, 11, 21, tzinfo=UTC).date()

    def draw():
        rng = Random(7)
        return [names.invent(rng, serial=serial, on=on) for serial in range(2000)]

    made = draw()
    assert made == draw()
    for one in made:
        assert name_rules.check(one.full_name) == one.full_name
        assert one.born_on is None or one.born_on.year == one.birth_year
        assert on - timedelta(days=67 * 366) < datetime(one.birth_year, 12, 31, tzinfo=UTC).date() < on - timedelta(days=17 * 365)
        if one.number:
            read = citizen_id.read(one.number)
            assert (read.place_code, read.sex, read.birth_year) == ("099", one.sex, one.birth_year)
    numbers = [one.number for one in made if one.number]
    assert len(set(numbers)) == len(numbers)
    families = [re.split(r"\s", one.full_name)[0] for one in made]
    assert 0.33 < families.count("Nguyễn") / len(families) < 0.44
    assert len({one.full_name for one in made}) < len(made), "namesakes exist"
    assert any(mark in one.full_name for one in made for mark in ("Ẩ", "Ẫ", "Ể", "Ỗ"))


def test_numbers_are_sealed(told):
    assert Identifier.objects.exists()
    assert not any(b"099" in bytes(one.sealed) for one in Identifier.objects.all()[:20])
