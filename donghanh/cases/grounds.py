"""What shows the ground on which a file of compulsory rehabilitation is opened: a fact of this person's files here, or a paper with number and day.

Not shown means not opened. The determination of dependence is different: the law lets the file be drawn up while it is awaited (it is among the
papers that are gathered until the file is sent: law/dossiers), so a file without it stands open and says from the first minute that it is missing.
The database holds the same line (migrations/0009_grounds_shown).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from donghanh import legal
from donghanh.base.places import queries as places
from donghanh.cases.models import Fact
from donghanh.cases.procedures.court_order import COMPULSORY
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.rules import CannotRecord, FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure, Stage
from donghanh.kernel.workdays import limit_vi, local_day
from donghanh.legal import grounds as law
from donghanh.people import queries as people


@dataclass(frozen=True, slots=True)
class Shown:
    """A fact that shows something of this person, in whichever of his files here."""

    kind: K
    happened_at: datetime
    case_id: UUID
    number: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One ground: the fact that shows it, or the paper with its day. waits: why what is there does not show it yet (a limit that still runs).

    determination: the conclusion on dependence, None where none is known here. undone: what the person did after the ground was claimed that
    would have undone it (a registration, a beginning): the file stands, and whoever decides on it reads it.
    """

    ground: law.Ground
    shown: Shown | None
    waits: str = ""
    paper: str = ""
    paper_on: str = ""
    determination: Shown | None = None
    undone: Shown | None = None

    @property
    def is_shown(self) -> bool:
        return self.shown is not None or bool(self.paper and self.paper_on)


def told_of(person_id: UUID, *, until: datetime) -> list[Shown]:
    """What happened to this person up to a moment, in the files that the scope reads, in order; nothing voided, nothing of a file opened in error.

    A conclusion on dependence counts where a health body drew it; told on by a commune in another file it is none.
    """
    facts = Fact.objects.filter(case__person_id__in=people.records_of(person_id), voided_at__isnull=True, happened_at__lte=until)
    rows = facts.exclude(case__stage=Stage.IN_ERROR).select_related("case", "body").order_by("happened_at", "id")
    heard = [f for f in rows if f.kind not in _CONCLUSIONS or f.kind in manifest(f.case.procedure).by_handover]
    return [Shown(K(f.kind), f.happened_at, f.case_id, f.case.number, f.body.name if f.body else "") for f in heard]


def claims(procedure: Procedure, told: Sequence[Shown], *, at: datetime) -> tuple[Claim, ...]:
    """Every ground that the law of this moment knows for this procedure, with what shows it."""
    known = law.grounds(adult=procedure == Procedure.COMPULSORY, on=local_day(at))
    return tuple(Claim(one, *_showing(one, told, at), determination=_determination(told)) for one in known)


def claim_of(procedure: Procedure, fact: FactView, told: Sequence[Shown], *, known_by: datetime | None = None) -> Claim | None:
    """The ground that this fact claims; None where it names none, or the law of its day knows none such (files of earlier days).

    known_by: the determination counts that was made until then, not only the one before the ground was found.
    """
    code = str(fact.data.get("ground", ""))
    known = (one for one in law.grounds(adult=procedure == Procedure.COMPULSORY, on=fact.on) if one.code == code)
    ground = next(known, None)
    if ground is None:
        return None
    before = [one for one in told if one.happened_at <= fact.counts_from]
    paper = (str(fact.data.get("paper", "")).strip(), str(fact.data.get("paper_on", "")))
    determined = before if known_by is None else [one for one in told if one.happened_at <= known_by]
    undone = next((one for one in told if one.kind in ground.undone_by and one.happened_at > fact.counts_from), None)
    return Claim(ground, *_showing(ground, before, fact.counts_from), *paper, determination=_determination(determined), undone=undone)


_CONCLUSIONS = (K.FOUND_DEPENDENT, K.FOUND_NOT_DEPENDENT)
_COUNTS = {"DETERMINATION_MADE": K.FOUND_DEPENDENT, "DETERMINATION_NOTIFIED": K.RESULT_NOTIFIED}
"""What the limit of a ground counts from, as a fact of the file."""


def _showing(ground: law.Ground, told: Sequence[Shown], at: datetime) -> tuple[Shown | None, str]:
    """The fact that shows the ground at this moment; else why what is there does not yet."""
    found = law.shown(ground, told)
    if found is None or not ground.limit:
        return found, ""
    try:
        rule = legal.pick(ground.limit, local_day(found.happened_at))
    except legal.NoRuleInForce:
        return found, ""
    began = next((one for one in reversed(told) if one.kind == _COUNTS.get(rule.counts_from_event)), None)
    if began is None:
        return None, f"Chưa ghi sự việc mà hạn tính từ đó ({rule.counts_from_vi})."
    due = legal.due(rule, began.happened_at, calendar=places.calendar())
    if at < due.value:
        return None, f"Còn trong hạn đến {limit_vi(due.value)} ({due.citation_vi})."
    return found, ""


def check(person_id: UUID, procedure: Procedure, fact: FactView) -> None:
    """A ground found in a compulsory file is named and shown. Asks nothing of any other fact. Raises CannotRecord with the article and the mend."""
    if procedure not in COMPULSORY or fact.kind != K.GROUND_FOUND:
        return
    claim = claim_of(procedure, fact, told_of(person_id, until=fact.counts_from))
    if claim is None:
        known = law.grounds(adult=procedure == Procedure.COMPULSORY, on=fact.on)
        named = str(fact.data.get("ground", ""))
        lacks = f"Luật của ngày {fact.on:%d/%m/%Y} không có căn cứ “{law.title(named)}” ở độ tuổi này." if named else "Chưa ghi căn cứ lập hồ sơ."
        raise CannotRecord(lacks, mend=f"Chọn một căn cứ: {'; '.join(one.title for one in known)}.", field="compulsory_ground")
    if not claim.is_shown:
        _refuse(claim)
    if claim.shown is None and _day(claim.paper_on) > fact.on:
        raise CannotRecord("Ngày của văn bản sau ngày phát hiện căn cứ.", mend="Kiểm tra lại ngày ghi trên văn bản.", field="paper_on")


def _day(told: str) -> date:
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise CannotRecord(f"Không đọc được ngày “{told}”.", mend="Ghi năm-tháng-ngày, ví dụ 2026-07-01.", field="paper_on") from None


def _refuse(claim: Claim) -> None:
    ground = claim.ground
    kinds = ", ".join(f"“{K(kind).label}”" for kind in ground.shown_by)
    raise CannotRecord(
        f"Hồ sơ của người này chưa có gì cho thấy căn cứ “{ground.title}”. {claim.waits}".strip(),
        mend=f"Ghi sự việc đó ở hồ sơ của nó trước ({kinds}); nếu việc xảy ra ở nơi khác thì nhập số và ngày của {ground.paper}.",
        citation=ground.citation,
        field="paper",
    )


def _determination(told: Sequence[Shown]) -> Shown | None:
    """The last conclusion, where it says that there is a dependence."""
    found = [one for one in told if one.kind in _CONCLUSIONS]
    return found[-1] if found and found[-1].kind == K.FOUND_DEPENDENT else None
