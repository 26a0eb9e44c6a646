"""Investors: steps in their turn with days, the published list that all readers share, the wall with its twin."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.programme.partners import actions, queries, rules
from donghanh.programme.partners.drafting import ApplicationDraft
from donghanh.programme.partners.models import Application, ApplicationStep
from donghanh.programme.partners.rules import CannotMove
from donghanh.programme.partners.terms import FacilityKind, InvestorStep
from tests.factories import accounts
from tests.factories.registers import PAPER, do, partner
from tests.factories.tasks import HERE, NOW, ON, PROVINCE, THERE
from tests.programme.roadmap.test_walls import refused

S = InvestorStep
APPLIED = ON - timedelta(days=90)


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ([], {S.CHECKED, S.REFUSED, S.WITHDRAWN}), ([S.CHECKED], {S.LICENSED, S.REFUSED, S.WITHDRAWN}),
        ([S.CHECKED, S.LICENSED], {S.PUBLISHED, S.REVOKED}), ([S.CHECKED, S.LICENSED, S.PUBLISHED], {S.REVOKED}),
        ([S.REFUSED], set()), ([S.CHECKED, S.LICENSED, S.REVOKED], set()),
    ],
)  # fmt: skip
def test_what_follows_each_step(done, expected):
    assert set(rules.open_steps(done)) == expected
    with pytest.raises(CannotMove):
        rules.check_step([S.PUBLISHED], S.CHECKED, on=ON, since=ON)
    with pytest.raises(BadInput, match="trước bước"):
        rules.check_step([], S.CHECKED, on=ON - timedelta(days=1), since=ON)


def applied(who, *, place: int = HERE, name: str = "Cơ sở tư vấn An", of=None) -> Application:
    told = {"kind": FacilityKind.COUNSELLING, "name": name, "place_id": place, "documents": "Đơn đề nghị; sơ đồ", "applied_on": APPLIED}
    return do(actions.apply, who, draft=ApplicationDraft(partner_id=(of or partner(who)).pk, **told))


def moved(who, one: Application, *steps: InvestorStep, on: date = ON, paper=PAPER) -> None:
    for step in steps:
        do(actions.move, who, application_id=one.pk, step=step, on=on, note="Đủ điều kiện", paper=paper)


@pytest.mark.django_db
def test_an_application_moves_with_its_days_and_the_published_list_follows(province):
    one = applied(province.lead)
    with pytest.raises(CannotMove, match="mới nộp"):
        moved(province.lead, one, S.LICENSED)
    moved(province.lead, one, S.CHECKED, on=ON - timedelta(days=60), paper=None)
    with pytest.raises(BadInput, match="chưa có văn bản"):
        moved(province.lead, one, S.LICENSED, paper=None)
    moved(province.lead, one, S.LICENSED, on=ON - timedelta(days=30))
    with scope(province.chair):
        assert queries.applications(province.chair) == [], "not before it is published"
    moved(province.lead, one, S.PUBLISHED)
    with scope(province.chair):
        (row,) = queries.applications(province.chair)
    assert [(step.kind, step.on) for step in row.steps] == [
        (S.CHECKED, ON - timedelta(days=60)), (S.LICENSED, ON - timedelta(days=30)), (S.PUBLISHED, ON),
    ]  # fmt: skip
    assert row.is_published and row.applied_on == APPLIED and row.open_steps == (S.REVOKED,)
    with pytest.raises(MayNot, match="cơ quan khác"):
        moved(province.chair, one, S.REVOKED)
    moved(province.lead, one, S.REVOKED)
    with scope(province.lead):
        assert not queries.application(province.lead, one.pk).is_published


@pytest.mark.django_db
def test_only_a_commune_that_one_counts_and_each_application_once(province):
    of = partner(province.chair)
    with pytest.raises(NotInReach, match="xã, phường"):
        applied(province.chair, place=THERE, of=of)
    applied(province.chair, of=of)
    with pytest.raises(BadInput, match="đã có"):
        applied(province.chair, of=of)


@pytest.mark.django_db
def test_the_database_alone_refuses_and_its_twin_lets_through(province):
    one = applied(province.lead)

    def raw(who, kind="CHECKED", **about):
        with scope(who):
            told = {"on": ON, "note": "x"} | about
            ApplicationStep.objects.create(application_id=one.pk, kind=kind, made_at=NOW, made_by=who.user_id, **told)

    attacks = [lambda: raw(province.chair), lambda: raw(province.there, "WITHDRAWN")]
    assert all(refused(attempt) for attempt in attacks)
    paper = {"paper_number": "1", "paper_date": ON, "paper_issuer": "x"}
    assert refused(lambda: raw(province.lead, "PUBLISHED", **paper)), "out of turn"
    assert refused(lambda: raw(province.lead, on=APPLIED - timedelta(days=1))), "before it came in"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table partners_applicationstep disable row level security")
        assert not refused(attacks[0]), "twin"
        transaction.set_rollback(True)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("drop trigger partners_step_in_turn on partners_applicationstep")
        assert not refused(lambda: raw(province.lead, "PUBLISHED", **paper)), "twin"
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_past_the_pages_it_lies_in_a_commune_one_counts_and_is_published_in_its_own_province_alone(province):
    one = applied(province.lead)
    moved(province.lead, one, S.CHECKED, S.LICENSED, S.PUBLISHED)
    accounts.unit(PROVINCE + 50, level="PROVINCE")
    accounts.unit(PROVINCE + 51, parent_id=PROVINCE + 50)
    away = accounts.actor_in_db("commune_chair", PROVINCE + 51, stepped_up=True)
    of = partner(province.chair)

    def raw(place: int) -> None:
        with scope(province.chair):
            mine = {"unit_id": HERE, "body_id": province.chair.body_id, "bodies": [province.chair.body_id], "partner": of}
            told = {"kind": FacilityKind.COUNSELLING, "name": f"An {place}", "place_id": place, "documents": "x", "applied_on": APPLIED}
            Application.objects.create(**mine, **told, made_at=NOW, made_by=province.chair.user_id)

    def seen(who) -> int:
        with scope(who):
            return Application.objects.count() + ApplicationStep.objects.count()

    elsewhere = [lambda: raw(THERE), lambda: raw(PROVINCE + 51), lambda: raw(PROVINCE)]
    assert all(refused(attempt) for attempt in elsewhere) and not refused(lambda: raw(HERE))
    assert seen(province.there) == 4 and seen(away) == 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table partners_application disable row level security")
        assert not any(refused(attempt) for attempt in elsewhere) and seen(away) > 0, "twin"
        transaction.set_rollback(True)
