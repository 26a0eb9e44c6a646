"""All writing of cases: one public function per verb."""

from donghanh.cases.actions.decided import record_decision
from donghanh.cases.actions.determine import request_determination
from donghanh.cases.actions.error import close_as_error
from donghanh.cases.actions.move import receive_file, return_file, send_file
from donghanh.cases.actions.record import open_case, record_fact, void_fact

__all__ = [
    "close_as_error",
    "open_case",
    "receive_file",
    "record_decision",
    "record_fact",
    "request_determination",
    "return_file",
    "send_file",
    "void_fact",
]
