"""Reading plans: frozen rows, with everything joined."""

from donghanh.programme.queries.clauses import ClauseRow, Matrix, StepRow, clauses, functions_named, matrix, roadmap
from donghanh.programme.queries.plans import ObligationRow, PlanRow, TargetRow, numbers, obligations, plan, plans, target
from donghanh.programme.queries.readings import DecisionRow, DiscrepancyRow, ReadingRow, discrepancies, discrepancy, may_decide
from donghanh.programme.queries.versions import VersionRow, content, latest, may_import, version_on, versions
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
    "VersionRow",
    "clauses",
    "content",
    "discrepancies",
    "discrepancy",
    "functions_named",
    "holders",
    "latest",
    "matrix",
    "may_decide",
    "may_import",
    "numbers",
    "obligations",
    "plan",
    "plans",
    "roadmap",
    "target",
    "version_on",
    "versions",
]
