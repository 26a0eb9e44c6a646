"""A frozen report on paper: DOCX and PDF in the layout of Decree 30/2020, XLSX with living totals. The same frozen figures, the same file."""

from __future__ import annotations

from django.utils import timezone

from donghanh.base.documents import render, sheet
from donghanh.base.documents.letter import Foot, Head
from donghanh.base.documents.report import Part, Report, Table, TableColumn, part
from donghanh.base.documents.terms import MediaType
from donghanh.kernel.actor import Actor
from donghanh.programme import queries as programme
from donghanh.programme.queries import PlanRow
from donghanh.programme.terms import Counting
from donghanh.reports import workbook
from donghanh.reports.frozen import FrozenPlace, FrozenTarget, FrozenWaiting
from donghanh.reports.printed import (
    GUARDED,
    UNSAID,
    WITHHELD,
    capital,
    cell_of,
    day,
    gaps,
    named,
    number,
    people,
    people_reached,
    rate,
    reached,
    state,
    wanted,
)
from donghanh.reports.queries import ReportSheet

WAITING = "Các chỉ tiêu sau chưa tính được vì chưa ai ghi sự việc mà chỉ tiêu đếm; không có số nào được nhập thay."
SIGNERS = {
    "provincial_committee": ("BC-UBND", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    "commune_committee": ("BC-UBND", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    "provincial_police": ("BC-CAT", ("GIÁM ĐỐC",)),
    "commune_police": ("BC-CAX", ("TRƯỞNG CÔNG AN",)),
}
OTHER_SIGNER = ("BC", ("THỦ TRƯỞNG CƠ QUAN",))
FORMATS = {"docx": MediaType.DOCX, "pdf": MediaType.PDF, "xlsx": MediaType.XLSX}


def build(actor: Actor, report: ReportSheet, *, form: str) -> bytes:
    """The report as docx, pdf or xlsx. Errors as programme.queries.plan."""
    plan = programme.plan(actor, report.row.plan_id)
    if form == "xlsx":
        return sheet.workbook(workbook.sheets(plan, report), at=timezone.localtime(report.row.as_of))
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
        head=_head(report, symbol),
        subject=f"Kết quả thực hiện {named(plan)}, {report.row.period.label.lower()}, {report.row.place}",
        addressees=() if is_own else (recipient,),
        parts=tuple(_parts(plan, report)),
        foot=Foot(recipients=(*(() if is_own else ("Như trên",)), "Lưu: VT"), signer_titles=titles),
    )


def _head(report: ReportSheet, symbol: str) -> Head:
    issuer = report.issuer
    return Head(issuer=issuer["name"].upper(), issuer_parent=issuer.get("parent", "").upper(), symbol=symbol, place=_bare(report.row.place))


def _parts(plan: PlanRow, report: ReportSheet) -> list[Part]:
    figures = report.figures
    results = [reached(target) for target in figures.targets]
    parts = [
        part("I. CĂN CỨ", f"{named(plan)} của {plan.issuer}: {plan.title}."),
        part("II. KẾT QUẢ THỰC HIỆN CHỈ TIÊU", *results, tables=[_targets(figures.targets)]),
        part("III. NGƯỜI CHƯA ĐẠT", *[line for target in _shares(figures.targets) for line in gaps(target)]),
    ]
    if report.figures.is_withheld:
        parts.append(part("IV. THEO XÃ, PHƯỜNG", WITHHELD))
    elif len(figures.places) > 1:
        notes = [] if figures.is_exact else [GUARDED]
        tables = [_communes(target, figures.places, n) for n, target in enumerate(_shares(figures.targets), start=2)]
        parts.append(part("IV. THEO XÃ, PHƯỜNG", *notes, tables=tables))
    if figures.waiting:
        parts.append(part("V. CHỈ TIÊU CHƯA TÍNH ĐƯỢC", WAITING, tables=[_waiting(figures.waiting)]))
    return [*parts, part("", *_how(plan, report))]


def _shares(targets: tuple[FrozenTarget, ...]) -> tuple[FrozenTarget, ...]:
    """The targets that are a share of people: only these have people missed and a table by commune."""
    return tuple(target for target in targets if target.counting == Counting.SHARE)


def _waiting(waiting: tuple[FrozenWaiting, ...]) -> Table:
    widths = {"Chỉ tiêu": 4, "Kế hoạch ghi": 3, "Còn thiếu": 5, "Người ghi": 3}
    columns = tuple(TableColumn(title, width=width) for title, width in widths.items())
    rows = tuple((f"{one.clause}. {one.name}", one.printed, one.missing_fact, one.recorded_by) for one in waiting)
    return Table(caption="Chỉ tiêu chờ sự việc để tính", columns=columns, rows=rows)


def _how(plan: PlanRow, report: ReportSheet) -> list[str]:
    lines = [f"Cách tính: {t.population} Tử số: {t.numerator} Mẫu số: {t.denominator}" for t in plan.counted]
    moment = timezone.localtime(report.row.as_of)
    stamp = f"Số liệu chốt lúc {moment:%H:%M} ngày {day(moment)}, bản số {report.row.version}"
    made_with = f", cách tính {report.definition}, luật {report.law_edition}."
    late = "" if report.row.period.is_over(report.row.as_of) else " Kỳ chưa kết thúc: số tạm tính."
    again = f" Lý do lập lại: {report.row.reason}." if report.row.reason else ""
    return [*lines, f"{stamp}{made_with}{late}{again} Mã báo cáo: {report.row.id}./."]


def _targets(targets: tuple[FrozenTarget, ...]) -> Table:
    columns = (
        TableColumn("Chỉ tiêu", width=5),
        TableColumn("Phải đạt", width=2),
        TableColumn("Trong kỳ, đạt", is_number=True, width=2),
        TableColumn("Phát hiện, hoặc cùng kỳ", is_number=True, width=2),
        TableColumn("Tỷ lệ (%)", is_number=True, width=2),
        TableColumn("Kết quả", width=2),
    )
    rows = tuple((f"{t.clause}. {t.name}", wanted(t), number(t.numerator), number(t.denominator), _percent(t), state(t.met)) for t in targets)
    return Table(caption="Bảng 1. Chỉ tiêu của kế hoạch", columns=columns, rows=rows)


def _communes(target: FrozenTarget, places: tuple[FrozenPlace, ...], table: int) -> Table:
    columns = (
        TableColumn("STT", is_number=True),
        TableColumn("Xã, phường", width=5),
        TableColumn("Đạt", is_number=True, width=2),
        TableColumn("Phát hiện", is_number=True, width=2),
        TableColumn("Tỷ lệ (%)", is_number=True, width=2),
    )
    rows = tuple((str(n), capital(p.name), *_cells(p, target.id)) for n, p in enumerate(places, start=1))
    total = ("", "Toàn địa bàn (số đúng)", number(target.numerator), number(target.denominator), rate(target.value))
    return Table(caption=f"Bảng {table}. Chỉ tiêu {target.clause} theo xã, phường", columns=columns, rows=rows, total=total)


def _cells(place: FrozenPlace, target_id: str) -> tuple[str, str, str]:
    cell = cell_of(place, target_id)
    return number(people_reached(cell)), number(people(cell)), rate(cell.value)


def _percent(target: FrozenTarget) -> str:
    return UNSAID if target.counting != Counting.SHARE else rate(target.value)


def _bare(place: str) -> str:
    """ "tỉnh Đồng Nai" → "Đồng Nai": the place line of a letter carries the name alone."""
    for kind in ("tỉnh ", "thành phố ", "phường ", "xã ", "đặc khu "):
        place = place.removeprefix(kind)
    return place
