"""Writing a report and sending it: drafts, the distribution list, the frozen version, to whom it went."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput, Overtaken
from donghanh.kernel.workdays import local_day
from donghanh.programme import queries as programme
from donghanh.programme.keeping.files import stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.reports import actions as reports
from donghanh.reports import queries as frozen_reports
from donghanh.reports.filing import access, queries, rules
from donghanh.reports.filing.models import Dispatch, DistributionList, Filing, Version, Words
from donghanh.reports.filing.queries import Own, Prefilled, _rows, sheets
from donghanh.reports.models import FrozenReport


def save_words(*, actor: Actor, at: datetime, code: str, period: str, words: Mapping[str, str]) -> datetime | None:
    """Keep the draft of these parts; answers when, or None where nothing was new. Raises NotInReach, Cannot once sent, BadInput."""
    with audit.recording(actor=actor, verb="filing.save_words", at=at, subject=f"{code}:{period}"[:80]) as entry:
        access.check_may_file(actor)
        mine = sheets.own(actor, code, period, on=local_day(at))
        rules.check_can_write(mine.now, has_receiver=mine.duty.receiver_id is not None)
        known = sheets.titles(programme.plan(actor, mine.duty.plan.id))
        before, _saved = sheets.drafts(mine.begun)
        kept = {part: rules.kept_words(part, text) for part, text in words.items() if part in known}
        new = {part: text for part, text in kept.items() if text != before.get(part, "")}
        if not new:
            return None
        filing_id = _begin(mine, actor, at)
        for part, text in new.items():
            told = {"text": text, "saved_at": at, "saved_by": actor.user_id or 0}
            Words.objects.update_or_create(filing_id=filing_id, part=part, defaults=told)
        entry.changes = {"parts": sorted(new)}
        return at


def keep_list(*, actor: Actor, at: datetime, code: str, period: str, lines: str) -> None:
    """To whom the unit sends this report from now on, one recipient a line. Raises NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="filing.keep_list", at=at, subject=f"{code}:{period}"[:80]) as entry:
        access.check_may_file(actor)
        mine = sheets.own(actor, code, period, on=local_day(at))
        kept = rules.lines_of(lines)
        DistributionList.objects.create(body_id=actor.body_id, duty=mine.duty.code, lines=kept, **stamp(actor, at))
        entry.changes = {"lines": len(kept)}


def send(*, actor: Actor, at: datetime, code: str, period: str, reason: str = "") -> Version:
    """Send the report: figures frozen now, words and recipients as they stand. A further version needs a reason.

    Raises NotInReach, Cannot as rules say, Overtaken where a colleague sent it a moment before.
    """
    with audit.recording(actor=actor, verb="filing.send", at=at, subject=f"{code}:{period}"[:80]) as entry:
        access.check_may_file(actor)
        mine = sheets.own(actor, code, period, on=local_day(at))
        words, _saved = sheets.drafts(mine.begun)
        has_receiver = mine.duty.receiver_id is not None
        rules.check_can_send(mine.now, words, period=mine.duty.period, at=at, reason=reason, has_receiver=has_receiver)
        filled = sheets.prefilled(actor, mine, on=local_day(at))
        report = _frozen(actor, at, mine, reason) if filled.figures else None
        told = _told(actor, at, mine, filled, words) | {"report_id": report.pk if report else None, "reason": reason.strip()[:300]}
        if report:
            told["digests"] = {one.id: queries.closed(report.pk, one.digest) for one in frozen_reports.report_sheet(actor, report.pk).figures.targets}
        version = _kept(_begin(mine, actor, at), mine.now.number + 1, told | stamp(actor, at))
        if has_receiver:
            Dispatch.objects.create(version=version, recipient=mine.duty.receiver, sent_on=local_day(at), **stamp(actor, at))
        entry.subject, entry.changes = str(version.pk), {"number": version.number, "report": str(told["report_id"] or "")}
        return version


def dispatch(*, actor: Actor, at: datetime, version_id: UUID, recipient: str, sent_on: date, number: str = "") -> None:
    """A sent version went to one recipient of its list. Raises NotInReach, BadInput: not on the list, before it was sent, twice."""
    with audit.recording(actor=actor, verb="filing.dispatch", at=at, subject=str(version_id)):
        access.check_may_file(actor)
        here = access.seat(actor)
        found = _rows.versions(Q(pk=version_id, filing__body_id__in=here.bodies))
        access.found(found or None)
        if recipient not in found[0].recipients or recipient in found[0].sent_to:
            raise BadInput("Nơi nhận này không có trong danh sách, hoặc đã ghi ngày gửi.", mend="Chọn nơi nhận chưa có ngày gửi.", field="recipient")
        if not local_day(found[0].at) <= sent_on <= local_day(at):
            raise BadInput("Ngày gửi không hợp lý.", mend="Từ ngày chốt báo cáo đến hôm nay.", field="sent_on")
        paper = check_words(number, field="number", most=60, name="số văn bản", needed=False)
        Dispatch.objects.create(version_id=version_id, recipient=recipient, sent_on=sent_on, number=paper, **stamp(actor, at))


def _begin(mine: Own, actor: Actor, at: datetime) -> UUID:
    if mine.begun:
        return mine.begun.id
    about = {"duty": mine.duty.code, "period": mine.duty.period.code, "body_id": actor.body_id}
    rest = {"plan_id": mine.duty.plan.id, "unit_id": mine.place_id, "receiver_id": mine.duty.receiver_id, **stamp(actor, at)}
    try:
        with transaction.atomic():
            found, _new = Filing.objects.get_or_create(**about, defaults=rest)
    except IntegrityError:
        raise Overtaken("Đồng nghiệp vừa bắt đầu báo cáo này.", mend="Tải lại trang rồi làm tiếp.") from None
    return found.pk


def _frozen(actor: Actor, at: datetime, mine: Own, reason: str) -> FrozenReport:
    why = reason.strip() or "Chốt lại khi gửi báo cáo"
    return reports.freeze(actor=actor, at=at, plan_id=mine.duty.plan.id, period=mine.duty.period, place_id=mine.place_id, reason=why)


def _told(actor: Actor, at: datetime, mine: Own, filled: Prefilled, words: dict[str, str]) -> dict[str, Any]:
    """What a version says beside its figures."""
    gathered = queries.gathering(actor, mine, at=at, on=local_day(at)) if mine.duty.receiver_id is None else None
    gaps = rules.missing(words, unmet=filled.unmet, waiting=filled.waiting)
    return {
        "words": [(part, title, words[part]) for part, title in sheets.titles(filled.plan).items() if words.get(part)],
        "missing": [sentence for _part, sentence in gaps] + ([filled.none] if filled.none else []),
        "recipients": list(sheets.recipients(actor, mine, on=local_day(at))),
        "included": gathered.version_ids if gathered else [],
        "absent": gathered.absent_names if gathered else [],
    }


def _kept(filing_id: UUID, number: int, told: dict[str, Any]) -> Version:
    try:
        with transaction.atomic():
            return Version.objects.create(filing_id=filing_id, number=number, **told)
    except IntegrityError:
        raise Overtaken("Đồng nghiệp vừa gửi báo cáo này.", mend="Tải lại trang để xem bản đã gửi.") from None
