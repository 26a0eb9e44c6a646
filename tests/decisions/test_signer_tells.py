"""Who signs tells the fact of his signature without the right to record others, at that moment alone: raw SQL, past the application."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Case, Fact
from donghanh.decisions.terms import DecisionKind
from tests.factories import cases
from tests.factories import formed as factory
from tests.support import ANY_ORDER, EVERYBODY_MAY

pytestmark = pytest.mark.django_db
NOW = cases.NOW
TELL = """insert into cases_fact (id, case_id, unit_id, kind, happened_at, is_date_only, recorded_at, recorded_by, body_id, decision_id, data,
  void_reason) select gen_random_uuid(), c.id, c.unit_id, %(kind)s, %(at)s, false, %(at)s, app_user(), app_body(), %(decision)s,
  case when %(told_in)s::text is null then '{}' else jsonb_build_object('told_in', %(told_in)s::text) end, ''
  from cases_case c where c.id = %(case)s"""


@pytest.fixture
def signed(people):
    """Signed by the chair, who records nothing else; his signature brought the person under management after rehabilitation."""
    return factory.signed(people, factory.proposed(people, NOW), DecisionKind.AFTERCARE, NOW)


def tell(actor, case, kind: str, *, at=NOW, decision=None, told_in=None) -> int:
    with transaction.atomic(), scope(actor), connection.cursor() as cursor:
        cursor.execute(TELL, {"kind": kind, "at": at, "decision": decision, "told_in": told_in, "case": case})
        return cursor.rowcount


def switch(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_his_signature_tells_its_fact_in_every_file_that_takes_it(people, signed):
    told = Fact.objects.filter(kind="AFTERCARE_DECIDED", recorded_by=people.chair.user_id, voided_at=None)
    assert signed.case_id in {fact.case_id for fact in told} and signed.signed_by == people.chair.user_id


OTHERWISE = {
    "another fact": {"kind": "SERVICE_OFFERED"},
    "another fact on his decision": {"kind": "HELPER_ASSIGNED", "decision": True},
    "a minute later": {"kind": "AFTERCARE_DECIDED", "decision": True, "at": NOW + timedelta(minutes=1)},
    "as told in no file of his": {"kind": "AFTERCARE_DECIDED", "told_in": "x"},
}


@pytest.mark.parametrize("what", OTHERWISE)
def test_and_nothing_else(people, signed, what):
    given = dict(OTHERWISE[what])
    if given.pop("decision", False):
        given["decision"] = signed.pk
    switch(ANY_ORDER)
    with pytest.raises(DatabaseError, match=r"cases_fact_by_post|cases_fact_of_decision"):
        tell(people.chair, signed.case_id, **given)
    switch(EVERYBODY_MAY)  # the twin
    switch("set constraints all immediate; drop policy cases_fact_of_decision on cases_fact")
    assert tell(people.chair, signed.case_id, **given) == 1


def test_the_file_of_somebody_else_hears_nothing_of_it(people, signed):
    other = cases.opened(people.police, "Trần Văn Bảy").pk
    told = {"kind": "AFTERCARE_DECIDED", "told_in": str(signed.case_id)}
    switch(ANY_ORDER)
    with pytest.raises(DatabaseError, match="cases_fact_by_post"):
        tell(people.chair, other, **told)
    kept, gone = (Case.objects.get(pk=one).person_id for one in (signed.case_id, other))
    switch(f"update people_person set merged_into_id = '{kept}' where id = '{gone}'")
    assert tell(people.chair, other, **told) == 1, "of the same human being it does"
