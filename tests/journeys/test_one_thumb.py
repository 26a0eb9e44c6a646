"""The police chief on a phone of 360 px signs one decision: few touches, big targets, nothing sideways."""

from __future__ import annotations

import time

from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DraftState
from tests.factories import cases, decisions
from tests.journeys.offices import READ, Commune

MOST_TOUCHES = 4
"""From the queue: the draft, "I have read", sign, and nothing else but the look at the letter."""
READING_PACE = 25
"""Seconds a signer needs for the summary of six lines (design.md 7: 45 s with reading)."""


def test_one_decision_is_signed_with_four_touches(province):
    here = Commune(province, "Phước Thái")
    hands = decisions.hands(here.unit)
    draft = decisions.checked(hands, cases.notified(hands.police, "Nguyễn Phúc Hoàng Tôn Nữ Diễm Ẫm", at=cases.moment("2026-11-21T05:00")))
    chief = province.desk(hands.posts["commune_police_chief"], width=360).sign_in()
    chief.reads("Chờ ký", "Nguyễn Phúc Hoàng Tôn Nữ Diễm Ẫm").picture("cho-ky")
    assert chief.sideways() == 0

    began = time.monotonic()
    chief.page.locator("a.task").tap()
    chief.reads("Ba điều cần thấy trước khi ký", "01 năm").picture("kiem-tra-va-ky")
    assert chief.sideways() == 0
    sizes = [chief.page.get_by_role(kind, name=name).bounding_box() for kind, name in (("button", "Ký quyết định"), ("link", "Trả lại"))]
    assert all(box["height"] >= 44 for box in sizes), sizes
    assert all(box["y"] + box["height"] <= 780 for box in sizes), "both stand in sight under the thumb"
    chief.page.get_by_label(READ).tap()
    chief.page.get_by_role("button", name="Ký quyết định").tap()
    chief.reads("01/QĐ-CAX", "ký lúc 09:00").picture("da-ky").quiet()
    touches = 3
    assert touches <= MOST_TOUCHES and time.monotonic() - began + READING_PACE <= 45
    assert Decision.objects.get(pk=draft.pk).state == DraftState.SIGNED


def test_an_unread_letter_is_not_signed(province):
    here = Commune(province, "Long Phước")
    hands = decisions.hands(here.unit)
    draft = decisions.checked(hands, cases.notified(hands.police, at=cases.moment("2026-11-21T05:00")))
    chief = province.desk(hands.posts["commune_police_chief"], width=360).sign_in(f"/quyet-dinh/{draft.pk}/").press("Ký quyết định")
    chief.reads("Đọc hết văn bản rồi đánh dấu")
    assert chief.page.evaluate("document.activeElement.className") == "errsum", "the mistake is read first"
    assert Decision.objects.get(pk=draft.pk).state == DraftState.CHECKED
