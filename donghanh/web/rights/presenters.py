"""How requests, limits and answers are said on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from donghanh.cases.queries import CaseSheet
from donghanh.decisions.held.queries import HeldSheet
from donghanh.decisions.queries import DecisionSheet
from donghanh.kernel.text import fold
from donghanh.kernel.workdays import local_day
from donghanh.legal.complaints import said_limit
from donghanh.legal.findings import confidence_vi
from donghanh.rights.printing import limit_of, received_on
from donghanh.rights.queries import ContestRow, CorrectionRow
from donghanh.rights.ruling import UNNAMED, Ruling, basis_vi, until_vi, where_vi
from donghanh.rights.terms import Effect
from donghanh.web.ui.helpers import gio, ngay


@dataclass(frozen=True, slots=True)
class Line:
    """A request in a list: what it is about, where it stands (word, mark), until when, and its page."""

    id: UUID
    what: str
    who: str
    came: str
    word: str
    mark: str
    until: str


def correction_line(row: CorrectionRow) -> Line:
    """The nearest limit that is not met yet stands in `until`."""
    limit = row.answer_limit if row.acknowledged_at is None else row.done_limit
    until = "" if row.answered_at or limit is None else ngay(limit.last_day)
    if row.outcome:
        return Line(row.id, about(row), row.person_name, ngay(row.asked_at), str(row.outcome.label), "neut", until)
    return Line(row.id, about(row), row.person_name, ngay(row.asked_at), _("Đang xem lại"), "warn", until)


def about(row: CorrectionRow) -> str:
    """ "Có kết quả xét nghiệm dương tính, 21/11/2026", or the particular of the person."""
    return f"{row.fact_kind.label}, {ngay(row.fact_on)}" if row.fact_kind else str(row.about.label)


def contest_line(row: ContestRow) -> Line:
    """A late complaint is said to be late, whatever became of it."""
    late = f" · {_('quá hạn')}" if row.is_late else ""
    word, mark = _contest_state(row)
    until = ngay(row.answer_by.last_day) if row.is_open else ""
    return Line(row.id, f"{row.decision_kind} {row.number_text}", row.person_name, f"{ngay(row.complained_on)}{late}", word, mark, until)


def _contest_state(row: ContestRow) -> tuple[str, str]:
    if row.effect == Effect.WITHDRAWN:
        return (_("Đã thu hồi"), "neut") if row.is_withdrawn else (_("Phải thu hồi, chưa có quyết định"), "warn")
    if row.effect == Effect.SUSPENDED:
        return _("Tạm ngừng thi hành"), "warn"
    return (_("Chưa trả lời"), "warn") if row.effect is None else (str(row.effect.label), "neut")


def correction_facts(row: CorrectionRow) -> list[tuple[str, str]]:
    """What stands above the answer."""
    rows = [(_("Điều bị báo sai"), about(row)), (_("Lời người yêu cầu"), row.said), (_("Ngày nhận"), ngay(row.asked_at))]
    rows.append((_("Ai yêu cầu"), row.by or _("Chính người này")))
    for word, limit in ((_("Trả lời lần đầu"), row.answer_limit), (_("Xem xét xong"), row.done_limit)):
        said = _("đến hết %(day)s (%(cite)s)") % {"day": ngay(limit.last_day), "cite": limit.citation_vi} if limit else ""
        rows.append((word, said or _("dữ liệu luật của ngày này chưa nêu thời hạn")))
    if row.acknowledged_at:
        rows.append((_("Đã báo người yêu cầu"), f"{gio(row.acknowledged_at)} {ngay(row.acknowledged_at)}"))
    return rows


def contest_facts(row: ContestRow) -> list[tuple[str, str]]:
    """What stands above the answer."""
    limit = row.limit
    rows = [
        (_("Quyết định"), f"{row.decision_kind} {row.number_text}"),
        (_("Nội dung"), row.content or _("đơn và lời trả lời giữ ở cơ sở cai nghiện")),
        (_("Ngày khiếu nại"), ngay(row.complained_on)),
        (_("Ngày biết quyết định"), ngay(row.known_on)),
        (_("Thời hạn"), f"{said_limit(limit)}. {limit.citation_vi}. {limit.caution_vi}".strip()),
        (_("Ai khiếu nại"), row.by or _("Chính người này")),
        (_("Trả lời"), _answered_by(row)),
    ]
    return [*rows, (_("Vì sao muộn"), row.late_because)] if row.late_because else rows


def _answered_by(row: ContestRow) -> str:
    """By when the complaint is answered, and how sure that is."""
    limit = row.answer_by
    said = _("đến hết %(day)s; vụ việc phức tạp đến hết %(longest)s") % {"day": ngay(limit.last_day), "longest": ngay(limit.longest_day)}
    return f"{said}. {limit.meaning_vi} {limit.citation_vi}. {limit.caution_vi}".strip()


def facts_to_choose(sheets: list[CaseSheet]) -> list[tuple[UUID, str]]:
    """Every fact that stands, of every file, newest first."""
    told = [(f, sheet.row.number) for sheet in sheets for f in sheet.facts if f.voided_at is None]
    told.sort(key=lambda pair: pair[0].happened_at, reverse=True)
    return [(f.id, f"{f.kind.label}, {ngay(f.happened_at)} ({number})") for f, number in told]


def complain_facts(sheet: DecisionSheet | HeldSheet) -> list[tuple[str, str]]:
    """What is known before the complaint is written down."""
    limit, received = limit_of(sheet), received_on(sheet)
    return [
        (_("Quyết định"), f"{sheet.row.kind.label} {sheet.row.number_text}"),
        (_("Gửi đến"), sheet.holder.office_title),
        (_("Đã giao cho người này"), ngay(received) if received else _("chưa ghi việc giao")),
        (_("Thời hạn"), f"{said_limit(limit)}. {limit.citation_vi}. {limit.caution_vi}".strip()),
    ]


@dataclass(frozen=True, slots=True)
class RulingPanel:
    """A court's ruling on the person's page: what it is, until when it is contested and where, what was complained, why not now."""

    case_id: UUID
    case_number: str
    title: str
    facts: list[tuple[str, str]]
    complaints: list[tuple[str, str, str]]
    why_not: str


def ruling_panel(found: Ruling) -> RulingPanel:
    """complaints: (day, content, who)."""
    said = [(f"{ngay(one.on)}{' · ' + _('quá hạn') if one.is_late else ''}", one.content, one.by or _("Chính người này")) for one in found.complaints]
    why = f"{found.refusal.message} {found.refusal.mend}" if found.refusal else ""
    return RulingPanel(found.case_id, found.case_number, ruling_title(found), ruling_facts(found), said, why and f"{why} {_LATE}")


_LATE = lazy("Muốn khiếu nại nữa thì gửi đơn thẳng đến Toà án, nêu rõ vì sao muộn.")


def ruling_title(found: Ruling) -> str:
    """ "Quyết định số 9/2026/QĐ-TA ngày 18/11/2026"."""
    words = {"number": f" {_('số')} {found.number}" if found.number else "", "day": ngay(found.decided_on)}
    return _("Quyết định%(number)s ngày %(day)s") % words


def ruling_facts(found: Ruling) -> list[tuple[str, str]]:
    """What is known before a complaint is written down: term, effect, to whom, until when and by which article."""
    contest, limit = found.contest, found.limit
    sure = confidence_vi(limit.confidence if limit else contest.confidence if contest else "V")
    rows = [
        (_("Toà án"), "" if found.court == UNNAMED else found.court),
        (_("Thời hạn"), _("%(n)s tháng") % {"n": found.months} if found.months else ""),
        (_("Từ ngày, đến ngày"), f"{ngay(found.began_on)} – {ngay(found.last_day)}" if found.began_on and found.last_day else ""),
        (_("Có hiệu lực"), ngay(found.effective_on) if found.effective_on else _("chưa có hiệu lực")),
        (_("Gửi đơn đến"), where_vi(found)),
        (_("Hạn khiếu nại"), " ".join(one for one in (until_vi(found), basis_vi(found), sure) if one)),
    ]
    return [(name, value) for name, value in rows if value]


def ruling_started(found: Ruling) -> dict[str, Any]:
    """First values of a complaint against a ruling: known from the day the period runs from."""
    return {"known_on": local_day(found.limit.start) if found.limit else found.decided_on}


def file_name(kind: str, text: str, form: str) -> str:
    """ "thong-bao-01-qd-cax-2026.pdf": opaque, without a name."""
    return f"{kind}-{fold(text).replace('/', '-').replace(' ', '-')}.{form}"


def started(sheet: DecisionSheet | HeldSheet) -> dict[str, Any]:
    """First values of a complaint: the day on which the decision was handed over."""
    received = received_on(sheet)
    return {"known_on": received} if received else {}


def signed_year(sheet: DecisionSheet) -> int:
    """The year in the file's name."""
    assert sheet.row.signed_at is not None
    return local_day(sheet.row.signed_at).year
