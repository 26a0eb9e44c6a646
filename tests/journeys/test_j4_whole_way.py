"""Journey J4: a file of compulsory rehabilitation from the commune to the court, the facility and home again, each office in its own hand,
under each law with the right signer; and one of a person aged 12 to under 18."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client

from donghanh.base.places.models import Body, Unit
from donghanh.cases.models import Case
from tests.factories import accounts, dossiers, people, places
from tests.journeys.desk import Desk
from tests.journeys.offices import Commune
from tests.journeys.province import NAMES, Province
from tests.journeys.test_other_procedures import CHAIR, CHIEF, aftercare, signed

ADULT, MINOR = "compulsory", "compulsory-minor"


@dataclass(frozen=True)
class Law:
    """What differs: who prepares, which office checks (""; none), which kind of court, when the steps are, months, last day of the way."""

    opened: str
    preparer: str
    other: str
    checker: str
    court: str
    sent: str
    ruled: str
    effective: str
    entered: str
    months: str
    procedure: str = ADULT
    completed: str = ""


LAWS = {
    "2024": Law("2024-03-04", CHAIR, CHIEF, "Phòng Lao động", "district_court", "03-18", "04-05", "05-10", "05-14", "12", completed="2025-05-14"),
    "2025-04": Law("2025-04-01", CHIEF, CHAIR, "Công an huyện", "district_court", "04-14", "05-05", "05-20", "05-22", "12"),
    "2025-09": Law("2025-09-03", CHIEF, CHAIR, "", "regional_court", "09-15", "10-01", "10-20", "10-22", "12", completed="2026-10-22"),
    "2026-09": Law("2026-09-07", CHIEF, CHAIR, "", "regional_court", "09-16", "09-28", "10-20", "10-21", "24", completed="2028-10-23"),
    "2026-09-aged-16": Law("2026-09-07", CHIEF, CHAIR, "", "regional_court", "09-16", "09-28", "10-20", "10-21", "24", MINOR, "2028-10-23"),
}


@pytest.fixture(autouse=True)
def awake(province):
    """The first page of a process reads law/ and the templates: asked once before the browser counts its seconds."""
    Client().get("/ho-so-ket/", follow=True)


@dataclass
class Way:
    """One file on its way, and the desks it passes."""

    province: Province
    law: Law
    here: Commune
    name: str
    case: str = ""

    def day(self, month_and_day: str, hour: str = "09:00") -> str:
        return f"{self.law.opened[:4]}-{month_and_day}T{hour}"

    @property
    def row(self) -> Case:
        return Case.objects.get(pk=self.case.split("/")[2])

    def seat(self, role: str, body: Body) -> Desk:
        return self.province.desk(accounts.post(role=role, unit_id=body.unit_id, body=body, holder=accounts.user(full_name=NAMES[role])))

    def police(self, where: str = "giay-to/") -> Desk:
        return self.here.desk("commune_police").sit(f"{self.case}{where}")

    def placed(self, *papers: str) -> None:
        dossiers.placed(self.here.actor("commune_police"), self.row, *papers, at=self.province.at)

    def send(self, leg: str) -> Desk:
        self.province.at += timedelta(minutes=5)
        return self.police(f"gui-di/{leg}/").press("Gửi hồ sơ").reads("Đã gửi hồ sơ", "Chờ ký nhận")

    def waits(self, desk: Desk) -> Desk:
        """The hand-over that waits at this desk, opened."""
        self.province.at += timedelta(minutes=5)
        desk.sit("/ho-so-gui-den/").page.locator("main li", has_text="Chờ ký nhận").get_by_role("link").first.click()
        return desk.reads("Giao nhận")

    def tell(self, desk: Desk, step: str, moment: str, **typed: str) -> Desk:
        """One step in the body's own hand, from the page of the file that lies there."""
        page = desk.path
        self.province.go(moment)
        desk.sit(page).follow(step).moment()
        for label, value in typed.items():
            desk.page.locator(f'main form [name="{label}"]').fill(value)
        desk.page.locator("main form .btn-primary").click()
        return desk.reads(f"Đã ghi: {step}")


def begun(way: Way) -> None:
    """The ground, the prepared file with the right signature, the notice; the reading period is over."""
    at, year = way.province.go(f"{way.law.opened}T09:00"), int(way.law.opened[:4])
    born = {"birth_year": year - 16, "guardian_name": "Nguyễn Thị Ẩn"} if way.law.procedure == MINOR else {"birth_year": year - 30}
    person = people.register(way.here.actor("commune_police"), way.name, at=at, **born)
    desk = way.here.desk("commune_police").sit(f"/nguoi/{person.pk}/mo-thu-tuc/{way.law.procedure}/ground-found/").moment()
    desk.reads("Chưa có sự việc nào trong các hồ sơ ở đây cho thấy một căn cứ.")
    desk.pick("Tự ý chấm dứt cai nghiện tự nguyện").fill("Số văn bản cho thấy căn cứ", "3/BB").day("Ngày của văn bản đó", at.date())
    if way.law.procedure == ADULT:
        desk.pick("Không ghi")
    way.case = desk.press("Lập hồ sơ").reads("Đã lập hồ sơ").path
    day = way.law.opened[:10]
    signed(way.here, way.case, "dossier-prepared", f"{day}T14:00", right=way.law.preparer, wrong=way.law.other, number="7/ĐN")
    way.here.record(way.case, "notice-given", f"{day}T15:00", number="8/TB")


PAPERS = ("proposal", "cv", "minutes", "no_residence")
OF_2021 = ("statement",)
OF_MINOR = ("statement", "parents")


def prepared(way: Way) -> None:
    """Sent without all papers it is refused, unless that is said with a reason; then the papers are put in."""
    way.province.go(way.day(way.law.sent))
    leg = "to_check" if way.law.checker else "to_court"
    way.placed("result")
    way.police(f"gui-di/{leg}/").press("Gửi hồ sơ").reads("Hồ sơ còn thiếu", "ghi lý do")
    more = OF_MINOR if way.law.procedure == MINOR else OF_2021 if way.law.opened < "2026-07" else ()
    way.placed(*PAPERS, *more)


def checked(way: Way) -> None:
    """The office that checks has no desk here: its receipt is written down, then the file goes on to the court."""
    way.send("to_check").reads(way.law.checker).page.locator('main article a[href^="/ho-so-gui-den/"]').first.click()
    way.province.at += timedelta(minutes=5)
    way.here.desk("commune_police").fill("Số giấy biên nhận", "12/BN").press("Ký nhận hồ sơ").reads("12/BN", "Đã ký nhận")
    way.province.go(way.day(way.law.sent, "15:00"))
    if way.law.opened < "2025-03":
        way.placed("court_letter")


def at_court(way: Way, clerk: Desk, prosecutor: Desk) -> None:
    """Returned once with all faults, mended, accepted; heard and decided in the court's own hand; the commune may write none of it."""
    way.waits(clerk).never_reads(way.name).press("Ký nhận hồ sơ").reads(way.name)
    clerk.follow("Trả hồ sơ").reads("Nêu mọi thiếu sót")
    clerk.fill("Bản tóm tắt lý lịch", "Sai năm sinh").fill("Biên bản", "Thiếu chữ ký").press("Trả hồ sơ").reads("Đã trả lại")
    way.police().reads("Sai năm sinh", "Thiếu chữ ký", "Đã trả lại")
    way.placed("cv", "minutes")
    way.send("to_court")
    way.waits(clerk).press("Ký nhận hồ sơ").press("Thụ lý").reads("Toà án đã thụ lý")
    letter = clerk.path
    prosecutor.sit(letter).reads(way.name, "Toà án thụ lý").never_reads("Ký nhận hồ sơ", "Trả hồ sơ", "Bước của cơ quan bạn")
    way.police().reads("Đã thụ lý")
    clerk.open(letter)
    way.tell(clerk, "Toà án quyết định mở phiên họp", way.day(way.law.ruled, "08:00"), number="4/QĐ-TA")
    way.tell(clerk, "Mở phiên họp", way.day(way.law.ruled, "09:00"))
    said = {"number": "5/QĐ-TA", "signer": "Trần Văn Ẩn", "months": way.law.months}
    if way.law.opened >= "2026-07":  # no text read gives the days: the ruling sets them
        said |= {"contest_days": "3", "contest_reason": "Quyết định nêu"}
    way.tell(clerk, "Toà án quyết định áp dụng", way.day(way.law.ruled, "10:00"), **said)
    clerk.reads("Toà án quyết định áp dụng").quiet()


def carried_out(way: Way, clerk: Desk) -> None:
    """The decision in effect goes to the police that carry it out, by their own receipt or on paper."""
    way.tell(clerk, "Quyết định của Toà án có hiệu lực", way.day(way.law.effective))
    clerk.follow("Gửi quyết định để thi hành").fill("Quyết định của Toà án đã có hiệu lực", "5/QĐ-TA").press("Gửi hồ sơ").reads("Đã gửi hồ sơ")
    way.province.at += timedelta(minutes=10)
    police = way.police()
    police.page.locator('main article a[href^="/ho-so-gui-den/"]').first.click()
    if way.law.checker:
        police.fill("Số giấy biên nhận", "20/BN-CAH")
    police.press("Ký nhận hồ sơ").reads("Đã ký nhận", "5/QĐ-TA")
    if way.law.opened >= "2026-07":
        way.here.record(way.case, "province-informed", way.day(way.law.effective, "14:00"), number="15/BC-CAX")
        way.here.record(way.case, "facility-chosen", way.day(way.law.effective, "15:00"), number="21/CAT", facility="Cơ sở số 1")


def admitted(way: Way, intake: Desk) -> None:
    way.province.go(way.day(way.law.entered))
    way.placed("intake_minutes")
    way.send("to_facility")
    way.waits(intake).press("Ký nhận hồ sơ").reads(way.name)
    way.tell(intake, "Cơ sở tiếp nhận", way.day(way.law.entered, "10:00"))
    way.police("").reads("Đang ở cơ sở", "Thời hạn theo luật")


def home_again(way: Way, intake: Desk) -> None:
    """Completed, certified, returned; with the receipt the file of the time afterwards stands open."""
    day = way.law.completed
    way.tell(intake, "Hoàn thành cai nghiện", f"{day}T08:00")
    way.tell(intake, "Cấp giấy xác nhận, chứng nhận hoàn thành", f"{day}T08:30", number="3/GCN")
    if way.law.procedure == MINOR:
        way.tell(intake, "Bàn giao cho gia đình hoặc người giám hộ", f"{day}T08:45")
    intake.follow("Trả hồ sơ về xã").fill("Bản sao giấy chứng nhận", "3/GCN").press("Gửi hồ sơ").reads("Đã gửi hồ sơ")
    way.waits(way.here.desk("commune_police")).press("Ký nhận hồ sơ").reads("3/GCN")
    after = Case.objects.get(procedure="AFTERCARE", person_id=way.row.person_id)
    way.here.desk("commune_police").open(f"/ho-so/{after.pk}/").reads("Quản lý sau cai nghiện")
    aftercare(way.here, f"/ho-so/{after.pk}/", day, "Người dưới 18 tuổi" if way.law.procedure == MINOR else way.name)  # lists name no minor


def court_of(unit: Unit, law: Law) -> tuple[Body, Body]:
    """The court and the procuracy beside it: of the former district, or of the list of communes."""
    if law.court == "regional_court":
        return dossiers.court(unit), dossiers.procuracy(unit)
    district = unit.parent
    return tuple(Body.objects.get(kind=kind, unit=district) for kind in (law.court, "district_procuracy"))


@pytest.mark.requirement("DN137-VI.12.a", "DN137-VI.12.b", "QN22-V.15", "QN22-V.16.b", "DN137-VI.2.c.4")
@pytest.mark.parametrize("name", list(LAWS))
def test_j4_from_the_commune_to_the_court_the_facility_and_home_again(province, name):
    law = LAWS[name]
    unit = places.commune("Trảng Bom") if not law.checker else places.former("Trảng Bom", kind="thị trấn", under="tỉnh Đồng Nai")
    person = "Bùi Thị Kim Ngân" + {"2024": "", "2025-04": " Hà", "2025-09": " Hạ", "2026-09": " Hồng"}.get(name, " Huệ")
    way = Way(province, law, Commune(province, "Trảng Bom", unit=unit), person)
    court, procuracy = court_of(unit, law)
    clerk, prosecutor = way.seat("court_clerk", court), way.seat("procuracy_viewer", procuracy)
    intake = way.seat("facility_intake", dossiers.facility(unit))
    begun(way)
    prepared(way)
    if law.checker:
        checked(way)
    way.send("to_court").reads(court.name)
    at_court(way, clerk, prosecutor)
    carried_out(way, clerk)
    admitted(way, intake)
    if law.completed:
        home_again(way, intake)
