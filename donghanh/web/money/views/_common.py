"""What every page of money shares: one form that acts."""

from __future__ import annotations

from functools import partial

from donghanh.web.shell import acts

acting = partial(acts.acting, nav="money")
