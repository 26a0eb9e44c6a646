"""`donghanh plan load`: bring the table of plans to plans/."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput

LOADER = Actor(user_id=None, name="Lệnh donghanh plan load", role="system", may=frozenset({"plan.load"}))


def register(subparsers: Any) -> None:
    """Adds `plan load`."""
    group = subparsers.add_parser("plan", help="kế hoạch: nạp chỉ tiêu và nghĩa vụ báo cáo")
    verbs = group.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    load = verbs.add_parser("load", help="nạp các tệp kế hoạch; chạy lại được")
    load.add_argument("--from", dest="folder", type=Path, metavar="THƯ_MỤC", help="mặc định: plans của bản cài đặt")
    load.add_argument("--json", action="store_true")
    load.set_defaults(run=run_load)


def run_load(args: argparse.Namespace) -> None:
    """Loads every plan of the folder, all or none; prints which were written and which stood already."""
    from django.conf import settings

    from donghanh.base.privacy.scope import as_jobs
    from donghanh.programme import actions, reading

    files = sorted((args.folder or settings.ROOT / "plans").glob("*.yaml"))
    if not files:
        raise BadInput("Không có tệp kế hoạch nào trong thư mục này.", mend="Chọn thư mục có tệp .yaml như plans/DN137.yaml.")
    found = [reading.read_plan(file) for file in files]
    at = datetime.now(UTC)
    with as_jobs():
        written = [data.id for data in found if actions.load(actor=LOADER, at=at, data=data)]
    same = [data.id for data in found if data.id not in written]
    if args.json:
        print(json.dumps({"written": written, "same": same}))
        return
    print(f"Đã nạp: {', '.join(written) or 'không có gì mới'}. Giữ nguyên: {', '.join(same) or 'không'}.")
