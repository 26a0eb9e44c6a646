"""The results as the table of docs/reference/bench.md, as bench.json, and for --json; with the machine, never its name."""

from __future__ import annotations

import json
import os
import platform
from datetime import date
from pathlib import Path
from typing import Any

from config.door.trouble import ROOT

FOLDER = ROOT / "docs" / "reference"
KEYS = ("name", "persons", "p50_ms", "p95_ms", "floor_p50_ms", "ratio")
GROWTH = 1.3
GROWTH_HEAD = "| growth | from | to | p50 ms before | p50 ms after | of p50 | of our own CPU | of the floor's p50 | budget |"
Result = dict[str, Any]


def brief(results: list[Result]) -> list[Result]:
    """What --json prints; None for the floor and ratio of what has a time for its budget."""
    return [{key: round(one[key], 2) if isinstance(one.get(key), float) else one.get(key) for key in KEYS} for one in results]


def machine(server: str) -> dict[str, Any]:
    """Cores, memory, processor, versions and how busy it was."""
    words = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    model = next((line.split(":", 1)[1].strip() for line in words.splitlines() if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(memory, 1),
        "cpu": model,
        "system": platform.system(),
        "python": platform.python_version(),
        "postgresql": server,
        "load_average": [round(value, 1) for value in os.getloadavg()],
    }


def growth(results: list[Result]) -> list[Result]:
    """For each name measured at more than one size: how its cost grew from the smallest to the largest."""
    made = []
    for name in dict.fromkeys(one["name"] for one in results):
        sizes = sorted((one for one in results if one["name"] == name), key=lambda one: one["persons"])
        if len({one["persons"] for one in sizes}) > 1:
            small, large = sizes[0], sizes[-1]
            grown = {key: large[key] / small[key] for key in ("p50_ms", "cpu_p50_ms", "floor_p50_ms") if key in small}
            ends = {"p50_ms_from": small["p50_ms"], "p50_ms_to": large["p50_ms"]}
            made.append({"name": name, "from": small["persons"], "to": large["persons"], **ends, "growth": grown})
    return made


def write(results: list[Result], about: dict[str, Any], *, on: date, folder: Path = FOLDER) -> None:
    """Both files anew. What stands between the marks of bench.md by hand is kept."""
    kept = {"measured_on": on.isoformat(), "machine": about, "results": results, "growth": growth(results)}
    (folder / "bench.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    page = folder / "bench.md"
    before = page.read_text(encoding="utf-8") if page.exists() else ""
    page.write_text(told(results, about, on=on, by_hand=_by_hand(before)), encoding="utf-8")


def told(results: list[Result], about: dict[str, Any], *, on: date, by_hand: str) -> str:
    """The page: the tables, then the words that a person wrote."""
    pages = [one for one in results if "walled_ratio" in one]
    lines = [
        "# Benchmarks",
        "",
        f"Measured on {on.isoformat()} by `./dev bench` (bench/README.md says how). Only the ratios count.",
        f"Machine: {about['cores']} cores, {about['memory_gb']} GB, {about['cpu']}, {about['system']}, CPython {about['python']},"
        f" PostgreSQL {about['postgresql']}; load average {', '.join(map(str, about['load_average']))} (1, 5, 15 minutes) during the run.",
        "",
        "| page | people | p50 ms | p95 ms | floor p50 ms | ratio | budget | walled floor p50 ms | ratio to it | CPU ms (ours / floor / walled) |",
        "|---|---|---|---|---|---|---|---|---|---|",
        *(_page_line(one) for one in pages),
        "",
        *_other_lines([one for one in results if one not in pages]),
    ]
    if grown := growth(results):
        lines += [
            "",
            "| growth | from | to | p50 ms before | p50 ms after | of p50 | of our own CPU | of the floor's p50 | budget |",
            "|---" * 9 + "|",
        ]
        lines += [_growth_line(one) for one in grown]
    return "\n".join([*lines, "", START, by_hand.strip("\n"), END, ""])


START, END = "<!-- by hand: from here -->", "<!-- by hand: to here -->"


def _by_hand(page: str) -> str:
    return page.split(START, 1)[1].split(END, 1)[0] if START in page and END in page else ""


def _page_line(one: Result) -> str:
    verdict = "" if one["ratio"] <= one["budget"] else " (missed)"
    cpu = f"{one['cpu_p50_ms']:.1f} / {one['floor_cpu_p50_ms']:.1f} / {one['walled_cpu_p50_ms']:.1f}"
    return (
        f"| {one['name']} | {_n(one['persons'])} | {one['p50_ms']:.1f} | {one['p95_ms']:.1f} | {one['floor_p50_ms']:.1f} | {one['ratio']:.1f} |"
        f" {one['budget']:g}{verdict} | {one['walled_p50_ms']:.1f} | {one['walled_ratio']:.1f} | {cpu} |"
    )


def _growth_line(one: Result) -> str:
    times = " | ".join(f"{one['growth'][key]:.2f}" if key in one["growth"] else "" for key in ("p50_ms", "cpu_p50_ms", "floor_p50_ms"))
    missed = " (missed)" if one["growth"]["p50_ms"] > GROWTH else ""
    ends = f"{one['p50_ms_from']:.1f} | {one['p50_ms_to']:.1f}"
    return f"| {one['name']} | {_n(one['from'])} | {_n(one['to'])} | {ends} | {times} | {GROWTH}{missed} |"


def _other_lines(others: list[Result]) -> list[str]:
    lines = []
    for one in others:
        if "alone_ratio" in one:
            lines.append(_duties_line(one))
            continue
        start = f"**{one['name']}**, {_n(one['persons'])} people: p50 {one['p50_ms']:.0f} ms, p95 {one['p95_ms']:.0f} ms"
        if "budget_ms" in one:
            missed = "" if one["p50_ms"] <= one["budget_ms"] else ", missed"
            lines.append(f"- {start} (budget {one['budget_ms']}{missed}); {one['targets']} targets, {one['communes']} communes.")
        elif "rows_per_second" in one:
            lines.append(
                f"- {start}; {one['rows_per_second']:.0f} rows/s (budget {one['budget_rows_per_second']}), CPU {one['cpu_p50_ms'] / 1000:.1f} s here;"
                f" the bare cells alone are read in {one['floor_p50_ms']:.0f} ms. Most memory: {one['memory_before_mb']:.0f} MB before,"
                f" {one['memory_after_mb']:.0f} MB after, {one['children_mb']:.0f} MB in the reading child."
            )
        else:
            lines.append(
                f"- {start}; the statement by hand {one['floor_p50_ms']:.1f} ms, ratio {one['ratio']:.2f}"
                f" (budget {one['budget']:g}{', missed' if one['ratio'] > one['budget'] else ''}); {_n(one['counted'])} people counted."
            )
    return lines


def _duties_line(one: Result) -> str:
    missed = "" if one["ratio"] <= one["budget"] else ", missed"
    return (
        f"- **{one['name']}** ({_n(one['facts'])} facts, {_n(one['counted'])} duties, {one['differing']} files differ from the memo):"
        f" {one['workers']} processes {one['p50_ms'] / 1000:.1f} s; the statement that fetches the facts {one['floor_p50_ms'] / 1000:.1f} s,"
        f" ratio {one['ratio']:.2f} (budget {one['budget']:g}{missed}); in one process {one['alone_ratio']:.2f},"
        f" by CPU {one['alone_cpu_ms'] / one['floor_cpu_ms']:.2f}."
    )


def _n(number: int) -> str:
    return f"{number:,}".replace(",", ".")
