"""Reading what helps models: guides with all their versions; models of army and civil medicine with staff and services."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach
from donghanh.programme.keeping.files import KeptFile, opened
from donghanh.programme.roadmap import access
from donghanh.programme.roadmap.models import Guide, SiteStaff
from donghanh.programme.roadmap.queries import sites
from donghanh.programme.roadmap.queries.sites import SiteRow
from donghanh.programme.roadmap.terms import SiteKind


@dataclass(frozen=True, slots=True)
class GuideRow:
    """The version in use of a guide; earlier: those before it, the newest first. kind None: for every model."""

    id: UUID
    kind: SiteKind | None
    title: str
    version: int
    audience: str
    language: str
    document: str
    starts_on: date
    earlier: tuple[GuideRow, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffRow:
    """Who works at a model, and what it offers."""

    on: date
    military: int
    civil: int
    services: str
    is_border: bool
    document: str


@dataclass(frozen=True, slots=True)
class ArmyRow:
    """A model of army and civil medicine. staff None: nobody has written it down."""

    site: SiteRow
    staff: StaffRow | None


def guides(actor: Actor, *, province: int, kind: SiteKind | None = None) -> list[GuideRow]:
    """Guides of a province by title, each with its earlier versions; of one kind of model: those for it and those for all. Raises MayNot."""
    access.check_may_read(actor)
    found: dict[str, list[Guide]] = defaultdict(list)
    for one in Guide.objects.filter(unit_id=province).order_by("code", "-version"):
        found[one.code].append(one)
    rows = [_guide(*versions) for versions in found.values() if kind is None or versions[0].kind in ("", kind)]
    return sorted(rows, key=lambda row: (row.title, row.id))


def guide_file(actor: Actor, guide_id: UUID) -> KeptFile:
    """The file of any version, proved against its hash. Raises MayNot, NotInReach, Cannot where it is damaged."""
    access.check_may_read(actor)
    found = Guide.objects.filter(pk=guide_id, unit_id__in=access.provinces_of(actor)).select_related("file").first()
    if found is None:
        raise NotInReach("Không tìm thấy tài liệu này.", mend="Mở lại từ trang Tài liệu.")
    return opened(found.file)


def army(actor: Actor, *, province: int, on: date) -> list[ArmyRow]:
    """Models of army and civil medicine that run, border communes first. Raises MayNot."""
    running = [one for one in sites.register(actor, on=on, province=province, kind=SiteKind.ARMY_AND_CIVIL) if one.now.runs]
    told: dict[UUID, StaffRow] = {}
    for one in SiteStaff.objects.filter(site_id__in=[row.id for row in running], on__lte=on).order_by("on", "made_at", "id"):
        told[one.site_id] = StaffRow(one.on, one.military, one.civil, one.services, one.is_border, one.document)
    rows = [ArmyRow(row, told.get(row.id)) for row in running]
    return sorted(rows, key=lambda row: (not (row.staff and row.staff.is_border), row.site.seat, row.site.name))


def _guide(newest: Guide, *before: Guide) -> GuideRow:
    earlier = tuple(_guide(one) for one in before)
    about = (newest.title, newest.version, newest.audience, newest.language, newest.document, newest.starts_on)
    return GuideRow(newest.pk, SiteKind(newest.kind) if newest.kind else None, *about, earlier)
