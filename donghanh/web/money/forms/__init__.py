"""Forms of money: each asks what one action is given."""

from donghanh.web.money.forms._fields import ReasonForm, YearForm
from donghanh.web.money.forms.catalogue import NormForm, PriorityForm, SpendingForm, SupportForm, SupportLevelForm
from donghanh.web.money.forms.estimates import CommentForm, DeadlineForm, DecisionForm, FilterForm, LineForm, LinesForm
from donghanh.web.money.forms.ledger import AdjustForm, AllocateForm, ApproveForm, AskForm, FundForm, PayForm, RefuseForm, VoucherForm
from donghanh.web.money.forms.others import CapitalForm, GiftPage, ProjectForm, RequestForm, ShareForm, StepForm, UseForm

__all__ = [
    "AdjustForm",
    "AllocateForm",
    "ApproveForm",
    "AskForm",
    "CapitalForm",
    "CommentForm",
    "DeadlineForm",
    "DecisionForm",
    "FilterForm",
    "FundForm",
    "GiftPage",
    "LineForm",
    "LinesForm",
    "NormForm",
    "PayForm",
    "PriorityForm",
    "ProjectForm",
    "ReasonForm",
    "RefuseForm",
    "RequestForm",
    "ShareForm",
    "SpendingForm",
    "StepForm",
    "SupportForm",
    "SupportLevelForm",
    "UseForm",
    "VoucherForm",
    "YearForm",
]
