"""Journeys J3, J4 and J6: voluntary and compulsory rehabilitation and the time afterwards, under each law, with the right signer each time."""

from __future__ import annotations

import pytest

from donghanh.cases.models import Case
from tests.factories import dossiers, people, places
from tests.journeys.offices import Commune

CHAIR, CHIEF = "Chủ tịch UBND cấp xã", "Trưởng Công an cấp xã"


def begun(province, there: Commune, moment: str, procedure: str, kind: str, name: str, **typed) -> str:
    """The file that the police officer opens from the person's page; its address."""
    at = province.go(moment)
    person = people.register(there.actor("commune_police"), name, at=at)
    police = there.desk("commune_police").sit(f"/nguoi/{person.pk}/").follow("Mở thủ tục khác").reads("Mở thủ tục")
    police.page.locator(f'a[href="/nguoi/{person.pk}/mo-thu-tuc/{procedure}/{kind}/"]').click()
    police.moment()
    for label in typed.values():
        police.pick(label)
    if kind == "ground-found":
        police.fill("Số văn bản cho thấy căn cứ", "3/BB").day("Ngày của văn bản đó", at.date())
    return police.press("Lập hồ sơ").reads("Đã lập hồ sơ").path


def signed(there: Commune, case: str, kind: str, moment: str, *, right: str, wrong: str, number: str, **typed) -> None:
    """A decision from paper: the office that may not sign on that day is refused with the article; the right one is taken."""
    there.province.go(moment)
    desk = there.desk("commune_police").sit(f"{case}ghi/{kind}/").moment().pick(wrong)
    desk.page.locator('main form [name="number"]').fill(number)
    for name, value in typed.items():
        desk.page.locator(f'main form [name="{name}"]').fill(value)
    desk.page.locator("main form .btn-primary").click()
    desk.reads(f"{wrong} không có quyền ký", f"Người ký phải là {right}", "Căn cứ:")
    desk.pick(right)
    desk.page.locator("main form .btn-primary").click()
    desk.reads("Đã ghi:", right)


def unit_of(province, law: str) -> Commune:
    """The commune of that time: one whose court is not in the system, so that its papers come by post."""
    if law < "2025-07":
        return Commune(province, "Long Thành", unit=places.former("Long Thành", kind="thị trấn", under="tỉnh Đồng Nai"))
    return Commune(province, "Long Thành")


LAWS = {
    "2024-03": (CHAIR, CHIEF, "12", "Lê Thị Ỗi"),
    "2025-04": (CHAIR, CHIEF, "12", "Hồ Thị Ểnh"),
    "2025-09": (CHAIR, CHIEF, "12", "Lê Văn Ổn"),
    "2026-08": (CHIEF, CHAIR, "24", "Đặng Quỳnh Ngọc Phượng"),
}
"""Who signs the decision of voluntary rehabilitation, who does not, and the months it says."""


@pytest.mark.parametrize("law", list(LAWS))
def test_voluntary_at_home_under_each_law(province, law):
    right, wrong, months, name = LAWS[law]
    there = unit_of(province, law)
    case = begun(province, there, f"{law}-04T09:00", "home-rehabilitation", "registered", name)
    police = there.desk("commune_police").sit(case).reads("Ra quyết định cai nghiện tự nguyện", right)
    signed(there, case, "registration-decided", f"{law}-05T09:00", right=right, wrong=wrong, number="12/QĐ", months=months)
    there.record(case, "rehab-started", f"{law}-06T08:00").reads("Đang cai nghiện", "Thời hạn theo luật")
    there.record(case, "helper-assigned", f"{law}-06T09:00", helper="Hồ Thị Ểnh", helper_role="Thành viên Tổ quản lý")
    police.sit("/danh-sach/?thu-tuc=HOME_REHABILITATION").reads(name)

    if law == "2025-04":
        return  # the town is no longer there when the term ends: what a merger does with its files is another journey (J15)

    # the last minute on the list, and the first one off it
    row = Case.objects.get(pk=case.split("/")[2])
    province.at = row.active_until.astimezone(province.at.tzinfo)
    police.sit("/danh-sach/?thu-tuc=HOME_REHABILITATION").never_reads(name)

    # completion opens the file of the time afterwards by itself; there the chair decides under either law
    there.record(case, "rehab-completed", province.at.strftime("%Y-%m-%dT08:00")).quiet()
    after = Case.objects.get(procedure="AFTERCARE", person_id=row.person_id)
    police.open(f"/ho-so/{after.pk}/").reads("Quản lý sau cai nghiện", "Công an xã đề nghị quản lý sau cai nghiện")
    day = province.at.strftime("%Y-%m-%d")
    aftercare(there, f"/ho-so/{after.pk}/", day, name)


def aftercare(there: Commune, case: str, day: str, name: str) -> None:
    """J6: proposed by the police, decided by the chair, on the list until the last day."""
    desk = there.record(case, "aftercare-proposed", f"{day}T09:00", issuer=CHIEF, number="3/ĐN-CAX")
    desk = there.record(case, "aftercare-decided", f"{day}T10:00", issuer=CHAIR, number="4/QĐ-UBND").reads(CHAIR)
    desk.open("/danh-sach/?thu-tuc=AFTERCARE").reads(name).quiet()


STEPS_2026 = (
    ("notice-given", "08-04T14:00", {"number": "8/TB-CAX"}),
    ("court-requested", "08-10T09:00", {"number": "9/ĐN-CAX"}),
    ("court-accepted", "08-12T09:00", {}),
)
STEPS_2024 = (
    ("notice-given", "03-08T14:00", {"number": "8/TB-UBND"}),
    ("dossier-forwarded", "03-18T09:00", {"number": "9/CV-UBND"}),
    ("court-requested", "03-22T09:00", {"number": "10/ĐN"}),
    ("court-accepted", "03-27T09:00", {}),
)


@pytest.mark.parametrize(
    ("year", "opened", "preparer", "other", "steps", "court", "decided", "effective"),
    [
        ("2024", "03-04T09:00", CHAIR, CHIEF, STEPS_2024, "Toà án nhân dân cấp huyện", "04-05T09:00", "05-10T09:00"),
        ("2026", "08-03T09:00", CHIEF, CHAIR, STEPS_2026, "Toà án nhân dân khu vực", "08-17T09:00", "09-14T09:00"),
    ],
)
def test_compulsory_through_the_court(province, year, opened, preparer, other, steps, court, decided, effective):
    there = unit_of(province, f"{year}-{opened}")
    ground = "Tự ý chấm dứt cai nghiện tự nguyện"
    case = begun(province, there, f"{year}-{opened}", "compulsory", "ground-found", "Bùi Thị Kim Ngân", ground=ground, none="Không ghi")
    there.desk("commune_police").sit(case).reads("Lập xong hồ sơ đề nghị", preparer)
    day = f"{year}-{steps[0][1][:5]}"
    signed(there, case, "dossier-prepared", f"{day}T09:00", right=preparer, wrong=other, number="7/ĐN")
    dossiers.placed(there.actor("commune_police"), Case.objects.get(pk=case.split("/")[2]), "result", at=province.at)  # without it nothing goes on
    for kind, moment, typed in steps:
        there.record(case, kind, f"{year}-{moment}", **typed)
    said = {"months": "24", "contest_days": "3", "contest_reason": "Quyết định nêu"} if year == "2026" else {"months": "12"}
    there.record(case, "court-decided", f"{year}-{decided}", issuer=court, number="5/QĐ-TA", **said).reads(court)
    there.record(case, "decision-effective", f"{year}-{effective}")
    there.record(case, "court-decision-sent", f"{year}-{effective[:6]}10:00", sent_to="Cơ quan thi hành")
    if year == "2026":
        there.record(case, "province-informed", "2026-09-14T14:00", number="15/BC-CAX")
        there.record(case, "facility-chosen", "2026-09-15T09:00", number="21/CAT", facility="Cơ sở cai nghiện ma tuý tỉnh")
    day = "2026-09-16" if year == "2026" else "2024-05-13"
    desk = there.record(case, "admitted", f"{day}T09:00", facility="Cơ sở cai nghiện ma tuý tỉnh").reads("Đang ở cơ sở", "Thời hạn theo luật")
    desk.open("/danh-sach/?thu-tuc=COMPULSORY").reads("Bùi Thị Kim Ngân").quiet()
