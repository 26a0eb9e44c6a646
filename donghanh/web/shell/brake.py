"""The brake on reading many files and on asking other places (trust.md P9): asked before anything is shown; the reason is given on people:reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.timezone import get_current_timezone

from donghanh.people import actions, queries, rules

KEY = "reads_on"
"""In the session: when the official last said why he reads so many files."""
HOLDS = timedelta(hours=1)


def check(request: HttpRequest, person_id: UUID) -> None:
    """Call before a person's file is shown. Raises ReasonFirst above the number, MayNot above the double of it."""
    lately = queries.read_lately(request.actor, person_id, at=request.at)
    verdict = rules.reading_verdict(lately, limits=settings.READING_BRAKE, has_reason=_has_reason(request))
    if verdict == "stop":
        actions.stop_reading(actor=request.actor, at=request.at)
    if verdict == "reason":
        raise rules.ReasonFirst()


def check_elsewhere(request: HttpRequest) -> None:
    """Call before other places are asked about a person, whatever they will answer: a refusal after the question would be an answer too.

    Raises ReasonFirst above the number of answers, MayNot above the double of it.
    """
    lately = queries.elsewhere_lately(request.actor, at=request.at)
    verdict = rules.reading_verdict(lately, limits=settings.ELSEWHERE_BRAKE, has_reason=_has_reason(request))
    if verdict == "stop":
        actions.stop_asking(actor=request.actor, at=request.at)
    if verdict == "reason":
        raise rules.ReasonFirst()


def note_elsewhere(request: HttpRequest, answered: Sequence[queries.Elsewhere]) -> None:
    """Call with what other places answered, before it is shown."""
    if answered:
        actions.note_elsewhere(actor=request.actor, at=request.at, unit_ids=[one.unit_id for one in answered])


def note_reason(request: HttpRequest) -> None:
    """The official has said why; it holds for an hour."""
    request.session[KEY] = request.at.timestamp()


def _has_reason(request: HttpRequest) -> bool:
    given = request.session.get(KEY)
    return given is not None and request.at - datetime.fromtimestamp(given, tz=get_current_timezone()) < HOLDS
