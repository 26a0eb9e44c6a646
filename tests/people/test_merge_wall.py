"""A merge asked of the database itself, past the application: proposed, decided and undone by those whose post gives the verb; each twin
takes one question away."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from donghanh.base.privacy.scope import scope
from donghanh.people import actions
from donghanh.people.models import Merge, Person
from tests.factories import people
from tests.support import EVERYBODY_MAY

pytestmark = pytest.mark.django_db

DECIDE = "select people_merge_decide(id, true, '2026-11-21 03:00+00') from people_merge"
UNDO = "select people_merge_undo(id, '2026-11-22 03:00+00', 'Nhầm') from people_merge"
PROPOSE = """insert into people_merge (id, unit_id, kept_id, gone_id, reason, proposed_by, proposed_at, undo_reason{more})
  select gen_random_uuid(), k.unit_id, k.id, g.id, 'cùng người', app_user(), '2026-11-21 02:00+00', ''{values}
  from people_person k, people_person g where k.full_name = 'Lê Văn Ơn' and g.full_name = 'Lê Văn On'"""
WIDE = """drop policy people_merge_insert on people_merge;
  create policy people_merge_insert on people_merge for insert to donghanh_web with check (true)"""


@pytest.fixture
def officer():
    people.register(made := people.posted(), "Lê Văn Ơn", birth_year=1988)
    people.register(made, "Lê Văn On", birth_year=1989)
    return made


@pytest.fixture
def proposed(officer):
    kept, gone = Person.objects.order_by("full_name").reverse()
    with scope(officer):
        return actions.propose_merge(actor=officer, at=people.AT, kept_id=kept.pk, gone_id=gone.pk, reason="Cùng ngày sinh")


def told(actor, sql):
    with transaction.atomic(), scope(actor), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0] if cursor.description else cursor.rowcount


def believe():
    with connection.cursor() as cursor:
        cursor.execute(EVERYBODY_MAY)


def merged():
    return Person.objects.filter(merged_into__isnull=False).count()


@pytest.mark.parametrize("role", ["commune_officer", "commune_police"])
def test_a_colleague_who_only_reads_identities_decides_no_merge(proposed, role):
    assert told(people.posted(role), DECIDE) is False
    assert told(people.official("commune_police_chief"), DECIDE) is False, "nor does who says that he signs, without the post"
    assert merged() == 0
    assert told(people.posted("commune_police_chief"), DECIDE) is True
    assert merged() == 1


@pytest.mark.parametrize("role", ["commune_officer", "commune_police"])
def test_twin_without_the_question_for_the_post_any_colleague_decides(proposed, role):
    believe()
    assert told(people.posted(role), DECIDE) is True
    assert merged() == 1


def test_who_proposed_decides_nothing_whatever_his_post(proposed, officer):
    believe()
    assert told(officer, DECIDE) is False


def test_a_merge_is_undone_only_by_a_post_that_decides(proposed):
    told(people.posted("commune_chair"), DECIDE)
    assert told(people.posted("commune_police"), UNDO) is False
    assert told(people.posted("commune_chair"), UNDO.replace("'Nhầm'", "null")) is False, "nor without a reason"
    assert merged() == 1
    assert told(people.posted("commune_police_chief"), UNDO) is True
    assert merged() == 0


def test_twin_without_the_question_for_the_post_anybody_undoes_it(proposed):
    told(people.posted("commune_chair"), DECIDE)
    believe()
    assert told(people.posted("commune_police"), UNDO) is True
    assert merged() == 0


FILLED = {
    "decided": (", decided_by, decided_at, is_approved", ", app_user() + 1, now(), true"),
    "dated": (", decided_at", ", now()"),
    "undone": (", undone_at", ", now()"),
}


@pytest.mark.parametrize("what", FILLED)
def test_what_is_proposed_waits_undecided(officer, what):
    more, values = FILLED[what]
    with pytest.raises(ProgrammingError, match="row-level security"):
        told(officer, PROPOSE.format(more=more, values=values))
    with connection.cursor() as cursor:
        cursor.execute(WIDE)
    assert told(officer, PROPOSE.format(more=more, values=values)) == 1, "the twin: without the policy it lies there, decided by nobody"


def test_nobody_proposes_without_a_post_that_proposes(officer):
    asked = PROPOSE.format(more="", values="")
    with pytest.raises(ProgrammingError, match="row-level security"):
        told(people.official(), asked)
    assert told(officer, asked) == 1
    Merge.objects.all().delete()
    believe()
    assert told(people.official(), asked) == 1, "the twin"


def test_a_shut_record_is_not_merged(officer):
    Person.objects.filter(full_name="Lê Văn On").update(is_sealed=True)
    with pytest.raises(ProgrammingError, match="row-level security"):
        told(officer, PROPOSE.format(more="", values=""))
    people.unseal(officer, Person.objects.get(full_name="Lê Văn On"))
    assert told(officer, PROPOSE.format(more="", values="")) == 1
