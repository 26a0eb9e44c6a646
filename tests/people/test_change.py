"""Correcting, numbers, addresses over time, households: nothing is overwritten in silence, nothing half-written."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.people import actions, queries
from donghanh.people.models import Address, Household, HouseholdMember, Identifier, Person
from donghanh.people.rules import CannotChange, CannotRegister, Number, StaleRecord
from donghanh.people.terms import AddressKind, IdentifierKind, Relation
from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return people.official()


def correct(actor, person, changes, *, version=None, reason="Theo căn cước"):
    with scope(actor):
        return actions.correct(actor=actor, at=people.AT, person_id=person.pk, version=version or person.version, changes=changes, reason=reason)


class TestCorrect:
    def test_a_new_name_is_found_and_sorted(self, officer):
        person = people.register(officer, "Nguyễn Thị An")
        correct(officer, person, {"full_name": "Nguyễn Thị  Ẩn"})
        person.refresh_from_db()
        assert (person.full_name, person.version) == ("Nguyễn Thị Ẩn", 2)
        with scope(officer):
            assert queries.search(officer, "thi an").rows[0].name == "Nguyễn Thị Ẩn"
            assert [row.name for row in queries.listing(officer, people.HERE)] == ["Nguyễn Thị Ẩn"]

    def test_who_was_slower_is_told_with_both_versions(self, officer):
        person = people.register(officer, "Nguyễn Thị An")
        correct(officer, person, {"full_name": "Nguyễn Thị Ân"})
        with pytest.raises(StaleRecord) as refusal:
            correct(officer, person, {"full_name": "Nguyễn Thị Ẩn"}, version=1)
        assert refusal.value.theirs["full_name"] == "Nguyễn Thị Ân"
        assert refusal.value.mine == {"full_name": "Nguyễn Thị Ẩn"}
        assert Person.objects.get().full_name == "Nguyễn Thị Ân"

    def test_the_log_names_the_fields_not_their_content(self, officer):
        person = people.register(officer, "Nguyễn Thị An")
        correct(officer, person, {"full_name": "Nguyễn Thị Ẩn", "sex": person.sex})
        with connection.cursor() as cursor:
            cursor.execute("select changes, reason from audit_event where verb = 'person.correct'")
            assert cursor.fetchall() == [('{"fields": ["full_name"]}', "Theo căn cước")]

    @pytest.mark.parametrize(
        ("changes", "year", "day"),
        [
            ({"birth_year": 1990, "born_on": None}, 1990, None),
            ({"born_on": date(1991, 2, 3)}, 1991, date(1991, 2, 3)),
            ({"birth_year": 1985}, 1985, None),
        ],
    )
    def test_birth_date_and_year_go_together(self, officer, changes, year, day):
        person = correct(officer, people.register(officer), changes)
        assert (person.birth_year, person.born_on) == (year, day)

    def test_a_birth_that_makes_a_minor_seals_and_the_other_way_never_opens(self, officer):
        person = correct(officer, people.register(officer), {"birth_year": 2012})
        assert person.is_sealed
        people.unseal(officer, person)
        assert correct(officer, person, {"birth_year": 1982}).is_sealed
        person.refresh_from_db()
        assert (person.birth_year, person.is_sealed) == (1982, True)

    def test_twin_without_the_seal_a_typed_birth_year_shows_a_child_in_the_list(self, officer):
        """What a seal that opened by itself would give away."""
        person = people.register(officer, "Nguyễn Thị An", birth_year=2012)
        people.unseal(officer, person)
        correct(officer, person, {"birth_year": 1982})
        with scope(officer):
            assert [row.name for row in queries.listing(officer, people.HERE)] == [""]
        with scope(None, role="none"):  # past the database's own guard (test_walls): pages may not
            Person.objects.filter(pk=person.pk).update(is_sealed=False)
        with scope(officer):
            assert [row.name for row in queries.listing(officer, people.HERE)] == ["Nguyễn Thị An"]

    def test_coming_of_age_does_not_open_the_seal(self, officer):
        person = people.register(officer, birth_year=2012)
        people.unseal(officer, person)
        with scope(officer):
            later = people.AT + timedelta(days=9 * 365)
            person = actions.correct(actor=officer, at=later, person_id=person.pk, version=1, changes={"other_name": "Tý"}, reason="Bổ sung")
        assert person.is_sealed

    @pytest.mark.parametrize("changes", [{"full_name": "?"}, {"birth_year": 1800}, {"unit_id": 5}, {"data_key": b""}, {"sex": "Z"}])
    def test_what_cannot_be_kept_changes_nothing(self, officer, changes):
        person = people.register(officer)
        with pytest.raises(BadInput):
            correct(officer, person, changes)
        assert Person.objects.get().version == 1

    def test_a_reason_is_asked_for(self, officer):
        with pytest.raises(BadInput, match="Thiếu lý do"):
            correct(officer, people.register(officer), {"sex": "MALE"}, reason=" ")

    def test_outside_404_inside_without_the_right_403(self, officer):
        person = people.register(officer)
        with pytest.raises(NotInReach):
            correct(people.official(unit_id=people.THERE), person, {"sex": "MALE"})
        with pytest.raises(MayNot):
            correct(people.official("commune_chair"), person, {"sex": "MALE"})


class TestNumbers:
    def test_one_living_number_of_a_kind(self, officer):
        person = people.register(officer, identifiers=[people.citizen(1)])
        with scope(officer), pytest.raises(CannotChange, match="đang có một số cùng loại"):
            actions.add_identifier(actor=officer, at=people.AT, person_id=person.pk, number=people.citizen(2))
        with scope(officer):
            actions.end_identifier(actor=officer, at=people.AT, identifier_id=Identifier.objects.get().pk, reason="Cấp lại")
            actions.add_identifier(actor=officer, at=people.AT, person_id=person.pk, number=people.citizen(2))
            shown = queries.person_page(officer, person.pk).numbers
        assert [(row.masked, row.ended_at is None) for row in shown] == [("•••••••••001", False), ("•••••••••002", True)]

    def test_a_number_of_another_commune_is_refused_without_telling(self, officer):
        people.register(people.official(unit_id=people.THERE), identifiers=[people.citizen(1)])
        person = people.register(officer, "Trần Thị Bé", birth_year=1970)
        with scope(officer), pytest.raises(CannotRegister, match="có thể"):
            actions.add_identifier(actor=officer, at=people.AT, person_id=person.pk, number=people.citizen(1))
        assert Identifier.objects.count() == 1

    def test_showing_a_number_leaves_two_rows_in_the_log(self, officer):
        person = people.register(officer, identifiers=[Number(IdentifierKind.OLD_ID, "27 123 4567")])
        with scope(officer):
            shown = actions.reveal_identifier(actor=officer, at=people.AT, identifier_id=Identifier.objects.get().pk)
        assert shown == "271234567"
        with connection.cursor() as cursor:
            cursor.execute("select person_id, classes from audit_reading where page = 'people:reveal'")
            assert cursor.fetchall() == [(person.pk, "D1")]
            cursor.execute("select count(*) from audit_event where verb = 'person.reveal_identifier'")
            assert cursor.fetchone() == (1,)

    def test_a_number_of_another_commune_is_not_shown(self, officer):
        people.register(officer, identifiers=[people.citizen(1)])
        other, number = people.official(unit_id=people.THERE), Identifier.objects.get()
        with scope(other), pytest.raises(NotInReach):
            actions.reveal_identifier(actor=other, at=people.AT, identifier_id=number.pk)


class TestAddresses:
    def move(self, actor, person, on, *, kind=AddressKind.CURRENT, place=people.THERE, detail="Ấp 5"):
        with scope(actor):
            return actions.set_address(actor=actor, at=people.AT, person_id=person.pk, home=people.home(place, on=on, kind=kind, detail=detail))

    def test_the_former_address_ends_where_the_new_one_begins(self, officer):
        people.official(unit_id=people.THERE)
        person = people.register(officer, addresses=[people.home(on=date(2024, 1, 1))])
        self.move(officer, person, date(2025, 6, 1))
        with scope(officer):
            rows = queries.person_page(officer, person.pk).addresses
        assert [(row.detail, row.starts_on, row.ends_before) for row in rows] == [
            ("Ấp 5", date(2025, 6, 1), None),
            ("Số 5, ấp 3", date(2024, 1, 1), date(2025, 6, 1)),
        ]

    def test_kinds_stand_side_by_side(self, officer):
        person = people.register(officer, addresses=[people.home()])
        self.move(officer, person, date(2024, 1, 1), kind=AddressKind.PERMANENT, place=people.HERE)
        assert Address.objects.filter(ends_before__isnull=True).count() == 2

    @pytest.mark.parametrize("on", [date(2024, 1, 1), date(2023, 5, 5)])
    def test_an_address_before_the_former_one_is_refused(self, officer, on):
        person = people.register(officer, addresses=[people.home(on=date(2024, 1, 1))])
        with pytest.raises(CannotChange):
            self.move(officer, person, on, place=people.HERE)
        assert Address.objects.get().ends_before is None

    def test_the_database_refuses_an_overlap(self, officer):
        person = people.register(officer, addresses=[people.home(on=date(2024, 1, 1))])
        with pytest.raises(IntegrityError), transaction.atomic():
            Address.objects.create(person=person, unit_id=people.HERE, place_id=people.HERE, kind="CURRENT", starts_on=date(2025, 1, 1))

    def test_who_reads_no_addresses_sees_the_commune_only(self, officer):
        person = people.register(officer, addresses=[people.home()])
        lesser = people.official("commune_officer", grants={**officer.grants, "D2": "M"})
        with scope(lesser):
            [row] = queries.person_page(lesser, person.pk).addresses
        assert (row.place, row.detail) == ("xã Thử 900001", "")


class TestHouseholds:
    def link(self, actor, person, other, relation=Relation.CHILD, on=date(2026, 1, 1)):
        with scope(actor):
            return actions.link_household(actor=actor, at=people.AT, person_id=person.pk, with_person_id=other.pk, relation=relation, on=on)

    def two(self, officer):
        return people.register(officer, "Trần Văn Bảy", birth_year=1970), people.register(officer, "Trần Thị Ẩn")

    def test_two_people_live_together_and_part(self, officer):
        father, child = self.two(officer)
        self.link(officer, child, father)
        with scope(officer):
            page = queries.person_page(officer, child.pk)
            assert [(row.name, row.relation) for row in page.household] == [("Trần Văn Bảy", "Người khác trong hộ")]
            actions.leave_household(actor=officer, at=people.AT, person_id=child.pk, on=date(2026, 11, 1))
            assert queries.person_page(officer, child.pk).household == ()
        assert HouseholdMember.objects.get(person=child).ends_before == date(2026, 11, 1)

    def test_a_third_joins_the_same_household(self, officer):
        father, child = self.two(officer)
        self.link(officer, child, father)
        self.link(officer, people.register(officer, "Lê Thị Mười", birth_year=1972), child, Relation.PARENT)
        assert Household.objects.count() == 1
        assert HouseholdMember.objects.count() == 3

    def test_refusals(self, officer):
        father, child = self.two(officer)
        self.link(officer, child, father)
        with pytest.raises(CannotChange, match="đang ở một hộ khác"):
            self.link(officer, child, father)
        with pytest.raises(BadInput, match="cùng một người"):
            self.link(officer, father, father)
        with pytest.raises(BadInput, match="quan hệ"):
            self.link(officer, people.register(officer, "Võ A", birth_year=1950), father, relation="BOSS")
        with pytest.raises(BadInput, match="sau hôm nay"):
            self.link(officer, people.register(officer, "Võ B", birth_year=1950), father, on=date(2027, 1, 1))
        with pytest.raises(CannotChange, match="từ 01/01/2026"), scope(officer):
            actions.leave_household(actor=officer, at=people.AT, person_id=child.pk, on=date(2026, 1, 1))

    def test_police_see_less_and_write_nothing(self, officer):
        father, child = self.two(officer)
        self.link(officer, child, father)
        police = people.official("commune_police")
        with scope(police):
            assert [(row.name, row.relation) for row in queries.person_page(police, child.pk).household] == [("T. V. B.", "")]
        with pytest.raises(MayNot):
            self.link(police, people.register(officer, "Võ C", birth_year=1950), father)
