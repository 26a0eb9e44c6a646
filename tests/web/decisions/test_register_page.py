"""The register on the page: without a hole after a hand-over, and the letter still opens where it was signed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.audit.models import Reading
from tests.decisions.test_register import moved
from tests.factories import cases, decisions
from tests.web.decisions.test_pages import text

pytestmark = pytest.mark.django_db
NOW = cases.NOW


def test_the_register_and_its_letters_stay_after_the_file_moved(people, browser, town, at):
    there = decisions.hands(town[1])
    made = [decisions.signed(people, decisions.waiting(people, name=name)) for name in ("Lê Văn Ẩn", "Trần Thị Ổn")]
    moved(people, there, made[0])
    at(NOW + timedelta(days=1))
    chief, new_police = browser("commune_police_chief", stepped_up=True), browser("x", post=there.posts["commune_police"], stepped_up=True)
    page = text(chief.get("/da-ky/"))
    assert page.index("02/QĐ-CAX") < page.index("01/QĐ-CAX") and "Lê Văn Ẩn" in page
    address = f"/quyet-dinh/{made[0].pk}/"
    page = text(chief.get(address))
    assert "Hồ sơ nay do" in page and "LÊ VĂN ẨN" in page and "Mở hồ sơ" not in page and "Ghi việc giao" not in page
    assert chief.get(f"{address}tep/pdf/").content == bytes(made[0].pdf.content)
    assert Reading.objects.filter(page="decisions:decision", actor_id=people.chief.user_id, unit_id=town[1].pk).exists(), (
        "the new place sees who looked"
    )
    assert browser("commune_police").get(f"/ho-so/{made[0].case_id}/").status_code == 404
    assert "Mở hồ sơ" in text(new_police.get(address)) and new_police.get(f"{address}tep/docx/").status_code == 200
    assert "Chưa có quyết định nào được ký" in text(new_police.get("/da-ky/"))
