"""A decision is issued at the place of its file, read elsewhere only as a withdrawal, and its fact tells what was typed: raw SQL, with twins."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection

from donghanh.decisions.models import Decision
from tests.decisions.test_as_checked import told
from tests.decisions.test_own_office import FORGE, SIGNED, forged, refused, run
from tests.factories import decisions
from tests.support import ANY_ORDER

pytestmark = pytest.mark.django_db


@pytest.fixture
def checked(people):
    return decisions.checked(people, decisions.waiting(people))


def test_the_signer_gives_the_register_of_no_other_place(people, checked, town):
    elsewhere = SIGNED.replace("issuing_unit_id = unit_id", f"issuing_unit_id = {town[1].pk}")
    refused(people.chief, elsewhere, "issued at the place of its file")
    assert Decision.objects.get().issuing_unit_id == town[1].pk, "the twin"


def test_another_place_reads_no_draft_that_withdraws_nothing_of_its_own(people, town):
    decisions.drafted(people, decisions.waiting(people))
    forged(f"kind = 'STOP_USER', withdrawn_unit_id = {town[1].pk}")
    refused(people.officer, FORGE, "by a post that may: begun")


LIES = {"a longer term": '{"months": 24}', "another basis": '{"basis": "later"}', "a word that nobody typed": '{"number": 1, "place": "Nơi khác"}'}


@pytest.mark.parametrize("what", LIES)
def test_the_fact_tells_nothing_that_does_not_stand_in_the_decision(people, checked, what):
    run(people.chief, SIGNED)
    with connection.cursor() as cursor:
        cursor.execute(ANY_ORDER)
    with pytest.raises(DatabaseError, match="cases_fact_of_decision"):
        told(people, data=LIES[what])
    told(people, data='{"number": 1, "series": "QĐ-CAX", "basis": "first"}')
    with connection.cursor() as cursor:
        cursor.execute("drop policy cases_fact_of_decision on cases_fact")
    told(people, data=LIES[what])
