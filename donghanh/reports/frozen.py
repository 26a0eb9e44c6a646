"""What a frozen report keeps as JSON, and the same as rows again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from donghanh.kernel.errors import BadInput
from donghanh.programme.queries import TargetRow
from donghanh.programme.terms import Counting, Source, printed_code
from donghanh.reports.counting import Counts, Tally
from donghanh.reports.indicators import counter, counts_places, counts_staff, noun
from donghanh.reports.made import listed_parts
from donghanh.reports.repository import Breakdown, Figure, PlaceFigures

FORMAT = 1
GIVEN, WHOLE = "given", "whole"
"""The number to reach was given to the place in another paper that nobody has typed in; the target is of the whole province alone."""


@dataclass(frozen=True, slots=True)
class FrozenTarget:
    """One target as printed: what was wanted, what was reached, and the digest of the files behind it (commune by commune, by unit id).

    of_places: communes, sites or staff are counted, not people of files; of_staff: staff; noun: what they are called. by_commune: a table of
    the communes belongs to it. before: the value of the same period of the year before, for a target that sets a way to go. parts: (of what,
    reached, of how many) where it sets several numbers. unset: why nothing is counted, which is no 0: see GIVEN, WHOLE.
    """

    id: str
    clause: str
    name: str
    meaning: str
    comparison: str
    wanted: str
    due_on: str | None
    numerator: int
    denominator: int
    value: float | None
    unit: str
    met: bool | None
    missing: int
    without_decision: int | None
    without_service: int | None
    digest: str
    counting: str = Counting.SHARE.value
    of_places: bool = False
    of_staff: bool = False
    noun: str = ""
    by_commune: bool = True
    before: float | None = None
    parts: tuple[tuple[str, int, int], ...] = ()
    unset: str = ""

    @property
    def cited(self) -> str:
        """Its clause as the plan prints it: "VI.3.đ.1"."""
        return printed_code(self.clause)


@dataclass(frozen=True, slots=True)
class FrozenCell:
    """One target of one commune as printed; None: fewer than 8; is_hidden, is_numerator_hidden: nothing is said of it, of those reached."""

    target_id: str
    numerator: int | None
    denominator: int | None
    value: float | None
    is_hidden: bool = False
    is_numerator_hidden: bool = False


@dataclass(frozen=True, slots=True)
class FrozenPlace:
    unit_id: int
    name: str
    cells: tuple[FrozenCell, ...]


@dataclass(frozen=True, slots=True)
class FrozenWaiting:
    """A target that could not be counted when the report was built: what is missing, and who must record it."""

    id: str
    clause: str
    name: str
    printed: str
    missing_fact: str
    recorded_by: str

    @property
    def cited(self) -> str:
        """Its clause as the plan prints it: "VI.3.đ.1"."""
        return printed_code(self.clause)


@dataclass(frozen=True, slots=True)
class Frozen:
    """The printed figures of a report, the targets that wait for facts beside them.

    is_exact: the communes' numbers are exact; is_withheld: their table is left out.
    """

    targets: tuple[FrozenTarget, ...]
    places: tuple[FrozenPlace, ...]
    is_exact: bool
    is_withheld: bool
    waiting: tuple[FrozenWaiting, ...] = ()


def made(table: Breakdown, counts: Counts) -> Frozen:
    """The frozen form of a table and the counts behind it."""
    plan, period = table.total.plan, table.total.period
    figures = {figure.target_id: figure for figure in table.total.targets}
    targets = tuple(_target(t, figures[t.id], digest(counts.of(t, period))) for t in plan.counted)
    waiting = tuple(
        FrozenWaiting(t.id, t.clause, t.name, t.printed, t.missing_fact, t.recorded_by) for t in plan.targets if t.source is Source.MISSING
    )
    counted = {t.id for t in plan.counted}
    return Frozen(targets, tuple(_place(row, counted) for row in table.rows), table.is_exact, table.is_withheld, waiting)


def digest(counted: dict[int, Tally]) -> str:
    """SHA-256 over the digests of the communes, in the order of their ids; empty where nobody is counted."""
    lines = [f"{unit_id}:{counted[unit_id].digest}" for unit_id in sorted(counted)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest() if lines else ""


def to_json(frozen: Frozen, *, issuer: dict[str, str]) -> dict[str, Any]:
    """Plain values for the table. issuer: name and kind of the body that built the report."""
    return {"format": FORMAT, "issuer": issuer, "figures": asdict(frozen)}


def from_json(content: dict[str, Any]) -> Frozen:
    """What to_json wrote. Raises BadInput where it is of another format."""
    if content.get("format") != FORMAT:
        raise BadInput("Bản số liệu chốt không đọc được.", mend="Báo quản trị hệ thống: bản ghi do phiên bản khác tạo ra.")
    figures = content["figures"]
    places = tuple(FrozenPlace(place["unit_id"], place["name"], tuple(FrozenCell(**cell) for cell in place["cells"])) for place in figures["places"])
    targets = tuple(FrozenTarget(**target | {"parts": tuple(map(tuple, target.get("parts", ())))}) for target in figures["targets"])
    waiting = tuple(FrozenWaiting(**one) for one in figures.get("waiting", ()))
    return Frozen(targets, places, figures["is_exact"], figures["is_withheld"], waiting)


def differences(printed: Frozen, again: Frozen) -> list[tuple[str, str, object, object]]:
    """(what, of which target or commune, printed, counted again) for every number that is not the same."""
    found = list(_unlike(((t.id, t) for t in printed.targets), {t.id: t for t in again.targets}, _TOTALS))
    for place in printed.places:
        other = next((one for one in again.places if one.unit_id == place.unit_id), None)
        cells = {cell.target_id: cell for cell in other.cells} if other else {}
        found += _unlike(((cell.target_id, cell) for cell in place.cells), cells, _CELLS, where=place.name)
    if printed.is_withheld != again.is_withheld:
        found.append(("is_withheld", "", printed.is_withheld, again.is_withheld))
    return found


_TOTALS = ("numerator", "denominator", "value", "met", "missing", "without_decision", "without_service", "before", "parts")
_CELLS = ("numerator", "denominator", "value", "is_hidden", "is_numerator_hidden")


def _unlike(
    printed: Iterable[tuple[str, Any]], again: dict[str, Any], names: tuple[str, ...], *, where: str = ""
) -> Iterable[tuple[str, str, Any, Any]]:
    for key, one in printed:
        for name in names:
            was, now = getattr(one, name), getattr(again.get(key), name, None)
            if was != now:
                yield name, where or key, was, now


def _target(target: TargetRow, figure: Figure, behind: str) -> FrozenTarget:
    return FrozenTarget(
        id=target.id,
        clause=target.clause,
        name=target.name,
        meaning=target.meaning,
        comparison=target.comparison.value,
        wanted="" if target.value is None else f"{target.value.normalize():f}",
        due_on=target.due_on.isoformat() if target.due_on else None,
        numerator=figure.numerator or 0,
        denominator=figure.denominator or 0,
        value=figure.value,
        unit=figure.unit,
        met=figure.met,
        missing=figure.missing or 0,
        without_decision=figure.without_decision,
        without_service=figure.without_service,
        digest=behind,
        counting=target.counting.value,
        of_places=counts_places(target.indicator),
        of_staff=counts_staff(target.indicator),
        noun=noun(target.indicator),
        by_commune=not listed_parts(target),
        before=figure.before,
        parts=tuple((one.name, one.numerator, one.denominator or 0) for one in figure.parts),
        unset=_unset(target, figure),
    )


def _unset(target: TargetRow, figure: Figure) -> str:
    if not figure.is_exact or figure.denominator is not None or target.counting is not Counting.SHARE:
        return ""
    return WHOLE if figure.numerator is None else GIVEN if counter(target).assigned else ""


def _place(row: PlaceFigures, counted: set[str]) -> FrozenPlace:
    cells = (
        FrozenCell(f.target_id, f.numerator, f.denominator, f.value, f.is_hidden, f.is_numerator_hidden)
        for f in row.targets
        if f.target_id in counted
    )
    return FrozenPlace(row.place.id, row.place.title, tuple(cells))
