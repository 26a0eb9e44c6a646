"""Reads law/ once: every key is known, every cited instrument exists, or the data is refused with file and id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from donghanh.legal.errors import LawDataFault
from donghanh.legal.model import Citation, Convention, Holder, Instrument, LawData, Rule, Term, Topic, TopicEntry, cited

LAW = Path(__file__).resolve().parent.parent.parent / "law"
Row = dict[str, Any]


@cache
def law_data() -> LawData:
    """The law as it stands in law/, read once a process. Raises LawDataFault where a file is wrong."""
    return read(LAW)


def read(folder: Path) -> LawData:
    """The law data under this folder."""
    instruments = {row["id"]: _instrument(row) for row in _rows(folder / "instruments")}
    functions = _yaml(folder / "functions.yaml")
    actors = functions["parties"] | {name: row["title"] for name, row in functions["functions"].items()}
    topics_file = _yaml(folder / "topics.yaml")
    first_topic = _first_topics(topics_file["topics"])
    rules: dict[str, Rule] = {}
    for row in _rows(folder / "rules"):
        if row["id"] in rules:
            raise LawDataFault(f"rules: {row['id']} stands twice")
        rules[row["id"]] = _rule(row, instruments, actors, first_topic)
    return LawData(
        instruments=instruments,
        rules=rules,
        topics={name: _topic(name, row, rules, instruments) for name, row in topics_file["topics"].items()},
        holders=tuple(_holders(functions["functions"], instruments)),
        parties=functions["parties"],
        conventions=tuple(_convention(row, instruments) for row in _yaml(folder / "conventions.yaml")),
        terms={code: _term(code, row, instruments) for code, row in _yaml(folder / "terms.yaml").items()},
        first_day=topics_file["first_day"],
        edition=_edition(folder),
    )


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def _rows(folder: Path) -> Iterator[Row]:
    for path in sorted(folder.glob("*.yaml")):
        yield from _yaml(path)


def _edition(folder: Path) -> str:
    """Twelve hex digits over every file: the same data gives the same name on every machine."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _known(row: Row, where: str, known: str) -> Row:
    unknown = set(row) - set(known.split())
    if unknown:
        raise LawDataFault(f"{where}: unknown {', '.join(sorted(unknown))}")
    return row


def _instrument(row: Row) -> Instrument:
    return Instrument(**row)


def _citations(rows: list[Row], instruments: Mapping[str, Instrument], where: str) -> tuple[Citation, ...]:
    found = []
    for row in rows:
        _known(row, where, "instrument article clause point")
        if row["instrument"] not in instruments:
            raise LawDataFault(f"{where}: cites {row['instrument']}, which is not among the instruments")
        parts = (str(row.get(part, "")) for part in ("article", "clause", "point"))
        found.append(Citation(instruments[row["instrument"]], *parts))
    return tuple(found)


_RULE = (
    "id restates kind bound amount unit counts_from actor result meaning citation valid_from valid_to confidence validity_confidence conflict note"
)


_BOUND = {"duration": "exact", "frequency": "min", "at_once": "at_once", "clock_rule": "exact", "transition": "exact"}


def _rule(row: Row, instruments: Mapping[str, Instrument], actors: Mapping[str, str], first_topic: Mapping[str, str]) -> Rule:
    _known(row, row["id"], _RULE)
    start = _known(row["counts_from"], row["id"], "event text")
    if row["actor"] not in actors:
        raise LawDataFault(f"{row['id']}: actor {row['actor']} is neither function nor party")
    return Rule(
        id=row["id"],
        topic=first_topic.get(row["id"], ""),
        kind=row["kind"],
        amount=row["amount"],
        unit=row["unit"],
        counts_from_event=start["event"] or "",
        counts_from_vi=start["text"],
        actor=row["actor"],
        actor_vi=actors[row["actor"]],
        result_vi=row["result"],
        meaning_vi=row["meaning"],
        citations=_citations(row["citation"], instruments, row["id"]),
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        confidence=row["confidence"],
        validity_confidence=row["validity_confidence"],
        bound=row.get("bound") or _BOUND.get(row["kind"], "max"),
        restates=tuple(row.get("restates", ())),
        conflict_vi=row.get("conflict", ""),
        note=row.get("note", ""),
    )


def _first_topics(topics: Mapping[str, Row]) -> dict[str, str]:
    """Rule id → the first topic that it answers."""
    found: dict[str, str] = {}
    for name, row in topics.items():
        for entry in row["entries"]:
            if "rule" in entry:
                found.setdefault(entry["rule"], name)
    return found


def _topic(name: str, row: Row, rules: Mapping[str, Rule], instruments: Mapping[str, Instrument]) -> Topic:
    return Topic(name, row["title"], tuple(_entry(name, entry, rules, instruments) for entry in row["entries"]))


def _entry(topic: str, row: Row, rules: Mapping[str, Rule], instruments: Mapping[str, Instrument]) -> TopicEntry:
    if "gap" in row:
        _known(row, topic, "gap from to citation")
        return TopicEntry("", row["gap"], row["from"], row.get("to"), _citations(row.get("citation", []), instruments, topic), "V", "")
    _known(row, topic, "rule confidence note")
    if row["rule"] not in rules:
        raise LawDataFault(f"{topic}: names {row['rule']}, which is no rule")
    rule = rules[row["rule"]]
    return TopicEntry(rule.id, "", rule.valid_from, rule.valid_to, (), row.get("confidence", "V"), row.get("note", ""))


def _holders(functions: Mapping[str, Row], instruments: Mapping[str, Instrument]) -> Iterator[Holder]:
    for name, function in functions.items():
        for row in function["holders"]:
            _known(row, name, "body office title from to citation confidence")
            yield Holder(
                function=name,
                function_vi=function["title"],
                body_kind=row["body"],
                office=row["office"],
                office_vi=row["title"],
                since=row["from"],
                until=row.get("to"),
                citation=cited(_citations(row["citation"], instruments, name)),
                confidence=row["confidence"],
            )


def _convention(row: Row, instruments: Mapping[str, Instrument]) -> Convention:
    _known(row, row["id"], "id value meaning citation valid_from valid_to confidence")
    valid_from: date = row["valid_from"]
    citations = _citations(row["citation"], instruments, row["id"])
    return Convention(row["id"], row["value"], row["meaning"], citations, valid_from, row.get("valid_to"), row["confidence"])


def _term(code: str, row: Row, instruments: Mapping[str, Instrument]) -> Term:
    _known(row, code, "vi citation")
    return Term(code, row["vi"], _citations(row["citation"], instruments, code))
