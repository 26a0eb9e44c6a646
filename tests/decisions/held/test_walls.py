"""The walls around what a facility decides, asked by raw SQL past the application; each guard with its twin."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.accounts.models import Post, User
from donghanh.base.privacy.scope import scope
from donghanh.cases.dossiers.models import Passage
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DecisionKind as D
from donghanh.decisions.terms import DraftState
from tests.decisions.held.conftest import AT, DAY
from tests.decisions.test_own_office import refused, run
from tests.factories import accounts, decisions, dossiers, held

pytestmark = pytest.mark.django_db
MOMENT = f"'{DAY.isoformat()}'"
TAKE = "insert into documents_numberregister (body_id, series, year, last) select body_id, series, 2026, 1 from decisions_decision;"
SIGN = (
    "update decisions_decision set state = 'SIGNED', signed_by = app_user(), signer_name = {name}, signed_at = " + MOMENT + ", number = {number},"
    " year = 2026, issuing_unit_id = (select unit_id from places_body where id = body_id), " + decisions.sealing(DAY.date().isoformat())
)
SIGNED = TAKE + SIGN.format(name="accounts_own_name()", number=1)
CHECK = f"update decisions_decision set state = 'CHECKED', checked_by = app_user(), checked_at = {MOMENT}"
FORGE = "insert into decisions_decision select * from forged"


def owner(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def seen(actor, table: str = "decisions_decision") -> int:
    with scope(actor), connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        return cursor.fetchone()[0]


def forged(columns: str) -> None:
    owner("create temp table forged as select * from decisions_decision; grant select on forged to donghanh_web")
    owner(f"update forged set id = gen_random_uuid(), code = null, {columns}")


@pytest.fixture
def draft(house, passage):
    return held.drafted(house, passage, D.LET_OUT, at=DAY)


@pytest.fixture
def checked(house, passage):
    return held.checked(house, passage, D.LET_OUT, at=DAY)


@pytest.fixture
def other(house, town):
    """The head and an officer of another facility of the province."""
    body = accounts.Body.objects.create(
        kind="facility", unit_id=house.body.unit_id, name="Cơ sở cai nghiện ma tuý số 2", short_name="Cơ sở 2", starts_on=accounts.SINCE
    )
    return held.house(body, at=AT)


def test_the_head_signs_in_his_own_name_past_the_application_too(house, checked):
    run(house.head, SIGNED)
    assert Decision.objects.get(pk=checked.pk).state == DraftState.SIGNED


def test_an_officer_of_the_facility_does_not_sign(house, checked):
    colleague = accounts.actor_in_db("facility_intake", house.body.unit_id, body=house.body)
    refused(colleague, SIGNED, "by a post that may: CHECKED SIGNED")


POSTS = {
    "of another office": {"office": ""},
    "that ended": {"ends_before": "2026-01-01"},
    "that has not begun": {"starts_on": "2027-01-01"},
}


@pytest.mark.parametrize("what", POSTS)
def test_a_post_of_the_head_does_not_sign(house, checked, what):
    Post.objects.filter(user_id=house.head.user_id).update(**POSTS[what])
    refused(house.head, SIGNED, r"by a post that may|by the holder of its office")


def test_a_proposed_post_or_a_closed_account_does_not_sign(house, checked):
    proposed = accounts.actor_in_db("facility_head", house.body.unit_id, body=house.body, granted_by=accounts.user())
    with pytest.raises(DatabaseError, match="by a post that may"):
        run(proposed, SIGNED)
    User.objects.filter(pk=house.head.user_id).update(is_active=False)
    refused(house.head, SIGNED, "by a post that may")


@pytest.mark.parametrize(
    ("name", "number", "taken", "why"),
    [
        ("'Ma'", 1, TAKE, "under the name of the account"),
        ("accounts_own_name()", 99, TAKE, "from the register"),
        ("accounts_own_name()", 1, "", "from the register"),
    ],
)
def test_name_and_number_are_not_typed(house, checked, name, number, taken, why):
    decisions.switch("register_without_hole", "documents_numberregister")  # another guard, asked at the end (tests/decisions/test_no_holes)
    refused(house.head, taken + SIGN.format(name=name, number=number), why)


def test_the_register_stays_with_the_place_of_the_facility(house, checked):
    elsewhere = SIGNED.replace("(select unit_id from places_body where id = body_id)", "unit_id")
    refused(house.head, elsewhere, "by the holder of its office")


def test_a_decision_opens_no_file_of_another_decision(house, checked, town):
    here = decisions.hands(town[0])
    theirs = decisions.signed(here, decisions.waiting(here, name="Vũ Văn Ạ")).pdf_id
    mine = f" where id = '{checked.pk}'"
    sql = TAKE.rstrip(";") + mine + ";" + SIGN.format(name="accounts_own_name()", number=1) + f", pdf_id = '{theirs}'" + mine
    refused(house.head, sql, "keeps its own files")


def test_a_post_that_ended_does_not_check(house, draft):
    gone = accounts.actor_in_db("facility_intake", house.body.unit_id, body=house.body, ends_before="2026-01-01")
    refused(gone, CHECK, "DRAFTED CHECKED")


FALSE = {
    "another name": "person_name = 'Ai Khác'",
    "another number": "case_number = 'CN-2026-999999'",
    "another birth year": "birth_year = 1950",
    "an open file": "is_sealed = not is_sealed",
}


@pytest.mark.parametrize("what", FALSE)
def test_a_draft_names_the_person_and_file_that_lie_there(house, draft, what):
    forged(f"kind = 'LEND', {FALSE[what]}")
    refused(house.intake, FORGE, "by a post that may: begun")


def test_a_draft_is_of_the_file_that_lies_there(house, draft, police):
    theirs = dossiers.at_reading_end(police, at=AT - timedelta(days=10), full_name="Vũ Thị Ỷ")
    forged(f"kind = 'LEND', case_id = '{theirs.pk}'")
    decisions.switch("decision_step_by_post")
    with pytest.raises(DatabaseError, match="row-level security"):
        run(house.intake, FORGE)
    owner("drop policy decisions_decision_held_begun on decisions_decision; drop policy decisions_decision_held_insert on decisions_decision;"
          " create policy twin on decisions_decision for insert to donghanh_web with check (true)")  # fmt: skip
    run(house.intake, FORGE)


def test_no_place_draws_up_what_a_facility_decides(house, draft, police):
    forged(f"kind = 'LEND', drafted_by = {police.user_id}, body_id = (select id from places_body where id = {police.body_id})")
    with pytest.raises(DatabaseError, match=r"by a post that may: begun|row-level security"):
        run(police, FORGE)
    decisions.switch("decision_step_by_post")
    with pytest.raises(DatabaseError, match="decisions_decision_held_begun"):
        run(police, FORGE)
    owner("drop policy decisions_decision_held_begun on decisions_decision")
    run(police, FORGE)


@pytest.mark.parametrize("kind", ["LET_OUT", "LEND", "CERTIFY_STAY"])
def test_what_a_head_signs_has_its_hand_over_and_nothing_else_has(house, draft, kind):
    for columns in (f"kind = '{kind}', passage_id = null", "kind = 'MANAGE_USER'"):
        with pytest.raises(DatabaseError, match="decision_held_by_its_kind"), transaction.atomic():
            owner(f"create temp table odd as select * from decisions_decision; update odd set id = gen_random_uuid(), code = null, {columns};"
                  " insert into decisions_decision select * from odd")  # fmt: skip


def test_a_draft_is_read_by_the_facility_alone_and_what_was_signed_by_the_commune_too(house, checked, police, other, town):
    chief = accounts.actor_in_db("commune_police_chief", town[0].pk)
    stranger = accounts.actor_in_db("commune_police_chief", town[1].pk)
    assert [seen(one) for one in (house.intake, house.head, police, chief, other.head)] == [1, 1, 0, 0, 0]
    run(house.head, SIGNED)
    assert [seen(one) for one in (house.intake, house.head, police, chief, other.head, stranger)] == [1, 1, 1, 1, 0, 0]


def test_twin_without_the_wall_the_commune_reads_the_draft(house, checked, police):
    owner("drop policy decisions_decision_held_wall on decisions_decision")
    assert seen(police) == 1


def test_once_the_file_has_left_drafts_are_closed_and_nothing_more_is_signed(house, passage, checked):
    Passage.objects.filter(pk=passage.pk).update(done_at=DAY)
    assert seen(house.head) == 0
    run(house.head, SIGNED.replace(TAKE, ""))
    assert Decision.objects.get(pk=checked.pk).state == DraftState.CHECKED
    owner("create or replace function held_by_us(wanted uuid) returns uuid language sql stable security definer set search_path = public, pg_temp"
          " as 'select case_id from dossiers_passage where id = wanted'")  # fmt: skip
    run(house.head, SIGNED)
    assert Decision.objects.get(pk=checked.pk).state == DraftState.SIGNED, "the twin"


def test_another_facility_takes_no_step(house, checked, other):
    run(other.head, SIGNED.replace(TAKE, ""))
    assert Decision.objects.get(pk=checked.pk).state == DraftState.CHECKED


GO_OUT = "select tell_dossier('{passage}', gen_random_uuid(), 'LEAVE_BEGAN', {at}, {at}, '{said}'::jsonb, {decision})"
TYPED = '{"number": "2/QĐ", "signer": "Ai Đó", "issuer": "rehabilitation_facility.facility_head"}'


def asked(actor, sql: str):
    with scope(actor), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def goes(house, passage, *, said="{}", decision="null") -> bool:
    at = f"'{(DAY + timedelta(hours=1)).isoformat()}'"
    return asked(house.intake, GO_OUT.format(passage=passage.pk, at=at, said=said, decision=decision)) is not None


def test_past_the_application_nobody_goes_out_on_a_typed_number_or_an_unsigned_decision(house, passage, checked):
    assert not goes(house, passage, said=TYPED)
    assert not goes(house, passage, decision=f"'{checked.pk}'", said=TYPED)
    run(house.head, SIGNED)
    assert goes(house, passage, decision=f"'{checked.pk}'")


def test_twin_where_the_head_has_no_desk_the_typed_number_counts(house, passage):
    Post.objects.filter(user_id=house.head.user_id).update(ends_before="2026-01-01")
    assert goes(house, passage, said=TYPED)


def test_twin_with_any_decision_believed_the_draft_lets_him_out(house, passage, checked):
    owner("create or replace function dossier_head_decided(p dossiers_passage, decision uuid, told text, happened timestamptz) returns jsonb"
          f" language sql stable security definer set search_path = public, pg_temp as $$ select '{TYPED}'::jsonb $$")  # fmt: skip
    assert goes(house, passage, decision=f"'{checked.pk}'")


def test_the_fact_of_a_certificate_is_told_by_who_signed_it_once(house, passage):
    done = held.completed(house, passage, at=AT)
    made = held.checked(house, passage, D.CERTIFY_STAY, at=done, reasons="Đã chấp hành xong thời hạn cai nghiện.")
    told = f"select tell_signed_by_head('{made.pk}', gen_random_uuid(), '{done.isoformat()}')"
    assert asked(house.head, told) is None, "not signed yet"
    run(house.head, SIGNED.replace(DAY.date().isoformat(), done.date().isoformat()).replace("2026", str(done.year)))
    assert asked(house.intake, told) is None
    assert asked(house.head, told) == made.case_id, "the twin: by who signed, and not told yet, it goes in"
    assert asked(house.head, told) is None


def test_a_certificate_is_not_signed_without_telling_the_file(house, passage):
    done = held.completed(house, passage, at=AT)
    held.checked(house, passage, D.CERTIFY_STAY, at=done, reasons="Đã chấp hành xong thời hạn cai nghiện.")
    sql = SIGNED.replace(DAY.date().isoformat(), done.date().isoformat()).replace("2026", str(done.year)) + "; set constraints all immediate"
    with pytest.raises(DatabaseError, match="what the head certifies is told to the file"):
        run(house.head, sql)
    decisions.switch("held_signature_is_told")
    run(house.head, sql)  # the twin


IN_ERROR = f"""insert into cases_fact (id, case_id, unit_id, kind, happened_at, is_date_only, recorded_at, recorded_by, body_id, data, void_reason)
 select gen_random_uuid(), id, unit_id, 'OPENED_IN_ERROR', {MOMENT}, false, {MOMENT}, app_user(), app_body(), '{{}}', '' from cases_case"""


def test_what_lies_with_a_facility_was_not_opened_in_error(passage, case, town):
    second = accounts.actor_in_db("commune_officer", town[0].pk)
    owner("drop policy cases_fact_error_of_ours on cases_fact")  # another guard: the facility wrote in it, too
    with pytest.raises(DatabaseError, match="cases_fact_error_not_away"):
        run(second, IN_ERROR)
    owner("drop policy cases_fact_error_not_away on cases_fact")
    run(second, IN_ERROR)  # the twin


KEEP = """insert into documents_document (id, unit_id, kind, title, media_type, sha256, content, made_at)
  values (gen_random_uuid(), {unit}, '{kind}', '', 'application/pdf', encode(sha256('a'), 'hex'), 'a', now())"""


def test_only_the_head_keeps_a_file_at_the_place_and_only_one_of_a_decision(house, passage, case, town):
    for actor, unit, kind in ((house.intake, case.unit_id, "decision"), (house.head, town[1].pk, "decision"), (house.head, case.unit_id, "paper")):
        with pytest.raises(DatabaseError, match="row-level security"):
            run(actor, KEEP.format(unit=unit, kind=kind))
    run(house.head, KEEP.format(unit=case.unit_id, kind="decision"))
    assert seen(house.head, "documents_document") == 0, "and reads none that no decision of its own keeps"


SERVE = f"""insert into decisions_service (id, decision_id, unit_id, recipient, is_person, way, served_at, recorded_by, recorded_at)
  select gen_random_uuid(), id, unit_id, 'A', true, 'POST', {MOMENT}, app_user(), {MOMENT} from decisions_decision"""


def test_a_facility_hands_over_itself(house, checked, police):
    run(house.head, SIGNED)
    with pytest.raises(DatabaseError, match=r"row-level security|by a post that may"):
        run(police, SERVE)
    with pytest.raises(DatabaseError, match="by a post that may"):
        run(house.head, SERVE)
    run(house.intake, SERVE)
    assert seen(police, "decisions_service") == 1
    decisions.switch("service_by_post", "decisions_service")
    with pytest.raises(DatabaseError, match="decisions_service_held_wall"):
        run(police, SERVE)
    owner("drop policy decisions_service_held_wall on decisions_service")
    run(police, SERVE)


def test_a_certificate_is_handed_over_when_the_file_has_gone_home_and_nothing_else_is(house, checked, passage, other):
    run(house.head, SIGNED)
    Passage.objects.filter(pk=passage.pk).update(done_at=DAY)
    with pytest.raises(DatabaseError, match=r"by a post that may"):
        run(house.intake, SERVE)
    decisions.switch("signed_never_changes")
    Decision.objects.update(kind=D.CERTIFY_STAY)
    run(other.intake, SERVE)
    assert seen(house.intake, "decisions_service") == 0, "another facility finds none to hand over"
    run(house.intake, SERVE)
    assert seen(house.intake, "decisions_service") == 1, "the twin"


def test_a_commune_withdraws_nothing_that_a_head_signed(house, checked, police):
    run(house.head, SIGNED)
    forged(f"kind = 'WITHDRAW', state = 'DRAFTED', passage_id = null, withdraws_id = '{checked.pk}', number = null, year = null, signed_at = null,"
           " signed_by = null, signer_name = '', checked_by = null, checked_at = null, issuing_unit_id = null,"
           f" drafted_by = {police.user_id}")  # fmt: skip
    refused(police, FORGE, "by a post that may: begun")
