"""Cases for tests: opened and recorded as officials would, or brought under management without a letter."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from donghanh.base.accounts import queries as accounts_queries
from donghanh.base.accounts.models import Post
from donghanh.base.privacy.scope import scope
from donghanh.cases import actions, ledger
from donghanh.cases.models import Case, Fact
from donghanh.cases.rules import VIET_NAM
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.kernel.actor import Actor
from tests.factories import people

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=VIET_NAM)
TEST = {"sample": "urine", "substances": ["heroin"]}


def moment(text: str) -> datetime:
    """A moment in Viet Nam: "2026-09-01T09:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=VIET_NAM)


def actor_of(post: Post, *, at: datetime = NOW) -> Actor:
    """The actor that this post makes."""
    return accounts_queries.actor_of(post, user_name=post.user.full_name, on=at.date())


def opened(
    actor: Actor, full_name: str = "Lê Thị Ỗi", *, at: datetime = NOW - timedelta(hours=2), data: dict[str, Any] | None = None, **person: Any
) -> Case:
    """A person registered at the actor's place, with a positive test at this moment."""
    registered = people.register(actor, full_name, at=at, **person)
    with scope(actor):
        return actions.open_case(actor=actor, at=at, person_id=registered.pk, happened_at=at, data=TEST if data is None else data)


def recorded(actor: Actor, case_id: UUID, kind: K, at: datetime, **data: Any) -> Case:
    """One fact more, recorded as it happened."""
    with scope(actor):
        return actions.record_fact(actor=actor, at=at, case_id=case_id, kind=kind, happened_at=at, data=data)


def notified(actor: Actor, full_name: str = "Lê Thị Ỗi", *, at: datetime = NOW - timedelta(hours=4), **person: Any) -> Case:
    """A case that waits for its decision."""
    case = opened(actor, full_name, at=at, **person)
    for hours, kind in enumerate((K.RESIDENCE_VERIFIED, K.NOTICE_SENT, K.NOTICE_RECEIVED), 1):
        case = recorded(actor, case.pk, kind, at + timedelta(minutes=20 * hours))
    return case


def managed(actor: Actor, full_name: str = "Lê Thị Ỗi", *, at: datetime = NOW - timedelta(days=40), **person: Any) -> Case:
    """A case under management since the day after `at`; the decision's fact is there, its letter is not."""
    case = notified(actor, full_name, at=at, **person)
    later = at + timedelta(days=1)
    case = Case.objects.select_related("person", "unit").get(pk=case.pk)  # by the owner of the tables: pages record it by signing alone
    ledger.append(case, K.MANAGEMENT_DECIDED, actor=actor, happened_at=later, at=later, data={"basis": "first"}, decision_id=uuid4())
    return case


_TO_THE_RULING = {K.GROUND_FOUND: 60, K.DOSSIER_PREPARED: 59, K.NOTICE_GIVEN: 58, K.COURT_REQUESTED: 50, K.COURT_ACCEPTED: 49, K.COURT_DECIDED: 40}
"""Days before `at`."""


def ruled(person: Any, *, at: datetime = NOW, **said: Any) -> Case:
    """A compulsory file with its ruling of 40 days ago, written by the owner of the tables. said: what the ruling says."""
    begun = at - timedelta(days=60)
    case = Case.objects.create(
        number="CB-2026-000900", procedure=Procedure.COMPULSORY, person=person, unit_id=person.unit_id, opened_at=begun, stage="RULED"
    )
    for kind, days in _TO_THE_RULING.items():
        when = at - timedelta(days=days)
        Fact.objects.create(
            case=case,
            unit_id=case.unit_id,
            kind=kind,
            happened_at=when,
            recorded_at=when,
            recorded_by=0,
            data=said if kind == K.COURT_DECIDED else {},
        )
    return case
