"""Rows of a plan, the models it names and the steps of its roadmap."""

from __future__ import annotations

from dataclasses import dataclass

from donghanh.programme.reading.cells import Cells
from donghanh.programme.reading.places import Fault, Row
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


def clause(row: Row, faults: list[Fault]) -> ClauseData | None:
    """A row of `clauses`; None, with the faults, where it names nobody or one function twice, or gives nobody work without saying why."""
    one = Cells(row, faults, what="khoản", keys=CLAUSE_KEYS)
    made = ClauseData(
        code=one.words("code", 20),
        name=one.words("name", 200),
        meaning=one.words("meaning", 600, needed=False),
        stands_as=one.choice("stands_as", StandsAs) or StandsAs.DUTY,
        work=one.choice("work", Work) or Work.COORDINATION,
        rhythm=one.choice("rhythm", Rhythm) or Rhythm.ONCE,
        rhythm_note=one.words("rhythm_note", 120, needed=False),
        model=one.words("model", 40, needed=False),
        functions=one.many("functions", longest=40),
        why=one.words("why", 200, needed=False),
    )
    if not made.functions or len(set(made.functions)) != len(made.functions):
        one.refuse("functions", "phải nêu ít nhất một chức năng, mỗi chức năng một lần (functions)", "Chọn chức năng trong danh mục của mẫu Excel.")
    if (made.stands_as is StandsAs.PROVISION) != bool(made.why):
        one.refuse("why", "dòng không giao việc phải nói vì sao (why), và chỉ dòng đó", "Ghi lý do, hoặc đổi loại của khoản (stands_as).")
    return made if one.is_whole else None


def model(row: Row, faults: list[Fault]) -> ModelData | None:
    """A row of `models`."""
    one = Cells(row, faults, what="mô hình", keys=MODEL_KEYS)
    made = ModelData(one.words("code", 40), one.words("name", 200))
    return made if one.is_whole else None


def step(row: Row, faults: list[Fault]) -> StepData | None:
    """A row of `roadmap`; None, with the faults, where a number is none, or a print stands without the name it is read as."""
    one = Cells(row, faults, what="mốc lộ trình của khoản", keys=STEP_KEYS)
    made = StepData(
        clause=one.words("clause", 20),
        what=one.words("what", 120),
        place=one.words("place", 60, needed=False),
        place_printed=one.words("place_printed", 60, needed=False),
        unit_code=one.words("unit", 8, needed=False),
        rule=one.words("rule", 120, needed=False),
        planned=one.whole("planned", needed=True),
        from_year=one.year("from_year"),
        to_year=one.year("to_year"),
        note=one.words("note", 200, needed=False),
    )
    if made.place_printed and not made.place:
        one.refuse("place_printed", "có tên in (place_printed) mà không có tên được hiểu (place)", "Ghi tên nơi đó vào place.")
    if made.from_year and made.to_year and made.to_year < made.from_year:
        one.refuse("to_year", "năm cuối trước năm đầu", "Ghi năm cuối bằng hoặc sau năm đầu.")
    return made if one.is_whole else None
