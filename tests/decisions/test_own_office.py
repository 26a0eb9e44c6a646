"""The database itself asks for the post behind every step of a decision: raw SQL in one's own name is not enough. Each guard with its twin."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.accounts.models import Post, User
from donghanh.base.documents.models import Document
from donghanh.base.privacy.scope import scope
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import CODE_LENGTH, CODE_LETTERS, DraftState
from tests.factories import accounts, cases, decisions
from tests.support import ANY_ORDER

pytestmark = pytest.mark.django_db
FORGE = "insert into decisions_decision select * from forged"
MOMENT = f"'{cases.NOW.isoformat()}'"
SIGN = (
    "update decisions_decision set state = 'SIGNED', signed_by = app_user(), signer_name = {name}, signed_at = " + MOMENT + ", number = {number},"
    " year = 2026, issuing_unit_id = unit_id, " + decisions.sealing(cases.NOW.date().isoformat())
)
TAKE = "insert into documents_numberregister (body_id, series, year, last) select body_id, series, 2026, 1 from decisions_decision;"
CHECK = f"update decisions_decision set state = 'CHECKED', checked_by = app_user(), checked_at = {MOMENT}"
RETURN = f"update decisions_decision set state = 'RETURNED', returned_by = app_user(), returned_at = {MOMENT}"
OWN_NAME = "accounts_own_name()"
SIGNED = TAKE + SIGN.format(name=OWN_NAME, number=1)


@pytest.fixture
def checked(people):
    """A draft of the officer's that the police officer has checked; it waits for the chief."""
    return decisions.checked(people, decisions.waiting(people))


def run(actor, sql: str) -> None:
    with transaction.atomic(), scope(actor), connection.cursor() as cursor:
        cursor.execute(sql)


def refused(actor, sql: str, why: str) -> None:
    """Raw SQL of this official is refused; with the guard off it would have gone in (the twin), and is taken back."""
    with pytest.raises(DatabaseError, match=why):
        run(actor, sql)
    decisions.switch("decision_step_by_post")
    decisions.switch("register_without_hole", "documents_numberregister")  # at the end it asks for a paper that bears the number taken
    run(actor, sql)


def state_of(made: Decision) -> str:
    return Decision.objects.values_list("state", flat=True).get(pk=made.pk)


def test_the_holder_of_the_office_signs_in_his_own_name(people, checked):
    run(people.chief, SIGNED)
    assert state_of(checked) == DraftState.SIGNED


def colleague(people, role: str, **held):
    """Another official of the commune on a post of his own, neither drafter nor checker."""
    return accounts.actor_in_db(role, people.officer.unit_id, holder=accounts.user(full_name="Vũ Thị Ỷ"), **held)


@pytest.mark.parametrize("role", ["commune_officer", "commune_police"])
def test_who_writes_legal_files_without_the_office_does_not_sign(people, checked, role):
    refused(colleague(people, role), SIGN.format(name=OWN_NAME, number=1), "by a post that may: CHECKED SIGNED")


POSTS = {
    "of another office": {"office": ""},
    "that ended": {"ends_before": "2026-01-01"},
    "that has not begun": {"starts_on": "2027-01-01"},
}


@pytest.mark.parametrize("held", POSTS)
def test_a_post_of_the_role_does_not_sign(people, checked, held):
    made = colleague(people, "commune_police_chief", **POSTS[held])
    refused(made, SIGNED, r"by a post that may|by the holder of its office")


def test_a_post_that_one_administrator_proposed_does_not_sign(people, checked):
    proposed = colleague(people, "commune_police_chief", granted_by=accounts.user())
    refused(proposed, SIGNED, "by a post that may")


def test_the_post_of_a_closed_account_does_not_sign(people, checked):
    User.objects.filter(pk=people.chief.user_id).update(is_active=False)
    refused(people.chief, SIGNED, "by a post that may")


def test_a_post_elsewhere_does_not_sign_here(people, checked, town):
    """His post as chief is in the other commune; in this one he is an officer."""
    chief_there = decisions.hands(town[1]).chief
    accounts.post(role="commune_police", unit_id=people.officer.unit_id, holder=User.objects.get(pk=chief_there.user_id))
    here = accounts.actor_in_db("commune_police", people.officer.unit_id, holder=User.objects.get(pk=chief_there.user_id))
    refused(here, SIGN.format(name=OWN_NAME, number=1), "by a post that may")


def test_the_chair_does_not_sign_what_the_police_chief_decides(people, checked):
    refused(people.chair, SIGN.format(name=OWN_NAME, number=1), "by the holder of its office")


@pytest.mark.parametrize(
    ("name", "number", "taken", "why"),
    [("'Ma'", 1, TAKE, "under the name of the account"), (OWN_NAME, 99, TAKE, "from the register"), (OWN_NAME, 1, "", "from the register")],
)
def test_name_and_number_are_not_typed(people, checked, name, number, taken, why):
    refused(people.chief, taken + SIGN.format(name=name, number=number), why)


def test_the_office_must_hold_the_function_on_that_day(people, checked):
    with connection.cursor() as cursor:
        cursor.execute("update places_functionholder set ends_before = '2026-07-02' where ends_before is null")
        cursor.execute(
            "insert into places_functionholder (function, body_kind, office, starts_on, citation, confidence)"
            " values ('decider_user_management', 'commune_committee', 'commune_chair', '2026-07-02', 'thử', 'V')"
        )
    refused(people.chief, SIGNED, "does not hold the function")


CHANGED = {
    "another body": "body_id = (select min(id) from places_body where id <> body_id)",
    "another office": "office = 'commune_chair'",
    "other words": "letter = '{}'",
    "another person": "person_name = 'Ai Khác'",
    "another kind": "kind = 'STOP_USER'",
}


@pytest.mark.parametrize("what", CHANGED)
def test_what_was_drafted_is_not_changed_on_its_way(people, checked, what):
    refused(people.police, f"update decisions_decision set {CHANGED[what]}", "by a new draft alone")


def test_nobody_signs_what_was_not_checked(people):
    made = decisions.drafted(people, decisions.waiting(people))
    unread = SIGNED.replace("state = 'SIGNED'", f"state = 'SIGNED', checked_by = {people.police.user_id}, checked_at = {MOMENT}")
    decisions.switch("decision_by_own_hand")
    refused(people.chief, unread, r"by a new draft alone|DRAFTED SIGNED")
    assert state_of(made) == DraftState.SIGNED, "the twin"


@pytest.mark.parametrize(("sql", "why"), [(CHECK, "DRAFTED CHECKED"), (RETURN, "DRAFTED RETURNED")])
def test_who_only_draws_up_neither_checks_nor_sends_back(people, sql, why):
    decisions.drafted(people, decisions.waiting(people))
    refused(colleague(people, "commune_officer"), sql, why)


def test_a_returned_draft_is_not_taken_up_again(people, checked):
    run(people.chief, RETURN)
    refused(people.police, CHECK, "RETURNED CHECKED")


def test_who_draws_nothing_up_begins_no_draft(people, checked):
    copy = (
        "create temp table forged as select * from decisions_decision; update forged set id = gen_random_uuid(), state = 'DRAFTED', checked_by = null"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{copy}, checked_at = null, code = null, drafted_by = {people.chief.user_id}; grant select on forged to donghanh_web")
    refused(people.chief, "insert into decisions_decision select * from forged", "by a post that may: begun")


def test_a_code_is_drawn_by_the_database_whatever_the_page_says(people, monkeypatch):
    case = decisions.waiting(people)
    made = decisions.drafted(people, case)
    with connection.cursor() as cursor:
        cursor.execute("create temp table forged as select * from decisions_decision; grant select on forged to donghanh_web")
        cursor.execute("update forged set id = gen_random_uuid(), code = 'AAAABBBBCCCCDDDD', kind = 'STOP_USER'")
    forge = "insert into decisions_decision select * from forged"
    run(people.officer, forge)
    drawn = Decision.objects.exclude(pk=made.pk).get().code
    assert drawn != "AAAABBBBCCCCDDDD" and len(drawn) == CODE_LENGTH and set(drawn) <= set(CODE_LETTERS)
    with connection.cursor() as cursor:
        cursor.execute("update forged set id = gen_random_uuid()")
    decisions.switch("decision_takes_code")
    run(people.officer, forge)
    assert Decision.objects.filter(code="AAAABBBBCCCCDDDD").exists(), "the twin"


def forged(columns: str) -> None:
    """A copy of the one decision, with these columns otherwise, that the web role may write."""
    with connection.cursor() as cursor:
        cursor.execute("create temp table forged as select * from decisions_decision; grant select on forged to donghanh_web")
        cursor.execute(f"update forged set id = gen_random_uuid(), code = null, {columns}")


def test_a_withdrawal_takes_back_a_decision_of_its_own_file(people, town):
    case = decisions.waiting(people)
    decisions.drafted(people, case)
    there = decisions.hands(town[1])
    forged("kind = 'WITHDRAW'")
    theirs = decisions.signed(there, decisions.waiting(there))
    with connection.cursor() as cursor:
        cursor.execute(f"update forged set withdraws_id = '{theirs.pk}'")
    refused(people.officer, "insert into decisions_decision select * from forged", "by a post that may: begun")


FUNCTIONS = {
    "that no table knows": "kind = 'STOP_USER', function = 'x'",
    "that is not said": "kind = 'STOP_USER', function = ''",
    "of another kind": "kind = 'STOP_USER', function = 'decider_aftercare'",
    "of no kind": "kind = 'OTHER'",
}


@pytest.mark.parametrize("what", FUNCTIONS)
def test_a_draft_names_no_other_function_than_that_of_its_kind(people, what):
    decisions.drafted(people, decisions.waiting(people))
    forged(FUNCTIONS[what])
    refused(people.officer, FORGE, "under the function of its kind")


@pytest.mark.parametrize(("function", "is_its_own"), [("d.function", True), ("'x'", False)])
def test_a_withdrawal_goes_under_the_function_of_what_it_takes_back(people, function, is_its_own):
    target = decisions.signed(people, decisions.waiting(people))
    forged("kind = 'WITHDRAW', state = 'DRAFTED', withdraws_id = d.id, number = null, year = null, signed_at = null, signed_by = null,"
           " signer_name = '', checked_by = null, checked_at = null, pdf_id = null, docx_id = null, issuing_unit_id = null,"
           f" drafted_by = {people.officer.user_id}, function = {function} from decisions_decision d where d.id = '{target.pk}'")  # fmt: skip
    if is_its_own:
        run(people.officer, FORGE)
    else:
        refused(people.officer, FORGE, "under the function of its kind")


def test_twin_with_a_function_of_nobody_a_draft_begins_and_still_nobody_signs_it(people):
    """What the check at the draft prevents; behind it the holders' table names nobody for the function, so no office signs."""
    decisions.drafted(people, decisions.waiting(people))
    forged("kind = 'STOP_USER', function = 'x', office = 'commune_chair', body_id = (select min(b.id) from places_body b"
           " where b.kind = 'commune_committee' and b.unit_id = forged.unit_id)")  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("create or replace function decision_of_its_function(made decisions_decision) returns boolean language sql as 'select true'")
    run(people.officer, FORGE)
    mine = " where kind = 'STOP_USER'"
    run(people.police, CHECK + mine)
    refused(people.chair, TAKE.rstrip(";") + mine + ";" + SIGN.format(name=OWN_NAME, number=1) + mine, "does not hold the function")


SET_AT = """insert into places_functionholder (function, body_kind, office, unit_id, starts_on, citation, confidence)
  values ('decider_user_management', 'commune_committee', 'commune_chair', {}, '2026-07-02', 'thử', 'V')"""


def test_a_holder_set_for_one_place_counts_there_alone(people, checked, town):
    with connection.cursor() as cursor:
        cursor.execute(SET_AT.format(town[1].pk))
    run(people.chief, SIGNED)
    assert state_of(checked) == DraftState.SIGNED


def test_a_holder_set_for_this_place_goes_before_the_country_s(people, checked):
    with connection.cursor() as cursor:
        cursor.execute(SET_AT.format(people.officer.unit_id))
    refused(people.chief, SIGNED, "does not hold the function")


def test_nobody_signs_where_no_holder_is_known_for_the_day(people, checked):
    with connection.cursor() as cursor:
        cursor.execute("delete from places_functionholder where function = 'decider_user_management'")
    refused(people.chief, SIGNED, "does not hold the function")


def test_a_decision_keeps_no_file_of_another_place(people, checked, town):
    there = decisions.hands(town[1])
    theirs = decisions.signed(there, decisions.waiting(there)).pdf_id
    mine = f" where id = '{checked.pk}'"
    taken = TAKE.rstrip(";") + mine + ";"
    refused(people.chief, taken + SIGN.format(name=OWN_NAME, number=1) + f", pdf_id = '{theirs}'" + mine, "keeps its own files")


@pytest.mark.parametrize("file", ["pdf_id", "docx_id"])
def test_no_draft_opens_a_file_of_another_place(people, town, file):
    there = decisions.hands(town[1])
    theirs = decisions.signed(there, decisions.waiting(there)).pdf_id
    decisions.drafted(people, decisions.waiting(people))
    forged(f"kind = 'STOP_USER', {file} = '{theirs}'")
    with connection.cursor() as cursor:
        cursor.execute(f"delete from forged where unit_id <> {people.officer.unit_id}")
    with scope(people.officer):
        assert not Document.objects.filter(pk=theirs).exists()
    refused(people.officer, FORGE, "by a post that may: begun")
    with scope(people.officer):
        assert Document.objects.filter(pk=theirs).exists(), "the twin"


TELL = """insert into cases_fact (id, case_id, unit_id, kind, happened_at, is_date_only, recorded_at, recorded_by, body_id,
  decision_id, data, void_reason) select gen_random_uuid(), case_id, unit_id, '{kind}', {now}, false, {now},
  app_user(), app_body(), {decision}, '{{}}', '' from decisions_decision"""


def in_any_order() -> None:
    """The order of steps is another guard (tests/cases/test_post_wall): here only the decision behind the fact is asked."""
    with connection.cursor() as cursor:
        cursor.execute(ANY_ORDER)


@pytest.mark.parametrize("kind", ["MANAGEMENT_DECIDED", "MANAGEMENT_ENDED", "DECISION_WITHDRAWN"])
@pytest.mark.parametrize("decision", ["null", "id", "gen_random_uuid()"])
def test_the_fact_of_a_decision_is_told_by_signing_alone(people, checked, kind, decision):
    """No draft, no other decision and no decision at all puts a person under management, ends it or takes it back."""
    in_any_order()
    sql = TELL.format(kind=kind, now=MOMENT, decision=decision)
    with pytest.raises(DatabaseError, match="cases_fact_of_decision"):
        run(people.chief, sql)
    with connection.cursor() as cursor:
        cursor.execute("drop policy cases_fact_of_decision on cases_fact")
    run(people.chief, sql)


def test_a_signed_decision_tells_its_own_fact_in_its_signer_s_name(people, checked):
    in_any_order()
    run(people.chief, SIGNED)
    told = TELL.format(kind="MANAGEMENT_DECIDED", now=MOMENT, decision="id")
    ended = told.replace("MANAGEMENT_DECIDED", "MANAGEMENT_ENDED")
    for who, sql, policy in ((people.chair, told, "cases_fact_by_post"), (people.chief, ended, "cases_fact_of_decision")):
        with pytest.raises(DatabaseError, match=policy):
            run(who, sql)
    run(people.chief, told)


SERVE = """insert into decisions_service (id, decision_id, unit_id, recipient, is_person, way, served_at, recorded_by, recorded_at)
select gen_random_uuid(), id, unit_id, 'A', true, 'POST', {served}, app_user(), {served} from decisions_decision"""


def test_only_a_signed_decision_is_handed_over_and_by_who_records(people, checked):
    serve = SERVE.format(served=MOMENT)
    with pytest.raises(DatabaseError, match="was signed before"):
        run(people.police, serve)
    run(people.chief, SIGNED)
    with pytest.raises(DatabaseError, match="by a post that may"):
        run(people.chair, serve)
    decisions.switch("service_by_post", "decisions_service")
    run(people.chair, serve)


def test_it_is_handed_over_after_it_was_signed(people, checked):
    run(people.chief, SIGNED)
    early = SERVE.format(served="'2026-01-01'")
    with pytest.raises(DatabaseError, match="was signed before"):
        run(people.police, early)
    decisions.switch("service_by_post", "decisions_service")
    run(people.police, early)


def test_a_post_of_today_counts_on_its_own_days_alone(people, checked):
    Post.objects.filter(user_id=people.chief.user_id).update(ends_before=cases.NOW.date())
    refused(people.chief, SIGNED, "by a post that may")
