"""All reading of plans on their way in."""

from donghanh.programme.exchange.queries.drafts import (
    DraftRow,
    DraftSheet,
    check_bytes,
    draft,
    draft_file,
    draft_form,
    drafts,
    form,
    side_by_side,
    words,
)
from donghanh.programme.exchange.queries.papers import PaperRow, PaperSheet, ProposalRow, accepted, paper, papers

__all__ = [
    "DraftRow",
    "DraftSheet",
    "PaperRow",
    "PaperSheet",
    "ProposalRow",
    "accepted",
    "check_bytes",
    "draft",
    "draft_file",
    "draft_form",
    "drafts",
    "form",
    "paper",
    "papers",
    "side_by_side",
    "words",
]
