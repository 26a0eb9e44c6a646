"""Where a plan's print contradicts itself, is misprinted or leaves something open, with every decision about it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from donghanh.base.accounts import queries as accounts
from donghanh.kernel.access import holds
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach
from donghanh.programme import access
from donghanh.programme.models import Discrepancy, Plan, ReadingDecision
from donghanh.programme.terms import OTHER, DiscrepancyKind, printed_code


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One way to read the print, with the row that says so ("DN137-VI.5")."""

    code: str
    text: str
    source: str

    @property
    def cited(self) -> str:
        """The clause that says so, as the plan prints it: "VI.15.đ.4"."""
        return printed_code(self.source.partition("-")[2])

    @property
    def plan_id(self) -> str:
        """The plan of that clause; another than the reader's where two plans say different things."""
        return self.source.partition("-")[0]


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What was decided, by whom. reading empty: left open again. text: the reading's words, or the province's own."""

    reading: str
    text: str
    reason: str
    document: str
    decided_on: date
    decided_by: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class DiscrepancyRow:
    """One question; words of models.Discrepancy. decisions: the latest first, which is the one that holds."""

    id: str
    code: str
    kind: DiscrepancyKind
    question: str
    clauses: tuple[str, ...]
    readings: tuple[ReadingRow, ...]
    in_use: str
    effect: str
    set_by: str
    decisions: tuple[DecisionRow, ...]

    @property
    def decided(self) -> DecisionRow | None:
        """The decision that holds; None while nothing is decided, or it was opened again."""
        return self.decisions[0] if self.decisions and self.decisions[0].reading else None

    @property
    def goes_by(self) -> str:
        """How it is read now: what was decided, else what we go by; empty: not set."""
        if self.decided:
            return self.decided.text
        return next((one.text for one in self.readings if one.code == self.in_use), "")


def discrepancies(actor: Actor, plan_id: str) -> list[DiscrepancyRow]:
    """All questions of a plan, in the order of its files. Raises MayNot without the right to read numbers."""
    access.check_may_read(actor)
    return _rows(list(Discrepancy.objects.filter(plan_id=plan_id).select_related("set_by").order_by("position")))


def discrepancy(actor: Actor, plan_id: str, code: str) -> DiscrepancyRow:
    """One question. Raises NotInReach where the plan has none of this code, MayNot without the right to read numbers."""
    access.check_may_read(actor)
    found = _rows(list(Discrepancy.objects.filter(plan_id=plan_id, code=code).select_related("set_by")))
    if not found:
        raise NotInReach("Không tìm thấy chỗ chưa khớp này.", mend="Mở lại từ trang kế hoạch.")
    return found[0]


def may_decide(actor: Actor, plan_id: str) -> bool:
    """True for the lead of the province whose plan it is. Raises MayNot without the right to read numbers."""
    access.check_may_read(actor)
    province = Plan.objects.filter(pk=plan_id).values_list("province", flat=True).first()
    return province is not None and holds(access.check_may_decide, actor, province)


def _rows(found: list[Discrepancy]) -> list[DiscrepancyRow]:
    made: dict[str, list[ReadingDecision]] = defaultdict(list)
    for one in ReadingDecision.objects.filter(discrepancy__in=found).order_by("-decided_at", "-id"):
        made[one.discrepancy_id].append(one)
    names = accounts.names_of({one.decided_by for rows in made.values() for one in rows}) if made else {}
    return [_row(one, made[one.pk], names) for one in found]


def _row(one: Discrepancy, made: list[ReadingDecision], names: dict[int, str]) -> DiscrepancyRow:
    readings = tuple(ReadingRow(**row) for row in one.readings)
    texts = {row.code: row.text for row in readings} | {"": ""}
    return DiscrepancyRow(
        id=one.pk,
        code=one.code,
        kind=DiscrepancyKind(one.kind),
        question=one.question,
        clauses=tuple(one.clauses),
        readings=readings,
        in_use=one.in_use,
        effect=one.effect,
        set_by=one.set_by.title if one.set_by else "",
        decisions=tuple(_decision(row, texts, names) for row in made),
    )


def _decision(row: ReadingDecision, texts: dict[str, str], names: dict[int, str]) -> DecisionRow:
    text = row.words if row.reading == OTHER else texts.get(row.reading, row.reading)
    by = names.get(row.decided_by, "")
    return DecisionRow(row.reading, text, row.reason, row.document, row.decided_on, by, row.decided_at)
