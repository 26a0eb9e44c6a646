"""The extract of a file for the person whose it is: his own data, what was recorded and decided, who looked. Nobody else's data. Pure.

What is written freely may name others, so it is not printed: it is read to the person at the desk. Officials stand by role, not by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from donghanh.base.documents.leaflet import Leaflet, Section
from donghanh.base.documents.report import Table, TableColumn
from donghanh.cases.queries import CaseSheet, FactRow
from donghanh.cases.terms import CourtOutcome, HoldReason, Sample, Service, StopGround, Substance
from donghanh.decisions.queries import DecisionRow
from donghanh.kernel.workdays import ZONE, local_day
from donghanh.legal.book import day_vi
from donghanh.people.queries import PersonFile, UnsealingRow

CODES: dict[str, tuple[str, type]] = {
    "sample": ("Mẫu", Sample),
    "substances": ("Chất", Substance),
    "ground": ("Căn cứ", StopGround),
    "services": ("Dịch vụ", Service),
    "outcome": ("Toà án", CourtOutcome),
}
"""The data of a fact that say only what happened to this person: closed lists of words, never free text, never a name."""
YES_NO = {"stable": ("Nơi cư trú ổn định", "Nơi cư trú không ổn định")}


@dataclass(frozen=True, slots=True)
class Looked:
    """How often officials of one role have opened the file, and when last."""

    role: str
    times: int
    last_on: date


@dataclass(frozen=True, slots=True)
class Known:
    """What the extract is made of. held: facts under review; looked: who opened the file; unsealed: who asked to open its seal."""

    file: PersonFile
    sheets: Sequence[CaseSheet]
    decisions: Sequence[DecisionRow]
    held: Mapping[UUID | None, HoldReason]
    looked: Sequence[Looked]
    issuer: str
    made_at: datetime
    unsealed: Sequence[UnsealingRow] = ()


def extract(known: Known) -> Leaflet:
    """The leaflet, as of the moment it was made."""
    on = local_day(known.made_at)
    versions = ", ".join(f"{one.row.number} bản {one.version}" for one in known.sheets)
    return Leaflet(
        issuer=known.issuer,
        title="Bản trích hồ sơ cho người có hồ sơ",
        lead=f"Lập lúc {known.made_at.astimezone(ZONE):%H:%M} ngày {day_vi(on)}. {f'Hồ sơ: {versions}.' if versions else ''}".strip(),
        sections=(
            _identity(known.file),
            *(_case(sheet, known) for sheet in known.sheets),
            _decisions(known.decisions),
            _looked(known.looked),
            *_unsealed(known.unsealed),
            Section(heading="Nếu có điều không đúng", sentences=(WRONG,)),
        ),
        closing=("Bản trích không ghi dữ liệu của người khác. Phần ghi tự do được đọc cho ông/bà tại nơi giữ hồ sơ.", "Giữ kín tờ giấy này."),
        made_on=on,
    )


WRONG = "Ông/bà báo điều sai với nơi giữ hồ sơ, nói hoặc viết đều được. Điều đó được đánh dấu là đang xem lại ngay hôm đó."


def looked_of(roles: Mapping[str, str], looks: Sequence[tuple[str, datetime]]) -> tuple[Looked, ...]:
    """Looks (role code, moment) counted by role, the most frequent first."""
    times = Counter(role for role, _ in looks)
    last = {role: max(at for one, at in looks if one == role) for role in times}
    return tuple(Looked(roles.get(role, "Vai trò khác"), count, local_day(last[role])) for role, count in times.most_common())


def _identity(file: PersonFile) -> Section:
    rows = [("Họ và tên", file.name), ("Sinh", day_vi(file.born_on) if file.born_on else f"năm {file.birth_year}"), ("Giới tính", file.sex)]
    rows += [("Giấy tờ", f"{one.kind_name} {one.masked}") for one in file.numbers if one.ended_at is None]
    rows += [(one.kind_name, ", ".join(part for part in (one.detail, one.place) if part)) for one in file.addresses if one.ends_before is None]
    columns = (TableColumn("Mục"), TableColumn("Nội dung", width=3))
    return Section(heading="Thông tin về ông/bà", tables=(Table(caption="", columns=columns, rows=tuple(rows)),))


def _case(sheet: CaseSheet, known: Known) -> Section:
    until = sheet.view.active_until
    term = f" Hết thời hạn vào cuối ngày {day_vi(sheet.view.term.last_day)}." if sheet.view.term and until else ""
    held = " Hồ sơ đang được xem lại theo yêu cầu của ông/bà." if None in known.held else ""
    rows = tuple((day_vi(local_day(f.happened_at)), _what(f, known.held), _content(f.data)) for f in sheet.facts)
    return Section(
        heading=f"{sheet.row.procedure.label}: hồ sơ {sheet.row.number}",
        sentences=(f"Hồ sơ đang ở bước “{sheet.row.stage.label}”.{term}{held}",),
        tables=(Table(caption="", columns=(TableColumn("Ngày"), TableColumn("Sự việc", width=3), TableColumn("Nội dung", width=3)), rows=rows),),
    )


def _what(fact: FactRow, held: Mapping[UUID | None, HoldReason]) -> str:
    mark = " (đã huỷ)" if fact.voided_at else " (đang được xem lại)" if fact.id in held else ""
    return f"{fact.kind.label}{mark}"


def _content(data: Mapping[str, Any]) -> str:
    parts = []
    for key, (label, words) in CODES.items():
        codes = data.get(key) or []
        known = [words(code).label for code in ([codes] if isinstance(codes, str) else codes) if code in words.values]
        if known:
            parts.append(f"{label}: {', '.join(known)}")
    parts += [words[0] if data[key] else words[1] for key, words in YES_NO.items() if isinstance(data.get(key), bool)]
    return ". ".join(parts)


def _decisions(rows: Sequence[DecisionRow]) -> Section:
    signed = [
        (r.number_text, day_vi(local_day(r.signed_at)), f"{r.kind.label}{' (đã thu hồi)' if r.is_withdrawn else ''}") for r in rows if r.signed_at
    ]
    columns = (TableColumn("Số"), TableColumn("Ngày ký"), TableColumn("Quyết định", width=3))
    if not signed:
        return Section(heading="Quyết định đã ký", sentences=("Chưa có quyết định nào.",))
    return Section(heading="Quyết định đã ký", tables=(Table(caption="", columns=columns, rows=tuple(signed)),))


def _looked(looked: Sequence[Looked]) -> Section:
    columns = (TableColumn("Vai trò", width=3), TableColumn("Số lượt"), TableColumn("Lần cuối"))
    rows = tuple((one.role, str(one.times), day_vi(one.last_on)) for one in looked)
    if not rows:
        return Section(heading="Ai đã mở hồ sơ", sentences=("Chưa có lượt mở nào.",))
    said = "Các lượt mở gần đây nhất; mỗi lượt đều được ghi lại và không ai sửa được."
    return Section(heading="Ai đã mở hồ sơ", sentences=(said,), tables=(Table(caption="", columns=columns, rows=rows),))


def _unsealed(rows: Sequence[UnsealingRow]) -> tuple[Section, ...]:
    """Every time the seal was opened: since when, until when, and why. Nothing where it never was."""
    opened = [one for one in rows if one.decided_at and one.opened_until]
    if not opened:
        return ()
    lines = tuple(
        (day_vi(local_day(one.decided_at)), day_vi(local_day(min(filter(None, (one.opened_until, one.ended_at))))), one.reason) for one in opened
    )
    columns = (TableColumn("Mở ngày"), TableColumn("Đóng ngày"), TableColumn("Lý do", width=3))
    said = "Hồ sơ niêm phong chỉ mở khi một người xin và người khác đồng ý."
    return (Section(heading="Những lần mở niêm phong", sentences=(said,), tables=(Table(caption="", columns=columns, rows=lines),)),)
