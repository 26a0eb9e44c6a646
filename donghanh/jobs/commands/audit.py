"""`donghanh audit`: close the log with a seal; read it again and find what was changed."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from typing import Any

WHOLE, BROKEN, COULD_NOT = 0, 1, 2
SENTENCES = {
    "a row was changed": "một dòng đã bị sửa",
    "a seal before this one is missing": "thiếu một niêm phong trước đó",
    "the seal itself was changed": "chính niêm phong đã bị sửa",
    "the witness stands on no seal: the log was replaced": "mã nối đã ghi không còn trên niêm phong nào; nhật ký đã bị thay",
}


def register(subparsers: Any) -> None:
    """Adds `audit seal` and `audit verify`."""
    group = subparsers.add_parser("audit", help="nhật ký: niêm phong, kiểm tra còn nguyên vẹn")
    verbs = group.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    seal = verbs.add_parser("seal", help="niêm phong phần nhật ký mới")
    seal.add_argument("--json", action="store_true")
    seal.set_defaults(run=run_seal)
    verify = verbs.add_parser("verify", help="đọc lại toàn bộ nhật ký; mã thoát 0 nguyên vẹn, 1 đã bị đổi, 2 không kiểm tra được")
    verify.add_argument("--witness", default="", metavar="MÃ_NỐI", help="mã nối của một niêm phong đã chép ra ngoài")
    verify.add_argument("--json", action="store_true")
    verify.set_defaults(run=run_verify)


def run_seal(args: argparse.Namespace) -> None:
    """Closes a batch of each log; prints the links to note outside."""
    from donghanh.base.audit import sealing
    from donghanh.base.privacy.scope import as_jobs

    with as_jobs():
        made = sealing.seal_now(at=datetime.now(UTC))
    rows = [{"log": s.log, "seal": s.pk, "rows": s.rows, "link": bytes(s.chain).hex()} for s in made]
    if args.json:
        print(json.dumps({"seals": rows}))
        return
    print("\n".join(f"{r['log']}: niêm phong số {r['seal']}, {r['rows']} dòng, mã nối {r['link']}" for r in rows) or "Không có dòng mới.")


def run_verify(args: argparse.Namespace) -> int:
    """Exit code 0 where all is whole, 1 where something was changed, 2 where the check could not run."""
    from django.db import Error

    from donghanh.base.audit import sealing
    from donghanh.base.privacy.scope import as_jobs

    try:
        with as_jobs():
            report = sealing.verify(witness=args.witness.replace(" ", ""))
    except Error as error:
        print(f"Không kiểm tra được nhật ký: {str(error).splitlines()[0]}. Kiểm tra kết nối cơ sở dữ liệu rồi chạy lại.", file=sys.stderr)
        return COULD_NOT
    faults = [{"log": f.log, "seal": f.seal_id, "what": f.what} for f in report.faults]
    if args.json:
        shown = {
            "whole": not faults,
            "rows": report.rows,
            "seals": report.seals,
            "unsealed": report.unsealed,
            "links": report.links,
            "faults": faults,
        }
        print(json.dumps(shown))
    else:
        for f in faults:
            print(f"{f['log']} niêm phong số {f['seal']}: {SENTENCES.get(f['what'], 'số dòng không khớp niêm phong')}.")
        state = "Nhật ký đã bị thay đổi" if faults else "Nguyên vẹn"
        print(f"{state}: {report.rows} dòng, {report.seals} niêm phong, {report.unsealed} dòng chưa niêm phong.")
    return BROKEN if faults else WHOLE
