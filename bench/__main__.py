"""`./dev bench [--json] [--persons N] [--grow N] [--rounds N] [--files N]`: measure, write docs/reference/bench.md and bench.json."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from bench import account, database
from config.door.trouble import ROOT, say

ROWS = 100_000
FILES = 200_000
GROWN = 1_000_000


def main(arguments: list[str]) -> int:
    """Measure each size in turn; answers the exit code."""
    asked = _options(arguments)
    sizes = [asked.persons, asked.grow] if asked.grow else [asked.persons]
    results: list[account.Result] = []
    _fill(sizes, asked.files)
    if asked.fill:
        return 0
    with tempfile.TemporaryDirectory() as folder:
        workbook = _workbook(Path(folder), asked.rows)
        for persons in sizes:
            results += _measured(persons, asked.rounds, workbook if persons == sizes[0] else "")
    results += _duties(asked.files)
    with psycopg.connect(database.address("postgres"), autocommit=True) as server:
        database.drop(server)
        about = account.machine(server.execute("show server_version").fetchone()[0].split(" ")[0])
    if not asked.no_docs:
        account.write(results, about, on=datetime.now(UTC).date())
    print(
        json.dumps(account.brief(results), ensure_ascii=False)
        if asked.json
        else account.told(results, about, on=datetime.now(UTC).date(), by_hand="")
    )
    return 0


def _fill(sizes: list[int], files: int) -> None:
    """Before anything is measured, two at a time, the largest first: it takes as long as the others together."""
    wanted = [(persons, "bench.fill") for persons in sorted(sizes, reverse=True)] + ([(files, "bench.open_files")] if files else [])
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(lambda one: database.filled(*one), wanted))


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench", description="Đo tốc độ các trang bên cạnh một mức sàn, trong cùng một lần chạy.")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.add_argument("--persons", type=int, default=100_000, metavar="SỐ", help="số người giả định (mặc định 100000)")
    says = f"đo thêm các trang ở cỡ này (mặc định {GROWN}; lần đầu mất nhiều phút); 0 để bỏ qua"
    parser.add_argument("--grow", type=int, default=GROWN, metavar="SỐ", help=says)
    parser.add_argument("--rounds", type=int, default=120, metavar="SỐ", help="số vòng đo mỗi trang")
    parser.add_argument("--rows", type=int, default=ROWS, metavar="SỐ", help="số dòng của danh sách Excel; 0 để bỏ qua")
    parser.add_argument("--files", type=int, default=FILES, metavar="SỐ", help="số hồ sơ đang mở để tính lại mọi việc; 0 để bỏ qua")
    parser.add_argument("--fill", action="store_true", help="chỉ làm sẵn các cơ sở dữ liệu giả định, để lần đo sau không phải chờ")
    parser.add_argument("--no-docs", action="store_true", help="không ghi docs/reference")
    return parser.parse_args(arguments)


def _workbook(folder: Path, rows: int) -> str:
    if not rows:
        return ""
    from bench import workbook

    say(f"Đang làm danh sách {rows} dòng…")
    return str(workbook.write(folder / "danh-sach.xlsx", rows))


def _measured(persons: int, rounds: int, workbook: str) -> list[dict[str, Any]]:
    name = database.filled(persons)
    database.copied(name)
    say("Đang đo…")
    officials = _program("bench.officials", as_app=False)
    pages = _program("bench.measure", str(persons), str(rounds), database.address(database.COPY), officials, as_app=True)
    figures = _program("bench.figures", str(persons), str(rounds), officials, as_app=False)
    lists = _program("bench.lists", str(persons), workbook, officials, as_app=True) if workbook else "[]"
    targets = _program("bench.targets", str(persons), str(rounds), as_app=False)  # last: it tells and takes back the lives of 30 in a hundred
    return [*json.loads(pages), *json.loads(figures), *json.loads(lists), *json.loads(targets)]


def _duties(files: int) -> list[dict[str, Any]]:
    """Duties of so many open files reckoned anew; only read, so no copy is made."""
    if not files:
        return []
    name = database.filled(files, "bench.open_files")
    say("Đang tính lại việc của các hồ sơ đang mở…")
    return list(json.loads(_program("bench.duties", as_app=False, name=name)))


def _program(module: str, *arguments: str, as_app: bool, name: str = database.COPY) -> str:
    """Run a program of the bench on this database; its last line."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=database.environment(name, as_app=as_app), stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.splitlines()[-1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
