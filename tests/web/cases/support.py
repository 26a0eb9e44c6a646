"""What the page tests of cases share."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def flat(answer) -> str:
    """The page as one line with plain blanks."""
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def text(browser, url: str, status: int = 200) -> str:
    """The page at this address, which must answer with this status."""
    answer = browser.get(url)
    assert answer.status_code == status, f"{url}: {answer.status_code} {flat(answer)[-1500:]}"
    return flat(answer)


def at(moment: datetime, **more: Any) -> dict[str, Any]:
    """The boxes of a moment, as typed."""
    here = moment.astimezone()
    return {"on-d": str(here.day), "on-m": str(here.month), "on-y": str(here.year), "time": f"{here.hour}:{here.minute:02d}", **more}
