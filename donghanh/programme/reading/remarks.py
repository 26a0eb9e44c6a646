"""What a person should read in a plan without fault: numbers that do not agree, days outside the plan, what is left open.

Nothing here is an error and nothing is put right: a print may contradict itself, and both readings stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from donghanh.programme.reading.clauses import StepData
from donghanh.programme.reading.model import PlanData
from donghanh.programme.reading.places import Remark, Row, Written
from donghanh.programme.reading.targets import NOT_SET, TargetData


def of(written: Written, data: PlanData) -> tuple[Remark, ...]:
    """Numbers and days that do not agree, then the discrepancies that the plan itself keeps."""
    steps: dict[str, list[StepData]] = defaultdict(list)
    for one in data.roadmap:
        steps[one.clause].append(one)
    found = []
    for row, target in zip(written.lists["targets"], data.targets, strict=True):
        found += [Remark(row.place(key), f"chỉ tiêu {target.id}: {words}") for key, words in _of_target(target, steps[target.clause], data)]
    for row, one in zip(written.lists["discrepancies"], data.discrepancies, strict=True):
        found.append(Remark(row.at, f"{one.code} ({one.kind.label}): {one.question} Giữ nguyên, chờ người có thẩm quyền."))
    return tuple(found)


def not_set(written: Written, data: PlanData) -> tuple[Remark, ...]:
    """What the plan leaves open: numbers, days, indicators, the day of a report, the places of a roadmap."""
    found = []
    for row, target in zip(written.lists["targets"], data.targets, strict=True):
        open_ones = [("value", "số", target.value is None and not target.parts and not target.comparison.is_direction)]
        open_ones += [("due_on", "hạn", target.due_on is None), ("indicator", "chỉ số", target.definition is NOT_SET)]
        found += [Remark(row.place(key), f"chỉ tiêu {target.id}: {what} chưa đặt") for key, what, is_open in open_ones if is_open]
    found += _steps(written.lists["roadmap"], data.roadmap)
    for row in written.lists["obligations"]:
        if row.values.get("due_days") is None and not row.values.get("due_before"):
            found.append(Remark(row.place("due_days"), f"báo cáo {row.values.get('id')}: ngày gửi chưa đặt"))
    return tuple(found)


def _steps(rows: Iterable[Row], steps: Iterable[StepData]) -> list[Remark]:
    return [
        Remark(row.place("planned"), f"lộ trình khoản {one.clause}, {one.place or one.rule or one.what}: số chưa đặt")
        for row, one in zip(rows, steps, strict=True)
        if one.planned is None
    ]


def _of_target(target: TargetData, steps: list[StepData], data: PlanData) -> list[tuple[str, str]]:
    found = []
    parts = sum((Decimal(value) for _name, value in target.parts), Decimal(0))
    if target.parts and target.value is not None and parts != target.value:
        found.append(("parts", f"ghi {_said(target.value)} nhưng các phần cộng lại là {_said(parts)}"))
    named = [one for one in steps if one.place]
    if target.value is not None and target.unit != "%" and named:
        planned = [one.planned for one in named]
        total = sum(one for one in planned if one is not None)
        if None not in planned and total != target.value:
            found.append(("value", f"ghi {_said(target.value)} nhưng lộ trình theo nơi cộng lại là {total}"))
        if None in planned and len(named) != target.value:
            found.append(("value", f"ghi {_said(target.value)} nhưng lộ trình kể {len(named)} nơi, không ghi số của từng nơi"))
    if target.unit == "%" and target.value is not None and target.value > 100:
        found.append(("value", f"ghi {_said(target.value)} %, quá 100 %"))
    if target.due_on and not data.from_year <= target.due_on.year <= data.to_year:
        found.append(("due_on", f"hạn {target.due_on:%d/%m/%Y} ngoài thời gian của kế hoạch ({data.from_year}–{data.to_year})"))
    return found


def _said(value: Decimal) -> str:
    return f"{value.normalize():f}"
