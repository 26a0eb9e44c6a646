"""Reorganisations: what is proposed, confirmed, taken back, and who may still do what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from donghanh.base.places.models import Reorganisation, ReorganisationPart
from donghanh.base.places.terms import Change
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach

PROPOSE, ADMINISTER = "places.edit", "accounts.manage"


@dataclass(frozen=True, slots=True)
class PartRow:
    """One line in words. former, successor: names; successor_unit_id None: made by confirming."""

    former: str
    successor: str
    former_unit_id: int | None
    successor_unit_id: int | None
    is_main: bool
    function: str
    body_kind: str
    office: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A reorganisation. state: proposed, confirmed (its day is to come), standing (its day has come) or cancelled."""

    id: UUID
    kind: Change
    on: date
    document: str
    document_date: date
    state: str
    proposed_by: int
    proposed_at: datetime
    confirmed_by: int | None
    carried_at: datetime | None
    cancel_reason: str
    parts: tuple[PartRow, ...]

    @property
    def is_division(self) -> bool:
        """True where a unit goes into several."""
        former = [part.former_unit_id for part in self.parts if part.former_unit_id]
        return len(former) > len(set(former))


def changes(actor: Actor, *, on: date) -> list[ChangeRow]:
    """All reorganisations, the latest day first. Raises MayNot without the right to read places."""
    access.require_verb(actor, "places.read")
    found = Reorganisation.objects.order_by("-on", "-proposed_at")[:100]
    parts: dict[UUID, list[ReorganisationPart]] = {}
    for part in _parts().filter(reorganisation__in=list(found)):
        parts.setdefault(part.reorganisation_id, []).append(part)
    return [_row(one, parts.get(one.pk, []), on) for one in found]


def change(actor: Actor, change_id: UUID, *, on: date) -> ChangeRow:
    """One reorganisation. Raises NotInReach for an unknown id, MayNot without the right to read places."""
    access.require_verb(actor, "places.read")
    found = Reorganisation.objects.filter(pk=change_id).first()
    if found is None:
        raise NotInReach("Không tìm thấy việc sắp xếp này.", mend="Quay lại danh sách.")
    return _row(found, list(_parts().filter(reorganisation=found)), on)


def may_confirm(actor: Actor, row: ChangeRow) -> bool:
    """True for a second person with the right, while the change waits."""
    right = PROPOSE in actor.may or ADMINISTER in actor.may
    return right and row.state == "proposed" and actor.user_id != row.proposed_by


def may_cancel(actor: Actor, row: ChangeRow) -> bool:
    """True for whoever may propose or confirm, until the day comes."""
    return row.state in ("proposed", "confirmed") and (PROPOSE in actor.may or ADMINISTER in actor.may)


def due(*, on: date) -> list[UUID]:
    """Confirmed reorganisations whose day has come, oldest first; for the worker."""
    rows = Reorganisation.objects.filter(confirmed_at__isnull=False, cancelled_at__isnull=True, on__lte=on)
    return list(rows.order_by("on", "confirmed_at").values_list("id", flat=True))


def _parts():
    joined = ReorganisationPart.objects.filter(is_derived=False).order_by("former_unit__folded", "-is_main", "id")
    return joined.select_related("former_unit", "successor_unit", "former_body", "successor_body")


def _row(one: Reorganisation, parts: list[ReorganisationPart], on: date) -> ChangeRow:
    state = "cancelled" if one.cancelled_at else "proposed" if not one.confirmed_at else "standing" if one.on <= on else "confirmed"
    document = f"{one.document_number}, {one.document_issuer}"
    about = (one.pk, Change(one.kind), one.on, document, one.document_date, state, one.proposed_by, one.proposed_at)
    return ChangeRow(*about, one.confirmed_by, one.carried_at, one.cancel_reason, tuple(map(_part, parts)))


def _part(part: ReorganisationPart) -> PartRow:
    new = f"{part.new_kind} {part.new_name}".strip()
    former = str(part.former_unit or part.former_body or "")
    words = (part.is_main, part.function, part.body_kind, part.office)
    return PartRow(former, str(part.successor_unit or part.successor_body or new), part.former_unit_id, part.successor_unit_id, *words)
