"""Rows of the lists of decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from donghanh.base.places import queries as places
from donghanh.cases import queries as cases
from donghanh.decisions.queries import DecisionRow
from donghanh.decisions.terms import DraftState
from donghanh.web.cases import words
from donghanh.web.decisions.presenters.words import NAMES, sentence
from donghanh.web.ui.due import Due
from donghanh.web.ui.helpers import ngay

EMPTY = {
    "signing": (
        "Không có quyết định nào chờ ký",
        "Dự thảo đã kiểm tra và thuộc thẩm quyền của bạn hôm nay sẽ hiện ở đây.",
        "Xem các quyết định đã ký",
    ),
    "checking": ("Không có dự thảo nào chờ kiểm tra", "Dự thảo do đồng nghiệp soạn hiện ở đây; không ai tự kiểm tra bản của mình.", "Xem đã ký"),
    "returned": ("Không có dự thảo nào bị trả lại", "Dự thảo bị trả lại hiện ở đây kèm lý do và cách sửa.", "Xem các quyết định đã ký"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One draft in a queue."""

    href: str
    name: str
    who: str
    number: str
    reason: str
    due: Due | None
    hands: str
    returned: str


@dataclass(frozen=True, slots=True)
class SignedLine:
    href: str
    number: str
    day: str
    name: str
    who: str
    signer: str
    is_withdrawn: bool


def waiting(request: HttpRequest, rows: Sequence[DecisionRow]) -> list[Waiting]:
    """Drafts of a queue with the deadline of the duty they fulfil; one statement more, however many rows."""
    look = words.Look(request.actor, request.at, places.calendar())
    owed = {}
    if rows:
        for duty in cases.working_list(request.actor, at=request.at, kinds=tuple(words.DECIDED_AS), limit=1000):
            owed.setdefault((duty.case_id, words.DECIDED_AS[duty.kind]), duty)
    return [_waiting(look, request, row, owed.get((row.case_id, row.kind))) for row in rows]


def _waiting(look: words.Look, request: HttpRequest, row: DecisionRow, duty: cases.DutyRow | None) -> Waiting:
    hands = _("soạn: %(name)s") % {"name": row.drafter_name}
    if row.checker_name:
        hands += _(" · kiểm tra: %(name)s") % {"name": row.checker_name}
    due = words.chip(look, duty.due_at, duty.rule_id, words.why_href(row.case_id, duty.kind)) if duty else None
    return Waiting(
        words.address("decisions:decision", row.id),
        sentence(NAMES[row.kind]),
        _who(request, row),
        row.case_number,
        _short(row.reasons),
        due,
        hands,
        row.return_reason if row.state == DraftState.RETURNED else "",
    )


def signed_lines(request: HttpRequest, rows: Sequence[DecisionRow]) -> list[SignedLine]:
    """Signed decisions of a list."""
    return [
        SignedLine(
            words.address("decisions:decision", row.id),
            row.number_text,
            ngay(row.signed_at),
            sentence(NAMES[row.kind]),
            _who(request, row),
            row.signer_name,
            row.is_withdrawn,
        )
        for row in rows
    ]


def _who(request: HttpRequest, row: DecisionRow) -> str:
    hidden = words.names_hidden(request)
    return words.person_line(request.actor, row.person_name, row.birth_year, is_sealed=row.is_sealed, hidden=hidden)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 140 else f"{line[:139].rsplit(' ', 1)[0]} …"
