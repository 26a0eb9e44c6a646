"""A frozen report on paper: DOCX and PDF in the layout of Decree 30/2020, XLSX with living totals. The same frozen figures, the same file."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from donghanh.base.documents import render, sheet
from donghanh.base.documents.letter import Foot, Head
from donghanh.base.documents.report import Part, Report, Table, TableColumn, part
from donghanh.base.documents.sheet import Column, ColumnKind, Sheet, Value
from donghanh.base.documents.terms import MediaType
from donghanh.kernel.actor import Actor
from donghanh.programme import queries as programme
from donghanh.programme.queries import PlanRow
from donghanh.programme.terms import Comparison
from donghanh.reports.frozen import FrozenPlace, FrozenTarget
from donghanh.reports.queries import ReportSheet

SMALL = "< 8"
SIGNERS = {
    "provincial_committee": ("BC-UBND", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    "commune_committee": ("BC-UBND", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    "provincial_police": ("BC-CAT", ("GIÁM ĐỐC",)),
    "commune_police": ("BC-CAX", ("TRƯỞNG CÔNG AN",)),
}
OTHER_SIGNER = ("BC", ("THỦ TRƯỞNG CƠ QUAN",))
GUARDED = (
    "Số của từng xã, phường: từ 1 đến 7 người ghi “< 8”, từ 8 người làm tròn đến bội số của 5, tỷ lệ tính từ số đã làm tròn, để không ai bị nhận ra."
)
WITHHELD = "Bảng theo xã, phường không in: số người ít, in ra sẽ nhận ra được từng người."
FORMATS = {"docx": MediaType.DOCX, "pdf": MediaType.PDF, "xlsx": MediaType.XLSX}


def build(actor: Actor, report: ReportSheet, *, form: str) -> bytes:
    """The report as docx, pdf or xlsx. Errors as programme.queries.plan."""
    plan = programme.plan(actor, report.row.plan_id)
    if form == "xlsx":
        return sheet.workbook(_sheets(plan, report), at=timezone.localtime(report.row.as_of))
    asked = programme.obligations(actor, plan.id)
    paper = letter(plan, report, recipient=asked[0].recipient if asked else plan.issuer)
    return render.docx(paper) if form == "docx" else render.pdf(paper)


def file_name(report: ReportSheet, form: str) -> str:
    """ "bao-cao-DN137-2025H1-ban-1.docx"."""
    return f"bao-cao-{report.row.plan_id}-{report.row.period.code}-ban-{report.row.version}.{form}"


def letter(plan: PlanRow, report: ReportSheet, *, recipient: str) -> Report:
    """The báo cáo (form 1.4), a draft until it has a number and a day: both are given by the office that sends it."""
    symbol, titles = SIGNERS.get(report.issuer["kind"], OTHER_SIGNER)
    is_own = recipient.casefold() == report.issuer["name"].casefold()
    return Report(
        head=Head(issuer=report.issuer["name"].upper(), symbol=symbol, place=_bare(report.row.place)),
        subject=f"Kết quả thực hiện Kế hoạch số {plan.number} ngày {_day(plan.issued_on)}, {report.row.period.label.lower()}, {report.row.place}",
        addressees=() if is_own else (recipient,),
        parts=tuple(_parts(plan, report)),
        foot=Foot(recipients=(*(() if is_own else ("Như trên",)), "Lưu: VT"), signer_titles=titles),
    )


def _parts(plan: PlanRow, report: ReportSheet) -> list[Part]:
    figures = report.figures
    reached = [_reached(target) for target in figures.targets]
    parts = [
        part("I. CĂN CỨ", f"Kế hoạch số {plan.number} ngày {_day(plan.issued_on)} của {plan.issuer}: {plan.title}."),
        part("II. KẾT QUẢ THỰC HIỆN CHỈ TIÊU", *reached, tables=[_targets(figures.targets)]),
        part("III. NGƯỜI CHƯA ĐẠT", *[line for target in figures.targets for line in _gaps(target)]),
    ]
    if report.figures.is_withheld:
        parts.append(part("IV. THEO XÃ, PHƯỜNG", WITHHELD))
    elif len(figures.places) > 1:
        notes = [] if figures.is_exact else [GUARDED]
        tables = [_communes(target, figures.places, i) for i, target in enumerate(figures.targets)]
        parts.append(part("IV. THEO XÃ, PHƯỜNG", *notes, tables=tables))
    return [*parts, part("", *_how(plan, report))]


def _how(plan: PlanRow, report: ReportSheet) -> list[str]:
    lines = [f"Cách tính: {t.population} Tử số: {t.numerator} Mẫu số: {t.denominator}" for t in plan.targets]
    moment = timezone.localtime(report.row.as_of)
    stamp = f"Số liệu chốt lúc {moment:%H:%M} ngày {_day(moment)}, bản số {report.row.version}"
    made_with = f", cách tính {report.definition}, luật {report.law_edition}."
    late = "" if report.row.period.is_over(report.row.as_of) else " Kỳ chưa kết thúc: số tạm tính."
    again = f" Lý do lập lại: {report.row.reason}." if report.row.reason else ""
    return [*lines, f"{stamp}{made_with}{late}{again} Mã báo cáo: {report.row.id}./."]


def _reached(target: FrozenTarget) -> str:
    if target.denominator == 0:
        return f"Chỉ tiêu {target.clause}: {target.meaning} Trong kỳ không có người nào được phát hiện, không tính tỷ lệ."
    state = "Đạt" if target.met else "Chưa đạt"
    wanted = f"phải đạt {_wanted(target)}"
    return (
        f"Chỉ tiêu {target.clause}: {target.meaning} Kết quả: {_number(target.numerator)} trên {_number(target.denominator)} người,"
        f" {_rate(target.value)} % ({wanted}). {state}."
    )


def _gaps(target: FrozenTarget) -> list[str]:
    if not target.missing:
        return [f"Chỉ tiêu {target.clause}: không có."]
    return [
        f"Chỉ tiêu {target.clause}: {_number(target.missing)} người chưa đạt; trong đó {_number(target.without_decision)} người chưa có quyết định"
        f" quản lý, {_number(target.without_service)} người chưa được giới thiệu dịch vụ (một người có thể thiếu cả hai)."
    ]


def _targets(targets: tuple[FrozenTarget, ...]) -> Table:
    columns = (
        TableColumn("Chỉ tiêu", width=5),
        TableColumn("Phải đạt", width=2),
        TableColumn("Đạt (người)", is_number=True, width=2),
        TableColumn("Phát hiện (người)", is_number=True, width=2),
        TableColumn("Tỷ lệ (%)", is_number=True, width=2),
        TableColumn("Kết quả", width=2),
    )
    rows = tuple((f"{t.clause}. {t.name}", _wanted(t), _number(t.numerator), _number(t.denominator), _rate(t.value), _state(t.met)) for t in targets)
    return Table(caption="Bảng 1. Chỉ tiêu của kế hoạch", columns=columns, rows=rows)


def _communes(target: FrozenTarget, places: tuple[FrozenPlace, ...], i: int) -> Table:
    columns = (
        TableColumn("STT", is_number=True),
        TableColumn("Xã, phường", width=5),
        TableColumn("Đạt", is_number=True, width=2),
        TableColumn("Phát hiện", is_number=True, width=2),
        TableColumn("Tỷ lệ (%)", is_number=True, width=2),
    )
    rows = tuple((str(n), _capital(p.name), *_cells(p, i)) for n, p in enumerate(places, start=1))
    total = ("", "Toàn địa bàn (số đúng)", _number(target.numerator), _number(target.denominator), _rate(target.value))
    return Table(caption=f"Bảng {i + 2}. Chỉ tiêu {target.clause} theo xã, phường", columns=columns, rows=rows, total=total)


def _cells(place: FrozenPlace, i: int) -> tuple[str, str, str]:
    cell = place.cells[i]
    numerator = "–" if cell.numerator is None and cell.denominator is None else _number(cell.numerator)
    return numerator, _number(cell.denominator), _rate(cell.value)


def _sheets(plan: PlanRow, report: ReportSheet) -> list[Sheet]:
    figures = report.figures
    subtitle = f"{report.row.period.label}, {report.row.place}"
    title = f"KẾT QUẢ THỰC HIỆN KẾ HOẠCH SỐ {plan.number}"
    moment = timezone.localtime(report.row.as_of)
    stamp = f"Số liệu chốt lúc {moment:%H:%M} ngày {_day(moment)}, bản số {report.row.version}. Mã báo cáo: {report.row.id}."
    sheets = []
    for i, target in enumerate(figures.targets):
        wanted = f"Phải đạt {_wanted(target)}. {_state(target.met)}." if target.denominator else "Trong kỳ không có người nào được phát hiện."
        sheets.append(
            Sheet(
                name=target.clause[:31],
                title=title,
                subtitle=f"{target.clause}. {target.name}. {subtitle}",
                columns=_COLUMNS,
                rows=_lines(report, i),
                total_label="Tổng cộng",
                notes=(wanted, *_gaps(target), *_sheet_notes(report), stamp),
            )
        )
    return sheets


_COLUMNS = (
    Column("Đơn vị", width=34),
    Column("Đạt (người)", ColumnKind.WHOLE, width=16, sums=True),
    Column("Phát hiện (người)", ColumnKind.WHOLE, width=18, sums=True),
    Column("Tỷ lệ", ColumnKind.PERCENT, width=12, ratio_of=(1, 2)),
)


def _lines(report: ReportSheet, i: int) -> tuple[tuple[Value, ...], ...]:
    """Rows that add up to the exact total: where small numbers are guarded, one row carries what rounding and "< 8" leave out."""
    figures, target = report.figures, report.figures.targets[i]
    if len(figures.places) <= 1 or figures.is_withheld:
        return ((_capital(report.row.place), target.numerator, target.denominator, _share(target.numerator, target.denominator)),)
    rows: list[tuple[Value, ...]] = [_line(place, i) for place in figures.places]
    if not figures.is_exact:
        told = [sum(getattr(p.cells[i], name) or 0 for p in figures.places) for name in ("numerator", "denominator")]
        rows.append(("Chênh lệch do làm tròn và ô “< 8”", target.numerator - told[0], target.denominator - told[1], None))
    return tuple(rows)


def _line(place: FrozenPlace, i: int) -> tuple[Value, ...]:
    cell = place.cells[i]
    numerator: Value = cell.numerator if cell.numerator is not None else "–" if cell.denominator is None else SMALL
    denominator: Value = cell.denominator if cell.denominator is not None else SMALL
    share = None if cell.value is None else _share(cell.numerator or 0, cell.denominator or 0)
    return _capital(place.name), numerator, denominator, share


def _sheet_notes(report: ReportSheet) -> tuple[str, ...]:
    if report.figures.is_withheld:
        return (WITHHELD,)
    return () if report.figures.is_exact else (GUARDED,)


def _share(numerator: int, denominator: int) -> float | None:
    return numerator / denominator if denominator else None


def _wanted(target: FrozenTarget) -> str:
    return f"{Comparison(target.comparison).label} {target.wanted.replace('.', ',')} {target.unit}"


def _state(met: bool | None) -> str:
    return "–" if met is None else "Đạt" if met else "Chưa đạt"


def _number(value: int | None) -> str:
    return SMALL if value is None else f"{value:,}".replace(",", ".")


def _rate(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}".replace(".", ",")


def _day(on: datetime | object) -> str:
    return f"{on:%d/%m/%Y}"


def _bare(place: str) -> str:
    """ "tỉnh Đồng Nai" → "Đồng Nai": the place line of a letter carries the name alone."""
    for kind in ("tỉnh ", "thành phố ", "phường ", "xã ", "đặc khu "):
        place = place.removeprefix(kind)
    return place


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
