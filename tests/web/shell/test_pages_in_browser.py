"""The pages of signing in, of the log and of accounts in a real browser: no complaint under the strict policy, nothing for axe to find."""

from __future__ import annotations

import os
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from donghanh.base.accounts import kept
from donghanh.base.accounts.models import PasswordReset, User
from donghanh.base.audit import actions
from donghanh.base.places.models import Unit
from donghanh.web.shell import clock
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
        **told_pages(held.user),
    }


def told_pages(owner: User) -> dict[str, str]:
    """What an official is told: of a reset password, and of what he had typed when his session ended."""
    tam, yen = accounts.user("tam", full_name="Vũ Minh Tâm"), accounts.user("yen", full_name="Nghiêm Hải Yến")
    PasswordReset.objects.create(
        user=owner, reason="Quên mật khẩu", data_key=b"k", sealed_half=b"s", proposed_by=tam, approved_by=yen, proposed_at=AT, approved_at=AT
    )
    kept.keep(uuid.uuid4(), user_id=owner.pk, path="/ghi/", fields=[("a", "Gặp gia đình " * 20), ("b", "Dài" * 90)], at=clock.now())
    held = owner.posts.first()
    client = accounts.sign_in(PageClient(), held)
    owner.must_choose_password = True
    owner.save()
    first = client.get("/doi-mat-khau/")
    owner.must_choose_password = False
    owner.save()
    return {"password-told": first, "kept": client.get("/gui-lai/"), "sign-in-said": Client(enforce_csrf_checks=True).post("/ghi/", {})}


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
    manager = _proved(accounts.sign_in(PageClient(), admin))
    second = _proved(accounts.sign_in(PageClient(), accounts.post(role="system_admin", unit_id=800_001)))
    reset = f"/tai-khoan/{who.user_id}/mat-khau/"
    return {
        "reset": manager.get(reset),
        "reset-half": manager.post(reset, {"reason": "Quên mật khẩu, gọi từ số máy của UBND xã"}),
        "reset-decide": second.get(f"{reset}duyet/"),
        "reset-own": manager.get(f"{reset}duyet/"),
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
