"""Files drawn at random: by number alone, the same again from the seed, of the inspected place only."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Case
from donghanh.kernel.errors import BadInput, Cannot, MayNot
from donghanh.people.models import Person
from donghanh.programme.inspections import queries
from donghanh.programme.inspections.models import Drawn, Stratum
from tests.factories.inspections import act, running
from tests.factories.tasks import HERE, NOW

EARLIER = NOW - timedelta(days=5)
pytestmark = pytest.mark.django_db


@pytest.fixture
def files(offices):
    """Nine files of the first commune, one of the second."""
    many(offices.officer, 9)
    many(offices.there_chair, 1)
    return set(Case.objects.filter(unit_id=HERE).values_list("number", flat=True))


def many(who, total: int, *, is_sealed: bool = False) -> None:
    """So many files of one person at the official's place."""
    person = Person.objects.create(
        unit_id=who.unit_id,
        full_name="Nguyễn Thị Ẩn",
        sort_key="an",
        birth_year=1990,
        sex="FEMALE",
        data_key=b"x" * 60,
        registered_at=EARLIER,
        is_sealed=is_sealed,
    )
    for n in range(total):
        about = {"procedure": "USER_MANAGEMENT", "stage": "MANAGED", "opened_at": EARLIER}
        Case.objects.create(number=f"{is_sealed:d}-{who.unit_id}-{n}", person=person, unit_id=who.unit_id, **about)


def sheet(who, kept):
    with scope(who):
        return queries.sheet(who, kept.pk)


def test_the_same_seed_draws_the_same_files(offices, files):
    kept = running(offices, offices.here)
    act(offices.lead, "draw", inspection_id=kept.pk, size=4)
    (sample,) = sheet(offices.lead, kept).samples
    (stratum,) = sample.strata
    expected = sorted(files, key=lambda number: hashlib.sha256(f"{sample.seed}:{number}".encode()).hexdigest())[:4]
    assert list(stratum.numbers) == expected and stratum.total == 10, "of about ten: nine files"


DRAW = "select inspections_draw(%s, %s, 4, %s)"


def drawn_past_the_pages(who, kept) -> None:
    with transaction.atomic(), scope(who), connection.cursor() as cursor:
        cursor.execute(DRAW, [uuid4(), kept.pk, NOW])


def test_an_inspection_draws_once(offices, files):
    kept = running(offices, offices.here)
    act(offices.lead, "draw", inspection_id=kept.pk, size=4)
    with pytest.raises(Cannot, match="đã rút hồ sơ"):
        act(offices.lead, "draw", inspection_id=kept.pk, size=4)
    with pytest.raises(IntegrityError, match="draws once"):
        drawn_past_the_pages(offices.lead, kept)


def test_twin_without_the_guard_the_leader_draws_until_he_likes_it(offices, files):
    kept = running(offices, offices.here)
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_functiondef('inspections_draw'::regproc)")
        cursor.execute(cursor.fetchone()[0].replace("raise exception 'an inspection draws once' using errcode = 'check_violation'", "null"))
        cursor.execute("alter table inspections_sample drop constraint sample_once")
    for _ in range(2):
        drawn_past_the_pages(offices.lead, kept)
    assert len({one.seed for one in sheet(offices.lead, kept).samples}) == 2


def test_an_inspector_sees_numbers_and_no_person_the_unit_sees_the_same_numbers(offices, files):
    kept = running(offices, offices.here, offices.health)
    act(offices.lead, "draw", inspection_id=kept.pk, size=50)
    assert {number for one in sheet(offices.health, kept).samples for s in one.strata for number in s.numbers} == files
    with scope(offices.health):
        assert Case.objects.count() == 0
    assert sheet(offices.officer, kept).samples == sheet(offices.health, kept).samples
    assert set(Drawn.objects.values_list("number", flat=True)) == files


def test_nobody_is_told_by_a_drawing_how_few_files_there_are(offices):
    many(offices.officer, 1)
    kept = running(offices, offices.here)
    act(offices.lead, "draw", inspection_id=kept.pk, size=2)
    assert sheet(offices.lead, kept).samples[0].strata[0].total is None
    assert Stratum.objects.get().total is None, "nor past the pages"


def test_a_sealed_file_is_in_no_draw(offices, files):
    many(offices.officer, 2, is_sealed=True)
    kept = running(offices, offices.here)
    act(offices.lead, "draw", inspection_id=kept.pk, size=50)
    assert set(Drawn.objects.values_list("number", flat=True)) == files


def test_only_the_leader_draws_and_not_more_than_fifty(offices, files):
    kept = running(offices, offices.here, offices.health)
    with pytest.raises(MayNot, match="trưởng đoàn"):
        act(offices.health, "draw", inspection_id=kept.pk, size=3)
    with pytest.raises(BadInput, match="từ 1 đến 50"):
        act(offices.lead, "draw", inspection_id=kept.pk, size=51)
