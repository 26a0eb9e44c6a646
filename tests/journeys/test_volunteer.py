"""A person walks in at the health station: six criteria, the conclusion, the result in his hand; then he registers at the commune."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from donghanh.cases.models import Case
from donghanh.legal import diagnosis as law
from tests.factories import people
from tests.journeys.desk import Desk
from tests.journeys.offices import Commune

PRESENT = ("CRAVING", "LOSS_OF_CONTROL", "WITHDRAWAL")


def when(desk: Desk, day: str, hour: str) -> Desk:
    """Now, under the words of this form."""
    local = timezone.localtime(desk.province.at)
    return desk.day(day, local.date()).fill(hour, f"{local:%H:%M}")


def test_from_the_door_of_the_station_to_the_registration(province):
    there, at = Commune(province, "Nhơn Trạch"), province.go("2026-08-10T09:00")
    nurse = province.desk(there.post("health_station"), axe=True).sit("/duoc-gui-den/").follow("Tiếp nhận người tự đến")
    nurse.fill("Họ và tên", "Vũ Thị Na").fill("Năm sinh", "1991")
    when(nurse, "Ngày người này đến", "Giờ người này đến").press("Tiếp nhận").reads("Vũ Thị Na, 1991", "Chính người này", "Trả kết quả xác định")
    assert nurse.axe() == []
    province.at += timedelta(hours=1)
    nurse.follow("Ghi các tiêu chuẩn")
    when(nurse, "Ngày khám", "Giờ khám").pick("Chất dạng thuốc phiện")
    for code in law.criteria():
        nurse.page.locator(f'[name="tieu_chuan_{code}"][value="{"present" if code in PRESENT else "absent"}"]').check()
    nurse.page.locator('[name="length"][value="together"]').check()
    nurse.press("Ghi và đối chiếu").reads("Có 3 trong 6 tiêu chuẩn").follow("Ký kết luận").pick("Có nghiện").fill("Số phiếu kết quả", "7/PKQ-TYT")
    when(nurse, "Ngày kết luận", "Giờ kết luận").press("Xem lại trước khi ký").reads("không xã nào được báo").press("Ký kết luận")
    nurse.reads("Gửi kết quả cho người được xác định").follow("Ghi đã gửi kết quả")
    when(nurse, "Ngày làm bước này", "Giờ làm bước này").pick("Đã giao phiếu tận tay người này").press("Ghi đã gửi kết quả")
    nurse.reads("7/PKQ-TYT", "Người này được thông báo kết quả").never_reads("Vũ Thị Na").quiet()
    assert nurse.axe() == [] and not Case.objects.filter(person__full_name="Vũ Thị Na").exists()

    province.at += timedelta(hours=3)
    person = people.register(there.actor("commune_police"), "Vũ Thị Na", at=at)
    police = there.desk("commune_police").sit(f"/nguoi/{person.pk}/mo-thu-tuc/").reads("Người tự nguyện thì đến thẳng cơ sở y tế")
    police.page.locator(f'a[href="/nguoi/{person.pk}/mo-thu-tuc/home-rehabilitation/registered/"]').click()
    police.moment().press("Lập hồ sơ").reads("Đã lập hồ sơ", "Ra quyết định cai nghiện tự nguyện").quiet()
