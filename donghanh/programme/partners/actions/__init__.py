"""All writing of partners."""

from donghanh.programme.partners.actions.agreeing import change, register, sign
from donghanh.programme.partners.actions.fulfilling import count_retention, promise, receive, report_activity

__all__ = ["change", "count_retention", "promise", "receive", "register", "report_activity", "sign"]
