"""All writing of communes: a confirmation, an activity, a class, an activity taken back, the steering committee."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day
from donghanh.programme.communes import access, rules
from donghanh.programme.communes.models import Committee, Line
from donghanh.programme.communes.terms import Grade, LineKind
from donghanh.programme.keeping.files import stamp
from donghanh.programme.keeping.rules import check_words


def confirm(*, actor: Actor, at: datetime, is_nobody: bool) -> Line:
    """Today the commune's data are up to date, or it has nobody to manage. Raises MayNot."""
    with audit.recording(actor=actor, verb="commune.confirm", at=at) as entry:
        unit = access.check_may_say(actor)
        kind = LineKind.NOBODY if is_nobody else LineKind.CONFIRMED
        kept = Line.objects.create(unit_id=unit, kind=kind, on=local_day(at), **stamp(actor, at))
        entry.subject, entry.changes = str(kept.pk), {"kind": kind.value}
        return kept


def hold(*, actor: Actor, at: datetime, on: date, name: str, document: str = "") -> Line:
    """An activity that prevents addiction was held in the commune. Raises MayNot, BadInput."""
    with audit.recording(actor=actor, verb="commune.hold", at=at) as entry:
        unit = access.check_may_say(actor)
        rules.check_day(on, today=local_day(at))
        words = check_words(name, field="name", most=300, name="tên hoạt động")
        paper = check_words(document, field="document", most=120, name="văn bản", needed=False)
        kept = Line.objects.create(unit_id=unit, kind=LineKind.ACTIVITY, on=on, name=words, document=paper, **stamp(actor, at))
        entry.subject, entry.changes = str(kept.pk), {"on": on.isoformat()}
        return kept


def classify(*, actor: Actor, at: datetime, unit_id: int, year: int, grade: Grade, criteria: str, document: str, decided_on: date) -> Line:
    """The class of a commune for a year, by decision; a newer one of the same year holds. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="commune.classify", at=at) as entry:
        access.check_may_class(actor, unit_id)
        rules.check_day(decided_on, today=local_day(at))
        rules.check_year(year, decided_on=decided_on)
        told = {
            "name": check_words(criteria, field="criteria", most=300, name="tiêu chí"),
            "document": check_words(document, field="document", most=120, name="quyết định"),
        }
        kept = Line.objects.create(unit_id=unit_id, kind=LineKind.CLASSED, on=decided_on, year=year, grade=grade, **told, **stamp(actor, at))
        entry.subject, entry.changes = str(kept.pk), {"unit": unit_id, "year": year, "grade": grade.value}
        return kept


def take_back(*, actor: Actor, at: datetime, line_id: UUID, reason: str) -> Line:
    """An activity was written by mistake; it stays readable. Raises MayNot, NotInReach, BadInput without a reason."""
    with audit.recording(actor=actor, verb="commune.take_back", at=at, subject=str(line_id)) as entry:
        line = access.activity_to_take_back(actor, line_id)
        why = check_words(reason, field="reason", most=300, name="lý do")
        if local_day(at) < line.on:
            raise BadInput("Hoạt động này chưa diễn ra.", mend="Tải lại trang.", field="reason")
        entry.changes = {"undoes": str(line_id)}
        gone = {"kind": LineKind.TAKEN_BACK, "on": local_day(at), "name": why, "undoes": line}
        return Line.objects.create(unit_id=line.unit_id, **gone, **stamp(actor, at))


def set_committee(*, actor: Actor, at: datetime, starts_on: date, document: str, head: str, members: Sequence[str]) -> Committee:
    """The commune's steering committee from a day on, by decision: its head and its members, name and office each. Raises MayNot, BadInput."""
    with audit.recording(actor=actor, verb="commune.committee", at=at) as entry:
        unit = access.check_may_say(actor)
        rules.check_day(starts_on, today=local_day(at))
        people = [check_words(one, field="members", most=160, name="thành viên") for one in members if one.strip()]
        rules.check_members(people)
        told = {
            "head": check_words(head, field="head", most=160, name="trưởng ban"),
            "document": check_words(document, field="document", most=120, name="quyết định"),
        }
        kept = Committee.objects.create(unit_id=unit, starts_on=starts_on, members=people, **told, **stamp(actor, at))
        entry.subject, entry.changes = str(kept.pk), {"members": len(people), "starts_on": starts_on.isoformat()}
        return kept


def end_committee(*, actor: Actor, at: datetime, starts_on: date, document: str) -> Committee:
    """From this day on the commune has no steering committee. Raises MayNot, BadInput for a day before it began, Cannot where it has none."""
    with audit.recording(actor=actor, verb="commune.end_committee", at=at) as entry:
        unit = access.check_may_say(actor)
        rules.check_day(starts_on, today=local_day(at))
        rules.check_can_end(access.committees(actor).filter(unit_id=unit).order_by("starts_on", "made_at", "id").last(), on=starts_on)
        paper = check_words(document, field="document", most=120, name="quyết định")
        kept = Committee.objects.create(unit_id=unit, starts_on=starts_on, document=paper, is_ended=True, **stamp(actor, at))
        entry.subject = str(kept.pk)
        return kept
