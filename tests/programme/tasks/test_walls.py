"""Past the application: what the database shows to whom and lets him write; each guard taken off shows what it keeps."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import NotInReach
from donghanh.kernel.ids import new_id
from donghanh.programme.keeping.rules import FileDraft
from donghanh.programme.tasks import access, actions, models, queries
from donghanh.programme.tasks.models import Part, Step, Task
from donghanh.programme.tasks.terms import PaperKind, Severity, StepKind
from tests.factories.tasks import NOW, ON, act, directive, done, given, helps, lead
from tests.support import EVERYBODY_MAY

pytestmark = pytest.mark.django_db
TABLES = [model for model in vars(models).values() if isinstance(model, type) and hasattr(model, "_meta") and not model._meta.abstract]
OURS = [model for model in TABLES if model._meta.app_label == "tasks"]


OUT_OF_TURN = {"accepted with an open part", "accepts what he reported", "done before acknowledged", "before what has happened", "reminded in time"}
LATER = NOW + timedelta(days=2)


@pytest.fixture
def everything(offices):
    """One row in every table, of the first commune and the lead agency."""
    kept = directive(offices.lead, offices.here)
    with scope(offices.officer):
        actions.acknowledge_directive(actor=offices.officer, at=NOW, directive_id=kept.pk)
        question = actions.ask(actor=offices.officer, at=NOW, directive_id=kept.pk, text="Khi nào?")
    with scope(offices.lead):
        actions.answer(actor=offices.lead, at=NOW, directive_id=kept.pk, question_id=question.pk, text="Tháng này.")
        about = {"kind": PaperKind.PLAN, "year": 2026, "title": "Kế hoạch", "due_on": ON, "body_ids": (offices.here,)}
        asked = actions.demand(actor=offices.lead, at=NOW, **about)
        actions.remind_units(actor=offices.lead, at=NOW + timedelta(days=2), demand_id=asked.pk, note="Gửi ngay.")
    with scope(offices.officer):
        file = FileDraft("a.pdf", b"%PDF-1")
        version = actions.submit(actor=offices.officer, at=NOW, demand_id=asked.pk, body_id=offices.here, text="Bản một", file=file)
        where = {"handler_id": offices.lead.body_id, "severity": Severity.ASKS, "matter": "Khó", "proposal": "Gỡ"}
        ticket = actions.raise_ticket(actor=offices.officer, at=NOW, **where)
    with scope(offices.lead):
        actions.judge(actor=offices.lead, at=NOW, demand_id=asked.pk, body_id=offices.here, version_id=version.pk, is_approved=True)
        actions.answer_ticket(actor=offices.lead, at=NOW, ticket_id=ticket.pk, text="Được")
    task = given(offices.lead, lead(offices.here), clause_id=kept.clauses.first().pk, links={"JOBS": 5})
    act(offices.officer, "acknowledge", task, responsible="Ẩn")
    return task


def seen(who) -> dict[str, int]:
    with scope(who):
        return {model.__name__: model.objects.count() for model in OURS}


def test_a_commune_sees_its_own_the_lead_agency_all_and_another_commune_nothing(offices, everything):
    assert len(OURS) == 16 and set(seen(offices.officer)) == {model.__name__ for model in OURS}
    assert min(seen(offices.officer).values()) == 1 and seen(offices.lead) == seen(offices.officer)
    for stranger in (offices.there_chair, offices.police, offices.health):
        assert set(seen(stranger).values()) == {0}


def test_twin_without_the_policy_another_commune_reads_the_task(offices, everything):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table tasks_task disable row level security")
        assert seen(offices.there_chair)["Task"] == 1 and seen(offices.there_chair)["Step"] == 1
        transaction.set_rollback(True)


def test_the_application_keeps_its_own_wall_too(offices, everything, monkeypatch):
    """As the owner the row wall is off; the queries still find nothing of others, until their own wall is off as well."""
    with pytest.raises(NotInReach):
        queries.task(offices.there_chair, everything.pk)
    assert queries.board(offices.there_chair, on=ON, year=2026).tasks == () and queries.tickets(offices.there_chair) == []
    monkeypatch.setattr(access, "own_bodies", lambda actor: frozenset({offices.here}))
    assert queries.task(offices.there_chair, everything.pk).id == everything.pk


def raw_step(who, task, kind, *, part=None, body=None, by=None, at=NOW):
    """A step written by SQL under the web role, whatever the application says."""
    with scope(who):
        Step.objects.create(id=new_id(), task=task, part=part, kind=kind, body_id=body or who.body_id, made_at=at, made_by=by or who.user_id)


def part_of(task, body) -> Part:
    return Part.objects.get(task=task, body_id=body)


def attacks(offices):
    """(name, what is tried): every one must be refused by the database alone."""
    task = given(offices.lead, lead(offices.here), helps(offices.police.body_id))
    reported = given(offices.lead, lead(offices.here))
    done(offices.officer, reported)
    own = given(offices.chair, lead(offices.police.body_id), lead_free(offices))
    done(offices.chair, own)
    done(offices.police, own)
    bare = raw_task(offices.chair, offices.here)
    mine, theirs = part_of(task, offices.here), part_of(task, offices.police.body_id)
    return {
        "the doer accepts": lambda: raw_step(offices.officer, reported, StepKind.ACCEPTED),
        "the chair of the doer accepts": lambda: raw_step(offices.chair, reported, StepKind.ACCEPTED),
        "accepted with an open part": lambda: raw_step(offices.lead, task, StepKind.ACCEPTED),
        "accepts what he reported": lambda: raw_step(offices.chair, own, StepKind.ACCEPTED),
        "done for another unit": lambda: raw_step(offices.officer, task, StepKind.ACKNOWLEDGED, part=theirs),
        "done before acknowledged": lambda: raw_step(offices.police, task, StepKind.DONE, part=theirs),
        "in the name of another": lambda: raw_step(offices.officer, task, StepKind.ACKNOWLEDGED, part=mine, by=offices.chair.user_id),
        "as another body": lambda: raw_step(offices.officer, task, StepKind.ACKNOWLEDGED, part=mine, body=offices.there),
        "an officer takes back": lambda: raw_step(offices.officer, own, StepKind.TAKEN_BACK),
        "a stranger reminds": lambda: raw_step(offices.there_chair, task, StepKind.REMINDED),
        "a part of another task": lambda: raw_step(offices.officer, task, StepKind.ACKNOWLEDGED, part=part_of(reported, offices.here)),
        "before what has happened": lambda: raw_step(offices.lead, own, StepKind.REMINDED, at=NOW - timedelta(days=1)),
        "an officer gives": lambda: raw_task(offices.officer, offices.here),
        "given in another body's name": lambda: raw_task(offices.chair, offices.lead.body_id),
        "reminded in time": lambda: raw_step(offices.lead, own, StepKind.REMINDED),
        "given to a body of another place": lambda: raw_task(offices.chair, offices.here, also=offices.there),
        "a part in the task of his chair": lambda: raw_part(offices.officer, bare),
    }


def lead_free(offices):
    """The chair's own committee helps in his task, so that he is a doer too."""
    return helps(offices.here)


def raw_task(who, giver, also=None):
    with scope(who):
        about = {"title": "Việc", "due_on": ON, "made_at": NOW, "made_by": who.user_id}
        return Task.objects.create(giver_id=giver, unit_id=who.unit_id, bodies=[giver, also or who.body_id], **about)


def raw_part(who, task):
    with scope(who):
        Part.objects.create(task=task, body_id=who.body_id, role="LEAD", is_mandatory=True)


def refused(attempt) -> bool:
    try:
        with transaction.atomic():
            attempt()
    except Error:
        return True
    return False


def test_what_the_application_would_refuse_the_database_refuses_too(offices):
    assert [name for name, attempt in attacks(offices).items() if not refused(attempt)] == []


@pytest.mark.parametrize(
    ("guard", "opened"),
    [
        ("drop trigger tasks_step_in_turn on tasks_step", OUT_OF_TURN),
        ("drop trigger tasks_step_own_hand on tasks_step", {"in the name of another"}),
        (EVERYBODY_MAY, {"an officer takes back", "an officer gives"}),
    ],
)  # fmt: skip
def test_twin_each_guard_taken_off_lets_through_what_it_keeps(offices, guard, opened):
    tried = attacks(offices)
    with connection.cursor() as cursor:
        cursor.execute(guard)
    let_through = {name for name, attempt in tried.items() if not refused(attempt)}
    assert opened <= let_through


@pytest.mark.parametrize("is_guarded", [True, False])
def test_nobody_reads_a_file_by_hanging_it_on_his_own_task(offices, everything, is_guarded):
    """Twin: without the trigger the other commune reads it."""
    file, thief = models.Submission.objects.get().attachment_id, offices.there_chair
    own = given(thief, lead(offices.there_police.body_id))
    if not is_guarded:
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            cursor.execute("drop trigger tasks_step_file_is_own on tasks_step")
    about = {"task": own, "kind": StepKind.AMENDED, "body_id": thief.body_id, "made_at": NOW, "made_by": thief.user_id}
    refused = pytest.raises(Error, match="file is of another body") if is_guarded else nullcontext()
    with refused, transaction.atomic(), scope(thief):
        Step.objects.create(id=new_id(), attachment_id=file, **about)
    with scope(thief):
        assert models.Attachment.objects.filter(pk=file).exists() is not is_guarded


def test_a_task_that_nobody_was_to_do_is_not_accepted(offices):
    with scope(offices.chair):
        about = {
            "giver_id": offices.here,
            "unit_id": offices.chair.unit_id,
            "bodies": [offices.here],
            "made_at": NOW,
            "made_by": offices.chair.user_id,
        }
        bare = Task.objects.create(id=new_id(), title="Việc", due_on=ON, **about)
    with pytest.raises(Error, match="nobody was to do it"), transaction.atomic():
        raw_step(offices.chair, bare, StepKind.ACCEPTED)


def test_nothing_is_changed_or_removed_by_pages(offices, everything):
    for model in OURS:
        table = model._meta.db_table
        for sql in (f"delete from {table}", f"update {table} set id = id"):
            with scope(offices.lead), pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)
                pytest.fail(f"{sql} went through")


def test_a_second_lead_is_refused_by_the_table_itself(offices):
    task = given(offices.lead, lead(offices.here))
    with pytest.raises(Error, match="task_one_lead"), transaction.atomic():
        Part.objects.create(task=task, body_id=offices.there, role="LEAD", is_mandatory=True)


def test_a_task_overdue_is_reminded_once_a_day_and_not_when_it_is_done(offices):
    task = given(offices.lead, lead(offices.here))
    late = NOW + (task.due_on - ON) + timedelta(days=2)
    raw_step(offices.lead, task, StepKind.REMINDED, at=late)
    assert refused(lambda: raw_step(offices.lead, task, StepKind.REMINDED, at=late + timedelta(minutes=1)))
    raw_step(offices.lead, task, StepKind.REMINDED, at=late + timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute("drop trigger tasks_step_in_turn on tasks_step")
    raw_step(offices.lead, task, StepKind.REMINDED, at=late + timedelta(minutes=1))


@pytest.mark.parametrize("why", ["in time", "handed in", "twice"])
def test_a_unit_is_reminded_of_what_it_owes_alone(offices, why):
    with scope(offices.lead):
        about = {"kind": PaperKind.PLAN, "year": 2026, "title": "Kế hoạch", "due_on": ON, "body_ids": (offices.here,)}
        asked = actions.demand(actor=offices.lead, at=NOW, **about)
        if why == "twice":
            actions.remind_units(actor=offices.lead, at=LATER, demand_id=asked.pk, note="Gửi ngay.")
    if why == "handed in":
        with scope(offices.officer):
            actions.submit(actor=offices.officer, at=NOW, demand_id=asked.pk, body_id=offices.here, text="Bản một")

    def remind():
        with scope(offices.lead):
            told = {"made_at": NOW if why == "in time" else LATER, "made_by": offices.lead.user_id, "note": "Gửi."}
            models.Reminder.objects.create(demand=asked, body_id=offices.here, **told)

    assert refused(remind)
    with connection.cursor() as cursor:
        cursor.execute("drop trigger tasks_reminder_due on tasks_reminder")
    remind()
