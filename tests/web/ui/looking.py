"""Every page of a room as a browser shows it, unfolded: what is wrong with it, and with DONGHANH_SHOTS=folder a picture of each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from playwright.sync_api import Browser

from donghanh.web.shell import clock
from donghanh.web.ui import build
from tests.web.ui.browser import axe, chromium, show

SCREENS = [(1280, False), (360, True)]
MORE = [(1280, True), (360, False)]  # for the pictures only
UNFOLD = "document.querySelectorAll('details').forEach(one => one.open = !one.hasAttribute('data-menu'))"
NARROWEST = (320, False)  # WCAG 1.4.10: 1280 px at four times the size


@contextmanager
def lived(blocker: Any, now: datetime) -> Iterator[None]:
    """Rows made inside are gone again afterwards, so that the browser has no database before it; the clock stands at `now`."""
    kept, clock.now = clock.now, lambda: now
    try:
        with blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        clock.now = kept


def faults(pages: dict[str, str]) -> list[str]:
    """What is wrong with these pages, by name: axe, sideways scroll, and what the strict policy stops or is asked for elsewhere."""
    build.build()
    with ThreadPoolExecutor(1) as thread:  # Playwright's loop would keep Django from the database in this thread
        return thread.submit(_look, pages).result()


def _look(pages: dict[str, str]) -> list[str]:
    folder = os.environ.get("DONGHANH_SHOTS")
    with chromium() as browser:
        found = [fault for name, html in pages.items() for screen in (*SCREENS, NARROWEST) for fault in _seen(browser, name, html, *screen)]
        for name, (width, dark) in ((name, screen) for name in pages for screen in SCREENS + MORE if folder):
            with show(browser, pages[name], width=width, dark=dark) as page:
                page.screenshot(path=Path(folder) / f"{name}-{width}-{'dark' if dark else 'light'}.png", full_page=True)
    return found


def _seen(browser: Browser, name: str, html: str, width: int, dark: bool) -> list[str]:
    with show(browser, html, width=width, dark=dark, strict=True) as page:
        page.evaluate(UNFOLD)
        said = [*page.complaints, *page.foreign]
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            said.append(f"{wide} px wide")
    if (width, dark) != NARROWEST:
        with show(browser, html, width=width, dark=dark) as page:
            page.evaluate(UNFOLD)
            said += axe(page)
    return [f"{name} {width}: {line}" for line in said]
