"""A frozen report as a workbook: rows of communes, totals that live and come out exact."""

from __future__ import annotations

from django.utils import timezone

from donghanh.base.documents.sheet import Column, ColumnKind, Sheet, Value
from donghanh.programme.queries import PlanRow
from donghanh.programme.terms import Counting
from donghanh.reports.frozen import FrozenPlace, FrozenTarget
from donghanh.reports.printed import (
    GUARDED,
    WITHHELD,
    beside,
    capital,
    cell_of,
    counted,
    day,
    gaps,
    got,
    outside,
    people,
    people_reached,
    reached,
    verdict,
    wanted,
    whole,
)
from donghanh.reports.queries import ReportSheet


def sheets(plan: PlanRow, report: ReportSheet) -> list[Sheet]:
    """All targets on the first sheet, then one for each that was counted, with living totals."""
    figures = report.figures
    subtitle = f"{report.row.period.label}, {report.row.place}"
    title = f"KẾT QUẢ THỰC HIỆN KẾ HOẠCH SỐ {plan.number}"
    moment = timezone.localtime(report.row.as_of)
    stamp = f"Số liệu chốt lúc {moment:%H:%M} ngày {day(moment)}, bản số {report.row.version}. Mã báo cáo: {report.row.id}."
    made = [_all_targets(report, title=title, subtitle=subtitle, stamp=stamp)] if len(figures.targets) > 1 else []
    names = _names(figures.targets)
    for target in figures.targets:
        is_share = target.counting != Counting.CHANGE
        result = reached(target) if target.parts or not target.denominator else f"Phải đạt {wanted(target)}. {verdict(target)}."
        made.append(
            Sheet(
                name=names[target.id],
                title=title,
                subtitle=f"{target.cited}. {target.name}. {subtitle}",
                columns=_columns(counted(target), whole(target)) if is_share else _BESIDE,
                rows=_lines(report, target) if is_share else ((capital(report.row.place), target.numerator, beside(target)),),
                total_label="Tổng cộng",
                notes=(*((result, *gaps(target), *_notes(report)) if is_share else (reached(target),)), stamp),
            )
        )
    return made


def _all_targets(report: ReportSheet, *, title: str, subtitle: str, stamp: str) -> Sheet:
    """What was wanted of each target and what was reached; nothing here is summed: targets are not of one kind."""
    rows = tuple(
        (f"{t.cited}. {t.name}", wanted(t), got(t), beside(t), _rate_of(t), None if t.before is None else t.before / 100, verdict(t))
        for t in report.figures.targets
    )
    return Sheet(name="Chỉ tiêu", title=title, subtitle=subtitle, columns=_OVERVIEW, rows=rows, notes=(stamp,))


def _rate_of(target: FrozenTarget) -> float | None:
    return None if target.counting == Counting.CHANGE or target.parts else _share(target.numerator, target.denominator)


def _names(targets: tuple[FrozenTarget, ...]) -> dict[str, str]:
    """Target → name of its sheet: the clause, numbered where one clause has several; a tab takes 31 signs."""
    found: dict[str, str] = {}
    for target in targets:
        taken = sum(name.split(" (")[0] == target.cited[:26] for name in found.values())
        found[target.id] = f"{target.cited[:26]} ({taken + 1})" if taken else target.cited[:26]
    return found


_OVERVIEW = (
    Column("Chỉ tiêu", width=46),
    Column("Phải đạt", width=20),
    Column("Đạt, hoặc trong kỳ", ColumnKind.WHOLE, width=16),
    Column("Trong diện đếm, hoặc cùng kỳ năm trước", ColumnKind.WHOLE, width=18),
    Column("Tỷ lệ", ColumnKind.PERCENT, width=10),
    Column("Tỷ lệ cùng kỳ năm trước", ColumnKind.PERCENT, width=14),
    Column("Kết quả", width=14),
)
_BESIDE = (
    Column("Đơn vị", width=34),
    Column("Trong kỳ", ColumnKind.WHOLE, width=16, sums=True),
    Column("Cùng kỳ năm trước", ColumnKind.WHOLE, width=20, sums=True),
)


def _columns(of: str, whole: str) -> tuple[Column, ...]:
    return (
        Column("Đơn vị", width=34),
        Column(f"Đạt ({of})", ColumnKind.WHOLE, width=16, sums=True),
        Column(f"{whole} ({of})", ColumnKind.WHOLE, width=18, sums=True),
        Column("Tỷ lệ", ColumnKind.PERCENT, width=12, ratio_of=(1, 2)),
    )


def _lines(report: ReportSheet, target: FrozenTarget) -> tuple[tuple[Value, ...], ...]:
    """Rows that add up to the exact total: where small numbers are guarded, one row carries what rounding and unwritten cells leave out;
    of places, what is registered at the province itself."""
    figures = report.figures
    if len(figures.places) <= 1 or figures.is_withheld or not target.by_commune:
        return ((capital(report.row.place), got(target), beside(target), _share(target.numerator, target.denominator)),)
    rows: list[tuple[Value, ...]] = [_line(place, target.id) for place in figures.places]
    if target.of_places or not figures.is_exact:
        left = "Ngoài các xã" if target.of_places else "Chênh lệch do làm tròn và các ô không ghi số"
        rows.append((left, *outside(target, figures.places), None))
    return tuple(rows)


def _line(place: FrozenPlace, target_id: str) -> tuple[Value, ...]:
    cell = cell_of(place, target_id)
    share = None if cell.value is None else _share(cell.numerator or 0, cell.denominator or 0)
    return capital(place.name), people_reached(cell), people(cell), share


def _notes(report: ReportSheet) -> tuple[str, ...]:
    if report.figures.is_withheld:
        return (WITHHELD,)
    return () if report.figures.is_exact else (GUARDED,)


def _share(numerator: int, denominator: int) -> float | None:
    return numerator / denominator if denominator else None
