"""Every indicator of the house at one place over one period: its value, the figure typed from a paper, or what is missing and who records it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from donghanh.base.documents import sheet
from donghanh.base.documents.sheet import Column, ColumnKind, Sheet
from donghanh.kernel.actor import Actor
from donghanh.programme import definitions
from donghanh.programme.definitions import Indicator
from donghanh.programme.queries import TargetRow
from donghanh.reports import access, guarded, repository, sheets
from donghanh.reports.counting import Counts
from donghanh.reports.made import Figure
from donghanh.reports.periods import Period
from donghanh.reports.territory import Territory, province_code
from donghanh.reports.typed import queries as typed
from donghanh.reports.typed.queries import TypedRow

MISSING, ROUNDED, UNSAID = "CÒN THIẾU", "Tính từ hồ sơ, làm tròn đến 5", "Không nói số"
COLUMNS = (
    Column("Mã", width=24),
    Column("Bản cách tính", ColumnKind.WHOLE, width=9),
    Column("Chỉ số", width=44),
    Column("Đơn vị", width=12),
    Column("Tử số", ColumnKind.DECIMAL, width=12),
    Column("Mẫu số", ColumnKind.DECIMAL, width=12),
    Column("Giá trị", ColumnKind.DECIMAL, width=12),
    Column("Tình trạng", width=22),
    Column("Còn thiếu, hoặc nguồn", width=50),
    Column("Người ghi", width=30),
)


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One indicator. numerator, denominator, value None: no number stands; state and note say why."""

    about: Indicator
    numerator: float | None
    denominator: float | None
    value: float | None
    state: str
    note: str


def reducing() -> frozenset[str]:
    """Indicators that tell of supply, demand or harm."""
    return frozenset(code for code, one in definitions.catalogue().items() if one.reduces)


def rows(actor: Actor, *, period: Period, area: Territory, on: date, only: frozenset[str] | None = None) -> list[CatalogueRow]:
    """All indicators (or only these) in the order of the catalogue; what is counted is asked in one statement. Errors as repository.figures.

    Of a commune a counting role gets its row in the province's tables (repository.guarded_commune), never its true numbers.
    """
    access.check_may_count(actor, area)
    targets: dict[str, TargetRow] = {}
    for one in sheets.bound(actor, province=province_code(area)):
        if one.target.source.is_counted and (only is None or one.target.indicator in only):
            targets.setdefault(one.target.indicator, one.target)
    told = typed.of_period(actor, place_id=area.unit.id, period=period)
    figures = _figures(actor, targets, period, area, on)
    wanted = [(code, about) for code, about in definitions.catalogue().items() if only is None or code in only]
    return [_counted(about, figures[code]) if code in figures else _told(about, told.get(code)) for code, about in wanted]


def _figures(actor: Actor, targets: dict[str, TargetRow], period: Period, area: Territory, on: date) -> dict[str, Figure]:
    if not (is_exact := access.sees_exact(actor, area)):
        guarded.check_offered(period)
        repository.check_whole(area)
    if area.is_commune and not is_exact:
        shown = repository.guarded_commune(actor, tuple(targets.values()), period, area, on=on)
        return dict(zip(targets, shown, strict=True))
    counts = Counts(tuple(area.ids))
    counts.read(targets.values(), (period,))
    return {code: repository.of_place(target, period, area, counts) for code, target in targets.items()}


def workbook(found: list[CatalogueRow], *, period: Period, area: Territory, at: datetime) -> bytes:
    """The rows as an XLSX file."""
    lines = tuple((*_about(one), one.numerator, one.denominator, one.value, one.state, one.note, one.about.definition.recorded_by) for one in found)
    moment = timezone.localtime(at)
    note = f"Tính lúc {moment:%H:%M} ngày {moment:%d/%m/%Y}. Ô số để trống khi chưa có số: không số nào được điền thay."
    title = "BỘ CHỈ SỐ THEO DÕI, ĐÁNH GIÁ"
    made = Sheet(name="Chỉ số", title=title, subtitle=f"{period.label}, {area.unit.title}", columns=COLUMNS, rows=lines, notes=(note,))
    return sheet.workbook([made], at=moment)


def _about(one: CatalogueRow) -> tuple[str, int, str, str]:
    return one.about.definition.indicator, one.about.definition.version, one.about.name, one.about.unit


def _counted(about: Indicator, figure: Figure) -> CatalogueRow:
    """What facts give; a rate without anybody, or without the number it stands against, is missing."""
    if not figure.is_exact and figure.denominator != 0:
        return _rounded(about, figure)
    is_there = figure.numerator is not None and (figure.value is not None or bool(figure.parts))
    state = "Tính từ hồ sơ, một phần" if about.definition.missing_fact else "Tính từ hồ sơ"
    if not is_there:
        why = "Số được giao, số phải đạt chưa đặt." if figure.denominator is None else "Trong kỳ không có ai, không có nơi nào trong diện đếm."
        return CatalogueRow(about, figure.numerator, figure.denominator, None, MISSING, about.definition.missing_fact or why)
    parts = "; ".join(f"{one.name} {one.numerator}/{one.denominator or 0}" for one in figure.parts)
    return CatalogueRow(about, figure.numerator, figure.denominator, figure.value, state, parts or about.definition.missing_fact)


def _rounded(about: Indicator, figure: Figure) -> CatalogueRow:
    """What a counting role is told of a commune."""
    state, note = (ROUNDED, about.definition.missing_fact) if figure.value is not None else (UNSAID, "Dưới 8 người, hoặc không nói riêng của một xã.")
    return CatalogueRow(about, figure.numerator, figure.denominator, figure.value, state, note)


def _told(about: Indicator, row: TypedRow | None) -> CatalogueRow:
    if row is None:
        return CatalogueRow(about, None, None, None, MISSING, about.definition.missing_fact or "Không phải số đo.")
    value = row.share if row.denominator is not None else row.value
    source = f"{row.document}; {row.provider}"
    denominator = None if row.denominator is None else float(row.denominator)
    return CatalogueRow(about, float(row.value), denominator, None if value is None else round(float(value), 1), "Nhập tay", source)
