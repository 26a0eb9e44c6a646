"""Partners and their agreements."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import fold, tidy
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.programme.partners import access, queries, rules
from donghanh.programme.partners.drafting import AgreementDraft, PartnerDraft
from donghanh.programme.partners.models import Agreement, Change, Partner
from donghanh.programme.partners.terms import ChangeKind, PartnerKind
from donghanh.programme.registers import access as registers
from donghanh.programme.registers import queries as choices
from donghanh.programme.registers.rules import Paper, check_count, check_paper, check_span


def register(*, actor: Actor, at: datetime, draft: PartnerDraft) -> Partner:
    """Write a partner down for the own body. Raises MayNot, BadInput where the name stands already."""
    with audit.recording(actor=actor, verb="partner.register", at=at) as entry:
        unit_id, body_id = registers.seat(actor, access.RECORD)
        name = check_words(tidy(draft.name), field="name", name="tên đối tác", most=200)
        about = {
            "kind": PartnerKind(draft.kind), "name": name, "folded": fold(name),
            "field": check_words(draft.field, field="field", name="lĩnh vực", most=300, needed=False),
            "country": check_words(draft.country, field="country", name="nước", most=80, needed=draft.kind == PartnerKind.INTERNATIONAL),
            "contact": check_words(draft.contact, field="contact", name="đầu mối liên hệ", most=200, needed=False),
        }  # fmt: skip
        try:
            with transaction.atomic():
                kept = Partner.objects.create(unit_id=unit_id, body_id=body_id, bodies=[body_id], **about, **stamp(actor, at))
        except IntegrityError:
            raise BadInput("Đối tác này đã có trong sổ.", mend="Mở đối tác đó để ghi thoả thuận mới.", field="name") from None
        entry.subject, entry.changes = str(kept.pk), {"kind": kept.kind}
        return kept


def sign(*, actor: Actor, at: datetime, draft: AgreementDraft) -> Agreement:
    """An agreement with a partner of the own body. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="partner.sign", at=at) as entry:
        partner = access.partner(actor, draft.partner_id)
        registers.check_is_keeper(actor, partner.body_id, verb=access.RECORD)
        unit_id, body_id = registers.seat(actor, access.RECORD)
        check_span(draft.starts_on, draft.ends_on)
        about = {
            "title": check_words(draft.title, field="title", name="nội dung", most=300), "starts_on": draft.starts_on, "ends_on": draft.ends_on,
            "responsible": check_words(draft.responsible, field="responsible", name="người phụ trách", most=160),
            "value": check_count(draft.value, field="value", most=rules.LARGEST) or None,
            **choices.check_clause(draft.plan_id, draft.clause), **check_paper(draft.paper, on=local_day(at)),
        }  # fmt: skip
        try:
            with transaction.atomic():
                owner = {"unit_id": unit_id, "body_id": body_id, "bodies": [body_id], "partner": partner}
                kept = Agreement.objects.create(**owner, **about, **stamp(actor, at))
        except IntegrityError:
            raise BadInput("Thoả thuận số và ngày này đã có.", mend="Mở thoả thuận đó trong sổ.", field="paper_number") from None
        entry.subject, entry.citation = str(kept.pk), draft.paper.said
        return kept


def change(*, actor: Actor, at: datetime, agreement_id: UUID, kind: ChangeKind | str, day: date, reason: str, paper: Paper) -> Change:
    """Extend it to a later last day, or end it on a day, by a paper. Raises MayNot, NotInReach, BadInput, CannotMove."""
    with audit.recording(actor=actor, verb="partner.change", at=at, subject=str(agreement_id)) as entry:
        found = access.agreement(actor, agreement_id, writes=True)
        row = queries.agreement_row(found, on=local_day(at))
        rules.check_change(row.standing, day=day, ends_on=row.ends_on, is_extension=kind == ChangeKind.EXTENDED)
        check_span(found.starts_on, day, field="on")
        entry.reason, entry.citation = check_words(reason, field="reason", name="lý do", most=500), paper.said
        about = {"kind": ChangeKind(kind), "on": day, "reason": entry.reason, **check_paper(paper, on=local_day(at))}
        return Change.objects.create(agreement=found, **about, **stamp(actor, at))
