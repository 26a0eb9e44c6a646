"""The people of one commune at work: what they do often is told once here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import cache

import docx
import pypdf

from donghanh.base.places.models import Unit
from donghanh.cases.models import Case
from tests.factories import accounts, cases
from tests.journeys.desk import Desk
from tests.journeys.province import Province

KINDS = {"quyết định quản lý": "MANAGE_USER", "quyết định dừng": "STOP_USER", "quyết định chấm dứt": "END_USER"}
READ = "Tôi đã đọc quyết định và ba điều trên"
REASONS = "Kết quả xét nghiệm dương tính ngày 01/9/2026; đã xác minh nơi cư trú tại xã."


class Commune:
    """Officer, police officer, police chief, chair and health station of one real commune; posts and windows are made when first needed."""

    def __init__(self, province: Province, name: str, *, unit: Unit | None = None) -> None:
        self.province, self.unit = province, unit or province.unit(name)
        self.post = cache(lambda role: province.official(role, self.unit))
        self.desk = cache(lambda role: province.desk(self.post(role)))

    def actor(self, role: str):
        """The official without a browser, for what the journey takes as given."""
        return cases.actor_of(self.post(role), at=self.province.at)

    def waiting(self, name: str, **person) -> str:
        """Address of a case that waits for its decision, recorded before the journey begins."""
        return address(cases.notified(self.actor("commune_police"), name, at=self.province.at, **person))

    def record(self, case: str, kind: str, moment: str, **typed) -> Desk:
        """The police officer fills in the form of one fact at that moment; the case's page stands afterwards."""
        self.province.go(moment)
        desk = self.desk("commune_police").sit(f"{case}ghi/{kind}/").moment()
        for name, value in typed.items():
            _answer(desk, name, value)
        desk.page.locator("main form .btn-primary").click()
        return desk.reads("Đã ghi:")

    def decide(self, case: str, what: str, *, signer: str = "commune_police_chief", team: str = "", pictures: bool = False) -> Desk:
        """Officer drafts, police checks, the holder of the office reads, proves who he is and signs; his window with the signed letter."""
        officer = self.desk("commune_officer").sit(f"{case}quyet-dinh/{KINDS[what]}/")
        officer.fill("Lý do ra quyết định", REASONS)
        if team:
            officer.fill("Thành viên Tổ quản lý", team)
        _picture(officer, "soan-quyet-dinh", pictures)
        draft = officer.press("Chuyển kiểm tra").reads("Chờ đồng nghiệp kiểm tra").path
        self.desk("commune_police").sit(draft).press("Kiểm tra xong").reads("ký. Thẩm quyền hôm nay")
        return self.sign(self.desk(signer).sign_in("/cho-ky/"), draft, pictures=pictures)

    def sign(self, signer: Desk, draft: str, *, pictures: bool = False) -> Desk:
        """Open from the queue, tick that it was read, sign. With pictures he reads for six minutes, and must prove anew who he is."""
        _picture(signer, "cho-ky", pictures)
        signer.page.locator(f'a.task[href="{draft}"]').click()
        signer.pick(READ)
        _picture(signer, "kiem-tra-va-ky", pictures)
        if pictures:
            self.province.at += timedelta(minutes=6)
            signer.press("Ký quyết định").reads("Xác nhận lại là bạn").fill("Mật khẩu", accounts.SIGN_IN_WITH).press("Xác nhận")
            signer.pick(READ)
        return signer.press("Ký quyết định").reads("mã băm")


def address(case: Case) -> str:
    """The page of a case."""
    return f"/ho-so/{case.pk}/"


def opened_letter(signed: Desk, *, name: str, number: str, **more: str) -> None:
    """Both files of a signed decision open and say the same: name, number, every mark of the letters."""
    for form in ("PDF/A", "DOCX"):
        file = signed.download(lambda form=form: signed.follow(f"Tải {form}"))
        said = " ".join(_pdf(file) if form == "PDF/A" else docx_lines(file)).split()
        shown = " ".join(said)
        for part in (name, number, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "QUYẾT ĐỊNH", *more.values()):
            assert part in shown, f"{form} lacks {part}: {shown[:800]}"


def _pdf(file) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(file).pages]


def docx_lines(file) -> list[str]:
    """Each line of a Word file, those in tables too."""
    body = docx.Document(str(file)).element.body
    return ["".join(run.text or "" for run in line.iter() if run.tag.endswith("}t")) for line in body.iter() if line.tag.endswith("}p")]


def _answer(desk: Desk, name: str, value: str | bool | Sequence[str]) -> None:
    """One question of a form, by the name of its field; several answers are ticked one by one."""
    boxes = desk.page.locator(f'main form [name^="{name}"]')
    if isinstance(value, bool):
        boxes.and_(desk.page.locator(f'[value="{"yes" if value else "no"}"]')).check()
    elif not isinstance(value, str):
        for words in value:
            desk.pick(words)
    elif boxes.first.get_attribute("type") == "radio":
        desk.pick(value)
    else:
        boxes.first.fill(value)


def _picture(desk: Desk, name: str, wanted: bool) -> None:
    if wanted:
        desk.picture(name)
