"""The same procedure under the law of 2024: limits in working days, the chair of the commune signs, and the page says why each day counts."""

from __future__ import annotations

import pytest

from tests.factories import cases, places
from tests.journeys.offices import Commune


@pytest.fixture
def town(province):
    """The town of Trảng Bom as it was in 2024."""
    return Commune(province, "Trảng Bom", unit=places.former("Trảng Bom", kind="thị trấn", under="tỉnh Đồng Nai"))


@pytest.mark.requirement("DN137-VI.2.b.2")
def test_working_days_and_the_chair(province, town):
    province.go("2024-03-01T09:00")
    case = cases.opened(town.actor("commune_police"), "Hồ Thị Ểnh", at=province.at)
    page = f"/ho-so/{case.pk}/"

    # given a test on a Friday, the third working day is a Wednesday, and the page draws why
    police = town.desk("commune_police").sit("/viec/").reads("Hồ Thị Ểnh", "T4 06/03", "còn 3 ngày làm việc")
    police.open(f"/viec/{case.pk}/verify-residence/vi-sao/").reads("Vì sao là thứ Tư, 06/03/2024?", "02/03 nghỉ", "03/03 nghỉ", "3 = hạn")
    police.picture("vi-sao-ngay-lam-viec")

    town.record(page, "residence-verified", "2024-03-04T15:00", stable=True)
    town.record(page, "notice-sent", "2024-03-05T16:00", number="07/TB-CAX")
    town.record(page, "notice-received", "2024-03-06T08:00", number="07/TB-CAX").reads("11/03")

    # when three people have decided, it is the chair's number and a year to the day
    province.go("2024-03-08T08:00")
    chief = town.desk("commune_police_chief").sit("/cho-ky/").reads("Không có")
    signed = town.decide(page, "quyết định quản lý", signer="commune_chair")
    signed.reads("01/QĐ-UBND", "08/03/2025", "Chủ tịch Ủy ban nhân dân thị trấn Trảng Bom")
    chief.open("/cho-ky/").never_reads("Hồ Thị Ểnh")

    # then the list is left at midnight after the last day
    province.go("2025-03-08T23:59")
    police.sit("/danh-sach/").reads("Hồ Thị Ểnh")
    province.go("2025-03-09T00:00")
    police.open("/danh-sach/").never_reads("Hồ Thị Ểnh").quiet()


def test_why_this_hour_under_the_law_of_2026(province):
    """Twenty-four hours are counted by the clock, Sunday or not; a wrong date is mended at the fact, never at the deadline."""
    province.go("2026-11-21T09:00")
    here = Commune(province, "An Viễn")
    case = cases.opened(here.actor("commune_police"), "Lê Văn Ổn", at=cases.moment("2026-11-21T07:00"))
    police = here.desk("commune_police").sit("/viec/")
    police.page.locator(f'a[href="/viec/{case.pk}/verify-residence/vi-sao/"]').first.click()
    police.reads("Vì sao là 07:00 Chủ nhật, 22/11/2026?", "24 giờ", "Nghị định 163/2026/NĐ-CP, Điều 58 khoản 1", "Sửa sự việc").picture("vi-sao")
    police.follow("Mở hồ sơ").reads("Xác minh nơi cư trú").quiet()
