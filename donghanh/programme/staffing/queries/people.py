"""One member of a staff; who moved where on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from donghanh.kernel.actor import Actor
from donghanh.programme.staffing import access, rules
from donghanh.programme.staffing.models import Holding, Norm, Qualification
from donghanh.programme.staffing.queries.posts import name_of, papers_of
from donghanh.programme.staffing.rules import Count
from donghanh.programme.staffing.terms import QualificationKind, StaffFunction


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A post held between two days. ends_before None: still; lacking: only while it is held; from_body: whence he was moved here."""

    id: UUID
    title: str
    body_id: int
    body: str
    starts_on: date
    ends_before: date | None
    why: str
    paper: str
    is_part_time: bool
    functions: tuple[StaffFunction, ...]
    from_body: str
    lacking: tuple[QualificationKind, ...]
    stands: bool


@dataclass(frozen=True, slots=True)
class PaperRow:
    """stands: counts on the day asked; ended: "thu hồi ngày …" with the reason, empty while it was not."""

    id: UUID
    kind: QualificationKind
    issuer: str
    number: str
    issued_on: date
    valid_until: date | None
    ended_on: date | None
    reason: str
    stands: bool


@dataclass(frozen=True, slots=True)
class MemberSheet:
    """held, papers: newest first. has_login: his name stands with his account."""

    id: UUID
    name: str
    has_login: bool
    held: tuple[HeldRow, ...]
    papers: tuple[PaperRow, ...]
    may_record: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """Bodies whose people changed on a day, before and after. is_whole: everybody who moved out of one moved into another of them."""

    on: date
    rows: tuple[tuple[int, str, Count], ...]
    is_whole: bool

    @property
    def before(self) -> int:
        return sum(count.before for _id, _name, count in self.rows)

    @property
    def after(self) -> int:
        return sum(count.after for _id, _name, count in self.rows)


def member_sheet(actor: Actor, member_id: UUID, *, on: date) -> MemberSheet:
    """One member with the posts within reach, courses and papers. Raises MayNot, NotInReach."""
    member = access.member(actor, member_id)
    found = Holding.objects.filter(access.reach(actor), member=member).select_related("position", "body", "end", "follows__body")
    rows = [one for one in found.order_by("-starts_on", "-made_at") if not (hasattr(one, "end") and one.end.kind == "MISTAKE")]
    kinds = rules.held_kinds(papers_of([member.pk])[member.pk], on=on)
    needs = _needs({one.position_id for one in rows}, on)
    held = tuple(_held(one, needs.get(one.position_id, []), kinds, on) for one in rows)
    papers = Qualification.objects.filter(member=member).select_related("end").order_by("-issued_on", "kind", "-made_at")
    return MemberSheet(
        member.pk, name_of(member), member.user_id is not None, held, tuple(_paper(one, on) for one in papers), access.RECORD in actor.may
    )


def moved(actor: Actor, *, on: date) -> Moved:
    """Before and after a day, over the bodies within reach whose people changed on it. Two statements. Raises MayNot."""
    before, after = (_at(actor, day) for day in (on - timedelta(days=1), on))
    bodies = {body for body in before | after if before.get(body, set()) != after.get(body, set())}
    was = {member for body in bodies for member in before.get(body, ())}
    now = {member for body in bodies for member in after.get(body, ())}
    names = dict(access.bodies(actor).filter(pk__in=bodies).values_list("pk", "name"))
    rows = sorted(
        ((body, names.get(body, ""), _count(before.get(body, set()), after.get(body, set()), was, now)) for body in bodies), key=lambda row: row[1:2]
    )
    return Moved(on, tuple(rows), rules.is_whole(count for _body, _name, count in rows))


def _at(actor: Actor, day: date) -> dict[int, set[UUID]]:
    stands = Q(end=None) | Q(end__ends_before__gt=day)
    found: dict[int, set[UUID]] = defaultdict(set)
    for body, member in Holding.objects.filter(access.reach(actor), stands, starts_on__lte=day).values_list("body_id", "member_id"):
        found[body].add(member)
    return found


def _count(before: set[UUID], after: set[UUID], was: set[UUID], now: set[UUID]) -> Count:
    out, into = before - after, after - before
    return Count(len(before), len(out - now), len(out & now), len(into & was), len(into - was))


def _needs(positions: Iterable[UUID], on: date) -> dict[UUID, list[str]]:
    found = Norm.objects.filter(position__in=list(positions), starts_on__lte=on).order_by("starts_on", "made_at", "pk")
    return {one.position_id: list(one.needs) for one in found}


def _held(one: Holding, needs: list[str], kinds: frozenset[QualificationKind], on: date) -> HeldRow:
    end = one.end if hasattr(one, "end") else None
    stands = one.starts_on <= on and (end is None or on < end.ends_before)
    why = " ".join(part for part in (end.get_kind_display(), end.reason) if part) if end else ""
    return HeldRow(
        one.pk, one.position.title, one.body_id, one.body.name, one.starts_on, end.ends_before if end else None, why, one.paper, one.is_part_time,
        tuple(StaffFunction(code) for code in one.functions),
        one.follows.body.name if one.follows and one.follows.body_id != one.body_id else "",
        rules.lacking(one.position.group, needs, kinds) if stands else (), stands,
    )  # fmt: skip


def _paper(one: Qualification, on: date) -> PaperRow:
    end = one.end if hasattr(one, "end") else None
    kind = QualificationKind(one.kind)
    stands = rules.Paperwork(kind, one.issued_on, one.valid_until, end.ends_before if end else None).stands(on)
    return PaperRow(
        one.pk, kind, one.issuer, one.number, one.issued_on, one.valid_until, end.ends_before if end else None, end.reason if end else "", stands
    )
