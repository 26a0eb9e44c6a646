"""Who reads and keeps partners."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from donghanh.kernel.actor import Actor
from donghanh.programme.partners.models import Agreement, Application, ApplicationStep, Partner
from donghanh.programme.registers import access as registers
from donghanh.programme.registers import queries as choices

READ, RECORD, OVERSEE = "partner.read", "partner.record", "partner.oversee"


def partners(actor: Actor) -> QuerySet[Partner]:
    """Partners within reach. Raises MayNot."""
    return Partner.objects.filter(registers.seen(actor, read=READ, over=OVERSEE))


def agreements(actor: Actor) -> QuerySet[Agreement]:
    """Agreements within reach. Raises MayNot."""
    return Agreement.objects.filter(registers.seen(actor, read=READ, over=OVERSEE)).select_related("partner", "body", "unit")


def partner(actor: Actor, partner_id: UUID) -> Partner:
    """One partner. Raises MayNot, NotInReach."""
    found = partners(actor).select_related("body").filter(pk=partner_id).first()
    registers.found(found)
    assert found is not None
    return found


def agreement(actor: Actor, agreement_id: UUID, *, writes: bool = False) -> Agreement:
    """One agreement; to write, only of the own body. Raises MayNot, NotInReach."""
    found = agreements(actor).filter(pk=agreement_id).first()
    registers.found(found)
    assert found is not None
    if writes:
        registers.check_is_keeper(actor, found.body_id, verb=RECORD)
    return found


def applications(actor: Actor) -> QuerySet[Application]:
    """Applications within reach, and what is published in the actor's province. Raises MayNot."""
    mine = registers.seen(actor, read=READ, over=OVERSEE)
    published = Exists(ApplicationStep.objects.filter(application_id=OuterRef("pk"), kind="PUBLISHED"))
    here = Q(place__parent_id=choices.province_of(actor))
    return Application.objects.filter(mine | here & Q(published)).select_related("body", "place")


def application(actor: Actor, application_id: UUID, *, writes: bool = False) -> Application:
    """One application; to write, only of the own body. Raises MayNot, NotInReach."""
    found = applications(actor).filter(pk=application_id).first()
    registers.found(found)
    assert found is not None
    if writes:
        registers.check_is_keeper(actor, found.body_id, verb=RECORD)
    return found
