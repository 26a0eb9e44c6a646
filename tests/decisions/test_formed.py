"""Decisions on official forms: the same road as every other (drafted, checked, signed, numbered), laid from the form of the day."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

import pypdf
import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.documents.models import NumberRegister
from donghanh.base.privacy.scope import scope
from donghanh.cases import actions as case_actions
from donghanh.cases import holds, memo
from donghanh.cases.models import Case, Fact
from donghanh.cases.rules import HeldFact
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import HoldReason, Procedure, Stage
from donghanh.decisions import actions, choosing, drawing, formed, queries, rules
from donghanh.decisions.models import Decision
from donghanh.decisions.papers import queries as papers
from donghanh.decisions.terms import DecisionKind, DraftState, ServiceWay
from donghanh.kernel.errors import Cannot, MayNot
from donghanh.legal import forms
from donghanh.legal.decision_kinds import decision_kind, decision_kinds
from donghanh.rights.printing import notice_of
from tests.factories import cases, decisions
from tests.factories import formed as factory

pytestmark = pytest.mark.django_db
NOW = cases.NOW
OLD = cases.moment("2026-05-06T09:00")
"""Under Law 73/2021, in a commune of today."""
D = DecisionKind


def stage(case: Case) -> str:
    return Case.objects.get(pk=case.pk).stage


def printed(made: Decision) -> str:
    file = Decision.objects.select_related("pdf").get(pk=made.pk).pdf
    return " ".join("\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(bytes(file.content))).pages).split())


def served(people, made: Decision) -> None:
    """Handed to the person himself."""
    who = {"recipient": "Lê Thị Ỗi", "is_person": True, "way": ServiceWay.IN_PERSON}
    actions.serve(actor=people.police, at=NOW, decision_id=made.pk, served_at=NOW, **who)


def held(case: Case) -> HeldFact:
    """The person says that the proposal is wrong."""
    return HeldFact(Fact.objects.get(case=case, kind=K.AFTERCARE_PROPOSED).pk, HoldReason.CORRECTION, NOW)


# the whole road


@pytest.mark.requirement("DN137-VI.2.b.2")
def test_aftercare_is_drafted_by_the_officer_checked_by_police_and_signed_by_the_chair(people):
    case = factory.proposed(people, NOW)
    made = factory.signed(people, case, D.AFTERCARE, NOW)
    assert (made.state, made.series, made.number, made.office) == (DraftState.SIGNED, "QĐ-UBND", 1, "commune_chair")
    fact = Fact.objects.get(case=case, kind=K.AFTERCARE_DECIDED)
    assert (fact.decision_id, fact.data["number"], stage(case)) == (made.pk, 1, Stage.AFTERCARE)
    assert Case.objects.get(pk=case.pk).active_until is not None, "the term follows in the same transaction"
    text = printed(made)
    for part in (
        "Mẫu số 53",
        "Lê Thị Ỗi",
        "Xét sự việc: Đủ điều kiện theo hồ sơ",
        "khiếu nại đến Chủ tịch Ủy ban nhân dân xã Trảng Bom",
        "90 ngày",
        "CHỦ TỊCH",
    ):
        assert part in text, part
    assert made.code in text.replace("-", ""), "the code for the public page is printed"


def test_registration_at_home_is_signed_by_the_police_chief_of_2026(people):
    case = factory.registered(people, NOW)
    made = factory.signed(people, case, D.VOLUNTARY, NOW)
    assert (made.series, made.office, stage(case)) == ("QĐ-CAX", "commune_police_chief", Stage.DECIDED)
    with pytest.raises(Cannot):
        factory.drafted(people, case, D.VOLUNTARY, NOW + timedelta(hours=1))


def test_what_was_decided_is_not_typed_again(people):
    case = factory.proposed(people, NOW)
    made = factory.signed(people, case, D.AFTERCARE, NOW)
    later = Case.objects.get(pk=case.pk).active_until - timedelta(hours=1)
    with scope(people.officer):
        filled = queries.preview(people.officer, case.pk, D.CERTIFY_AFTERCARE, drawing.DraftInput("…"), at=later).filled
    told = {one.field.key: one.value for one in filled if one.is_known}
    assert told["aftercare_decision_number"] == f"{made.number:02d}/QĐ-UBND"
    assert told["proposing_unit"] == "Công an xã Trảng Bom"


def test_a_decision_recorded_from_paper_is_named_too(people):
    case, at = factory.proposed(people, NOW), NOW
    with scope(people.officer):
        case_actions.record_decision(
            actor=people.officer, at=at, case_id=case.pk, kind=K.AFTERCARE_DECIDED, happened_at=at, issuer="commune_committee.commune_chair",
            data={"number": "12/QĐ-UBND"},
        )  # fmt: skip
        later = Case.objects.get(pk=case.pk).active_until - timedelta(hours=1)
        filled = queries.preview(people.officer, case.pk, D.CERTIFY_AFTERCARE, drawing.DraftInput("…"), at=later).filled
    assert {one.field.key: one.value for one in filled}["aftercare_decision_number"] == "12/QĐ-UBND"


def test_the_register_of_an_office_counts_all_its_decisions_without_hole(people):
    first = factory.signed(people, factory.registered(people, NOW), D.VOLUNTARY, NOW)
    second = decisions.signed(people, decisions.waiting(people, name="Trần Văn Ánh"))
    assert [first.number, second.number] == [1, 2] and NumberRegister.objects.get(series="QĐ-CAX").last == 2


# guards


def test_the_chair_alone_signs_aftercare(people):
    made = factory.checked(people, factory.proposed(people, NOW), D.AFTERCARE, NOW)
    with pytest.raises(MayNot, match="Chủ tịch"):
        decisions.sign(made, people.chief)


def test_twin_with_the_rule_off_the_police_chief_would_sign_it_from_the_chairs_body(people, monkeypatch):
    """The register of numbers is the second wall: it opens to its own body alone; the post of who signs is the third, and of who tells the fact."""
    monkeypatch.setattr(rules, "check_can_sign", lambda *args, **kwargs: None)
    made = factory.checked(people, factory.proposed(people, NOW), D.AFTERCARE, NOW)
    with pytest.raises(MayNot, match="sổ của cơ quan mình"):
        decisions.sign(made, people.chief)
    elsewhere = replace(people.chief, body_id=people.chair.body_id)
    with pytest.raises(DatabaseError, match="by a post that may"):
        decisions.sign(made, elsewhere)
    decisions.switch("decision_step_by_post")
    with connection.cursor() as cursor:
        cursor.execute("drop policy cases_fact_by_post on cases_fact; drop policy cases_case_by_post on cases_case")
    assert decisions.sign(made, elsewhere).state == DraftState.SIGNED


def test_the_drafter_does_not_check_his_own(people):
    made = factory.drafted(people, factory.proposed(people, NOW), D.AFTERCARE, NOW)
    same = replace(people.police, user_id=people.officer.user_id)
    with pytest.raises(MayNot), scope(same):
        actions.check(actor=same, at=NOW, decision_id=made.pk)


def test_an_empty_blank_is_named_and_nothing_is_kept(people):
    case = factory.proposed(people, NOW)
    with pytest.raises(Cannot, match=r"còn thiếu: .*Giao cho"):
        factory.drafted(people, case, D.AFTERCARE, NOW, assigned_person="")
    assert not Decision.objects.exists()


def test_twin_without_the_guard_a_letter_with_dots_goes_to_the_signer(people, monkeypatch):
    monkeypatch.setattr(rules, "check_filled", lambda *args, **kwargs: None)
    made = factory.drafted(people, factory.proposed(people, NOW), D.AFTERCARE, NOW, assigned_person="")
    assert "…………" in str(made.letter)


def test_a_draft_of_yesterday_is_dated_on_the_day_of_signing(people):
    case = factory.proposed(people, NOW - timedelta(days=1))
    made = factory.checked(people, case, D.AFTERCARE, NOW - timedelta(days=1))
    signed = decisions.sign(made, people.chair)
    assert "21/11/2026" in printed(signed) and "20/11/2026" not in printed(signed).replace("ngày 20/11", "")


def test_a_file_that_changed_is_drawn_up_anew(people):
    case = factory.proposed(people, NOW - timedelta(hours=1))
    made = factory.checked(people, case, D.AFTERCARE, NOW - timedelta(hours=1))
    cases.recorded(people.police, case.pk, K.SERVICE_OFFERED, NOW, services=["SOCIAL"])
    with pytest.raises(Cannot, match="thay đổi sau khi soạn"):
        decisions.sign(made, people.chair)


def test_nothing_adverse_rests_on_a_fact_under_review(people, monkeypatch):
    case = factory.proposed(people, NOW)
    made = factory.drafted(people, case, D.AFTERCARE, NOW)
    under_review = [held(case)]
    monkeypatch.setattr(holds, "standing", lambda case_id: under_review)
    with pytest.raises(Cannot), scope(people.police):
        actions.check(actor=people.police, at=NOW, decision_id=made.pk)
    monkeypatch.setattr(holds, "standing", lambda case_id: [])
    with scope(people.police):
        assert actions.check(actor=people.police, at=NOW, decision_id=made.pk).state == DraftState.CHECKED


def test_a_signed_one_never_changes_and_is_withdrawn_by_another(people):
    case = factory.proposed(people, NOW)
    made = factory.signed(people, case, D.AFTERCARE, NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.filter(pk=made.pk).update(reasons="khác")
    case = Case.objects.get(pk=case.pk)
    draft = decisions.checked(people, case, kind=D.WITHDRAW, withdraws=made.pk, reasons="Ghi nhầm ngày hoàn thành cai nghiện.")
    with pytest.raises(MayNot):
        decisions.sign(draft, people.chief)
    decisions.sign(draft, people.chair)
    assert stage(case) == Stage.PROPOSED, "the file stands where it stood"
    with scope(None):
        assert papers.look_up(made.code).stands is False


# what anybody may know, what the person is told


def test_the_code_confirms_number_day_and_issuer_and_nothing_about_the_person(people):
    made = factory.signed(people, factory.proposed(people, NOW), D.AFTERCARE, NOW)
    with scope(None):
        found = papers.look_up(made.code)
    assert (found.number_text, found.issued_on, found.issuer, found.stands) == ("01", NOW.date(), "Ủy ban nhân dân xã Trảng Bom", True)
    assert "Ỗi" not in str(found)


def test_the_person_is_told_in_plain_words_until_when_to_complain(people):
    made = factory.signed(people, factory.proposed(people, NOW), D.AFTERCARE, NOW)
    with scope(people.police):
        actions.serve(
            actor=people.police, at=NOW, decision_id=made.pk, recipient="Lê Thị Ỗi", is_person=True, way=ServiceWay.IN_PERSON, served_at=NOW
        )
        told = str(notice_of(queries.decision_sheet(people.police, made.pk, at=NOW)))
    assert "quản lý, hỗ trợ sau cai nghiện" in told and "Hạn cuối: hết ngày" in told
    assert Fact.objects.filter(case=made.case, kind=K.DECISION_SERVED).exists()


def test_naming_a_team_is_a_fact_and_serving_it_answers_no_duty_of_the_decision(people):
    case = factory.proposed(people, NOW)
    factory.signed(people, case, D.AFTERCARE, NOW)
    team = factory.signed(people, Case.objects.get(pk=case.pk), D.AFTERCARE_TEAM, NOW, team_leader="Đại uý Nguyễn Hữu Ẵng")
    assert Fact.objects.get(case=case, kind=K.HELPER_ASSIGNED).data["helper"] == "Đại uý Nguyễn Hữu Ẵng"
    with scope(people.police):
        actions.serve(
            actor=people.police, at=NOW, decision_id=team.pk, recipient="Lê Thị Ỗi", is_person=True, way=ServiceWay.IN_PERSON, served_at=NOW
        )
    assert not Fact.objects.filter(case=case, kind=K.DECISION_SERVED).exists()
    assert "SEND_AFTERCARE_DECISION" in {duty.kind for duty in memo.view_of(Case.objects.get(pk=case.pk)).duties}


# under the law of 2024 the forms are not known


def test_in_2024_the_registration_stays_on_paper_and_the_page_says_why(people):
    case = factory.registered(people, OLD)
    with pytest.raises(Cannot, match=r"Mẫu số 24.*chưa đọc được toàn văn mẫu"):
        factory.drafted(people, case, D.VOLUNTARY, OLD)
    with scope(people.officer):
        found = choosing.choices(people.officer, queries.cases.case_sheet(people.officer, case.pk, at=OLD), at=OLD)
    assert [(one.row.code, one.is_on_paper) for one in found.here] == [("VOLUNTARY", True), ("CERTIFY_HOME", True)]
    assert [one.signers for one in found.on_paper if one.kind == K.REGISTRATION_DECIDED] == [("Chủ tịch UBND cấp xã",)]
    with scope(people.officer):
        case_actions.record_decision(
            actor=people.officer, at=OLD, case_id=case.pk, kind=K.REGISTRATION_DECIDED, happened_at=OLD, issuer="commune_committee.commune_chair",
            data={"number": "3/QĐ-UBND", "months": 6},
        )  # fmt: skip
    assert stage(case) == Stage.DECIDED


@pytest.mark.parametrize(
    ("procedure", "on", "names"),
    [
        ("COMPULSORY", date(2026, 11, 22), {"Mẫu số 47, Phụ lục V", "Mẫu số 49, Phụ lục V", "Mẫu số 50, Phụ lục V"}),
        ("PRIVATE_REHABILITATION", date(2026, 11, 22), {"Mẫu số 30, Phụ lục V"}),
        ("AFTERCARE", date(2026, 11, 22), set()),
    ],
)
def test_what_the_head_of_another_body_signs_is_named_with_who_and_the_article(procedure, on, names):
    found = {one.name: one for one in choosing.elsewhere(procedure, on=on)}
    assert names <= set(found) and (names or not found)
    assert all(one.signer and "Điều" in one.citation for one in found.values())


def test_every_choice_says_what_it_does(people):
    case = factory.proposed(people, NOW)
    with scope(people.officer):
        found = choosing.choices(people.officer, queries.cases.case_sheet(people.officer, case.pk, at=NOW), at=NOW)
    by = {one.row.code: one for one in found.here}
    assert set(by) == {"AFTERCARE", "CERTIFY_AFTERCARE", "DELIST_AFTERCARE", "AFTERCARE_TEAM"} and not found.on_paper
    assert by["AFTERCARE"].refusal is None and by["AFTERCARE"].signer == "Chủ tịch Ủy ban nhân dân xã Trảng Bom"
    assert by["CERTIFY_AFTERCARE"].refusal is not None
    assert all(one.row.does.endswith(".") and len(one.row.does) < 120 for one in found.here)


# the data


def test_kinds_and_data_name_the_same_decisions():
    assert set(decision_kinds()) == set(D.values)
    for code, row in decision_kinds().items():
        assert row.what.endswith(".") and row.meaning and row.does.endswith("."), code
        assert set(row.procedures) <= set(Procedure.values)


@pytest.mark.parametrize("form", [one for row in decision_kinds().values() for one in row.forms if one.is_complete], ids=lambda form: form.id)
def test_no_decision_asks_for_health_and_every_one_has_a_signer_who_may_sign(form):
    assert not any(field.is_sensitive for field in form.fields), "what is typed into a decision stands in it in the open"
    assert form.signer.office in ("commune_chair", "commune_police_chief", "facility_head") and form.is_numbered
    row = decision_kind(form.decided_as)
    assert set(row.tells.values()) <= {field.key for field in form.fields}
    assert not {"actor.maker.full_name", "actor.maker.position"} & {field.source for field in form.fields}


def test_a_question_that_only_the_fact_needs_is_checked_and_kept():
    row = decision_kind(D.INTERIM)
    form = forms.form("ND163-V-32")
    with pytest.raises(Cannot):
        formed.checked_values(row, form, {"fact.place": "nowhere"})
    assert formed.checked_values(row, form, {"fact.place": "home", "unknown": "x"}) == {"fact.place": "home"}
    assert formed.data_of(row, {"fact.place": "home"}) == {"place": "home"}


def test_a_term_that_ends_before_it_begins_is_refused_at_its_last_day():
    row, form = decision_kind(D.VOLUNTARY), forms.form("ND163-V-22")
    for last in ("01/12/2026", "01/12/2027", "…"):
        assert formed.checked_values(row, form, {"term_from": "01/12/2026", "term_to": last})["term_to"] == last
    with pytest.raises(Cannot, match="kết thúc ngày 01/11/2026 trước khi bắt đầu") as refused:
        formed.checked_values(row, form, {"term_from": "01/12/2026", "term_to": "01/11/2026"})
    assert refused.value.field == "term_to"
