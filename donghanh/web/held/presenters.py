"""What a facility decides, in the words of a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from donghanh.base.documents.filled import FilledForm
from donghanh.base.documents.layout import composed
from donghanh.cases.dossiers.queries import Opened
from donghanh.decisions import checks, formed, printed
from donghanh.decisions.drawing import Drawn
from donghanh.decisions.held.queries import HeldChoice, HeldRow, HeldSheet, choices
from donghanh.decisions.held.rules import leave_check
from donghanh.decisions.rules import HolderView
from donghanh.decisions.terms import GOING_OUT, TO_MEND, WAITING, DecisionKind, DraftState
from donghanh.kernel.actor import Actor
from donghanh.kernel.citizen_id import masked
from donghanh.kernel.workdays import local_day
from donghanh.legal.decision_kinds import decision_kind
from donghanh.rights import queries as rights
from donghanh.rights.queries import ContestRow
from donghanh.web.decisions.presenters import NAMES, file_name
from donghanh.web.decisions.presenters.three import three
from donghanh.web.decisions.presenters.words import sentence
from donghanh.web.papers.labels import label
from donghanh.web.rights.presenters import contest_line
from donghanh.web.ui.helpers import gio, ngay

__all__ = ["NAMES", "complaints", "draft_page", "file_name", "file_page", "lines", "review", "signed_page", "told"]
MARKS = {DraftState.DRAFTED: "info", DraftState.CHECKED: "info", DraftState.RETURNED: "warn", DraftState.TAKEN_BACK: "warn", DraftState.SIGNED: "ok"}


def lines(rows: Sequence[HeldRow]) -> list[dict[str, Any]]:
    """Decisions of a list: what, for whom, who prepared or signed it, how it stands."""
    return [_line(row) for row in rows]


def _line(row: HeldRow) -> dict[str, Any]:
    word, mark = (_("Đã bị thu hồi"), "neut") if row.is_withdrawn else (row.state.label, MARKS.get(row.state, "neut"))
    if row.kind in GOING_OUT and row.state == DraftState.SIGNED and not row.is_withdrawn:
        word, mark = (_("Đã dùng để ra"), "ok") if row.is_used else (_("Đã ký, chưa ra"), "info")
        word, mark = (_("Tạm ngừng vì khiếu nại"), "warn") if row.is_suspended else (word, mark)
    hands = row.signer_name if row.signed_at else _("soạn: %(name)s") % {"name": row.drafter_name}
    if row.checker_name and not row.signed_at:
        hands += _(" · kiểm tra: %(name)s") % {"name": row.checker_name}
    return {
        "href": reverse("held:decision", args=[row.passage_id, row.id]),
        "name": sentence(NAMES[row.kind]),
        "who": f"{row.person_name}, {row.birth_year}",
        "number": row.number_text,
        "day": ngay(row.signed_at or row.drafted_at),
        "hands": hands,
        "mend": row.return_reason if row.state == DraftState.RETURNED else "",
        "word": word,
        "mark": mark,
    }


def file_page(request: HttpRequest, opened: Opened, rows: Sequence[HeldRow]) -> dict[str, Any]:
    """The decisions of one file, and every kind with what it does and why not now; a draft that waits is opened instead of drawn up again."""
    waiting = {row.kind: row for row in rows if row.state in (*WAITING, *TO_MEND)}
    may = "held.draft" in request.actor.may
    kinds = [_choice(one, opened.row.id, waiting, may=may) for one in choices(request.actor, opened, at=request.at)]
    return {"opened": opened, "rows": lines(rows), "kinds": kinds}


def _choice(one: HeldChoice, passage_id: UUID, waiting: dict[DecisionKind, HeldRow], *, may: bool) -> dict[str, str]:
    kind = DecisionKind(one.row.code)
    line = {"name": sentence(one.row.name), "does": one.row.does, "form": one.form_name, "cite": one.citation, "href": "", "why": "", "mend": ""}
    if kind in waiting:
        return line | {"href": reverse("held:decision", args=[passage_id, waiting[kind].id]), "word": waiting[kind].state.label, "mark": "info"}
    if one.refusal is not None:
        return line | {"why": one.refusal.message, "mend": one.refusal.mend, "word": _("Chưa soạn được"), "mark": "neut"}
    if not may:
        return line | {"why": _("Cán bộ của cơ sở soạn; người đứng đầu kiểm tra và ký."), "word": _("Chờ soạn"), "mark": "neut"}
    return line | {"href": reverse("held:draft", args=[passage_id, one.row.code]), "word": _("Soạn được"), "mark": "ok"}


def draft_page(file: Opened, kind: DecisionKind, drawn: Drawn, holder: HolderView) -> dict[str, Any]:
    """What stands beside the form of a draft."""
    return {
        "name": NAMES[kind],
        "does": decision_kind(kind).does,
        "who": f"{file.full_name}, {file.birth_year}",
        "holder": holder,
        "back": reverse("held:file", args=[file.row.id]),
        "letter": composed(printed.on_screen(drawn.letter)),
        "is_form": bool(drawn.filled),
        "known": [(label(one.field), masked(one.value) if one.field.kind == "id_number" else one.value) for one in drawn.filled if one.is_known],
        "missing": [label(one.field) for one in formed.missing(drawn.filled)],
    }


def review(request: HttpRequest, sheet: HeldSheet) -> dict[str, Any]:
    """The page of a draft for this official. mode: sign | check | mend | read."""
    actor, row = request.actor, sheet.row
    mode, notice = _mode(actor, sheet)
    waits, is_own = row.state in WAITING, row.drafted_by == actor.user_id
    return {
        "name": NAMES[row.kind],
        "mode": mode,
        "notice": notice,
        "three": three(sheet, local_day(request.at)),
        "facts": _facts(sheet),
        "checks": _checks(request, sheet) if waits else (),
        "letter": composed(printed.on_screen(sheet.letter)),
        "is_form": isinstance(sheet.letter, FilledForm),
        "may_return": waits and not is_own,
        "may_take_back": waits and is_own,
        "may_drop": is_own and row.state in (*WAITING, *TO_MEND),
        "mend_href": _mend(sheet) if is_own and row.state in TO_MEND else "",
    }


def _mode(actor: Actor, sheet: HeldSheet) -> tuple[str, str]:
    """What this official can do with this draft now, and the sentence that says why nothing, if nothing."""
    row = sheet.row
    if row.state in TO_MEND:
        return "mend", _("Bạn đã rút dự thảo này về. Soạn lại, rồi dự thảo mới sang người kiểm tra.") if row.state == DraftState.TAKEN_BACK else ""
    if row.state == DraftState.DROPPED:
        return "read", _("Dự thảo này đã được bỏ; trang này chỉ để đọc.")
    is_head = (actor.office, actor.body_id) == (sheet.holder.office, sheet.holder.body_id)
    if row.state == DraftState.DRAFTED:
        if row.drafted_by == actor.user_id or is_head:
            return "read", _("Chờ đồng nghiệp kiểm tra. Người soạn, người kiểm tra và người ký là ba người khác nhau.")
        return "check", ""
    if is_head:
        return "sign", ""
    return "read", _("Chờ %(office)s ký. Thẩm quyền theo %(cite)s.") % {"office": sheet.holder.office_title, "cite": sheet.holder.citation}


def _facts(sheet: HeldSheet) -> list[tuple[str, str]]:
    steps = [(fact.kind.label, f"{gio(fact.happened_at)} {ngay(fact.happened_at)}") for fact in reversed(sheet.file.steps[-8:])]
    named = [(_("Người có tên"), f"{sheet.row.person_name}, {sheet.row.birth_year}"), (_("Hồ sơ"), sheet.file.row.summary)]
    return [*named, *steps, (_("Lý do"), sheet.row.reasons)]


def _checks(request: HttpRequest, sheet: HeldSheet) -> tuple[checks.Check, ...]:
    file, on = sheet.file, local_day(request.at)
    leave = leave_check(sheet.values, on=on) if sheet.row.kind == DecisionKind.LET_OUT else None
    found = checks.run(
        checks.Looked(
            sheet.row.kind,
            on,
            sheet.letter,
            dict(sheet.findings),
            sheet.holder,
            False,
            sheet.is_stale,
            sheet.view.seen if sheet.view else frozenset(),
            file.born_on,
            file.birth_year,
            sheet.values.get("guardian_full_name", ""),
        )
    )
    return (leave, *found) if leave else found


def _mend(sheet: HeldSheet) -> str:
    row = sheet.row
    if row.kind == DecisionKind.WITHDRAW:
        return reverse("held:withdraw", args=[row.passage_id, sheet.withdraws_id])
    return f"{reverse('held:draft', args=[row.passage_id, row.kind.value])}?tu={row.id}"


def told(sheet: HeldSheet) -> tuple[str, ...]:
    """Who must have it: the person, then the recipients its form names."""
    named = [one for one in printed.recipients(sheet.letter) if not one.startswith(("Như Điều", "Lưu"))]
    return (sheet.row.person_name, *named)


def signed_page(request: HttpRequest, sheet: HeldSheet) -> dict[str, Any]:
    """What stands on the page of a signed decision."""
    row = sheet.row
    may_hand_over = "held.draft" in request.actor.may and not row.is_withdrawn and (sheet.lies_here or row.kind == DecisionKind.CERTIFY_STAY)
    return {
        "name": NAMES[row.kind],
        "letter": composed(printed.on_screen(sheet.letter)),
        "is_form": isinstance(sheet.letter, FilledForm),
        "signed": f"{gio(row.signed_at)} {ngay(row.signed_at)}",
        "next": _next(row),
        "told": told(sheet),
        "services": [(s.recipient, s.way.label, f"{gio(s.served_at)} {ngay(s.served_at)}") for s in sheet.services],
        "three": three(sheet, local_day(row.signed_at or request.at)),
        "may_serve": may_hand_over,
        "contests": complaints(rights.contests_of(request.actor, row.id)),
        "may_complain": "held.draft" in request.actor.may and not row.is_withdrawn,
        "may_withdraw": may_hand_over and sheet.lies_here and not row.is_used and row.kind != DecisionKind.WITHDRAW,
    }


def complaints(rows: Sequence[ContestRow]) -> list[dict[str, Any]]:
    """Complaints of a list: against what, from whom, when, how it stands, and its page."""
    return [_complaint(row) for row in rows]


def _complaint(row: ContestRow) -> dict[str, Any]:
    said = contest_line(row)
    href = reverse("held:complaint", args=[row.passage_id, row.decision_id, row.id])
    return {"href": href, "what": said.what, "who": said.who, "day": said.came, "word": said.word, "mark": said.mark, "until": said.until}


def _next(row: HeldRow) -> str:
    if row.kind == DecisionKind.WITHDRAW:
        return _("Quyết định bị thu hồi coi như không còn; các bước của hồ sơ đã được tính lại.")
    if row.kind not in GOING_OUT:
        return _("Sự việc đã vào hồ sơ từ lúc ký. Còn phải giao giấy.")
    if row.is_suspended:
        return _("Đang tạm ngừng vì có khiếu nại: chưa ai được ra khỏi cơ sở theo quyết định này.")
    if row.is_used:
        return _("Người này đã ra khỏi cơ sở theo quyết định này.")
    return _("Ký chưa phải là ra: khi người này rời cơ sở, ghi bước đó ở trang hồ sơ theo quyết định này.")
