"""The record of the mutation run keeps to itself: its numbers agree, its interval is reckoned, its survivors name functions that are there."""

from __future__ import annotations

import importlib
import re

import pytest

from tests.mutation import record
from tests.mutation.run import place
from tests.support import ROOT

PAGE = ROOT / "docs" / "reference" / "mutation.md"
SUMMARY = re.compile(r"(\d+) of (\d+) mutants were run: (\d+) killed, ([\d.]+) % \(95 % interval ([\d.]+) to ([\d.]+) %\)")
ROW = re.compile(r"^\| (donghanh/\S+\.py) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)
LIVING = re.compile(r"^- `(donghanh\.[\w.]+)\.(\w+)` \((\d+)\)", re.MULTILINE)


def faults(text: str) -> list[str]:
    """What in this page disagrees with itself or with the source."""
    told = SUMMARY.search(text)
    rows = [(name, *map(int, numbers)) for name, *numbers in ROW.findall(text)]
    if not told or not rows:
        return ["no summary or no table"]
    run, everything, killed = map(int, told.groups()[:3])
    found = []
    for column, (what, number) in enumerate((("mutants", everything), ("run", run), ("killed", killed)), start=1):
        if sum(row[column] for row in rows) != number:
            found.append(f"{what}: the rows make {sum(row[column] for row in rows)}, the summary says {number}")
    if (float(told[5]), float(told[6])) != record.interval(killed, run) or told[4] != f"{100 * killed / run:.1f}":
        found.append(f"{100 * killed / run:.1f} % lies in {record.interval(killed, run)}")
    living = sum(int(number) for *_, number in LIVING.findall(text))
    if living != run - killed:
        found.append(f"{living} survivors are named, {run - killed} live")
    found += [f"{row[0]} is gone" for row in rows if not (ROOT / row[0]).exists()]
    return found + [f"{module}.{name} is gone" for module, name, _ in LIVING.findall(text) if not _is_there(module, name)]


def _is_there(module: str, name: str) -> bool:
    source = ROOT / (module.replace(".", "/") + ".py")
    return source.exists() and bool(re.search(rf"^\s*def {name}\(", source.read_text(encoding="utf-8"), re.MULTILINE))


def test_the_record_keeps_to_itself():
    assert faults(PAGE.read_text(encoding="utf-8")) == []


GOOD = (
    "100 of 200 mutants were run: 90 killed, 90.0 % (95 % interval 82.6 to 94.5 %).\n| donghanh/legal/book.py | 200 | 100 | 90 | 9 | 1 |\n"
    "- `donghanh.legal.book.pick` (10): because\n"
)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("| 200 |", "| 201 |", "mutants: the rows make 201, the summary says 200"),
        ("90.0 %", "91.0 %", "90.0 % lies in (82.6, 94.5)"),
        ("94.5 %", "94.6 %", "90.0 % lies in (82.6, 94.5)"),
        ("(10)", "(9)", "9 survivors are named, 10 live"),
        ("book.pick", "book.choose", "donghanh.legal.book.choose is gone"),
        ("book.py", "books.py", "donghanh/legal/books.py is gone"),
    ],
)
def test_a_slip_in_the_record_is_seen(old, new, fault):
    assert faults(GOOD) == []
    assert faults(GOOD.replace(old, new)) == [fault]
    assert faults("") == ["no summary or no table"]


def test_what_a_run_says():
    found = {"donghanh/a.py": {"x1": 1, "x2": 36, "x3": 0, "x4": 33, "x5": None}, "donghanh/b.py": {}}
    assert record.summary(found) == "4 of 5 mutants were run: 2 killed, 50.0 % (95 % interval 15.0 to 85.0 %)."
    assert record.by_file(found).splitlines()[2:] == ["| donghanh/a.py | 5 | 4 | 2 | 1 | 1 |"]
    assert list(record.living(found)) == ["x3", "x4"]


def test_the_order_is_chance_and_the_same_again():
    names = [f"donghanh.a.x_f__mutmut_{number}" for number in range(200)]
    one, again, other = (sorted(names, key=lambda name, word=word: place(word, name)) for word in ("first", "first", "second"))
    assert one == again != other != names
    assert importlib.import_module("tests.mutation.run").QUICK
