"""Building a report: its figures are frozen with what is needed to count them again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from donghanh.base.audit import actions as audit
from donghanh.base.places import queries as places
from donghanh.base.places.models import Body
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.programme import queries as programme
from donghanh.reports import access, frozen, guarded, queries, territory
from donghanh.reports.models import FrozenReport
from donghanh.reports.periods import Period
from donghanh.reports.rules import CannotFreeze, check_can_report_on
from donghanh.reports.territory import Territory

NATIONAL_PARENTS = {"provincial_police": "Bộ Công an"}
LOCAL_PARENTS = {"commune_police": "provincial_police", "provincial_labour": "provincial_committee", "health_station": "commune_committee"}


def freeze(*, actor: Actor, at: datetime, plan_id: str, period: Period, place_id: int, reason: str = "") -> FrozenReport:
    """Build the report of a plan for a place and period, from the facts as known now. A second one is version 2 and needs a reason.

    Raises BadInput for an unknown plan, NotInReach and MayNot as access says, CannotFreeze before the period begins, without
    reason, or where the plan has nothing to count at this place.
    """
    with audit.recording(actor=actor, verb="report.freeze", at=at, subject=f"{plan_id}:{period.code}:{place_id}") as entry:
        area = territory.of(place_id, on=timezone.localtime(at).date())
        access.check_may_freeze(actor, area)
        if not access.sees_exact(actor, area):
            guarded.check_offered(period)  # the wall tells such a reader nothing of a month or quarter: it would be frozen as noughts
        plan = programme.plan(actor, plan_id)
        version = _next_version(plan_id, period, place_id)
        _check_can_freeze(area, period, at=at, version=version, reason=reason)
        check_can_report_on(plan, province=territory.province_code(area))
        figures = queries.counted_at(plan, period, area, as_of=at)
        made = FrozenReport.objects.create(
            plan_id=plan.id,
            period=period.code,
            place_id=place_id,
            version=version,
            reason=reason.strip()[:300] if version > 1 else "",
            data_class=(DataClass.LEGAL if area.is_commune else DataClass.STATISTICS).value,
            as_of=at,
            made_by=actor.user_id,
            body_id=actor.body_id,
            definition=queries.definition(plan),
            law_edition=queries.law_edition(),
            content=frozen.to_json(figures, issuer=_issuer(actor, area, at)),
        )
        entry.subject, entry.unit_id, entry.changes = str(made.pk), place_id, {"plan": plan.id, "period": period.code, "version": version}
        return made


def _next_version(plan_id: str, period: Period, place_id: int) -> int:
    """The next version's number; two builders of the same report wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"report:{plan_id}:{period.code}:{place_id}"])
    earlier = FrozenReport.objects.filter(plan_id=plan_id, period=period.code, place_id=place_id)
    return (earlier.aggregate(last=Max("version"))["last"] or 0) + 1


def _check_can_freeze(area: Territory, period: Period, *, at: datetime, version: int, reason: str) -> None:
    if area.is_former:
        raise CannotFreeze("Báo cáo lập theo địa bàn của hiện nay.", mend="Chọn tỉnh hoặc xã đã nhận địa bàn cũ này.")
    if at < period.since:
        raise CannotFreeze("Kỳ này chưa bắt đầu.", mend="Chọn kỳ đang diễn ra hoặc đã qua.")
    if version > 1 and not reason.strip():
        raise CannotFreeze(f"Báo cáo này đã lập; bản mới sẽ là bản số {version}.", mend="Ghi lý do lập lại, ví dụ “bổ sung sự việc ghi muộn”.")


def _issuer(actor: Actor, area: Territory, at: datetime) -> dict[str, str]:
    """The actor's body; for the command line the province's lead agency of that day, of a commune its People's Committee."""
    on = timezone.localtime(at).date()
    body = Body.objects.filter(pk=actor.body_id).first() if actor.body_id else None
    if body:
        return {"name": body.name, "kind": body.kind, "parent": _above(body.kind, area, on)}
    if area.is_commune:
        return {"name": places.body_at("commune_committee", area.unit.id, on).name, "kind": "commune_committee", "parent": ""}
    lead = places.holder("lead_agency_rehabilitation", area.unit.id, on)
    return {"name": lead.body_name, "kind": lead.body_kind, "parent": _above(lead.body_kind, area, on)}


def _above(kind: str, area: Territory, on: date) -> str:
    """The body printed above the issuer's name, Decree 30/2020, Appendix I, part II, section 2; committees and unknown bodies stand alone."""
    if kind in NATIONAL_PARENTS:
        return NATIONAL_PARENTS[kind]
    above = LOCAL_PARENTS.get(kind)
    return places.body_at(above, area.unit.id, on).name if above else ""
