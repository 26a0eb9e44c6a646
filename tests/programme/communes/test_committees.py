"""The steering committee 138 of a commune: by decision, from a day on, the newest stands; written by the commune itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import Error, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, Cannot, MayNot
from donghanh.programme.communes import actions, queries, rules
from tests.factories import accounts, places, roadmap
from tests.factories.programme import NOW, ON

pytestmark = pytest.mark.django_db
MEMBERS = ("Nguyễn Văn Ẩn, Trưởng Công an xã", "Trần Thị Ỗi, Chủ tịch Hội Phụ nữ xã")
HEAD = "Lê Văn Ổn, Chủ tịch UBND xã"


@pytest.fixture
def desks(towns):
    """(the officer here, the officer there, the lead)."""
    made = [accounts.actor_in_db("commune_officer", unit, stepped_up=True) for unit in towns]
    return *made, roadmap.lead(places.DONG_NAI)


def told(who, *, since=date(2026, 3, 1), head=HEAD, members=MEMBERS):
    with scope(who):
        return actions.set_committee(actor=who, at=NOW, starts_on=since, document="12/QĐ-UBND", head=head, members=members)


def standing(who, on=ON):
    with scope(who):
        return queries.committees(who, on=on)


def test_it_stands_from_its_day_until_a_newer_one_or_its_end(desks, towns):
    own, other, lead = desks
    told(own)
    told(own, since=date(2026, 9, 1), head="Phạm Thị Ếch, Phó Chủ tịch UBND xã", members=[*MEMBERS, " "])
    assert standing(lead, date(2026, 2, 28)) == {} and standing(lead, date(2026, 8, 31))[towns[0]].head == HEAD
    now = standing(lead)[towns[0]]
    assert (now.head, now.members, now.since) == ("Phạm Thị Ếch, Phó Chủ tịch UBND xã", MEMBERS, date(2026, 9, 1))
    assert standing(other) == {} and towns[0] in standing(own)
    with pytest.raises(BadInput, match="trước ngày Ban Chỉ đạo"), scope(own):
        actions.end_committee(actor=own, at=NOW, starts_on=date(2026, 8, 31), document="40/QĐ-UBND")
    with scope(own):
        actions.end_committee(actor=own, at=NOW, starts_on=ON, document="40/QĐ-UBND")
    assert standing(lead) == {}
    with pytest.raises(Cannot, match="chưa có Ban Chỉ đạo"), scope(own):
        actions.end_committee(actor=own, at=NOW, starts_on=ON, document="41/QĐ-UBND")
    with pytest.raises(MayNot):
        told(lead)
    with pytest.raises(BadInput, match="sau hôm nay"):
        told(own, since=date(2027, 1, 1))


@pytest.mark.parametrize(
    ("members", "said"), [([], "Chưa ghi thành viên"), (["A, B", "a, b"], "hai lần"), ([f"Người {n}" for n in range(41)], "Quá 40")]
)
def test_members_are_said_once_each(members, said):
    with pytest.raises(BadInput, match=said):
        rules.check_members(members)


def written(who, unit: int, *, since=ON, members: str = "{An}", head: str = "y") -> bool:
    """By SQL; without a head: that there is no committee any more."""
    sql = "insert into communes_committee (id, unit_id, starts_on, document, head, members, is_ended, made_at, made_by)"
    with scope(who), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                told = [unit, since, head, members, not head, NOW, who.user_id]
                cursor.execute(f"{sql} values (gen_random_uuid(), %s, %s, 'x', %s, %s, %s, %s, %s)", told)
        except Error:
            return False
    return True


BAD = [{"since": ON + timedelta(days=1)}, {"since": date(2010, 1, 1)}, {"members": "{}"}, {"head": "", "members": "{}"}, {"head": ""}]


@pytest.mark.parametrize("told", BAD)
def test_past_the_application_it_is_of_a_day_that_came_with_members_and_ends_where_it_stands(desks, towns, told):
    assert not written(desks[0], towns[0], **told)
    with connection.cursor() as cursor:
        cursor.execute("create policy open on communes_committee for insert to donghanh_web with check (true)")
        cursor.execute("alter table communes_committee drop constraint commune_committee_has_members")
    assert written(desks[0], towns[0], **told), "twin"


def test_past_the_application_each_commune_writes_its_own_and_twin_with_the_wall_open(desks, towns):
    (here, there), (own, other, lead) = towns, desks
    assert written(own, here) and not written(own, there) and not written(lead, here)
    with scope(other), connection.cursor() as cursor:
        assert cursor.execute("select count(*) from communes_committee").fetchone()[0] == 0
    with connection.cursor() as cursor:
        cursor.execute("create policy open on communes_committee for insert to donghanh_web with check (true)")
    assert written(own, there), "twin"
