"""A frozen report on paper: DOCX and PDF in the layout of Decree 30/2020, XLSX with living totals. The same frozen figures, the same file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

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
    FOLDED,
    GUARDED,
    SILENT,
    UNSAID,
    WITHHELD,
    beside,
    capital,
    cell_of,
    day,
    gaps,
    got,
    named,
    number,
    outside,
    people,
    people_reached,
    rate,
    reached,
    says_nothing,
    verdict,
    wanted,
    ways_of_counting,
    whole,
    without_row,
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
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
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


@dataclass(frozen=True, slots=True)
class Said:
    """What an official wrote and settled for a report that is sent. sections: (title, text); beside: target → text; notes: who is in, who is not.

    recipients: the list as printed; empty: the plan's recipient alone.
    """

    sections: tuple[tuple[str, str], ...] = ()
    beside: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """Whose report it is: name, kind and parent of the body, the place, the period in words."""

    issuer: Mapping[str, str]
    place: str
    period: str


NOTHING_SAID = Said()


def letter(plan: PlanRow, report: ReportSheet, *, recipient: str, said: Said = NOTHING_SAID) -> Report:
    """The báo cáo (form 1.4), a draft until it has a number and a day: both are given by the office that sends it."""
    about = About(report.issuer, report.row.place, report.row.period.label)
    return _report(plan, about, recipient, said, [*_parts(plan, report, said), part("", *_how(plan, report))])


def words_alone(plan: PlanRow, about: About, *, recipient: str, said: Said, why: str) -> Report:
    """The báo cáo of a plan of which nothing can be counted: it says so before anything else and holds no table of figures."""
    plain = f"Báo cáo này không có số liệu. {why} Không số nào được nhập tay thay cho số tính từ hồ sơ."
    rows = [FrozenWaiting(t.id, t.clause, t.name, t.printed, t.missing_fact, t.recorded_by) for t in plan.targets if t.missing_fact]
    found = [("CĂN CỨ", [_basis(plan)], []), ("VỀ SỐ LIỆU", [plain, *said.notes], [_waiting(tuple(rows))] if rows else []), *_sections(said)]
    return _report(plan, about, recipient, said, _numbered(found))


def _report(plan: PlanRow, about: About, recipient: str, said: Said, parts: list[Part]) -> Report:
    symbol, titles = SIGNERS.get(about.issuer["kind"], OTHER_SIGNER)
    named_first = said.recipients[:1] or (recipient,)
    is_own = named_first[0].casefold() == about.issuer["name"].casefold()
    copies = (*(() if is_own else ("Như trên",)), *said.recipients[1:], "Lưu: VT")
    name = about.issuer["name"].upper()
    return Report(
        head=Head(issuer=name, issuer_parent=about.issuer.get("parent", "").upper(), symbol=symbol, place=_bare(about.place)),
        subject=f"Kết quả thực hiện {named(plan)}, {about.period.lower()}, {about.place}",
        addressees=() if is_own else named_first,
        parts=tuple(parts),
        foot=Foot(recipients=copies, signer_titles=titles),
    )


def _parts(plan: PlanRow, report: ReportSheet, said: Said) -> list[Part]:
    figures = report.figures
    results = [line for target in figures.targets for line in (reached(target), said.beside.get(target.id, "")) if line]
    found: list[Chapter] = [
        ("CĂN CỨ", [_basis(plan), *said.notes], []),
        ("KẾT QUẢ THỰC HIỆN CHỈ TIÊU", results, [_targets(figures.targets)]),
        ("NGƯỜI, NƠI CHƯA ĐẠT", [line for target in _shares(figures.targets) for line in gaps(target)], []),
    ]
    if report.figures.is_withheld:
        found.append(("THEO XÃ, PHƯỜNG", [WITHHELD], []))
    elif len(figures.places) > 1:
        by_commune = [target for target in _shares(figures.targets) if target.by_commune]
        telling = [target for target in by_commune if not says_nothing(target, figures.places)]
        silent = "; ".join(target.cited for target in by_commune if target not in telling)
        lines = [*([] if figures.is_exact else [GUARDED]), *([f"{SILENT} {silent}."] if silent else []), *([FOLDED] if telling else [])]
        found.append(("THEO XÃ, PHƯỜNG", lines, [_communes(target, figures.places, n) for n, target in enumerate(telling, start=2)]))
    if figures.waiting:
        found.append(("CHỈ TIÊU CHƯA TÍNH ĐƯỢC", [WAITING], [_waiting(figures.waiting)]))
    return _numbered([*found, *_sections(said)])


Chapter = tuple[str, list[str], list[Table]]


def _sections(said: Said) -> list[Chapter]:
    return [(title.upper(), [line.strip() for line in text.splitlines() if line.strip()], []) for title, text in said.sections]


def _numbered(found: list[Chapter]) -> list[Part]:
    """Roman numbers in the order in which the parts stand; a part without anything in it is left out."""
    kept = [one for one in found if one[1] or one[2]]
    return [part(f"{ROMAN[n]}. {title}", *lines, tables=tables) for n, (title, lines, tables) in enumerate(kept)]


def _basis(plan: PlanRow) -> str:
    return f"{named(plan)} của {plan.issuer}: {plan.title}."


def _shares(targets: tuple[FrozenTarget, ...]) -> tuple[FrozenTarget, ...]:
    """The targets that are a share of people: only these have people missed and a table by commune."""
    return tuple(target for target in targets if target.counting != Counting.CHANGE and not target.parts)


def _waiting(waiting: tuple[FrozenWaiting, ...]) -> Table:
    widths = {"Chỉ tiêu": 4, "Kế hoạch ghi": 3, "Còn thiếu": 5, "Người ghi": 3}
    columns = tuple(TableColumn(title, width=width) for title, width in widths.items())
    rows = tuple((f"{one.cited}. {one.name}", one.printed, one.missing_fact, one.recorded_by) for one in waiting)
    return Table(caption="Chỉ tiêu chờ sự việc để tính", columns=columns, rows=rows)


def _how(plan: PlanRow, report: ReportSheet) -> list[str]:
    lines = [f"Cách tính chỉ tiêu {t.cited}: {t.population} Tử số: {t.numerator} Mẫu số: {t.denominator}" for t in plan.counted]
    moment = timezone.localtime(report.row.as_of)
    stamp = f"Số liệu chốt lúc {moment:%H:%M} ngày {day(moment)}, bản số {report.row.version}"
    made_with = f"; cách tính: {ways_of_counting(report.definition)}; luật {report.law_edition}."
    late = "" if report.row.period.is_over(report.row.as_of) else " Kỳ chưa kết thúc: số tạm tính."
    again = f" Lý do lập lại: {report.row.reason}." if report.row.reason else ""
    return [*lines, f"{stamp}{made_with}{late}{again} Mã báo cáo: {report.row.id}./."]


def _targets(targets: tuple[FrozenTarget, ...]) -> Table:
    columns = (
        TableColumn("Chỉ tiêu", width=5),
        TableColumn("Phải đạt", width=2),
        TableColumn("Đạt, hoặc trong kỳ", is_number=True, width=2),
        TableColumn("Trong diện đếm, hoặc cùng kỳ", is_number=True, width=2),
        TableColumn("Tỷ lệ (%)", is_number=True, width=2),
        TableColumn("Cùng kỳ năm trước (%)", is_number=True, width=2),
        TableColumn("Kết quả", width=2),
    )
    rows = tuple((f"{t.cited}. {t.name}", wanted(t), number(got(t)), number(beside(t)), _percent(t), rate(t.before), verdict(t)) for t in targets)
    return Table(caption="Bảng 1. Chỉ tiêu của kế hoạch", columns=columns, rows=rows)


def _communes(target: FrozenTarget, places: tuple[FrozenPlace, ...], table: int) -> Table:
    columns = (
        TableColumn("STT", is_number=True),
        TableColumn("Xã, phường", width=5),
        TableColumn("Đạt", is_number=True, width=2),
        TableColumn(whole(target), is_number=True, width=2),
        TableColumn("Tỷ lệ (%)", is_number=True, width=2),
    )
    told = [place for place in places if not without_row(target, cell_of(place, target.id))]
    rows = tuple((str(n), capital(p.name), *_cells(p, target.id)) for n, p in enumerate(told, start=1))
    if rest := Counter(why for place in places if (why := without_row(target, cell_of(place, target.id)))):
        words = "; ".join(f"{number(n)} {why}" for why, n in rest.most_common())
        rows += (("", f"{number(rest.total())} xã, phường{' khác' if told else ''}: {words}", UNSAID, UNSAID, UNSAID),)
    if target.of_places and any(left := outside(target, places)):
        rows += (("", "Ngoài các xã", *map(number, left), UNSAID),)
    total = ("", "Toàn địa bàn (số đúng)", number(target.numerator), number(target.denominator), rate(target.value))
    return Table(caption=f"Bảng {table}. Chỉ tiêu {target.cited} theo xã, phường", columns=columns, rows=rows, total=total)


def _cells(place: FrozenPlace, target_id: str) -> tuple[str, str, str]:
    cell = cell_of(place, target_id)
    return number(people_reached(cell)), number(people(cell)), rate(cell.value)


def _percent(target: FrozenTarget) -> str:
    return UNSAID if target.counting == Counting.CHANGE else rate(target.value)


def _bare(place: str) -> str:
    """ "tỉnh Đồng Nai" → "Đồng Nai": the place line of a letter carries the name alone."""
    for kind in ("tỉnh ", "thành phố ", "phường ", "xã ", "đặc khu "):
        place = place.removeprefix(kind)
    return place
