"""Past the application: names only within reach, nothing changed, three hands; each with a twin."""

from __future__ import annotations

import pytest
from django.db import Error, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import NotInReach
from donghanh.kernel.ids import new_id
from donghanh.programme.staffing import models, queries
from tests.factories.staffing import PAPER, awarded, held, position, scheme
from tests.factories.tasks import HERE, NOW, ON
from tests.support import EVERYBODY_MAY

pytestmark = pytest.mark.django_db
NORM = (
    "insert into staffing_norm (id, made_at, made_by, position_id, starts_on, quantity, functions, needs, paper_number, paper_date, paper_issuer)"
    " values (%s, %s, %s, %s, %s, 9, '{}', '{}', '1', %s, 'x')"
)
TAKE = (
    "insert into staffing_holding (id, made_at, made_by, member_id, position_id, body_id, unit_id, starts_on, is_part_time, functions,"
    " paper_number, paper_issuer) values (%s, %s, %s, %s, %s, %s, %s, %s, false, '{}', '', '')"
)
OURS = [one for one in vars(models).values() if isinstance(one, type) and getattr(getattr(one, "_meta", None), "app_label", "") == "staffing"]
OURS = [one for one in OURS if not one._meta.abstract]


@pytest.fixture
def filled(province):
    """One row of most tables, at the first commune."""
    one = held(province.chair, position(province.chair))
    awarded(province.chair, one)
    scheme(province.chair, appraiser=province.health.body_id)
    return one


def rows() -> dict[str, int]:
    return {model.__name__: count for model in OURS if (count := model.objects.count())}


def sql(actor, text: str, values=()) -> None:
    with scope(actor), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(text, values)


def test_the_body_and_who_oversees_the_place_see_names_and_nobody_else(province, filled):
    all_of_it = {"Position", "Norm", "Member", "Holding", "Qualification", "Scheme", "SchemeLine"}
    for who in (province.chair, province.lead, province.offices.officer):
        with scope(who):
            assert set(rows()) == all_of_it
    with scope(province.health):
        assert set(rows()) == {"Scheme", "SchemeLine"}, "the office that appraises reads the scheme alone"
    for who in (province.there, province.finance, province.offices.police):
        with scope(who):
            assert rows() == {}
    with scope(province.there), pytest.raises(NotInReach):
        queries.member_sheet(province.there, filled.member_id, on=ON)
    assert queries.bodies(province.there, on=ON) == [], "as the owner: the application keeps its own wall"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table staffing_holding disable row level security")
        with scope(province.there):
            assert set(rows()) == {"Holding", "Member", "Qualification"}, "twin"
        transaction.set_rollback(True)


def test_who_sees_no_name_has_the_counts_of_his_places(province, filled):
    with scope(province.finance):
        found = {one.unit_id: one.held for one in queries.coverage(province.finance, on=ON)}
    assert found[HERE] == 1
    with scope(province.there):
        assert HERE not in {one.unit_id for one in queries.coverage(province.there, on=ON)}


def test_nobody_writes_for_a_body_out_of_reach_or_takes_somebody_he_cannot_see(province, filled):
    about = [new_id(), NOW, province.there.user_id]
    with pytest.raises(Error, match="row-level security"):
        sql(province.there, NORM, [*about, filled.position_id, ON, ON])
    own = position(province.there)
    with pytest.raises(Error, match="row-level security"):
        sql(province.there, TAKE, [*about, filled.member_id, own.pk, own.body_id, own.unit_id, ON])
    with pytest.raises(Error, match="permission denied"):
        sql(province.chair, "update staffing_norm set quantity = 0")
    with pytest.raises(Error, match="permission denied"):
        sql(province.chair, "delete from staffing_qualification")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table staffing_holding disable row level security")
        sql(province.there, TAKE, [*about, filled.member_id, own.pk, own.body_id, own.unit_id, ON])
        transaction.set_rollback(True)


STEP = (
    "insert into staffing_schemestep (id, made_at, made_by, scheme_id, body_id, kind, note, paper_number, paper_date, paper_issuer)"
    " values (%s, %s, %s, %s, %s, %s, '', '1', %s, 'x')"
)


def step(who, one, kind: str) -> None:
    sql(who, STEP, [new_id(), NOW, who.user_id, one.pk, who.body_id, kind, PAPER.date])


def test_a_scheme_passes_three_hands_of_the_right_posts(province, filled):
    one = models.Scheme.objects.get()
    for who in (province.lead, province.there):
        with pytest.raises(Error, match="row-level security"):
            step(who, one, "APPRAISED")
    for who, kind in ((province.chair, "APPRAISED"), (province.lead, "APPROVED")):
        with pytest.raises(Error, match=r"nobody judges|appraised, then approved"):
            step(who, one, kind)
    step(province.health, one, "APPRAISED")
    with pytest.raises(Error, match="row-level security"):
        step(province.there, one, "APPROVED")
    step(province.lead, one, "APPROVED")
    own = scheme(province.lead, appraiser=province.lead.body_id)
    with pytest.raises(Error, match="nobody judges"):
        step(province.lead, own, "APPRAISED")
    with connection.cursor() as cursor:
        cursor.execute("drop trigger staffing_scheme_in_turn on staffing_schemestep")
    step(province.lead, own, "APPRAISED")


def test_twin_without_the_question_of_posts_who_may_not_appraises(province):
    about = {
        "made_at": NOW,
        "made_by": 1,
        "title": "Đề án",
        "body_id": province.chair.body_id,
        "unit_id": HERE,
        "appraiser_id": province.offices.there,
    }
    one = models.Scheme.objects.create(bodies=[province.chair.body_id, province.offices.there], **about)
    with pytest.raises(Error, match="row-level security"):
        step(province.there, one, "APPRAISED")
    with connection.cursor() as cursor:
        cursor.execute(EVERYBODY_MAY)
    step(province.there, one, "APPRAISED")
