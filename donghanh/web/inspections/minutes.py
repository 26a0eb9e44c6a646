"""The minutes of an inspection in the layout of Decree 30/2020, from what was recorded; nothing is typed again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from donghanh.base.documents import render
from donghanh.base.documents.letter import Foot, Head
from donghanh.base.documents.report import Part, Report, Table, TableColumn, part
from donghanh.programme.inspections.queries import Sheet
from donghanh.web.inspections.presenters import drawn, points
from donghanh.web.ui.helpers import ngay


def docx(sheet: Sheet, *, place: str) -> bytes:
    """The minutes as DOCX: a draft without number, to be numbered and signed on paper."""
    row = sheet.row
    leader = next((one for one in row.members if one.is_leader), None)
    foot = Foot(
        recipients=(row.inspected, _("Lưu: VT, hồ sơ kiểm tra.")),
        signer_titles=(_("TRƯỞNG ĐOÀN"),),
        signer_name=leader.name if leader else "",
    )
    head = Head(issuer=row.planner.upper(), symbol="BB", place=place)
    parts = (_who(sheet), _files(sheet), _points(sheet), _findings(sheet), part(_("V. Kết luận"), row.now.conclusion or _("Chưa kết luận.")))
    return render.docx(
        Report(
            head=head,
            subject=_("%(kind)s: %(subject)s") % {"kind": row.kind.label, "subject": row.subject},
            parts=parts,
            foot=foot,
            type_title=_("BIÊN BẢN"),
        )
    )


def _who(sheet: Sheet) -> Part:
    row = sheet.row
    days = _("Từ ngày %(first)s đến ngày %(last)s, tại %(where)s.") % {
        "first": ngay(row.now.starts_on), "last": ngay(row.now.ends_on), "where": row.inspected,
    }  # fmt: skip
    members = [f"{one.name}, {one.body}" + (_(" (trưởng đoàn)") if one.is_leader else "") + ";" for one in row.members]
    return part(_("I. Đoàn kiểm tra"), days, *members)


def _files(sheet: Sheet) -> Part:
    lines = []
    for one in sheet.samples:
        lines += [f"{drawn(stratum)}: {', '.join(stratum.numbers)}." for stratum in one.strata]
        lines.append(_("Rút ngẫu nhiên theo mã %(seed)s.") % {"seed": one.seed})
    return part(_("II. Hồ sơ đã xem"), *(lines or [_("Không rút hồ sơ.")]))


def _points(sheet: Sheet) -> Part:
    row = sheet.row
    columns = (
        TableColumn(_("Tiêu chí"), width=4),
        TableColumn(_("Trọng số"), is_number=True),
        TableColumn(_("Điểm"), is_number=True),
        TableColumn(_("Căn cứ"), width=4),
    )
    given = tuple((one.text, str(one.weight), f"{one.points}/{one.most}" if one.points is not None else "–", one.evidence) for one in row.marks)
    table = Table(
        caption=_("Bộ tiêu chí: %(name)s, bản %(n)d") % {"name": row.criteria, "n": row.version},
        columns=columns,
        rows=given,
        total=(_("Tổng"), "100", points(row.total), ""),
    )
    return part(_("III. Kết quả chấm"), tables=[table])


def _findings(sheet: Sheet) -> Part:
    if not sheet.findings:
        return part(_("IV. Kiến nghị"), _("Không có."))
    columns = (
        TableColumn(_("Điều phát hiện"), width=4),
        TableColumn(_("Yêu cầu"), width=4),
        TableColumn(_("Đơn vị"), width=3),
        TableColumn(_("Hạn"), width=2),
    )
    rows = tuple((one.text, one.order, one.body, ngay(one.now.due_on)) for one in sheet.findings)
    return part(_("IV. Kiến nghị"), tables=[Table(caption=_("Kiến nghị và hạn khắc phục"), columns=columns, rows=rows)])
