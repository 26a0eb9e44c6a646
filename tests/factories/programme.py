"""A plan and people detected in a period, for tests: facts as officials record them, or many cases at once past the application."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings

from donghanh.base.accounts.models import Post
from donghanh.base.places.models import Unit
from donghanh.base.privacy import vault
from donghanh.base.privacy.scope import as_jobs
from donghanh.cases import ledger
from donghanh.cases.models import Case
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.actor import Actor
from donghanh.people.models import Person
from donghanh.programme import actions, reading
from donghanh.programme.models import Target
from donghanh.reports import periods
from tests.factories import accounts, cases

LOADER = Actor(user_id=None, name="Nạp kế hoạch", role="system", may=frozenset({"plan.load"}))
PLAN, TARGET = "DN137", "DN137-III.2.b.1"
NOW = cases.NOW
ON = NOW.date()
PERIOD = periods.read("2026H2")


def load_plan(plan_id: str = PLAN) -> None:
    """A plan from its file, that of Đồng Nai unless told."""
    with as_jobs():
        actions.load(actor=LOADER, at=NOW, data=reading.read_plan(settings.ROOT / "plans" / f"{plan_id}.yaml"))


def load_uncounted(plan_id: str = "DN257") -> None:
    """A plan none of whose targets can be counted from facts."""
    load_plan(plan_id)
    Target.objects.filter(clause__plan_id=plan_id).update(source="missing", missing_fact="Danh sách.", recorded_by="UBND cấp xã")


def official(unit_id: int, role: str = "commune_officer") -> Actor:
    """An official with the scope of a real post; who records in files holds one, since the database asks for it, all others have no rows."""
    below = frozenset(_below(unit_id))
    rows = below if role not in ("provincial_lead", "auditor") else frozenset()
    made = accounts.actor(role, unit_id, unit_ids=rows, stat_unit_ids=below, body_id=None)
    if "case.record" not in made.may:
        return made
    held = Post.objects.filter(role=role, body__unit_id=unit_id).first() or accounts.post(role=role, unit_id=unit_id)
    return replace(made, user_id=held.user_id, body_id=held.body_id)


def _below(unit_id: int) -> list[int]:
    return [unit_id, *Unit.objects.filter(parent_id=unit_id, ends_before=None).values_list("pk", flat=True)]


def detected(
    unit_id: int,
    *,
    at: datetime = NOW - timedelta(days=30),
    managed: datetime | None = None,
    offered: datetime | None = None,
    name: str = "Lê Thị Ỗi",
    **person,
) -> Case:
    """A person detected at this place, perhaps managed and offered a service; every step a recorded fact."""
    police = official(unit_id, "commune_police")
    case = cases.opened(police, name, at=at, **person)
    if offered:
        case = offer(unit_id, case, at=offered)
    return manage(unit_id, case, at=managed) if managed else case


def offer(unit_id: int, case: Case, *, at: datetime) -> Case:
    """A service is offered."""
    return _fact(unit_id, case, K.SERVICE_OFFERED, at, data={"services": ["COUNSELLING"]})


def manage(unit_id: int, case: Case, *, at: datetime) -> Case:
    """The decision's fact, and what goes before it; the letter itself is another room's story."""
    for kind in (K.RESIDENCE_VERIFIED, K.NOTICE_SENT):
        case = _fact(unit_id, case, kind, at - timedelta(seconds=30))
    return _fact(unit_id, case, K.MANAGEMENT_DECIDED, at, data={"basis": "first"}, decision_id=uuid4())


def _fact(unit_id: int, case: Case, kind: K, at: datetime, **more) -> Case:
    """By the owner of the tables: a page tells what a decision makes by its signing alone."""
    police = official(unit_id, "commune_police")
    kept = Case.objects.select_related("person", "unit").get(pk=case.pk)
    ledger.append(kept, kind, actor=police, happened_at=at, at=at, **more)
    return kept


def many(unit_id: int, *, total: int, reached: int, at: datetime = NOW - timedelta(days=20)) -> None:
    """People in numbers: `total` detected here, `reached` of them managed and offered; cases only, no facts."""
    key = vault.new_person_key()
    made = []
    persons = [
        Person(unit_id=unit_id, full_name=f"Người Thứ {i}", sort_key=f"{i:05}", sex="MALE", birth_year=1990, data_key=key, registered_at=at)
        for i in range(total)
    ]
    Person.objects.bulk_create(persons)
    for i, person in enumerate(persons):
        done = at + timedelta(days=1) if i < reached else None
        made.append(
            Case(
                number=f"QL-{uuid4().hex[:12]}", procedure="USER_MANAGEMENT", person=person, unit_id=unit_id, opened_at=at, stage="MANAGED",
                detected_at=at, managed_at=done, offered_at=done,
            )
        )  # fmt: skip
    Case.objects.bulk_create(made)
