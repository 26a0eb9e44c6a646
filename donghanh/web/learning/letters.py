"""The letter by which a body submits a proposal for a reward (tờ trình). A draft: number and day are given by the office that sends it."""

from __future__ import annotations

from donghanh.base.documents.letter import Foot, Head, Letter, Line, notice
from donghanh.programme.rewards.queries import ProposalSheet
from donghanh.web.learning.presenters import days, verdict, who


def submission(sheet: ProposalSheet, *, place: str) -> Letter:
    """Whom, for what, with which proof and figures, and what the council said. place: of the proposing body."""
    row = sheet.row
    return notice(
        head=Head(issuer=row.proposer.upper(), symbol="TTr", place=place),
        type_title="TỜ TRÌNH",
        subject=f"Về việc đề nghị khen thưởng {row.occasion.label.lower()}",
        addressees=("cấp có thẩm quyền khen thưởng",),
        body=[*_said(sheet), *_proved(sheet), *_counted(sheet), "Kính đề nghị xem xét, quyết định."],
        foot=Foot(recipients=("Như trên", "Lưu: VT"), signer_titles=("THỦ TRƯỞNG ĐƠN VỊ",)),
    )


def _said(sheet: ProposalSheet) -> list[Line]:
    plan, code = sheet.clause
    return [
        f"Thực hiện khoản {code} của kế hoạch {plan}, theo {sheet.criteria[0]} (bản {sheet.criteria[1]}).",
        f"Đề nghị tặng {sheet.row.asked} cho: {who(sheet.row)}.",
        f"Thành tích trong thời gian {days(sheet.row)}: {sheet.merit}",
    ]


def _proved(sheet: ProposalSheet) -> list[Line]:
    told: list[Line] = [f"- {criterion}: {text}" for criterion, text in sheet.proofs]
    if sheet.figures:
        told.append("Số liệu của đơn vị trong thời gian đó: " + "; ".join(f"{value} {code.label}" for code, value in sheet.figures) + ".")
    return told


def _counted(sheet: ProposalSheet) -> list[Line]:
    found = sheet.tally
    if found is None:
        return []
    votes = f"{found.yes} đồng ý, {found.no} không đồng ý, {found.abstained} không có ý kiến"
    said = f"{verdict(sheet)[0]}: {votes}, trên {found.entitled} thành viên được bỏ phiếu."
    return [f"{sheet.council}. {said}"]
