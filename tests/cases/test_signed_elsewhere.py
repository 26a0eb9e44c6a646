"""What an office signed on paper names that office, whoever records it: the check lies in the action, not in the page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions
from donghanh.cases.actions import record
from donghanh.cases.models import Case, Fact
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure as P
from tests.cases.test_journey_domain import official
from tests.factories import cases, people

pytestmark = pytest.mark.django_db
CHIEF, CHAIR, COURT = "commune_police.commune_police_chief", "commune_committee.commune_chair", "regional_court.chief_judge"
AT = cases.NOW


@pytest.fixture
def police(town):
    return official("commune_police", town[0], "2026-09-01")


@pytest.fixture
def found(police):
    """A file with a ground for compulsory rehabilitation."""
    return begin(police, P.COMPULSORY, K.GROUND_FOUND, {"ground": "RELAPSE", "paper": "12/PKQ", "paper_on": "2026-01-05"})


def begin(actor, procedure: P, kind: K, data: dict):
    person = people.register(actor, "Lê Thị Ỗi", at=AT)
    told = AT - timedelta(days=20)
    with scope(actor):
        return actions.open_case(actor=actor, at=AT, person_id=person.pk, procedure=procedure, kind=kind, happened_at=told, data=data)


def prepared(actor, case, data: dict | None):
    with scope(actor):
        return actions.record_fact(actor=actor, at=AT, case_id=case.pk, kind=K.DOSSIER_PREPARED, happened_at=AT - timedelta(days=1), data=data)


@pytest.mark.parametrize("data", [None, {}, {"issuer": ""}, {"issuer": CHAIR}, {"issuer": COURT}])
def test_no_paper_without_the_office_that_may_sign_it(police, found, data):
    with pytest.raises(CannotRecord, match=r"chưa ghi nơi đã ký|không có quyền ký"):
        prepared(police, found, data)
    assert not Fact.objects.filter(kind=K.DOSSIER_PREPARED).exists()


def test_the_office_of_that_day_is_taken(police, found):
    prepared(police, found, {"issuer": CHIEF})
    assert Fact.objects.get(kind=K.DOSSIER_PREPARED).data["issuer"] == CHIEF


@pytest.mark.parametrize("data", [{"ground": "home"}, {"ground": "home", "issuer": COURT}])
def test_no_file_opens_with_a_paper_that_nobody_signed(police, data):
    with pytest.raises(CannotRecord, match=r"chưa ghi nơi đã ký|không có quyền ký"):
        begin(police, P.MONITORING, K.MONITORING_DECIDED, data)
    assert not Case.objects.exists()


def test_twin_with_the_check_out_anything_is_taken(police, found, monkeypatch):
    monkeypatch.setattr(record, "_check_signed", lambda steps, fact: None)
    prepared(police, found, None)
    assert Fact.objects.filter(kind=K.DOSSIER_PREPARED).exists()
    with pytest.raises(CannotRecord, match="cần căn cứ trước đó"):
        begin(police, P.MONITORING, K.MONITORING_DECIDED, {"ground": "home"})  # past the office, it fails for another reason
