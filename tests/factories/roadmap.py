"""Sites and choices of a roadmap, made by the real actions; officials of the real Thanh Hóa, Quảng Ngãi and Đồng Nai."""

from __future__ import annotations

from datetime import date, timedelta

from donghanh.base.places.models import Unit
from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Case, Fact
from donghanh.kernel.actor import Actor
from donghanh.kernel.ids import new_id
from donghanh.programme.roadmap import actions
from donghanh.programme.roadmap.actions import Founding
from donghanh.programme.roadmap.models import Choice, Site
from donghanh.programme.roadmap.terms import SiteKind
from tests.factories import accounts, cases, programme

NOW = cases.NOW
ON = NOW.date()
_numbers = iter(range(1, 10_000))


def lead(province: int) -> Actor:
    """The lead agency of a province of today."""
    return accounts.actor_in_db("provincial_lead", province, stepped_up=True)


def site(by: Actor, unit: Unit, kind: SiteKind = SiteKind.POINT, *, opened_on: date | None = date(2015, 3, 1), **about) -> Site:
    """A site founded ten days before it opened, or on the last day of 2014."""
    decided = opened_on - timedelta(days=10) if opened_on else date(2014, 12, 31)
    told = {"name": f"{kind.label} {next(_numbers)}", "number": f"{next(_numbers)}/QĐ-UBND", "issuer": "UBND", "decided_on": decided} | about
    with scope(by):
        return actions.found_site(actor=by, at=NOW, founding=Founding(kind=kind, unit_id=unit.pk, opened_on=opened_on, **told))


def choose(by: Actor, plan_id: str, clause: str, place: str, *, is_chosen: bool = True, **about) -> Choice:
    """A place chosen for a step today."""
    told = {"reason": "Nơi có nhu cầu.", "decided_on": ON} | about
    with scope(by):
        return actions.choose(actor=by, at=NOW, plan_id=plan_id, clause=clause, place=place, is_chosen=is_chosen, **told)


def people(unit_id: int, *, dependent: int = 0, aftercare: int = 0) -> None:
    """So many people found dependent and so many others after rehabilitation, under management, past the application."""
    start = NOW - timedelta(days=90)
    programme.many(unit_id, total=dependent + aftercare, reached=0, at=start)
    cases = list(Case.objects.filter(unit_id=unit_id, procedure="USER_MANAGEMENT").order_by("-number")[: dependent + aftercare])
    told = {"unit_id": unit_id, "kind": "FOUND_DEPENDENT", "happened_at": start, "recorded_at": start, "recorded_by": 1}
    Fact.objects.bulk_create([Fact(id=new_id(), case=case, **told) for case in cases])
    after = {
        "procedure": "AFTERCARE",
        "unit_id": unit_id,
        "opened_at": start,
        "stage": "MANAGED",
        "active_from": start,
        "active_until": NOW + timedelta(days=90),
    }
    made = [Case(number=f"SC-{new_id().hex[-20:]}", person_id=case.person_id, **after) for case in cases[:aftercare]]
    done = told | {"kind": "REHAB_COMPLETED", "happened_at": start + timedelta(days=1), "data": {"completed": "voluntary"}}
    Fact.objects.bulk_create([Fact(id=new_id(), case=case, **done) for case in Case.objects.bulk_create(made)])
