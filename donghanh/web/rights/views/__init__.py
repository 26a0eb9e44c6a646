"""Pages of what people ask about their own files, and the papers made for them."""

from donghanh.web.rights.views.complaints import complain, complaint, notice
from donghanh.web.rights.views.corrections import acknowledge, correction, wrong
from donghanh.web.rights.views.person import delegate, end_delegate, extract, person, show, waiting
from donghanh.web.rights.views.rulings import contest_ruling, ruling_notice

__all__ = [
    "acknowledge",
    "complain",
    "complaint",
    "contest_ruling",
    "correction",
    "delegate",
    "end_delegate",
    "extract",
    "notice",
    "person",
    "ruling_notice",
    "show",
    "waiting",
    "wrong",
]
