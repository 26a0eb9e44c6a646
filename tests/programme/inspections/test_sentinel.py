"""Sentinel rounds: shares and changes, what cannot be counted, and the wall with its twin."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.programme.inspections import actions, queries
from donghanh.programme.inspections.actions import RoundDraft
from donghanh.programme.inspections.models import Sentinel
from donghanh.programme.inspections.terms import Measure
from tests.factories import tasks
from tests.factories.tasks import HERE, NOW, ON, PROVINCE
from tests.programme.roadmap.test_walls import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices():
    return tasks.offices()


def measure(who, on=ON, *, sample=40, place=HERE, **counts):
    told = {Measure(name): count for name, count in counts.items()}
    draft = RoundDraft(place, "Điểm tư vấn số 1", on, sample, told, "12/BC")
    with scope(who):
        return actions.record_round(actor=who, at=NOW, draft=draft)


@pytest.mark.requirement("DN137-IV.1.g.1.c")
def test_a_round_shows_site_sample_values_and_the_change_from_the_round_before(offices):
    measure(offices.lead, date(2026, 5, 10), sample=40, retained=30, employed=10)
    measure(offices.lead, date(2026, 11, 10), sample=32, retained=22, relapsed=4, employed=12)
    with scope(offices.lead):
        (row,) = queries.sentinels(offices.lead)
    newest, first = row.rounds
    assert (row.site, newest.sample, first.sample) == ("Điểm tư vấn số 1", 32, 40)
    assert [(one.share, one.change) for one in newest.values] == [
        (Decimal("68.8"), Decimal("-6.2")),
        (Decimal("12.5"), None),
        (Decimal("37.5"), Decimal("12.5")),
    ]
    assert [one.share for one in first.values] == [Decimal("75.0"), None, Decimal("25.0")] and first.values[0].change is None


@pytest.mark.parametrize(("told", "sentence"), [({"sample": 7, "retained": 1}, "từng người"), ({}, "chưa đo"), ({"retained": 41}, "lớn hơn mẫu")])
def test_a_round_that_cannot_be_is_refused_with_its_mend(offices, told, sentence):
    with pytest.raises(BadInput, match=sentence):
        measure(offices.lead, **told)
    measure(offices.lead, retained=9)
    with pytest.raises(BadInput, match="đã ghi"):
        measure(offices.lead, retained=9)


def test_only_the_lead_agency_records_and_at_its_own_places(offices):
    with pytest.raises(MayNot):
        measure(offices.chair, retained=9)
    with pytest.raises(NotInReach):
        measure(offices.lead, place=PROVINCE + 800, retained=9)


def raw(who, **about):
    told = {"body_id": who.body_id, "unit_id": who.unit_id, "place_id": HERE, "site": "x", "done_on": ON, "sample": 20, "retained": 3, "paper": "1"}
    with scope(who):
        Sentinel.objects.create(**told | about, made_at=NOW, made_by=who.user_id)


def test_the_database_alone_refuses_and_its_twin_lets_through(offices):
    attacks = [lambda: raw(offices.chair), lambda: raw(offices.lead, sample=7), lambda: raw(offices.lead, retained=21)]
    assert all(refused(attempt) for attempt in attacks)
    assert refused(lambda: raw(offices.lead, body_id=offices.health.body_id)), "in the name of another body"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("alter table inspections_sentinel disable row level security")
        assert not refused(attacks[0]), "twin"
        transaction.set_rollback(True)
