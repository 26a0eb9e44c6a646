"""Those who see no file: the province reads figures, the auditor reads the log and verifies its seals; a right is given by two administrators."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from donghanh.base.accounts.models import Post
from donghanh.base.audit import sealing
from tests.factories import accounts, cases, places, programme
from tests.journeys.offices import Commune, docx_lines
from tests.journeys.province import Province


def of_province(province: Province, role: str, **about) -> Post:
    """A post of the province itself."""
    return province.official(role, places.Unit.objects.get(pk=places.DONG_NAI), **about)


@pytest.mark.requirement("DN137-III.2.b.1")
def test_from_the_number_of_the_province_to_the_people_behind_it(province):
    # given people detected in several communes; in one of them somebody was never offered a service
    for name, total, reached in (("An Lộc", 25, 20), ("An Phước", 12, 9), ("Biên Hòa", 48, 33), ("Cẩm Mỹ", 14, 12)):
        programme.many(places.commune(name).pk, total=total, reached=reached)
    here = Commune(province, "Hưng Thịnh")
    early = cases.NOW - timedelta(days=30)
    programme.detected(here.unit.pk, at=early, managed=early + timedelta(days=2), offered=early + timedelta(days=2), name="Đặng Thị Ẩn")
    programme.detected(here.unit.pk, at=early, managed=early + timedelta(days=2), name="Lê Văn Ẵng")
    programme.load_plan()

    # when the lead of the province looks, he sees figures and communes, and nobody's name
    lead = province.desk(of_province(province, "provincial_lead")).sign_in().reads("Tổng quan", "An Lộc", "Được phát hiện").picture("tong-quan")
    lead.never_reads("Lê Văn Ẵng").follow("Phường Biên Hòa").reads("Biên Hòa", "làm tròn").never_reads("Người Thứ")
    lead.closed("/so-lieu/danh-sach/")

    # then the commune opens the same figure down to the person it misses
    officer = here.desk("commune_officer").sit("/so-lieu/").reads("Đạt chỉ tiêu").picture("so-lieu")
    officer.follow("Danh sách người chưa đạt").reads("Lê Văn Ẵng").never_reads("Đặng Thị Ẩn").picture("so-lieu-danh-sach")

    # and the report of the half-year keeps the figures that were printed
    officer.open("/bao-cao/chot/")
    officer.page.get_by_label("Kỳ").select_option(label="06 tháng cuối năm 2026")
    officer.press("Lập báo cáo").reads("Đã chốt số liệu", "50,0 %").picture("bao-cao")
    printed = " ".join(docx_lines(officer.download(lambda: officer.follow("Word"))))
    assert "Hưng Thịnh".upper() in printed.upper() and "50,0" in printed
    officer.follow("Tính lại từ sự việc").reads("mọi số đúng như đã in").quiet()


def finished_here() -> int:
    """All transactions of this database are over; another test run on the same server must not hold the seal back."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        return cursor.fetchone()[0]


def test_the_auditor_reads_who_looked_and_verifies_the_seals(province, monkeypatch):
    here = Commune(province, "Gia Kiệm")
    case = cases.opened(here.actor("commune_police"), "Vũ Đình Quang Ẵng", at=cases.moment("2026-11-21T07:00"))
    here.desk("commune_police").sign_in(f"/ho-so/{case.pk}/").reads("Vũ Đình Quang Ẵng")
    monkeypatch.setattr(sealing, "finished_before", finished_here)
    sealing.seal_now(at=province.at)
    auditor = province.desk(of_province(province, "auditor")).sign_in().reads("Nhật ký", "Nguyễn Hữu Ẵng").picture("nhat-ky")
    auditor.never_reads("Vũ Đình Quang")
    auditor.follow("Niêm phong").press("Kiểm tra ngay").reads("Nguyên vẹn").picture("niem-phong")
    auditor.closed(f"/ho-so/{case.pk}/").closed(f"/nguoi/{case.person_id}/").quiet()


def test_a_role_begins_only_when_a_second_administrator_approves(province):
    newcomer = accounts.user("lanh.tathi", full_name="Tạ Thị Lanh")
    first, second = (province.desk(of_province(province, "system_admin", name=name)) for name in ("Vũ Minh Tâm", "Nghiêm Hải Yến"))

    first.sign_in().fill("Tìm cán bộ", "ta thi lanh").press("Tìm").picture("tai-khoan").follow("Tạ Thị Lanh").follow("Đề xuất vai trò")
    first.page.get_by_label("Vai trò").select_option(label="Công an xã")
    first.page.get_by_label("Cơ quan").select_option(label="Công an xã")
    first.fill("Nơi làm việc", "xã Dầu Giây, Đồng Nai").day("Từ ngày", cases.NOW.date()).day("Hết hiệu lực từ ngày", cases.moment("2027-06-01T00:00"))
    first.press("Đề xuất").reads("Chờ duyệt").quiet()
    held = Post.objects.get(user=newcomer)

    # the proposer cannot answer his own proposal, and the newcomer has no right yet
    first.open("/tai-khoan/").reads("Chờ quản trị viên khác")
    waiting = province.desk(held).sign_in().reads("Tài khoản chưa có vai trò nào đang hiệu lực")
    second.sign_in().reads("Tạ Thị Lanh").follow("Xem và duyệt Tạ Thị Lanh").reads("Vũ Minh Tâm").pick("Duyệt").press("Ghi quyết định")
    waiting.sign_in().reads("Việc hôm nay", "Công an xã Dầu Giây").quiet()
