"""Rows of a plan with the functions they name, the roadmap, and the matrix of who does what on a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.programme import access
from donghanh.programme.models import Clause, Function, Responsibility, RoadmapStep
from donghanh.programme.queries.plans import PlanRow
from donghanh.programme.queries.who import Holder, holders
from donghanh.programme.terms import Rhythm, StandsAs, Work, printed_code

HEAD, RECIPIENTS = "0", "R"


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One row of a plan; words of models.Clause. functions: codes in the order named. id: that of the requirement it answers."""

    id: str
    code: str
    name: str
    meaning: str
    stands_as: StandsAs
    work: Work
    rhythm: Rhythm
    rhythm_note: str
    model: str
    why: str
    functions: tuple[str, ...]

    @property
    def printed(self) -> str:
        """The code as the plan prints it: "VI.3.đ.1"."""
        return printed_code(self.code)

    @property
    def part(self) -> str:
        """The part of the plan it stands in: "VI"; the whole of a plan whose rows are only numbered."""
        first = self.code.split(".")[0]
        return "" if first.isdigit() and first != HEAD else first


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the roadmap; words of models.RoadmapStep. planned None: not set."""

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


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who does what of a plan on a day. counts: (function, part) → rows. rows: those of the function asked for, or all."""

    on: date
    function: str
    holders: tuple[Holder, ...]
    parts: tuple[str, ...]
    counts: dict[tuple[str, str], int]
    rows: tuple[ClauseRow, ...]

    def of(self, code: str) -> Holder:
        """Who holds this function."""
        return next(one for one in self.holders if one.code == code)


def clauses(actor: Actor, plan_id: str) -> list[ClauseRow]:
    """The rows of a plan in its order. Raises MayNot without the right to read numbers."""
    access.check_may_read(actor)
    found = Clause.objects.filter(plan_id=plan_id).select_related("model").prefetch_related("responsibilities").order_by("position")
    return [_clause(one) for one in found]


def roadmap(actor: Actor, plan_id: str) -> list[StepRow]:
    """The steps of a plan's roadmap in its order. Raises MayNot."""
    access.check_may_read(actor)
    found = RoadmapStep.objects.filter(clause__plan_id=plan_id).select_related("clause").order_by("position")
    names = ("what", "place", "place_printed", "unit_code", "rule", "planned", "from_year", "to_year", "note")
    return [StepRow(one.clause.code, **{name: getattr(one, name) for name in names}) for one in found]


def functions_named(actor: Actor, plan_id: str) -> list[tuple[str, str]]:
    """(code, title) of every function that rows of this plan name, by title. Raises MayNot."""
    access.check_may_read(actor)
    found = Function.objects.filter(pk__in=Responsibility.objects.filter(clause__plan_id=plan_id).values("function_id"))
    return list(found.order_by("title").values_list("code", "title"))


def matrix(actor: Actor, plan: PlanRow, *, on: date, function: str = "") -> Matrix:
    """Who answers for each row of a plan on this day, in the plan's own province.

    function: only the rows that name it. Raises BadInput for a function the plan does not name, MayNot without the right to read numbers.
    """
    rows = clauses(actor, plan.id)
    counts = Counter((code, row.part) for row in rows for code in row.functions)
    named = {code for code, _part in counts}
    if function and function not in named:
        raise BadInput("Kế hoạch không nêu chức năng này.", mend="Chọn một chức năng trong danh sách.", field="function")
    known = holders(actor, province=plan.province, on=on)
    most_first = sorted(named, key=lambda code: (-sum(n for (one, _part), n in counts.items() if one == code), known[code].title))
    shown = tuple(row for row in rows if not function or function in row.functions)
    parts = tuple(dict.fromkeys(row.part for row in rows))
    return Matrix(on, function, tuple(known[code] for code in most_first), parts, dict(counts), shown)


def _clause(one: Clause) -> ClauseRow:
    return ClauseRow(
        id=f"{one.plan_id}-{one.code}",
        code=one.code,
        name=one.name,
        meaning=one.meaning,
        stands_as=StandsAs(one.stands_as),
        work=Work(one.work),
        rhythm=Rhythm(one.rhythm),
        rhythm_note=one.rhythm_note,
        model=one.model.name if one.model else "",
        why=one.why,
        functions=tuple(row.function_id for row in sorted(one.responsibilities.all(), key=lambda row: row.position)),
    )
