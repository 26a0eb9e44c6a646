"""A facility drafts, checks and signs while the file lies with it; the going out and the certificate follow from what was signed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases import memo
from donghanh.cases.dossiers import actions as dossier_actions
from donghanh.cases.dossiers import queries as dossiers
from donghanh.cases.models import Case, Fact
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.decisions import actions as steps
from donghanh.decisions import queries as commune
from donghanh.decisions.held import actions, queries
from donghanh.decisions.rules import CannotDecide, MayNotSign
from donghanh.decisions.terms import DecisionKind as D
from donghanh.decisions.terms import DraftState, ServiceWay
from donghanh.kernel.errors import Cannot, MayNot, NotInReach, Overtaken
from tests.decisions.held.conftest import AT, DAY
from tests.factories import held

pytestmark = pytest.mark.django_db
OUT = DAY + timedelta(hours=3)


def stage(case) -> S:
    return memo.view_of(Case.objects.select_related("person").get(pk=case.pk)).stage


def test_leave_is_signed_here_and_the_going_out_takes_number_and_signer_from_it(house, passage, case):
    made = held.signed(house, passage, D.LET_OUT, at=DAY)
    assert (made.number, made.series, made.signer_name, made.issuing_unit_id) == (1, "QĐ-CSCN", "Lý Thị Ẩm", house.body.unit_id)
    assert made.unit_id == case.unit_id and made.case_number == case.number and not Fact.objects.filter(decision_id=made.pk).exists()
    assert stage(case) == S.IN_FACILITY, "signing lets nobody out yet"
    held.tell(house.intake, passage, K.LEAVE_BEGAN, OUT, decision_id=made.pk)
    told = Fact.objects.get(decision_id=made.pk)
    assert told.data == {"number": "01/QĐ-CSCN", "signer": "Lý Thị Ẩm", "issuer": "rehabilitation_facility.facility_head"}
    assert (told.kind, told.body_id, stage(case)) == ("LEAVE_BEGAN", house.body.pk, S.OUTSIDE)


def test_the_letter_names_what_the_facility_may_read_and_says_where_to_complain(house, passage):
    made = held.drafted(house, passage, D.LET_OUT, at=DAY)
    with scope(house.head):
        letter = queries.sheet(house.head, made.pk, at=DAY).letter
    text = str(letter)
    for words in ("Lê Thị Ỗi".upper(), "Lê Văn Ựu", "10/12/2026", "quyền khiếu nại", house.body.name.upper(), held.REASONS.rstrip(".")):
        assert words in text or words in text.upper(), words
    assert letter.authority == f"TRƯỞNG {house.body.name.upper()}"


def test_a_memo_that_catches_up_leaves_the_draft_as_it_was(house, passage, case):
    made = held.checked(house, passage, D.LET_OUT, at=DAY)
    assert memo.freshen([case.unit_id]) == 1, "the commune has not read what the facility told"
    with scope(house.head):
        actions.sign(actor=house.head, at=DAY, decision_id=made.pk, has_read=True)


@pytest.mark.parametrize(("step", "kind"), [(K.BORROWED, D.LET_OUT), (K.LEAVE_BEGAN, D.LEND)])
def test_nobody_goes_out_by_a_decision_of_another_kind(house, passage, step, kind):
    made = held.signed(house, passage, kind, at=DAY)
    with pytest.raises(Overtaken):
        held.tell(house.intake, passage, step, OUT, decision_id=made.pk)


def test_nobody_goes_out_by_a_draft_or_twice_or_on_a_typed_number(house, passage):
    draft = held.checked(house, passage, D.LET_OUT, at=DAY)
    with pytest.raises(Overtaken):
        held.tell(house.intake, passage, K.LEAVE_BEGAN, OUT, decision_id=draft.pk)
    with pytest.raises(CannotRecord, match="đã ký trên hệ thống"):
        held.tell(house.intake, passage, K.LEAVE_BEGAN, OUT, data={"number": "2/QĐ", "signer": "Ai Đó"})
    with scope(house.head):
        actions.sign(actor=house.head, at=DAY, decision_id=draft.pk, has_read=True)
    held.tell(house.intake, passage, K.LEAVE_BEGAN, OUT, decision_id=draft.pk)
    held.tell(house.intake, passage, K.LEAVE_ENDED, OUT + timedelta(days=1))
    with scope(house.intake):
        assert queries.to_go_by(house.intake, passage.pk, K.LEAVE_BEGAN) == []
    with pytest.raises(Overtaken):
        held.tell(house.intake, passage, K.LEAVE_BEGAN, OUT + timedelta(days=2), decision_id=draft.pk)


def test_signing_the_certificate_is_the_fact_and_the_commune_reads_it(house, passage, case, police):
    done = held.completed(house, passage, at=AT)
    with pytest.raises(CannotRecord, match="người đứng đầu cơ sở ký"):
        held.tell(house.intake, passage, K.CERTIFICATE_ISSUED, done, data={"number": "3/GCN", "completed": "compulsory"})
    made = held.signed(house, passage, D.CERTIFY_STAY, at=done + timedelta(hours=1), reasons="Đã chấp hành xong thời hạn cai nghiện.")
    told = Fact.objects.get(case=case, kind="CERTIFICATE_ISSUED")
    assert told.data["number"] == "01/GCN-CSCN" and told.data["completed"] == "compulsory" and told.decision_id == made.pk
    assert stage(case) == S.CERTIFIED
    with scope(police):
        sheet = commune.decision_sheet(police, made.pk, at=done + timedelta(hours=2))
        assert sheet.row.number_text == "01/GCN-CSCN" and commune.file(police, sheet, "pdf")
        assert [row.id for row in commune.of_cases(police, [case.pk])] == [made.pk]


def test_a_certificate_is_not_drawn_up_before_the_end(house, passage):
    with pytest.raises(Cannot):
        held.drafted(house, passage, D.CERTIFY_STAY, at=DAY)


def test_three_people_and_the_head_alone_signs(house, passage):
    made = held.drafted(house, passage, D.LET_OUT, at=DAY)
    with scope(house.intake), pytest.raises(MayNotSign, match="không tự kiểm tra"):
        steps.check(actor=house.intake, at=DAY, decision_id=made.pk)
    with scope(house.head):
        steps.check(actor=house.head, at=DAY, decision_id=made.pk)
        with pytest.raises(MayNotSign, match="Người soạn hoặc kiểm tra"):
            actions.sign(actor=house.head, at=DAY, decision_id=made.pk, has_read=True)
    with scope(house.second), pytest.raises(MayNot):
        actions.sign(actor=house.second, at=DAY, decision_id=made.pk, has_read=True)


def test_what_waits_for_somebody_is_what_he_can_do(house, passage):
    def waiting():
        found = {}
        for who in (house.intake, house.second, house.head):
            with scope(who):
                found[who.user_id] = len(queries.waiting(who))
        return [found[who.user_id] for who in (house.intake, house.second, house.head)]

    made = held.drafted(house, passage, D.LET_OUT, at=DAY)
    assert waiting() == [0, 1, 0], "his colleague checks; the head signs, so he does not check"
    with scope(house.second):
        steps.check(actor=house.second, at=DAY, decision_id=made.pk)
    assert waiting() == [0, 0, 1]


def test_what_changed_since_the_draft_is_drawn_up_anew(house, passage):
    made = held.checked(house, passage, D.LET_OUT, at=DAY)
    held.tell(house.intake, passage, K.END_NOTICED, OUT, data={"number": "4/TB"})
    with scope(house.head), pytest.raises(CannotDecide, match="đã thay đổi"):
        actions.sign(actor=house.head, at=OUT, decision_id=made.pk, has_read=True)
    with scope(house.head):
        steps.return_draft(actor=house.head, at=OUT, decision_id=made.pk, reason="Hồ sơ có thông báo mới, soạn lại.")
    again = held.drafted(house, passage, D.LET_OUT, at=OUT)
    made.refresh_from_db()
    assert made.state == DraftState.DROPPED and again.state == DraftState.DRAFTED


def test_a_draft_is_seen_by_the_facility_alone(house, passage, case, police):
    made = held.drafted(house, passage, D.LET_OUT, at=DAY)
    with scope(police), pytest.raises(NotInReach):
        commune.decision_sheet(police, made.pk, at=DAY)
    with pytest.raises(NotInReach):  # the application's own wall, without the database's
        commune.decision_sheet(police, made.pk, at=DAY)
    assert commune.of_cases(police, [case.pk]) == [] and commune.to_check(police) == []


def test_an_unused_leave_is_withdrawn_and_then_lets_nobody_out(house, passage, case):
    made = held.signed(house, passage, D.LET_OUT, at=DAY)
    reasons = "Người thân báo không về được, không còn việc tang."
    back = held.signed(house, passage, D.WITHDRAW, at=OUT, reasons=reasons, withdraws=made.pk)
    assert back.series == "QĐ-CSCN" and back.number == 2
    assert Fact.objects.get(case=case, kind="DECISION_WITHDRAWN").data == {"withdraws": str(made.pk)}
    with pytest.raises(Overtaken):
        held.tell(house.intake, passage, K.LEAVE_BEGAN, OUT, decision_id=made.pk)


def test_what_somebody_went_out_by_is_not_withdrawn(house, passage):
    made = held.signed(house, passage, D.LET_OUT, at=DAY)
    held.tell(house.intake, passage, K.LEAVE_BEGAN, OUT, decision_id=made.pk)
    with pytest.raises(CannotDecide, match="đã ra khỏi cơ sở"):
        held.drafted(house, passage, D.WITHDRAW, at=OUT, withdraws=made.pk)


def test_a_withdrawn_certificate_is_no_fact_and_may_be_signed_anew(house, passage, case):
    later = held.completed(house, passage, at=AT) + timedelta(hours=1)
    certificate = {"kind": D.CERTIFY_STAY, "reasons": "Đã chấp hành xong thời hạn cai nghiện."}
    made = held.signed(house, passage, at=later, **certificate)
    told = Fact.objects.get(decision_id=made.pk).pk
    with scope(house.intake):
        assert told not in dossiers.voidable(house.intake, passage.pk), "a signed certificate goes by its withdrawal"
    held.signed(house, passage, D.WITHDRAW, at=later, reasons="Ghi sai thời gian chấp hành, ban hành lại.", withdraws=made.pk)
    assert stage(case) == S.COMPLETED
    again = held.signed(house, passage, at=later + timedelta(hours=1), **certificate)
    assert stage(case) == S.CERTIFIED and again.number == 2


def test_the_register_and_the_letters_stay_when_the_file_left_and_drafts_do_not(house, passage):
    signed, draft = held.signed(house, passage, D.LET_OUT, at=DAY), held.drafted(house, passage, D.LEND, at=DAY)
    done = held.completed(house, passage, at=AT)
    with scope(house.intake):
        dossier_actions.send_on(actor=house.intake, at=done, passage_id=passage.pk, references={}, why_missing="Giấy xác nhận gửi sau")
    with scope(house.head):
        assert [row.id for row in queries.register(house.head)] == [signed.pk]
        sheet = queries.sheet(house.head, signed.pk, at=done)
        assert queries.file(house.head, sheet, "pdf") and not sheet.lies_here
        with pytest.raises(NotInReach):
            queries.sheet(house.head, draft.pk, at=done)


def test_handing_over_is_recorded_by_the_facility_and_makes_no_step(house, passage, case):
    made = held.signed(house, passage, D.LET_OUT, at=DAY)
    before = Fact.objects.filter(case=case).count()
    given = {"recipient": "Lê Thị Ỗi", "is_person": True, "way": ServiceWay.IN_PERSON, "served_at": OUT}
    with scope(house.intake):
        actions.serve(actor=house.intake, at=OUT, decision_id=made.pk, **given)
        assert queries.sheet(house.intake, made.pk, at=OUT).services[0].is_person
    assert Fact.objects.filter(case=case).count() == before


def test_the_certificate_is_handed_over_when_the_file_has_gone_home(house, passage):
    out, done = held.signed(house, passage, D.LET_OUT, at=DAY), held.completed(house, passage, at=AT)
    made = held.signed(house, passage, D.CERTIFY_STAY, at=done, reasons="Đã chấp hành xong thời hạn cai nghiện.")
    given = {"recipient": "Lê Thị Ỗi", "is_person": True, "way": ServiceWay.IN_PERSON, "served_at": done + timedelta(hours=2)}
    with scope(house.intake):
        dossier_actions.send_on(actor=house.intake, at=done, passage_id=passage.pk, references={"certificate": "1"}, why_missing="Gửi sau")
        actions.serve(actor=house.intake, at=done + timedelta(hours=2), decision_id=made.pk, **given)
        assert queries.sheet(house.intake, made.pk, at=done).services[0].recipient == "Lê Thị Ỗi"
        with pytest.raises(Cannot, match="không còn ở cơ sở"):
            actions.serve(actor=house.intake, at=done + timedelta(hours=2), decision_id=out.pk, **given)
