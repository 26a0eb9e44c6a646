"""Reading plans: frozen rows, with everything joined."""

from donghanh.programme.queries.clauses import ClauseRow, Matrix, StepRow, clauses, functions_named, matrix, roadmap
from donghanh.programme.queries.plans import ObligationRow, PlanRow, TargetRow, obligations, plan, plans, target
from donghanh.programme.queries.readings import DecisionRow, DiscrepancyRow, ReadingRow, discrepancies, discrepancy, may_decide
from donghanh.programme.queries.who import Holder, holders

__all__ = [
    "ClauseRow",
    "DecisionRow",
    "DiscrepancyRow",
    "Holder",
    "Matrix",
    "ObligationRow",
    "PlanRow",
    "ReadingRow",
    "StepRow",
    "TargetRow",
    "clauses",
    "discrepancies",
    "discrepancy",
    "functions_named",
    "holders",
    "matrix",
    "may_decide",
    "obligations",
    "plan",
    "plans",
    "roadmap",
    "target",
]
