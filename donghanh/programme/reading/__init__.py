"""A plan's files as data: read, checked whole, and refused with the file, the row and the mend of the first fault. Pure: no database."""

from donghanh.programme.reading.clauses import ClauseData, ModelData, StepData
from donghanh.programme.reading.discrepancies import DiscrepancyData
from donghanh.programme.reading.functions import FunctionData, HoldingData, read_functions
from donghanh.programme.reading.plan import ObligationData, PlanData, TargetData, read_plan

__all__ = [
    "ClauseData",
    "DiscrepancyData",
    "FunctionData",
    "HoldingData",
    "ModelData",
    "ObligationData",
    "PlanData",
    "StepData",
    "TargetData",
    "read_functions",
    "read_plan",
]
