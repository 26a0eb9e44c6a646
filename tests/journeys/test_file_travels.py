"""A file of compulsory rehabilitation goes to the court, comes back once with every fault, goes again: two desks in 2026, paper in 2024."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.factories import accounts, dossiers, places
from tests.journeys.desk import Desk
from tests.journeys.offices import Commune


@pytest.fixture(autouse=True)
def awake(province):
    """The first page of a process reads law/ and the templates: asked once before the browser counts its seconds."""
    Client().get("/ho-so-ket/", follow=True)


def put_in(desk: Desk, case, *papers: str) -> Desk:
    """Each of these papers, through the form of the dossier's page."""
    for paper in papers:
        desk.open(f"/ho-so/{case.pk}/giay-to/")
        desk.page.locator('main select[name="paper"]').select_option(paper)
        desk.fill("Số, ký hiệu, ngày của giấy", "01/HS-CAX").fill("Số trang (bút lục)", "2")
        desk.press("Thêm vào hồ sơ").reads("Đã thêm giấy tờ")
    return desk


def send(desk: Desk, case, leg: str) -> Desk:
    desk.province.at += timedelta(minutes=5)
    desk.open(f"/ho-so/{case.pk}/gui-di/{leg}/").reads("Có")
    return desk.press("Gửi hồ sơ").reads("Đã gửi hồ sơ")


@pytest.mark.requirement("QN22-V.16.b")
def test_two_desks_under_the_law_of_2026(province):
    here = Commune(province, "Bàu Hàm")
    court = dossiers.court(here.unit)
    clerk_post = accounts.post(role="court_clerk", unit_id=court.unit_id, body=court, holder=accounts.user(full_name="Lâm Thị Ẩm"))
    case = dossiers.at_reading_end(here.actor("commune_police"), at=province.at, full_name="Đỗ Văn Ổn")

    # given a list that says what is there, what is missing and what is not needed, the sending without it is refused with the way out
    police = here.desk("commune_police").sit(f"/ho-so/{case.pk}/giay-to/")
    police.reads("Chuyển Toà án nhân dân khu vực", "Thiếu", "Không cần vì người này có nơi cư trú ổn định", "Nghị định 163/2026/NĐ-CP, Điều 101")
    police.open(f"/ho-so/{case.pk}/gui-di/to_court/").reads("Hồ sơ chưa có “Kết quả").never_reads("Vẫn gửi dù còn thiếu")  # no reason heals that
    put_in(police, case, "result").open(f"/ho-so/{case.pk}/gui-di/to_court/").press("Gửi hồ sơ").reads("Hồ sơ còn thiếu", "Vẫn gửi dù còn thiếu")
    put_in(police, case, *(paper for paper in dossiers.PAPERS[2026] if paper != "result"))
    send(police, case, "to_court").reads("Chờ ký nhận", court.name)

    # when the court signs, the name opens; it returns with a fault at each paper, and the commune reads them all
    clerk = province.desk(clerk_post).sit("/ho-so-gui-den/").reads("Đ. V. Ổ.").never_reads("Đỗ Văn Ổn")
    clerk.page.locator('main a[href^="/ho-so-gui-den/"]').first.click()
    province.at += timedelta(minutes=5)
    clerk.press("Ký nhận hồ sơ").reads("Đỗ Văn Ổn", "Các bước pháp lý", "Chỉ thấy có hay không")
    letter = clerk.path
    clerk.follow("Trả hồ sơ").reads("Nêu mọi thiếu sót trong một lần trả").press("Trả hồ sơ").reads("phải nêu thiếu sót")
    clerk.fill("Biên bản về hành vi", "Thiếu chữ ký người chứng kiến").press("Trả hồ sơ").reads("Đã trả lại")
    clerk.never_reads("Đỗ Văn Ổn")
    police.open(f"/ho-so/{case.pk}/giay-to/").reads("Thiếu chữ ký người chứng kiến", "Đã trả lại")

    # then the mended file goes again; what was visible the first time is no ground for a second return
    put_in(police, case, "minutes")
    send(police, case, "to_court")
    clerk.open("/ho-so-gui-den/").page.locator("main li", has_text="Chờ ký nhận").get_by_role("link").first.click()
    assert clerk.path != letter
    clerk.press("Ký nhận hồ sơ").follow("Trả hồ sơ").fill("Bản tóm tắt lý lịch", "Thiếu ảnh").press("Trả hồ sơ")
    clerk.reads("đã thấy được ở lần trả trước").follow("Quay lại").press("Thụ lý").reads("Toà án đã thụ lý").quiet()
    police.open(f"/ho-so/{case.pk}/").reads("Toà án thụ lý").quiet()


@pytest.mark.requirement("QN22-V.16.b")
def test_on_paper_under_the_law_of_2024(province):
    """The labour office of the district has no desk: the commune writes down its receipt and its return by the number of the paper."""
    province.go("2024-03-14T09:00")
    here = Commune(province, "Trảng Bom", unit=places.former("Trảng Bom", kind="thị trấn", under="tỉnh Đồng Nai"))
    case = dossiers.at_reading_end(here.actor("commune_police"), at=province.at, full_name="Hồ Thị Ển")
    officer = (
        here.desk("commune_police").sit(f"/ho-so/{case.pk}/giay-to/").reads("Gửi cơ quan kiểm tra", "mẫu 31", "Nghị định 116/2021/NĐ-CP, Điều 41")
    )
    put_in(officer, case, *dossiers.PAPERS[2024])
    send(officer, case, "to_check").reads("Phòng Lao động")

    # the check counts two working days from the receipt: Thursday, so up to Monday
    officer.page.locator('main article a[href^="/ho-so-gui-den/"]').first.click()
    province.at += timedelta(minutes=5)
    officer.fill("Số giấy biên nhận", "12/BN-LĐ").press("Ký nhận hồ sơ").reads("Hạn trả lời", "hết ngày 18/03/2024", "Điều 43 khoản 1", "12/BN-LĐ")
    officer.follow("Trả hồ sơ").fill("Bản tường trình", "Chưa ký").fill("Số giấy biên nhận", "15/TB-LĐ").press("Trả hồ sơ").reads(
        "Đã trả lại", "Chưa ký"
    )

    put_in(officer, case, "statement")
    send(officer, case, "to_check")
    officer.page.locator('main article a[href^="/ho-so-gui-den/"]').first.click()
    officer.fill("Số giấy biên nhận", "16/BN-LĐ").press("Ký nhận hồ sơ").reads("16/BN-LĐ")
    province.go("2024-03-20T09:00")
    officer.sit("/ho-so-ket/").reads("Phòng Lao động", "Điều 43 khoản 1").quiet()
