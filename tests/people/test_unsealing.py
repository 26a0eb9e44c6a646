"""A sealed file opens by two people, for one reader and some days; the wall below says the same, and each twin takes a piece of it away."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError

from donghanh.base.accounts.models import Post
from donghanh.base.audit.models import Event, Reading
from donghanh.base.privacy.scope import scope
from donghanh.cases.actions import open_case
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.people import actions, queries
from donghanh.people.models import Household, Person, Unsealing
from donghanh.people.rules import CannotUnseal, Shut
from tests.factories import accounts, cases, people
from tests.support import EVERYBODY_MAY

pytestmark = pytest.mark.django_db

WHY = "Cần liên hệ gia đình để hỗ trợ em"
SEALED = ["people_identifier", "people_address", "people_householdmember"]


def now() -> datetime:
    """Openings end by the clock of the database, so these tests live today."""
    return datetime.now(UTC)


@pytest.fixture
def officer():
    return people.posted()


@pytest.fixture
def chief():
    return people.posted("commune_police_chief")


@pytest.fixture
def child(officer):
    """A sealed record with a number, an address and a mother in the same house."""
    made = people.register(
        officer, "Trần Thị Nhỏ", birth_year=2014, guardian_name="Lê Thị Mẹ", identifiers=[people.citizen(1, year=2014)], addresses=[people.home()]
    )
    mother = people.register(officer, "Lê Thị Mẹ", birth_year=1988, identifiers=[people.citizen(2)], addresses=[people.home(detail="Ấp 9")])
    row = people.unseal(officer, made)
    with scope(officer):
        given = {"person_id": made.pk, "with_person_id": mother.pk, "relation": "CHILD", "on": people.AT.date()}
        actions.link_household(actor=officer, at=people.AT, **given)
    row.delete()
    return made


def ask(actor, child, *, reason=WHY, days=7):
    with scope(actor):
        return actions.ask_unsealing(actor=actor, at=now(), person_id=child.pk, reason=reason, days=days)


def decide(actor, row, verb="approve", **more):
    with scope(actor):
        return getattr(actions, f"{verb}_unsealing")(actor=actor, at=now(), unsealing_id=row.pk, **more)


def page(actor, child):
    with scope(actor):
        return queries.person_page(actor, child.pk)


def rows(table, actor, person):
    with scope(actor), connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table} where person_id = %s", [person.pk])
        return cursor.fetchone()[0]


def test_a_sealed_file_shows_name_and_year_and_nothing_else(officer, child):
    file = page(officer, child)
    assert (file.is_shut, file.name, file.birth_year) == (True, "Trần Thị Nhỏ", 2014)
    assert (file.guardian_name, file.numbers, file.addresses, file.household) == ("", (), (), None)


def test_two_people_open_it_for_the_asker_alone(officer, chief, child):
    decide(chief, ask(officer, child))
    file = page(officer, child)
    assert not file.is_shut and file.numbers and file.addresses and file.household and file.guardian_name
    assert page(chief, child).is_shut and page(people.posted("commune_police"), child).is_shut
    assert [(e.verb, e.person_id) for e in Event.objects.filter(verb__startswith="person.unseal").order_by("id")] == [
        ("person.unseal.ask", child.pk),
        ("person.unseal.approve", child.pk),
    ]


def test_it_shuts_by_itself(officer, chief, child):
    decide(chief, ask(officer, child, days=1))
    Unsealing.objects.update(opened_until=now() - timedelta(seconds=1))
    assert page(officer, child).is_shut and rows("people_address", officer, child) == 0
    assert not ask(officer, child).opened_until, "and is asked for anew"


@pytest.mark.parametrize("who", ["officer", "chief"])
def test_either_of_the_two_shuts_it_early_and_nobody_else(officer, chief, child, who):
    row = ask(officer, child)
    decide(chief, row)
    with pytest.raises(CannotUnseal, match="Chỉ người xin"):
        decide(people.posted("commune_chair"), row, "end")
    decide({"officer": officer, "chief": chief}[who], row, "end")
    assert page(officer, child).is_shut
    with pytest.raises(CannotUnseal, match="không còn hiệu lực"):
        decide(officer, row, "end")


def test_a_request_taken_back_is_not_answered_any_more(officer, chief, child):
    row = ask(officer, child)
    with pytest.raises(CannotUnseal, match="đã xin"):
        ask(officer, child)
    decide(officer, row, "end")
    with pytest.raises(CannotUnseal, match="đã rút"):
        decide(chief, row)
    assert ask(officer, child).pk != row.pk


def test_a_refusal_says_why_and_opens_nothing(officer, chief, child):
    row = ask(officer, child)
    with pytest.raises(BadInput, match="Thiếu lý do"):
        decide(chief, row, "refuse", reason=" ")
    assert decide(chief, row, "refuse", reason="Chưa cần cho việc này").answer == "Chưa cần cho việc này"
    assert page(officer, child).is_shut
    with scope(officer):
        [told] = queries.unsealings_of(officer, [child.pk], at=now())
    assert (told.state, told.is_own, told.answer) == ("refused", True, "Chưa cần cho việc này")


def test_who_asks_does_not_answer(chief, child):
    row = ask(chief, child)
    with pytest.raises(CannotUnseal, match="không tự mở"):
        decide(chief, row)
    decide(people.posted("commune_chair"), row)
    assert not page(chief, child).is_shut


def test_only_those_who_sign_may_agree_and_only_in_their_place(officer, child):
    row = ask(officer, child)
    with pytest.raises(MayNot):
        decide(people.posted("commune_police"), row)
    with pytest.raises(NotInReach):
        decide(people.posted("commune_chair", people.THERE), row)
    with pytest.raises(NotInReach):
        ask(people.posted(unit_id=people.THERE), child)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [({"reason": "xem"}, "quá ngắn"), ({"days": 0}, "Số ngày mở là 0"), ({"days": 31}, "Số ngày mở là 31"), ({"reason": ""}, "Thiếu")],
)
def test_a_request_says_why_and_for_how_long(officer, child, given, sentence):
    with pytest.raises(BadInput, match=sentence):
        ask(officer, child, **given)


def test_an_open_file_is_not_asked_for(officer, chief, child):
    with pytest.raises(CannotUnseal, match="không niêm phong"):
        ask(officer, people.register(officer, "Trần Văn Lớn"))
    decide(chief, ask(officer, child))
    with pytest.raises(CannotUnseal, match="đang mở"):
        ask(officer, child)


def test_what_is_shut_is_not_changed_and_no_number_is_shown(officer, child):
    number = child.identifiers.get()
    for act, given in (
        (actions.correct, {"person_id": child.pk, "version": 1, "changes": {"sex": "MALE"}, "reason": "Nhầm"}),
        (actions.set_address, {"person_id": child.pk, "home": people.home(detail="Ấp 1")}),
        (actions.leave_household, {"person_id": child.pk, "on": people.AT.date()}),
    ):
        with scope(officer), pytest.raises(Shut):
            act(actor=officer, at=people.AT, **given)
    with pytest.raises(Shut):  # as the owner, past the wall: the application says so itself
        actions.reveal_identifier(actor=officer, at=people.AT, identifier_id=number.pk)


def test_an_exact_number_still_finds_him(officer, child):
    with scope(officer):
        [hit] = queries.search(officer, people.citizen(1, year=2014).value).rows
        assert hit.person_id == child.pk
        assert queries.known_numbers(officer, [people.citizen(1, year=2014)]) == {people.citizen(1, year=2014): child.pk}


def test_the_letters_of_a_legal_file_still_name_him_and_nothing_else_does(officer):
    number = people.citizen(3, year=2011)
    teen = people.register(officer, "Lê Văn Em", birth_year=2011, guardian_name="Lê Thị Mẹ", identifiers=[number], addresses=[people.home()])

    def letter(actor):
        with scope(actor):
            return queries.letter_person(actor, teen.pk, on=people.AT.date(), letter="decision MANAGE_USER")

    assert letter(officer).id_number == "" and "Số 5" not in letter(officer).residence
    assert told(officer, FOR_LETTER.format(teen.pk)) == 0
    with scope(officer):
        open_case(actor=officer, at=people.AT, person_id=teen.pk, happened_at=people.AT, data=cases.TEST)
    assert not drawn(teen)
    assert letter(officer).id_number == number.value and "Số 5, ấp 3" in letter(officer).residence
    assert drawn(teen) == [(officer.user_id, officer.role, officer.body_id, "D1 D2", "decision MANAGE_USER")] * 2
    assert told(people.posted(unit_id=people.THERE), FOR_LETTER.format(teen.pk)) == 0
    assert told(officer, FOR_LETTER.format(teen.pk)) == 2 and len(drawn(teen)) == 3, "past the application too it leaves its row"
    assert told(officer, FOR_LETTER.format(teen.pk).replace("'paper'", "''")) == 0, "no letter, no answer"


def drawn(person):
    """What the log tells of letters drawn for this person: who, in which role and body, which classes, for which letter."""
    told = Reading.objects.filter(person_id=person.pk, page="people:letter")
    return list(told.values_list("actor_id", "role", "body_id", "classes", "purpose"))


def test_where_no_row_can_be_left_nothing_is_given_out(officer, child):
    with connection.cursor() as cursor:
        cursor.execute("create or replace function people_has_file(wanted uuid) returns boolean language sql as $$ select true $$")
        cursor.execute("create function forgets() returns trigger language plpgsql as 'begin return null; end'")
        cursor.execute("create trigger forgets before insert on audit_reading for each row execute function forgets()")
    assert told(officer, FOR_LETTER.format(child.pk)) == 0 and not drawn(child)


def test_twin_as_the_function_was_a_letter_left_no_row(officer, child):
    with connection.cursor() as cursor:
        cursor.execute(
            "create or replace function people_for_letter(wanted uuid, on_day date, letter text, asked_in uuid)"
            " returns table (kind varchar, sealed bytea, place_id int) language sql stable security definer set search_path = public, pg_temp"
            " as 'select i.kind, i.sealed, null::int from people_identifier i where i.person_id = wanted'"
        )
    assert told(officer, FOR_LETTER.format(child.pk)) == 1 and not drawn(child)


def test_twin_without_the_question_for_a_file_anybody_has_number_and_address(officer, child):
    with connection.cursor() as cursor:
        cursor.execute("create or replace function people_has_file(wanted uuid) returns boolean language sql as $$ select true $$")
    assert told(officer, FOR_LETTER.format(child.pk)) == 2


@pytest.mark.parametrize("table", SEALED)
def test_past_the_application_the_rows_of_a_seal_are_not_there(officer, chief, child, table):
    assert rows(table, officer, child) == 0
    decide(chief, ask(officer, child))
    assert rows(table, officer, child) == 1
    assert rows(table, chief, child) == 0


@pytest.mark.parametrize("table", SEALED)
def test_twin_without_the_seal_in_the_policy_the_rows_are_there(officer, child, table):
    with connection.cursor() as cursor:
        cursor.execute("create or replace function people_shut() returns uuid[] language sql stable as $$ select '{}'::uuid[] $$")
    assert rows(table, officer, child) == 1


LET_IN = """insert into people_unsealing (id, person_id, unit_id, reason, days, asked_by, asked_at, decided_by, decided_at, is_approved, answer,
  opened_until) select gen_random_uuid(), p.id, p.unit_id, 'tự mở', 7, app_user(), now(), app_user() + 1, now(), true, '',
  now() + interval '7 days' from people_person p"""
FOR_LETTER = "select count(*) from people_for_letter('{}', '2026-11-21', 'paper', null)"
SELF = "select people_unseal_decide(id, true, '', now()) from people_unsealing"


def told(actor, sql):
    with transaction.atomic(), scope(actor), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0] if cursor.description else cursor.rowcount


def test_nobody_opens_it_alone_past_the_application(officer, child):
    with pytest.raises(ProgrammingError, match="row-level security"):
        told(officer, LET_IN + f" where p.id = '{child.pk}'")
    ask(officer, child)
    assert told(officer, SELF) is False
    with pytest.raises(ProgrammingError, match="permission denied"):
        told(officer, "update people_unsealing set is_approved = true")
    assert told(people.posted("commune_chair", people.THERE), "select count(*) from people_unsealing") == 0


def test_twin_without_the_policy_he_opens_it_alone(officer, child):
    with connection.cursor() as cursor:
        cursor.execute("drop policy people_unsealing_insert on people_unsealing")
        cursor.execute("create policy people_unsealing_insert on people_unsealing for insert to donghanh_web with check (true)")
    assert told(officer, LET_IN + f" where p.id = '{child.pk}'") == 1
    assert not page(officer, child).is_shut


def test_the_table_itself_knows_two_people(officer, child):
    row = ask(officer, child)
    with pytest.raises(IntegrityError, match="unsealing_two_people"), transaction.atomic():
        Unsealing.objects.filter(pk=row.pk).update(decided_by=officer.user_id, is_approved=True, opened_until=now())


def test_a_file_that_moves_leaves_its_openings_behind(officer, chief, child):
    decide(chief, ask(officer, child))
    accounts.unit(people.THERE)
    Person.objects.filter(pk=child.pk).update(unit_id=people.THERE)
    assert Unsealing.objects.get().ended_at is not None
    Person.objects.filter(pk=child.pk).update(unit_id=people.HERE)
    assert page(officer, child).is_shut


WITHOUT_POST = people.official
ASK_PAST = """insert into people_unsealing (id, person_id, unit_id, reason, days, asked_by, asked_at, answer)
  select gen_random_uuid(), p.id, p.unit_id, 'xin', 7, app_user(), now(), '' from people_person p where p.id = '{}'"""


@pytest.mark.parametrize("role", ["commune_officer", "commune_police"])
def test_past_the_application_only_who_signs_agrees(officer, chief, child, role):
    ask(officer, child)
    assert told(people.posted(role), SELF) is False
    assert told(WITHOUT_POST("commune_police_chief"), SELF) is False, "nor does who says that he signs, without the post"
    assert page(officer, child).is_shut
    assert told(chief, SELF) is True


@pytest.mark.parametrize("role", ["commune_officer", "commune_police"])
def test_twin_without_the_question_for_the_post_two_of_any_role_open_it(officer, child, role):
    ask(officer, child)
    with connection.cursor() as cursor:
        cursor.execute(EVERYBODY_MAY)
    assert told(people.posted(role), SELF) is True
    assert not page(officer, child).is_shut


def test_past_the_application_nobody_asks_without_a_post_that_asks(officer, child):
    with pytest.raises(ProgrammingError, match="row-level security"):
        told(WITHOUT_POST(), ASK_PAST.format(child.pk))
    assert told(officer, ASK_PAST.format(child.pk)) == 1


def test_twin_without_the_question_for_the_post_anybody_asks(child):
    with connection.cursor() as cursor:
        cursor.execute(EVERYBODY_MAY)
    assert told(WITHOUT_POST(), ASK_PAST.format(child.pk)) == 1


CHANGED = {
    "people_identifier": "update people_identifier set ended_at = now()",
    "people_address": "update people_address set ends_before = date '2026-11-22'",
    "people_householdmember": "update people_householdmember set ends_before = date '2026-11-22'",
    "people_person": "update people_person set guardian_name = ''",
}
ROWS = {"people_identifier": 2, "people_address": 2, "people_householdmember": 2, "people_person": 2}


@pytest.mark.parametrize("table", CHANGED)
def test_a_statement_that_names_no_row_does_not_change_what_is_sealed(officer, chief, child, table):
    assert told(officer, CHANGED[table]) == ROWS[table] - 1, "the mother's alone"
    decide(chief, ask(officer, child))
    assert told(officer, CHANGED[table]) == ROWS[table]


@pytest.mark.parametrize("table", CHANGED)
def test_twin_without_the_seal_in_the_policy_it_changes_them_all(officer, child, table):
    with connection.cursor() as cursor:
        cursor.execute("create or replace function people_shut() returns uuid[] language sql stable as $$ select '{}'::uuid[] $$")
    assert told(officer, CHANGED[table]) == ROWS[table]


END = "select people_unseal_end(id, now()) from people_unsealing"
HOUSED = """insert into people_householdmember (id, household_id, person_id, unit_id, relation, starts_on)
  select gen_random_uuid(), id, '{}', unit_id, 'CHILD', '2026-01-01' from people_household"""


def without_post(actor):
    """The same two people a day later, their posts over."""
    Post.objects.filter(user_id=actor.user_id).update(ends_before=people.AT.date())
    return actor


def test_past_the_application_a_post_that_is_over_shuts_nothing(officer, chief, child):
    decide(chief, ask(officer, child))
    assert told(without_post(officer), END) is False
    assert not page(officer, child).is_shut
    assert told(chief, END) is True


def test_twin_without_the_question_for_the_post_it_is_shut(officer, chief, child):
    decide(chief, ask(officer, child))
    with connection.cursor() as cursor:
        cursor.execute(EVERYBODY_MAY)
    assert told(without_post(officer), END) is True


def test_nobody_is_housed_with_a_sealed_record_that_is_shut(officer, chief):
    made = people.register(officer, "Trần Văn Út", birth_year=2015)
    Household.objects.create(unit_id=people.HERE, made_at=people.AT)
    adult = people.register(officer, "Trần Thị Cả", birth_year=1980)
    given = {"at": people.AT, "relation": "SIBLING", "on": people.AT.date()}
    for one, other in ((made, adult), (adult, made)):
        with scope(officer), pytest.raises(Shut):
            actions.link_household(actor=officer, person_id=one.pk, with_person_id=other.pk, **given)
    with pytest.raises(ProgrammingError, match="row-level security"):
        told(officer, HOUSED.format(made.pk))
    decide(chief, ask(officer, made))
    assert told(officer, HOUSED.format(made.pk)) == 1


def test_twin_without_the_policy_a_shut_record_is_housed(officer):
    made = people.register(officer, "Trần Văn Út", birth_year=2015)
    Household.objects.create(unit_id=people.HERE, made_at=people.AT)
    with connection.cursor() as cursor:
        cursor.execute("drop policy people_householdmember_open on people_householdmember")
    assert told(officer, HOUSED.format(made.pk)) == 1
