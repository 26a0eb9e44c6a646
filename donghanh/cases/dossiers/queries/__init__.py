"""Reading travelling files: the list as it stands, where the file lies, what lies with a body, what is stuck."""

from donghanh.cases.dossiers.queries.held import Standing, check_fits, onward_list, onward_refusal, owed_here, own_acts, signed, standings, view_held
from donghanh.cases.dossiers.queries.lists import Dossier, body_at, body_for, dossier, forms_inside, papers_inside, situation, versions
from donghanh.cases.dossiers.queries.passages import Opened, PassageRow, earlier_returns, opened, row, with_us
from donghanh.cases.dossiers.queries.said import (
    Conclusion,
    ProposalRow,
    ProtestRow,
    WatchedRow,
    conclusion,
    protests,
    takes_back_itself,
    void_proposals,
    voidable,
    watched,
)
from donghanh.cases.dossiers.queries.stuck import FEW, StuckAt, StuckRow, stuck, stuck_in_province

__all__ = [
    "FEW",
    "Conclusion",
    "Dossier",
    "Opened",
    "PassageRow",
    "ProposalRow",
    "ProtestRow",
    "Standing",
    "StuckAt",
    "StuckRow",
    "WatchedRow",
    "body_at",
    "body_for",
    "check_fits",
    "conclusion",
    "dossier",
    "earlier_returns",
    "forms_inside",
    "onward_list",
    "onward_refusal",
    "opened",
    "owed_here",
    "own_acts",
    "papers_inside",
    "protests",
    "row",
    "signed",
    "situation",
    "standings",
    "stuck",
    "stuck_in_province",
    "takes_back_itself",
    "versions",
    "view_held",
    "void_proposals",
    "voidable",
    "watched",
    "with_us",
]
