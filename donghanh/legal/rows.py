"""One row of law/ into one thing of the model; an unknown key, actor, unit or instrument is refused by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from donghanh.legal.errors import LawDataFault
from donghanh.legal.model import (
    ADULT,
    MINOR,
    Citation,
    Convention,
    Further,
    Holder,
    Instrument,
    Number,
    Reading,
    Regime,
    Rule,
    Term,
    Topic,
    TopicEntry,
    Unexecutable,
    cited,
    weaker,
)
from donghanh.legal.units import KINDS, UNITS_VI, UNSPOKEN

Row = dict[str, Any]
Instruments = Mapping[str, Instrument]

_RULE = (
    "id restates kind restarts bound amount amount_max unit month also counts_from actor result meaning citation valid_from valid_to "
    "confidence validity_confidence silent conflict readings note"
)
_BOUND = {"duration": "exact", "frequency": "min", "at_once": "at_once", "clock_rule": "exact", "transition": "exact"}
_ONE_DAY = timedelta(days=1)
_GROUP_OF = {"juvenile": MINOR, "compulsory": ADULT, "court": ADULT}
"""Procedure of a topic → whose articles its answers cite."""


def known_only(row: Row, where: str, known: str) -> Row:
    """The row itself. Raises LawDataFault naming the keys that nobody would read."""
    unknown = set(row) - set(known.split())
    if unknown:
        raise LawDataFault(f"{where}: unknown {', '.join(sorted(unknown))}")
    return row


def citations(rows: list[Row], instruments: Instruments, where: str) -> tuple[Citation, ...]:
    """The places cited. Raises LawDataFault for an instrument that is not there."""
    found = []
    for row in rows:
        known_only(row, where, "instrument article clause point of")
        if row["instrument"] not in instruments:
            raise LawDataFault(f"{where}: cites {row['instrument']}, which is not among the instruments")
        if row.get("of", "") not in ("", ADULT, MINOR):
            raise LawDataFault(f"{where}: of {row['of']} is neither {ADULT} nor {MINOR}")
        parts = (str(row.get(part, "")) for part in ("article", "clause", "point", "of"))
        found.append(Citation(instruments[row["instrument"]], *parts))
    return tuple(found)


def rule(row: Row, instruments: Instruments, actors: Mapping[str, str], first_topic: Mapping[str, str]) -> Rule:
    """One rule of law/rules."""
    known_only(row, row["id"], _RULE)
    start = known_only(row["counts_from"], row["id"], "event text")
    if row["actor"] not in actors:
        raise LawDataFault(f"{row['id']}: actor {row['actor']} is neither function nor party")
    if row["kind"] not in KINDS:
        raise LawDataFault(f"{row['id']}: unknown kind {row['kind']}")
    return Rule(
        id=row["id"],
        topic=first_topic.get(row["id"], ""),
        kind=row["kind"],
        amount=_number(row["amount"]),
        unit=_unit(row["unit"], row["id"]),
        counts_from_event=start["event"] or "",
        counts_from_vi=start["text"],
        actor=row["actor"],
        actor_vi=actors[row["actor"]],
        result_vi=row["result"],
        meaning_vi=row["meaning"],
        citations=citations(row["citation"], instruments, row["id"]),
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        confidence=row["confidence"],
        validity_confidence=row["validity_confidence"],
        bound=row.get("bound") or _BOUND.get(row["kind"], "max"),
        restates=tuple(row.get("restates", ())),
        conflict_vi=row.get("conflict", ""),
        note=row.get("note", ""),
        amount_max=_number(row.get("amount_max")),
        month=row.get("month"),
        also=tuple(_further(further, row["id"]) for further in row.get("also", ())),
        silent_vi=row.get("silent", ""),
        restarts=row.get("restarts", ""),
        readings=tuple(_reading(reading, instruments, row["id"]) for reading in row.get("readings", ())),
    )


def _number(value: object) -> Number | None:
    """A fraction is kept exactly as it is written."""
    return Decimal(str(value)) if isinstance(value, float) else value if isinstance(value, int) else None


def _unit(unit: str, where: str) -> str:
    if unit not in UNITS_VI and unit not in UNSPOKEN:
        raise LawDataFault(f"{where}: unknown unit {unit}")
    return unit


def _further(row: Row, where: str) -> Further:
    known_only(row, where, "amount unit text")
    amount = _number(row["amount"])
    if amount is None:
        raise LawDataFault(f"{where}: a further number is no number")
    return Further(amount, _unit(row["unit"], where), row["text"])


def _reading(row: Row, instruments: Instruments, where: str) -> Reading:
    known_only(row, where, "text citation")
    return Reading(row["text"], citations(row["citation"], instruments, where))


def topic(name: str, row: Row, rules: Mapping[str, Rule], instruments: Instruments, first_day: date) -> Topic:
    """One question over time; the days that no entry covers are a gap where the row says `otherwise` why."""
    known_only(row, name, "title entries otherwise")
    entries = [_entry(name, entry, rules, instruments) for entry in row["entries"]]
    if "otherwise" in row:
        entries.extend(_holes(entries, row["otherwise"], first_day))
    return Topic(name, row["title"], tuple(sorted(entries, key=lambda entry: entry.valid_from)))


def _entry(where: str, row: Row, rules: Mapping[str, Rule], instruments: Instruments) -> TopicEntry:
    if "gap" in row:
        known_only(row, where, "gap from to citation")
        return TopicEntry("", row["gap"], row["from"], row.get("to"), citations(row.get("citation", []), instruments, where), "V", "")
    known_only(row, where, "rule confidence note")
    if row["rule"] not in rules:
        raise LawDataFault(f"{where}: names {row['rule']}, which is no rule")
    found, confidence, note = rules[row["rule"]], row.get("confidence", "V"), row.get("note", "")
    notes = " ".join(text for text in (found.note, note) if text)
    group = _GROUP_OF.get(where.partition(".")[0])
    own = found.as_for(group) if group else found
    answering = replace(own, topic=where, confidence=weaker(found.confidence, confidence), note=notes)
    return TopicEntry(found.id, "", found.valid_from, found.valid_to, (), confidence, note, answering)


def _holes(entries: list[TopicEntry], reason: str, first_day: date) -> Iterator[TopicEntry]:
    day: date | None = first_day
    for entry in sorted(entries, key=lambda entry: entry.valid_from):
        if day is not None and day < entry.valid_from:
            yield TopicEntry("", reason, day, entry.valid_from - _ONE_DAY, (), "V", "")
        day = entry.valid_to + _ONE_DAY if entry.valid_to else None
    if day is not None:
        yield TopicEntry("", reason, day, None, (), "V", "")


def holders(functions: Mapping[str, Row], instruments: Instruments) -> Iterator[Holder]:
    """Every holder of every function."""
    for name, function in functions.items():
        for row in function["holders"]:
            known_only(row, name, "body office title from to citation confidence")
            yield Holder(
                function=name,
                function_vi=function["title"],
                body_kind=row["body"],
                office=row["office"],
                office_vi=row["title"],
                since=row["from"],
                until=row.get("to"),
                citation=cited(citations(row["citation"], instruments, name)),
                confidence=row["confidence"],
            )


def convention(row: Row, instruments: Instruments) -> Convention:
    """One way of counting."""
    known_only(row, row["id"], "id value meaning citation valid_from valid_to confidence")
    valid_from: date = row["valid_from"]
    places = citations(row["citation"], instruments, row["id"])
    return Convention(row["id"], row["value"], row["meaning"], places, valid_from, row.get("valid_to"), row["confidence"])


def term(code: str, row: Row, instruments: Instruments) -> Term:
    """One word of the law."""
    known_only(row, code, "vi citation")
    return Term(code, row["vi"], citations(row["citation"], instruments, code))


def regime(row: Row) -> Regime:
    """One state of the law."""
    known_only(row, row["id"], "id title from to rules meaning confidence")
    return Regime(row["id"], row["title"], row["from"], row["to"], row["rules"], row["meaning"], row["confidence"])


def unexecutable(row: Row, instruments: Instruments) -> Unexecutable:
    """One row of the rulebooks that no date follows from."""
    known_only(row, row["id"], "id reason kept_in citation valid_from valid_to confidence")
    places = citations(row["citation"], instruments, row["id"])
    return Unexecutable(row["id"], row["reason"], row["kept_in"], places, row["valid_from"], row["valid_to"], row["confidence"])
