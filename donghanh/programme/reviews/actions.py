"""All writing of reviews: a reported figure, a changed measure, a sheet with causes and actions, a line taken back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from donghanh.base.audit import actions as audit
from donghanh.base.places import queries as places
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Overtaken
from donghanh.kernel.workdays import local_day
from donghanh.programme import definitions
from donghanh.programme.keeping.files import stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.programme.reviews import access, rules
from donghanh.programme.reviews.models import Action, Adjustment, Analysis, Capacity, Cause, Gone, Reported
from donghanh.programme.reviews.rules import CannotReview
from donghanh.programme.reviews.terms import CareForm, CauseKind
from donghanh.programme.terms import Counting


def report(
    *, actor: Actor, at: datetime, indicator: str, period: str, value: Decimal, denominator: Decimal | None, provider: str, paper: str, note: str = ""
) -> Reported:
    """What a body reported of the whole place in a period, as its paper prints it; a newer line of the same replaces it. Raises MayNot, BadInput."""
    with audit.recording(actor=actor, verb="review.report", at=at) as entry:
        place = access.seat(actor)
        rules.check_counts(value, denominator, is_share=definitions.named(indicator).definition.counting is Counting.SHARE)
        told = {
            "provider": check_words(provider, field="provider", most=120, name="cơ quan báo cáo"),
            "paper": check_words(paper, field="paper", most=200, name="văn bản báo cáo"),
            "note": check_words(note, field="note", most=500, name="giải thích", needed=False),
        }
        rules.check_provider(told["provider"], communes=[one.title for one in places.communes_of(place["unit_id"], local_day(at))])
        when = rules.check_period(period, on=local_day(at))
        kept = Reported.objects.create(indicator=indicator, period=when, value=value, denominator=denominator, **told, **place, **stamp(actor, at))
        entry.subject, entry.changes = str(kept.pk), {"indicator": indicator, "period": when}
        return kept


def adjust(*, actor: Actor, at: datetime, indicator: str, finding: str, measure: str, starts_on: date, paper: str) -> Adjustment:
    """A measure is changed from a day on, after what was found; measured again by this indicator. Raises MayNot, BadInput."""
    with audit.recording(actor=actor, verb="review.adjust", at=at) as entry:
        place = access.seat(actor)
        definitions.named(indicator)
        told = {
            "finding": check_words(finding, field="finding", most=1000, name="điều đánh giá thấy"),
            "measure": check_words(measure, field="measure", most=1000, name="biện pháp đã đổi"),
            "paper": check_words(paper, field="paper", most=200, name="văn bản"),
            "starts_on": rules.check_start(starts_on, on=local_day(at)),
        }
        kept = Adjustment.objects.create(indicator=indicator, **told, **place, **stamp(actor, at))
        entry.subject, entry.changes = str(kept.pk), {"indicator": indicator, "starts_on": starts_on.isoformat()}
        return kept


def analyse(*, actor: Actor, at: datetime, year: int, title: str, paper: str = "") -> Analysis:
    """The sheet of a year is begun, once. Raises MayNot, BadInput, Overtaken."""
    with audit.recording(actor=actor, verb="review.analyse", at=at) as entry:
        place = access.seat(actor)
        told = {
            "year": rules.check_year(year, on=local_day(at)),
            "title": check_words(title, field="title", most=300, name="tên bản phân tích"),
            "paper": check_words(paper, field="paper", most=200, name="văn bản", needed=False),
        }
        try:
            with transaction.atomic():
                kept = Analysis.objects.create(**told, **place, **stamp(actor, at))
        except IntegrityError:
            raise Overtaken(f"Năm {year} đã có bản phân tích.", mend="Tải lại trang và ghi tiếp vào bản đó.") from None
        entry.subject, entry.changes = str(kept.pk), {"year": year}
        return kept


def find_cause(*, actor: Actor, at: datetime, analysis_id: UUID, kind: CauseKind | str, text: str, indicator: str, period: str) -> Cause:
    """A cause with the data behind it. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="review.find_cause", at=at, subject=str(analysis_id)) as entry:
        sheet = access.own(actor, analysis_id, Analysis)
        definitions.named(indicator)
        told = {
            "kind": CauseKind(kind),
            "text": check_words(text, field="text", most=500, name="nguyên nhân"),
            "period": rules.check_period(period, on=local_day(at)),
        }
        kept = Cause.objects.create(analysis=sheet, indicator=indicator, **told, **access.seat(actor), **stamp(actor, at))
        entry.changes = {"cause": str(kept.pk), "indicator": indicator}
        return kept


def plan_action(*, actor: Actor, at: datetime, cause_id: UUID, text: str, who: str, due_on: date) -> Action:
    """What is planned against a cause that stands. Raises MayNot, NotInReach, BadInput, CannotReview."""
    with audit.recording(actor=actor, verb="review.plan_action", at=at, subject=str(cause_id)) as entry:
        cause = access.own(actor, cause_id, Cause)
        if Gone.objects.filter(line=cause_id).exists():
            raise CannotReview("Nguyên nhân này đã rút lại.", mend="Chọn nguyên nhân khác.")
        told = {
            "text": check_words(text, field="text", most=500, name="việc sẽ làm"),
            "who": check_words(who, field="who", most=200, name="đơn vị làm"),
            "due_on": rules.check_start(due_on, on=local_day(at)),
        }
        kept = Action.objects.create(cause=cause, **told, **access.seat(actor), **stamp(actor, at))
        entry.changes = {"action": str(kept.pk)}
        return kept


def set_capacity(*, actor: Actor, at: datetime, district_id: int, form: CareForm | str, year: int, places: int, unmet: int, basis: str) -> Capacity:
    """Places for a form of care at a former district in a year, and requests that could not be met; a newer line of the same holds.

    Raises MayNot, NotInReach, BadInput.
    """
    with audit.recording(actor=actor, verb="review.set_capacity", at=at) as entry:
        district = access.former_district(actor, district_id, on=local_day(at))
        told = {
            "form": CareForm(form),
            "year": rules.check_year(year, on=local_day(at)),
            "places": rules.check_people(places, field="places"),
            "unmet": rules.check_people(unmet, field="unmet"),
            "basis": check_words(basis, field="basis", most=300, name="căn cứ"),
        }
        kept = Capacity.objects.create(district_id=district, **told, **access.seat(actor), **stamp(actor, at))
        entry.subject, entry.changes = str(kept.pk), {"district": district, "form": kept.form, "year": year}
        return kept


def take_back(*, actor: Actor, at: datetime, line_id: UUID, reason: str) -> Gone:
    """A line was written by mistake; a cause goes only after its actions. Raises MayNot, NotInReach, BadInput, CannotReview, Overtaken."""
    with audit.recording(actor=actor, verb="review.take_back", at=at, subject=str(line_id)):
        line = access.own(actor, line_id, Reported, Adjustment, Cause, Action, Capacity)
        left = Action.objects.filter(cause_id=line_id).exclude(pk__in=Gone.objects.values("line"))
        if isinstance(line, Cause) and left.exists():
            raise CannotReview("Nguyên nhân này còn việc sẽ làm.", mend="Rút các việc của nó trước.")
        why = check_words(reason, field="reason", most=300, name="lý do")
        try:
            with transaction.atomic():
                return Gone.objects.create(line=line_id, reason=why, **access.seat(actor), **stamp(actor, at))
        except IntegrityError:
            raise Overtaken("Dòng này đã rút lại.", mend="Tải lại trang.") from None
