"""What helps a model to run: who works there and what it offers, guides with their versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput, Overtaken
from donghanh.kernel.ids import new_id
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import keep, stamp
from donghanh.programme.keeping.rules import FileDraft, check_words
from donghanh.programme.roadmap import access, rules
from donghanh.programme.roadmap.models import Guide, GuideFile, SiteStaff
from donghanh.programme.roadmap.terms import SiteKind

MOST_STAFF = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideDraft:
    """A version of a guide before it is kept. kind: of which model, empty for all; document: the paper that approves it."""

    kind: str
    title: str
    audience: str
    language: str
    document: str
    starts_on: date


def staff(
    *, actor: Actor, at: datetime, site_id: UUID, on: date, military: int, civil: int, services: str, is_border: bool, document: str = ""
) -> SiteStaff:
    """Who works at a model of army and civil medicine from a day on; the newest line holds. Raises BadInput, CannotRecord, NotInReach, MayNot."""
    with audit.recording(actor=actor, verb="roadmap.staff", at=at, subject=str(site_id)) as entry:
        site = access.site_to_record(actor, site_id)
        if site.kind != SiteKind.ARMY_AND_CIVIL:
            raise rules.CannotRecord("Chỉ mô hình quân dân y ghi mục này.", mend="Người của nơi khác ghi ở trang Nhân sự.")
        if on > local_day(at) or on < site.decided_on:
            raise BadInput("Ngày này trước quyết định thành lập hoặc sau hôm nay.", mend="Ghi ngày bắt đầu có đủ số người này.", field="on")
        if not (0 <= military <= MOST_STAFF and 0 <= civil <= MOST_STAFF):
            raise BadInput("Số người chưa dùng được.", mend=f"Ghi số tròn từ 0 đến {MOST_STAFF}.", field="military")
        told = {
            "services": check_words(services, field="services", most=500, name="dịch vụ"),
            "document": check_words(document, field="document", most=200, name="văn bản", needed=False),
        }
        entry.changes = {"military": military, "civil": civil, "is_border": is_border}
        counts = {"military": military, "civil": civil, "is_border": is_border}
        return SiteStaff.objects.create(site=site, on=on, **counts, **told, **stamp(actor, at))


def publish_guide(*, actor: Actor, at: datetime, draft: GuideDraft, file: FileDraft, replaces: UUID | None = None) -> Guide:
    """A guide, or the next version of the one it replaces; every version stays with its file.

    Raises BadInput for words or a file that cannot be, Overtaken where another version came first, NotInReach, MayNot.
    """
    with audit.recording(actor=actor, verb="roadmap.publish_guide", at=at) as entry:
        unit_id, last = access.guide_to_replace(actor, replaces)
        told = {
            "title": check_words(draft.title, field="title", most=200, name="tên tài liệu"),
            "audience": check_words(draft.audience, field="audience", most=200, name="dùng cho ai"),
            "language": check_words(draft.language, field="language", most=60, name="tiếng"),
            "document": check_words(draft.document, field="document", most=200, name="văn bản phê duyệt"),
        }
        if draft.starts_on > local_day(at) or (last and draft.starts_on < last.starts_on):
            raise BadInput("Ngày dùng sau hôm nay, hoặc trước bản đang dùng.", mend="Ghi ngày trên văn bản phê duyệt.", field="starts_on")
        code, version = (last.code, last.version + 1) if last else (new_id().hex, 1)
        about = {"unit_id": unit_id, "code": code, "version": version, "kind": draft.kind, "starts_on": draft.starts_on}
        try:
            with transaction.atomic():
                kept = keep(GuideFile, file, actor=actor, at=at)
                made = Guide.objects.create(**about, **told, file=kept, **stamp(actor, at))
        except IntegrityError:
            raise Overtaken("Vừa có bản mới khác của tài liệu này.", mend="Tải lại trang để xem bản đó.") from None
        entry.subject, entry.changes = str(made.pk), {"code": code, "version": version}
        return made
