"""What a conclusion of dependence asks of the person next: to register, by which moment, under which article."""

from __future__ import annotations

from django.utils.translation import gettext as _

from donghanh import legal
from donghanh.cases import queries
from donghanh.cases.queries import CaseSheet, FactRow
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.kernel.workdays import limit_vi
from donghanh.web.cases import words
from donghanh.web.cases.words import Look

_COUNTS = {"DETERMINATION_MADE": K.FOUND_DEPENDENT, "DETERMINATION_NOTIFIED": K.RESULT_NOTIFIED}
"""What the limit to register counts from, as a fact of the file."""


def to_register(look: Look, sheet: CaseSheet) -> str:
    """The sentence for the page of a person found dependent who has not registered; empty in other files and after the conclusion that there is none.

    The determination's own file says so itself once the time runs, as time that the law gives the person.
    """
    if sheet.row.procedure not in (Procedure.USER_MANAGEMENT, Procedure.DETERMINATION) or any(duty.kind == "REGISTER" for duty in sheet.view.duties):
        return ""
    found = _last(sheet, K.FOUND_DEPENDENT, K.FOUND_NOT_DEPENDENT)
    if found is None or found.kind != K.FOUND_DEPENDENT or found.data.get("ground") == "aftercare":
        return ""
    if queries.registered_after(look.actor, sheet.row.person_id, since=found.happened_at, at=look.at):
        return ""
    rule = legal.pick("voluntary.register", words.day_of(found.happened_at))
    said = {"law": rule.meaning_vi, "cite": rule.citation_vi}
    begun = _last(sheet, _COUNTS[rule.counts_from_event])
    if begun is None:
        said |= {"from": rule.counts_from_vi, "step": K.RESULT_NOTIFIED.label}
        return _("Kết luận có nghiện. %(law)s Hạn tính từ %(from)s; ghi “%(step)s” thì biết hạn cuối. %(cite)s.") % said
    said["limit"] = limit_vi(legal.due(rule, begun.happened_at, calendar=look.calendar).value)
    return _("Kết luận có nghiện. %(law)s Hạn đăng ký: %(limit)s. Đăng ký ghi ở trang của người này, “Mở thủ tục khác”. %(cite)s.") % said


def _last(sheet: CaseSheet, *kinds: K) -> FactRow | None:
    """The last fact of these kinds that was not taken back."""
    told = [fact for fact in sheet.facts if fact.kind in kinds and fact.voided_at is None]
    return max(told, key=lambda fact: fact.happened_at, default=None)
