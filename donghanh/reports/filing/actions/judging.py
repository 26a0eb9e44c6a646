"""The receiver's answer to a sent report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Overtaken
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.reports.filing import access, queries, rules
from donghanh.reports.filing.models import Verdict


def accept(*, actor: Actor, at: datetime, code: str, period: str, body_id: int) -> None:
    """The newest version of a commune's report is accepted. Raises NotInReach for all but its receiver, Cannot where none waits."""
    with audit.recording(actor=actor, verb="filing.accept", at=at) as entry:
        entry.subject = str(_answered(actor, at, (code, period, body_id), []))


def give_back(*, actor: Actor, at: datetime, code: str, period: str, body_id: int, reasons: Mapping[str, str]) -> None:
    """The newest version goes back with every reason at once: part → text. Raises as `accept`, and BadInput without any reason."""
    with audit.recording(actor=actor, verb="filing.give_back", at=at) as entry:
        kept = rules.return_reasons(reasons)
        entry.subject = str(_answered(actor, at, (code, period, body_id), kept))
        entry.changes = {"parts": [part for part, _text in kept]}


def _answered(actor: Actor, at: datetime, which: tuple[str, str, int], reasons: list[tuple[str, str]]) -> UUID:
    access.check_may_file(actor)
    now, version = queries.waiting(actor, *which, on=local_day(at))
    rules.check_can_judge(now)
    try:
        with transaction.atomic():
            Verdict.objects.create(version_id=version, is_accepted=not reasons, reasons=reasons, **stamp(actor, at))
    except IntegrityError:
        raise Overtaken("Báo cáo này vừa có ý kiến khác.", mend="Tải lại trang để xem ý kiến mới nhất.") from None
    return version
