"""Where something stands in a plan's file, and what is said of it: faults, findings, what is not set. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a text file, or a cell of a sheet; line 0 and no sheet: the file as a whole."""

    file: str
    line: int = 0
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        if self.sheet:
            return f"{self.sheet}!{self.cell}"
        return f"{self.file}, dòng {self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that must be mended before the plan can be taken in."""

    place: Place
    message: str
    mend: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a person should read; it never stops a plan, and nothing is put right by itself."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it is written. at: where it begins; places: where each of its items stands; names: what the file calls them, if not by key."""

    at: Place
    values: dict[str, Any]
    places: dict[str, Place]
    names: dict[str, str] = field(default_factory=dict)

    def place(self, key: str) -> Place:
        """Where this item stands; where it is missing, where the row does."""
        return self.places.get(key, self.at)

    def name(self, key: str) -> str:
        """What the file calls this item."""
        return self.names.get(key, key)


@dataclass(frozen=True, slots=True)
class Written:
    """A whole plan as it is written, not yet understood. faults: what is wrong with the writing itself."""

    head: Row
    lists: dict[str, list[Row]]
    faults: tuple[Fault, ...] = ()
