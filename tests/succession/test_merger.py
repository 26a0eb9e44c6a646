"""Two communes go into one: proposed by one person, confirmed by another, undone exactly until the day, and on the day nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from donghanh.base.accounts import queries as accounts_queries
from donghanh.base.accounts.models import Post
from donghanh.base.audit.models import Event
from donghanh.base.places import queries as places
from donghanh.base.places.actions import NewUnit
from donghanh.base.places.models import Body, Coverage, FunctionHolder, Reorganisation, ReorganisationPart, Unit, UnitSuccession
from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Case, Duty, Fact, Handover, Referral
from donghanh.kernel.errors import BadInput, Cannot, MayNot
from donghanh.people.models import Person
from donghanh.succession import actions, queries
from tests.factories import accounts, cases
from tests.succession.conftest import COME, NEW, OLD, ON, THEN, THIRD, carried, confirmed, proposed

pytestmark = pytest.mark.django_db
SOON = ON + timedelta(days=20)


def state():
    """Everything that confirming writes, as it stands."""
    tables = (Unit, Body, UnitSuccession, FunctionHolder, Coverage, Post, ReorganisationPart)
    return [list(table.objects.order_by("pk").values_list()) for table in tables]


def police(unit_id=OLD, **kw):
    return accounts.post(role="commune_police", unit_id=unit_id, body=accounts.body("commune_police", unit_id), **kw)


def test_one_proposes_and_another_confirms(lead, admin):
    made = proposed(lead)
    with scope(lead), pytest.raises(MayNot, match="không tự duyệt"):
        actions.confirm(actor=lead, at=THEN, change_id=made.pk)
    with scope(admin):
        assert actions.confirm(actor=admin, at=THEN, change_id=made.pk).state == "confirmed"
        assert places.change(admin, made.pk, on=ON).state == "standing"
    assert Event.objects.filter(verb="places.confirm", result="done").count() == 1


def test_a_second_lead_of_the_province_may_confirm_and_one_of_another_may_not(lead):
    made = proposed(lead)
    accounts.unit(900_099, level="PROVINCE")
    stranger = accounts.actor_in_db("provincial_lead", 900_099, on=ON)
    with scope(stranger), pytest.raises(Cannot):
        actions.confirm(actor=stranger, at=THEN, change_id=made.pk)
    second = accounts.actor_in_db("provincial_lead", lead.unit_id, on=ON)
    with scope(second):
        assert actions.confirm(actor=second, at=THEN, change_id=made.pk).confirmed_by == second.user_id


@pytest.mark.parametrize("new_units", [(), (NewUnit("99901", "phường", "Hợp Nhất"),)])
def test_until_the_day_undoing_leaves_exactly_what_was(lead, admin, new_units):
    police(), police(THIRD)
    made = proposed(lead, (OLD, THIRD), () if new_units else (NEW,), on=SOON, new_units=new_units)
    before = state()
    with scope(admin):
        actions.confirm(actor=admin, at=THEN, change_id=made.pk)
    assert state() != before and Post.objects.filter(starts_on=SOON).count() == 2
    with scope(lead):
        assert actions.cancel(actor=lead, at=COME, change_id=made.pk, reason="Nghị quyết bị hoãn").state == "cancelled"
    assert state() == before


def test_on_the_day_it_is_too_late_to_undo(lead, admin):
    made = confirmed(lead, admin)
    with scope(lead), pytest.raises(Cannot, match="đã có hiệu lực"):
        actions.cancel(actor=lead, at=COME, change_id=made.pk, reason="x")


def test_a_new_commune_has_the_bodies_of_the_old_ones_under_its_own_name(lead, admin):
    made = confirmed(lead, admin, (OLD, THIRD), (), new_units=[NewUnit("99901", "phường", "Hợp Nhất")])
    unit = Unit.objects.get(code="99901")
    assert (unit.folded, unit.path.split(", ")[0], unit.starts_on) == ("hop nhat", "phường Hợp Nhất", ON)
    assert {body.kind for body in places.bodies_at(unit.id, ON) if body.distance == 0} == {"commune_police", "commune_committee", "health_station"}
    assert places.unit_on(OLD, ON).id == unit.id and places.unit_on(OLD, ON - timedelta(days=1)).id == OLD
    assert Reorganisation.objects.get(pk=made.pk).before["units"] == [unit.id]


@pytest.mark.parametrize(
    ("former", "successors", "words"),
    [((), (NEW,), "ít nhất"), ((OLD,), (OLD,), "hai lần"), ((OLD, THIRD), (NEW, 900_004), "Một lần chỉ"), ((OLD,), (), "ít nhất")],
)
def test_what_is_no_merger_and_no_division_is_refused(lead, former, successors, words):
    with pytest.raises(Cannot, match=words):
        proposed(lead, former, successors)


def test_a_day_that_has_come_is_refused(lead):
    with pytest.raises(BadInput, match="sau hôm nay"):
        proposed(lead, at=COME)


def test_a_unit_that_goes_already_cannot_go_again(lead, admin):
    confirmed(lead, admin)
    with pytest.raises(Cannot, match="đã đổi"):
        proposed(lead, (OLD,), (THIRD,), on=SOON)


def test_from_the_day_the_successor_works_on_the_files_though_the_worker_sleeps(lead, admin):
    officer = cases.actor_of(police())
    case = cases.managed(officer)
    confirmed(lead, admin)
    mine, theirs = (places.units_below(NEW, on=day) for day in (ON, ON - timedelta(days=1)))
    assert (OLD in mine, OLD in theirs) == (True, False)
    successor = accounts_queries.actor_of(police(NEW), user_name="Kế", on=ON)
    with scope(successor):
        assert Case.objects.get().pk == case.pk and Duty.objects.exists()


def test_posts_end_with_the_body_and_are_only_proposed_at_the_successor(lead, admin):
    held = police()
    confirmed(lead, admin)
    assert accounts_queries.posts_of(held.user_id, on=ON - timedelta(days=1)) == [held]
    assert accounts_queries.posts_of(held.user_id, on=ON) == [] and accounts_queries.signed_in(held.user_id, on=ON).held == []
    waiting = Post.objects.get(user=held.user, body=accounts.body("commune_police", NEW))
    assert (waiting.starts_on, waiting.granted_by_id, waiting.approved_by_id) == (ON, admin.user_id, None)


def test_the_worker_moves_everything_and_history_keeps_the_old_names(lead, admin):
    officer = cases.actor_of(police())
    people = [cases.managed(officer, f"Lê Thị {name}").person_id for name in ("Ỗi", "Ổi", "Ối")]
    old_body = accounts.body("commune_police", OLD)
    made = confirmed(lead, admin)
    assert carried(made) == 3 and carried(made) == 0
    assert set(Person.objects.values_list("unit_id", flat=True)) == {NEW}
    for table in (Case, Duty, Fact):
        assert set(table.objects.values_list("unit_id", flat=True)) == {NEW}
    assert set(Fact.objects.filter(body__isnull=False).values_list("body_id", flat=True)) == {officer.body_id} and old_body.name
    assert Person.objects.filter(pk__in=people, addresses__place_id=NEW).count() == 0
    assert Reorganisation.objects.get(pk=made.pk).carried_at == COME


def test_what_is_on_its_way_goes_on(lead, admin):
    officer = cases.actor_of(police())
    away, home, asked = (cases.managed(officer, name) for name in ("Đi Xa", "Về Gần", "Chờ Khám"))
    station = accounts.body("health_station", OLD)
    for case, to_unit in ((away, THIRD), (home, NEW)):
        Handover.objects.create(case=case, from_unit_id=OLD, to_unit_id=to_unit, summary="x", sent_at=THEN, sent_by=officer.user_id)
    referral = Referral.objects.create(
        case=asked, person_id=asked.person_id, unit_id=OLD, to_body=station, person_name="C", birth_year=1994, sent_at=THEN, sent_by=1
    )
    carried(confirmed(lead, admin))
    assert Handover.objects.get(case=away).from_unit_id == NEW
    assert Handover.objects.get(case=home).returned_at == COME
    referral.refresh_from_db()
    assert referral.to_body == accounts.body("health_station", NEW) and referral.unit_id == NEW


def test_the_preview_says_how_much_and_only_to_those_who_decide(lead, admin):
    officer = cases.actor_of(police())
    cases.managed(officer)
    made = proposed(lead)
    with scope(lead):
        load = queries.sheet(lead, made.pk, on=ON).load
    assert (load.people, load.cases, load.duties, load.posts, load.drafts) == (None, None, None, 1, 0), "of few people nothing is told"
    with scope(officer):
        assert queries.sheet(officer, made.pk, on=ON).load is None


@pytest.mark.parametrize(("n", "shown"), [(0, 0), (1, None), (7, None), (8, 10), (12, 10), (13, 15)])
def test_the_preview_tells_numbers_of_people_as_the_reports_do(lead, n, shown):
    with connection.cursor() as cursor:
        cursor.execute("select succession_shown(%s), reporting.shown(%s, false)", [n, n])
        assert cursor.fetchone() == (shown, shown)


@pytest.mark.parametrize(("by_place", "told"), [([], 0), ([0, 0], 0), ([6, 6], None), ([12, 12], 20), ([12, 3], 10)])
def test_each_place_tells_by_itself_so_that_no_choice_of_places_says_more(lead, by_place, told):
    with connection.cursor() as cursor:
        cursor.execute("select succession_told(%s::bigint[])", [by_place])
        assert cursor.fetchone() == (told,)


def test_loading_the_seed_again_does_not_bring_an_old_commune_back(lead, admin):
    from donghanh.base.places import seeding
    from tests.factories import places as real

    real.load_units()
    phu, trang = real.commune("Trảng Bom"), real.commune("Bàu Hàm")
    rep = accounts.actor_in_db("provincial_lead", real.DONG_NAI, on=ON)
    confirmed(rep, admin, (trang.id,), (phu.id,))
    with connection.cursor() as cursor:
        seeding.load(cursor, real.SEED)
    assert Unit.objects.get(pk=trang.id).ends_before == ON
