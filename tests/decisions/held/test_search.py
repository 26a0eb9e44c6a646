"""The head of a facility decides to search for somebody who ran away, on the form of the new law; the signature is the fact."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection

from donghanh.base.privacy.scope import scope
from donghanh.cases.dossiers import queries as dossiers
from donghanh.cases.models import Fact
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.decisions.terms import DecisionKind as D
from donghanh.kernel.errors import Cannot
from tests.decisions.held.conftest import AT, DAY, all_units, case, house, passage, police, town
from tests.factories import held

pytestmark = pytest.mark.django_db
__all__ = ["AT", "all_units", "case", "house", "passage", "police", "town"]
LATER = DAY + timedelta(hours=2)
REASONS = "Tự ý rời cơ sở khi chưa chấp hành xong."
TYPED = {"number": "9/QĐ", "signer": "Lý Thị Ẩm", "issuer": "rehabilitation_facility.facility_head"}
TELLS = "select tell_dossier(%s, gen_random_uuid(), 'SEARCH_DECIDED', %s, %s, %s::jsonb)"


@pytest.fixture
def gone(house, passage):
    held.tell(house.intake, passage, K.ESCAPED, DAY)
    return passage


def forged(house, passage) -> bool:
    with scope(house.intake), connection.cursor() as cursor:
        cursor.execute(TELLS, [passage.pk, LATER, LATER, json.dumps(TYPED)])
        return cursor.fetchone()[0] is not None


def test_signing_the_search_is_the_fact_and_the_duty_is_met(house, gone, case):
    with scope(house.intake):
        assert "SEARCH" in {one.kind for one in dossiers.owed_here(dossiers.opened(house.intake, gone.pk))}
    made = held.signed(house, gone, D.SEARCH, at=LATER, reasons=REASONS)
    told = Fact.objects.get(case=case, kind="SEARCH_DECIDED")
    assert (made.series, told.decision_id, told.body_id) == ("QĐ-CSCN", made.pk, house.body.pk)
    assert told.data == {"number": "01/QĐ-CSCN", "signer": "Lý Thị Ẩm", "issuer": "rehabilitation_facility.facility_head"}
    with scope(house.intake):
        opened = dossiers.opened(house.intake, gone.pk)
        assert "SEARCH" not in {one.kind for one in dossiers.owed_here(opened)}
        assert told.pk not in dossiers.voidable(house.intake, gone.pk), "a signed search goes by its withdrawal"


def test_nobody_is_searched_for_before_he_ran_away(house, passage):
    with pytest.raises(Cannot, match="chưa thể ghi"):
        held.drafted(house, passage, D.SEARCH, at=DAY, reasons=REASONS)


def test_where_the_head_signs_here_no_number_is_typed_past_the_application_neither(house, gone):
    with pytest.raises(CannotRecord, match="người đứng đầu cơ sở ký"):
        held.tell(house.intake, gone, K.SEARCH_DECIDED, LATER, data=TYPED)
    assert not forged(house, gone)


def test_twin_with_the_form_unasked_a_typed_number_would_do(house, gone):
    with connection.cursor() as cursor:
        cursor.execute("create or replace function dossier_head_draws(told text, day date) returns boolean language sql as $$ select false $$")
    assert forged(house, gone)
