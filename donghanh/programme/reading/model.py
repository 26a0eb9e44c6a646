"""A whole plan as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from donghanh.programme.reading.clauses import ClauseData, ModelData, StepData
from donghanh.programme.reading.discrepancies import DiscrepancyData
from donghanh.programme.reading.functions import FunctionData
from donghanh.programme.reading.targets import ObligationData, TargetData


@dataclass(frozen=True, slots=True)
class PlanData:
    """A whole plan. functions: all that plans may name. digest: SHA-256 of everything in it, the functions and the indicators it names."""

    id: str
    number: str
    issued_on: date
    issuer: str
    province: str
    title: str
    from_year: int
    to_year: int
    bases: tuple[str, ...]
    phases: tuple[tuple[str, int, int], ...]
    recipients: tuple[str, ...]
    functions: tuple[FunctionData, ...]
    models: tuple[ModelData, ...]
    clauses: tuple[ClauseData, ...]
    targets: tuple[TargetData, ...]
    roadmap: tuple[StepData, ...]
    obligations: tuple[ObligationData, ...]
    discrepancies: tuple[DiscrepancyData, ...]
    digest: str = ""
