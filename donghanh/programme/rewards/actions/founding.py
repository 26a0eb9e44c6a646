"""Criteria and councils, each from its own paper."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.programme.registers import access as registers
from donghanh.programme.registers import queries as choices
from donghanh.programme.registers.rules import check_paper
from donghanh.programme.rewards import access, rules
from donghanh.programme.rewards.drafting import CouncilDraft, CriteriaDraft
from donghanh.programme.rewards.models import Council, CriteriaSet, Criterion, Seat

MOST_CRITERIA = 12


def set_criteria(*, actor: Actor, at: datetime, draft: CriteriaDraft) -> CriteriaSet:
    """The next version of the criteria with this code. Raises MayNot, BadInput."""
    with audit.recording(actor=actor, verb="reward.criteria", at=at) as entry:
        unit_id, _body = registers.seat(actor, access.KEEP)
        texts = [check_words(text, field="criteria", name="tiêu chí", most=300) for text in draft.criteria if text.strip()]
        if not 0 < len(texts) <= MOST_CRITERIA:
            raise BadInput("Số tiêu chí chưa đúng.", mend=f"Mỗi dòng một tiêu chí, từ 1 đến {MOST_CRITERIA} dòng.", field="criteria")
        if not draft.plan_id:
            raise BadInput("Chưa chọn khoản của kế hoạch.", mend="Chọn khoản giao việc đề xuất khen thưởng.", field="clause")
        code = check_words(draft.code, field="code", name="ký hiệu", most=20)
        about = {
            "title": check_words(draft.title, field="title", name="tên bộ tiêu chí", most=200), "valid_from": draft.valid_from,
            **choices.check_clause(draft.plan_id, draft.clause), **check_paper(draft.paper, on=local_day(at)),
        }  # fmt: skip
        last = CriteriaSet.objects.filter(unit_id=unit_id, code=code).aggregate(last=Max("version"))["last"] or 0
        kept = CriteriaSet.objects.create(unit_id=unit_id, code=code, version=last + 1, **about, **stamp(actor, at))
        Criterion.objects.bulk_create(Criterion(criteria=kept, position=place, text=text) for place, text in enumerate(texts, 1))
        entry.subject, entry.citation, entry.changes = str(kept.pk), draft.paper.said, {"code": code, "version": kept.version}
        return kept


def found_council(*, actor: Actor, at: datetime, draft: CouncilDraft) -> Council:
    """A council with its seats and the shares its paper prints. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="reward.council", at=at) as entry:
        unit_id, _body = registers.seat(actor, access.KEEP)
        rules.check_seats(draft.seats)
        registers.check_among(set(draft.seats), {one.id for one in choices.offices(actor, on=local_day(at))})
        rules.check_share(draft.quorum_percent, field="quorum_percent")
        rules.check_share(draft.majority_percent, field="majority_percent")
        name = check_words(draft.name, field="name", name="tên hội đồng", most=200)
        shares = {"quorum_percent": draft.quorum_percent, "majority_percent": draft.majority_percent}
        try:
            with transaction.atomic():
                paper = check_paper(draft.paper, on=local_day(at))
                kept = Council.objects.create(unit_id=unit_id, name=name, **shares, **paper, **stamp(actor, at))
        except IntegrityError:
            raise BadInput("Hội đồng theo quyết định này đã có.", mend="Chọn hội đồng đó khi đưa ra biểu quyết.", field="paper_number") from None
        Seat.objects.bulk_create(Seat(council=kept, body_id=body) for body in sorted(draft.seats))
        entry.subject, entry.citation, entry.changes = str(kept.pk), draft.paper.said, {**shares, "seats": sorted(draft.seats)}
        return kept
