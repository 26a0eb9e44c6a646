"""Recording a round at a sentinel site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from donghanh.base.audit import actions as audit
from donghanh.base.places import queries as places
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day
from donghanh.programme.inspections import access, rules
from donghanh.programme.inspections.models import Sentinel
from donghanh.programme.inspections.terms import Measure
from donghanh.programme.keeping.files import stamp
from donghanh.programme.keeping.rules import check_words


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """What a round found; counts: people of the sample, None where it was not measured."""

    place_id: int
    site: str
    done_on: date
    sample: int
    counts: Mapping[Measure, int | None]
    paper: str


def record_round(*, actor: Actor, at: datetime, draft: RoundDraft) -> Sentinel:
    """One round at a site of the province. Raises BadInput for counts that cannot be or a round that stands, NotInReach, MayNot."""
    with audit.recording(actor=actor, verb="inspection.sentinel", at=at) as entry:
        access.check_may_plan(actor)
        access.check_receives(draft.place_id, {one.id for one in places.communes_of(actor.unit_id or 0, local_day(at))})
        if draft.done_on > local_day(at):
            raise BadInput("Ngày này chưa đến.", mend="Ghi ngày đã làm.", field="done_on")
        rules.check_round(draft.sample, draft.counts)
        words = {
            "site": check_words(draft.site, field="site", most=200, name="tên điểm"),
            "paper": check_words(draft.paper, field="paper", most=200, name="văn bản ghi kết quả"),
        }
        where = {"place_id": draft.place_id, "done_on": draft.done_on}
        if Sentinel.objects.filter(site=words["site"], **where).exists():
            raise BadInput("Đợt này đã ghi.", mend="Xem trong danh sách.", field="done_on")
        counts = {measure.value: draft.counts.get(measure) for measure in Measure}
        about = {"body_id": actor.body_id, "unit_id": actor.unit_id, "sample": draft.sample}
        kept = Sentinel.objects.create(**about, **where, **words, **counts, **stamp(actor, at))
        entry.subject, entry.changes = str(kept.pk), {"place": draft.place_id, "sample": draft.sample}
        return kept
