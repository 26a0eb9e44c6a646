"""Made-up lives: from a seed, a person and events in an order that the law allows, across regimes, month ends, leap days, Tết."""

from __future__ import annotations

from tests.legal.second.community import make_user, make_voluntary
from tests.legal.second.counting import Days
from tests.legal.second.facility import make_compulsory
from tests.legal.second.telling import Telling


class Life(Telling):
    """One life, told to its end: perhaps management of use, then up to three rehabilitations with what follows them."""

    def __init__(self, seed: int, days: Days) -> None:
        super().__init__(seed, days)
        self._live()

    def _live(self) -> None:
        if self.random.random() < 0.5:
            make_user(self)
        for _ in range(self.random.randrange(4)):
            if self.is_over:
                return
            self.pass_time((10, 300))
            goes_on = self.random.choice((make_voluntary, make_voluntary, make_compulsory))(self)
            if not goes_on:
                return
