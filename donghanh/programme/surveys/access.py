"""Who reads surveys and who writes them: the same desks and the same lead agency as inspections."""

from __future__ import annotations

from donghanh.programme.inspections.access import check_is_of, check_may_plan, check_may_read, check_receives, found

__all__ = ["check_is_of", "check_may_plan", "check_may_read", "check_receives", "found"]
