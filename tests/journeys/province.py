"""A province that runs: real units, a live server in this process, one browser, and a clock that the story moves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from django.core.management import call_command
from django.db import transaction
from playwright.sync_api import Browser, BrowserContext
from pytest_django.live_server_helper import LiveServer

from donghanh.base.accounts.models import Post
from donghanh.base.places.models import Unit
from donghanh.web.shell import clock
from donghanh.web.ui import build
from tests.factories import accounts, cases, places
from tests.journeys.desk import Desk
from tests.web.ui.browser import chromium

NAMES = {
    "commune_officer": "Trần Thị Mỹ Ẩn",
    "commune_police": "Nguyễn Hữu Ẵng",
    "commune_police_chief": "Phạm Nguyễn Hoàng Ẫm",
    "commune_chair": "Đỗ Ngọc Ẩm",
    "health_station": "Võ Hương Giang",
    "facility_doctor": "Lý Quỳnh Phương",
    "facility_intake": "Mai Thị Ấm",
    "facility_head": "Đỗ Văn Ẩn",
    "court_clerk": "Lâm Thị Ẩm",
    "procuracy_viewer": "Đinh Công Ẩn",
    "provincial_lead": "Huỳnh Thị Kim Ngọc",
    "finance_officer": "Lâm Thị Thảo",
    "department_officer": "Trần Ngọc Ẩn",
    "auditor": "Huỳnh Sơn Ẩn",
    "system_admin": "Vũ Minh Tâm",
}


@dataclass
class Province:
    """What a journey is given. `at` is the pages' moment; `desk` seats an official before a browser of his own."""

    url: str
    browser: Browser = field(repr=False)
    at: datetime = cases.NOW
    _open: list[BrowserContext] = field(default_factory=list, repr=False)

    def go(self, moment: str) -> datetime:
        """Move the pages' clock: "2026-09-01T09:00" in Viet Nam."""
        self.at = cases.moment(moment)
        return self.at

    def official(self, role: str, unit: Unit, *, name: str = "", **post) -> Post:
        """A post at this place, held by somebody new."""
        return accounts.post(role=role, unit_id=unit.pk, holder=accounts.user(full_name=name or NAMES[role]), **post)

    def desk(self, post: Post, *, width: int = 1280, script: bool = True, axe: bool = False, **about) -> Desk:
        """A browser window for this official; nobody is signed in yet. axe: the policy that keeps foreign scripts out is off."""
        touch = width < 500
        context = self.browser.new_context(
            viewport={"width": width, "height": 780 if touch else 900},
            base_url=self.url,
            has_touch=touch,
            is_mobile=touch,
            java_script_enabled=script,
            bypass_csp=axe,
            reduced_motion="reduce",
            **about,
        )
        context.set_default_timeout(10_000)
        self._open.append(context)
        return Desk(self, post, context.new_page())

    def close_desks(self) -> None:
        """Every window shut."""
        while self._open:
            self._open.pop().close()

    def unit(self, name: str) -> Unit:
        """A commune of Đồng Nai as it is today."""
        return places.commune(name)


@contextmanager
def running(patch: pytest.MonkeyPatch) -> Iterator[Province]:
    """The province open for a whole folder of journeys; every row is taken away afterwards."""
    build.build()
    with transaction.atomic():
        places.load_units()
        places.load_holders()
    server = LiveServer("127.0.0.1")
    try:
        with chromium() as browser:
            patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps a loop in this thread; Django would refuse the database beside it
            province = Province(server.url, browser)
            patch.setattr(clock, "now", lambda: province.at)
            yield province
    finally:
        server.stop()
        call_command("flush", verbosity=0, interactive=False, allow_cascade=True)
