"""Bringing the tables of plans to a plan's files, version by version; deciding how a print that contradicts itself is read."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.text import tidy
from donghanh.kernel.workdays import local_day
from donghanh.programme import access, rules
from donghanh.programme.models import (
    Clause,
    Discrepancy,
    Function,
    Holding,
    Model,
    Obligation,
    Plan,
    ReadingDecision,
    Responsibility,
    RoadmapStep,
    Target,
    Version,
)
from donghanh.programme.reading import FunctionData, PlanData, content
from donghanh.programme.rules import LONGEST_REASON, Amendment, Chosen
from donghanh.programme.terms import Origin


def load(*, actor: Actor, at: datetime, data: PlanData) -> bool:
    """Bring one plan to its files; True where anything was written. The same files again change nothing. Raises MayNot.

    What the plan said before stays as a version; what somebody decided stays: raises Cannot where the files drop a question that has a decision,
    or where the province has brought in a version of its own since.
    """
    with audit.recording(actor=actor, verb="plan.load", at=at, subject=data.id) as entry:
        access.check_may_load(actor)
        of_files = Version.objects.filter(plan_id=data.id, origin=Origin.FILES).order_by("-number").first()
        before = of_files.digest if of_files else None
        entry.changes = {"digest": [before, data.digest]}
        if before == data.digest:
            return False
        last = _last(data.id)
        if last and last.origin == Origin.IMPORT:
            why = f"Tỉnh đã nhập bản {last.number} của kế hoạch {data.id}, tệp cũ không ghi đè lên được."
            raise Cannot(why, mend="Sửa đổi bằng trang Nhập kế hoạch.")
        _write_functions(data.functions)
        _write(data, at)
        _keep(data, at=at, number=_next(last), origin=Origin.FILES, in_force_from=data.issued_on)
        return True


def take_in(*, actor: Actor, at: datetime, data: PlanData, amendment: Amendment, filename: str) -> Version:
    """A plan that its own province brings in, or a later version of it: the tables hold this one, the earlier stay readable.

    Raises MayNot for anybody but the province's lead, BadInput and CannotAmend as rules.check_can_amend, Cannot as load.
    """
    with audit.recording(actor=actor, verb="plan.import", at=at, subject=data.id) as entry:
        _unit, code = access.check_may_import(actor)
        access.check_is_own(code, data.province)
        for province in Plan.objects.filter(pk=data.id).values_list("province", flat=True):
            access.check_is_own(code, province)
        Plan.objects.select_for_update().filter(pk=data.id).first()
        rules.check_functions_known(_functions_of(data), Function.objects.values_list("code", flat=True))
        last = _last(data.id)
        standing = (last.digest, last.in_force_from) if last else None
        paper = replace(amendment, instrument=tidy(amendment.instrument)[:120], reason=tidy(amendment.reason)[:LONGEST_REASON])
        rules.check_can_amend(paper, digest=data.digest, standing=standing, today=local_day(at))
        _write(data, at)
        made = _keep(data, at=at, number=_next(last), origin=Origin.IMPORT, filename=filename[:200], made_by=actor.user_id or 0, **asdict(paper))
        entry.changes = {"version": made.number, "instrument": paper.instrument, "digest": [last.digest if last else None, data.digest]}
        return made


def decide_reading(
    *, actor: Actor, at: datetime, plan_id: str, code: str, reading: str, reason: str, decided_on: date, words: str = "", document: str = ""
) -> ReadingDecision:
    """Say how a print is to be read: the latest decision holds, all of them stay, and so does the badge.

    reading: a code of the question's readings, terms.OTHER with `words`, or empty to leave it open again. Raises MayNot for anybody but the lead
    of the plan's province, NotInReach for an unknown question, BadInput and CannotDecideReading as rules.check_can_decide.
    """
    with audit.recording(actor=actor, verb="programme.decide_reading", at=at, subject=f"{plan_id}-{code}") as entry:
        found, unit_id = access.discrepancy_to_decide(actor, plan_id, code)
        chosen, why = Chosen(tidy(reading), tidy(words)[:300]), tidy(reason)
        last = found.decisions.order_by("-decided_at", "-id").first()
        stands = Chosen(last.reading, last.words) if last and last.reading else None
        rules.check_can_decide(
            chosen,
            readings=[one["code"] for one in found.readings],
            stands=stands,
            reason=why,
            on=decided_on,
            today=local_day(at),
            issued_on=found.plan.issued_on,
        )
        entry.changes = {"reading": [stands.reading if stands else "", chosen.reading], "decided_on": decided_on.isoformat()}
        return ReadingDecision.objects.create(
            discrepancy=found,
            unit_id=unit_id,
            reading=chosen.reading,
            words=chosen.words,
            reason=why,
            document=tidy(document)[:120],
            decided_on=decided_on,
            decided_by=actor.user_id or 0,
            decided_at=at,
        )


def _functions_of(data: PlanData) -> set[str]:
    return {code for one in data.clauses for code in one.functions} | {one.set_by for one in data.discrepancies if one.set_by}


def _last(plan_id: str) -> Version | None:
    return Version.objects.filter(plan_id=plan_id).order_by("-number").first()


def _next(last: Version | None) -> int:
    return last.number + 1 if last else 1


def _keep(data: PlanData, *, at: datetime, **about: object) -> Version:
    """This version, whole and as it is now."""
    return Version.objects.create(plan_id=data.id, content=content.of(data), digest=data.digest, made_at=at, **about)


def _write_functions(functions: tuple[FunctionData, ...]) -> None:
    """Functions and who holds them, as the files say; one that they no longer have stays by name and has no holder."""
    Function.objects.bulk_create(
        [Function(code=one.code, title=one.title, law=one.law) for one in functions],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["title", "law"],
    )
    Holding.objects.all().delete()
    Holding.objects.bulk_create([Holding(function_id=one.code, **asdict(row)) for one in functions for row in one.holdings])


_HEAD = ("number", "issued_on", "issuer", "province", "title", "from_year", "to_year", "bases", "phases", "recipients", "digest")


def _write(data: PlanData, at: datetime) -> None:
    values = {name: getattr(data, name) for name in _HEAD}
    plan, _ = Plan.objects.update_or_create(pk=data.id, defaults={**values, "loaded_at": at})
    clauses = _write_clauses(plan, data)
    for position, target in enumerate(data.targets, start=1):
        values = asdict(target)
        Target.objects.create(**values | values.pop("definition") | {"clause": clauses[target.clause], "position": position})
    Obligation.objects.bulk_create(
        [Obligation(**{**asdict(one), "clause": clauses[one.clause], "position": n}) for n, one in enumerate(data.obligations, start=1)]
    )
    RoadmapStep.objects.bulk_create(
        [RoadmapStep(**{**asdict(one), "clause": clauses[one.clause], "position": n}) for n, one in enumerate(data.roadmap, start=1)]
    )
    _write_discrepancies(plan, data)


def _write_clauses(plan: Plan, data: PlanData) -> dict[str, Clause]:
    Clause.objects.filter(plan=plan).delete()
    Model.objects.filter(plan=plan).delete()
    models = {one.code: one for one in Model.objects.bulk_create([Model(plan=plan, code=one.code, name=one.name) for one in data.models])}
    rows = []
    for position, one in enumerate(data.clauses, start=1):
        values = asdict(one) | {"model": models.get(one.model), "plan": plan, "position": position}
        del values["functions"]
        rows.append(Clause(**values))
    clauses = {row.code: row for row in Clause.objects.bulk_create(rows)}
    Responsibility.objects.bulk_create(
        [
            Responsibility(clause=clauses[one.code], function_id=function, position=position)
            for one in data.clauses
            for position, function in enumerate(one.functions, start=1)
        ]
    )
    return clauses


def _write_discrepancies(plan: Plan, data: PlanData) -> None:
    gone = Discrepancy.objects.filter(plan=plan).exclude(code__in=[one.code for one in data.discrepancies])
    if kept := gone.filter(decisions__isnull=False).values_list("code", flat=True).first():
        raise Cannot(f"Chỗ chưa khớp {kept} đã có quyết định nên không bỏ khỏi kế hoạch được.", mend="Giữ dòng này trong tệp readings.yaml.")
    gone.delete()
    for position, one in enumerate(data.discrepancies, start=1):
        values = asdict(one) | {"position": position, "set_by_id": one.set_by or None}
        values["readings"] = [dict(zip(("code", "text", "source"), reading, strict=True)) for reading in one.readings]
        del values["set_by"]
        Discrepancy.objects.update_or_create(pk=f"{plan.pk}-{one.code}", defaults=values | {"plan": plan})
