"""Pages of decisions."""

from donghanh.web.decisions.views.after import file, serve
from donghanh.web.decisions.views.deciding import check, decision, drop, send_back, sign, take_back
from donghanh.web.decisions.views.drafting import choose, draft, withdraw
from donghanh.web.decisions.views.lists import checking, returned, signed, signing

__all__ = [
    "check",
    "checking",
    "choose",
    "decision",
    "draft",
    "drop",
    "file",
    "returned",
    "send_back",
    "serve",
    "sign",
    "signed",
    "signing",
    "take_back",
    "withdraw",
]
