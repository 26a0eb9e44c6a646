"""A plan's files as data: read, checked whole, every fault named with its place and mend. Pure: no database."""

from donghanh.programme.reading import content
from donghanh.programme.reading.clauses import ClauseData, ModelData, StepData
from donghanh.programme.reading.discrepancies import DiscrepancyData
from donghanh.programme.reading.functions import FunctionData, HoldingData, read_functions
from donghanh.programme.reading.model import PlanData
from donghanh.programme.reading.places import Fault, Place, Remark, Row, Written
from donghanh.programme.reading.plan import LISTS, Checked, Words, check, read_plan, read_words
from donghanh.programme.reading.targets import NOT_SET, ObligationData, TargetData

__all__ = [
    "LISTS",
    "NOT_SET",
    "Checked",
    "ClauseData",
    "DiscrepancyData",
    "Fault",
    "FunctionData",
    "HoldingData",
    "ModelData",
    "ObligationData",
    "Place",
    "PlanData",
    "Remark",
    "Row",
    "StepData",
    "TargetData",
    "Words",
    "Written",
    "check",
    "content",
    "read_functions",
    "read_plan",
    "read_words",
]
