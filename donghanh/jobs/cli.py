"""The product's command line: `donghanh GROUP …`. One file per group in jobs/commands, each with `register(subparsers)`.

Exit codes: 0 done; 2 refused, with one line on standard error that says how to mend it (with --json also
{"error", "mend", "field", "citation"} on standard output, the last two empty where nothing is meant); 1 a fault of ours, one line.
Never a traceback, unless DONGHANH_TRACE=1 asks for it.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import re
import sys
from collections.abc import Sequence
from typing import NoReturn

from donghanh.jobs import commands
from donghanh.kernel.errors import Refusal

DONE, FAULT, REFUSED, INTERRUPTED = 0, 1, 2, 130
_SENTENCES = (
    (re.compile(r"the following arguments are required: (.*)"), "Thiếu tham số: {0}."),
    (re.compile(r"unrecognized arguments: (.*)"), "Tham số không dùng được: {0}."),
    (re.compile(r"argument (.+?): invalid choice: (.+?) \(choose from (.*)\)"), "{0}: không có {1}; chọn một trong: {2}."),
    (re.compile(r"argument (.+?): expected .*"), "{0}: thiếu giá trị."),
    (re.compile(r"argument (.+?): (.*)"), "{0}: {1}"),
)


class Parser(argparse.ArgumentParser):
    """Says what is wrong with a command line in one Vietnamese sentence."""

    def error(self, message: str) -> NoReturn:
        for pattern, sentence in _SENTENCES:
            if found := pattern.fullmatch(message):
                message = sentence.format(*found.groups())
                break
        self.exit(REFUSED, f"{message} Xem cách dùng: {self.prog} --help\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    args = argparse.Namespace()
    try:
        parser().parse_args(argv, args)
        if args.needs_database:
            _set_up_django()
        return args.run(args) or DONE
    except Refusal as refusal:
        return _refuse(refusal, as_json=getattr(args, "json", False))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as fault:
        if os.environ.get("DONGHANH_TRACE"):
            raise
        print(_fault_sentence(fault), file=sys.stderr)
        return FAULT


def parser() -> Parser:
    """The whole command line. Files of commands must not import Django at their top: not every command needs a database."""
    made = Parser(prog="donghanh", description="Đồng Hành: dòng lệnh của hệ thống.")
    groups = made.add_subparsers(dest="group", metavar="NHÓM", required=True, parser_class=Parser)
    for found in sorted(pkgutil.iter_modules(commands.__path__), key=lambda module: module.name):
        importlib.import_module(f"{commands.__name__}.{found.name}").register(groups)
    made.set_defaults(needs_database=True)
    return made


def _set_up_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    django.setup()


def _refuse(refusal: Refusal, *, as_json: bool) -> int:
    if as_json:
        said = {"error": refusal.message, "mend": refusal.mend, "field": refusal.field, "citation": refusal.citation}
        print(json.dumps(said, ensure_ascii=False))
    print(" ".join(str(refusal).split()), file=sys.stderr)
    return REFUSED


def _fault_sentence(fault: Exception) -> str:
    if type(fault).__name__ in ("OperationalError", "ImproperlyConfigured"):
        return "Không kết nối được cơ sở dữ liệu. Chạy ./dev up, hoặc kiểm tra biến DATABASE_URL."
    return f"Có lỗi của hệ thống ({type(fault).__name__}). Chạy lại với DONGHANH_TRACE=1 để xem chi tiết và báo cho quản trị."


if __name__ == "__main__":
    sys.exit(main())
