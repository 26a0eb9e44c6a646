"""All reading of studies and dossiers."""

from donghanh.programme.research.queries.dossiers import (
    DossierRow,
    DossierSheet,
    OpinionRow,
    dossier_file,
    dossier_sheet,
    dossiers,
)
from donghanh.programme.research.queries.studies import (
    OutcomeRow,
    StudyRow,
    StudySheet,
    approvals_of,
    newest,
    studies,
    study_file,
    study_sheet,
)

__all__ = [
    "DossierRow",
    "DossierSheet",
    "OpinionRow",
    "OutcomeRow",
    "StudyRow",
    "StudySheet",
    "approvals_of",
    "dossier_file",
    "dossier_sheet",
    "dossiers",
    "newest",
    "studies",
    "study_file",
    "study_sheet",
]
