"""`donghanh law`: the rules of a day, and when something is due under one of them. Works without a database."""

from __future__ import annotations

import argparse
import json
from datetime import date, datetime, timedelta
from typing import Any

from donghanh import legal
from donghanh.jobs.commands import law_explain
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import ZONE, local_day, start_of
from donghanh.legal import changes
from donghanh.legal.findings import confidence_vi

# Outside of these a date is a slip of the pen.
YEARS = range(1945, 2101)


def register(subparsers: Any) -> None:
    """Adds `law rules` and `law due`."""
    group = subparsers.add_parser("law", help="quy tắc của luật theo ngày, cách tính hạn")
    verbs = group.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    rules = verbs.add_parser("rules", help="các quy tắc có hiệu lực trong một ngày")
    rules.add_argument("--on", required=True, metavar="NGÀY", help="ví dụ 2026-07-01")
    rules.add_argument("--json", action="store_true")
    rules.set_defaults(run=run_rules, needs_database=False)
    due = verbs.add_parser("due", help="hạn theo một quy tắc, tính từng bước")
    due.add_argument("rule_id", metavar="QUY_TẮC", help="ví dụ USER_DECISION")
    due.add_argument("--from", dest="start", required=True, metavar="THỜI_ĐIỂM", help="ví dụ 2026-07-03T22:30 hoặc 2026-07-03T22:30:00+07:00")
    due.add_argument("--json", action="store_true")
    due.add_argument("--amount", type=int, metavar="SỐ", help="con số đã ấn định, khi luật cho một khoảng")
    due.set_defaults(run=run_due, needs_database=False)
    changed = verbs.add_parser("changes", help="luật thay đổi gì giữa hai ngày")
    changed.add_argument("--from", dest="day1", required=True, metavar="NGÀY", help="ví dụ 2026-06-30")
    changed.add_argument("--to", dest="day2", required=True, metavar="NGÀY", help="ví dụ 2026-07-01")
    changed.add_argument("--procedure", default="", metavar="THỦ_TỤC", help="ví dụ user, voluntary, compulsory, aftercare")
    changed.add_argument("--json", action="store_true")
    changed.set_defaults(run=run_changes, needs_database=False)
    law_explain.register(verbs)


def run_rules(args: argparse.Namespace) -> None:
    """Prints the rules in force; before the first known day an empty list and a note that says since when there are some."""
    on = _day(args.on, "--on")
    rules = legal.rules_in_force(on)
    note = "" if rules else f"Dữ liệu luật có từ ngày {legal.first_day():%d/%m/%Y}; trước ngày đó hệ thống không có quy tắc nào."
    if args.json:
        print(
            json.dumps(
                {"on": on.isoformat(), "edition": legal.edition(), "rules": [rule_json(rule) for rule in rules], "note": note}, ensure_ascii=False
            )
        )
        return
    for rule in rules:
        print(f"{rule.id:30} {rule.amount_vi or '—':18} {rule.citation_short}\n    {rule.meaning_vi}")
    if note:
        print(note)


def run_due(args: argparse.Namespace) -> None:
    """Prints the moment, the way to it, the article and what to be careful of."""
    start, said = _moment(args.start, needs_hour=legal.counts_hours(legal.rule(args.rule_id)))
    finding = legal.due(args.rule_id, start) if args.amount is None else legal.term_end(args.rule_id, local_day(start), amount=args.amount)
    if args.json:
        print(json.dumps(due_json(finding, said), ensure_ascii=False))
        return
    print("\n".join([*finding.explain(), *([said] if said else [])]))


def run_changes(args: argparse.Namespace) -> None:
    """Prints each question that is answered differently on the second day, and who acts instead of whom."""
    day1, day2 = _day(args.day1, "--from"), _day(args.day2, "--to")
    topics = changes.what_changes(args.procedure, day1, day2)
    people = [] if args.procedure else changes.who_changes(day1, day2)
    if args.json:
        found = {
            "from": day1.isoformat(),
            "to": day2.isoformat(),
            "procedure": args.procedure,
            "changes": [change_json(change) for change in topics],
            "holders": [holder_json(change) for change in people],
            "edition": legal.edition(),
        }
        print(json.dumps(found, ensure_ascii=False))
        return
    for change in topics:
        print(f"{change.title_vi} ({change.topic})\n    {day1:%d/%m/%Y}: {change.before.sentence()}\n    {day2:%d/%m/%Y}: {change.after.sentence()}")
    for held in people:
        print(f"{held.function_vi}\n    {_office(held.before)} → {_office(held.after)}")
    if not topics and not people:
        print(f"Không có thay đổi nào giữa ngày {day1:%d/%m/%Y} và ngày {day2:%d/%m/%Y}.")


def change_json(change: changes.Change) -> dict[str, Any]:
    """One topic before and after; only_the_article where number, counting and who acts stay the same."""
    return {
        "topic": change.topic,
        "title": change.title_vi,
        "before": _held_json(change.before),
        "after": _held_json(change.after),
        "citations": list(change.citations_vi),
        "only_the_article": change.only_the_article,
    }


def _held_json(held: changes.Held) -> dict[str, Any]:
    return {
        "on": held.on.isoformat(),
        "rule_id": held.rule.id if held.rule else None,
        "amount": held.amount_vi,
        "meaning": held.meaning_vi,
        "who": held.who_vi,
        "citation": held.citation_vi,
        "confidence": held.confidence,
        "status": held.status,
    }


def holder_json(change: changes.HolderChange) -> dict[str, Any]:
    """One function whose holder is another on the second day; empty where nobody is known to hold it."""
    return {"function": change.function, "title": change.function_vi, "before": _office(change.before), "after": _office(change.after)}


def _office(held: legal.Holder | None) -> str:
    return held.office_vi if held else ""


def rule_json(rule: legal.Rule) -> dict[str, Any]:
    """One rule as the command prints it."""
    return {
        "id": rule.id,
        "topic": rule.topic,
        "kind": rule.kind,
        "amount": _plain(rule.amount),
        "amount_max": _plain(rule.amount_max),
        "unit": rule.unit,
        "month": rule.month,
        "also": [{"amount": _plain(further.amount), "unit": further.unit, "text": further.text_vi} for further in rule.also],
        "bound": rule.bound,
        "counts_from": rule.counts_from_vi,
        "counts_from_event": rule.counts_from_event,
        "actor": rule.actor,
        "actor_title": legal.actor_title(rule),
        "result": rule.result_vi,
        "meaning": rule.meaning_vi,
        "citation": rule.citation_vi,
        "citation_short": rule.citation_short,
        "valid_from": rule.valid_from.isoformat(),
        "valid_to": rule.valid_to.isoformat() if rule.valid_to else None,
        "confidence": rule.confidence,
        "validity_confidence": rule.validity_confidence,
        "status": rule.status,
        "restates": list(rule.restates),
        "readings": [{"text": reading.text_vi, "citation": reading.citation_vi} for reading in rule.readings],
        "note": " ".join(text for text in (rule.silent_vi, rule.conflict_vi, confidence_vi(rule.confidence), rule.note) if text),
    }


def due_json(finding: legal.Finding, said: str) -> dict[str, Any]:
    """due is the last moment in time (23:59:59 of the last day, or the exact moment for hours); late_from the first that is too late."""
    in_time = finding.value if finding.kind == "at_once" or finding.value.date() == finding.last_day else finding.value - timedelta(seconds=1)
    return {
        "rule_id": finding.rule_id,
        "topic": finding.topic,
        "from": finding.start.isoformat(),
        "due": in_time.isoformat(),
        "late_from": finding.value.isoformat(),
        "last_day": finding.last_day.isoformat(),
        "opens_on": finding.opens_on.isoformat() if finding.opens_on else None,
        "amount": finding.amount_vi,
        "counts_from": finding.counts_from_vi,
        "meaning": finding.meaning_vi,
        "steps": [{"at": step.at.isoformat(), "state": step.day_state, "label": step.label, "text": step.text_vi} for step in finding.steps],
        "citation": finding.citation_vi,
        "citation_short": finding.citation_short,
        "confidence": finding.confidence,
        "status": finding.status,
        "note": " ".join([*finding.caution_vi, *([said] if said else [])]),
        "readings": list(finding.readings_vi),
        "edition": finding.edition,
    }


def _plain(amount: legal.Number | None) -> int | float | None:
    """A fraction as JSON writes it."""
    return amount if amount is None or isinstance(amount, int) else float(amount)


def _day(text: str, name: str) -> date:
    try:
        day = date.fromisoformat(text.strip())
        if day.year not in YEARS:
            raise ValueError(day)
        return day
    except ValueError:
        raise BadInput(f"Không đọc được ngày “{text}” ở {name}.", mend="Ghi năm-tháng-ngày, ví dụ 2026-07-01.") from None


def _moment(text: str, *, needs_hour: bool) -> tuple[datetime, str]:
    """The moment in Viet Nam's zone, and a sentence where something had to be understood. A bare day will not do for hours."""
    words = text.strip()
    if len(words) <= 10:
        if needs_hour:
            raise BadInput("Hạn này tính theo giờ nên cần cả giờ bắt đầu.", mend="Ghi ví dụ 2026-07-03T22:30.")
        return start_of(_day(words, "--from")), "Thời điểm chỉ có ngày: hiểu là ngày đó ở Việt Nam."
    try:
        found = datetime.fromisoformat(words)
        if found.year not in YEARS:
            raise ValueError(words)
    except ValueError:
        raise BadInput(f"Không đọc được thời điểm “{text}” ở --from.", mend="Ghi ví dụ 2026-07-03T22:30 hoặc 2026-07-03T22:30:00+07:00.") from None
    if found.tzinfo is None:
        return found.replace(tzinfo=ZONE), "Thời điểm không ghi múi giờ: hiểu là giờ Việt Nam."
    local = found.astimezone(ZONE)
    return local, "" if local.utcoffset() == found.utcoffset() else f"Đổi sang giờ Việt Nam: {local:%H:%M} ngày {local_day(local):%d/%m/%Y}."
