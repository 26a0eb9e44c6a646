"""Keep what is computed from facts beside the case: written with each fact, and again when law or calendar have a new edition.

Not an action: nothing is decided here, the same facts give the same memo (tests/cases/test_memo.py recomputes and compares).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from donghanh import legal
from donghanh.base.places import queries as places
from donghanh.base.privacy.scope import as_jobs
from donghanh.cases.models import Case, Duty, Fact
from donghanh.cases.procedures import court_order, engine
from donghanh.cases.procedures.registry import REHABILITATION, manifest
from donghanh.cases.procedures.shape import NOBODY, CaseView, Life
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind
from donghanh.kernel.workdays import Calendar

_KEPT = ("stage", "detected_at", "managed_at", "offered_at", "active_from", "active_until")


def edition() -> str:
    """Names the law data and the calendar that findings are computed with."""
    return f"{legal.edition()}:{places.calendar_version()}"[:40]


def fact_view(fact: Fact) -> FactView:
    """A stored fact as the pure rules see it."""
    return FactView(fact.pk, FactKind(fact.kind), fact.happened_at, fact.is_date_only, fact.data, fact.decision_id)


def facts_of(case: Case) -> list[FactView]:
    """Facts of the case that were not voided."""
    return [fact_view(f) for f in Fact.objects.filter(case=case, voided_at__isnull=True)]


def view_of(case: Case) -> CaseView:
    """What follows from the facts of this case, computed now."""
    return view_told(case, facts_of(case), calendar=places.calendar())


def view_told(case: Case, told: Sequence[FactView], *, calendar: Calendar) -> CaseView:
    """The same for a caller that has read the facts (without those voided) and the calendar already."""
    procedure = manifest(case.procedure)
    began = engine.first(engine.in_order(told), procedure.opens) if procedure.procedure in court_order.BESIDE else None
    known = life(case.person, before=case.opened_at, began=began) if procedure.asks_person else NOBODY
    return engine.view(procedure, told, life=known, calendar=calendar)


def life_of(case: Case) -> Life:
    """What the rules ask about the person of this case."""
    return life(case.person, before=case.opened_at)


_EARLIER = """
with kept as (select coalesce(merged_into_id, id) as id from people_person where id = %(person)s),
whole as (select id from kept union select p.id from kept join people_person p on p.merged_into_id = kept.id)
select (select count(*) from whole join cases_case c on c.person_id = whole.id
        where c.procedure = any(%(procedures)s) and c.active_from is not null and c.opened_at < %(before)s),
       (select f.data->>'stable' from whole join cases_case c on c.person_id = whole.id join cases_fact f on f.case_id = c.id
        where f.kind = 'RESIDENCE_VERIFIED' and f.voided_at is null and f.happened_at < %(before)s and c.stage <> 'IN_ERROR'
        order by f.happened_at desc, f.id desc limit 1),
       array(select c.id from whole join cases_case c on c.person_id = whole.id
             where c.procedure = any(%(compulsory)s) and c.stage <> 'IN_ERROR' order by c.opened_at)"""


def life(person: Any, *, before: datetime | None, began: datetime | None = None) -> Life:
    """What the rules ask about this person (a row or a reference), from all records merged into one human being.

    before: count the rehabilitations that began in files opened earlier, and take the residence as it was verified last until then;
    where nobody has verified it, it counts as stable. Files of places out of reach are not read: the fact that opens a file may say a
    higher number. Whether the place is remote stands in the fact that it is asked of (data "remote").
    began: when the fact happened beside which a compulsory measure may stand; None: nobody asks. One statement more where there is such a file.
    """
    earlier, stable, compulsory = 0, None, []
    if before is not None:
        procedures = {"procedures": [one.value for one in REHABILITATION], "compulsory": [one.value for one in court_order.COMPULSORY]}
        with connection.cursor() as cursor:
            cursor.execute(_EARLIER, {"person": person.id, "before": before} | procedures)
            earlier, stable, compulsory = cursor.fetchone()
    return Life(
        person.born_on,
        person.birth_year,
        person.sex,
        has_stable_residence=stable != "false",
        has_guardian=bool(person.guardian_name.strip()),
        rehabilitations=earlier,
        court_order=_court_order(compulsory, began) if compulsory and began else "",
    )


def _court_order(case_ids: Sequence[UUID], at: datetime) -> str:
    """How the last of these compulsory files stood over the person at this moment, of what had happened by then."""
    told: dict[Case, list[FactView]] = {}
    facts = Fact.objects.filter(case_id__in=case_ids, voided_at__isnull=True, happened_at__lte=at).select_related("case").order_by("case__opened_at")
    for fact in facts:
        told.setdefault(fact.case, []).append(fact_view(fact))
    stood = [_stood(case, engine.in_order(those), at) for case, those in told.items()]
    return next((order for order in reversed(stood) if order), "")


def _stood(case: Case, told: Sequence[FactView], at: datetime) -> str:
    stage = engine.stage_of(manifest(case.procedure), told)
    return court_order.standing(CaseView(stage, active_until=case.active_until), told, at=at) if stage else ""


def recompute(case: Case) -> CaseView:
    """Rewrite the memo of one case after a fact was written or taken back: the file has one version more. In the caller's transaction."""
    case.version += 1
    return _remember(case, "version")


def _remember(case: Case, *also: str) -> CaseView:
    """Rewrite the memo of one case from its facts, in the caller's transaction.

    What follows is read as the caller reads, and written under the worker's role: no page holds the right to write a memo
    (migrations/0006_memo_follows_facts). A memo that only catches up with the law, the calendar or what another side has told is no new
    version of the file: nothing was told since, and drafts that wait for a signature rest on its version.
    """
    made = view_of(case)
    for name in _KEPT:
        setattr(case, name, getattr(made, name))
    case.computed_with = edition()
    with as_jobs():
        Duty.objects.filter(case=case).delete()
        Duty.objects.bulk_create(duty_rows(case, made))
        case.save(update_fields=[*_KEPT, "computed_with", *also])
    return made


def refresh(case: Case) -> None:
    """Rewrite the memo of one file where it is not of today's edition, or another side has told a fact of it."""
    if case.computed_with != edition():
        with as_jobs():
            _remember(case)


def duty_rows(case: Case, made: CaseView) -> list[Duty]:
    """The rows that remember the open duties of a case."""
    return [
        Duty(
            case=case,
            unit_id=case.unit_id,
            kind=d.kind,
            rule_id=d.rule_id,
            function=d.function,
            counted_from=d.counted_from,
            due_at=d.due.value if d.due else None,
            stands_from=d.stands_from,
            stands_until=d.stands_until,
        )
        for d in made.duties
    ]


def freshen(unit_ids: Iterable[int], *, limit: int | None = None) -> int:
    """Recompute files of these places that were computed with an older law or calendar, all or so many; returns how many.

    Nearly always nothing is stale: that is seen in one statement, before any row is locked. A file that somebody else holds is left to him.
    The worker's role rewrites it, whoever asks: no page writes a memo.
    """
    now, units = edition(), list(unit_ids)
    with connection.cursor() as cursor:
        cursor.execute("select from cases_case where unit_id = any(%s) and computed_with <> %s limit 1", [units, now])
        if cursor.fetchone() is None:
            return 0
    count = 0
    with as_jobs():
        stale = Case.objects.select_for_update(skip_locked=True).filter(unit_id__in=units).exclude(computed_with=now).order_by("id")
        for case in stale[:limit]:
            _remember(case)
            count += 1
    return count


def stale_units() -> list[int]:
    """Places that hold a file computed with an older law or calendar; for the worker, which sees all places."""
    with connection.cursor() as cursor:
        cursor.execute("select distinct unit_id from cases_case where computed_with <> %s order by unit_id", [edition()])
        return [unit_id for (unit_id,) in cursor.fetchall()]
