"""One commune goes into several: files follow the address, the others wait at the unit that took over until somebody says where they go."""

from __future__ import annotations

import pytest

from donghanh.base.accounts import queries as accounts_queries
from donghanh.base.places import queries as places
from donghanh.base.places.models import FunctionHolder
from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.cases.models import Case
from donghanh.jobs import carrying
from donghanh.kernel.errors import Cannot, NotInReach
from donghanh.people.models import Address, Person
from donghanh.succession import actions, queries
from tests.factories import accounts, cases
from tests.factories import places as real
from tests.succession.conftest import COME, NEW, OLD, ON, THIRD, carried, confirmed

pytestmark = pytest.mark.django_db


def officer_at(unit_id):
    return accounts.actor_in_db("commune_police", unit_id, on=ON)


@pytest.fixture
def divided(lead, admin):
    """Two files: one of a person who lives by now in the third commune, one whose address says nothing."""
    before = cases.actor_of(accounts.post(unit_id=OLD))
    lives, waits = (cases.managed(before, name).person_id for name in ("Ở Rõ Nơi", "Chưa Rõ Nơi"))
    Address.objects.create(person_id=lives, unit_id=OLD, place_id=THIRD, kind="CURRENT", starts_on=ON.replace(day=1))
    return confirmed(lead, admin, (OLD,), (NEW, THIRD)), lives, waits


def where(person):
    return Person.objects.get(pk=person).unit_id, set(Case.objects.filter(person_id=person).values_list("unit_id", flat=True))


def test_the_address_decides_and_the_rest_waits(divided):
    made, lives, waits = divided
    assert carried(made) == 1
    assert where(lives) == (THIRD, {THIRD}) and where(waits) == (OLD, {OLD})
    assert carrying.carry_all(at=COME) == 0


def test_the_unit_that_took_over_assigns_and_the_other_reaches_nothing(divided):
    made, _lives, waits = divided
    carried(made)
    main, other, stranger = officer_at(NEW), officer_at(THIRD), accounts.unit(900_555).id
    with scope(other):
        assert queries.unassigned(other, on=ON) == []
        with pytest.raises(NotInReach):
            actions.assign(actor=other, at=COME, person_id=waits, unit_id=THIRD)
    with scope(main):
        (row,) = queries.unassigned(main, on=ON)
        assert (row.person_id, [unit.id for unit in row.choices]) == (waits, [NEW, THIRD])
        with pytest.raises(NotInReach, match="không kế tục"):
            actions.assign(actor=main, at=COME, person_id=waits, unit_id=stranger)
        actions.assign(actor=main, at=COME, person_id=waits, unit_id=THIRD)
        assert queries.unassigned(main, on=ON) == []
    assert where(waits) == (THIRD, {THIRD})


def test_a_place_that_is_now_several_has_no_holder_until_somebody_chooses(divided):
    real.load_holders()
    with pytest.raises(Cannot, match="2 đơn vị"):
        places.holder("decider_user_management", OLD, ON)


def test_the_worker_may_be_late_killed_and_run_twice(lead, admin):
    before = cases.actor_of(accounts.post(unit_id=OLD))
    for name in ("Ân", "Bích", "Cúc", "Dung", "Én"):
        cases.managed(before, f"Người Tên {name}")
    made = confirmed(lead, admin)
    with as_jobs():
        assert actions.carry(actor=carrying.CARRIER, at=COME, change_id=made.pk, most=2) == 2
    assert Person.objects.filter(unit_id=OLD).count() == 3
    assert carrying.carry_all(at=COME, batch=2) == 3 and carrying.carry_all(at=COME) == 0
    assert set(Person.objects.values_list("unit_id", flat=True)) == {NEW}


def test_a_holder_changes_at_one_place_from_the_day_and_back_by_undoing(lead, admin):
    from donghanh.base.places import actions as proposals
    from tests.succession.conftest import THEN, document

    real.load_holders()
    with scope(lead):
        made = proposals.propose_holder(
            actor=lead,
            at=THEN,
            document=document(),
            function="assigner_of_helper",
            unit_id=OLD,
            body_kind="commune_police",
            office="commune_police_chief",
        )
    before = places.holder("assigner_of_helper", OLD, ON).body_kind
    with scope(admin):
        actions.confirm(actor=admin, at=THEN, change_id=made.pk)
    assert (before, places.holder("assigner_of_helper", OLD, ON).body_kind) == ("commune_committee", "commune_police")
    assert places.holder("assigner_of_helper", NEW, ON).body_kind == "commune_committee"
    assert "12/NQ-HĐND" in places.holder("assigner_of_helper", OLD, ON).citation
    with scope(lead):
        actions.cancel(actor=lead, at=THEN, change_id=made.pk, reason="x")
    assert places.holder("assigner_of_helper", OLD, ON).body_kind == before and not FunctionHolder.objects.filter(unit_id=OLD).exists()


def test_a_health_body_that_follows_another_reads_what_was_sent_to_it(lead, admin):
    from donghanh.base.places import actions as proposals
    from donghanh.cases import queries as case_queries
    from donghanh.cases.models import Referral
    from tests.succession.conftest import THEN, document

    case = cases.managed(cases.actor_of(accounts.post(unit_id=OLD)))
    old, new = (accounts.body("health_station", unit) for unit in (OLD, NEW))
    about = {"person_name": "Ẩn", "birth_year": 1994, "sent_at": THEN, "sent_by": 1}
    Referral.objects.create(case=case, person_id=case.person_id, unit_id=OLD, to_body=old, **about)
    nurse = accounts_queries.actor_of(accounts.post(role="health_station", unit_id=NEW), user_name="Y", on=ON)
    with scope(nurse):
        assert case_queries.referrals(nurse) == []
    with scope(lead):
        made = proposals.propose_body(actor=lead, at=THEN, document=document(), former=old.pk, successor=new.pk)
    with scope(admin):
        actions.confirm(actor=admin, at=THEN, change_id=made.pk)
    with scope(nurse):
        assert len(case_queries.referrals(nurse)) == 1 and Person.objects.count() == 1
    assert carrying.carry_all(at=COME) == 0 and Referral.objects.get().to_body == new
