"""The ground of a compulsory file in words: which article, what shows it, what is missing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from donghanh.cases.grounds import Claim, Shown
from donghanh.cases.terms import FactKind
from donghanh.web.cases import words
from donghanh.web.ui.helpers import ngay

RESULT = "result"
"""The determination in the list of papers (law/dossiers)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing the file rests on: a sentence with its day where it is there, else what is missing and where to mend it."""

    name: str
    is_there: bool
    text: str
    cite: str = ""
    href: str = ""
    link: str = ""


def before_opening(claims: Sequence[Claim]) -> list[Line]:
    """Every ground of the day: those that this person's files show first."""
    lines = [_ground(one, paper=_("Chưa có trong hồ sơ ở đây. Cần %(what)s, hoặc số và ngày của %(paper)s.")) for one in claims]
    return sorted(lines, key=lambda line: not line.is_there)


def of_case(claims: Sequence[Claim], *, inside: Collection[str], case_id: UUID) -> list[Line]:
    """What an open file rests on: each ground it claims, and the determination of dependence."""
    lines = [_ground(one, paper=_("Còn thiếu. Cần %(what)s, hoặc %(paper)s.")) for one in claims]
    lines += [_undone(one) for one in claims if one.undone]
    if any(one.ground.needs_determination for one in claims):
        lines.append(_determination(claims[-1], inside=inside, case_id=case_id))
    return lines


def _undone(claim: Claim) -> Line:
    """What happened after the ground was claimed; the file does not change by itself, and who decides on it reads it."""
    assert claim.undone is not None
    said = _("%(said)s. Luật lấy việc này để xét căn cứ; hồ sơ không tự đổi, người có thẩm quyền xem lại.") % {"said": _said(claim.undone)}
    href = words.address("cases:case", claim.undone.case_id)
    return Line(_("Sau khi lập hồ sơ, người này đã đăng ký hoặc bắt đầu"), True, said, claim.ground.citation, href, claim.undone.number)


def unnamed() -> list[Line]:
    """A file of earlier days that names no ground."""
    return [Line(_("Căn cứ lập hồ sơ"), False, _("Còn thiếu: hồ sơ này chưa nêu căn cứ nào. Ghi thêm “Phát hiện căn cứ” cho hồ sơ."))]


def _ground(claim: Claim, *, paper: str) -> Line:
    ground = claim.ground
    if claim.shown:
        return Line(ground.title, True, _said(claim.shown), ground.citation, words.address("cases:case", claim.shown.case_id), claim.shown.number)
    if claim.is_shown:
        return Line(ground.title, True, _("Văn bản %(number)s ngày %(day)s") % {"number": claim.paper, "day": _day(claim.paper_on)}, ground.citation)
    kinds = ", ".join(f"“{FactKind(kind).label}”" for kind in ground.shown_by)
    return Line(ground.title, False, f"{claim.waits} {paper % {'what': kinds, 'paper': ground.paper}}".strip(), ground.citation)


def _determination(claim: Claim, *, inside: Collection[str], case_id: UUID) -> Line:
    name = _("Kết quả xác định tình trạng nghiện")
    there = claim.determination
    if RESULT in inside:
        return Line(name, True, _("Có trong giấy tờ của hồ sơ."), href=words.address("dossiers:dossier", case_id), link=_("Mở giấy tờ"))
    if there:
        text = _("%(said)s. Chưa thêm phiếu vào giấy tờ của hồ sơ; chưa thêm thì chưa gửi được.") % {"said": _said(there)}
        return Line(name, False, text, href=words.address("dossiers:dossier", case_id), link=_("Thêm phiếu"))
    text = _("Còn thiếu. Hồ sơ được lập trong lúc chờ, nhưng không gửi đi khi chưa có. Đề nghị xác định, hoặc thêm phiếu kết quả nếu đã có giấy.")
    return Line(name, False, text, href=words.address("dossiers:dossier", case_id), link=_("Thêm phiếu"))


def _said(fact: Shown) -> str:
    said = f"{fact.kind.label}, {ngay(fact.happened_at)}"
    return f"{said}, {fact.body}" if fact.body else said


def _day(told: str) -> str:
    try:
        return ngay(date.fromisoformat(told))
    except ValueError:
        return told
