"""The check-and-sign page in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from donghanh.base.documents.filled import FilledForm
from donghanh.base.documents.layout import Layout, composed
from donghanh.cases.queries import CaseSheet
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.decisions import checks, leaning, printed, queries
from donghanh.decisions.queries import DecisionSheet
from donghanh.decisions.terms import TO_MEND, WAITING, DecisionKind, DraftState
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.web.cases import story, words
from donghanh.web.cases.happenings import say
from donghanh.web.decisions.presenters.three import Three, three
from donghanh.web.decisions.presenters.words import NAMES
from donghanh.web.ui.helpers import ngay

TOLD_FACTS = (K.TESTED_POSITIVE, K.USED_AGAIN, K.RESIDENCE_VERIFIED, K.NOTICE_SENT, K.NOTICE_RECEIVED, K.FOUND_DEPENDENT, K.FOUND_NOT_DEPENDENT,
              K.STOP_GROUND, K.CUSTODY_BEGAN, K.FILE_RECEIVED, K.MANAGEMENT_DECIDED)  # fmt: skip
"""Facts on which a decision of this procedure may stand."""


@dataclass(frozen=True, slots=True)
class Review:
    """Everything the check-and-sign page shows. mode: sign | check | mend | read. place: "1 trên 3" in the signer's queue."""

    name: str
    mode: str
    notice: str
    back: tuple[str, str]
    place: str
    three: Three
    facts: tuple[tuple[str, str], ...]
    checks: tuple[checks.Check, ...]
    papers: tuple[dict[str, str], ...]
    letter: Layout
    is_form: bool
    may_return: bool
    may_take_back: bool
    may_drop: bool
    mend_href: str


def review(request: HttpRequest, sheet: DecisionSheet) -> Review:
    """The page of a draft for this official."""
    actor, row = request.actor, sheet.row
    case = sheet.case
    assert case is not None, "a draft stands on a file"
    mode, notice = _mode(actor, sheet)
    is_signer = "decision.sign" in actor.may
    waits, is_own = row.state in WAITING, row.drafted_by == actor.user_id
    return Review(
        name=NAMES[row.kind],
        mode=mode,
        notice=notice,
        back=(_("Chờ ký"), words.address("decisions:signing")) if is_signer else (row.case_number, words.address("cases:case", row.case_id)),
        place=_place(actor, sheet) if is_signer and mode == "sign" else "",
        three=three(sheet, local_day(request.at)),
        facts=_facts(sheet, case),
        checks=_checks(request, sheet, case) if waits else (),
        papers=_papers(actor, sheet, case),
        letter=composed(printed.on_screen(sheet.letter)),
        is_form=isinstance(sheet.letter, FilledForm),
        may_return=waits and bool({"decision.sign", "decision.check"} & actor.may) and not is_own,
        may_take_back=waits and is_own and "decision.draft" in actor.may,
        may_drop=row.state in (*WAITING, *TO_MEND) and is_own,
        mend_href=_mend(sheet) if is_own and row.state in TO_MEND else "",
    )


def _mode(actor: Actor, sheet: DecisionSheet) -> tuple[str, str]:
    """What this official can do with this draft now, and the sentence that says why nothing, if nothing."""
    row, holder = sheet.row, sheet.holder
    is_holder = (actor.office, actor.body_id) == (holder.office, holder.body_id)
    if row.state in TO_MEND:
        return "mend", _("Bạn đã rút dự thảo này về. Soạn lại, rồi dự thảo mới sang người kiểm tra.") if row.state == DraftState.TAKEN_BACK else ""
    if row.state == DraftState.DROPPED:
        return "read", _("Dự thảo này đã được bỏ; trang này chỉ để đọc.")
    if row.state == DraftState.DRAFTED:
        if row.drafted_by == actor.user_id or "decision.check" not in actor.may or is_holder:
            return "read", _("Chờ đồng nghiệp kiểm tra. Người soạn, người kiểm tra và người ký là ba người khác nhau.")
        return "check", ""
    if is_holder and not sheet.has_other_holder:
        return "sign", ""
    return "read", _("Chờ %(office)s ký. Thẩm quyền hôm nay theo %(cite)s.") % {"office": holder.office_title, "cite": holder.citation}


def _place(actor: Actor, sheet: DecisionSheet) -> str:
    ids = [row.id for row in queries.to_sign(actor)]
    return _("%(n)d trên %(all)d") % {"n": ids.index(sheet.row.id) + 1, "all": len(ids)} if sheet.row.id in ids else ""


def _facts(sheet: DecisionSheet, case: CaseSheet) -> tuple[tuple[str, str], ...]:
    row = sheet.row
    told = {f.kind: f for f in reversed(case.facts) if f.voided_at is None}
    rows = [(_("Người có tên"), f"{row.person_name}, {row.birth_year}"), (_("Hồ sơ"), f"{row.case_number} · {sheet.unit_name}")]
    standing = TOLD_FACTS if case.row.procedure == Procedure.USER_MANAGEMENT else tuple(told)[:8]
    for kind in standing:
        if kind in told:
            text = say(told[kind].data, told[kind].place_name)
            rows.append((kind.label, f"{story.when(told[kind])}{f' · {text}' if text else ''}"))
    rows.append((_("Lý do"), sheet.reasons))
    if row.kind == DecisionKind.MANAGE_USER:
        rows.append((_("Cán bộ theo dõi"), sheet.officer or _("chưa ghi tên")))
        rows.append((_("Tổ quản lý"), "; ".join(sheet.team) or _("theo biên bản kèm theo")))
    return tuple(rows)


def _checks(request: HttpRequest, sheet: DecisionSheet, case: CaseSheet) -> tuple[checks.Check, ...]:
    return checks.run(
        checks.Looked(
            sheet.row.kind,
            local_day(request.at),
            sheet.letter,
            sheet.findings,
            sheet.holder,
            sheet.has_other_holder,
            sheet.is_stale,
            case.view.seen,
            sheet.born_on,
            case.row.birth_year,
            sheet.guardian_name,
            leaning.leaning(sheet.withdraws_id, at=request.at) if sheet.withdraws_id else (),
        )
    )


def _papers(actor: Actor, sheet: DecisionSheet, case: CaseSheet) -> tuple[dict[str, str], ...]:
    """What can be opened beside the draft: other decisions of the case, and the story of its facts."""
    made = [
        {"name": row.kind.label, "href": words.address("decisions:decision", row.id), "meta": f"{row.number_text} · {ngay(row.signed_at)}"}
        for row in queries.of_cases(actor, [sheet.row.case_id])
        if row.signed_at and row.id != sheet.row.id
    ]
    told = sum(1 for f in case.facts if f.voided_at is None)
    return (*made, {"name": _("Các sự việc của hồ sơ"), "href": words.address("cases:case", sheet.row.case_id), "meta": _("%(n)d mục") % {"n": told}})


def _mend(sheet: DecisionSheet) -> str:
    row = sheet.row
    if row.kind == DecisionKind.WITHDRAW:
        return words.address("decisions:withdraw", sheet.withdraws_id)
    return f"{words.address('decisions:draft', row.case_id, row.kind.value)}?tu={row.id}"
