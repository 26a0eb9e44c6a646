"""The database itself asks for the post behind every step of a paper: raw SQL in one's own name is not enough. Each guard with its twin."""

from __future__ import annotations

import hashlib

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.documents.models import Document
from donghanh.base.privacy.scope import scope
from donghanh.decisions.papers import actions, sealing
from donghanh.decisions.papers.models import Paper
from donghanh.decisions.papers.terms import PaperState
from donghanh.kernel.ids import new_id
from tests.decisions.test_papers import MOVE, STATEMENT, drafted, made
from tests.factories import accounts, cases, decisions

pytestmark = pytest.mark.django_db
MOMENT = f"'{cases.NOW.isoformat()}'"
FINAL = (
    "update papers_paper set state = 'FINAL', made_by = app_user(), made_at = " + MOMENT + ", pdf_id = '{pdf}', office = '{office}',"
    " sealed_made = 'y', body_id = app_body(), signer_name = {name}, series = 'TB', year = 2026, number = {number}"
)
TAKE = "insert into documents_numberregister (body_id, series, year, last) values (app_body(), 'TB', 2026, 1);"
WITHDRAW = f"update papers_paper set state = 'WITHDRAWN', withdrawn_by = app_user(), withdrawn_at = {MOMENT}, withdraw_reason = 'Lập nhầm người.'"
CHIEF, OWN_NAME = "commune_police_chief", "accounts_own_name()"


@pytest.fixture
def case(people):
    return decisions.waiting(people)


@pytest.fixture
def final(people):
    """Raw SQL that makes the draft final, with these words."""
    kept = {"id": new_id(), "unit_id": people.chief.unit_id, "kind": "paper", "title": "Thử", "media_type": "application/pdf", "made_at": cases.NOW}
    pdf = Document.objects.create(**kept, content=b"x", sha256=hashlib.sha256(b"x").hexdigest()).pk

    def sql(*, office: str = CHIEF, name: str = OWN_NAME, number: str = "1", taken: str = TAKE) -> str:
        return taken + FINAL.format(pdf=pdf, office=office, name=name, number=number)

    return sql


def run(actor, sql: str) -> None:
    with transaction.atomic(), scope(actor), connection.cursor() as cursor:
        cursor.execute(sql)


def refused(actor, sql: str, why: str) -> None:
    """Refused with the guard, done without it (the twin)."""
    with pytest.raises(DatabaseError, match=why):
        run(actor, sql)
    decisions.switch("paper_step_by_post", "papers_paper")
    decisions.switch("register_without_hole", "documents_numberregister")  # at the end it asks for a paper that bears the number taken
    run(actor, sql)


def test_the_holder_of_the_office_makes_it_final_in_his_own_name(people, case, final):
    drafted(people, case, MOVE)
    run(people.chief, final())
    assert Paper.objects.get().state == PaperState.FINAL


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"name": "'Ma'"}, "under the name of the account"),
        ({"number": "99"}, "from the register"),
        ({"taken": ""}, "from the register"),
        ({"office": "commune_chair"}, "by the holder of its office"),
        ({"office": "", "name": "'Ma'"}, "under the name of the account"),
    ],
)
def test_office_name_and_number_are_not_typed(people, case, final, words, why):
    drafted(people, case, MOVE)
    refused(people.chief, final(**words), why)


@pytest.mark.parametrize("role", ["commune_officer", "commune_police"])
def test_who_writes_legal_files_without_the_office_does_not_sign(people, case, final, role):
    drafted(people, case, MOVE)
    colleague = accounts.actor_in_db(role, people.officer.unit_id, holder=accounts.user())
    refused(colleague, final(), "by the holder of its office")


def test_a_paper_signed_by_hand_is_withdrawn_by_who_made_it(people, case):
    made(people, case, STATEMENT, actor=people.police)
    refused(people.officer, WITHDRAW, "by a post that may: FINAL WITHDRAWN")


def test_what_an_office_signed_is_withdrawn_by_who_signs(people, case):
    made(people, case)
    refused(people.police, WITHDRAW, "by a post that may: FINAL WITHDRAWN")


def test_a_draft_stays_with_its_drafter_its_form_and_its_case(people, case):
    drafted(people, case, MOVE)
    for change in (f"drafted_by = {people.officer.user_id}", "form = 'ND163-III-03'", "code = 'AAAABBBBCCCCDDDD'"):
        with pytest.raises(DatabaseError, match="stays the one that was begun"):
            run(people.police, f"update papers_paper set {change}")
    refused(people.police, "update papers_paper set code = 'AAAABBBBCCCCDDDD'", "stays the one that was begun")


def test_who_records_nothing_begins_no_paper(people, case):
    paper = drafted(people, case, MOVE)
    with connection.cursor() as cursor:
        cursor.execute(f"create temp table forged as select * from papers_paper where id = '{paper.pk}'; grant select on forged to donghanh_web")
        cursor.execute(f"update forged set id = gen_random_uuid(), form = 'X', code = null, drafted_by = {people.chair.user_id}")
    refused(people.chair, "insert into papers_paper select * from forged", "by a post that may: begun")


@pytest.mark.parametrize("file", ["pdf_id", "docx_id"])
def test_no_draft_opens_a_file_of_another_place(people, case, town, file):
    """Who reads a paper reads its files: so a draft is begun without any."""
    kept = {"id": new_id(), "unit_id": town[1].pk, "kind": "paper", "title": "Thử", "media_type": "application/pdf", "made_at": cases.NOW}
    theirs = Document.objects.create(**kept, content=b"x", sha256=hashlib.sha256(b"x").hexdigest())
    paper = drafted(people, case, MOVE)
    with connection.cursor() as cursor:
        cursor.execute(f"create temp table forged as select * from papers_paper where id = '{paper.pk}'; grant select on forged to donghanh_web")
        cursor.execute(f"update forged set id = gen_random_uuid(), form = 'X', code = null, {file} = '{theirs.pk}'")
    refused(people.police, "insert into papers_paper select * from forged", "by a post that may: begun")
    with scope(people.police):
        assert Document.objects.filter(pk=theirs.pk).exists(), "the twin"


REWRITE = "update papers_paper set sealed_values = 'x', version = version + 1, changed_by = {by}"


def test_who_changes_a_draft_last_is_named_and_does_not_sign_it(people, case, final):
    drafted(people, case, MOVE)
    refused(people.chief, REWRITE.format(by=people.officer.user_id), "by a post that may: DRAFTED DRAFTED")
    decisions.switch("paper_step_by_post", "papers_paper", to="enable")
    run(people.chief, REWRITE.format(by="app_user()"))
    with pytest.raises(DatabaseError, match="paper_drafter_not_signer"):
        run(people.chief, final())
    with pytest.raises(DatabaseError, match="stays the one that was begun"):
        run(people.chief, final() + f", changed_by = {people.officer.user_id}")
    run(people.officer, REWRITE.format(by="app_user()"))
    run(people.chief, final())
    assert Paper.objects.get().state == PaperState.FINAL, "the twin: changed by another"


SWAPS = ("sealed_values = 'x'", "version = version + 1", f"changed_at = {MOMENT}::timestamptz + interval '1 minute'")


@pytest.mark.parametrize("swap", SWAPS)
def test_the_words_that_were_read_are_the_words_that_are_made(people, case, final, swap):
    drafted(people, case, MOVE)
    refused(people.chief, f"{final()}, {swap}", "stays the one that was begun")


def test_a_change_of_words_is_another_version(people, case):
    drafted(people, case, MOVE)
    for version in ("version", "version + 2"):
        with pytest.raises(DatabaseError, match="stays the one that was begun"):
            run(people.police, REWRITE.replace("version + 1", version).format(by="app_user()"))
    refused(people.police, REWRITE.replace("version + 1", "version").format(by="app_user()"), "stays the one that was begun")


def test_what_is_put_away_keeps_its_words(people, case):
    drafted(people, case, MOVE)
    refused(people.police, "update papers_paper set state = 'DROPPED', sealed_values = 'x'", "stays the one that was begun")


def test_a_paper_made_keeps_both_the_words_typed_and_what_it_was_made_with(people, case):
    paper = drafted(people, case, MOVE)
    typed = bytes(Paper.objects.get().sealed_values)
    with scope(people.chief):
        actions.make(actor=people.chief, at=cases.NOW, paper_id=paper.pk, seen=1, has_read=True)
    kept = Paper.objects.select_related("person").get()
    assert bytes(kept.sealed_values) == typed and sealing.opened(kept)["person_full_name"] == "Lê Thị Ỗi"
