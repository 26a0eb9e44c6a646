"""All writing of studies and dossiers."""

from donghanh.programme.research.actions.dossiers import add_draft, advance_dossier, answer, consult, give_tasks, guide, open_dossier, set_level
from donghanh.programme.research.actions.studies import add_version, advance_study, approve, register_study, report_outcome

__all__ = [
    "add_draft",
    "add_version",
    "advance_dossier",
    "advance_study",
    "answer",
    "approve",
    "consult",
    "give_tasks",
    "guide",
    "open_dossier",
    "register_study",
    "report_outcome",
    "set_level",
]
