"""The words of the pages of a determination."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from donghanh.base.documents.layout import composed
from donghanh.cases.diagnosis.queries import AssessmentRow, Examination, Limit
from donghanh.cases.diagnosis.terms import Mark, State
from donghanh.cases.procedures.shape import DutyView
from donghanh.cases.queries import ReferralRow
from donghanh.cases.terms import ExaminedAt, FactKind
from donghanh.decisions.papers import laying
from donghanh.decisions.papers.rules import Issuer
from donghanh.kernel.workdays import ZONE, local_day
from donghanh.legal import Standing, forms
from donghanh.legal import diagnosis as law
from donghanh.web.cases import words
from donghanh.web.cases.answers import STANDINGS
from donghanh.web.cases.reviews import Review
from donghanh.web.ui.due import due_of
from donghanh.web.ui.helpers import gio, ngay

MARKS = {State.WAITING: "warn", State.LACKING: "warn", State.READY: "info", State.CONCLUDED: "ok", State.RETURNED: "neut"}
NOBODY = "—"
"""Where the name of a person stood who is no longer named to the body (conclude_referral, tell_determination)."""
SAYS = {"dependent": _("Đủ tiêu chuẩn: có nghiện"), "not_dependent": _("Không đủ tiêu chuẩn: không nghiện"), "observe": _("Chưa đủ để kết luận")}
SHEET = "TT18-03"
"""Summary sheet of Circular 18/2021 (law/forms)."""


@dataclass(frozen=True, slots=True)
class Found:
    """One assessment on the page. lists: the criteria there, not there, not clear; sure: word, mark and sentence of how sure the rule is."""

    says: str
    mark: str
    meaning: str
    mend: str
    cite: str
    sure: tuple[str, str, str]
    lists: tuple[tuple[str, str, tuple[str, ...]], ...]
    lacking: tuple[str, ...]
    about: tuple[tuple[str, str], ...]


def page(seen: Examination) -> dict[str, Any]:
    """One request for the body that was asked."""
    return {
        "seen": seen,
        "who": _who(seen),
        "mark": MARKS[seen.state],
        "about": about(seen),
        "found": found(seen.newest) if seen.newest else None,
        "earlier": [found(one) for one in seen.rows[1:]],
        "signed": _signed(seen),
        "is_open": seen.referral.answered_at is None,
    }


def _who(seen: Examination) -> str:
    name = seen.referral.person_name
    return "" if name == NOBODY else name


def known(seen: Examination) -> dict[str, Any]:
    """What the form of findings need not ask again: the place, and when the person was received."""
    first = next((one.happened_at.astimezone(ZONE) for one in seen.told if one.kind == FactKind.PERSON_RECEIVED), None)
    received = {"received_on": first.date(), "received_time": f"{first:%H:%M}"} if first else {}
    return {"place": seen.referral.place} | received


def lines(referrals: Sequence[ReferralRow], states: Mapping[UUID, State], owed: Mapping[UUID, DutyView | None], at: datetime) -> list[dict[str, Any]]:
    """The body's list: what it owes next first, the nearest limit before those without one, then what waits, then what is over."""
    rows = [_line(one, states[one.id], owed.get(one.id), at) for one in referrals]
    return sorted(rows, key=lambda row: row["order"])


def _line(row: ReferralRow, state: State, duty: DutyView | None, at: datetime) -> dict[str, Any]:
    due = duty.due.value if duty and duty.due else None
    return {
        "row": row,
        "name": row.person_name if row.person_name != NOBODY else "",
        "by": row.from_name if row.person_id else _("Người này tự đến"),
        "state": state,
        "mark": MARKS[state],
        "task": words.task(duty.kind, words.day_of(duty.stands_from)) if duty else "",
        "due": due_of(due, at) if duty else None,
        "order": (row.answered_at is not None, duty is None, due is None, due or row.sent_at),
    }


def found(row: AssessmentRow) -> Found:
    """What was found, and what the rule makes of it."""
    told, answer = row.weighed, row.weighed.answer
    standing = Standing(answer.status)
    word, mark = STANDINGS[standing]
    groups = law.groups()
    return Found(
        says=str(SAYS[answer.value]),
        mark={"observe": "warn"}.get(answer.value, "neut"),
        meaning=answer.meaning_vi,
        mend=answer.mend_vi,
        cite=answer.citation_vi,
        sure=(str(word), mark, "" if standing == Standing.DEFINITE else standing.sentence),
        lists=((_("Có"), "circle-check", told.met), (_("Không"), "circle", told.absent), (_("Chưa rõ"), "circle-dashed", told.unclear)),
        lacking=told.lacking,
        about=(
            (_("Tiếp nhận"), _moment(row.received_at)),
            (_("Khám"), f"{_moment(row.examined_at)}, {str(row.place.label).lower()}"),
            (_("Nhóm chất"), "; ".join(groups[code] for code in row.groups)),
            (_("Thời gian"), law.lengths()[row.length]),
            (_("Bước theo dõi"), _("Đã xong") if row.is_observed else _("Chưa theo dõi thêm")),
            *(((_("Ghi chú"), row.note),) if row.note else ()),
        ),
    )


def about(seen: Examination) -> list[tuple[str, str]]:
    """Who asked, when, where the person is examined, and the limits of the law."""
    asked = seen.referral
    if asked.person_id is None:
        rows = [(_("Ai đề nghị"), _("Chính người này")), (_("Đến lúc"), _moment(asked.sent_at))]
    else:
        rows = [(_("Nơi gửi"), asked.from_name), (_("Gửi lúc"), _moment(asked.sent_at))]
    rows.append((_("Nơi xác định"), str(ExaminedAt(asked.place).label)))
    rows += [(_("Hạn cử người đến"), _limit(seen.staff))] if seen.staff else []
    rows += [(_("Hạn trả kết quả"), _limit(seen.result))] if seen.result else []
    return rows


def _limit(limit: Limit) -> str:
    """The last moment with its article; where no text read gives one, that and why."""
    due = limit.due
    if due is None:
        return _("chưa đặt. %(why)s") % {"why": limit.why_none}
    if due.last_day < local_day(due.value):
        return _("hết ngày %(day)s · %(cite)s") % {"day": ngay(due.last_day), "cite": due.citation_vi}
    return _("%(moment)s · %(cite)s") % {"moment": _moment(due.value), "cite": due.citation_vi}


def _signed(seen: Examination) -> list[tuple[str, str]]:
    row = seen.newest
    if row is None or row.concluded_at is None:
        return []
    rows = [(_("Kết luận"), _word(bool(row.is_dependent))), (_("Kết luận lúc"), _moment(row.concluded_at)), (_("Số phiếu"), row.number)]
    return [*rows, (_("Lý do khác với quy định"), row.reason)] if row.reason else rows


def _word(is_dependent: bool) -> str:
    return _("Có nghiện") if is_dependent else _("Không nghiện")


def _moment(when: datetime) -> str:
    return f"{gio(when)} {ngay(when)}"


def review(seen: Examination, told: Mapping[str, Any], *, is_dependent: bool, moment: datetime) -> Review:
    """What is about to be signed. told: what was typed."""
    row = seen.newest
    assert row is not None
    differs = row.weighed.answer.value != law.value_of(is_dependent=is_dependent)
    return Review(
        _("Bạn sắp ký kết luận"),
        (
            (_("Người được gửi đến"), f"{seen.referral.person_name}, {seen.referral.birth_year}"),
            (_("Tính theo quy định"), f"{SAYS[row.weighed.answer.value]} ({row.weighed.answer.citation_vi})"),
            (_("Kết luận của bạn"), _word(is_dependent)),
            *(((_("Lý do khác với quy định"), told["reason"] or _("Chưa ghi; sẽ bị từ chối nếu thiếu")),) if differs else ()),
            (_("Số phiếu"), told["number"]),
            (_("Kết luận lúc"), _moment(moment)),
            (_("Gửi cho"), seen.referral.from_name if seen.referral.person_id else _("chính người này")),
        ),
        _what_follows(seen),
        _("Kết luận đã ký thì không sửa được ở đây. Nếu sai, liên hệ nơi gửi."),
        _("Ký kết luận"),
    )


def _what_follows(seen: Examination) -> tuple[str, ...]:
    if seen.referral.person_id is None:
        return (
            _("Kết luận ở lại cơ sở của bạn; không xã nào được báo. Người này tự mang phiếu đi đăng ký nếu có nghiện."),
            _("Ghi đã gửi kết quả xong, tên người này không còn hiện ở đây; in phiếu theo dõi trước nếu cần."),
        )
    return (
        _("Vào hồ sơ chỉ có kết luận, ngày, tên cơ sở và số phiếu. Tiêu chuẩn và lý do ở lại cơ sở của bạn."),
        _("Công an xã xét bước tiếp theo của hồ sơ theo kết luận này."),
        _("Tên người này không còn hiện ở cơ sở của bạn; in phiếu theo dõi trước nếu cần."),
    )


def printed(seen: Examination, at: datetime) -> Any:
    """The summary sheet filled from the newest findings; blanks that nobody here knows print dots for the hand."""
    form = forms.form(SHEET)
    on = local_day(at)
    filled = forms.prefill(form, values(seen) | {"doc.issued_on": ngay(on)})
    return composed(laying.lay_out(form, filled, laying.Setting(issuer=Issuer(body_name=seen.body_name), place=seen.body_place)))


def values(seen: Examination) -> dict[str, str]:
    """What the findings know, by source path of law/forms."""
    asked, row = seen.referral, seen.newest
    known = {
        "clinic.name": seen.body_name,
        "person.full_name": asked.person_name,
        "person.born_on": _("năm %(year)d") % {"year": asked.birth_year},
        "case.entry_kind": _options("entry_kind")[1 if asked.person_id else 0],
        **({"decision.status_request.reference": f"{asked.from_name}, {ngay(asked.sent_at)}"} if asked.person_id else {}),
        "case.request_received_on": ngay(asked.sent_at),
    }
    return known | (_of_findings(row) if row else {})


def _options(key: str) -> tuple[str, ...]:
    """The answers that the sheet prints for this blank."""
    return next(field.options for field in forms.form(SHEET).fields if field.key == key)


def _of_findings(row: AssessmentRow) -> dict[str, str]:
    words = dict(Mark.choices)
    here, elsewhere = _options("place_kind")
    named = [f"{name}: {str(words[row.marks[code]]).lower()}" for code, name in law.criteria().items()]
    found = {
        "stay.admitted_at": _moment(row.received_at),
        "stay.place_kind": here if row.place == "body" else elsewhere,
        "stay.place": "" if row.place == "body" else str(row.place.label),
        "test.substance": "; ".join(law.groups()[code] for code in row.groups),
        "assessment.criteria": "; ".join(named),
    }
    if row.is_dependent is None:
        return found
    return found | {"assessment.conclusion": _options("conclusion")[0 if row.is_dependent else 1]}
