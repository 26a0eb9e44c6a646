"""A file of boundaries that stands is not added to by SQL: what a map shows is what was uploaded, or a newer file."""

from __future__ import annotations

import pytest
from django.db import Error, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.ids import new_id
from donghanh.programme.roadmap.models import Boundary, BoundarySet
from tests.factories import places, roadmap
from tests.factories.roadmap import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawer(all_units):
    """Who draws the places of the province, and the file he uploaded."""
    who = roadmap.lead(places.DONG_NAI)
    with scope(who):
        made = BoundarySet.objects.create(province_id=places.DONG_NAI, source="x", sha256="0" * 64, made_at=NOW, made_by=who.user_id)
        add(made, "Trảng Bom", "Xuân Lộc")
    return who, made


def add(made, *names: str) -> None:
    """Outlines in one statement."""
    cells = ", ".join(["(%s, %s, %s, '[]')"] * len(names))
    values = [value for name in names for value in (new_id(), made.pk, places.commune(name).pk)]
    with connection.cursor() as cursor:
        cursor.execute(f"insert into roadmap_boundary (id, set_id, unit_id, rings) values {cells}", values)


def test_nothing_is_added_to_a_file_that_stands(drawer):
    who, made = drawer
    with pytest.raises(Error, match="not added to"), transaction.atomic(), scope(who):
        add(made, "Trảng Dài")
    assert Boundary.objects.count() == 2


def test_twin_without_the_guard_an_outline_is_slipped_in(drawer):
    who, made = drawer
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table roadmap_boundary disable trigger roadmap_boundary_at_once")
    with scope(who):
        add(made, "Trảng Dài")
    assert Boundary.objects.count() == 3
