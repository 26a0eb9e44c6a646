"""Past the application: nobody gives the worker an order in the name of another. The guard with its twin."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.intake.models import Batch
from tests.factories import intake

pytestmark = pytest.mark.django_db
OTHER = 999_999


def ordered(officer, batch, who: str, moment: str) -> int:
    """The order of another official, by SQL."""
    with transaction.atomic(), scope(officer):
        return Batch.objects.filter(pk=batch.pk).update(**{who: OTHER, moment: intake.AT})


@pytest.mark.parametrize(("who", "moment"), [("uploaded_by", "uploaded_at"), ("confirmed_by", "confirmed_at"), ("undone_by", "undone_at")])
def test_nobody_gives_an_order_in_the_name_of_another(officer, batch, who, moment):
    with pytest.raises(DatabaseError, match="in the name of another"):
        ordered(officer, batch, who, moment)
    with connection.cursor() as cursor:
        cursor.execute("drop trigger intake_batch_own_hand on intake_batch")
    assert ordered(officer, batch, who, moment) == 1
