"""What the machine checks before somebody signs: each answer in words, fine or to be looked at. Pure; decides nothing by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from donghanh import legal
from donghanh.base.documents.filled import FilledForm
from donghanh.base.documents.letter import Letter, long_date
from donghanh.cases.rules import age_on
from donghanh.cases.terms import FactKind as K
from donghanh.decisions import printed
from donghanh.decisions.rules import HolderView
from donghanh.decisions.terms import DecisionKind
from donghanh.legal import Standing, forms, monitoring
from donghanh.legal import user_management as law
from donghanh.legal.lengths import Verdict
from donghanh.legal.model import CONFIDENCE_VI

NEEDED: dict[DecisionKind, tuple[tuple[str, frozenset[K]], ...]] = {
    DecisionKind.MANAGE_USER: (
        ("kết quả xét nghiệm", frozenset({K.TESTED_POSITIVE})),
        ("xác minh nơi cư trú", frozenset({K.RESIDENCE_VERIFIED})),
        ("thông báo về hành vi", frozenset({K.NOTICE_SENT, K.NOTICE_RECEIVED})),
    ),
    DecisionKind.SUSPEND_USER: (("việc tạm giữ, tạm giam", frozenset({K.CUSTODY_BEGAN})),),
    DecisionKind.STOP_USER: (("căn cứ dừng", frozenset({K.STOP_GROUND, K.FOUND_DEPENDENT})),),
    DecisionKind.END_USER: (("quyết định quản lý", frozenset({K.MANAGEMENT_DECIDED})),),
}
"""The facts that must stand in the file behind a decision of the management of users: without them it is neither drafted nor checked nor signed.
Of the others the procedure itself says what must come before, and refuses the draft."""


def missing(kind: DecisionKind, seen: frozenset[K]) -> tuple[str, ...]:
    """Names of all papers that the file still lacks for this decision, in the order in which they come."""
    return tuple(name for name, kinds in NEEDED.get(kind, ()) if not kinds & seen)


@dataclass(frozen=True, slots=True)
class Check:
    """One line: what was found, whether it is fine, and the article or detail behind it."""

    text: str
    is_fine: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Leaning:
    """Another file that stands on the decision to be withdrawn. is_decided: a measure was decided in it, which another decision has to end."""

    number: str
    procedure: str
    is_decided: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """What the checks look at: the decision as it would be signed on this day, the facts told, and the age of the person."""

    kind: DecisionKind
    on: date
    letter: Letter | FilledForm
    findings: dict[str, Any]
    holder: HolderView
    has_other_holder: bool
    is_stale: bool
    seen: frozenset[K]
    born_on: date | None
    birth_year: int
    guardian_name: str
    leaning: tuple[Leaning, ...] = ()


def run(looked: Looked) -> tuple[Check, ...]:
    """All checks that apply to this decision, in the order in which a signer asks."""
    found = [_papers(looked), _term(looked), _office(looked), _unchanged(looked), _minor(looked), _sure(looked)]
    return (*(check for check in found if check is not None), *map(_leans, looked.leaning), *_misfits(looked))


def _leans(one: Leaning) -> Check:
    """A withdrawal says which other file stands on the decision, what follows there by itself, and what is still to be done."""
    then = "còn phải ra quyết định chấm dứt và tháo thiết bị" if one.is_decided else "hồ sơ đó đóng lại, không còn việc phải làm"
    silent = monitoring.ground_withdrawn()
    return Check(
        f"Hồ sơ {one.number} ({one.procedure.lower()}) dựa trên quyết định này",
        is_fine=False,
        detail=f"Khi ký, việc thu hồi được ghi vào hồ sơ đó: {then}. {silent.meaning_vi} · {silent.citation_vi}",
    )


def _misfits(looked: Looked) -> Iterator[Check]:
    """Where the form and the law do not fit: the signer sees it before he signs."""
    for one in forms.mismatches_of(str(looked.findings.get("form", ""))):
        if one.kind in ("differs", "no_limit"):
            yield Check(one.text, is_fine=False, detail=one.law_citation)


def _papers(looked: Looked) -> Check | None:
    needed, lacks = NEEDED.get(looked.kind, ()), missing(looked.kind, looked.seen)
    if not needed:
        return None
    if lacks:
        return Check(f"Thiếu trong hồ sơ: {', '.join(lacks)}", is_fine=False, detail=str(looked.findings.get("form_citation", "")))
    names = ", ".join(name for name, _ in needed)
    return Check(f"Đủ {len(needed)} trên {len(needed)} căn cứ trong hồ sơ", is_fine=True, detail=names)


def _term(looked: Looked) -> Check | None:
    """Reckon the term again by the rule of the day and look for its last day in the letter's own words."""
    if looked.findings.get("written"):
        return _written(looked.findings["written"])
    term = looked.findings.get("term")
    if not term:
        return None
    last = date.fromisoformat(term["last_day"])
    if looked.kind == DecisionKind.MANAGE_USER and looked.findings.get("basis") != "moved":
        last = legal.term_end(legal.rule(term["rule_id"]), looked.on).last_day
    text = printed.whole_text(looked.letter)
    fits = long_date(last) in text or f"{last:%d/%m/%Y}" in text
    return Check("Thời hạn khớp với luật" if fits else "Thời hạn trong văn bản khác luật", is_fine=fits, detail=term["citation_short"])


def _written(found: dict[str, Any]) -> Check:
    """A term that somebody typed: the law's number beside it, or what the law leaves open and the reason given."""
    if found["needs_reason"]:
        detail = f"{found['meaning'] or Standing(found['status']).sentence} Lý do đã ghi: {found['why'] or 'chưa có'}"
        return Check("Luật để ngỏ thời hạn này", is_fine=False, detail=f"{detail} · {found['citation']}".rstrip(" ·"))
    fits = found["verdict"] == Verdict.FITS
    return Check("Thời hạn khớp với luật" if fits else "Thời hạn khác luật", is_fine=fits, detail=f"luật cho {found['law']}: {found['citation']}")


def _office(looked: Looked) -> Check:
    if looked.has_other_holder:
        return Check("Từ lúc soạn, thẩm quyền đã chuyển", is_fine=False, detail=f"sang {looked.holder.office_title}: {looked.holder.citation}")
    return Check("Đúng người có quyền ký hôm nay", is_fine=True, detail=f"{looked.holder.office_title}: {looked.holder.citation}")


def _unchanged(looked: Looked) -> Check:
    if looked.is_stale:
        return Check("Hồ sơ đã thay đổi sau khi soạn", is_fine=False, detail="Trả lại để soạn lại theo sự việc mới nhất.")
    return Check("Sự việc không đổi từ lúc soạn", is_fine=True)


def _minor(looked: Looked) -> Check | None:
    branch = law.age_branch(age_on(looked.on, born_on=looked.born_on, birth_year=looked.birth_year), on=looked.on)
    if branch.value == "adult":
        return None
    if looked.guardian_name and looked.guardian_name in printed.whole_text(looked.letter):
        return Check("Người dưới 18 tuổi, có tên người giám hộ", is_fine=True, detail=f"{looked.guardian_name}: {branch.citation_vi}")
    return Check("Người dưới 18 tuổi, thiếu người giám hộ", is_fine=False, detail=branch.citation_vi)


def _sure(looked: Looked) -> Check:
    """Say which of the texts it stands on were not read in full."""
    found = looked.findings
    marks = {
        "mẫu văn bản": found.get("form_confidence", "V"),
        "thời hạn quản lý": found.get("term", {}).get("confidence", "V"),
        "thời hạn": found.get("written", {}).get("confidence", "V"),
        "thẩm quyền": found.get("holder_confidence", "V"),
        "thời hạn khiếu nại": found.get("complaint", {}).get("confidence", "V"),
    }
    unsure = [f"{name} ({CONFIDENCE_VI[mark]})" for name, mark in marks.items() if mark != "V"]
    if unsure:
        return Check("Có điều luật chưa đối chiếu nguyên văn", is_fine=False, detail="; ".join(unsure))
    return Check("Mọi điều luật đã đối chiếu nguyên văn", is_fine=True)
