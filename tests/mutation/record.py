"""What a mutation run found, as the tables of docs/reference/mutation.md: python -m tests.mutation.record, where the run was made."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from math import sqrt
from pathlib import Path

KILLED, SURVIVED, UNTESTED = (1, 3), (0, 5), (33,)
TIMES_OUT = (24, 36, 152, -24)


def read(folder: Path) -> dict[str, dict[str, int | None]]:
    """Source file → mutant → exit code (None: not run)."""
    metas = sorted(folder.rglob("*.py.meta"))
    return {str(path.relative_to(folder)).removesuffix(".meta"): json.loads(path.read_text("utf-8"))["exit_code_by_key"] for path in metas}


def verdict(code: int | None) -> str:
    """killed (a mutant that never ends is killed too), survived, untested, or unrun."""
    if code is None:
        return "unrun"
    return "killed" if code in (*KILLED, *TIMES_OUT) else "untested" if code in UNTESTED else "survived"


def interval(killed: int, run: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share, in per cent."""
    z, share = 1.96, killed / run
    middle = (share + z * z / (2 * run)) / (1 + z * z / run)
    half = z * sqrt(share * (1 - share) / run + z * z / (4 * run * run)) / (1 + z * z / run)
    return round(100 * (middle - half), 1), round(100 * (middle + half), 1)


def summary(found: Mapping[str, Mapping[str, int | None]]) -> str:
    """The sentence that stands at the top."""
    told = Counter(verdict(code) for mutants in found.values() for code in mutants.values())
    run, everything = told["killed"] + told["survived"] + told["untested"], sum(told.values())
    low, high = interval(told["killed"], run)
    share = 100 * told["killed"] / run
    return f"{run} of {everything} mutants were run: {told['killed']} killed, {share:.1f} % (95 % interval {low:.1f} to {high:.1f} %)."


def by_file(found: Mapping[str, Mapping[str, int | None]]) -> str:
    """A row for each file: mutants, run, killed, survived, touched by no test."""
    rows = ["| file | mutants | run | killed | survived | no test |", "|---|---|---|---|---|---|"]
    for name, mutants in found.items():
        told = Counter(verdict(code) for code in mutants.values())
        if mutants:
            run = len(mutants) - told["unrun"]
            rows.append(f"| {name} | {len(mutants)} | {run} | {told['killed']} | {told['survived']} | {told['untested']} |")
    return "\n".join(rows)


def living(found: Mapping[str, Mapping[str, int | None]]) -> Iterable[str]:
    """Mutants that live, by name."""
    return (name for mutants in found.values() for name, code in mutants.items() if verdict(code) in ("survived", "untested"))


if __name__ == "__main__":
    _found = read(Path("mutants"))
    print(summary(_found), by_file(_found), *living(_found), sep="\n\n")
