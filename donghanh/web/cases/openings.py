"""How each procedure begins: the facts that open it, what their forms ask, and how it reads on the page "Mở thủ tục"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from donghanh.cases import queries
from donghanh.cases.procedures.registry import MANIFESTS
from donghanh.cases.queries import OpeningRow
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure as P
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.web.cases import words
from donghanh.web.cases.happenings import SIGNED, implied
from donghanh.web.cases.words import Act


@dataclass(frozen=True, slots=True)
class Way:
    """One opening fact. implied: data nobody types. likely: data that the form will ask for, to see beforehand whether the file may begin."""

    kind: K
    fields: tuple[str, ...] = ()
    implied: Mapping[str, Any] = field(default_factory=dict)
    likely: tuple[str, ...] = ()
    explain: str = ""


_REGISTERED = ("result_on", "notified_at")
_SAID = "Đăng ký do chính người này hoặc người đại diện làm; hạn ra quyết định tính từ lúc nhận đủ giấy tờ."


def _registration(procedure: P) -> Way:
    return Way(K.REGISTERED, _REGISTERED, implied(procedure, K.REGISTERED), explain=_SAID)


OPENINGS: dict[P, tuple[Way, ...]] = {
    P.HOME_REHABILITATION: (
        _registration(P.HOME_REHABILITATION),
        Way(K.REST_REGISTERED, ("started_on", "left_on"), likely=("started_on", "left_on"), explain="Theo giấy xác nhận của cơ sở tư nhân."),
    ),
    P.PRIVATE_REHABILITATION: (Way(K.REGISTERED, ("form_private", *_REGISTERED), likely=("form",), explain=_SAID),),
    P.PUBLIC_REHABILITATION: (_registration(P.PUBLIC_REHABILITATION),),
    P.SUBSTITUTION: (
        _registration(P.SUBSTITUTION),
        Way(K.TREATMENT_STARTED, ("facility",), explain="Khi cơ sở điều trị báo đã bắt đầu mà chưa có đăng ký ở xã."),
    ),
    P.COMPULSORY: (
        Way(
            K.GROUND_FOUND,
            ("compulsory_ground", "paper", "paper_on", "act_on", "exclusion", "child_born_on", "in_substitution"),
            explain="Căn cứ phải có sự việc trong hồ sơ ở đây, hoặc văn bản có số và ngày. Hạn lập hồ sơ tính từ lúc này.",
        ),
    ),
    P.COMPULSORY_MINOR: (
        Way(
            K.GROUND_FOUND,
            ("compulsory_ground", "paper", "paper_on", "act_on", "in_substitution"),
            explain="Người từ đủ 12 đến dưới 18 tuổi; cần người đại diện.",
        ),
    ),
    P.AFTERCARE: (
        Way(K.RETURN_REPORTED, ("completed", "completed_on"), likely=("completed", "completed_on"), explain="Người đã hoàn thành đến trình báo."),
        Way(K.REHAB_COMPLETED, ("completed",), likely=("completed",), explain="Hoàn thành ở nơi khác; ở đây thì hồ sơ tự mở."),
        Way(K.END_NOTICED, ("completed", "number"), likely=("completed",), explain="Cơ sở báo trước ngày hết thời hạn."),
    ),
    P.COMMUNE_EDUCATION: (Way(K.EDUCATION_PROPOSED, ("number",), explain="Chỉ theo luật đến hết 30/06/2026."),),
    P.MONITORING: (
        Way(K.MONITORING_ASKED, ("monitoring_ground",), likely=("ground",), explain="Chỉ ghi đề nghị, quyết định và ngày; không bao giờ ghi vị trí."),
        Way(
            K.MONITORING_DECIDED,
            (*SIGNED, "until_on"),
            {"ground": "aftercare"},
            explain="Cho người đang quản lý sau cai nghiện từ trước 01/07/2026.",
        ),
    ),
}
"""Not here: management of users (its own page) and determination (asked for from a file: cases:determine; a volunteer: web/diagnosis)."""

_LIKELY = {"form": "private", "completed": "compulsory", "ground": "home"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One procedure on the page: what opens it now, and what does not, each with the reason."""

    title: str
    acts: tuple[Act, ...]
    refused: tuple[OpeningRow, ...]
    open_now: Act | None


def choices(actor: Actor, person_id: UUID, at: datetime) -> list[Choice]:
    """Every procedure of the house for this person, those that may begin now first."""
    asked = [(procedure, way.kind, {**way.implied, **_likely(way, at)}) for procedure, ways in OPENINGS.items() for way in ways]
    asked[:0] = [(P.USER_MANAGEMENT, K.TESTED_POSITIVE, {}), (P.DETERMINATION, K.DETERMINATION_REQUESTED, {})]
    rows = [_asked_elsewhere(row) for row in queries.openings(actor, person_id, at=at, asked=asked)]
    made = [_choice(person_id, procedure, [row for row in rows if row.procedure == procedure]) for procedure in MANIFESTS]
    return sorted(made, key=lambda one: (one.open_now is not None, not one.acts))


def _asked_elsewhere(row: OpeningRow) -> OpeningRow:
    """A determination begins where it is asked for: from the file that asks, or at the health body to which the person goes himself."""
    if row.procedure != P.DETERMINATION:
        return row
    mend = _("Mở hồ sơ quản lý của người này rồi gửi đề nghị. Người tự nguyện thì đến thẳng cơ sở y tế; cơ sở tiếp nhận, xã không phải lập hồ sơ.")
    return replace(row, refusal=Cannot(_("Đề nghị xác định được gửi từ hồ sơ đang mở."), mend=mend))


def _likely(way: Way, at: datetime) -> dict[str, Any]:
    days = {"started_on": words.day_of(at - timedelta(days=120))}
    return {key: _LIKELY.get(key) or days.get(key, words.day_of(at)).isoformat() for key in way.likely}


def _choice(person_id: UUID, procedure: P, rows: list[OpeningRow]) -> Choice:
    running = next((row for row in rows if row.case_id), None)
    there = Act(_("Mở hồ sơ %(number)s") % {"number": running.number}, words.address("cases:case", running.case_id)) if running else None
    acts = () if running else tuple(_act(person_id, row) for row in rows if row.refusal is None)
    return Choice(str(procedure.label), acts, tuple(row for row in rows if row.refusal and not running), there)


def _act(person_id: UUID, row: OpeningRow) -> Act:
    if row.procedure == P.USER_MANAGEMENT:
        return Act(row.kind.label, words.address("cases:open", person_id))
    return Act(row.kind.label, words.address("cases:begin", person_id, words.slug(row.procedure), words.slug(row.kind)))
