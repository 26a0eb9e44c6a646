"""A facility in the browser: leave is drafted, checked by another, signed by the head; the person goes out by it, and the commune reads it."""

from __future__ import annotations

from datetime import timedelta

from donghanh.base.accounts.models import Post
from donghanh.decisions.terms import DecisionKind
from tests.factories import accounts, dossiers, held
from tests.journeys.desk import Desk
from tests.journeys.offices import READ, Commune
from tests.journeys.test_signed_here import filled


def typed(desk: Desk, blanks: dict[str, str]) -> None:
    """The blanks of the form: a day goes into its three boxes."""
    for key, value in blanks.items():
        name = f"o_{key}"
        if desk.page.locator(f'main form [name="{name}-d"]').count():
            for part, number in zip("dmy", value.split("/"), strict=True):
                desk.page.locator(f'main form [name="{name}-{part}"]').fill(number)
        elif (box := desk.page.locator(f'main form [name="{name}"]')).count():
            box.fill(value)


def test_leave_for_a_funeral_from_the_draft_to_the_going_out(province):
    there, at = Commune(province, "Trảng Bom"), province.go("2026-12-08T09:00")
    unit = province.unit("Trảng Bom")
    case = dossiers.at_reading_end(there.actor("commune_police"), at=at - timedelta(days=10), full_name="Hồ Thị Ặc")
    body = accounts.Body.objects.create(
        kind="facility", unit=dossiers.facility(unit).unit, name="Cơ sở cai nghiện ma tuý số 3", short_name="Cơ sở 3", starts_on=accounts.SINCE
    )
    house = held.house(body, at=at)
    passage = held.lying(house, case, at=at)
    intake, second, head = (province.desk(Post.objects.get(user_id=one.user_id)) for one in (house.intake, house.second, house.head))
    province.at += timedelta(hours=1)
    intake.sit(f"/ho-so-gui-den/{passage.pk}/").follow("Quyết định của cơ sở", intake.page.locator("main")).reads(
        "Đã soạn và đã ký", "Chưa soạn được"
    )
    intake.follow("Quyết định cho về chịu tang").reads("Đã biết, không phải nhập lại", "người ký hôm nay: Trưởng Cơ sở")
    typed(intake, held.BLANKS[DecisionKind.LET_OUT])
    filled(intake)
    draft = intake.fill("Lý do ra quyết định", held.REASONS).press("Chuyển kiểm tra").reads("Chờ đồng nghiệp kiểm tra").path
    second.sit("/quyet-dinh-co-so/").page.locator(f'a.task[href="{draft}"]').click()
    second.reads("Máy đã kiểm tra").press("Kiểm tra xong").reads("Chờ Trưởng Cơ sở")
    head.sign_in("/quyet-dinh-co-so/").page.locator(f'a.task[href="{draft}"]').click()
    head.pick(READ).picture("quyet-dinh-co-so").press("Ký").reads("số 01/QĐ-CSCN", "Ký chưa phải là ra").quiet()
    province.at += timedelta(hours=1)
    intake.sit(f"/ho-so-gui-den/{passage.pk}/").follow("Nghỉ chịu tang").moment()
    intake.page.get_by_label("Ra theo quyết định nào").select_option(index=0)
    intake.press("Ghi").reads("Đã ghi").quiet()
    there.desk("commune_police").sit(draft.replace(f"/ho-so-gui-den/{passage.pk}", "")).reads("01/QĐ-CSCN", "do cơ sở ghi vào hồ sơ")
