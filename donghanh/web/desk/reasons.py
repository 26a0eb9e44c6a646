"""Why this date: a finding of the law engine in the words and figures of a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from donghanh import legal
from donghanh.cases.procedures.shape import DutyView
from donghanh.cases.queries import CaseSheet, FactRow
from donghanh.kernel.workdays import ZONE
from donghanh.legal import Finding, Step
from donghanh.legal.findings import confidence_vi
from donghanh.legal.letters import duty_basis
from donghanh.web.cases import neighbours, sheets, steps, story, words
from donghanh.web.cases.happenings import say
from donghanh.web.cases.words import Act, Look
from donghanh.web.ui.due import SHORT_DAYS, Due
from donghanh.web.ui.helpers import WEEKDAYS, gio, ngay

IF_LATE = "Việc chuyển lên nhóm Quá hạn và vẫn phải làm; quá hạn không làm mất việc."
IF_RUN = "Thời gian luật dành cho người trong hồ sơ đã hết; không ai bị coi là quá hạn. Bước tiếp theo của cơ quan có hạn riêng."
MARKS = {"start": "start", "counted": "count", "skipped": "skip", "end": "end"}


@dataclass(frozen=True, slots=True)
class DayBox:
    """One box of the counting strip: weekday, day or hour, what it counts as."""

    w: str
    d: str
    k: str
    t: str


@dataclass(frozen=True, slots=True)
class Reason:
    """title asks the question; boxes draw the sum; rows name what it rests on; cautions say what is not sure;
    beside says what would be different under the neighbouring law.
    """

    title: str
    task: str
    who: str
    number: str
    case_href: str
    lead: str
    boxes: tuple[DayBox, ...]
    end: str
    due: Due
    rows: tuple[tuple[str, str], ...]
    cautions: tuple[str, ...]
    beside: tuple[tuple[str, str], ...]
    mend: Act | None
    act: Act | None


def reason(look: Look, sheet: CaseSheet, kind: str) -> Reason | None:
    """Why this duty of the case is due when it is; None where it is not owed (any more)."""
    duty = next((one for one in steps.standing(sheet, look.at) if one.kind == kind), None)
    if duty is None:
        return None
    found, start = duty.due, _event(sheet, duty)
    begun = words.day_of(duty.counted_from or duty.stands_from)
    return Reason(
        title=_title(found),
        task=words.task(kind, begun),
        who=sheets.bar(look.actor, sheet)["name"],
        number=sheet.row.number,
        case_href=words.address("cases:case", sheet.row.id),
        lead=_lead(found),
        boxes=_boxes(found) if found else (),
        end=_end(found) if found else "",
        due=steps.due_chip(look, sheet, duty),
        rows=_rows(look, sheet.row.procedure, duty, found, start),
        cautions=_cautions(sheet.row.procedure, duty, found, start),
        beside=neighbours.of_duty(duty, begun, sheet.row.procedure),
        mend=_mend(look, start),
        act=steps.act_for(look, sheet, duty),
    )


def _event(sheet: CaseSheet, duty: DutyView) -> FactRow | None:
    """The fact it counts from: the one whose moment, or end of day, is where the count begins."""
    told = [f for f in sheet.facts if f.voided_at is None]
    exact = next((f for f in told if f.happened_at == duty.counted_from), None)
    same_day = (f for f in told if f.is_date_only and duty.counted_from and f.happened_at <= duty.counted_from)
    return exact or next(same_day, None)


def _title(found: Finding | None) -> str:
    if found is None:
        return _("Vì sao không có hạn?")
    moment, day = found.value.astimezone(ZONE), found.last_day
    name = f"{WEEKDAYS[day.weekday()]}, {ngay(day)}"
    is_whole_day = (moment.hour, moment.minute) == (0, 0) and moment.date() != day
    return _("Vì sao là %(day)s?") % {"day": name if is_whole_day else f"{gio(moment)} {name}"}


def _lead(found: Finding | None) -> str:
    if found is None:
        return _("Luật giao việc này nhưng không ghi thời hạn bằng số. Đồng Hành không tự đặt hạn; việc ở lại danh sách cho đến khi xong.")
    return found.meaning_vi


def _boxes(found: Finding) -> tuple[DayBox, ...]:
    """The strip of days; the day on which the count ends is its last box. Hours are two boxes and the sum between."""
    steps_there = list(found.steps)
    if len(steps_there) > 1 and steps_there[-1].day_state == "end" and steps_there[-2].day_state == "counted" and not _hours(found):
        last = steps_there[-2]
        return (*(_day(one) for one in steps_there[:-2]), _last(last))
    return tuple(_hour(one) if _hours(found) else _day(one) for one in steps_there)


def _hours(found: Finding) -> bool:
    return any(one.day_state == "counted" and one.label.startswith("+") for one in found.steps) and found.kind != "duration"


def _day(one: Step) -> DayBox:
    at = one.at.astimezone(ZONE)
    if one.day_state == "end":
        return _ending(at)
    text = _("nghỉ") if one.label in ("Thứ Bảy", "Chủ nhật") else one.label
    return DayBox(SHORT_DAYS[at.weekday()], f"{at:%d/%m}", MARKS[one.day_state], text)


def _ending(at: datetime) -> DayBox:
    day = at - timedelta(days=1) if (at.hour, at.minute) == (0, 0) else at
    return DayBox(SHORT_DAYS[day.weekday()], f"{day:%d/%m}", "end", _("hết hạn"))


def _last(one: Step) -> DayBox:
    at = one.at.astimezone(ZONE)
    return DayBox(SHORT_DAYS[at.weekday()], f"{at:%d/%m}", "end", _("%(label)s = hạn") % {"label": one.label})


def _hour(one: Step) -> DayBox:
    at = one.at.astimezone(ZONE)
    if one.day_state == "counted":
        return DayBox(_("cộng"), one.label.lstrip("+"), "count", _("cả đêm, ngày nghỉ"))
    text = _("bắt đầu") if one.day_state == "start" else _("hết hạn")
    return DayBox(f"{SHORT_DAYS[at.weekday()]} {at:%d/%m}", f"{at:%H:%M}", MARKS[one.day_state], text)


def _end(found: Finding) -> str:
    return found.steps[-1].text_vi


def _rows(look: Look, procedure: str, duty: DutyView, found: Finding | None, start: FactRow | None) -> tuple[tuple[str, str], ...]:
    begun = words.day_of(duty.counted_from or duty.stands_from)
    rows = [(_("Điều luật"), found.citation_vi if found else duty_basis(duty.kind, begun, procedure=procedure).citation)]
    if found:
        rows += [(_("Thời hạn"), found.amount_vi), (_("Tính từ"), found.counts_from_vi)]
    if start:
        event = f"{start.kind.label}, {story.when(start)}"
        rows.append((_("Sự việc bắt đầu"), f"{event}. {say(start.data, start.place_name)}".rstrip(". ") + "."))
    rows.append((_("Ai làm"), words.who_next(look, duty.function, duty.rule_id)))
    if found:
        rows.append((_("Nếu hết hạn"), _(IF_RUN if duty.function in legal.persons() else IF_LATE)))
        rows.append((_("Bảng luật"), _("bản %(edition)s") % {"edition": found.edition}))
    return tuple(rows)


def _cautions(procedure: str, duty: DutyView, found: Finding | None, start: FactRow | None) -> tuple[str, ...]:
    """What is not sure, always in sight: confidence below "read", texts that differ, an hour nobody wrote down."""
    said = list(found.caution_vi) if found else [confidence_vi(duty_basis(duty.kind, words.day_of(duty.stands_from), procedure=procedure).confidence)]
    if start and start.is_date_only and found and _hours(found):
        said.append(_("Không ai ghi giờ của sự việc này, nên giờ được đếm từ hết ngày hôm đó."))
    return tuple(text for text in said if text)


def _mend(look: Look, start: FactRow | None) -> Act | None:
    """Where a wrong event is mended: the fact, never the date. A fact made by a decision is mended by another decision."""
    if start is None or start.decision_id is not None or "case.record" not in look.actor.may:
        return None
    return Act(_("Sửa: %(what)s") % {"what": start.kind.label}, words.address("cases:void", start.case_id, start.id))
