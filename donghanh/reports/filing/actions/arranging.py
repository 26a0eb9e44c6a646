"""What the lead agency sets about reports: the day, who owes in place of districts, until which year; and reports beside the rhythm."""

from __future__ import annotations

from datetime import date, datetime

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day
from donghanh.programme import queries as programme
from donghanh.programme.keeping.files import stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.reports import periods
from donghanh.reports.filing import access, rules
from donghanh.reports.filing.models import Arrangement, Call
from donghanh.reports.filing.queries import duties
from donghanh.reports.filing.rules import Arranged


def arrange(*, actor: Actor, at: datetime, code: str, arranged: Arranged) -> None:
    """What holds from now on for an obligation. Raises MayNot for all but the lead agency of the plan's province, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="filing.arrange", at=at, subject=code[:80]) as entry:
        here = access.seat(actor)
        rule = next((one for one in duties.rules_of(here.province) if one.asked.id == code), None)
        access.found(rule)
        assert rule is not None
        access.check_may_arrange(actor, here, rule.plan.province)
        kept = rules.checked(arranged, since=rule.from_year)
        about = {name: getattr(kept, name) for name in ("by_communes", "due_before", "due_days", "until_year", "reason", "document")}
        Arrangement.objects.create(body_id=actor.body_id, unit_id=here.province.id, obligation_id=code, **about, **stamp(actor, at))
        entry.changes = {name: about[name] for name in ("by_communes", "due_before", "due_days", "until_year")}


def call(*, actor: Actor, at: datetime, plan_id: str, period: str, title: str, due_on: date) -> Call:
    """Ask every commune of the province for a report beside the plan's rhythm. Raises MayNot, BadInput."""
    with audit.recording(actor=actor, verb="filing.call", at=at, subject=plan_id[:80]) as entry:
        access.check_may_call(actor)
        here = access.seat(actor)
        plan, asked = programme.plan(actor, plan_id), periods.read(period)
        if plan.province != here.province.code:
            raise BadInput("Kế hoạch này của tỉnh khác.", mend="Chọn kế hoạch của tỉnh mình.", field="plan")
        words = check_words(title, field="title", most=200, name="tên báo cáo")
        if due_on < local_day(at):
            raise BadInput("Hạn đã qua.", mend="Chọn hôm nay hoặc một ngày sau.", field="due_on")
        bodies = [one.body_id for one in duties.communes(here.province) if one.stands(due_on)]
        about = {"plan_id": plan.id, "period": asked.code, "title": words, "due_on": due_on, "bodies": [*bodies, actor.body_id]}
        kept = Call.objects.create(body_id=actor.body_id, unit_id=here.province.id, **about, **stamp(actor, at))
        entry.subject, entry.changes = str(kept.pk), {"bodies": len(bodies), "due_on": due_on}
        return kept
