"""Models: whether a place is ready, making a site a pilot, judging it and proposing where to do the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.base.places import queries as places
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput, NotInReach
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.programme.roadmap import access, piloting, queries, rules
from donghanh.programme.roadmap.actions._shared import add, lock
from donghanh.programme.roadmap.models import Proposal, Readiness, SiteFact
from donghanh.programme.roadmap.rules import Fact
from donghanh.programme.roadmap.terms import Advice, Happening, SiteKind


@dataclass(frozen=True, slots=True)
class Checklist:
    """What a place has for a model."""

    has_staff: bool
    has_premises: bool
    has_caseload: bool
    has_partners: bool
    has_funding: bool

    @property
    def is_full(self) -> bool:
        return all(asdict(self).values())


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an evaluation says. score: of 100, None: not scored; outcome: of the members together; cost: đồng.

    places: communes of today where the same is proposed, by: until when, adaptation: what is to be done otherwise; with advice REPLICATE alone.
    """

    is_effective: bool
    criterion: str
    judge: str
    document: str = ""
    score: int | None = None
    advice: str = ""
    outcome: str = ""
    cost: int | None = None
    places: Sequence[int] = ()
    by: date | None = None
    adaptation: str = ""


def assess(
    *, actor: Actor, at: datetime, unit_id: int, kind: SiteKind, on: date, checklist: Checklist, is_go: bool, reason: str = "", document: str = ""
) -> Readiness:
    """Whether a commune of today has what this kind of model needs, and the decision.

    Raises BadInput without a reason where something is missing or the decision is against, NotInReach, MayNot.
    """
    with audit.recording(actor=actor, verb="roadmap.assess", at=at) as entry:
        access.check_may_record(actor, unit_id)
        if on > local_day(at):
            raise BadInput("Ngày này sau hôm nay.", mend="Ghi ngày đã đánh giá.", field="on")
        why = check_words(reason, field="reason", most=500, name="lý do", needed=not (is_go and checklist.is_full))
        paper = check_words(document, field="document", most=200, name="văn bản", needed=False)
        told = {"seat_id": unit_id, "kind": kind, "on": on, "is_go": is_go, "reason": why, "document": paper}
        made = Readiness.objects.create(**told, **asdict(checklist), **stamp(actor, at))
        entry.subject, entry.changes = str(made.pk), {"unit": unit_id, "kind": kind.value, "is_go": is_go}
        return made


def make_pilot(
    *,
    actor: Actor,
    at: datetime,
    site_id: UUID,
    on: date,
    starts_by: date | None = None,
    review_by: date | None = None,
    override: str = "",
    document: str = "",
) -> SiteFact:
    """Try a model at this site, with the days it is to open and to be judged by, where they are set.

    Raises rules.CannotRecord where its place was not found ready and `override` does not say why all the same, BadInput, NotInReach, MayNot
    for anybody but the lead agency.
    """
    with audit.recording(actor=actor, verb="roadmap.pilot", at=at, subject=str(site_id)) as entry:
        site = access.site_to_record(actor, site_id, judging=True)
        lock(str(site.pk))
        if any(one is not None and one <= on for one in (starts_by, review_by)):
            raise BadInput("Hạn phải sau ngày đưa vào thí điểm.", mend="Kiểm tra lại các ngày.", field="review_by")
        words = {
            "reason": check_words(override, field="override", most=500, name="lý do", needed=False),
            "document": check_words(document, field="document", most=200, name="văn bản", needed=False),
        }
        ready = queries.readiness_of(site.seat_id, SiteKind(site.kind), on=on)
        if not (ready and ready.is_go) and not words["reason"]:
            how = f"kết luận chưa đủ điều kiện: {ready.reason}" if ready else "chưa đánh giá điều kiện"
            raise rules.CannotRecord(f"Nơi này {how}.", mend="Đánh giá lại điều kiện, hoặc ghi lý do vẫn thí điểm.")
        entry.changes = {"on": on.isoformat(), "is_override": bool(words["reason"])}
        days = {"starts_by": starts_by, "review_by": review_by}
        return add(actor, at, site, Fact(None, Happening.PILOTED, on), **days, **words)


def evaluate(*, actor: Actor, at: datetime, site_id: UUID, on: date, verdict: Verdict) -> SiteFact:
    """Whether a site works well, who judged it and by which criterion: no plan sets one. To replicate it makes a proposal for each place.

    Raises BadInput without criterion or judge, or where advice and places do not fit; rules.CannotRecord, NotInReach, MayNot for anybody but
    the lead agency.
    """
    with audit.recording(actor=actor, verb="roadmap.evaluate", at=at, subject=str(site_id)) as entry:
        site = access.site_to_record(actor, site_id, judging=True)
        told = {"is_effective": verdict.is_effective, "points": verdict.score, "advice": verdict.advice, "cost": verdict.cost}
        if verdict.score is not None and not 0 <= verdict.score <= 100:
            raise BadInput("Điểm ngoài thang 100.", mend="Ghi điểm từ 0 đến 100.", field="score")
        piloting.check_advice(advice=verdict.advice, is_effective=verdict.is_effective, on=on, places=verdict.places, by=verdict.by)
        words, adaptation = _words(verdict)
        entry.changes = {"is_effective": verdict.is_effective, "on": on.isoformat(), "advice": verdict.advice, "places": list(verdict.places)}
        made = add(actor, at, site, Fact(None, Happening.EVALUATED, on, is_effective=verdict.is_effective), **told, **words)
        if verdict.advice == Advice.REPLICATE:
            _propose(actor, at, made, verdict, adaptation)
        return made


def _words(verdict: Verdict) -> tuple[dict[str, str], str]:
    words = {
        "criterion": check_words(verdict.criterion, field="criterion", most=500, name="tiêu chí"),
        "judge": check_words(verdict.judge, field="judge", most=200, name="ai đánh giá"),
        "document": check_words(verdict.document, field="document", most=200, name="văn bản", needed=False),
        "outcome": check_words(verdict.outcome, field="outcome", most=500, name="kết quả của thành viên", needed=False),
    }
    return words, check_words(verdict.adaptation, field="adaptation", most=500, name="điều cần làm khác", needed=False)


def _propose(actor: Actor, at: datetime, made: SiteFact, verdict: Verdict, adaptation: str) -> None:
    wanted = list(dict.fromkeys(verdict.places))
    for unit_id in wanted:
        unit = places.unit_row(unit_id)
        if unit.level != "COMMUNE" or not unit.stands(local_day(at)):
            raise BadInput(f"{unit.title} không phải xã, phường hiện nay.", mend="Ghi tên xã, phường hiện nay.", field="places")
        if unit_id not in actor.stat_unit_ids:
            raise NotInReach(f"{unit.title} ngoài địa bàn của bạn.", mend="Ghi xã, phường của tỉnh mình.")
    Proposal.objects.bulk_create(
        [Proposal(evaluation=made, unit_id=unit_id, by=verdict.by, adaptation=adaptation, **stamp(actor, at)) for unit_id in wanted]
    )
