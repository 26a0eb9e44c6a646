"""What happens during the stay is written by the facility from the admission on, and by nobody else; with the twins."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases import hands
from donghanh.cases.models import Fact
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from tests.cases.dossiers.test_own_hands import FORGED, refused, told
from tests.cases.dossiers.test_travel import stage
from tests.cases.dossiers.test_walls import ask
from tests.cases.dossiers.test_whole_way import EFFECTIVE, facility, in_facility, intake
from tests.factories import cases

pytestmark = pytest.mark.django_db
__all__ = ["facility", "intake"]
DAY = EFFECTIVE + timedelta(days=1)
RULING = {"number": "7/2026/QĐ-TA", "signer": "Trần Văn Ẩn"}
WRITTEN = "select tell_dossier(%s, gen_random_uuid(), %s, %s, %s, %s::jsonb)"


@pytest.fixture
def passage(police, clerk, intake, case):
    return in_facility(police, clerk, intake, case)


@pytest.fixture
def admitted(passage, intake):
    told(intake, passage, K.ADMITTED, EFFECTIVE)
    return passage


def forged(kind: K) -> str:
    return FORGED.replace("COURT_DECIDED", kind.value)


def past_the_application(intake, passage, kind: K, **data) -> bool:
    with scope(intake):
        return ask(WRITTEN, [passage.pk, kind.value, DAY, DAY, json.dumps(data)]) is not None


def test_the_list_of_the_stay_is_the_same_in_the_database():
    assert set(ask("select dossier_stay_kinds()")) == {kind.value for kind in hands.STAY}


def test_the_facility_writes_escape_return_hospital_and_its_proposal(admitted, intake, facility, case):
    for day, (kind, after) in enumerate(
        [
            (K.ESCAPED, S.ESCAPED),
            (K.BROUGHT_BACK, S.IN_FACILITY),
            (K.HOSPITALISED, S.OUTSIDE),
            (K.HOSPITAL_ENDED, S.IN_FACILITY),
            (K.REDUCTION_PROPOSED, S.IN_FACILITY),
            (K.TRANSFERRED, S.IN_FACILITY),
        ]
    ):
        told(intake, admitted, kind, DAY + timedelta(days=day))
        assert stage(case) == after
    assert set(Fact.objects.filter(case=case, kind__in=["ESCAPED", "TRANSFERRED"]).values_list("body_id", flat=True)) == {facility.pk}


def test_a_search_is_signed_by_the_head_of_the_facility(admitted, intake, case):
    told(intake, admitted, K.ESCAPED, DAY)
    told(intake, admitted, K.SEARCH_DECIDED, DAY + timedelta(hours=1), number="1/QĐ-TT", signer="Lý Thị Ẩn")
    assert Fact.objects.get(case=case, kind="SEARCH_DECIDED").data["issuer"] == "rehabilitation_facility.facility_head"


def test_a_ruling_of_the_court_on_the_stay_is_named_on_the_page_and_past_it(admitted, intake, case):
    with pytest.raises(CannotRecord, match="cần quyết định của Toà án"):
        told(intake, admitted, K.STAY_SUSPENDED, DAY, number="7", signer=" ")
    assert not past_the_application(intake, admitted, K.STAY_SUSPENDED, number="7", signer=" ")
    told(intake, admitted, K.STAY_SUSPENDED, DAY, **RULING)
    told(intake, admitted, K.SUSPENSION_ENDED, DAY + timedelta(days=9))
    told(intake, admitted, K.EXEMPTED, DAY + timedelta(days=10), **RULING)
    assert stage(case) == S.EXEMPTED


FITS_NOW = (K.ESCAPED, K.HOSPITALISED, K.TRANSFERRED, K.REDUCTION_PROPOSED, K.STAY_SUSPENDED, K.EXEMPTED)


def test_the_commune_writes_none_of_it_by_the_page_or_past_it(admitted, police, case):
    with scope(police):
        assert set(hands.others(case.pk)) >= hands.STAY
    for kind in FITS_NOW:
        with pytest.raises(CannotRecord, match="nơi đó tự ghi"):
            cases.recorded(police, case.pk, kind, DAY)
        with pytest.raises(DatabaseError, match="cases_fact_where_it_lies"), scope(police), transaction.atomic():
            ask(forged(kind), [case.pk])


def test_twin_without_the_list_the_commune_would_write_the_exemption(admitted, police, case):
    ask("create or replace function dossier_stay_began(file uuid, told text) returns boolean language sql as $$ select false $$")
    assert not refused(police, forged(K.EXEMPTED), case.pk)


def test_an_escape_before_the_admission_is_the_communes_not_the_facilitys(passage, police, intake, case):
    with pytest.raises(CannotRecord, match="chưa tiếp nhận"):
        told(intake, passage, K.ESCAPED, DAY)
    assert not past_the_application(intake, passage, K.ESCAPED)
    cases.recorded(police, case.pk, K.ESCAPED, DAY)
    assert stage(case) == S.TO_ENTER


def test_twin_with_the_admission_unasked_the_facility_would_write_it(passage, intake):
    ask("create or replace function dossier_stay_began(file uuid, told text) returns boolean language sql as $$ select true $$")
    assert past_the_application(intake, passage, K.ESCAPED)
