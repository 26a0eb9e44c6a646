"""Pages of cases."""

from donghanh.web.cases.views.begin import begin, start
from donghanh.web.cases.views.error import in_error
from donghanh.web.cases.views.file import case, open_case, record, void, why
from donghanh.web.cases.views.law import law_changes
from donghanh.web.cases.views.lists import active, active_print, expiring, procedures
from donghanh.web.cases.views.moving import moves, receive, send, send_back
from donghanh.web.cases.views.referring import determine

__all__ = [
    "active",
    "active_print",
    "begin",
    "case",
    "determine",
    "expiring",
    "in_error",
    "law_changes",
    "moves",
    "open_case",
    "procedures",
    "receive",
    "record",
    "send",
    "send_back",
    "start",
    "void",
    "why",
]
