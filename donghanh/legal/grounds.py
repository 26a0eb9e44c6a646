"""What a ground of compulsory rehabilitation rests on, and whether a person's facts show it. Pure; the words are in law/grounds.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Protocol, TypeVar

from donghanh.kernel import yaml_file
from donghanh.legal import rows
from donghanh.legal.errors import NoRuleInForce
from donghanh.legal.loading import LAW, law_data
from donghanh.legal.model import cited

_GROUND = "title shown_by undone_by after limit paper determined places"


class Happened(Protocol):
    """A fact as it is weighed here."""

    @property
    def kind(self) -> str: ...
    @property
    def happened_at(self) -> datetime: ...


H = TypeVar("H", bound=Happened)


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground as the law of a day has it. shown_by, undone_by, after: kinds of facts; paper: what shows it where they happened elsewhere.

    limit: topic of the limit that has to be over before the ground stands, "" for none. needs_determination: the determination of dependence
    must lie in the file before it is sent on.
    """

    code: str
    title: str
    citation: str
    shown_by: tuple[str, ...]
    undone_by: tuple[str, ...]
    after: tuple[str, ...]
    limit: str
    paper: str
    needs_determination: bool


def codes() -> tuple[str, ...]:
    """Every ground of law/grounds.yaml."""
    return tuple(_data())


def title(code: str) -> str:
    """The ground in words; a code that law/grounds.yaml does not have stands as it is."""
    row = _data().get(code)
    return str(row["title"]) if row else code


def grounds(*, adult: bool, on: date) -> tuple[Ground, ...]:
    """The grounds that the law of this day knows at this age; empty before 2022."""
    return tuple(found for code in _data() if (found := _ground(code, adult=adult, on=on)))


def ground(code: str, *, adult: bool, on: date) -> Ground:
    """Raises NoRuleInForce where the law of this day knows no such ground at this age."""
    found = _ground(code, adult=adult, on=on) if code in _data() else None
    if found is None:
        known = "; ".join(one.title for one in grounds(adult=adult, on=on))
        raise NoRuleInForce("Luật của ngày này không có căn cứ đó để lập hồ sơ cai nghiện bắt buộc.", mend=f"Các căn cứ: {known}.")
    return found


def shown(one: Ground, told: Sequence[H]) -> H | None:
    """The last fact that shows the ground and that nothing later undoes; None where none does. told: in the order in which they happened."""
    for place in range(len(told) - 1, -1, -1):
        fact = told[place]
        if fact.kind in one.undone_by:
            return None
        if fact.kind in one.shown_by and (not one.after or any(earlier.kind in one.after for earlier in told[:place])):
            return fact
    return None


def _ground(code: str, *, adult: bool, on: date) -> Ground | None:
    row, age = _data()[code], "adult" if adult else "minor"
    place = (_standing(row["places"], on) or {}).get(age)
    if place is None:
        return None
    return Ground(
        code=code,
        title=row["title"],
        citation=cited(rows.citations([place], law_data().instruments, f"grounds.yaml {code}")),
        shown_by=tuple(row["shown_by"]),
        undone_by=tuple(row.get("undone_by", ())),
        after=tuple(row.get("after", ())),
        limit=row.get("limit", ""),
        paper=row["paper"],
        needs_determination=_standing(row.get("determined", {}), on) is not False,
    )


def _standing(by_day: dict[date, Any], on: date) -> Any:
    """What stands on this day; None before the first."""
    since = [day for day in by_day if day <= on]
    return by_day[max(since)] if since else None


@cache
def _data() -> dict[str, rows.Row]:
    loaded: dict[str, rows.Row] = yaml_file.read(LAW / "grounds.yaml")
    for code, row in loaded.items():
        rows.known_only(row, f"grounds.yaml {code}", _GROUND)
    return loaded
