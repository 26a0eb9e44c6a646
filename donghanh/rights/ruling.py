"""A court's ruling as the person needs it: what was decided, from when, until which day it may be contested and before whom. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from donghanh import legal
from donghanh.base.documents.leaflet import Leaflet, Section
from donghanh.cases.procedures import engine, issuing
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.procedures.shape import Manifest
from donghanh.cases.queries import CaseSheet
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import Calendar, local_day
from donghanh.legal import Answer, Finding
from donghanh.legal.book import day_vi

_RIGHTS = ("COMPLAIN", "COMPLAIN_ABSENT")
UNNAMED = "Toà án đã ra quyết định"
"""A court that the fact does not name."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint against the ruling as it was written down. by: the delegate, "" for the person himself."""

    on: date
    content: str
    by: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Ruling:
    """limit: until when it may be contested, None where that is not known yet. above: the court that hears it, "" where no text read names one.
    contest: what the law says of the period. refusal: why a complaint cannot be written down now. is_minor: by the procedure of the file."""

    case_id: UUID
    case_number: str
    person_id: UUID
    person_name: str
    unit_id: int
    decided_on: date
    number: str
    court: str
    months: str
    effective_on: date | None
    began_on: date | None
    last_day: date | None
    contest: Answer | None
    limit: Finding | None
    above: str
    complaints: tuple[Complaint, ...]
    refusal: Cannot | None
    is_minor: bool

    @property
    def you(self) -> str:
        """How the notice speaks to the person."""
        return "em" if self.is_minor else "ông/bà"


def ruling_of(sheet: CaseSheet, *, at: datetime, calendar: Calendar) -> Ruling | None:
    """The last ruling of this file; None where the court has not ordered the measure."""
    told = engine.in_order([_view(f) for f in sheet.facts if f.voided_at is None])
    decided, steps = engine.last(told, frozenset({K.COURT_DECIDED})), manifest(sheet.row.procedure)
    if decided is None or sheet.row.stage == S.IN_ERROR:
        return None
    limit, effect = _limit(steps, told, decided, calendar), engine.last(told, frozenset({K.DECISION_EFFECTIVE}))
    began, term = sheet.view.active_from, sheet.view.term
    return Ruling(
        case_id=sheet.row.id,
        case_number=sheet.row.number,
        person_id=sheet.row.person_id,
        person_name=sheet.row.person_name,
        unit_id=sheet.unit_id,
        decided_on=decided.on,
        number=str(decided.data.get("number") or ""),
        court=_court(steps, decided),
        months=str(decided.data.get("months") or ""),
        effective_on=effect.on if effect else None,
        began_on=local_day(began) if began else None,
        last_day=term.last_day if term else None,
        contest=next((one for one in sheet.view.findings if one.question == "compulsory.contest"), None),
        limit=limit,
        above=_above(decided.on),
        complaints=tuple(_complaint(f, limit) for f in told if f.kind == K.COMPLAINED and f.counts_from >= decided.counts_from),
        refusal=_refusal(steps, sheet, at),
        is_minor=sheet.row.procedure == Procedure.COMPULSORY_MINOR,
    )


def _view(fact: object) -> FactView:
    return FactView(*(getattr(fact, name) for name in ("id", "kind", "happened_at", "is_date_only", "data", "decision_id")))


def _court(steps: Manifest, decided: FactView) -> str:
    """The office that the fact names, else words that name none."""
    return issuing.issuers(steps, K.COURT_DECIDED).get(str(decided.data.get("issuer") or ""), UNNAMED)


def _limit(steps: Manifest, told: Sequence[FactView], decided: FactView, calendar: Calendar) -> Finding | None:
    """The period as it ran before anybody complained or it took effect."""
    first = next(n for n, fact in enumerate(told) if fact is decided)
    upto = next((n for n in range(first, len(told)) if engine.stage_of(steps, told[: n + 1]) != S.RULED), len(told))
    duties = engine.duties_of(steps, told[:upto], calendar=calendar) if upto > first else ()
    return next((duty.due for duty in duties if duty.kind in _RIGHTS), None)


def _above(on: date) -> str:
    try:
        return legal.holder("court_appeal", on).office_vi
    except legal.NoHolder:
        return ""


def _complaint(fact: FactView, limit: Finding | None) -> Complaint:
    said = {key: str(fact.data.get(key) or "") for key in ("content", "by")}
    return Complaint(fact.on, said["content"], said["by"], limit is not None and fact.on > limit.last_day)


def _refusal(steps: Manifest, sheet: CaseSheet, at: datetime) -> Cannot | None:
    try:
        engine.check_can_record(steps, sheet.view, K.COMPLAINED, happened_at=at, at=at)
    except Cannot as why:
        return why
    return None


def until_vi(ruling: Ruling) -> str:
    """Until when it may be contested, in one sentence, or why nobody can say."""
    if ruling.limit is not None:
        return f"Hạn cuối: hết ngày {day_vi(ruling.limit.last_day)}. Tính: {ruling.limit.amount_vi}, từ ngày {day_vi(local_day(ruling.limit.start))}."
    if ruling.contest is not None and ruling.contest.value == "waits":
        return "Hạn tính từ ngày nhận quyết định. Ngày nhận: ……/……/…………. Hạn cuối: ……/……/…………."
    return "Văn bản đã đọc chưa nêu số ngày được khiếu nại. Xem số ngày ghi trong quyết định, hoặc hỏi Toà án. Nên gửi sớm."


def basis_vi(ruling: Ruling) -> str:
    """What the period stands on: the article, or that the decision itself set it because no text read does; empty where there is none."""
    if ruling.limit is None:
        return f"Căn cứ: {ruling.contest.citation_vi}." if ruling.contest and ruling.contest.citation_vi else ""
    if not ruling.limit.citation_vi:
        return "Số ngày này do quyết định của Toà án nêu. Văn bản đã đọc không nêu."
    return f"Căn cứ: {ruling.limit.citation_vi}."


def where_vi(ruling: Ruling) -> str:
    """To whom it is sent, and who hears it."""
    if ruling.above:
        return f"Gửi đơn đến {ruling.court}. Toà án đó chuyển lên {ruling.above} giải quyết."
    return f"Gửi đơn đến {ruling.court}. Văn bản đã đọc chưa nêu Toà án nào giải quyết."


def notice(ruling: Ruling, *, delegates: Sequence[str], issuer: str) -> Leaflet:
    """One page in plain words about the ruling; made_on is its day, so that the same ruling gives the same file."""
    number = f" số {ruling.number}" if ruling.number else ""
    to = f"em {ruling.person_name} và cha, mẹ hoặc người giám hộ của em" if ruling.is_minor else ruling.person_name
    return Leaflet(
        issuer=issuer,
        title=f"Thông báo về quyết định của Toà án đối với {ruling.you}",
        lead=f"Gửi {to}. Tờ này giải thích Quyết định{number} ngày {day_vi(ruling.decided_on)}.",
        sections=(
            Section(heading="Toà án quyết định gì?", sentences=_what(ruling)),
            Section(heading="Từ ngày nào, đến ngày nào?", sentences=_when(ruling)),
            _rights(ruling, delegates),
            Section(heading="Không đồng ý thì làm gì?", sentences=_disagreeing(ruling)),
        ),
        closing=(
            f"Hỏi thêm tại {issuer}." + (f" Xã ghi lại lời khiếu nại giúp {ruling.you}." if ruling.effective_on is None else ""),
            "Tờ này chỉ để giải thích. Văn bản có giá trị là quyết định của Toà án.",
        ),
        made_on=ruling.decided_on,
    )


def _rights(ruling: Ruling, delegates: Sequence[str]) -> Section:
    acting = (f"Đang thay mặt {ruling.you}: {', '.join(delegates)}. Họ được nhận tờ này.",) if delegates else ()
    helped = "cha, mẹ, người giám hộ" if ruling.is_minor else "người giám hộ"
    postponed = "ốm nặng, gia đình đặc biệt khó khăn" + ("" if ruling.is_minor else ", mang thai")
    return Section(
        heading=f"{ruling.you[:1].upper()}{ruling.you[1:]} có quyền gì?",
        points=(
            "Xem hồ sơ của mình và nhận bản trích.",
            f"Nhờ {helped}, luật sư, người trợ giúp pháp lý làm thay mình.",
            f"Đề nghị Toà án cho hoãn hoặc miễn khi {postponed}.",
            "Được chữa bệnh và được giữ kín thông tin.",
        ),
        sentences=acting,
    )


def _disagreeing(ruling: Ruling) -> tuple[str, ...]:
    """Where and until when to complain; once it is in effect, that the time for it is over."""
    if ruling.effective_on is not None:
        return (
            f"Quyết định đã có hiệu lực từ ngày {day_vi(ruling.effective_on)}. Thời gian khiếu nại đã hết.",
            "Cần hỏi thêm về quyết định thì hỏi Toà án hoặc người trợ giúp pháp lý.",
        )
    basis = tuple(text for text in (basis_vi(ruling),) if text)
    return (where_vi(ruling), until_vi(ruling), *basis, "Gửi muộn thì ghi rõ vì sao muộn.")


def _what(ruling: Ruling) -> tuple[str, ...]:
    said = f"{ruling.court[:1].upper()}{ruling.court[1:]} quyết định đưa {ruling.you} đi cai nghiện bắt buộc."
    return (said, f"Thời hạn là {ruling.months} tháng." if ruling.months else "Thời hạn: xem trong quyết định.")


def _when(ruling: Ruling) -> tuple[str, ...]:
    if ruling.began_on is not None and ruling.last_day is not None:
        return (f"Tính từ ngày {day_vi(ruling.began_on)}.", f"Dự kiến hết vào cuối ngày {day_vi(ruling.last_day)}.")
    if ruling.effective_on is not None:
        return (f"Quyết định có hiệu lực từ ngày {day_vi(ruling.effective_on)}.", "Thời hạn tính khi vào cơ sở.")
    return ("Quyết định chưa có hiệu lực.", f"Chưa ai được đưa {ruling.you} đi theo quyết định này khi còn hạn khiếu nại.")
