"""Typing a figure in, and correcting it by the next version."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import connection
from django.db.models import Max

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import tidy
from donghanh.programme import definitions
from donghanh.reports.periods import Period
from donghanh.reports.typed import access, rules
from donghanh.reports.typed.models import TypedFigure


def type_in(
    *,
    actor: Actor,
    at: datetime,
    indicator: str,
    period: Period,
    place_id: int,
    value: Decimal,
    document: str,
    provider: str,
    denominator: Decimal | None = None,
    reason: str = "",
) -> TypedFigure:
    """Keep a figure from a document; a second one of the same indicator, period and place is the next version and needs a reason.

    Raises MayNot, NotInReach as access says, CannotType where facts give the figure or a correction has no reason, BadInput for numbers
    that cannot be and a missing source, naming the field.
    """
    with audit.recording(actor=actor, verb="figure.type", at=at, subject=f"{indicator}:{period.code}:{place_id}") as entry:
        access.check_may_type(actor, place_id)
        about = definitions.named(indicator)
        rules.check_may_be_typed(about, period)
        rules.check_numbers(value, denominator, is_share=rules.takes_denominator(about), may_exceed=rules.may_exceed(about))
        version, why = _next_version(indicator, period, place_id), tidy(reason)[:300]
        rules.check_correction(version, why)
        said = {"document": _needed(document, 200, "document"), "provider": _needed(provider, 120, "provider")}
        entry.unit_id, entry.citation = place_id, said["document"]
        entry.changes = {"version": version, "value": str(value), "denominator": None if denominator is None else str(denominator)}
        return TypedFigure.objects.create(
            indicator=indicator,
            period=period.code,
            place_id=place_id,
            version=version,
            value=value,
            denominator=denominator,
            reason=why,
            entered_by=actor.user_id or 0,
            entered_at=at,
            **said,
        )


def _next_version(indicator: str, period: Period, place_id: int) -> int:
    """The next version's number; two who type the same figure wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"typed:{indicator}:{period.code}:{place_id}"])
    earlier = TypedFigure.objects.filter(indicator=indicator, period=period.code, place_id=place_id)
    return (earlier.aggregate(last=Max("version"))["last"] or 0) + 1


def _needed(text: str, most: int, field: str) -> str:
    said = tidy(text)
    if not said or len(said) > most:
        mend = "Ghi số, ngày của văn bản có con số này." if field == "document" else "Ghi cơ quan chịu trách nhiệm về con số."
        raise BadInput("Chưa ghi nguồn của con số." if not said else f"Dài quá {most} ký tự.", mend=mend, field=field)
    return said
