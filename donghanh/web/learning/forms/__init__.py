"""Forms of this group, one file a register."""

from donghanh.web.learning.forms._fields import ReasonForm
from donghanh.web.learning.forms.rewards import CouncilChoice, CouncilForm, CriteriaForm, DecisionForm, ProposalForm, VoteForm

__all__ = ["CouncilChoice", "CouncilForm", "CriteriaForm", "DecisionForm", "ProposalForm", "ReasonForm", "VoteForm"]
