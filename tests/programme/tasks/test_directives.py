"""A directive to many units: who has acknowledged, what became of each clause, questions and answers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot, NotInReach, Overtaken
from donghanh.programme.tasks import actions, queries
from donghanh.programme.tasks.terms import DirectiveKind
from tests.factories import accounts, tasks
from tests.factories.tasks import NOW, ON, directive, done, given, lead

pytestmark = pytest.mark.django_db
LATE = NOW + timedelta(days=5)


def opened(who, kept, *, on=ON):
    with scope(who):
        return queries.directive_sheet(who, kept.pk, on=on)


def acknowledge(who, kept, *, at=NOW):
    with scope(who):
        actions.acknowledge_directive(actor=who, at=at, directive_id=kept.pk)


@pytest.mark.requirement("DN137-I.1.a", "DN257-11")
def test_a_directive_to_eleven_units_shows_who_has_acknowledged_and_how_many_are_overdue_by_level(offices):
    towns = [accounts.actor_in_db("commune_chair", accounts.unit(900_200 + n, parent_id=tasks.PROVINCE).pk) for n in range(9)]
    lead_again = accounts.actor_in_db("provincial_lead", tasks.PROVINCE)
    units = [offices.health.body_id, offices.here, *(chair.body_id for chair in towns)]
    kept = directive(lead_again, *units)
    for who in (offices.health, towns[0]):
        acknowledge(who, kept)
    acknowledge(towns[1], kept, at=LATE)
    row = opened(lead_again, kept, on=LATE.date()).row
    by_level = {level: sorted(one.acknowledged_at is not None for one in row.addressees if one.level == level) for level in ("PROVINCE", "COMMUNE")}
    assert (len(row.addressees), row.acknowledged, row.overdue) == (11, 3, 8)
    assert by_level == {"PROVINCE": [True], "COMMUNE": [False] * 8 + [True, True]}
    late = [(one.body_id, one.days_late) for one in row.addressees if one.acknowledged_at and one.days_late]
    assert late == [(towns[1].body_id, 2)], "acknowledged, but two days after the day"
    with scope(lead_again):
        assert [(one.acknowledged, one.overdue) for one in queries.directives(lead_again, on=LATE.date())] == [(3, 8)]
    before = opened(lead_again, kept, on=row.acknowledge_by).row
    assert before.overdue == 0, "on the day itself nobody is late"


@pytest.mark.requirement("DN137-IV.1.e.1", "QN22-II.1", "TH38-IV.3.3.a", "QN22-V.12.e")
def test_its_clauses_lead_to_tasks_with_owners_results_and_percentage(offices):
    kept = directive(offices.lead, offices.here, offices.there, kind=DirectiveKind.THEMATIC)
    one, two = kept.clauses.order_by("position")
    first = given(offices.lead, lead(offices.here), clause_id=one.pk, title="Rà soát")
    given(offices.lead, lead(offices.there), clause_id=one.pk, due_on=ON, title="Rà soát")
    gone = given(offices.lead, lead(offices.there), clause_id=two.pk)
    given(offices.lead, lead(offices.here), clause_id=two.pk, title="Tập huấn")
    done(offices.officer, first)
    tasks.act(offices.lead, "accept", first)
    tasks.act(offices.lead, "take_back", gone, reason="Gộp vào nhiệm vụ khác.")
    shown = opened(offices.lead, kept, on=LATE.date())
    assert shown.percent == 33 and [clause.percent for clause in shown.clauses] == [50, 0]
    assert shown.overdue == (offices.there_chair.body_name,), "units that lead an overdue task are named"
    assert {task.lead.standing.result for task in shown.clauses[0].tasks} == {"", "Đã làm xong, có biên bản."}
    there = opened(offices.there_chair, kept)
    assert [len(clause.tasks) for clause in there.clauses] == [1, 1], "a commune sees its own tasks of the directive"


def test_a_directive_is_acknowledged_once_and_only_by_whom_it_went_to(offices):
    kept = directive(offices.lead, offices.here)
    acknowledge(offices.officer, kept)
    with pytest.raises(Overtaken):
        acknowledge(offices.chair, kept)
    for stranger in (offices.there_chair, offices.police):
        with pytest.raises(NotInReach):
            acknowledge(stranger, kept)
    with pytest.raises(MayNot):
        acknowledge(offices.lead, kept)


def test_a_question_is_answered_by_the_keeper_and_read_by_the_asker_alone(offices):
    kept = directive(offices.lead, offices.here, offices.there, kind=DirectiveKind.GUIDANCE)
    with scope(offices.officer):
        question = actions.ask(actor=offices.officer, at=NOW, directive_id=kept.pk, text="Mô hình cũ có phải báo cáo không?")
    with scope(offices.lead):
        actions.answer(actor=offices.lead, at=LATE, directive_id=kept.pk, question_id=question.pk, text="Có, theo mẫu kèm theo.")
        with pytest.raises(Overtaken):
            actions.answer(actor=offices.lead, at=LATE, directive_id=kept.pk, question_id=question.pk, text="Lần nữa.")
    assert [(one.text, one.answer) for one in opened(offices.chair, kept).questions] == [
        ("Mô hình cũ có phải báo cáo không?", "Có, theo mẫu kèm theo.")
    ]
    assert opened(offices.there_chair, kept).questions == ()
    with scope(offices.chair), pytest.raises(MayNot):
        actions.answer(actor=offices.chair, at=LATE, directive_id=kept.pk, question_id=question.pk, text="Thử.")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": " "}, "number"),
        ({"clauses": (("1", "Một"), ("1", "Hai"))}, "clauses"),
        ({"clauses": (("1", " "),)}, "clauses"),
        ({"acknowledge_by": ON - timedelta(days=1)}, "acknowledge_by"),
        ({"plan_id": "", "clause_code": "I.1"}, "plan"),
    ],
)
def test_a_directive_that_cannot_go_out_says_how_to_mend_it(offices, change, field):
    with pytest.raises(BadInput) as refused:
        directive(offices.lead, offices.here, **change)
    assert refused.value.field == field and refused.value.mend


def test_a_directive_needs_somebody_and_goes_to_desks_of_ones_own_place_alone(offices):
    with pytest.raises(BadInput, match="nơi nhận"):
        directive(offices.lead)
    with pytest.raises(NotInReach):
        directive(offices.chair, offices.there)
    with pytest.raises(MayNot):
        directive(offices.officer, offices.police.body_id)
    directive(offices.chair, offices.police.body_id)
    with pytest.raises(BadInput, match="đã có"):
        directive(offices.chair, offices.police.body_id)
