"""`donghanh places`: load the units of Viet Nam and the law's function-holders; find a unit by any name it had."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day

LEVELS = {"xa": "COMMUNE", "huyen": "DISTRICT", "tinh": "PROVINCE"}
LOADER = Actor(user_id=None, name="Nạp dữ liệu địa bàn", role="system", may=frozenset({"places.load"}))


def register(subparsers: Any) -> None:
    """Adds `places load`, `places carry` and `places find`."""
    group = subparsers.add_parser("places", help="địa bàn: nạp dữ liệu, tìm theo tên cũ hoặc mới")
    verbs = group.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    load = verbs.add_parser("load", help="nạp tỉnh, xã, cơ quan và người có thẩm quyền; chạy lại được")
    load.add_argument("--from", dest="folder", type=Path, metavar="THƯ_MỤC", help="mặc định: seeds/units của bản cài đặt")
    load.add_argument("--json", action="store_true")
    load.set_defaults(run=run_load)
    carry = verbs.add_parser("carry", help="chuyển ngay hồ sơ của đơn vị đã sáp nhập sang đơn vị kế tục (tiến trình nền cũng tự làm)")
    carry.add_argument("--json", action="store_true")
    carry.set_defaults(run=run_carry)
    find = verbs.add_parser("find", help="tìm đơn vị theo tên hoặc mã, vào một ngày")
    find.add_argument("text", metavar="TÊN", help='ví dụ "tt trang bom" hoặc 26248')
    find.add_argument("--on", metavar="NGÀY", help="ví dụ 2024-05-01; mặc định hôm nay")
    find.add_argument("--level", choices=sorted(LEVELS), help="chỉ tìm một cấp")
    find.add_argument("--json", action="store_true")
    find.set_defaults(run=run_find)


def run_load(args: argparse.Namespace) -> None:
    """Brings the tables to the seed and to the law; prints how many rows each then holds."""
    from django.conf import settings
    from django.db import transaction

    from donghanh import legal
    from donghanh.base.places import actions

    at = datetime.now(UTC)
    with transaction.atomic():
        counts = actions.load_units(actor=LOADER, at=at, folder=args.folder or settings.ROOT / "seeds" / "units")
        counts |= {"places_functionholder": actions.load_holders(actor=LOADER, at=at, holders=legal.holders())}
    if args.json:
        print(json.dumps(counts))
        return
    words = {"places_unit": "đơn vị", "places_unitsuccession": "lần sáp nhập, chia tách", "places_body": "cơ quan"}
    words |= {"places_coverage": "xã có tòa án khu vực đã biết", "places_functionholder": "dòng thẩm quyền"}
    print("Đã nạp: " + ", ".join(f"{counts[table]} {word}" for table, word in words.items()) + ".")


def run_carry(args: argparse.Namespace) -> None:
    """Moves what still lies at units that are gone; prints how many records."""
    from donghanh.jobs import carrying

    count = carrying.carry_all(at=datetime.now(UTC))
    print(json.dumps({"records": count}) if args.json else f"Đã chuyển {count} hồ sơ sang đơn vị kế tục.")


def run_find(args: argparse.Namespace) -> None:
    """Prints the units that fit, the best first, each with what stands there on the day."""
    from donghanh.base.places import queries
    from donghanh.base.privacy.scope import as_jobs

    on = _day(args.on)
    with as_jobs():
        found = queries.find(args.text, on=on, level=LEVELS.get(args.level))
    if args.json:
        print(json.dumps({"text": args.text, "on": on.isoformat(), "matches": [_match(match) for match in found]}, ensure_ascii=False))
        return
    for match in found:
        print(f"{match.unit.code:6} {match.unit.path}" + (f"\n       {match.note}" if match.note else ""))
        if match.needs_choice:
            print("".join(f"         {kin.unit.code:6} {kin.unit.path}\n" for kin in match.now), end="")
    if not found:
        print(f"Không tìm thấy địa bàn nào có tên giống “{args.text}”.")


def _match(match: Any) -> dict[str, Any]:
    unit = match.unit
    return {
        "id": unit.id,
        "level": unit.level,
        "code": unit.code,
        "name": unit.title,
        "path": unit.path,
        "from": None if unit.starts_before_records else unit.starts_on.isoformat(),
        "until": unit.ends_before and unit.ends_before.isoformat(),
        "needs_choice": match.needs_choice,
        "note": match.note,
        "now": [{"id": kin.unit.id, "code": kin.unit.code, "path": kin.unit.path, "is_partial": kin.is_partial} for kin in match.now],
    }


def _day(text: str | None) -> date:
    if text is None:
        return local_day(datetime.now(UTC))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"Ngày “{text}” không đọc được.", mend="Ghi như 2024-05-01.") from None
