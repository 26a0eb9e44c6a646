"""Tables of money; every amount is a whole number of đồng and never negative."""

from donghanh.programme.money.models.catalogue import Norm, NormItem, SpendingLevel, SupportLevel
from donghanh.programme.money.models.estimates import Deadline, Estimate, EstimateLine, EstimateVersion
from donghanh.programme.money.models.giving import Contribution, Use
from donghanh.programme.money.models.ledger import Adjustment, Allocation, Fund, Payment, Supplement
from donghanh.programme.money.models.projects import CapitalDecision, Project, ProjectStep, ProjectYear
from donghanh.programme.money.models.support import Priority, SupportLine

__all__ = [
    "Adjustment",
    "Allocation",
    "CapitalDecision",
    "Contribution",
    "Deadline",
    "Estimate",
    "EstimateLine",
    "EstimateVersion",
    "Fund",
    "Norm",
    "NormItem",
    "Payment",
    "Priority",
    "Project",
    "ProjectStep",
    "ProjectYear",
    "SpendingLevel",
    "Supplement",
    "SupportLevel",
    "SupportLine",
    "Use",
]
