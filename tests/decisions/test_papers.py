"""Papers on PostgreSQL: drafted from what is known, made final by the right hand, kept, withdrawn, confirmed to anybody; each guard's twin."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from donghanh.base.audit.models import Event
from donghanh.base.documents.models import Document, NumberRegister
from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Case
from donghanh.decisions.papers import actions, known, queries, rules
from donghanh.decisions.papers.models import Paper
from donghanh.decisions.papers.terms import PaperState
from donghanh.kernel.errors import Cannot, MayNot, NotInReach
from donghanh.legal import forms
from tests.factories import cases, decisions
from tests.factories import people as factory

pytestmark = pytest.mark.django_db
NOW = cases.NOW
NOTICE, MOVE, STATEMENT = "ND163-III-02", "ND163-III-06", "ND163-III-03"
NUMBER = "075090001234"


@pytest.fixture
def case(people):
    return decisions.waiting(people)


def values_for(sheet: queries.PaperSheet) -> dict[str, str]:
    """Something in every blank that nobody knows."""
    made = {}
    for one in forms.to_type(sheet.filled):
        made[one.field.key] = one.field.options[0] if one.field.options else "05/03/2026" if one.field.kind == "date" else "Không"
    return made


def drafted(hands, case: Case, form: str, *, actor=None) -> Paper:
    actor = actor or hands.police
    with scope(actor):
        begun = queries.begun(actor, case.pk, form, at=NOW)
        return actions.draft(actor=actor, at=NOW, case_id=case.pk, form_id=form, values=values_for(begun))


def made(hands, case: Case, form: str = MOVE, *, actor=None) -> Paper:
    actor = actor or hands.chief
    paper = drafted(hands, case, form)
    with scope(actor):
        return actions.make(actor=actor, at=NOW, paper_id=paper.pk, seen=paper.version, has_read=True)


def text_of(document: Document) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(bytes(document.content))).pages)


# what is known is not asked again


def test_what_the_file_knows_is_filled_with_its_origin(people, case):
    with scope(people.police):
        sheet = queries.begun(people.police, case.pk, NOTICE, at=NOW)
    told = {one.field.key: one for one in sheet.filled}
    assert told["person_full_name"].value == "Lê Thị Ỗi" and told["person_full_name"].origin == "hồ sơ người"
    assert told["unit_name"].value.startswith("Công an") and told["unit_name"].origin == "danh mục cơ quan"
    assert "person_full_name" not in {one.field.key for one in forms.to_type(sheet.filled)}


def test_every_path_gathered_is_one_that_is_promised(people, case):
    signed = decisions.signed(people, case)
    assert signed.number
    with scope(people.police):
        sheet = queries.of_case(people.police, case.pk, at=NOW).case
        found = known.gather(people.police, known.about(sheet), forms.form(MOVE), at=NOW)
    assert set(found.values) <= known.PROVIDED
    assert found.values["decision.user_management.number"].startswith(f"{signed.number:02d}/")
    assert {"case.starts_on", "case.ends_on", "case.term", "test.result_on"} <= set(found.values)


def test_the_number_is_masked_until_the_paper_is_made(people):
    case = decisions.waiting(people, name="Đỗ Văn Ẩm", identifiers=(factory.citizen(1234, year=1990),), birth_year=1990)
    with scope(people.police):
        sheet = queries.begun(people.police, case.pk, NOTICE, at=NOW)
    assert next(o.value for o in sheet.filled if o.field.key == "person_id_number") == "•" * 9 + NUMBER[-3:]
    paper = made(people, case, STATEMENT, actor=people.police)
    assert NUMBER in text_of(paper.pdf)
    with scope(people.police):
        again = queries.paper_sheet(people.police, paper.pk, at=NOW)
    assert NUMBER not in str(again)


def test_what_is_typed_lies_sealed(people, case):
    paper = drafted(people, case, STATEMENT)
    assert "Không".encode() not in bytes(paper.sealed_values)


# who draws up, who makes final


def test_a_bodys_paper_is_drawn_up_in_that_body(people, case):
    with pytest.raises(MayNot), scope(people.officer):
        actions.draft(actor=people.officer, at=NOW, case_id=case.pk, form_id=NOTICE, values={})
    assert drafted(people, case, STATEMENT, actor=people.officer).state == PaperState.DRAFTED


def test_twin_with_the_rule_off_the_officer_draws_up_the_police_paper(people, case, monkeypatch):
    monkeypatch.setattr(rules, "check_own_office", lambda *args: None)
    assert drafted(people, case, NOTICE, actor=people.officer).pk


def test_the_holder_of_the_office_makes_it_final_with_a_number(people, case):
    paper = made(people, case)
    assert (paper.number, paper.series, paper.office) == (1, "TB", "commune_police_chief")
    assert paper.signer_name == people.chief.name and paper.code and len(paper.code) == 16
    assert "(bản chưa ký số)" in text_of(paper.pdf)
    assert Event.objects.filter(verb="paper.make", result="done").count() == 1


@pytest.mark.parametrize("hand", ["police", "officer"])
def test_nobody_else_makes_it_final_and_no_number_is_lost(people, case, hand):
    paper = drafted(people, case, MOVE)
    actor = getattr(people, hand)
    with pytest.raises(MayNot), scope(actor):
        actions.make(actor=actor, at=NOW, paper_id=paper.pk, seen=1, has_read=True)
    assert not NumberRegister.objects.exists() and not Document.objects.filter(kind="paper").exists()


def test_the_drafter_does_not_sign_his_own_paper(people, case):
    paper = drafted(people, case, MOVE, actor=people.chief)
    with pytest.raises(MayNot), scope(people.chief):
        actions.make(actor=people.chief, at=NOW, paper_id=paper.pk, seen=1, has_read=True)


def test_who_changed_it_last_does_not_sign_it(people, case):
    paper = drafted(people, case, MOVE)
    with scope(people.chief):
        sheet = queries.paper_sheet(people.chief, paper.pk, at=NOW)
        actions.save(actor=people.chief, at=NOW, paper_id=paper.pk, values=values_for(sheet), seen=1)
        assert not queries.may_make(people.chief, queries.paper_sheet(people.chief, paper.pk, at=NOW))
        with pytest.raises(MayNot, match="soạn hoặc sửa"):
            actions.make(actor=people.chief, at=NOW, paper_id=paper.pk, seen=2, has_read=True)


def test_twin_with_the_rules_off_the_database_keeps_drafter_and_signer_apart(people, case, monkeypatch):
    paper = drafted(people, case, MOVE, actor=people.chief)
    monkeypatch.setattr(rules, "check_can_make", lambda *args, **how: None)
    with pytest.raises(IntegrityError, match="paper_drafter_not_signer"), scope(people.chief):
        actions.make(actor=people.chief, at=NOW, paper_id=paper.pk, seen=1, has_read=True)


@pytest.mark.parametrize(("change", "how"), [({}, {"has_read": False}), ({"stepped_up": False}, {}), ({}, {"seen": 7})])
def test_unread_unproved_or_overtaken_is_refused(people, case, change, how):
    paper, actor = drafted(people, case, MOVE), replace(people.chief, **change)
    with pytest.raises((Cannot, MayNot)), scope(actor):
        actions.make(actor=actor, at=NOW, paper_id=paper.pk, **{"seen": 1, "has_read": True, **how})
    assert not NumberRegister.objects.exists()


def test_a_blank_that_must_not_stay_empty_is_named(people, case):
    with scope(people.police):
        paper = actions.draft(actor=people.police, at=NOW, case_id=case.pk, form_id=STATEMENT, values={})
    with pytest.raises(Cannot, match="còn thiếu"), scope(people.police):
        actions.make(actor=people.police, at=NOW, paper_id=paper.pk, seen=1, has_read=True)


def test_a_paper_signed_by_hand_is_made_by_its_writer_without_a_number(people, case):
    paper = made(people, case, STATEMENT, actor=people.police)
    assert (paper.number, paper.office, paper.signer_name) == (None, "", "")
    assert bytes(paper.pdf.content)[:5] == b"%PDF-" and b"pdfaid" in bytes(paper.pdf.content)


@pytest.mark.parametrize("form", ["ND163-III-04", "ND163-III-10", "ND105-04", "ND109-01", "ND163-V-22"])
def test_what_is_not_drawn_up_here_is_refused_with_a_reason(people, case, form):
    with pytest.raises(Cannot) as refused, scope(people.police):
        actions.draft(actor=people.police, at=NOW, case_id=case.pk, form_id=form, values={})
    assert refused.value.mend


# final papers


def test_a_final_paper_never_changes(people, case):
    paper = made(people, case)
    for change in ("number = 9", "code = 'X'", "sealed_values = ''", "state = 'DRAFTED'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"update papers_paper set {change} where id = %s", [paper.pk])
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        paper.delete()


def test_twin_without_the_trigger_it_would_change(people, case):
    paper = made(people, case)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table papers_paper disable trigger final_paper_never_changes")
        cursor.execute("update papers_paper set number = 9 where id = %s", [paper.pk])
        assert cursor.rowcount == 1
        transaction.set_rollback(True)


def test_numbers_run_without_a_hole_and_a_new_paper_withdraws_the_one_it_replaces(people, case):
    first = made(people, case)
    with scope(people.police):
        begun = queries.begun(people.police, case.pk, MOVE, at=NOW)
        new = actions.draft(actor=people.police, at=NOW, case_id=case.pk, form_id=MOVE, values=values_for(begun), replaces=first.pk)
    with scope(people.chief):
        second = actions.make(actor=people.chief, at=NOW, paper_id=new.pk, seen=1, has_read=True)
    first.refresh_from_db()
    assert (first.number, second.number, first.state) == (1, 2, PaperState.WITHDRAWN)


def test_withdrawn_by_the_office_with_a_reason(people, case):
    paper = made(people, case)
    with pytest.raises(MayNot), scope(people.police):
        actions.withdraw(actor=people.police, at=NOW, paper_id=paper.pk, reason="Ghi nhầm nơi chuyển đến.")
    with scope(people.chief):
        actions.withdraw(actor=people.chief, at=NOW, paper_id=paper.pk, reason="Ghi nhầm nơi chuyển đến.")
    with scope(None):
        assert queries.look_up(paper.code).stands is False


# what the public learns


def test_the_code_confirms_number_day_and_issuer_and_nothing_of_the_person(people, case):
    paper = made(people, case)
    with scope(None):
        found = queries.look_up(paper.code)
    assert (found.number_text, found.issued_on, found.stands) == ("01", NOW.date(), True)
    assert found.issuer.startswith("Công an") and "Ỗi" not in str(found)
    with scope(None):
        assert queries.look_up("X" * 16) is None and queries.look_up("") is None


# walls


def test_another_commune_sees_neither_papers_nor_files(people, case, town):
    paper = made(people, case)
    stranger = decisions.hands(town[1]).police
    with pytest.raises(NotInReach), scope(stranger):
        queries.paper_sheet(stranger, paper.pk, at=NOW)
    with scope(stranger):
        assert not Paper.objects.exists() and not Document.objects.exists()


def test_twin_without_row_security_the_rows_would_show(people, case, town):
    made(people, case)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table papers_paper disable row level security")
        with scope(decisions.hands(town[1]).police):
            assert Paper.objects.exists()
        transaction.set_rollback(True)


def test_the_step_asks_for_its_forms_until_the_fact_answers(people):
    fresh = cases.opened(people.police)
    with scope(people.police):
        asked = {one.form.id for one in queries.of_case(people.police, fresh.pk, at=NOW).asked}
    assert {"ND163-III-01", STATEMENT} <= asked and NOTICE not in asked
    waiting = decisions.waiting(people, name="Đỗ Thị Ẩm")
    with scope(people.police):
        asked = {one.form.id for one in queries.of_case(people.police, waiting.pk, at=NOW).asked}
    assert "ND163-III-04" in asked and NOTICE not in asked
