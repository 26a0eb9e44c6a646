"""An official before a browser: says what a person does there, in the words on the screen."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Download, Locator, Page

from donghanh.base.accounts.models import Post
from tests.factories import accounts
from tests.support import ROOT
from tests.web.ui.browser import axe

if TYPE_CHECKING:
    from tests.journeys.province import Province

PICTURES = ROOT / "docs" / "manual" / "img"
TAKES_PICTURES = os.environ.get("DONGHANH_MANUAL") == "1"
"""With DONGHANH_MANUAL=1 the journeys take the manual's pictures anew."""
PATIENCE = 8
"""Seconds to wait for a page."""
REFUSED = re.compile(r"status of 4(03|04|22)")
"""What a browser says of an answer that the story asked for."""


class Desk:
    """One window. `said` collects what the browser complained of; `foreign` the requests that left our server."""

    def __init__(self, province: Province, post: Post, page: Page) -> None:
        self.province, self.post, self.page = province, post, page
        self.said: list[str] = []
        self.foreign: list[str] = []
        self.presses = 0
        page.on("console", lambda line: self.said.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith((province.url, "data:")) else self.foreign.append(asked.url))

    # going about

    def sign_in(self, where: str = "/") -> Desk:
        """Through the sign-in page, then to the page asked for."""
        self.page.context.clear_cookies()
        self.open(f"/dang-nhap/?next={where}")
        self.fill("Tài khoản công vụ", self.post.user.username)
        self.fill("Mật khẩu", accounts.SIGN_IN_WITH)
        self.press("Đăng nhập")
        return self

    def sit(self, where: str) -> Desk:
        """Signed in without the sign-in page, to spare time where signing in is not the story; then to this page."""
        client = accounts.sign_in(Client(), self.post)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value, "url": self.province.url}
        self.page.context.add_cookies([cookie])
        return self.open(where)

    def open(self, address: str, status: int = 200) -> Desk:
        """This address; it must answer with this status."""
        answer = self.page.goto(address)
        assert answer.status == status, f"{address}: {answer.status}\n{self.text[:1500]}"
        return self

    def closed(self, address: str) -> Desk:
        """This address is not for this role: 403 or 404, whichever the guard meets first."""
        answer = self.page.goto(address)
        assert answer.status in (403, 404), f"{address}: {answer.status}"
        return self

    def press(self, words: str, within: Locator | None = None) -> Desk:
        """The button with these words."""
        self.presses += 1
        (within or self.page).get_by_role("button", name=words, exact=True).first.click()
        return self

    def follow(self, words: str | re.Pattern[str], within: Locator | None = None) -> Desk:
        """The link with these words (or words that begin so, for a pattern)."""
        self.presses += 1
        (within or self.page).get_by_role("link", name=words, exact=isinstance(words, str)).first.click()
        return self

    # filling in

    def fill(self, label: str, text: str) -> Desk:
        """The box with this label."""
        self.page.get_by_label(label).first.fill(text)
        return self

    def pick(self, words: str) -> Desk:
        """The radio button or check box with these words."""
        self.page.get_by_label(words).first.check()
        return self

    def day(self, legend: str, on: date) -> Desk:
        """Three boxes of a date."""
        boxes = self.page.get_by_role("group", name=re.compile(f"^{legend}"))
        for word, value in (("Ngày", on.day), ("Tháng", on.month), ("Năm", on.year)):
            boxes.get_by_label(word, exact=True).fill(str(value))
        return self

    def moment(self, at: datetime | None = None) -> Desk:
        """Day and hour of what happened; now unless told otherwise."""
        local = timezone.localtime(at or self.province.at)
        return self.day("Ngày xảy ra", local.date()).fill("Giờ xảy ra", f"{local:%H:%M}")

    def download(self, act: Callable[[], object]) -> Path:
        """The file that this act brings."""
        with self.page.expect_download() as coming:
            act()
        got: Download = coming.value  # named as the page named it: libraries look at the ending
        return got.path().rename(got.path().with_suffix(Path(got.suggested_filename).suffix))

    # looking

    @property
    def text(self) -> str:
        """All that can be read on the page, with plain blanks."""
        return " ".join(self.page.locator("body").inner_text().split())

    @property
    def path(self) -> str:
        """The address after the server's name."""
        return self.page.url.removeprefix(self.province.url)

    def reads(self, *words: str) -> Desk:
        """All these words stand on the page, or on the one that is just coming."""
        until = time.monotonic() + PATIENCE
        while missing := [one for one in words if one.casefold() not in self.text.casefold()]:
            assert time.monotonic() < until, f"{self.path} lacks {missing}:\n{self.text[:3000]}"
            self.page.wait_for_timeout(100)
        return self

    def never_reads(self, *words: str) -> Desk:
        """None of these words stands on the page; said after `open`, `sit` or `reads`, so that the page is there."""
        there = [one for one in words if one.casefold() in self.text.casefold()]
        assert not there, f"{self.path} shows {there}:\n{self.text[:3000]}"
        return self

    def quiet(self) -> Desk:
        """The browser complained of nothing but pages refused, and nothing was fetched from elsewhere."""
        assert ([line for line in self.said if not REFUSED.search(line)], self.foreign) == ([], [])
        return self

    def sideways(self) -> int:
        """By how many pixels the page is wider than the window."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def axe(self, part: dict | None = None) -> list[str]:
        """What axe finds on the page or in these parts of it (the window must have been opened with axe=True)."""
        return axe(self.page, part)

    def picture(self, name: str, *, whole: bool = False) -> Desk:
        """The manual's picture of this page, taken only when the manual is made anew."""
        if TAKES_PICTURES:
            self.page.evaluate("document.fonts.ready")
            width = self.page.viewport_size["width"]
            self.page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=whole, animations="disabled")
        return self
