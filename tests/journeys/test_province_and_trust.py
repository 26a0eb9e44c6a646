"""Those who see no file: the auditor reads the log and verifies its seals; a right is given by two administrators."""

from __future__ import annotations

from django.db import connection

from donghanh.base.accounts.models import Post
from donghanh.base.audit import sealing
from tests.factories import accounts, cases, places
from tests.journeys.offices import Commune
from tests.journeys.province import Province


def of_province(province: Province, role: str, **about) -> Post:
    """A post of the province itself."""
    return province.official(role, places.Unit.objects.get(pk=places.DONG_NAI), **about)


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
    auditor.open(f"/ho-so/{case.pk}/", status=404).open(f"/nguoi/{case.person_id}/", status=404).quiet()


def test_a_role_begins_only_when_a_second_administrator_approves(province):
    newcomer = accounts.user("lan.phamthi", full_name="Phạm Thị Lan")
    first, second = (province.desk(of_province(province, "system_admin", name=name)) for name in ("Vũ Minh Tâm", "Nghiêm Hải Yến"))

    first.sign_in().fill("Tìm cán bộ", "pham thi lan").press("Tìm").picture("tai-khoan").follow("Phạm Thị Lan").follow("Đề xuất vai trò")
    first.page.get_by_label("Vai trò").select_option(label="Công an xã")
    first.page.get_by_label("Cơ quan").select_option(label="Công an xã")
    first.fill("Nơi làm việc", "xã Dầu Giây, Đồng Nai").day("Từ ngày", cases.NOW.date()).day("Hết hiệu lực từ ngày", cases.moment("2027-06-01T00:00"))
    first.press("Đề xuất").reads("Chờ").quiet()
    held = Post.objects.get(user=newcomer)

    # the proposer cannot answer his own proposal, and the newcomer has no right yet
    first.open("/tai-khoan/").reads("Chờ quản trị viên khác")
    waiting = province.desk(held).sign_in().reads("Tài khoản chưa có vai trò nào đang hiệu lực")
    second.sign_in().reads("Phạm Thị Lan").follow("Xem và duyệt Phạm Thị Lan").reads("Vũ Minh Tâm").pick("Duyệt").press("Ghi quyết định")
    waiting.sign_in().reads("Việc hôm nay", "Công an xã Dầu Giây").quiet()
