"""Versions of a plan: what it said from which day, under which paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from donghanh.base.accounts import queries as accounts
from donghanh.kernel.access import holds
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach
from donghanh.programme import access
from donghanh.programme.models import Version
from donghanh.programme.terms import Origin


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version; words of models.Version. made_by: a name, or the command. until: the first day of the next one, None for the latest."""

    plan_id: str
    number: int
    origin: Origin
    instrument: str
    signed_on: date | None
    in_force_from: date
    until: date | None
    reason: str
    filename: str
    digest: str
    made_by: str
    made_at: datetime


def versions(actor: Actor, plan_id: str) -> list[VersionRow]:
    """All versions of a plan, the latest first. Raises MayNot without the right to read numbers."""
    access.check_may_read(actor)
    found = list(Version.objects.filter(plan_id=plan_id).defer("content").order_by("-number"))
    names = accounts.names_of({one.made_by for one in found if one.made_by})
    after = [None, *(one.in_force_from for one in found)]
    return [_row(one, until, names) for one, until in zip(found, after, strict=False)]


def version_on(actor: Actor, plan_id: str, *, on: date) -> VersionRow | None:
    """The version in force on this day; None before the first. Of two from the same day the later corrected the earlier. Raises MayNot."""
    return next((one for one in versions(actor, plan_id) if one.in_force_from <= on), None)


def content(actor: Actor, plan_id: str, number: int) -> dict[str, Any]:
    """What this version says, as reading.content. Raises NotInReach where the plan has none of this number, MayNot."""
    access.check_may_read(actor)
    found = Version.objects.filter(plan_id=plan_id, number=number).values_list("content", flat=True).first()
    if found is None:
        raise NotInReach("Không tìm thấy bản này của kế hoạch.", mend="Mở lại từ danh sách các bản.")
    return found


def latest(actor: Actor, plan_id: str) -> int | None:
    """Number of the latest version; None where the plan is not there. Raises MayNot."""
    access.check_may_read(actor)
    return Version.objects.filter(plan_id=plan_id).order_by("-number").values_list("number", flat=True).first()


def may_import(actor: Actor) -> bool:
    """True for the lead of a province."""
    return holds(access.check_may_import, actor)


def _row(one: Version, until: date | None, names: dict[int, str]) -> VersionRow:
    kept = ("plan_id", "number", "instrument", "signed_on", "in_force_from", "reason", "filename", "digest", "made_at")
    by = names.get(one.made_by, "") if one.made_by else "Lệnh donghanh plan load"
    return VersionRow(**{name: getattr(one, name) for name in kept}, origin=Origin(one.origin), until=until, made_by=by)
