"""`donghanh worker`: the background worker; ./dev up starts one beside the web server."""

from __future__ import annotations

import argparse


def register(subparsers) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser("worker", help="chạy các việc nền cho tới khi bị dừng")
    parser.add_argument("--until-empty", action="store_true", help="dừng khi không còn việc nào")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """0 when it was asked to stop."""
    from donghanh.jobs import worker

    worker.run(until_empty=options.until_empty)
    return 0
