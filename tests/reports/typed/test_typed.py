"""Figures typed from a document: refused where facts are counted, never changed, versions by moment, and the wall under them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.places.models import Unit
from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.programme import definitions
from donghanh.reports import periods
from donghanh.reports.typed import actions, queries, rules
from donghanh.reports.typed.models import TypedFigure
from donghanh.reports.typed.rules import CannotType
from tests.base.places.conftest import all_units
from tests.factories import accounts, places
from tests.factories.programme import NOW, official

__all__ = ["all_units"]
pytestmark = pytest.mark.django_db
YEAR, HALF = periods.read("2026"), periods.read("2026H1")
PAPER = {"document": "Quyết định số 12/QĐ-UBND ngày 05/01/2026", "provider": "Sở Y tế"}


@pytest.fixture
def lead(all_units, db):
    return accounts.actor_in_db("provincial_lead", places.DONG_NAI)


def other_province() -> int:
    return Unit.objects.get(code="38", level="PROVINCE", ends_before=None).pk


def typed(actor, indicator="methadone_patients", *, period=YEAR, value="1200", at=NOW, **more):
    with scope(actor):
        given = PAPER | {"place_id": actor.unit_id} | more
        return actions.type_in(actor=actor, at=at, indicator=indicator, period=period, value=Decimal(value), **given)


def assigned(actor, period, **kw):
    with scope(actor):
        return queries.assigned("methadone_patients", place_id=actor.unit_id, period=period, **kw)


def test_a_correction_is_the_next_version_with_its_reason_and_the_moment_before_keeps_the_first(lead):
    typed(lead, at=NOW - timedelta(minutes=1))
    with pytest.raises(CannotType, match="bản số 2"):
        typed(lead, value="900")
    typed(lead, value="900", reason="Văn bản đính chính số 15/UBND")
    assert assigned(lead, YEAR) == 900 == assigned(lead, HALF) and assigned(lead, YEAR, as_of=NOW - timedelta(seconds=30)) == 1200
    assert assigned(lead, periods.read("2025")) is None
    with scope(lead):
        assert [(row.version, row.is_latest) for row in queries.versions(lead, "methadone_patients", place_id=lead.unit_id)] == [
            (2, True),
            (1, False),
        ]


def test_where_facts_are_counted_nothing_is_typed(lead):
    for code, one in definitions.catalogue().items():
        if rules.typed_word(one):
            rules.check_may_be_typed(one, YEAR)
        else:
            with pytest.raises(CannotType, match="không nhập tay"):
                typed(lead, code)
    with pytest.raises(BadInput, match="nửa năm"):
        typed(lead, period=periods.read("2026Q1"))


@pytest.mark.parametrize(
    ("value", "denominator", "field"),
    [("-1", None, "value"), ("99999999999", None, "value"), ("5", None, "denominator"), ("6", "5", "denominator"), ("0", "0", "denominator")],
)
def test_numbers_that_cannot_be_are_named(value, denominator, field):
    with pytest.raises(BadInput) as refused:
        rules.check_numbers(Decimal(value), denominator and Decimal(denominator), is_share=True)
    assert refused.value.field == field


@pytest.mark.parametrize(("text", "number"), [("1.250,5", "1250.5"), (" 1 250 ", "1250"), ("12", "12"), ("", None)])
def test_numbers_are_read_as_people_write_them(text, number):
    assert rules.read_number(text, field="value") == (number and Decimal(number))


@pytest.mark.parametrize("text", ["nhiều", "1,2,3", "NaN", "1,234", "9" * 29])
def test_what_is_no_number_is_said(text):
    with pytest.raises(BadInput, match="Không đọc được"):
        rules.read_number(text, field="value")


def test_only_ones_own_place_and_only_who_may(lead, all_units):
    with pytest.raises(NotInReach):
        typed(lead, place_id=places.commune("Trảng Bom").pk)
    with pytest.raises(MayNot):
        typed(official(places.DONG_NAI, "finance_officer"))


_RAW = """insert into typed_typedfigure (id, indicator, period, place_id, version, value, document, provider, reason, entered_by, entered_at)
 values (%s, 'relapse', '2026', %s, %s, 1, 'x', 'y', 'z', %s, now())"""


def raw(actor, place_id, *, by=None, version=1) -> None:
    with scope(actor), connection.cursor() as cursor:
        cursor.execute(_RAW, [uuid4(), place_id, version, actor.user_id if by is None else by])


def test_past_the_application_a_page_writes_its_own_places_in_its_own_name_and_changes_nothing(lead):
    raw(lead, lead.unit_id)
    officer = official(places.DONG_NAI, "finance_officer")
    for actor, place, by in ((officer, lead.unit_id, None), (lead, other_province(), None), (lead, lead.unit_id, 1)):
        with pytest.raises(DatabaseError), transaction.atomic():
            raw(actor, place, by=by)
    for sql in ("update typed_typedfigure set value = 2", "delete from typed_typedfigure"):
        with pytest.raises(DatabaseError), scope(lead), connection.cursor() as cursor:
            cursor.execute(sql)
        with pytest.raises(DatabaseError), as_jobs(), connection.cursor() as cursor:
            cursor.execute(sql)
    with scope(official(other_province(), "provincial_lead")):
        assert not TypedFigure.objects.exists()


def test_twin_without_the_wall_another_province_is_read(lead):
    raw(lead, lead.unit_id)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table typed_typedfigure disable row level security")
    with scope(official(other_province(), "provincial_lead")):
        assert TypedFigure.objects.exists()


def test_past_the_application_nobody_types_for_a_commune_below_or_out_of_turn(lead):
    raw(lead, lead.unit_id)
    commune = places.commune("Trảng Bom").pk
    for place, version in ((commune, 1), (lead.unit_id, 3), (lead.unit_id, 0), (lead.unit_id, 1)):
        with pytest.raises(DatabaseError), transaction.atomic():
            raw(lead, place, version=version)
    raw(lead, lead.unit_id, version=2)


def test_twin_without_the_two_guards_he_does(lead):
    with connection.cursor() as cursor:
        cursor.execute("alter table typed_typedfigure disable trigger typed_typedfigure_next_version")
        cursor.execute("alter policy typed_typedfigure_insert on typed_typedfigure with check (place_id = any(app_stat_units()))")
    raw(lead, places.commune("Trảng Bom").pk, version=7)
