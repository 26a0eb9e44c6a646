"""A file opened in error is closed by another person than its opener, leaves every list and figure, and says so in its history."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions, memo, queries, rules
from donghanh.cases.models import Case, Duty
from donghanh.cases.procedures.registry import MANIFESTS
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage
from donghanh.kernel.errors import Cannot, NotInReach
from tests.cases.test_journey_domain import official
from tests.cases.test_own_hand import FORGE, TRUE
from tests.factories import accounts, cases

pytestmark = pytest.mark.django_db
NOW = cases.NOW
WHY = "Nhầm với người cùng tên ở ấp 4, xem biên bản 12/BB."


@pytest.fixture
def opener(town):
    return accounts.actor_in_db("commune_police", town[0].pk)


@pytest.fixture
def second(town):
    return accounts.actor_in_db("commune_officer", town[0].pk)


@pytest.fixture
def case(opener):
    return cases.notified(opener)


def closed(actor, case, reason=WHY) -> Case:
    with scope(actor):
        return actions.close_as_error(actor=actor, at=NOW, case_id=case.pk, reason=reason)


def test_it_leaves_lists_figures_and_duties_and_stays_readable(opener, second, case):
    assert Duty.objects.filter(case=case).exists()
    closed(second, case)
    kept = Case.objects.get(pk=case.pk)
    assert (kept.stage, kept.active_from, kept.detected_at, kept.managed_at) == (Stage.IN_ERROR, None, None, None)
    assert not Duty.objects.filter(case=case).exists()
    with scope(opener):
        sheet = queries.case_sheet(opener, case.pk, at=NOW)
        assert [f.data["why"] for f in sheet.facts if f.kind == K.OPENED_IN_ERROR] == [WHY]
        assert K.TESTED_POSITIVE in {f.kind for f in sheet.facts}
        assert not queries.working_list(opener, at=NOW)


def test_a_measure_under_way_is_over_at_once_and_counts_as_no_time(opener, second, case):
    file = cases.managed(opener, "Trần Văn Ấn")
    with pytest.raises(CannotRecord, match="quyết định đã ký"):
        closed(second, file)
    closed(second, case)
    assert memo.life_of(Case.objects.get(pk=case.pk)).rehabilitations == 0


def test_the_right_file_can_be_opened_afterwards_and_nothing_more_is_told_in_the_wrong_one(opener, second, case):
    closed(second, case)
    with scope(opener):
        actions.open_case(actor=opener, at=NOW, person_id=case.person_id, happened_at=NOW, data=cases.TEST)
    for kind in (K.MANAGEMENT_DECIDED, K.RESIDENCE_CHECKED, K.SERVICE_OFFERED, K.OPENED_IN_ERROR):
        with pytest.raises(Cannot):
            cases.recorded(opener, case.pk, kind, NOW)


@pytest.mark.parametrize("reason", ["", "nhầm", " " * 40])
def test_not_by_the_opener_nor_without_a_sentence(opener, second, case, reason):
    with pytest.raises(CannotRecord, match="không tự xác nhận"):
        closed(opener, case)
    with pytest.raises(CannotRecord, match="Lý do quá ngắn"):
        closed(second, case, reason)
    assert Case.objects.get(pk=case.pk).stage == Stage.NOTIFIED


def test_not_while_it_is_on_its_way_and_not_from_elsewhere(opener, second, case, town):
    with scope(opener):
        body = accounts.body("health_station", town[0].pk)
        actions.request_determination(actor=opener, at=NOW, case_id=case.pk, to_body_id=body.pk)
    with pytest.raises(CannotRecord, match="gửi sang nơi khác"):
        closed(second, case)
    with pytest.raises(NotInReach):
        closed(official("commune_officer", town[1], "2026-09-01"), case)


def test_twin_without_the_rule_the_opener_closes_it_alone_until_the_database_says_no(opener, case, monkeypatch):
    monkeypatch.setattr(rules, "check_can_close_as_error", lambda **known: None)
    with pytest.raises(DatabaseError, match="cases_fact_error_by_another"):
        closed(opener, case)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; drop policy cases_fact_error_by_another on cases_fact")
    assert closed(opener, case).stage == Stage.IN_ERROR


def test_past_the_application_the_opener_may_not_and_another_may(opener, second, case):
    sql = FORGE.format(**TRUE | {"kind": "'OPENED_IN_ERROR'"})
    for actor, may in ((opener, False), (second, True)):
        try:
            with transaction.atomic(), scope(actor), connection.cursor() as cursor:
                cursor.execute(sql)
            assert may
        except DatabaseError as refusal:
            assert not may and "error_by_another" in str(refusal)


OTHERS_TOO = {
    "a signed decision stands": "decision_id = gen_random_uuid()",
    "a court wrote in it": "body_id = (select id from places_body where kind not like 'commune%' limit 1)",
}


@pytest.mark.parametrize("what", OTHERS_TOO)
def test_past_the_application_not_while_another_has_its_hand_in_it(second, case, town, what):
    accounts.body("health_station", town[0].pk)
    forge = FORGE.format(**TRUE | {"kind": "'OPENED_IN_ERROR'"})

    def owner(sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"set constraints all immediate; set session_replication_role = replica; {sql}; reset session_replication_role")

    def tell() -> None:
        with transaction.atomic(), scope(second), connection.cursor() as cursor:
            cursor.execute(forge)

    owner(f"update cases_fact set {OTHERS_TOO[what]} where kind = 'TESTED_POSITIVE'")
    with pytest.raises(DatabaseError, match="cases_fact_error_of_ours"):
        tell()
    owner("drop policy cases_fact_error_of_ours on cases_fact")
    tell()  # the twin


@pytest.mark.parametrize("steps", MANIFESTS.values(), ids=lambda one: one.procedure.value)
def test_every_procedure_knows_it_from_every_step_and_nothing_leads_out(steps):
    stages = {stage for pair in steps.moves for stage in (pair[0],) if stage}
    assert all((stage, K.OPENED_IN_ERROR) in steps.moves for stage in stages | steps.closed - {Stage.IN_ERROR})
    assert Stage.IN_ERROR not in stages and not any(Stage.IN_ERROR in some for some in steps.stays.values())


def test_later_words_of_the_pure_fold_change_nothing(opener, second, case):
    closed(second, case)
    view = memo.view_of(Case.objects.get(pk=case.pk))
    assert (view.duties, view.findings, view.active_until) == ((), (), None) and view.stage_at(NOW + timedelta(days=900)) == Stage.IN_ERROR
