"""All writing of partners."""

from donghanh.programme.partners.actions.agreeing import change, register, sign
from donghanh.programme.partners.actions.fulfilling import count_retention, promise, receive, report_activity
from donghanh.programme.partners.actions.investing import apply, move

__all__ = ["apply", "change", "count_retention", "move", "promise", "receive", "register", "report_activity", "sign"]
