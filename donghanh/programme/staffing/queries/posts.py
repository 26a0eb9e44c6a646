"""Posts with their norm and holders on a day, by body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from donghanh.kernel.actor import Actor
from donghanh.programme.staffing import access, rules
from donghanh.programme.staffing.models import Holding, Member, Norm, Position, Qualification
from donghanh.programme.staffing.rules import Difference, Paperwork
from donghanh.programme.staffing.terms import QualificationKind, StaffFunction, WorkGroup


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Who holds a post. has: courses and papers that count today; lacking: what he has still to learn or show for it; expired: of that, what he
    had and what ran out; came_from: the body from which he was moved here, empty where he was not."""

    id: UUID
    member_id: UUID
    name: str
    position_id: UUID
    starts_on: date
    is_part_time: bool
    functions: tuple[StaffFunction, ...]
    has: tuple[QualificationKind, ...]
    lacking: tuple[QualificationKind, ...]
    expired: tuple[QualificationKind, ...]
    came_from: str
    paper: str


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post on a day. required None: no norm holds on this day; source: its paper."""

    id: UUID
    body_id: int
    body: str
    unit_id: int
    unit: str
    title: str
    group: WorkGroup
    required: int | None
    source: str
    since: date | None
    functions: tuple[StaffFunction, ...]
    needs: tuple[QualificationKind, ...]
    holders: tuple[HolderRow, ...]

    @property
    def difference(self) -> Difference:
        return Difference(self.required, len(self.holders))


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body with its posts on a day. is_gone: it stands no more, and who still holds a post there was not placed anew."""

    id: int
    name: str
    unit_id: int
    unit: str
    is_gone: bool
    posts: tuple[PostRow, ...]

    @property
    def required(self) -> int:
        return sum(one.required or 0 for one in self.posts)

    @property
    def held(self) -> int:
        """People, each once."""
        return len({holder.member_id for one in self.posts for holder in one.holders})

    @property
    def vacant(self) -> int:
        return sum(one.difference.vacant for one in self.posts)

    @property
    def over(self) -> int:
        return sum(one.difference.over for one in self.posts)

    @property
    def unprepared(self) -> int:
        """People who lack something for a post they hold."""
        return len({holder.member_id for one in self.posts for holder in one.holders if holder.lacking})

    @property
    def uncovered(self) -> tuple[StaffFunction, ...]:
        """Functions that no official has here; a volunteer team helps and covers none."""
        officials = (holder for one in self.posts if one.group != WorkGroup.VOLUNTEER for holder in one.holders)
        given = {function for holder in officials for function in holder.functions}
        return tuple(one for one in StaffFunction if one not in given)


@dataclass(frozen=True, slots=True)
class BodySheet:
    row: BodyRow
    past: tuple[tuple[UUID, str, str, date, date, str], ...]
    """Who held a post before: member, name, title, first day, first day after, why."""
    may_record: bool


def bodies(actor: Actor, *, on: date) -> list[BodyRow]:
    """Bodies within reach that have posts: those with a vacancy first, then with too many, by place. Five statements. Raises MayNot."""
    return sorted(_by_body(posts(actor, on=on), on), key=lambda row: (not row.vacant, not row.over, row.unit, row.name, row.id))


def posts(actor: Actor, *, on: date) -> list[PostRow]:
    """Every post within reach on this day. Raises MayNot."""
    return rows_of(Position.objects.filter(access.reach(actor)), on=on)


def body_sheet(actor: Actor, body_id: int, *, on: date) -> BodySheet:
    """One body whole. Raises MayNot, NotInReach."""
    body = access.body(actor, body_id)
    rows = rows_of(Position.objects.filter(body=body), on=on)
    gone = body.ends_before is not None and body.ends_before <= on
    past = Holding.objects.filter(body=body, end__ends_before__lte=on).exclude(end__kind="MISTAKE")
    ended = past.select_related("member__user", "position", "end").order_by("-end__ends_before", "-made_at")
    told = tuple(
        (one.member_id, name_of(one.member), one.position.title, one.starts_on, one.end.ends_before, one.end.get_kind_display()) for one in ended
    )
    row = BodyRow(body.pk, body.name, body.unit_id, str(body.unit), gone, tuple(rows))
    return BodySheet(row, told, access.RECORD in actor.may)


def post(actor: Actor, position_id: UUID, *, on: date) -> PostRow:
    """One post. Raises MayNot, NotInReach."""
    return rows_of(Position.objects.filter(pk=access.position(actor, position_id).pk), on=on)[0]


def holder(actor: Actor, holding_id: UUID, *, on: date) -> tuple[PostRow, HolderRow | None]:
    """A holding with its post; None where it does not stand on this day. Raises MayNot, NotInReach."""
    row = post(actor, access.holding(actor, holding_id).position_id, on=on)
    return row, next((one for one in row.holders if one.id == holding_id), None)


def unprepared(actor: Actor, *, on: date) -> list[tuple[PostRow, HolderRow]]:
    """Everybody within reach who lacks something for the post he holds, by place, body and name. Raises MayNot."""
    found = [(one, holder) for one in posts(actor, on=on) for holder in one.holders if holder.lacking]
    return sorted(found, key=lambda pair: (pair[0].unit, pair[0].body, pair[1].name, pair[0].title))


def name_of(member: Member) -> str:
    """An official's own name, or the one written down."""
    return member.user.full_name if member.user else member.name


def rows_of(found: QuerySet[Position], *, on: date) -> list[PostRow]:
    """Posts with norm and holders of this day, by body and title. Four statements."""
    kept = list(found.select_related("body", "unit").order_by("body_id", "group", "folded"))
    ids = [one.pk for one in kept]
    norms = {one.position_id: one for one in Norm.objects.filter(position__in=ids, starts_on__lte=on).order_by("starts_on", "made_at", "pk")}
    holding: dict[UUID, list[Holding]] = defaultdict(list)
    stands = Q(end=None) | Q(end__ends_before__gt=on)
    held = (
        Holding.objects.filter(stands, position__in=ids, starts_on__lte=on)
        .select_related("member__user", "follows__body")
        .order_by("starts_on", "made_at")
    )
    for one in held:
        holding[one.position_id].append(one)
    papers = papers_of({one.member_id for rows in holding.values() for one in rows})
    return [_post(one, norms.get(one.pk), holding[one.pk], papers, on) for one in kept]


def papers_of(members: Iterable[UUID]) -> dict[UUID, list[Paperwork]]:
    """Courses and papers by member. One statement."""
    found: dict[UUID, list[Paperwork]] = defaultdict(list)
    for one in Qualification.objects.filter(member__in=list(members)).select_related("end"):
        ended = one.end.ends_before if hasattr(one, "end") else None
        found[one.member_id].append(Paperwork(QualificationKind(one.kind), one.issued_on, one.valid_until, ended))
    return found


def _by_body(rows: list[PostRow], on: date) -> list[BodyRow]:
    groups: dict[int, list[PostRow]] = defaultdict(list)
    for row in rows:
        groups[row.body_id].append(row)
    gone = set(access.gone(groups, on=on))
    return [BodyRow(key, ones[0].body, ones[0].unit_id, ones[0].unit, key in gone, tuple(ones)) for key, ones in groups.items()]


def _post(one: Position, norm: Norm | None, held: list[Holding], papers: dict[UUID, list[Paperwork]], on: date) -> PostRow:
    needs = tuple(QualificationKind(code) for code in norm.needs) if norm else ()
    return PostRow(
        one.pk, one.body_id, one.body.name, one.unit_id, str(one.unit), one.title, WorkGroup(one.group), norm.quantity if norm else None,
        norm.paper if norm else "", norm.starts_on if norm else None, tuple(StaffFunction(code) for code in norm.functions) if norm else (), needs,
        tuple(_holder(row, one.group, needs, papers.get(row.member_id, []), on) for row in held),
    )  # fmt: skip


def _holder(row: Holding, group: str, needs: tuple[QualificationKind, ...], papers: list[Paperwork], on: date) -> HolderRow:
    kinds = rules.held_kinds(papers, on=on)
    lacking = rules.lacking(group, needs, kinds)
    before = row.follows.body if row.follows and row.follows.body_id != row.body_id else None
    had = {one.kind for one in papers if one.issued_on <= on}
    return HolderRow(
        row.pk, row.member_id, name_of(row.member), row.position_id, row.starts_on, row.is_part_time,
        tuple(StaffFunction(code) for code in row.functions), tuple(one for one in QualificationKind if one in kinds), lacking,
        tuple(one for one in lacking if one in had), before.name if before else "", row.paper,
    )  # fmt: skip
