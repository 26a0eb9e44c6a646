"""Support of a person: the days he rehabilitated, what the levels make of them, what was paid. Class D9."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from uuid import UUID

from django.db import IntegrityError, connection
from django.db.models import Func, TextField, Value

from donghanh.base.audit import actions as audit
from donghanh.cases import queries as cases
from donghanh.cases.queries import CaseSheet
from donghanh.cases.terms import Procedure
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach
from donghanh.kernel.workdays import ONE_DAY, local_day
from donghanh.people import queries as people
from donghanh.people.queries import PersonReference
from donghanh.programme.money import access, rules
from donghanh.programme.money.models import SupportLine
from donghanh.programme.money.queries import ledger
from donghanh.programme.money.queries.groups import PriorityRow, groups_of, spans
from donghanh.programme.money.queries.ledger import AllocationRow
from donghanh.programme.money.queries.levels import LevelRow, support_levels
from donghanh.programme.money.rules import Stay

STATEMENT = """Người này đã được chi khoản hỗ trợ cùng mục đích cho những ngày này, ở đây hoặc ở nơi khác."""


@dataclass(frozen=True, slots=True)
class Episode:
    """One voluntary procedure of the person with the stretches of days it ran."""

    case_id: UUID
    case_number: str
    procedure: str
    procedure_title: str
    unit_id: int
    stays: tuple[Stay, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a level makes of one stretch, cut to the level's validity; computed, not stored."""

    episode: Episode
    level: LevelRow
    starts_on: date
    ends_before: date
    days: int
    amount: int
    is_running: bool


@dataclass(frozen=True, slots=True)
class PaidRow:
    """A line that was paid; void_reason: why it was taken back."""

    id: UUID
    name: str
    document: str
    starts_on: date
    ends_before: date
    days: int
    amount: int
    paid_on: date
    voucher: str
    void_reason: str


@dataclass(frozen=True, slots=True)
class PaidTwice:
    """Days for which two standing lines paid the same aim: each was right for its record, until the two records were found to be one person's."""

    person_id: UUID
    name: str
    starts_on: date
    ends_before: date
    days: int


@dataclass(frozen=True, slots=True)
class SupportSheet:
    """A person's support at this place: proposals (of what is not paid yet), what was paid and what twice, from which allocations it may be paid."""

    person: PersonReference
    episodes: tuple[Episode, ...]
    proposals: tuple[Proposal, ...]
    groups: tuple[PriorityRow, ...]
    paid: tuple[PaidRow, ...]
    twice: tuple[PaidTwice, ...]
    allocations: tuple[AllocationRow, ...]
    may_pay: bool


def support_sheet(actor: Actor, person_id: UUID, *, at: datetime) -> SupportSheet:
    """One person's support; the look is logged. Raises NotInReach, MayNot."""
    person = access.person_to_support(actor, person_id)
    audit.note_reading(actor=actor, at=at, page="money:support", person_id=person.id, unit_id=person.unit_id, classes="D1 D3 D9")
    records = people.records_of(person.id)
    told = tuple(_episodes(cases.sheets_of_person(actor, records, at=at), at))
    lines = list(
        SupportLine.objects.filter(person_id__in=records, unit_id__in=actor.unit_ids).select_related("level", "payment").order_by("-made_at")
    )
    levels = support_levels(actor, on=local_day(at), unit_id=person.unit_id)
    groups = groups_of(actor, records)
    return SupportSheet(
        person=person,
        episodes=told,
        proposals=tuple(_proposals(told, levels, groups, [line for line in lines if line.voided_at is None])),
        groups=tuple(groups),
        paid=tuple(_paid(line) for line in lines),
        twice=tuple(paid_twice(actor, records)),
        allocations=tuple(ledger.allocations_to_pay(actor, year=local_day(at).year)),
        may_pay=access.SUPPORT in actor.may,
    )


def episode(actor: Actor, person_id: UUID, case_id: UUID, *, at: datetime) -> Episode:
    """One voluntary procedure of this person. Raises NotInReach where it is no such case of his, MayNot."""
    found = _episodes([cases.case_sheet(actor, case_id, at=at)], at)
    if not found or cases.case_sheet(actor, case_id, at=at).row.person_id not in people.records_of(person_id):
        raise NotInReach("Không tìm thấy hồ sơ cai nghiện tự nguyện này.", mend="Chọn trong những đợt ghi ở trang này.")
    return found[0]


def check_not_paid(actor: Actor, person_id: UUID, *, aim: str, starts_on: date, ends_before: date) -> None:
    """Not under another record of the same human being either. Raises CannotSupport; what other places paid the database knows."""
    access.require_reader(actor)
    folded = Func(Value(aim), function="vn_fold", output_field=TextField())
    found = SupportLine.objects.filter(person_id__in=people.records_of(person_id), aim=folded, voided_at=None)
    if found.filter(starts_on__lt=ends_before, ends_before__gt=starts_on).exists():
        raise paid_already()


_TWICE = """
select kept.id, v.name, greatest(a.starts_on, b.starts_on), least(a.ends_before, b.ends_before)
from people_person gone join people_person kept on kept.id = gone.merged_into_id
join money_supportline a on a.person_id = gone.id and a.voided_at is null
join people_person p on p.id = kept.id or p.merged_into_id = kept.id
join money_supportline b on b.person_id = p.id and b.voided_at is null and b.aim = a.aim and b.id <> a.id and (p.id = kept.id or b.id < a.id)
join money_supportlevel v on v.id = a.level_id
where a.unit_id = any(%(units)s) and b.unit_id = any(%(units)s) and daterange(a.starts_on, a.ends_before) && daterange(b.starts_on, b.ends_before)
  and (%(records)s::uuid[] is null or gone.id = any(%(records)s)) order by 3, 1 limit 100"""


def paid_twice(actor: Actor, records: list[UUID] | None = None) -> list[PaidTwice]:
    """What was paid twice at the actor's places to records that a merge has joined since; records: of one person, else of all. One statement.

    A merge cannot refuse it, since both lines were right when they were paid; so it is shown until one of them is taken back.
    """
    access.require_payer(actor)
    with connection.cursor() as cursor:
        cursor.execute(_TWICE, {"units": sorted(actor.unit_ids), "records": records})
        return [PaidTwice(*row, days=(row[3] - row[2]).days) for row in cursor.fetchall()]


def paid_already() -> rules.CannotSupport:
    """The refusal of a second payment for the same person, aim and time."""
    return rules.CannotSupport(STATEMENT, mend="Chọn những ngày chưa chi; nếu lần trước ghi nhầm thì huỷ khoản đó trước.", field="starts_on")


def is_paid_twice(error: IntegrityError) -> bool:
    """Whether the database refused for the second payment (migrations/0003), and for nothing else."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return diagnosis is not None and diagnosis.constraint_name == "support_never_twice"


def level_to_pay(actor: Actor, level_id: UUID, one: Episode, *, on: date) -> tuple[LevelRow, date]:
    """A level for this procedure, and the first day on which it stands no more. Raises NotInReach, MayNot."""
    levels = support_levels(actor, on=on, unit_id=one.unit_id)
    found = next((row for row in levels if row.id == level_id and row.procedure == one.procedure), None)
    if found is None:
        raise NotInReach("Không tìm thấy mức hỗ trợ này.", mend="Chọn một mức đang hiện trên trang.")
    return found, _stands_before(found, levels)


def line_to_void(actor: Actor, line_id: UUID) -> SupportLine:
    """A line at the actor's place. Raises NotInReach, MayNot."""
    found = SupportLine.objects.filter(pk=line_id, unit_id__in=actor.unit_ids).select_related("payment").first()
    if found is None:
        access.require_reader(actor)
        raise NotInReach("Không tìm thấy khoản hỗ trợ này.", mend="Mở lại từ trang hỗ trợ của người đó.")
    access.person_to_support(actor, found.person_id, writes=True)
    return found


def _episodes(sheets: list[CaseSheet], at: datetime) -> list[Episode]:
    found = []
    for sheet in sheets:
        if sheet.row.procedure in rules.VOLUNTARY:
            facts = [(fact.kind, fact.happened_at) for fact in sheet.facts if fact.voided_at is None]
            until = min(at, sheet.view.active_until) if sheet.view.active_until else at
            told = rules.stays([one for one in facts if one[1] <= until], on=local_day(until))
            title = Procedure(sheet.row.procedure).label
            found.append(Episode(sheet.row.id, sheet.row.number, sheet.row.procedure, title, sheet.unit_id, told))
    return found


def _proposals(told: tuple[Episode, ...], levels: list[LevelRow], groups: list[PriorityRow], paid: list[SupportLine]) -> list[Proposal]:
    """What is due for every stretch by every level that was valid then for this person, but for days that were paid."""
    found = []
    for one in told:
        for level in (row for row in levels if row.procedure == one.procedure):
            for stay, (since, until) in product(one.stays, spans(level, groups)):
                first, last = max(stay.starts_on, level.valid_from, since), min(stay.ends_before, _stands_before(level, levels), until)
                taken = [line.ends_before for line in paid if line.level.name.casefold() == level.name.casefold() and line.starts_on < last]
                first = max([first, *(day for day in taken if day > first)])
                if first < last:
                    days = (last - first).days
                    amount = level.amount * days if level.per == "DAY" else level.amount
                    found.append(Proposal(one, level, first, last, days, amount, not stay.is_over and last == stay.ends_before))
    return found


def _stands_before(level: LevelRow, levels: list[LevelRow]) -> date:
    """The first day on which this level stands no more: its own end, or the beginning of the one that replaced it."""
    kind = (level.procedure, level.for_group, level.name.casefold())
    same = [row for row in levels if (row.procedure, row.for_group, row.name.casefold()) == kind]
    ends = [row.valid_from for row in same if row.valid_from > level.valid_from]
    return min([*ends, level.valid_until + ONE_DAY if level.valid_until else date.max])


def _paid(line: SupportLine) -> PaidRow:
    level, payment = line.level, line.payment
    return PaidRow(
        line.pk,
        level.name,
        level.document,
        line.starts_on,
        line.ends_before,
        line.days,
        line.amount,
        payment.paid_on,
        payment.voucher,
        line.void_reason,
    )
