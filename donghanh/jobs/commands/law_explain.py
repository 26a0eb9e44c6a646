"""`donghanh law explain` and `law events`: what the law makes of a person's events. Works without a database."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import ZONE, limit_vi

LARGEST = 5_000_000
"""Bytes; a file of events beyond this is somebody's mistake."""


def register(verbs: Any) -> None:
    """Adds `explain` and `events` to the verbs of `law`."""
    explain = verbs.add_parser("explain", help="luật nói gì về các sự việc của một người")
    explain.add_argument("file", metavar="FACTS.json", help="tệp JSON, hoặc - để đọc từ đầu vào chuẩn")
    explain.add_argument("--on", metavar="THỜI_ĐIỂM", help="ví dụ 2026-07-03T22:30; mặc định là bây giờ")
    explain.add_argument("--json", action="store_true")
    explain.set_defaults(run=run_explain, needs_database=False)
    events = verbs.add_parser("events", help="các loại sự việc")
    events.add_argument("--json", action="store_true")
    events.set_defaults(run=run_events, needs_database=False)


def run_explain(args: argparse.Namespace) -> None:
    """Prints state, findings, duties, permitted and refused acts of every procedure these events make."""
    from donghanh.cases.procedures import explaining, told

    given = _read(args.file)
    at = _at(args.on)
    made = explaining.explain(told.events(given.get("events", [])), told.life(given.get("person", {})), at=at)
    if args.json:
        print(json.dumps(made, ensure_ascii=False))
        return
    for one in made["procedures"]:
        print(f"{one['title']}: {one['state_label']}")
        for duty in one["duties"]:
            print(f"  • {duty['label']} ({_who(duty)}): {_due(duty['due'])} — {duty['citation'] or 'văn bản đã đọc không nêu điều nào'}")


def _who(duty: dict[str, Any]) -> str:
    """Who owes it; says so where no text that was read names the holder."""
    from donghanh.legal.model import CONFIDENCE_VI

    doubt = CONFIDENCE_VI[duty["who_confidence"]] if duty["who_confidence"] in ("S", "M") else ""
    return "; ".join(filter(None, (duty["who_title"] or duty["who"], doubt)))


def _due(text: str | None) -> str:
    return limit_vi(datetime.fromisoformat(text)) if text else "luật không ghi hạn"


def run_events(args: argparse.Namespace) -> None:
    """Prints every kind of event with its Vietnamese and English name and the keys of its data."""
    from donghanh.cases.procedures import told

    rows = told.catalogue()
    if args.json:
        print(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        print(f"{row['type']:26} {row['vi']} ({row['en']})")
        for key in row["data"]:
            print(f"{'':26}   {key['key']}: {key['vi']}{_codes(key)}{_needed(key)}")


def _codes(key: dict[str, Any]) -> str:
    return f" [{', '.join(one['code'] for one in key['choices'])}]" if key["choices"] else ""


def _needed(key: dict[str, Any]) -> str:
    return f"; {key['needed']}" if key["needed"] else ""


def _read(name: str) -> dict[str, Any]:
    try:
        text = sys.stdin.read(LARGEST + 1) if name == "-" else _text(Path(name))
        given = json.loads(text)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise BadInput(f"Không đọc được tệp “{name}”.", mend="Tệp phải là JSON mã UTF-8 với “person” và “events”.") from error
    if not isinstance(given, dict) or "events" not in given:
        raise BadInput("Tệp không có “events”.", mend='Ví dụ {"person": {"born_on": "1990-05-01"}, "events": []}.', field="events")
    return given


def _text(path: Path) -> str:
    if path.stat().st_size > LARGEST:
        raise BadInput("Tệp lớn quá 5 MB.", mend="Chia nhỏ: mỗi tệp là sự việc của một người.")
    return path.read_text("utf-8")


def _at(text: str | None) -> datetime:
    if text is None:
        return datetime.now(UTC)
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(f"Không đọc được thời điểm “{text}”.", mend="Ghi ví dụ 2026-07-03T22:30.", field="on") from None
    return found if found.tzinfo else found.replace(tzinfo=ZONE)
