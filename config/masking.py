"""Keeps secret addresses out of the logs: who reads a log of the server must not read the calendar of a unit with it."""

from __future__ import annotations

import logging
import re

_SECRET = re.compile(r"(/lich/)[^/\s?\"']+(\.ics)")


class SecretAddresses(logging.Filter):
    """Puts an ellipsis for the secret part, in the sentence and in what is filled into it; nothing is left out of the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: the line stays, without the secret."""
        told = record.getMessage()
        masked = _SECRET.sub(r"\1…\2", told)
        if masked != told:
            record.msg, record.args = masked, ()
            record.__dict__.pop("request", None)  # a handler that mails errors would print its path
        return True
