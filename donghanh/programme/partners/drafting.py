"""What the forms of partners hand to the actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from donghanh.programme.partners.terms import FacilityKind, PartnerKind
from donghanh.programme.registers.rules import Paper


@dataclass(frozen=True, slots=True)
class PartnerDraft:
    kind: PartnerKind | str
    name: str
    field: str = ""
    country: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class AgreementDraft:
    """plan, clause: empty, or the clause it carries out."""

    partner_id: UUID
    title: str
    paper: Paper
    starts_on: date
    ends_on: date | None
    responsible: str
    value: int | None = None
    plan_id: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptDraft:
    received_on: date
    quantity: int | None
    what: str
    source: str
    contribution_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ApplicationDraft:
    """A facility that a partner wants to open. place_id: the commune."""

    partner_id: UUID
    kind: FacilityKind | str
    name: str
    place_id: int
    documents: str
    applied_on: date
