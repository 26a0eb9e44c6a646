"""Models, pilots and clubs in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from donghanh.programme.roadmap.piloting import Waiting
from donghanh.programme.roadmap.queries import Option, ProposalRow, ReadinessRow
from donghanh.programme.roadmap.terms import Advice, Next
from donghanh.web.roadmap.forms import CONDITION_NAMES
from donghanh.web.ui.helpers import ngay, so

STAGES = {Next.OPEN: "Chuẩn bị", Next.GUIDE: "Đang thí điểm", Next.JUDGE: "Đang thí điểm", Next.NOTHING: "Đã kết thúc"}


def stage(waiting: Waiting) -> str:
    """Where a pilot stands."""
    return STAGES.get(waiting.step, "Đã đánh giá")


def due(waiting: Waiting) -> str:
    """By when the next action is due; "chưa đặt" where nobody set a day."""
    if waiting.by:
        return _("hạn %(day)s") % {"day": ngay(waiting.by)}
    return _("chưa đặt hạn") if waiting.step in (Next.OPEN, Next.GUIDE, Next.JUDGE) else ""


def advice(value: str) -> str:
    """An advice in words; "chưa kiến nghị" where there is none."""
    return Advice(value).label if value else _("chưa kiến nghị")


def trend(value: int | None) -> str:
    """ "tăng 12 điểm so với lần trước"; nothing to set against: empty."""
    if value is None:
        return ""
    if value == 0:
        return _("bằng lần trước")
    word = _("tăng %(n)s điểm so với lần trước") if value > 0 else _("giảm %(n)s điểm so với lần trước")
    return word % {"n": so(abs(value))}


def proposal_state(one: ProposalRow) -> tuple[str, str]:
    """Word and role of a proposal's chip."""
    if one.made:
        return _("đã lập"), "ok"
    return (_("quá hạn"), "warn") if one.is_late else (_("chờ lập"), "neut")


def lacks(row: ReadinessRow) -> str:
    """What a commune lacked, or that nothing is missing."""
    return ", ".join(str(CONDITION_NAMES[name]).lower() for name in row.lacks) or _("không thiếu")


def scores(rows: Iterable[tuple[int, int]]) -> str:
    """ "2025: 70; 2026: 64"."""
    return "; ".join(f"{year}: {so(score)}" for year, score in rows)


def option(one: Option) -> tuple[str, str]:
    """Word and role of an option's chip."""
    if one.running:
        return _("đang có"), "ok"
    if one.is_named is None:
        return _("chưa ghi xã có thuộc vùng sâu, vùng xa"), "neut"
    return (_("có thể lập"), "info") if one.is_named else (_("kế hoạch chỉ nêu cho miền núi"), "neut")
