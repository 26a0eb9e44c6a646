"""A signed-in official, and forms sent as a browser sends them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from tests.factories import accounts, people


class Browser:
    """A client of one official; `send` posts a form with its once-only key."""

    def __init__(self, role: str, unit_id: int) -> None:
        self.post = accounts.post(role=role, unit_id=unit_id)
        self.client = accounts.sign_in(Client(), self.post)

    def open(self, path: str):
        return self.client.get(path)

    def send(self, path: str, *, follow: bool = False, **values):
        return self.client.post(path, {"_once": str(uuid4()), **values}, follow=follow)

    def ask(self, q: str, nam: str = ""):
        """A search sent by script."""
        return self.client.post("/nguoi/", {"_once": str(uuid4()), "q": q, "nam": nam}, headers={"HX-Request": "true"})

    def search(self, q: str, nam: str = "") -> str:
        return self.send("/nguoi/", q=q, nam=nam, follow=True).content.decode()

    def step_up(self) -> None:
        from donghanh.web.shell import clock, sign_in

        session = self.client.session
        session[sign_in.STEPPED] = clock.now().timestamp()
        session.save()


@pytest.fixture
def browser():
    """browser(role, unit_id): another official each time."""
    return lambda role="commune_officer", unit_id=people.HERE: Browser(role, unit_id)


@pytest.fixture
def officer(browser):
    return browser()
