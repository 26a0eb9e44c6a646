"""Pages of tests."""

from donghanh.web.testing.views.asking import ask, asked, follow, link, receive, test, withdraw
from donghanh.web.testing.views.performing import paper, perform, performed

__all__ = ["ask", "asked", "follow", "link", "paper", "perform", "performed", "receive", "test", "withdraw"]
