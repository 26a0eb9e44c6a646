"""Journey J1 below the pages: positive test to the end of the term, through the real actions, under row security (docs: mission J1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from donghanh.base.accounts import queries as accounts_queries
from donghanh.base.audit.models import Event
from donghanh.base.places.models import Body
from donghanh.base.privacy.scope import scope
from donghanh.cases import actions, memo, queries
from donghanh.cases.models import Case, Duty
from donghanh.cases.rules import VIET_NAM
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.decisions import actions as decisions
from donghanh.decisions.drawing import DraftInput
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DecisionKind, ServiceWay
from donghanh.kernel.errors import Cannot, MayNot, NotInReach
from tests.factories import accounts, diagnosis, people

pytestmark = pytest.mark.django_db


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIET_NAM)


def official(role: str, unit, on: str, **kw):
    post = accounts.post(role=role, unit_id=unit.pk, holder=accounts.user(full_name=kw.pop("name", "Trần Thị Mỹ Ẩn")))
    made = accounts_queries.actor_of(post, user_name=post.user.full_name, on=moment(on).date())
    return replace(made, stepped_up=True)


def record(actor, case, kind, at, **data):
    with scope(actor):
        return actions.record_fact(actor=actor, at=moment(at), case_id=case.pk, kind=kind, happened_at=moment(at), data=data)


def open_case(actor, at="2026-09-01T09:00", **person):
    registered = people.register(actor, person.pop("full_name", "Lê Thị Ỗi"), at=moment(at), **person)
    with scope(actor):
        return actions.open_case(actor=actor, at=moment(at), person_id=registered.pk, happened_at=moment(at), data={"substances": ["heroin"]})


def to_notice(actor, at="2026-09-01"):
    case = open_case(actor, f"{at}T09:00")
    record(actor, case, K.RESIDENCE_VERIFIED, f"{at}T10:00", stable=True)
    record(actor, case, K.NOTICE_SENT, f"{at}T11:00")
    record(actor, case, K.NOTICE_RECEIVED, f"{at}T12:00")
    return case


def decide(case, drafter, checker, signer, at, kind=DecisionKind.MANAGE_USER, **given):
    with scope(drafter):
        draft = decisions.draft(
            actor=drafter,
            at=moment(at),
            case_id=case.pk,
            kind=kind,
            given=DraftInput(reasons="Kết quả xét nghiệm dương tính, đã xác minh cư trú.", **given),
        )
    with scope(checker):
        decisions.check(actor=checker, at=moment(at), decision_id=draft.pk)
    with scope(signer):
        return decisions.sign(actor=signer, at=moment(at), decision_id=draft.pk, has_read=True)


@pytest.mark.requirement("DN137-VI.2.b.2")
def test_from_positive_test_to_the_end_of_the_term(town):
    here, _ = town
    officer, police, chief = (official(r, here, "2026-09-01") for r in ("commune_officer", "commune_police", "commune_police_chief"))
    case = to_notice(police)
    with scope(police):
        kinds = [d.kind for d in queries.working_list(police, at=moment("2026-09-01T13:00"))]
    assert kinds == ["DECIDE"]
    decision = decide(case, officer, police, chief, "2026-09-02T08:00")
    assert decision.number == 1 and decision.series == "QĐ-CAX" and decision.pdf_id and decision.docx_id
    with scope(police):
        decisions.serve(
            actor=police,
            at=moment("2026-09-02T15:00"),
            decision_id=decision.pk,
            recipient="Lê Thị Ỗi",
            is_person=True,
            way=ServiceWay.IN_PERSON,
            served_at=moment("2026-09-02T14:00"),
        )
        record_list = queries.active_list(police, at=moment("2026-09-03T08:00"))
        assert [row.stage for row in record_list] == [S.MANAGED]
        end = Case.objects.get(pk=case.pk).active_until
        assert queries.active_list(police, at=end - timedelta(seconds=1)) and not queries.active_list(police, at=end)
        assert "DECIDE_END" in {d.kind for d in queries.working_list(police, at=end)}
    ended = decide(case, officer, police, chief, "2027-09-03T08:00", DecisionKind.END_USER)
    assert ended.number == 1 and ended.year == 2027
    assert Case.objects.get(pk=case.pk).stage == S.ENDED
    assert Event.objects.filter(case_id=case.pk, verb="decision.sign", result="done").count() == 2


def test_one_day_apart_another_office_signs(town):
    here, _ = town
    officer, police, chief, chair = (
        official(r, here, "2026-06-20") for r in ("commune_officer", "commune_police", "commune_police_chief", "commune_chair")
    )
    before = to_notice(police, "2026-06-29")
    with pytest.raises(MayNot) as answer:
        decide(before, officer, police, chief, "2026-06-30T08:00")
    assert "Chủ tịch" in answer.value.message
    with scope(chair):
        waiting = Decision.objects.get(case=before)
        signed = decisions.sign(actor=chair, at=moment("2026-06-30T09:00"), decision_id=waiting.pk, has_read=True)
    assert signed.series == "QĐ-UBND"
    after = to_notice(police, "2026-07-01")
    assert decide(after, officer, police, chief, "2026-07-01T14:00").series == "QĐ-CAX"


@pytest.mark.requirement("QN22-II.6.b")
def test_a_file_moves_only_with_the_other_sides_receipt(town):
    here, there = town
    officer, police, chief = (official(r, here, "2026-09-01") for r in ("commune_officer", "commune_police", "commune_police_chief"))
    other = official("commune_police", there, "2026-09-01")
    case = to_notice(police)
    decide(case, officer, police, chief, "2026-09-02T08:00")
    end = Case.objects.get(pk=case.pk).active_until
    record(police, case, K.DEPARTED, "2026-10-01T08:00")
    with scope(police):
        handover = actions.send_file(actor=police, at=moment("2026-10-01T09:00"), case_id=case.pk, to_unit_id=there.pk)
        assert len(queries.active_list(police, at=moment("2026-10-01T10:00"))) == 1, "on its way the file still counts with its sender"
    with scope(other):
        assert not queries.active_list(other, at=moment("2026-10-01T10:00"))
        assert not Case.objects.filter(pk=case.pk).exists(), "before the receipt the receiver sees a summary, not the file"
        assert [h.id for h in queries.incoming(other)] == [handover.pk]
        actions.receive_file(actor=other, at=moment("2026-10-01T15:00"), handover_id=handover.pk)
        moved = queries.case_sheet(other, case.pk, at=moment("2026-10-01T16:00"))
        assert moved.view.active_until == end
        assert len(queries.active_list(other, at=moment("2026-10-01T16:00"))) == 1
        assert Decision.objects.filter(case_id=case.pk).count() == 1
    with scope(police):
        assert not Case.objects.filter(pk=case.pk).exists()
        assert not queries.active_list(police, at=moment("2026-10-01T16:00"))
        assert queries.outgoing(police)[0].received_at is not None
        with pytest.raises(NotInReach):
            queries.case_sheet(police, case.pk, at=moment("2026-10-01T16:00"))


def test_a_returned_file_stays_with_its_sender(town):
    here, there = town
    officer, police, chief = (official(r, here, "2026-09-01") for r in ("commune_officer", "commune_police", "commune_police_chief"))
    other = official("commune_police", there, "2026-09-01")
    case = to_notice(police)
    decide(case, officer, police, chief, "2026-09-02T08:00")
    record(police, case, K.DEPARTED, "2026-10-01T08:00")
    with scope(police):
        handover = actions.send_file(actor=police, at=moment("2026-10-01T09:00"), case_id=case.pk, to_unit_id=there.pk)
    with scope(other):
        actions.return_file(actor=other, at=moment("2026-10-01T15:00"), handover_id=handover.pk, reason="Người này không đến cư trú tại phường.")
    with scope(police):
        assert queries.outgoing(police)[0].return_reason.startswith("Người này")
        assert Case.objects.get(pk=case.pk).unit_id == here.pk


def test_found_dependent_stops_and_the_doctor_sees_only_the_request(town):
    here, _ = town
    officer, police, chief = (official(r, here, "2026-09-01") for r in ("commune_officer", "commune_police", "commune_police_chief"))
    station = Body.objects.get(kind="health_station", unit=here)
    nurse = official("health_station", here, "2026-09-01")
    assert nurse.body_id == station.pk
    case = to_notice(police)
    decide(case, officer, police, chief, "2026-09-02T08:00")
    record(police, case, K.USED_AGAIN, "2026-11-01T08:00")
    with scope(police):
        referral = actions.request_determination(actor=police, at=moment("2026-11-01T09:00"), case_id=case.pk, to_body_id=station.pk)
    with scope(nurse):
        assert [r.id for r in queries.referrals(nurse)] == [referral.pk]
        diagnosis.concluded(
            actor=nurse, at=moment("2026-11-03T09:00"), referral_id=referral.pk, is_dependent=True, concluded_at=moment("2026-11-03T08:00")
        )
    with scope(police):
        assert memo.freshen(police.unit_ids) == 2, "the file that asked and the determination's own"
        assert "DECIDE_STOP" in {d.kind for d in queries.working_list(police, at=moment("2026-11-03T10:00"))}
    stopped = decide(case, officer, police, chief, "2026-11-04T08:00", DecisionKind.STOP_USER)
    assert stopped.number == 2
    row = Case.objects.get(pk=case.pk)
    assert row.stage == S.STOPPED and row.active_until == moment("2026-11-04T08:00")
    assert set(Duty.objects.filter(case=case).values_list("kind", flat=True)) == {"SEND_END"}


def test_only_one_open_case_a_person(town):
    here, _ = town
    police = official("commune_police", here, "2026-09-01")
    case = open_case(police)
    with scope(police), pytest.raises(Cannot) as answer:
        actions.open_case(actor=police, at=moment("2026-09-05T09:00"), person_id=case.person_id, happened_at=moment("2026-09-05T08:00"), data={})
    assert case.number in answer.value.message
    assert Event.objects.filter(verb="case.open", result="refused").count() == 1


def test_void_takes_a_step_back_and_keeps_the_fact(town):
    here, _ = town
    police = official("commune_police", here, "2026-09-01")
    case = open_case(police)
    record(police, case, K.RESIDENCE_VERIFIED, "2026-09-01T10:00")
    fact = case.facts.get(kind=K.RESIDENCE_VERIFIED)
    with scope(police):
        actions.void_fact(actor=police, at=moment("2026-09-01T11:00"), fact_id=fact.pk, reason="Ghi nhầm sang hồ sơ khác")
    assert Case.objects.get(pk=case.pk).stage == S.DETECTED
    assert case.facts.get(pk=fact.pk).void_reason == "Ghi nhầm sang hồ sơ khác"


def test_another_commune_is_answered_as_if_nothing_were_there(town):
    here, there = town
    case = open_case(official("commune_police", here, "2026-09-01"))
    stranger = official("commune_police", there, "2026-09-01")
    for wanted in (case.pk, uuid4()):
        with scope(stranger), pytest.raises(NotInReach) as answer:
            queries.case_sheet(stranger, wanted, at=moment("2026-09-02T08:00"))
        assert answer.value.message == "Không tìm thấy hồ sơ này."


def test_one_side_does_not_take_back_what_two_sides_signed(town):
    here, there = town
    officer, police, chief = (official(r, here, "2026-09-01") for r in ("commune_officer", "commune_police", "commune_police_chief"))
    case = to_notice(police)
    decide(case, officer, police, chief, "2026-09-02T08:00")
    record(police, case, K.DEPARTED, "2026-10-01T08:00")
    with scope(police):
        actions.send_file(actor=police, at=moment("2026-10-01T09:00"), case_id=case.pk, to_unit_id=there.pk)
        with pytest.raises(Cannot) as answer:
            actions.void_fact(actor=police, at=moment("2026-10-02T09:00"), fact_id=case.facts.get(kind=K.FILE_SENT).pk, reason="Gửi nhầm nơi")
    assert "hai bên" in answer.value.message
