"""From a file to drafts, to people, and back: on PostgreSQL, under the officer's own scope."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from donghanh.base.audit.models import Event
from donghanh.base.privacy.scope import scope
from donghanh.intake import actions, queries, rules, running
from donghanh.intake.models import Batch, FilePart, Row
from donghanh.kernel.errors import BadInput, Cannot, MayNot, NotInReach
from donghanh.people.models import Address, Household, HouseholdMember, Identifier, Person
from tests.factories import accounts
from tests.factories.intake import AT, BAD, GOOD, HEADER, xlsx

pytestmark = pytest.mark.django_db
UNIT, OTHER = 900_001, 900_002


@pytest.fixture
def officer():
    accounts.unit(OTHER)
    accounts.unit(UNIT)
    return accounts.actor("commune_officer", UNIT)


@pytest.fixture
def file(tmp_path):
    return xlsx(tmp_path / "ds.xlsx", [HEADER, *GOOD, BAD])


def received(officer, file, **options) -> Batch:
    with scope(officer):
        return actions.receive(actor=officer, at=AT, unit_id=UNIT, filename=options.pop("filename", "ds.xlsx"), path=file)


def entered(officer, batch, at=AT) -> None:
    with scope(officer):
        actions.confirm(actor=officer, at=at, batch_id=batch.pk)
        running.enter(actor=officer, at=at, batch_id=batch.pk)


def test_a_received_list_waits_as_drafts_and_makes_nobody(officer, file):
    batch = received(officer, file)
    assert (batch.state, batch.ready, batch.faulty, batch.duplicate) == ("CHECKED", 3, 1, 0)
    assert Person.objects.count() == 0
    assert Row.objects.filter(batch=batch).count() == 4


def test_drafts_and_file_are_sealed(officer, file):
    batch = received(officer, file)
    for blob in [*Row.objects.values_list("sealed", flat=True), *FilePart.objects.values_list("sealed", flat=True)]:
        assert b"075088012345" not in bytes(blob)
        assert "Nguyễn".encode() not in bytes(blob)
    assert "075088012345" not in str(Batch.objects.filter(pk=batch.pk).values())


def test_confirming_makes_the_good_rows_people_of_the_commune(officer, file):
    entered(officer, batch := received(officer, file))
    batch.refresh_from_db()
    assert (batch.state, batch.entered, batch.progress) == ("CONFIRMED", 3, 100)
    assert set(Person.objects.values_list("full_name", "sex", "birth_year", "unit_id")) == {
        ("Nguyễn Văn An", "MALE", 1988, UNIT),
        ("Trần Thị Ẩn", "FEMALE", 1990, UNIT),
        ("Đặng Quỳnh Ngọc Phượng", "FEMALE", 1999, UNIT),
    }
    assert Identifier.objects.count() == 2
    assert Address.objects.count() == 3
    assert not FilePart.objects.exists()


def test_the_same_list_again_enters_nobody_twice(officer, file):
    entered(officer, received(officer, file))
    again = received(officer, file)
    assert (again.ready, again.duplicate, again.faulty) == (0, 3, 1)
    with pytest.raises(Cannot), scope(officer):
        actions.confirm(actor=officer, at=AT, batch_id=again.pk)


def test_a_number_taken_after_the_preview_comes_back_with_the_reason(officer, file):
    first, second = received(officer, file), received(officer, file)
    entered(officer, first)
    entered(officer, second)
    second.refresh_from_db()
    assert (second.entered, second.duplicate) == (1, 2)
    with scope(officer):
        lines, _ = queries.not_entered(officer, second.pk)
    assert sum("Số" in line.reason for line in lines if line.state == "DUPLICATE") == 2


def test_undo_within_seven_days_removes_exactly_those_people(officer, file):
    with scope(officer):
        from donghanh.people import actions as people

        people.register(actor=officer, at=AT, unit_id=UNIT, full_name="Lê Văn Tám", sex="MALE", birth_year=1970)
    before = everything()
    entered(officer, batch := received(officer, file))
    assert everything() != before
    with scope(officer):
        actions.undo(actor=officer, at=AT + timedelta(days=6, hours=23), batch_id=batch.pk)
        running.take_back(actor=officer, at=AT, batch_id=batch.pk)
    assert everything() == before
    batch.refresh_from_db()
    assert batch.state == "UNDONE"


def test_undo_after_seven_days_is_refused(officer, file):
    entered(officer, batch := received(officer, file))
    with pytest.raises(rules.CannotUndo, match="7 ngày"), scope(officer):
        actions.undo(actor=officer, at=AT + timedelta(days=7), batch_id=batch.pk)
    assert Person.objects.count() == 3


def test_undo_keeps_and_names_those_that_something_hangs_on(officer, file):
    entered(officer, batch := received(officer, file))
    person = Person.objects.get(full_name="Nguyễn Văn An")
    house = Household.objects.create(unit_id=UNIT, made_at=AT)
    HouseholdMember.objects.create(household=house, person=person, unit_id=UNIT, relation="HEAD", starts_on=AT.date())
    with scope(officer):
        actions.undo(actor=officer, at=AT, batch_id=batch.pk)
        running.take_back(actor=officer, at=AT, batch_id=batch.pk)
        assert queries.persons_of(officer, batch.pk, state="KEPT") == [person.pk]
        assert queries.batch_sheet(officer, batch.pk, at=AT).kept == 1
    assert list(Person.objects.values_list("pk", flat=True)) == [person.pk]


@pytest.mark.parametrize(("content", "sentence"), [(b"", "trống"), (b"PK\x03\x04nonsense", "hỏng")])
def test_of_an_unreadable_file_nothing_is_kept_and_the_attempt_is_logged(officer, tmp_path, content, sentence):
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with scope(officer), pytest.raises(BadInput, match=sentence):
        actions.receive(actor=officer, at=AT, unit_id=UNIT, filename="x.xlsx", path=path)
    assert not Batch.objects.exists()
    assert not Row.objects.exists()
    assert Event.objects.filter(verb="intake.receive", result="refused").count() == 1


def test_a_list_without_known_titles_is_read_with_columns_set_by_hand(officer, tmp_path):
    path = xlsx(tmp_path / "ds.xlsx", [("A", "B", "C"), ("Nguyễn Văn An", "1988", "Nam")])
    batch = received(officer, path)
    assert (batch.state, batch.ready) == ("CHECKED", 0)
    assert "tiêu đề" in batch.message
    by_hand = {"Trang 1": (1, {0: "FULL_NAME", 1: "BORN", 2: "SEX"})}
    with scope(officer):
        batch = actions.read_again(actor=officer, at=AT, batch_id=batch.pk, by_hand=by_hand)
    assert (batch.ready, batch.faulty, batch.message) == (1, 0, "")


@pytest.mark.parametrize("columns", [{0: "FULL_NAME", 1: "FULL_NAME"}, {0: "NONSENSE"}])
def test_columns_set_by_hand_must_make_sense(officer, file, columns):
    batch = received(officer, file)
    with pytest.raises(BadInput), scope(officer):
        actions.read_again(actor=officer, at=AT, batch_id=batch.pk, by_hand={"Trang 1": (1, columns)})
    assert Row.objects.filter(batch=batch).count() == 4


def test_cancelling_throws_file_and_drafts_away(officer, file):
    batch = received(officer, file)
    with scope(officer):
        actions.cancel(actor=officer, at=AT, batch_id=batch.pk)
    assert not Row.objects.exists()
    assert not FilePart.objects.exists()


def test_other_places_and_other_roles_get_nothing(officer, file):
    batch = received(officer, file)
    stranger, chair = accounts.actor("commune_officer", OTHER), accounts.actor("commune_chair", UNIT)
    with pytest.raises(NotInReach), scope(stranger):
        queries.batch_sheet(stranger, batch.pk, at=AT)
    with pytest.raises(NotInReach), scope(stranger):
        actions.confirm(actor=stranger, at=AT, batch_id=batch.pk)
    with pytest.raises(MayNot), scope(chair):
        queries.batches(chair)
    with pytest.raises(NotInReach), scope(stranger):
        actions.receive(actor=stranger, at=AT, unit_id=UNIT, filename="ds.xlsx", path=file)


def seen_past_the_application(actor, table: str) -> int:
    with scope(actor), connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        return cursor.fetchone()[0]


@pytest.mark.parametrize("table", ["intake_batch", "intake_row", "intake_filepart"])
def test_the_database_itself_shows_lists_to_their_own_place_only(officer, file, table):
    received(officer, file)
    stranger, counter = accounts.actor("commune_officer", OTHER), accounts.actor("provincial_lead", UNIT)
    assert seen_past_the_application(officer, table) > 0
    assert seen_past_the_application(stranger, table) == 0
    assert seen_past_the_application(counter, table) == 0


@pytest.mark.parametrize("table", ["intake_batch", "intake_row", "intake_filepart"])
def test_without_the_policy_they_would_leak(officer, file, table):
    received(officer, file)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(f"alter table {table} disable row level security")
    assert seen_past_the_application(accounts.actor("commune_officer", OTHER), table) > 0


def test_every_step_leaves_one_event(officer, file):
    entered(officer, received(officer, file))
    verbs = list(Event.objects.exclude(verb__startswith="person.").order_by("at", "id").values_list("verb", flat=True))
    assert sorted(verbs) == ["intake.confirm", "intake.enter_piece", "intake.receive"]


def everything() -> list:
    return [sorted(map(str, table.objects.values())) for table in (Person, Identifier, Address)]
