"""`donghanh duties check`: what a province owes today, reckoned anew from the facts and held against what the desks show."""

from __future__ import annotations

import argparse
import json
import time
from datetime import UTC, datetime
from typing import Any

DIFFERS = 1
SHOWN = 20


def register(subparsers: Any) -> None:
    """Adds `duties check`."""
    group = subparsers.add_parser("duties", help="việc phải làm theo luật").add_subparsers(dest="command", metavar="LỆNH", required=True)
    command = group.add_parser("check", help="tính lại mọi việc của một địa bàn từ sự việc và đối chiếu")
    command.add_argument("--province", dest="place", required=True, metavar="ĐỊA_BÀN", help="mã hoặc tên tỉnh, xã, ví dụ 75")
    command.add_argument("--workers", type=int, default=2, metavar="SỐ", help="số tiến trình (mặc định 2)")
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=run, place_on=None)


def run(args: argparse.Namespace) -> int:
    """Prints how many files and duties, and the numbers of files that differ; exit code 1 where any does."""
    from donghanh.jobs.commands.numbers import asked_place
    from donghanh.jobs.recounting import recount_in_parts

    area = asked_place(args, datetime.now(UTC))
    began = time.monotonic()
    found = recount_in_parts(area.ids, workers=max(1, args.workers))
    told = {
        "place": area.unit.code,
        "files": found.files,
        "duties": found.duties,
        "differing": list(found.differing),
        "seconds": round(time.monotonic() - began, 1),
    }
    print(json.dumps(told, ensure_ascii=False) if args.json else _words(told))
    return DIFFERS if found.differing else 0


def _words(told: dict[str, Any]) -> str:
    lines = [f"{told['files']} hồ sơ, {told['duties']} việc, tính lại trong {told['seconds']} giây."]
    if told["differing"]:
        lines.append(f"{len(told['differing'])} hồ sơ khác với bản đang hiện: {', '.join(told['differing'][:SHOWN])}")
    else:
        lines.append("Khớp với những gì các đơn vị đang thấy.")
    return "\n".join(lines)
