"""`donghanh seed`: a made-up province of one of three sizes, in a trial installation only."""

from __future__ import annotations

import argparse
import io
import json
from contextlib import redirect_stdout
from datetime import UTC, datetime
from typing import Any

from donghanh.kernel.actor import Actor

OPERATOR = Actor(user_id=None, name="Dữ liệu giả định", role="system")
SIZES = {
    "small": "khoảng 60 người ở xã Trảng Bom và xã Bàu Hàm, hồ sơ ở mọi bước",
    "province": "100.000 người và khoảng 1.000.000 sự việc ở 95 xã, phường của Đồng Nai",
    "nation": "1.000.000 người ở mười tỉnh",
}


def register(subparsers: Any) -> None:
    """Adds `seed small`, `seed province` and `seed nation`."""
    group = subparsers.add_parser("seed", help="người và hồ sơ giả định cho bản chạy thử")
    sizes = group.add_subparsers(dest="size", metavar="CỠ", required=True)
    for size, says in SIZES.items():
        one = sizes.add_parser(size, help=says)
        one.add_argument("--json", action="store_true")
        one.set_defaults(run=run)


def run(args: argparse.Namespace) -> None:
    """Makes the people of this size, or refuses; prints how many. All or nothing."""
    from django.db import transaction

    from donghanh.base.audit import actions as audit
    from donghanh.jobs.seed import guard

    at = datetime.now(UTC)
    guard.check(size=args.size)
    with transaction.atomic(), audit.recording(actor=OPERATOR, verb=f"{guard.MARK}{args.size}", at=at, subject=args.size) as entry:
        entry.changes = made = MAKERS[args.size](at)
    if args.size != "small":
        from donghanh.jobs.seed import bulk

        bulk.settle()
    if args.json:
        print(json.dumps(made))
        return
    print(f"Đã thêm {made['people']} người giả định, {made['cases']} hồ sơ.")


def _small(at: datetime) -> dict[str, int]:
    from donghanh.jobs.commands import accounts
    from donghanh.jobs.seed import assignments, cast, communes, figures, inspections, money, registers, reporting, reviews, roadmap, small, staffing

    if not cast.is_there():
        with redirect_stdout(io.StringIO()):
            accounts.run_personas(argparse.Namespace(json=True))
    return (
        small.tell(cast.gather(at=at), now=at)
        | {"money": money.tell(now=at)}
        | {"tasks": assignments.assign(now=at)}
        | {"figures": figures.tell(now=at)}
        | {"reports": reporting.tell(now=at)}
        | {"inspections": inspections.look(now=at)}
        | {"roadmap": roadmap.tell(now=at)}
        | {"communes": communes.tell(now=at)}
        | {"registers": registers.keep(now=at)}
        | {"reviews": reviews.tell(now=at)}
        | {"posts": staffing.staff(now=at)}
    )


def _province(at: datetime) -> dict[str, int]:
    from donghanh.jobs.seed import bulk

    return bulk.fill(now=at)


def _nation(at: datetime) -> dict[str, int]:
    from donghanh.jobs.seed import bulk

    return bulk.fill(now=at, provinces=bulk.NATION)


MAKERS = {"small": _small, "province": _province, "nation": _nation}
