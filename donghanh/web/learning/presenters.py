"""Words and colours of the registers."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse

from donghanh.kernel.actor import Actor
from donghanh.programme.money.rules import dong
from donghanh.programme.partners.queries import AgreementRow, ApplicationRow, PromiseRow, Year
from donghanh.programme.partners.terms import InvestorStep, PromiseKind, Standing
from donghanh.programme.research.queries import DossierRow, OpinionRow, OutcomeRow, StudyRow
from donghanh.programme.research.terms import DossierState, Position, StudyState, Verdict
from donghanh.programme.rewards.queries import ProposalRow, ProposalSheet
from donghanh.programme.rewards.terms import State
from donghanh.web.ui.helpers import gio, ngay, so

REWARD_MARKS = {State.PROPOSED: "info", State.VOTING: "info", State.DECIDED: "ok", State.REFUSED: "neut", State.WITHDRAWN: "neut"}

AGREEMENT_MARKS = {
    Standing.UPCOMING: "info",
    Standing.RUNNING: "ok",
    Standing.ENDING: "warn",
    Standing.EXPIRED: "neut",
    Standing.ENDED: "neut",
}
APPLICATION_MARKS = {
    None: "info",
    InvestorStep.CHECKED: "info",
    InvestorStep.LICENSED: "info",
    InvestorStep.PUBLISHED: "ok",
    InvestorStep.REFUSED: "neut",
    InvestorStep.WITHDRAWN: "neut",
    InvestorStep.REVOKED: "neut",
}
__all__ = ["dong"]

REGISTERS = (
    ("Khen thưởng", "reward.read", "learning:rewards"),
    ("Nghiên cứu", "research.read", "learning:studies"),
    ("Chính sách", "research.read", "learning:policies"),
    ("Đối tác", "partner.read", "learning:agreements"),
)
STUDY_MARKS = {
    StudyState.REGISTERED: "neut",
    StudyState.STARTED: "info",
    StudyState.ENDED: "info",
    StudyState.STOPPED: "warn",
    StudyState.EVALUATED: "ok",
}
DOSSIER_MARKS = {
    DossierState.DRAFT: "neut",
    DossierState.SUBMITTED: "info",
    DossierState.ANSWERED: "info",
    DossierState.ISSUED: "ok",
    DossierState.REFUSED: "neut",
    DossierState.WITHDRAWN: "neut",
}
SMALL = 8
"""Counts of people below this are not shown: at one site they would point at somebody."""


def registers(actor: Actor) -> list[dict[str, str]]:
    """Tabs of the registers that this official may open."""
    return [{"name": name, "href": reverse(view)} for name, verb, view in REGISTERS if verb in actor.may]


def who(row: ProposalRow) -> str:
    """ "Công an xã Trảng Bom", or "Trần Thị Ẩn, ban chủ nhiệm câu lạc bộ, UBND xã Trảng Bom"."""
    return f"{row.name}, {small(serving(row))}" if row.function else row.name


def serving(row: ProposalRow) -> str:
    """ "Ban chủ nhiệm câu lạc bộ, UBND xã Trảng Bom"; empty for a unit."""
    return f"{row.function.label}, {row.serves_at}" if row.function else ""


def small(words: str) -> str:
    """Words in the middle of a sentence."""
    return f"{words[:1].lower()}{words[1:]}"


def days(row: ProposalRow) -> str:
    """The days of the merit."""
    return ngay(row.from_on) if row.from_on == row.to_on else f"{ngay(row.from_on)} – {ngay(row.to_on)}"


def reward_states() -> list[tuple[str, str]]:
    """Filters of the list."""
    return [("", "Tất cả"), *State.choices]


def measured(sheet: ProposalSheet) -> list[dict[str, str]]:
    """Figures of the unit's tasks."""
    return [{"n": so(value), "label": code.label} for code, value in sheet.figures]


def counted(sheet: ProposalSheet) -> list[dict[str, str]]:
    """The vote as figures."""
    found = sheet.tally
    if found is None:
        return []
    return [
        {"n": f"{so(found.yes)}/{so(found.entitled)}", "label": f"phiếu đồng ý, cần {so(found.majority)}"},
        {"n": f"{so(found.cast)}/{so(found.entitled)}", "label": f"phiếu đã bỏ, cần {so(found.quorum)}"},
        {"n": so(found.no), "label": "không đồng ý"},
    ]


def verdict(sheet: ProposalSheet) -> tuple[str, str]:
    """What the vote says so far: word and colour."""
    found = sheet.tally
    if found is None:
        return "Chưa biểu quyết", "neut"
    if found.is_carried:
        return "Hội đồng thông qua", "ok"
    return ("Không đủ phiếu thông qua", "warn") if found.is_lost else ("Chưa đủ phiếu", "info")


def story(sheet: ProposalSheet) -> list[dict[str, str]]:
    """What happened, the newest first."""
    first = {"at": moment(sheet.row.made_at), "title": "Đề nghị", "who": sheet.row.proposer, "text": ""}
    told = [
        {"at": moment(s.at), "title": s.state.label, "who": f"{s.by}, {s.body}", "text": "; ".join(one for one in (s.note, s.paper) if one)}
        for s in sheet.steps
    ]
    return [*reversed(told), first]


def moment(when: datetime) -> str:
    """ "09:05 21/11/2026"."""
    return f"{gio(when)} {ngay(when)}"


def term(row: AgreementRow) -> str:
    """ "01/01/2026 – 31/12/2027", or from a day on."""
    return f"{ngay(row.starts_on)} – {ngay(row.ends_on)}" if row.ends_on else f"từ {ngay(row.starts_on)}, không thời hạn"


def planned(row: StudyRow) -> str:
    """The days of a study; a planned end that nobody set is said so."""
    return f"{ngay(row.starts_on)} – {ngay(row.ends_on)}" if row.ends_on else f"từ {ngay(row.starts_on)}, chưa đặt ngày kết thúc"


def amount(promise: PromiseRow, quantity: int | None) -> str:
    """Places or đồng, as the promise counts; a dash for support said in words."""
    if promise.kind == PromiseKind.SUPPORT or quantity is None:
        return "–"
    return dong(quantity) if promise.kind == PromiseKind.FUNDS else f"{so(quantity)} chỗ"


def retained(promise: PromiseRow) -> str:
    """ "3/5" of the places counted again after three months."""
    kept = promise.kept
    return f"{so(kept[0])}/{so(kept[1])}" if kept else "chưa đếm"


def kinds(found: Year) -> list[tuple[str, str, str]]:
    """Promised and received by kind: đồng for funds, places for the rest."""
    counted = [kind for kind in PromiseKind if kind != PromiseKind.SUPPORT]
    return [(kind.label, _measured(kind, found.promised.get(kind, 0)), _measured(kind, found.came.get(kind, 0))) for kind in counted]


def _measured(kind: PromiseKind, value: int) -> str:
    return dong(value) if kind == PromiseKind.FUNDS else f"{so(value)} chỗ"


def few(count: int | None) -> str:
    """A count of people; small ones are hidden, unknown ones say so."""
    if count is None:
        return "chưa có"
    return f"< {SMALL}" if 0 < count < SMALL else so(count)


def share(part: int | None, whole: int | None) -> str:
    """A share in percent, where neither count is small and the rest is not either."""
    if part is None or not whole:
        return "chưa có"
    return "–" if 0 < part < SMALL or 0 < whole - part < SMALL or whole < SMALL else f"{so(part * 100 / whole, 1)} %"


def outcome_line(row: OutcomeRow) -> str:
    """A row of outcomes in a list."""
    return f"{row.site}, {ngay(row.from_on)} – {ngay(row.to_on)}, {few(row.enrolled)} người"


def dossier_state(row: DossierRow) -> tuple[str, str]:
    """Word and colour of where a dossier stands."""
    if row.verdict == Verdict.KEEP:
        return Verdict.KEEP.label, "ok"
    return ("Đang lấy ý kiến", "info") if row.is_asking else (row.state.label, DOSSIER_MARKS[row.state])


def opinion(row: OpinionRow, on: date) -> tuple[str, str]:
    """Word and colour of what a body that was asked has said."""
    if row.position is None:
        return ("Quá hạn, chưa trả lời", "warn") if row.due_on < on else ("Chờ trả lời", "info")
    return row.position.label, "ok" if row.position == Position.AGREE else "warn"


def application_story(row: ApplicationRow) -> list[dict[str, str]]:
    """The steps of an application, the newest first, the day it came in last."""
    steps = [{"at": ngay(one.on), "title": str(one.kind.label), "text": one.note, "who": one.paper} for one in reversed(row.steps)]
    return [*steps, {"at": ngay(row.applied_on), "title": "Nộp hồ sơ", "text": "", "who": ""}]
