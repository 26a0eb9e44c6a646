"""Who brings lists in and which batches he sees. Asked past the row wall: this wall alone answers."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from donghanh.intake import access
from donghanh.intake.models import Batch
from donghanh.kernel import access as kernel
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.kernel.privacy import DataClass
from tests.factories.people import HERE, THERE

pytestmark = pytest.mark.django_db
READ, WRITE = {DataClass.IDENTITY: "R"}, {DataClass.IDENTITY: "W"}


def only(actor, verb: str, grants):
    """The same official with this verb and these classes, and nothing else."""
    return replace(actor, may=frozenset({verb}), grants=grants)


def there(actor):
    """He works in the other commune and only counts this one."""
    return replace(actor, unit_ids=frozenset({THERE}), stat_unit_ids=frozenset({HERE}))


@pytest.mark.parametrize(("door", "grants"), [(access.batch_to_read, READ), (access.batch_to_work, WRITE)])
def test_each_door_asks_for_place_verb_and_class(officer, batch, door, grants):
    able = only(officer, "import.people", grants)
    kernel.forget()
    assert door(able, batch.pk).pk == batch.pk
    assert kernel.was_asked()
    for outside, batch_id in ((there(able), batch.pk), (able, uuid4())):
        with pytest.raises(NotInReach):
            door(outside, batch_id)
    for inside in (only(officer, "person.read", grants), only(officer, "import.people", {DataClass.LEGAL: "S"})):
        with pytest.raises(MayNot):
            door(inside, batch.pk)
    with pytest.raises(MayNot):
        access.batch_to_work(only(officer, "import.people", READ), batch.pk)


def test_only_batches_of_the_place_are_visible(officer, batch):
    able = only(officer, "import.people", READ)
    assert [found.pk for found in access.visible(able)] == [batch.pk]
    assert not access.visible(there(able))
    assert Batch.objects.count() == 1


def test_who_brings_a_list_in_and_who_clears_drafts_away(officer):
    access.check_may_import(only(officer, "import.people", WRITE), HERE)
    with pytest.raises(NotInReach):
        access.check_may_import(there(only(officer, "import.people", WRITE)), HERE)
    for unable in (only(officer, "person.register", WRITE), only(officer, "import.people", READ)):
        with pytest.raises(MayNot):
            access.check_may_import(unable, HERE)
    access.check_may_clear(only(officer, "intake.clear", {}))
    with pytest.raises(MayNot):
        access.check_may_clear(only(officer, "import.people", WRITE))
