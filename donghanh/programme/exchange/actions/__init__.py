"""All writing of plans on their way in."""

from donghanh.programme.exchange.actions.drafts import confirm, receive
from donghanh.programme.exchange.actions.papers import draft_of, judge, read_paper

__all__ = ["confirm", "draft_of", "judge", "read_paper", "receive"]
