"""All writing of travelling files: papers, sendings, answers, and each body's own steps; one public function a verb."""

from donghanh.cases.dossiers.actions.answering import accept_dossier, receive_dossier, return_dossier
from donghanh.cases.dossiers.actions.own import send_on, tell_dossier, transfer_dossier
from donghanh.cases.dossiers.actions.saying import decide_voiding, propose_voiding, protest_dossier
from donghanh.cases.dossiers.actions.sending import place_paper, send_dossier, take_out

__all__ = [
    "accept_dossier",
    "decide_voiding",
    "place_paper",
    "propose_voiding",
    "protest_dossier",
    "receive_dossier",
    "return_dossier",
    "send_dossier",
    "send_on",
    "take_out",
    "tell_dossier",
    "transfer_dossier",
]
