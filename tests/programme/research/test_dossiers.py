"""Dossiers: versions, consultation, sending, reply, issue; levels and guidance that follow."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, IntegrityError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.kernel.ids import new_id
from donghanh.programme.money import queries as money
from donghanh.programme.money.terms import Confidence, Per, Purpose
from donghanh.programme.research import actions, queries
from donghanh.programme.research.models import Consultation, Dossier, DossierStep, Opinion
from donghanh.programme.research.rules import CannotMove
from donghanh.programme.research.terms import DossierKind, DossierState, Position, Topic, Verdict
from tests.factories import money as money_facts
from tests.factories import tasks
from tests.factories.registers import PAPER, do, dossier, moved
from tests.factories.tasks import NOW, ON

pytestmark = pytest.mark.django_db
S = DossierState


def rows(actor):
    with scope(actor):
        return queries.dossiers(actor)


def sheet(actor, one):
    with scope(actor):
        return queries.dossier_sheet(actor, one.pk, on=ON)


def asked(province, one, *bodies: int):
    return do(actions.consult, province.lead, dossier_id=one.pk, body_ids=bodies, due_on=ON + timedelta(days=10))


@pytest.mark.requirement("DN137-IV.1.e.2.b")
def test_a_proposal_goes_from_draft_to_sent_answered_adopted_with_the_reply(province):
    review = {"kind": DossierKind.LAW, "instrument": "116/2021/NĐ-CP", "provision": "Điều 20 khoản 2", "verdict": Verdict.AMEND}
    one = dossier(province.lead, drafts=2, **review)
    assert rows(province.lead)[0].state == S.DRAFT
    moved(province.lead, one, S.SUBMITTED)
    assert rows(province.lead)[0].state == S.SUBMITTED and rows(province.lead)[0].reply == ""
    moved(province.lead, one, S.ANSWERED, note="Bộ ghi nhận, sẽ sửa trong năm sau")
    assert (rows(province.lead)[0].state, rows(province.lead)[0].reply) == (S.ANSWERED, "Bộ ghi nhận, sẽ sửa trong năm sau")
    moved(province.lead, one, S.ISSUED)
    found = sheet(province.lead, one)
    assert [step[0] for step in found.steps] == [S.SUBMITTED, S.ANSWERED, S.ISSUED] and found.next == () and not found.row.is_open
    with pytest.raises(CannotMove, match="đã kết thúc"):
        moved(province.lead, one, S.WITHDRAWN)


@pytest.mark.requirement("TH38-IV.2")
def test_each_document_shows_its_verdict_and_open_ones_stand_first(province):
    review = {"kind": DossierKind.LAW, "instrument": "Thông tư 62/2022"}
    kept = dossier(province.lead, drafts=0, **review, provision="Điều 5", verdict=Verdict.KEEP)
    dossier(province.lead, **review, provision="Điều 7", verdict=Verdict.DROP)
    found = rows(province.lead)
    assert [(row.provision, row.verdict, row.is_open) for row in found] == [("Điều 7", Verdict.DROP, True), ("Điều 5", Verdict.KEEP, False)]
    with pytest.raises(CannotMove, match="giữ nguyên"):
        moved(province.lead, kept, S.SUBMITTED)
    with pytest.raises(BadInput, match="kết luận rà soát"):
        dossier(province.lead, **review, provision="Điều 9")


@pytest.mark.requirement("TH38-V.2.1.13", "TH38-V.2.4.2")
def test_the_list_shows_state_latest_version_and_the_decision_once_issued(province):
    jobs, staff = dossier(province.lead, drafts=3), dossier(province.lead, topic=Topic.STAFF, title="Chế độ cho cán bộ")
    moved(province.lead, staff, S.SUBMITTED, S.ISSUED)
    found = {row.id: row for row in rows(province.lead)}
    assert (found[jobs.pk].state, found[jobs.pk].version, found[jobs.pk].paper) == (S.DRAFT, 3, "")
    assert (found[staff.pk].state, found[staff.pk].version) == (S.ISSUED, 1) and "12/QĐ-UBND" in found[staff.pk].paper
    assert sheet(province.lead, jobs).versions[0][2] == "Khoảng 200 người mỗi năm"


@pytest.mark.requirement("DN137-VI.1.e")
def test_levels_of_an_issued_policy_are_selectable_from_their_first_day(province):
    one, officer = dossier(province.lead, topic=Topic.REHABILITATION), province.offices.officer
    case, since = money_facts.rehabilitation(officer, started=60, ended=20), ON - timedelta(days=30)
    level = {"name": "Tiền ăn", "purpose": Purpose.REHABILITATION, "procedure": "PUBLIC_REHABILITATION", "per": Per.DAY, "amount": 50_000}
    told = {"dossier_id": one.pk, "valid": (since, None), "confidence": Confidence.V, **level}
    with pytest.raises(CannotMove, match="chưa được ban hành"):
        do(actions.set_level, province.lead, **told)
    moved(province.lead, one, S.SUBMITTED, S.ISSUED)
    do(actions.set_level, province.lead, **told)
    with scope(officer):
        (proposal,) = money.support_sheet(officer, case.person_id, at=NOW).proposals
    assert (proposal.level.amount, proposal.starts_on) == (50_000, since) and "12/QĐ-UBND" in proposal.level.document
    assert sheet(province.lead, one).levels == (("Tiền ăn: 50.000 đ", since),)


@pytest.mark.requirement("DN257-23")
def test_localities_that_have_not_acknowledged_the_guidance_are_listed(province):
    one = dossier(province.lead, topic=Topic.CLUBS, title="Mô hình câu lạc bộ")
    kept = tasks.directive(province.lead, province.offices.here, province.offices.there)
    do(actions.guide, province.lead, dossier_id=one.pk, directive_id=kept.pk)
    ((_id, _title, both),) = sheet(province.lead, one).guidance
    assert len(both) == 2
    do(tasks.actions.acknowledge_directive, province.offices.officer, directive_id=kept.pk)
    ((_id, _title, left),) = sheet(province.lead, one).guidance
    assert left == (province.there.body_name,)


def test_bodies_that_are_asked_answer_once_for_themselves(province):
    one = dossier(province.lead)
    (question,) = asked(province, one, province.health.body_id)
    assert rows(province.lead)[0].is_asking and sheet(province.health, one).may_answer == question.pk
    with pytest.raises(NotInReach):
        sheet(province.chair, one)
    with pytest.raises(MayNot, match="gửi đến"):
        do(actions.answer, province.lead, consultation_id=question.pk, position=Position.AGREE, text="")
    with pytest.raises(BadInput, match="ý kiến"):
        do(actions.answer, province.health, consultation_id=question.pk, position=Position.PARTLY, text=" ")
    do(actions.answer, province.health, consultation_id=question.pk, position=Position.PARTLY, text="Thêm mức cho xã nghèo")
    with pytest.raises(CannotMove, match="đã trả lời"):
        do(actions.answer, province.health, consultation_id=question.pk, position=Position.AGREE, text="")
    with pytest.raises(BadInput, match="đã được hỏi"):
        asked(province, one, province.health.body_id)
    (opinion,) = sheet(province.lead, one).opinions
    assert (opinion.position, opinion.text) == (Position.PARTLY, "Thêm mức cho xã nghèo") and sheet(province.health, one).may_answer is None


def test_past_the_application_order_keeper_and_own_answer_are_kept(province):
    one = dossier(province.lead)
    (question,) = asked(province, one, province.health.body_id)

    def by(who):
        return {"id": new_id(), "made_at": NOW, "made_by": who.user_id}

    paper = {"paper_number": PAPER.number, "paper_date": PAPER.date, "paper_issuer": PAPER.issuer}
    with pytest.raises(IntegrityError, match="does not stand there"), scope(province.lead), transaction.atomic():
        DossierStep.objects.create(dossier=one, kind=S.ISSUED, note="x", **paper, **by(province.lead))
    with pytest.raises(Error, match="row-level security"), scope(province.chair), transaction.atomic():
        Opinion.objects.create(consultation_id=question.pk, position=Position.AGREE, **by(province.chair))
    stolen = {"version_id": question.version_id, "body_id": province.chair.body_id, "unit_id": province.health.unit_id, "due_on": ON}
    with pytest.raises(IntegrityError, match="only the keeper"), scope(province.health), transaction.atomic():
        Consultation.objects.create(dossier_id=one.pk, keeper_id=province.health.body_id, **stolen, **by(province.health))
    with pytest.raises(Error, match="permission denied"), scope(province.lead), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update research_dossier set state = 'ISSUED'")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table research_dossier disable row level security")
        with scope(province.chair):
            assert Dossier.objects.count() == 1, "twin"
        transaction.set_rollback(True)
