"""J15: two communes become one by a resolution; on its day the work goes on at the other desk and nothing is lost."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from donghanh.base.accounts.models import Post
from donghanh.base.places.models import Unit
from donghanh.jobs import carrying
from donghanh.people.models import Person
from tests.factories import cases
from tests.journeys.offices import Commune
from tests.journeys.test_province_and_trust import of_province


def test_two_communes_become_one_on_the_day_of_the_resolution(province):
    # given a file under management and a draft that waits, in a commune that will go
    old, new = Commune(province, "Xuân Đường"), Commune(province, "Xuân Định")
    case = cases.managed(old.actor("commune_police"), "Vũ Đình Quang Ẵng", at=province.at - timedelta(days=30))
    today = timezone.localtime(province.at).date()
    tomorrow = date(2026, 11, 22)

    # the lead proposes by the resolution and sees what it takes along, nobody's name; he cannot confirm it himself
    lead = province.desk(of_province(province, "provincial_lead")).sign_in("/dia-ban/sap-xep/don-vi/")
    lead.fill("Số, ký hiệu văn bản", "99/NQ-UBTVQH").day("Ngày văn bản", today).fill("Cơ quan ban hành", "Ủy ban Thường vụ Quốc hội")
    lead.day("Có hiệu lực từ ngày", tomorrow).fill("Xã, phường thôi hoạt động", "Xuân Đường").fill("Xã, phường kế tục đang có", "Xuân Định")
    lead.press("Đề xuất").reads("Việc này sẽ chuyển", "1 người", "1 vụ việc đang mở", "1 vị trí").picture("sap-xep-xem-truoc")
    lead.never_reads("Vũ Đình Quang", "Duyệt việc sắp xếp này")
    address = lead.path

    # a second person confirms; until the day nothing has changed at either desk
    admin = province.desk(of_province(province, "system_admin")).sign_in(address)
    admin.press("Duyệt việc sắp xếp này").reads("Đã duyệt, chờ đến ngày").quiet()
    old.desk("commune_police").sit(f"/ho-so/{case.pk}/").reads("Vũ Đình Quang Ẵng")
    new.desk("commune_police").sit("/").closed(f"/ho-so/{case.pk}/")

    # on the day the old desk is closed and the new one works on the file, before the worker has moved anything
    province.go("2026-11-22T09:00")
    assert Person.objects.get(pk=case.person_id).unit_id == old.unit.pk
    new.desk("commune_police").sit(f"/ho-so/{case.pk}/").reads("Vũ Đình Quang Ẵng")
    old.desk("commune_police").sign_in().reads("Tài khoản chưa có vai trò nào đang hiệu lực")
    assert carrying.carry_all(at=province.at) == 1
    assert Person.objects.get(pk=case.person_id).unit_id == new.unit.pk
    new.desk("commune_police").open(f"/ho-so/{case.pk}/").reads("Vũ Đình Quang Ẵng").quiet()

    # his post at the other commune waits for an administrator; history keeps the old name
    waiting = Post.objects.get(user=old.post("commune_police").user, approved_by=None, granted_by__isnull=False)
    assert (waiting.body.unit_id, waiting.starts_on) == (new.unit.pk, tomorrow)
    assert Unit.objects.get(pk=old.unit.pk).ends_before == tomorrow
    lead.sit(address).reads("Có hiệu lực", "mọi hồ sơ đã ở đơn vị kế tục").picture("sap-xep").quiet()
    lead.open(f"/dia-ban/{old.unit.pk}/").reads("Tên cũ", "Xuân Định")
