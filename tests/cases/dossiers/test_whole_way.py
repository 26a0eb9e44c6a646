"""Every leg of the way: receipt, one return with all faults, no second one for what was visible, and what each side may see."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection

from donghanh.base.privacy.scope import scope
from donghanh.cases import actions as case_actions
from donghanh.cases.dossiers import filing, queries
from donghanh.cases.dossiers.models import Passage
from donghanh.cases.models import Case, Fact
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot, NotInReach, Overtaken
from donghanh.legal.dossiers import KeptBack
from tests.cases.dossiers.conftest import AT, clerk_of
from tests.cases.dossiers.test_own_hands import SAYS, told
from tests.cases.dossiers.test_travel import LATER, accepted, do, stage
from tests.cases.dossiers.test_walls import ask
from tests.factories import accounts, cases, diagnosis, dossiers

pytestmark = pytest.mark.django_db
RULED, EFFECTIVE = LATER + timedelta(hours=1), AT + timedelta(days=20)
ENTRY = ("court_decision", "cv", "intake_minutes")


@pytest.fixture
def facility(town, court):
    return dossiers.facility(town[0])


@pytest.fixture
def intake(facility):
    return clerk_of(facility, "facility_intake")


def effective(police, clerk, case):
    """Decided and in effect; the court has the file."""
    passage = accepted(police, clerk, case)
    told(clerk, passage, K.COURT_DECIDED, RULED, **SAYS)
    told(clerk, passage, K.DECISION_EFFECTIVE, EFFECTIVE)
    return passage


def on_to(actor, passage, at, **references):
    return do(actor, "send_on", at, passage_id=passage.pk, references=references)


def in_facility(police, clerk, intake, case, at=EFFECTIVE):
    """The decision came back to the commune police, and the file lies with the facility, signed for."""
    back = on_to(clerk, effective(police, clerk, case), at, court_decision="9/2026/QĐ-TA")
    do(police, "receive_dossier", at, passage_id=back.pk)
    dossiers.placed(police, case, "intake_minutes", at=at)
    passage = do(police, "send_dossier", at, case_id=case.pk, leg_id="to_facility")
    do(intake, "receive_dossier", at, passage_id=passage.pk)
    return passage


def test_the_court_sends_its_decision_to_be_carried_out_once_it_has_effect(police, clerk, case):
    passage = accepted(police, clerk, case)
    with pytest.raises(CannotRecord, match="chưa có hiệu lực"):
        on_to(clerk, passage, RULED, court_decision="9")
    told(clerk, passage, K.COURT_DECIDED, RULED, **SAYS)
    told(clerk, passage, K.DECISION_EFFECTIVE, EFFECTIVE)
    with pytest.raises(CannotRecord, match="còn thiếu"):
        on_to(clerk, passage, EFFECTIVE)
    made = on_to(clerk, passage, EFFECTIVE, court_decision="9/2026/QĐ-TA")
    assert (made.leg, made.from_body.kind, made.to_body.kind) == ("to_execution", "regional_court", "commune_police")
    with scope(police):
        received = queries.opened(police, made.pk)
    assert received.row.to_us and received.row.lines[0]["reference"] == "9/2026/QĐ-TA"
    with scope(clerk):  # its receipt stays, the person is closed
        assert queries.opened(clerk, made.pk).row.from_us and queries.opened(clerk, passage.pk).full_name == ""


@pytest.mark.requirement("DN137-VI.2.c.4")
def test_the_facility_admits_certifies_and_returns_the_file_and_aftercare_opens(police, clerk, intake, case):
    passage = in_facility(police, clerk, intake, case)
    with pytest.raises(CannotRecord, match="nơi đó tự ghi"):
        cases.recorded(police, case.pk, K.ADMITTED, EFFECTIVE)
    told(intake, passage, K.ADMITTED, EFFECTIVE)
    assert stage(case) == S.IN_FACILITY
    done = EFFECTIVE + timedelta(days=750)
    with pytest.raises(CannotRecord, match="chưa chấp hành xong"):
        told(intake, passage, K.REHAB_COMPLETED, EFFECTIVE + timedelta(days=200), completed="compulsory")
    with pytest.raises(CannotRecord, match="Chưa ghi hoàn thành"):
        on_to(intake, passage, done, certificate="3/GCN")
    told(intake, passage, K.REHAB_COMPLETED, done, completed="compulsory")
    told(intake, passage, K.CERTIFICATE_ISSUED, done + timedelta(minutes=5), completed="compulsory", number="3/GCN")
    home = on_to(intake, passage, done + timedelta(hours=1), certificate="3/GCN")
    assert not Case.objects.filter(person=case.person, procedure="AFTERCARE").exists()
    do(police, "receive_dossier", done + timedelta(hours=2), passage_id=home.pk)
    assert stage(case) == S.CERTIFIED
    assert Case.objects.get(person=case.person, procedure="AFTERCARE").unit_id == case.unit_id
    with scope(intake):
        assert queries.opened(intake, passage.pk).full_name == ""


def on_leave(police, clerk, intake, case):
    """A day after the facility took the person in, he goes to a funeral by the decision of its head."""
    passage = in_facility(police, clerk, intake, case)
    told(intake, passage, K.ADMITTED, EFFECTIVE)
    told(intake, passage, K.LEAVE_BEGAN, EFFECTIVE + timedelta(days=1), number="2/QĐ-CSCN", signer="Lý Thị Ẩn")
    return passage


@pytest.mark.parametrize(("out", "back"), [(K.LEAVE_BEGAN, K.LEAVE_ENDED), (K.BORROWED, K.BORROWING_ENDED)])
def test_the_facility_writes_leave_and_borrowing_and_the_commune_neither(police, clerk, intake, case, out, back):
    passage, day = in_facility(police, clerk, intake, case), EFFECTIVE + timedelta(days=1)
    told(intake, passage, K.ADMITTED, EFFECTIVE)
    with pytest.raises(CannotRecord, match="nơi đó tự ghi"):
        cases.recorded(police, case.pk, out, day)
    told(intake, passage, out, day, number="2/QĐ", signer="Lý Thị Ẩn")
    assert stage(case) == S.OUTSIDE
    with pytest.raises(CannotRecord, match="nơi đó tự ghi"):
        cases.recorded(police, case.pk, back, day + timedelta(days=2))
    told(intake, passage, back, day + timedelta(days=2))
    assert stage(case) == S.IN_FACILITY and Fact.objects.get(case=case, kind=out).data["number"] == "2/QĐ"


LET_OUT = "select tell_dossier(%s, gen_random_uuid(), 'BORROWED', %s, %s, %s::jsonb)"
DECIDED = '{"number": "2/QĐ-TĐC", "signer": "Lý Thị Ẩn", "issuer": "rehabilitation_facility.facility_head"}'


@pytest.mark.parametrize("said", [{}, {"number": "2/QĐ-TĐC", "signer": " "}, {"signer": "Lý Thị Ẩn"}])
def test_nobody_is_let_out_without_a_decision_of_the_head_by_the_page_or_past_it(police, clerk, intake, case, said):
    passage, day = in_facility(police, clerk, intake, case), EFFECTIVE + timedelta(days=1)
    told(intake, passage, K.ADMITTED, EFFECTIVE)
    with pytest.raises(CannotRecord, match="quyết định của người đứng đầu"):
        told(intake, passage, K.BORROWED, day, **said)
    with scope(intake):
        assert ask(LET_OUT, [passage.pk, day, day, json.dumps(said | {"issuer": "x"})]) is None
        assert ask(LET_OUT, [passage.pk, day, day, DECIDED]) == case.pk, "with the decision named it goes in"


WRITE_BACK = "select tell_dossier(%s, gen_random_uuid(), %s, %s, %s, '{}'::jsonb)"


def written_past_the_application(intake, passage, kind: str) -> bool:
    day = EFFECTIVE + timedelta(days=2)
    with scope(intake), connection.cursor() as cursor:
        cursor.execute(WRITE_BACK, [passage.pk, kind, day, day])
        return cursor.fetchone()[0] is not None


def test_past_the_application_nobody_comes_back_from_where_he_did_not_go(police, clerk, intake, case):
    passage = on_leave(police, clerk, intake, case)
    assert not written_past_the_application(intake, passage, "BORROWING_ENDED")
    assert written_past_the_application(intake, passage, "LEAVE_ENDED")


def test_twin_without_the_step_that_is_needed_he_would(police, clerk, intake, case):
    passage = on_leave(police, clerk, intake, case)
    with connection.cursor() as cursor:
        cursor.execute("alter function case_steps(text) rename to case_steps_all")
        cursor.execute(
            "create function case_steps(procedure text) returns jsonb language sql immutable as"
            " $$ select case_steps_all(procedure) || jsonb_build_object('needs', jsonb_build_object()) $$"
        )
    assert written_past_the_application(intake, passage, "BORROWING_ENDED")


def returned(actor, passage, at, *papers):
    do(actor, "return_dossier", at, passage_id=passage.pk, faults=dict.fromkeys(papers, "Sai số"))


def test_court_to_commune_comes_back_once_and_not_for_what_was_visible(police, clerk, case):
    passage = effective(police, clerk, case)
    first = on_to(clerk, passage, EFFECTIVE, court_decision="8/2026/QĐ-TA")
    do(police, "receive_dossier", EFFECTIVE, passage_id=first.pk)
    returned(police, first, EFFECTIVE, "court_decision")
    with scope(clerk):  # it lies with the court again
        assert queries.opened(clerk, passage.pk).full_name == "Lê Thị Ỗi"
    second = on_to(clerk, passage, EFFECTIVE + timedelta(hours=1), court_decision="9/2026/QĐ-TA")
    do(police, "receive_dossier", EFFECTIVE + timedelta(hours=1), passage_id=second.pk)
    assert second.lines[0]["version"] == 2


def test_commune_to_facility_comes_back_once_and_not_for_what_was_visible(police, clerk, intake, case):
    passage = in_facility(police, clerk, intake, case)
    at = EFFECTIVE + timedelta(hours=1)
    returned(intake, passage, at, "intake_minutes")
    assert stage(case) == S.TO_ENTER  # a return of this leg is no step of the procedure
    dossiers.placed(police, case, "intake_minutes", at=at)
    second = do(police, "send_dossier", at, case_id=case.pk, leg_id="to_facility")
    do(intake, "receive_dossier", at, passage_id=second.pk)
    with pytest.raises(KeptBack):
        returned(intake, second, at, "cv")
    returned(intake, second, at, "intake_minutes")  # put in anew since, so it may be wrong anew


def test_facility_to_commune_comes_back_once_and_not_for_what_was_visible(police, clerk, intake, case):
    passage = in_facility(police, clerk, intake, case)
    told(intake, passage, K.ADMITTED, EFFECTIVE)
    done = EFFECTIVE + timedelta(days=750)
    told(intake, passage, K.REHAB_COMPLETED, done, completed="compulsory")
    first = do(intake, "send_on", done, passage_id=passage.pk, references={}, why_missing="Giấy chứng nhận gửi sau")
    assert first.why_missing == "Giấy chứng nhận gửi sau"
    do(police, "receive_dossier", done, passage_id=first.pk)
    returned(police, first, done, "certificate")
    second = on_to(intake, passage, done, certificate="3/GCN")
    do(police, "receive_dossier", done, passage_id=second.pk)
    returned(police, second, done, "certificate")
    third = on_to(intake, passage, done, certificate="3/GCN")  # named and not mended: it may be named again
    do(police, "receive_dossier", done, passage_id=third.pk)


@pytest.mark.parametrize("leg", ["to_check", "to_court", "to_execution", "to_facility", "to_commune", "to_health"])
def test_on_every_leg_the_wall_refuses_a_second_return_for_what_the_first_saw(police, clerk, case, leg):
    """Two hand-overs of the same list; the first was returned for one paper, the second may not be for the other."""
    at, lines = AT, [dict(id=one, title=one, standing="have", version=1, because="", citation="", form="", reference="", pages=1) for one in "ab"]
    lines = [line | {"class": "D3"} for line in lines]
    common = {"case": case, "unit": case.unit, "procedure": case.procedure, "leg": leg, "to_body_id": clerk.body_id, "to_name": "", "summary": ""}
    common |= {"lines": lines, "sent_at": at, "sent_by": 1, "received_at": at}
    Passage.objects.create(**common, returned_at=at, faults=[{"id": "a"}])
    second = Passage.objects.create(**common)
    if leg == "to_health":
        clerk = clerk_of(accounts.body("facility", clerk.unit_id), "facility_doctor")
        Passage.objects.filter(case=case).update(to_body_id=clerk.body_id)
    with pytest.raises(KeptBack):
        do(clerk, "return_dossier", at, passage_id=second.pk, faults={"b": "Thiếu"})
    with pytest.MonkeyPatch.context() as off:  # twin: the law's rule off, the wall still stands
        off.setattr("donghanh.legal.dossiers.check_return", lambda *given: None)
        with pytest.raises(Overtaken):
            do(clerk, "return_dossier", at, passage_id=second.pk, faults={"b": "Thiếu"})
    Passage.objects.filter(returned_at__isnull=False).update(lines=[])  # twin: the first return forgotten
    do(clerk, "return_dossier", at, passage_id=second.pk, faults={"b": "Thiếu"})


@pytest.fixture
def doctor(facility):
    return clerk_of(facility, "facility_doctor")


def asked_of(police, doctor, name="Vũ Đình Ẵng"):
    case = cases.managed(police, name, at=AT - timedelta(days=60))
    cases.recorded(police, case.pk, K.USED_AGAIN, AT, sample="urine", substances=["heroin"])
    return case


def test_papers_go_to_the_health_body_that_was_asked_and_close_with_its_answer(police, doctor, clerk, facility):
    case = asked_of(police, doctor)
    with pytest.raises(Cannot, match="Chưa có yêu cầu"):
        do(police, "send_dossier", case_id=case.pk, leg_id="to_health", why_missing="Gửi sau")
    with scope(police):
        referral = case_actions.request_determination(actor=police, at=AT, case_id=case.pk, to_body_id=facility.pk)
    dossiers.placed(police, case, "request", "test", "cv", at=AT)
    passage = do(police, "send_dossier", case_id=case.pk, leg_id="to_health")
    assert passage.to_body_id == facility.pk
    do(doctor, "receive_dossier", LATER, passage_id=passage.pk)
    with scope(doctor):
        held = queries.opened(doctor, passage.pk)
    assert held.full_name == "Vũ Đình Ẵng" and {fact.kind for fact in held.steps} <= {K.TESTED_POSITIVE, K.USED_AGAIN, K.DETERMINATION_REQUESTED}
    depth = {line["id"]: line["depth"] for line in held.row.lines}
    assert depth["test"] == "full" and depth["detention"] == "part"  # a legal paper is shown in part only
    with scope(clerk), pytest.raises(NotInReach):
        queries.opened(clerk, passage.pk)
    with scope(doctor):
        diagnosis.concluded(actor=doctor, at=LATER, referral_id=referral.pk, is_dependent=True, concluded_at=LATER)
        assert queries.opened(doctor, passage.pk).full_name == ""


def test_a_health_body_sees_no_legal_file_though_it_was_sent_there(police, doctor, case, facility):
    Passage.objects.create(
        case=case,
        unit=case.unit,
        procedure=case.procedure,
        leg="to_facility",
        to_body=facility,
        to_name="",
        summary="",
        lines=[],
        sent_at=AT,
        sent_by=1,
    )
    with scope(doctor):
        assert queries.with_us(doctor) == []
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from dossiers_passage")
            assert cursor.fetchone()[0] == 0


def test_what_waits_stands_before_what_left_again_so_a_long_list_never_hides_it(case, clerk):
    common = {"case": case, "unit": case.unit, "procedure": case.procedure, "leg": "to_court", "to_body_id": clerk.body_id, "to_name": ""}
    common |= {"lines": [], "sent_by": 1, "sent_at": AT}
    for at in (AT, LATER):
        Passage.objects.create(**common, summary="trả lại", received_at=at, returned_at=at, faults=[{"id": "a"}])
    Passage.objects.create(**common, summary="chờ")
    with scope(clerk):
        assert [one.summary for one in queries.with_us(clerk)] == ["chờ", "trả lại", "trả lại"]
        assert [one.summary for one in queries.with_us(clerk, limit=1)] == ["chờ"]


def test_a_paper_put_in_by_mistake_is_taken_out_and_a_made_form_lies_in_the_file(police, case):
    dossiers.placed(police, case, "cv", at=AT)
    with pytest.raises(CannotRecord, match="lý do"):
        do(police, "take_out", case_id=case.pk, paper_id="cv", reason=" ")
    do(police, "take_out", case_id=case.pk, paper_id="cv", reason="Nhầm hồ sơ")
    with scope(police):
        standing = {line.paper.id: line.standing.value for line in queries.dossier(police, case.pk, on=AT.date()).lines}
    assert standing["cv"] == "missing"
    with scope(police):
        filing.paper_made(case, "ND163-V-33", actor=police, at=AT, reference="5/TTLL")
        found = {line.paper.id: line for line in queries.dossier(police, case.pk, on=AT.date()).lines}
        assert found["cv"].standing.value == "have" and found["cv"].version == 3
        assert queries.forms_inside(police, case.pk, on=AT.date()) == {"ND163-V-33"}
        filing.paper_withdrawn(case, "ND163-V-33", actor=police, at=AT)
        assert queries.forms_inside(police, case.pk, on=AT.date()) == set()
