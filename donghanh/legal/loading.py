"""Reads law/ once: every key is known, every cited instrument exists, or the data is refused with file and id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from donghanh.kernel import yaml_file
from donghanh.legal import rows
from donghanh.legal.errors import LawDataFault
from donghanh.legal.model import Instrument, LawData, Rule, Topic
from donghanh.legal.rows import Row

LAW = Path(__file__).resolve().parent.parent.parent / "law"


@cache
def law_data() -> LawData:
    """The law as it stands in law/, read once a process. Raises LawDataFault where a file is wrong."""
    return read(LAW)


def read(folder: Path) -> LawData:
    """The law data under this folder."""
    instruments = _unique((Instrument(**row) for row in _rows(folder / "instruments")), "instruments")
    functions = yaml_file.read(folder / "functions.yaml")
    regimes = tuple(map(rows.regime, yaml_file.read(folder / "regimes.yaml")))
    first_day = next(regime.valid_from for regime in regimes if regime.has_rules and regime.valid_from)
    topic_files = [yaml_file.read(path) for path in sorted((folder / "topics").glob("*.yaml"))]
    rules = _rules(folder, instruments, functions, topic_files)
    return LawData(
        instruments=instruments,
        rules=rules,
        topics=_topics(topic_files, rules, instruments, first_day),
        procedures={file["procedure"]: file["title"] for file in topic_files},
        regimes=regimes,
        unexecutable=_unique((rows.unexecutable(row, instruments) for row in yaml_file.read(folder / "not_executable.yaml")), "not_executable"),
        holders=tuple(rows.holders(functions["functions"], instruments)),
        seated=frozenset(functions["bodies_of_places"]),
        parties=functions["parties"],
        persons=_known_parties(functions),
        conventions=tuple(rows.convention(row, instruments) for row in yaml_file.read(folder / "conventions.yaml")),
        terms={code: rows.term(code, row, instruments) for code, row in yaml_file.read(folder / "terms.yaml").items()},
        first_day=first_day,
        edition=_edition(folder),
    )


def _rules(folder: Path, instruments: Mapping[str, Instrument], functions: Row, topic_files: list[Row]) -> dict[str, Rule]:
    actors = functions["parties"] | {name: row["title"] for name, row in functions["functions"].items()}
    first_topic = _first_topics(topic_files)
    return _unique((rows.rule(row, instruments, actors, first_topic) for row in _rows(folder / "rules")), "rules")


def _known_parties(functions: Row) -> frozenset[str]:
    unknown = set(functions["persons"]) - functions["parties"].keys()
    if unknown:
        raise LawDataFault(f"functions: persons names {', '.join(sorted(unknown))}, which is no party")
    return frozenset(functions["persons"])


def _topics(files: list[Row], rules: Mapping[str, Rule], instruments: Mapping[str, Instrument], first_day: date) -> dict[str, Topic]:
    found: list[Topic] = []
    for file in files:
        rows.known_only(file, "topics", "procedure title topics")
        for name, row in file["topics"].items():
            if name.partition(".")[0] != file["procedure"]:
                raise LawDataFault(f"topics: {name} does not belong to {file['procedure']}")
            found.append(rows.topic(name, row, rules, instruments, first_day))
    return _unique(found, "topics")


def _first_topics(files: list[Row]) -> dict[str, str]:
    """Rule id → the first topic that it answers."""
    found: dict[str, str] = {}
    for file in files:
        for name, row in file["topics"].items():
            for entry in row["entries"]:
                if "rule" in entry:
                    found.setdefault(entry["rule"], name)
    return found


def _unique(things: Any, where: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for thing in things:
        if thing.id in found:
            raise LawDataFault(f"{where}: {thing.id} stands twice")
        found[thing.id] = thing
    return found


def _rows(folder: Path) -> Iterator[Row]:
    for path in sorted(folder.glob("*.yaml")):
        yield from yaml_file.read(path)


def _edition(folder: Path) -> str:
    """Twelve hex digits over every file: the same data gives the same name on every machine."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
