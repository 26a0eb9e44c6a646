"""Merging: proposed by one, decided by another, undone within 30 days; undoing gives both records back exactly."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.people import actions, queries
from donghanh.people.models import Merge, Person
from donghanh.people.rules import CannotChange, CannotMerge
from tests.factories import people

pytestmark = pytest.mark.django_db
LATER = people.AT + timedelta(days=5)


@pytest.fixture
def officer():
    return people.posted()


@pytest.fixture
def chief():
    return people.posted("commune_police_chief")


def pair(officer):
    kept = people.register(officer, "Lê Văn Ơn", birth_year=1988, identifiers=[people.citizen(1)], addresses=[people.home()])
    gone = people.register(officer, "Lê Văn On", birth_year=1989, addresses=[people.home(detail="Ấp 9")])
    return kept, gone


def propose(actor, kept, gone):
    with scope(actor):
        return actions.propose_merge(actor=actor, at=people.AT, kept_id=kept.pk, gone_id=gone.pk, reason="Cùng ngày sinh, cùng mẹ")


def approve(actor, merge, at=people.AT):
    with scope(actor):
        return actions.approve_merge(actor=actor, at=at, merge_id=merge.pk)


def undo(actor, merge, at=LATER, reason="Nhầm người"):
    with scope(actor):
        return actions.undo_merge(actor=actor, at=at, merge_id=merge.pk, reason=reason)


def everything():
    """All rows of the room that tell of people, as the database holds them."""
    tables = ("people_person", "people_identifier", "people_address", "people_householdmember")
    with connection.cursor() as cursor:
        state = {}
        for table in tables:
            cursor.execute(f"select t::text from {table} t order by 1")
            state[table] = cursor.fetchall()
    return state


def test_a_proposal_changes_nothing_and_an_approval_reads_one_for_the_other(officer, chief):
    kept, gone = pair(officer)
    before = everything()
    merge = propose(officer, kept, gone)
    assert everything() == before
    approve(chief, merge)
    with scope(officer):
        assert queries.resolve(officer, gone.pk) == kept.pk
        assert queries.reference(officer, gone.pk).full_name == "Lê Văn Ơn"
        assert queries.same_person(officer, gone.pk) == [kept.pk, gone.pk]
        assert [row.name for row in queries.listing(officer, people.HERE)] == ["Lê Văn Ơn"]
        assert [row.person_id for row in queries.search(officer, "le van on").rows] == [kept.pk]


def test_a_number_of_the_merged_record_finds_the_kept_one(officer, chief):
    kept, gone = pair(officer)
    approve(chief, propose(officer, gone, kept))
    with scope(officer):
        assert [row.person_id for row in queries.search(officer, people.citizen(1).value).rows] == [gone.pk]


def test_the_proposer_does_not_approve(officer):
    kept, gone = pair(officer)
    merge = propose(officer, kept, gone)
    both = replace(officer, may=officer.may | {"person.merge.approve"})
    with pytest.raises(CannotMerge, match="không tự duyệt"):
        approve(both, merge)
    assert Person.objects.filter(merged_into__isnull=False).count() == 0


def test_twin_the_database_alone_refuses_the_proposer_too(officer, monkeypatch):
    """With the rule switched off the wall still holds; with the wall's question answered for another, the merge goes through."""
    monkeypatch.setattr("donghanh.people.rules.check_can_decide", lambda **_: None)
    kept, gone = pair(officer)
    merge = propose(officer, kept, gone)
    both = replace(officer, may=officer.may | {"person.merge.approve"})
    with pytest.raises(CannotMerge, match="Hồ sơ đã thay đổi"):
        approve(both, merge)
    approve(people.posted("commune_chair"), merge)
    assert Person.objects.get(pk=gone.pk).merged_into_id == kept.pk


def test_who_may_not_decide(officer):
    kept, gone = pair(officer)
    merge = propose(officer, kept, gone)
    with pytest.raises(MayNot):
        approve(people.posted("commune_police"), merge)
    with pytest.raises(NotInReach):
        approve(people.posted("commune_police_chief", people.THERE), merge)
    with pytest.raises(MayNot):
        propose(people.posted("commune_police_chief"), kept, gone)


def test_a_refusal_leaves_both(officer, chief):
    kept, gone = pair(officer)
    before = everything()
    merge = propose(officer, kept, gone)
    with scope(chief):
        actions.refuse_merge(actor=chief, at=people.AT, merge_id=merge.pk, reason="Khác vân tay")
    assert everything() == before
    with pytest.raises(CannotMerge, match="đã có người quyết định"):
        approve(chief, merge)
    propose(officer, kept, gone)


def test_a_merged_record_is_not_changed(officer, chief):
    kept, gone = pair(officer)
    approve(chief, propose(officer, kept, gone))
    with scope(officer), pytest.raises(CannotChange, match="đã gộp"):
        actions.correct(actor=officer, at=people.AT, person_id=gone.pk, version=1, changes={"sex": "MALE"}, reason="x y")
    with scope(officer), pytest.raises(CannotChange):
        actions.set_address(actor=officer, at=people.AT, person_id=gone.pk, home=people.home(on=date(2026, 1, 1)))
    with scope(officer), pytest.raises(CannotChange):
        actions.add_identifier(actor=officer, at=people.AT, person_id=gone.pk, number=people.citizen(9))


@pytest.mark.parametrize("case", ["same", "already", "holder", "twice"])
def test_what_cannot_be_proposed(officer, chief, case):
    kept, gone = pair(officer)
    third = people.register(officer, "Lê Văn Ợn", birth_year=1988)
    merge = propose(officer, kept, gone)
    if case != "twice":
        approve(chief, merge)
    wrong = {"same": (kept, kept), "already": (third, gone), "holder": (third, kept), "twice": (third, gone)}[case]
    with pytest.raises(CannotMerge):
        propose(officer, *wrong)
    assert Merge.objects.count() == 1


def test_undone_within_thirty_days_and_not_after(officer, chief):
    kept, gone = pair(officer)
    merge = propose(officer, kept, gone)
    approve(chief, merge)
    with pytest.raises(CannotMerge, match="quá 30 ngày"):
        undo(chief, merge, at=people.AT + timedelta(days=30, seconds=1))
    with pytest.raises(BadInput):
        undo(chief, merge, reason=" ")
    undo(chief, merge, at=people.AT + timedelta(days=30))
    with pytest.raises(CannotMerge, match="không còn hiệu lực"):
        undo(chief, merge)


EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("name"), st.sampled_from(["Lê Văn Ơn", "Lê Văn Ớn", "Đặng Ơn", "Y Ơn"])),
        st.tuples(st.just("year"), st.integers(1950, 2015)),
        st.tuples(st.just("address"), st.integers(1, 300)),
        st.tuples(st.just("number"), st.integers(10, 99)),
        st.tuples(st.just("household"), st.just(0)),
    ),
    max_size=5,
)


def edit(officer, person, what, value):
    """One change by an official; refusals are part of life."""
    try:
        with transaction.atomic(), scope(officer):
            if what == "name":
                _correct(officer, person, {"full_name": value})
            elif what == "year":
                _correct(officer, person, {"birth_year": value, "born_on": None})
            elif what == "address":
                home = people.home(on=date(2025, 1, 1) + timedelta(days=value), detail=f"Ấp {value}")
                actions.set_address(actor=officer, at=people.AT, person_id=person.pk, home=home)
            elif what == "number":
                actions.add_identifier(actor=officer, at=people.AT, person_id=person.pk, number=people.citizen(value))
            else:
                other = Person.objects.exclude(pk=person.pk).earliest("registered_at", "id")
                actions.link_household(
                    actor=officer, at=people.AT, person_id=person.pk, with_person_id=other.pk, relation="OTHER", on=date(2026, 1, 1)
                )
    except (CannotChange, BadInput, Exception) as error:
        if not isinstance(error, (CannotChange, BadInput)) and type(error).__name__ != "CannotRegister":
            raise


def _correct(officer, person, changes):
    version = Person.objects.get(pk=person.pk).version
    actions.correct(actor=officer, at=people.AT, person_id=person.pk, version=version, changes=changes, reason="Theo giấy tờ")


def rows_of(person):
    return {table: [row for row in rows if str(person.pk) in row[0]] for table, rows in everything().items()}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.tuples(EDITS, EDITS), during=EDITS, tried=EDITS)
def test_undoing_restores_both_whatever_was_done_before(before, during, tried):
    """Any history of either side, then merge, then undo with nothing between: the same rows, byte for byte.

    What is done to the kept record between stays; what is tried on the other is refused and leaves no trace.
    """
    with transaction.atomic():
        officer, chief = people.posted(), people.posted("commune_police_chief")
        kept, gone = (people.register(officer, f"Lê Văn {name}", birth_year=1980, guardian_name="Lê Ba") for name in ("Ơn", "Ân"))
        for person in (kept, gone):
            people.unseal(officer, person)  # an edit may make a child of either
        for person, edits in zip((kept, gone), before, strict=True):
            for what, value in edits:
                edit(officer, person, what, value)
        whole, other = everything(), rows_of(gone)
        first = propose(officer, kept, gone)
        approve(chief, first)
        undo(chief, first)
        assert everything() == whole
        second = propose(officer, kept, gone)
        approve(chief, second)
        for what, value in tried:
            edit(officer, gone, what, value)
        for what, value in during:
            edit(officer, kept, what, value) if what != "household" else None
        standing = rows_of(kept)
        undo(chief, second)
        assert rows_of(gone) == other
        assert {t: r for t, r in rows_of(kept).items() if t != "people_person"} == {
            t: [row for row in r if str(kept.pk) in row[0]] for t, r in standing.items() if t != "people_person"
        }
        transaction.set_rollback(True)


def test_the_desk_shows_both_sides_and_what_may_still_be_undone(officer, chief):
    kept, gone = pair(officer)
    merge = propose(officer, kept, gone)
    with scope(chief):
        [row] = queries.merge_desk(chief, at=people.AT)
    assert (row.state, row.kept.name, row.gone.places) == ("open", "Lê Văn Ơn", ("Nơi ở hiện tại: xã Thử 900001",))
    assert row.kept.numbers == ("Số định danh cá nhân / CCCD: …001",)
    approve(chief, merge)
    with scope(chief):
        [row] = queries.merge_desk(chief, at=LATER)
        assert (row.state, row.undo_until) == ("standing", people.AT + timedelta(days=30))
        assert queries.person_page(chief, kept.pk).joined[0].other_id == gone.pk
    with scope(chief):
        assert queries.merge_desk(chief, at=people.AT + timedelta(days=40)) == []


def test_an_unknown_merge_is_not_in_reach(chief):
    with scope(chief), pytest.raises(NotInReach):
        actions.approve_merge(actor=chief, at=people.AT, merge_id=uuid4())
