"""Pages of what the head of a facility signs."""

from donghanh.web.held.views.after import kept, serve
from donghanh.web.held.views.complaints import complain, complaint
from donghanh.web.held.views.deciding import check, decision, drop, send_back, sign, take_back
from donghanh.web.held.views.drafting import draft, withdraw
from donghanh.web.held.views.lists import desk, file

__all__ = [
    "check",
    "complain",
    "complaint",
    "decision",
    "desk",
    "draft",
    "drop",
    "file",
    "kept",
    "send_back",
    "serve",
    "sign",
    "take_back",
    "withdraw",
]
