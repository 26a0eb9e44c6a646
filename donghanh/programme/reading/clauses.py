"""Rows of a plan, the models it names and the steps of its roadmap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from donghanh.kernel.text import tidy
from donghanh.programme.terms import Rhythm, StandsAs, Work

CLAUSE_KEYS = "code name meaning stands_as work rhythm rhythm_note model functions why"
MODEL_KEYS = "code name"
STEP_KEYS = "clause what place place_printed unit rule planned from_year to_year note"


@dataclass(frozen=True, slots=True)
class ClauseData:
    """One row. functions: codes of plans/functions, in the order named; model: a code of the plan's models, or empty."""

    code: str
    name: str
    meaning: str
    stands_as: StandsAs
    work: Work
    rhythm: Rhythm
    rhythm_note: str
    model: str
    functions: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class ModelData:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class StepData:
    """One step of a roadmap; words of models.RoadmapStep."""

    clause: str
    what: str
    place: str
    place_printed: str
    unit_code: str
    rule: str
    planned: int | None
    from_year: int | None
    to_year: int | None
    note: str


def clause(item: dict[str, Any]) -> ClauseData:
    """A row of `clauses`. Raises ValueError where it names nobody or one function twice, or gives nobody work without saying why."""
    made = ClauseData(
        code=tidy(item["code"]),
        name=tidy(item["name"]),
        meaning=tidy(item.get("meaning", "")),
        stands_as=StandsAs(item["stands_as"]),
        work=Work(item["work"]),
        rhythm=Rhythm(item["rhythm"]),
        rhythm_note=tidy(item.get("rhythm_note", "")),
        model=tidy(item.get("model", "")),
        functions=tuple(tidy(code) for code in item["functions"]),
        why=tidy(item.get("why", "")),
    )
    if not made.functions or len(set(made.functions)) != len(made.functions):
        raise ValueError("phải nêu ít nhất một chức năng, mỗi chức năng một lần (functions)")
    if (made.stands_as is StandsAs.PROVISION) != bool(made.why):
        raise ValueError("dòng không giao việc phải nói vì sao (why), và chỉ dòng đó")
    return made


def model(item: dict[str, Any]) -> ModelData:
    """A row of `models`."""
    return ModelData(tidy(item["code"]), tidy(item["name"]))


def step(item: dict[str, Any]) -> StepData:
    """A row of `roadmap`. Raises ValueError where a number is none, or a print stands without the name it is read as."""
    made = StepData(
        clause=tidy(item["clause"]),
        what=tidy(item["what"]),
        place=tidy(item.get("place", "")),
        place_printed=tidy(item.get("place_printed", "")),
        unit_code=tidy(item.get("unit", "")),
        rule=tidy(item.get("rule", "")),
        planned=_number(item["planned"]),
        from_year=_number(item.get("from_year")),
        to_year=_number(item.get("to_year")),
        note=tidy(item.get("note", "")),
    )
    if made.place_printed and not made.place:
        raise ValueError("có tên in (place_printed) mà không có tên được hiểu (place)")
    if made.from_year and made.to_year and made.to_year < made.from_year:
        raise ValueError("năm cuối trước năm đầu")
    return made


def _number(value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return value
    raise ValueError(f"{value!r} không phải là số; chưa có số thì ghi null")
