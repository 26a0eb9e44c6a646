"""The pages of signing in, of the log and of accounts in a real browser: no complaint under the strict policy, nothing for axe to find."""

from __future__ import annotations

import os
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest

from donghanh.base.accounts.models import User
from donghanh.base.audit import actions
from donghanh.base.places.models import Unit
from donghanh.web.ui import build
from tests.factories import accounts
from tests.factories.pages import PageClient
from tests.web.ui import browser

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
SHOTS = os.environ.get("DONGHANH_SHOTS", "")


def sign_in_pages() -> dict[str, str]:
    held = accounts.post(role="commune_officer", holder=accounts.user("an.tranthimy", full_name="Trần Thị Mỹ Ẩn"))
    accounts.post(role="commune_police", holder=held.user)
    stranger, official = PageClient(), accounts.sign_in(PageClient(), held)
    return {
        "sign-in": stranger.get("/dang-nhap/"),
        "sign-in-wrong": stranger.post("/dang-nhap/", {"username": "an.tranthimy", "password": "sai"}),
        "choose-post": official.get("/chon-vai-tro/"),
        "step-up": official.post("/xac-nhan-lai/?next=/", {"password": ""}),
        "password": official.get("/doi-mat-khau/"),
        "security": _proved(official).get("/bao-mat/"),
    }


def office_pages() -> dict[str, str]:
    admin = accounts.post(role="system_admin", unit_id=800_001, holder=accounts.user("tam.vuminh", full_name="Vũ Minh Tâm"))
    auditor = accounts.sign_in(PageClient(), accounts.post(role="auditor", unit_id=800_001, holder=accounts.user("son.huynh", full_name="Huỳnh Sơn")))
    accounts.unit(900_001)
    Unit.objects.filter(pk=900_001).update(parent_id=800_001)
    who = accounts.actor("commune_police", user_id=User.objects.get(username="an.tranthimy").pk)
    for n in range(12):
        with actions.recording(
            actor=who, verb="decision.draft", at=AT, person_id=uuid.UUID(int=(0x0198 << 112) | n), citation="Điều 42 khoản 1 Nghị định 163/2026"
        ):
            pass
    accounts.post(role="commune_officer", granted_by=auditor_user(auditor))
    manager = accounts.sign_in(PageClient(), admin)
    return {
        "log": auditor.get("/nhat-ky/"),
        "log-wrong": auditor.get("/nhat-ky/?nguoi=1&tu=31/2/2026"),
        "seals": auditor.get("/nhat-ky/niem-phong/?kiem=1"),
        "sample": auditor.get("/nhat-ky/mau/"),
        "accounts": manager.get("/tai-khoan/"),
        "official": manager.get(f"/tai-khoan/{who.user_id}/"),
        "propose": manager.post(f"/tai-khoan/{who.user_id}/giao-vai-tro/", {}),
    }


def auditor_user(client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def _proved(client: PageClient) -> PageClient:
    client.post("/xac-nhan-lai/", {"password": accounts.SIGN_IN_WITH})
    return client


@pytest.mark.journey
@pytest.mark.slow
@pytest.mark.django_db
def test_pages_are_quiet_and_accessible():
    pages = {name: answer.content.decode() for name, answer in (sign_in_pages() | office_pages()).items()}
    build.build()
    found = []
    with browser.chromium() as chromium:
        for name, html in pages.items():
            for width, dark in ((1280, False), (360, True)):
                with browser.show(chromium, html, width=width, dark=dark, strict=True) as page:
                    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                    found += [
                        f"{name} {width}: {what}" for what in [*page.complaints, *page.foreign] + ([f"wider by {overflow}"] if overflow > 0 else [])
                    ]
                    if SHOTS:
                        page.screenshot(path=str(Path(SHOTS) / f"{name}-{width}-{'dark' if dark else 'light'}.png"), full_page=True)
                with browser.show(chromium, html, width=width, dark=dark) as page:
                    found += [f"{name} {width}: {what}" for what in browser.axe(page)]
    assert found == []
