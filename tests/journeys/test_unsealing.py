"""A sealed file, opened by two: one asks with a reason, another agrees, only the first reads, and it is shut again. With axe, one side on a phone."""

from __future__ import annotations

from datetime import datetime

from donghanh.kernel.workdays import ZONE
from tests.factories import people
from tests.journeys.offices import Commune
from tests.journeys.province import Province

WHY = "Cần liên hệ gia đình để xếp buổi tư vấn cho em"


def test_two_people_open_the_file_of_a_child_and_shut_it_again(province: Province):
    province.at = datetime.now(ZONE).replace(microsecond=0)  # how long a seal stands open is reckoned by the database's own clock
    here = Commune(province, "Phú Lâm")
    home = people.home(here.unit.pk)
    child = people.register(here.actor("commune_officer"), "Nguyễn Bé Ấm", birth_year=2014, guardian_name="Lê Thị Mẹ Ẩm", addresses=[home])
    file = f"/nguoi/{child.pk}/"

    # shut: who he is stands there, who belongs to him does not
    officer = province.desk(here.post("commune_officer"), width=360, axe=True).sit(file)
    officer.reads("Nguyễn Bé Ấm", "Hồ sơ niêm phong").never_reads("Lê Thị Mẹ Ẩm", "Số 5, ấp 3").closed(f"{file}ho/")
    officer.open(file).follow("Xin mở niêm phong").fill("Việc gì cần xem hồ sơ này?", WHY).fill("Mở trong bao nhiêu ngày", "7").press(
        "Gửi lời xin"
    ).reads("Chờ trả lời", WHY)
    assert officer.axe() == [] and officer.sideways() == 0

    # another one, who has just proved who he is, agrees; his list names nobody
    chief = province.desk(here.post("commune_police_chief"), axe=True).sign_in("/niem-phong/").reads(WHY).never_reads("Nguyễn Bé Ấm")
    assert chief.axe() == []
    chief.page.get_by_role("link", name="Mở lời xin").click()
    chief.press("Đồng ý mở").reads("Đã đồng ý", "Đang mở")
    assert chief.axe() == []
    chief.open(file).never_reads("Lê Thị Mẹ Ẩm", "Số 5, ấp 3")

    # only who asked reads it, until he shuts it
    officer.open(file).reads("đang mở cho riêng bạn", "Lê Thị Mẹ Ẩm", "Số 5, ấp 3")
    officer.follow("Xem thời hạn mở").press("Đóng lại ngay").reads("Đã đóng").open(file).never_reads("Lê Thị Mẹ Ẩm", "Số 5, ấp 3").quiet()
    chief.quiet()
