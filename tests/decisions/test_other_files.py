"""A registration for rehabilitation at home tells the person's other files the same, whether it was signed here or recorded from paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions as case_actions
from donghanh.cases import memo, opening
from donghanh.cases.models import Case, Fact
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure, Stage
from donghanh.decisions.terms import DecisionKind
from tests.factories import cases, decisions
from tests.factories import formed as factory

pytestmark = pytest.mark.django_db
NOW = cases.NOW
D = DecisionKind


def on_paper(people, case: Case) -> None:
    """The same decision, signed on paper and recorded without a word on the form of rehabilitation."""
    with scope(people.police):
        case_actions.record_decision(
            actor=people.police, at=NOW, case_id=case.pk, kind=K.REGISTRATION_DECIDED, happened_at=NOW, issuer=factory.CHIEF,
            data={"number": "12/QĐ-CAX"},
        )  # fmt: skip


def signed_here(people, case: Case) -> None:
    factory.signed(people, case, D.VOLUNTARY, NOW)


def monitoring() -> Case | None:
    return Case.objects.select_related("person").filter(procedure=Procedure.MONITORING).first()


@pytest.mark.parametrize("way", [on_paper, signed_here])
def test_registration_at_home_opens_the_file_of_monitoring_that_the_law_asks_for(people, way):
    """Decree 163/2026 Article 14, 15.1.a: who is in rehabilitation at home is monitored."""
    case = factory.registered(people, NOW)
    way(people, case)
    made = monitoring()
    assert made is not None and made.person_id == case.person_id and made.stage == Stage.FOUND
    assert {duty.kind for duty in memo.view_of(made).duties} == {"DECIDE_MONITORING"}
    told = Fact.objects.get(case=made).data
    assert {key: told[key] for key in ("form", "told_in")} == {"form": "home", "told_in": str(case.pk)}


@pytest.mark.parametrize("way", [on_paper, signed_here])
def test_twin_a_file_that_does_not_say_which_measure_it_is_opens_none(people, way, monkeypatch):
    case = factory.registered(people, NOW)
    monkeypatch.setattr(opening, "manifest", lambda procedure: replace(manifest(procedure), tells={}))
    way(people, case)
    assert monitoring() is None


def test_before_the_measure_existed_no_file_is_opened(people):
    at = cases.moment("2026-06-29T09:00")
    case = factory.registered(people, at)
    with scope(people.police):
        case_actions.record_decision(
            actor=people.police, at=at, case_id=case.pk, kind=K.REGISTRATION_DECIDED, happened_at=at, issuer="commune_committee.commune_chair"
        )
    assert monitoring() is None


def test_the_file_hears_of_the_withdrawal_of_the_registration_signed_here(people):
    case = factory.registered(people, NOW)
    ground = factory.signed(people, case, D.VOLUNTARY, NOW)
    made = decisions.checked(people, case, kind=D.WITHDRAW, withdraws=ground.pk, reasons="Người này đã đăng ký ở nơi khác trước đó.")
    decisions.sign(made, people.chief)
    assert monitoring().stage == Stage.CLOSED
