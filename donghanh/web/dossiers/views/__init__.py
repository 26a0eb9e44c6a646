"""Pages of travelling files."""

from donghanh.web.dossiers.views.files import dossier, receivers, send, stuck, take_out
from donghanh.web.dossiers.views.onward import onward, transfer
from donghanh.web.dossiers.views.passages import give_back, passage, sent_to_us, tell
from donghanh.web.dossiers.views.saying import decide_voiding, propose_voiding, protest, watched

__all__ = [
    "decide_voiding",
    "dossier",
    "give_back",
    "onward",
    "passage",
    "propose_voiding",
    "protest",
    "receivers",
    "send",
    "sent_to_us",
    "stuck",
    "take_out",
    "tell",
    "transfer",
    "watched",
]
