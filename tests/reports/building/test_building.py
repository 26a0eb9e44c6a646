"""Indicators made from parts: versions that stay, parts that fit, no small number, and the wall under them."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure as P
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.reports import periods
from donghanh.reports.building import actions, queries, rules
from donghanh.reports.building.models import BuiltIndicator
from donghanh.reports.parts import Formula, Mark
from donghanh.reports.rules import CannotCount
from tests.factories import places
from tests.factories.programme import NOW, ON, official
from tests.reports.conftest import all_units, plan, towns
from tests.reports.test_parts import opened, told
from tests.reports.typed.test_typed import other_province

__all__ = ["all_units", "plan", "towns"]
pytestmark = pytest.mark.django_db
AT_HOME = Formula("in_treatment", Mark.HOME)


@pytest.fixture
def lead(towns):
    return official(places.DONG_NAI, "provincial_lead")


def saved(actor, name="Cai tại nhà", formula=AT_HOME, at=NOW, **more):
    with scope(actor):
        return actions.save(actor=actor, at=at, name=name, formula=formula, **more)


def test_a_change_is_the_next_version_with_a_reason_and_the_first_stays(lead):
    first = saved(lead)
    with pytest.raises(BadInput, match="bản số 2"):
        saved(lead, key=first.key)
    saved(lead, formula=Formula("in_treatment", Mark.COMMUNITY), key=first.key, reason="Thêm điều trị thay thế", at=NOW + timedelta(minutes=1))
    with scope(lead):
        assert [(row.version, row.formula) for row in queries.versions(lead, first.key)] == [
            (2, Formula("in_treatment", Mark.COMMUNITY)),
            (1, AT_HOME),
        ]
        assert [row.version for row in queries.built(lead)] == [2]


def test_parts_that_do_not_fit_and_names_that_are_none_are_refused(lead):
    with pytest.raises(BadInput, match="không cho biết"):
        saved(lead, formula=Formula("aftercare", Mark.HOME))
    with pytest.raises(BadInput, match="chưa có tên"):
        saved(lead, name="  ")
    with pytest.raises(NotInReach):
        saved(lead, key=uuid4(), reason="x")
    with pytest.raises(MayNot):
        saved(official(places.DONG_NAI, "finance_officer"))


@pytest.mark.parametrize("people", [7, 8])
def test_looking_says_no_number_of_1_to_7_and_keeps_nothing(lead, towns, people):
    for n in range(people):
        opened(towns[0], P.SUBSTITUTION, K.TREATMENT_STARTED, "2026-02-01", f"Người Thứ {chr(65 + n)}")
    with scope(lead):
        now, before = queries.look(lead, Formula("in_treatment", Mark.SUBSTITUTION), period=periods.read("2026H1"), on=ON)
        with pytest.raises(CannotCount):
            queries.look(lead, AT_HOME, period=periods.read("2026-02"), on=ON)
    shown = None if people == 7 else 10
    assert (now.denominator, now.numerator, now.value) == (shown, shown, None if people == 7 else 100.0)
    assert (before.denominator, before.numerator, before.value) == (0, 0, None) and not BuiltIndicator.objects.exists()


def test_one_missed_of_many_is_not_told_by_subtraction(lead, towns):
    told(opened(towns[0], P.HOME_REHABILITATION, K.REGISTERED, "2026-05-20", "Người Ở Nhà", form="home"), K.REHAB_STARTED, "2026-05-22")
    for n in range(9):
        opened(towns[0], P.SUBSTITUTION, K.TREATMENT_STARTED, "2026-02-01", f"Người Thứ {chr(65 + n)}")
    with scope(lead):
        now, _ = queries.look(lead, Formula("in_treatment", Mark.SUBSTITUTION), period=periods.read("2026H1"), on=ON)
    assert (now.numerator, now.value) == (None, None) and now.denominator == 10


def test_one_answer_taken_from_another_does_not_say_who_is_few(lead, towns):
    told(opened(towns[0], P.HOME_REHABILITATION, K.REGISTERED, "2026-05-20", "Người Ở Nhà", form="home"), K.REHAB_STARTED, "2026-05-22")
    for n in range(9):
        opened(towns[0], P.SUBSTITUTION, K.TREATMENT_STARTED, "2026-02-01", f"Người Thứ {chr(65 + n)}")
    formulas = [Formula("in_treatment", mark, among=mark) for mark in (Mark.SUBSTITUTION, Mark.TREATED)]
    with scope(lead):
        some, everybody = (queries.look(lead, one, period=periods.read("2026H1"), on=ON)[0].numerator for one in formulas)
    assert some == everybody == 10  # 9 and 10: the one taken from the other was the person at home


def test_told_is_the_number_rounded_or_nothing():
    assert [rules.told(n) for n in (0, 1, 7, 8, 12, 13, 100)] == [0, None, None, 10, 10, 15, 100]


_RAW = """insert into building_builtindicator (id, key, version, place_id, name, subject, among, "having", reason, made_by, made_at)
 values (%s, %s, 1, %s, 'x', 'aftercare', 0, 1024, '', %s, now())"""


def raw(actor, place_id: int, *, by: int | None = None) -> None:
    with scope(actor), connection.cursor() as cursor:
        cursor.execute(_RAW, [uuid4(), uuid4(), place_id, actor.user_id if by is None else by])


def test_past_the_application_a_page_writes_its_own_province_in_its_own_name_and_changes_nothing(lead):
    raw(lead, lead.unit_id)
    officer = official(places.DONG_NAI, "finance_officer")
    for actor, place, by in ((officer, lead.unit_id, None), (lead, other_province(), None), (lead, lead.unit_id, 1)):
        with pytest.raises(DatabaseError), transaction.atomic():
            raw(actor, place, by=by)
    for sql in ("update building_builtindicator set among = 1", "delete from building_builtindicator"):
        with pytest.raises(DatabaseError), scope(lead), connection.cursor() as cursor:
            cursor.execute(sql)
        with pytest.raises(DatabaseError), as_jobs(), connection.cursor() as cursor:
            cursor.execute(sql)
    with scope(official(other_province(), "provincial_lead")):
        assert not BuiltIndicator.objects.exists()


def test_twin_without_the_wall_another_province_is_read(lead):
    raw(lead, lead.unit_id)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table building_builtindicator disable row level security")
    with scope(official(other_province(), "provincial_lead")):
        assert BuiltIndicator.objects.exists()
