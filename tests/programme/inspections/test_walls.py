"""Past the application: what the database shows to whom and lets him write; each guard taken off shows what it keeps."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import NotInReach
from donghanh.kernel.ids import new_id
from donghanh.programme.inspections import access, models, queries
from donghanh.programme.inspections.actions import RoundDraft
from donghanh.programme.inspections.models import Finding, FindingStep, Mark, Member, Sample, Step, Team, Training
from donghanh.programme.inspections.terms import Measure, RemedyStep, StepKind
from donghanh.programme.keeping.rules import FileDraft
from tests.factories.inspections import act, concluded, found, marked, planned, running, trained, year_plan
from tests.factories.tasks import NOW, ON

pytestmark = pytest.mark.django_db
OURS = [one for one in vars(models).values() if isinstance(one, type) and hasattr(one, "_meta") and one._meta.app_label == "inspections"]
TABLES = [one for one in OURS if not one._meta.abstract]
PAPERS = {"YearPlan", "Criteria", "Item", "Check", "Sentinel"}
"""Public inside the province: the year's plan, what is measured by, which checks and sentinel rounds were done."""


@pytest.fixture
def everything(offices):
    """One row in every table but the drawn files, of the first commune."""
    year_plan(offices)
    kept = running(offices, offices.here, offices.health)
    marked(offices.lead, kept, 9, 5)
    one = found(offices.lead, kept)
    act(offices.officer, "remedy", finding_id=one.pk, text="Đã xong.", file=FileDraft("a.pdf", b"%PDF-1"))
    act(offices.lead, "draw", inspection_id=kept.pk, size=3)
    act(offices.lead, "record_check", place_id=offices.chair.unit_id, done_on=ON, result="Tốt", paper="12/BC")
    draft = RoundDraft(offices.chair.unit_id, "Điểm tư vấn", ON, 20, {Measure.RETAINED: 9}, "13/BC")
    act(offices.lead, "record_round", draft=draft)
    return kept


def seen(who) -> dict[str, int]:
    with scope(who):
        return {model.__name__: model.objects.count() for model in TABLES}


def test_the_inspected_unit_and_the_team_see_it_another_commune_only_the_papers(offices, everything):
    assert len(TABLES) == 17
    for who in (offices.lead, offices.health, offices.officer):
        assert {name for name, rows in seen(who).items() if not rows} <= {"Drawn", "Stratum"}
    assert {name for name, rows in seen(offices.there_chair).items() if rows} == PAPERS


def test_twin_without_the_policy_another_commune_reads_the_finding(offices, everything):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table inspections_finding disable row level security")
        assert seen(offices.there_chair)["Finding"] == 1 and seen(offices.there_chair)["FindingStep"] == 1
        transaction.set_rollback(True)


def test_the_application_keeps_its_own_wall_too(offices, everything, monkeypatch):
    """As the owner the row wall is off; the queries still find nothing of others, until their own wall is off as well."""
    with pytest.raises(NotInReach):
        queries.inspection(offices.there_chair, everything.pk)
    assert queries.open_findings(offices.there_chair) == []
    monkeypatch.setattr(access, "own_bodies", lambda actor: frozenset({offices.here}))
    assert queries.inspection(offices.there_chair, everything.pk).id == everything.pk


def raw(who, model, **about):
    """A row written by SQL under the web role, whatever the application says."""
    with scope(who):
        made = {"made_at": NOW, "made_by": who.user_id} if hasattr(model, "made_by") else {}
        model.objects.create(**{"id": new_id()} | made | about)


def attacks(offices):
    """name → what is tried: every one must be refused by the database alone."""
    kept = running(offices, offices.here, offices.health)
    item = kept.criteria.items.first()
    open_one, waiting = found(offices.lead, kept), found(offices.lead, kept)
    act(offices.officer, "remedy", finding_id=waiting.pk, text="Đã xong.")
    quiet = planned(offices, offices.there)
    untrained = Team.objects.create(inspection=quiet, made_at=NOW, made_by=offices.lead.user_id)
    trained(offices, offices.there_chair)
    own = Training.objects.get(user_id=offices.there_chair.user_id)
    member = {"team": untrained, "is_leader": False}
    step = {"finding": waiting, "note": "x"}
    return {
        "the unit accepts its own remedy": lambda: raw(offices.chair, FindingStep, kind="ACCEPTED", body_id=offices.here, **step),
        "who reported accepts": lambda: raw(offices.officer, FindingStep, kind="ACCEPTED", body_id=offices.here, **step),
        "accepted before a remedy": lambda: raw(offices.lead, FindingStep, kind="ACCEPTED", finding=open_one, body_id=offices.lead.body_id),
        "another unit reports a remedy": lambda: raw(
            offices.health, FindingStep, kind="REMEDIED", finding=open_one, body_id=offices.health.body_id, note="x"
        ),
        "in the name of another": lambda: raw(
            offices.officer, FindingStep, kind="ANSWERED", body_id=offices.here, made_by=offices.chair.user_id, **step
        ),
        "the unit marks itself": lambda: raw(offices.officer, Mark, inspection=kept, item=item, points=10),
        "points above the scale": lambda: raw(offices.lead, Mark, inspection=kept, item=item, points=11),
        "a finding before the announcement": lambda: raw(
            offices.lead, Finding, inspection=quiet, severity="MINOR", text="x", order="x", due_on=ON, body_id=offices.there
        ),
        "concluded without points": lambda: raw(offices.lead, Step, inspection=kept, kind="CONCLUDED", body_id=offices.lead.body_id, note="x"),
        "a member concludes": lambda: raw(offices.health, Step, inspection=kept, kind="CONCLUDED", body_id=offices.health.body_id, note="x"),
        "signed before the conclusion": lambda: raw(offices.health, Step, inspection=kept, kind="SIGNED", body_id=offices.health.body_id),
        "the unit cancels": lambda: raw(offices.chair, Step, inspection=kept, kind=StepKind.CANCELLED, body_id=offices.here, note="x"),
        "an untrained member": lambda: raw(
            offices.lead, Member, user_id=offices.police.user_id, body_id=offices.police.body_id, training=own, **member
        ),
        "a member of the inspected unit": lambda: raw(
            offices.lead, Member, user_id=offices.there_chair.user_id, body_id=offices.there, training=own, **member
        ),
        "a sample of one's own choice": lambda: raw(offices.lead, Sample, inspection=kept, seed=new_id(), size=1, opened_before=NOW),
        "a stranger draws": lambda: drawn(offices.there_chair, kept),
        "a member draws": lambda: drawn(offices.health, kept),  # an inspection draws once: what comes first is what is let through
        "before what has happened": lambda: raw(
            offices.officer, FindingStep, kind=RemedyStep.ANSWERED, body_id=offices.here, made_at=NOW - timedelta(days=1), **step
        ),
    }


def drawn(who, kept):
    with scope(who), connection.cursor() as cursor:
        cursor.execute("select inspections_draw(%s, %s, 1, %s)", [new_id(), kept.pk, NOW])


def refused(attempt) -> bool:
    try:
        with transaction.atomic():
            attempt()
    except Error:
        return True
    return False


def test_what_the_application_would_refuse_the_database_refuses_too(offices):
    assert [name for name, attempt in attacks(offices).items() if not refused(attempt)] == []


FREE = "create or replace function {} returns boolean language sql stable as 'select true'"


@pytest.mark.parametrize(
    ("guards", "opened"),
    [
        (["drop trigger inspections_finding_in_turn on inspections_findingstep"], {"accepted before a remedy", "before what has happened"}),
        (["drop trigger inspections_findingstep_own_hand on inspections_findingstep"], {"in the name of another"}),
        (["drop trigger inspections_step_in_turn on inspections_step"], {"concluded without points", "signed before the conclusion"}),
        (
            [f"drop trigger inspections_member_{guard} on inspections_member" for guard in ("fits", "at_once")],
            {"an untrained member", "a member of the inspected unit"},
        ),
        (["drop trigger inspections_mark_fits on inspections_mark"], {"points above the scale"}),
        ([FREE.format("inspections_in_team(wanted uuid)")], {"the unit marks itself", "the unit accepts its own remedy"}),
        ([FREE.format("inspections_leads(wanted uuid)")], {"a stranger draws"}),
    ],
)
def test_twin_each_guard_taken_off_lets_through_what_it_keeps(offices, guards, opened):
    tried = attacks(offices)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for guard in guards:
            cursor.execute(guard)
    assert opened <= {name for name, attempt in tried.items() if not refused(attempt)}


def test_the_second_person_is_asked_by_the_database_even_of_the_lead_agency(offices):
    """The provincial police is itself responsible: who reported is refused, a colleague is not (then the twin)."""
    kept = running(offices, offices.here)
    one = found(offices.lead, kept)
    Finding.objects.filter(pk=one.pk).update(body_id=offices.lead.body_id)
    raw(offices.lead, FindingStep, finding=one, kind="REMEDIED", body_id=offices.lead.body_id, note="x")
    accepts = {"finding": one, "kind": "ACCEPTED", "body_id": offices.lead.body_id, "made_at": NOW + timedelta(minutes=1)}
    with pytest.raises(Error, match="nobody judges a remedy that he reported"), transaction.atomic():
        raw(offices.lead, FindingStep, **accepts)
    with connection.cursor() as cursor:
        cursor.execute("drop trigger inspections_finding_in_turn on inspections_findingstep")
    raw(offices.lead, FindingStep, **accepts)


@pytest.mark.parametrize("is_guarded", [True, False])
def test_nobody_leaves_the_team_so_that_a_signature_is_not_missed(offices, is_guarded):
    """Twin: without the trigger a new team closes the inspection without the department that has not signed."""
    kept = running(offices, offices.here, offices.health)
    concluded(offices, kept, 9, 5)
    if not is_guarded:
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            cursor.execute("drop trigger inspections_team_while_open on inspections_team")
    refusal = pytest.raises(Error, match="the inspection is over") if is_guarded else nullcontext()
    with refusal, transaction.atomic():
        raw(offices.lead, Team, inspection=kept, reason="Bớt người")
    with scope(offices.lead):
        assert bool(queries.inspection(offices.lead, kept.pk).now.unsigned) is is_guarded


@pytest.mark.parametrize("is_guarded", [True, False])
def test_nobody_is_slipped_into_a_team_that_stands(offices, is_guarded):
    """Twin: without the trigger a trained colleague inspects whom no reason names."""
    kept = running(offices, offices.here, offices.health)
    trained(offices, offices.there_chair)
    own = Training.objects.get(user_id=offices.there_chair.user_id)
    if not is_guarded:
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            cursor.execute("alter table inspections_member disable trigger inspections_member_at_once")
    with pytest.raises(Error, match="not added to") if is_guarded else nullcontext(), transaction.atomic():
        about = {"user_id": offices.there_chair.user_id, "body_id": offices.there, "training": own, "is_leader": False}
        raw(offices.lead, Member, team=kept.teams.get(), **about)


def test_nothing_is_changed_or_removed_by_pages(offices, everything):
    for model in TABLES:
        table = model._meta.db_table
        for sql in (f"delete from {table}", f"update {table} set id = id"):
            with scope(offices.lead), pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)
                pytest.fail(f"{sql} went through")
