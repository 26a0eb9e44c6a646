"""What was judged stays what was judged: by the application and past it; each guard with its twin."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from django.db import Error, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.ids import new_id
from donghanh.programme.research import actions
from donghanh.programme.research.models import DossierVersion, Outcome, StudyVersion
from donghanh.programme.research.rules import CannotMove
from donghanh.programme.research.terms import DossierState, StudyState
from tests.factories.registers import FROM, approved, do, dossier, moved, outcome, study
from tests.factories.tasks import NOW, ON

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluated(province):
    """A study that was evaluated on one outcome."""
    one = study(province.lead, sites=(province.health.body_id,))
    approved(province.lead, one)
    move(province.lead, one, StudyState.STARTED)
    kept = outcome(province.lead, one, site=province.health.body_id, enrolled=40)
    for to in (StudyState.ENDED, StudyState.EVALUATED):
        move(province.lead, one, to)
    return one, kept


@pytest.fixture
def dossier_over(province):
    return moved(province.lead, dossier(province.lead), DossierState.SUBMITTED, DossierState.REFUSED)


def move(actor, one, to):
    do(actions.advance_study, actor, study_id=one.pk, to=to, on=ON, note="Theo kế hoạch")


def raw(who, model, **about):
    with transaction.atomic(), scope(who):
        model.objects.create(id=new_id(), made_at=NOW, made_by=who.user_id, **about)


def figures(kept, **more):
    return {
        "version_id": kept.version_id,
        "site_id": kept.site_id,
        "from_on": FROM,
        "to_on": ON,
        "enrolled": 1,
        "summary": "x",
        "source": "y",
        **more,
    }


def test_an_evaluated_study_takes_no_version_and_no_outcome_but_a_correction(province, evaluated):
    one, kept = evaluated
    with pytest.raises(CannotMove, match="đánh giá xong"):
        do(actions.add_version, province.lead, study_id=one.pk, summary="Bản hai")
    with pytest.raises(CannotMove, match="đánh giá xong"):
        outcome(province.lead, one, site=kept.site_id)
    assert outcome(province.lead, one, site=kept.site_id, enrolled=39, corrects=kept.pk).corrects_id == kept.pk


@pytest.mark.parametrize("guard", [True, False], ids=["guarded", "twin"])
def test_nor_past_the_application(province, evaluated, guard):
    one, kept = evaluated
    if not guard:
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            cursor.execute("alter table research_studyversion disable trigger research_version_while_open")
            cursor.execute("alter table research_outcome disable trigger research_outcome_while_open")
    for model, about in ((StudyVersion, {"study_id": one.pk, "number": 2, "summary": "x"}), (Outcome, figures(kept))):
        with pytest.raises(Error, match="is evaluated") if guard else nullcontext():
            raw(province.lead, model, **about)


@pytest.mark.parametrize("guard", [True, False], ids=["guarded", "twin"])
def test_versions_come_in_turn_and_outcomes_from_sites_of_the_study(province, guard):
    one = study(province.lead, sites=(province.health.body_id,))
    kept = outcome(province.lead, one, site=province.health.body_id)
    if not guard:
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            cursor.execute("alter table research_studyversion disable trigger research_studyversion_next_version")
            cursor.execute("alter table research_outcome disable trigger research_outcome_while_open")
    with pytest.raises(Error, match="one after the other") if guard else nullcontext():
        raw(province.lead, StudyVersion, study_id=one.pk, number=0, summary="x")
    with pytest.raises(Error, match="of a site") if guard else nullcontext():
        raw(province.lead, Outcome, **figures(kept, site_id=province.offices.here))


@pytest.mark.parametrize("guard", [True, False], ids=["guarded", "twin"])
def test_a_dossier_that_is_over_takes_no_draft(province, dossier_over, guard):
    if not guard:
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            cursor.execute("alter table research_dossierversion disable trigger research_draft_while_open")
    with pytest.raises(Error, match="is over") if guard else nullcontext():
        raw(province.lead, DossierVersion, dossier_id=dossier_over.pk, number=2, proposal="x")
