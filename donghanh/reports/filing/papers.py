"""A sent version on paper: its words, its list of recipients and its frozen figures, or plainly that there are none."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from donghanh.base.documents import render, sheet
from donghanh.base.documents.terms import MediaType
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.programme.queries import PlanRow
from donghanh.reports import papers, periods, workbook
from donghanh.reports.filing import queries
from donghanh.reports.filing.queries import VersionRow
from donghanh.reports.filing.terms import OF_TARGET
from donghanh.reports.queries import ReportSheet

MEDIA = {"docx": MediaType.DOCX.value, "pdf": MediaType.PDF.value, "xlsx": MediaType.XLSX.value, "json": "application/json"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A version with all that its papers say. report None: it went out in words alone."""

    version: VersionRow
    plan: PlanRow
    period: str
    about: papers.About
    place_id: int
    report: ReportSheet | None

    @property
    def formats(self) -> tuple[str, ...]:
        """A workbook needs figures."""
        return tuple(MEDIA) if self.report else ("docx", "pdf", "json")

    @property
    def classes(self) -> str:
        """The data classes that a reader of it sees."""
        return (self.report.data_class if self.report else DataClass.STATISTICS).value

    def file_name(self, form: str) -> str:
        """ "bao-cao-DN137-2026H1-ban-1.docx"."""
        return f"bao-cao-{self.plan.id}-{self.period}-ban-{self.version.number}.{form}"


def read(actor: Actor, version_id: UUID) -> Paper:
    """The paper of a version of the reader's own unit. Raises NotInReach for any other."""
    version, filing, plan, report = queries.paper_of(actor, version_id)
    issuer = report.issuer if report else {"name": filing.body.name, "kind": filing.body.kind, "parent": ""}
    about = papers.About(issuer, str(filing.unit), periods.read(filing.period).label)
    return Paper(version, plan, filing.period, about, filing.unit_id, report)


def build(actor: Actor, paper: Paper, *, form: str) -> bytes:
    """The paper as docx, pdf, json, or xlsx where it has figures (`Paper.formats`)."""
    if form == "json":
        return json.dumps(_told(paper), ensure_ascii=False, indent=2, default=str).encode()
    if form == "xlsx" and paper.report:
        return sheet.workbook(workbook.sheets(paper.plan, paper.report), at=timezone.localtime(paper.report.row.as_of))
    recipient = paper.version.recipients[0] if paper.version.recipients else paper.plan.issuer
    said = _said(paper.version)
    if paper.report:
        letter = papers.letter(paper.plan, paper.report, recipient=recipient, said=said)
    else:
        letter = papers.words_alone(paper.plan, paper.about, recipient=recipient, said=said, why=paper.version.missing[-1])
    return render.docx(letter) if form == "docx" else render.pdf(letter)


def _said(version: VersionRow) -> papers.Said:
    sections = tuple((title, text) for part, title, text in version.words if not part.startswith(OF_TARGET))
    beside = {part.removeprefix(OF_TARGET): text for part, _title, text in version.words if part.startswith(OF_TARGET)}
    return papers.Said(sections, beside, _gathered(version), version.recipients)


def _gathered(version: VersionRow) -> tuple[str, ...]:
    """Who is in a gathering report and who is not, by name."""
    if not version.included and not version.absent:
        return ()
    whole = len(version.included) + len(version.absent)
    said = f"Tổng hợp từ báo cáo của {len(version.included)} trên {whole} xã, phường; số liệu tính từ hồ sơ của toàn tỉnh, không cộng từ giấy."
    return (said, f"Chưa có báo cáo được nhận của: {'; '.join(version.absent)}.") if version.absent else (said,)


def _told(paper: Paper) -> dict[str, Any]:
    version, row = paper.version, paper.report.row if paper.report else None
    told = {"plan": paper.plan.id, "period": paper.period, "place": paper.about.place, "issuer": paper.about.issuer, "version": version.number}
    told |= {"sent_at": version.at.isoformat(), "recipients": version.recipients, "missing": version.missing, "absent": version.absent}
    told |= {"words": [{"part": part, "title": title, "text": text} for part, title, text in version.words]}
    if paper.report is None or row is None:
        return told | {"figures": None}
    made_with = {
        "report": str(row.id),
        "as_of": row.as_of.isoformat(),
        "definition": paper.report.definition,
        "law_edition": paper.report.law_edition,
    }
    return told | made_with | {"figures": asdict(paper.report.figures)}
