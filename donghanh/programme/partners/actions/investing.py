"""An investor's application: applied, checked, licensed, published; refused, withdrawn or revoked with the reason."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from donghanh.base.audit import actions as audit
from donghanh.base.places import queries as places
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput, NotInReach, Overtaken
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.programme.partners import access, queries, rules
from donghanh.programme.partners.drafting import ApplicationDraft
from donghanh.programme.partners.models import Application, ApplicationStep
from donghanh.programme.partners.terms import FacilityKind, InvestorStep
from donghanh.programme.registers import access as registers
from donghanh.programme.registers.rules import Paper, check_paper, check_past

WITHOUT_PAPER = (InvestorStep.CHECKED, InvestorStep.WITHDRAWN)


def apply(*, actor: Actor, at: datetime, draft: ApplicationDraft) -> Application:
    """A partner of the own body applies to open a facility in a commune that the actor counts. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="partner.apply", at=at) as entry:
        partner = access.partner(actor, draft.partner_id)
        registers.check_is_keeper(actor, partner.body_id, verb=access.RECORD)
        unit_id, body_id = registers.seat(actor, access.RECORD)
        if draft.place_id not in actor.stat_unit_ids or places.unit_row(draft.place_id).level != "COMMUNE":
            raise NotInReach("Không có xã, phường này trong địa bàn của bạn.", mend="Chọn xã, phường trong danh sách.")
        about = {
            "kind": FacilityKind(draft.kind), "place_id": draft.place_id,
            "name": check_words(draft.name, field="name", name="tên cơ sở", most=200),
            "documents": check_words(draft.documents, field="documents", name="giấy tờ đã nộp", most=1000),
            "applied_on": check_past(draft.applied_on, on=local_day(at), field="applied_on"),
        }  # fmt: skip
        owner = {"unit_id": unit_id, "body_id": body_id, "bodies": [body_id], "partner": partner}
        try:
            with transaction.atomic():
                kept = Application.objects.create(**owner, **about, **stamp(actor, at))
        except IntegrityError:
            raise BadInput("Hồ sơ này đã có.", mend="Mở hồ sơ đó để ghi bước tiếp theo.", field="name") from None
        entry.subject, entry.changes = str(kept.pk), {"kind": kept.kind, "place": draft.place_id}
        return kept


def move(
    *, actor: Actor, at: datetime, application_id: UUID, step: InvestorStep | str, on: date, note: str = "", paper: Paper | None = None
) -> ApplicationStep:
    """The next step of an application, in its turn. Raises MayNot, NotInReach, BadInput, CannotMove, Overtaken."""
    with audit.recording(actor=actor, verb="partner.move", at=at, subject=str(application_id)) as entry:
        access.application(actor, application_id, writes=True)
        row, kind = queries.application(actor, application_id), InvestorStep(step)
        rules.check_step([one.kind for one in row.steps], kind, on=on, since=row.since)
        if paper is None and kind not in WITHOUT_PAPER:
            raise BadInput("Bước này chưa có văn bản.", mend="Ghi số, ngày, cơ quan ban hành của văn bản.", field="paper_number")
        about = {
            "on": check_past(on, on=local_day(at), field="on"),
            "note": check_words(
                note, field="note", name="kết quả, lý do", most=500, needed=kind not in (InvestorStep.LICENSED, InvestorStep.PUBLISHED)
            ),
            **(check_paper(paper, on=local_day(at)) if paper else {}),
        }
        entry.changes, entry.citation = {"step": kind.value}, paper.said if paper else ""
        try:
            with transaction.atomic():
                return ApplicationStep.objects.create(application_id=application_id, kind=kind, **about, **stamp(actor, at))
        except IntegrityError:
            raise Overtaken("Hồ sơ vừa có bước khác.", mend="Tải lại trang để xem bước mới nhất.") from None
