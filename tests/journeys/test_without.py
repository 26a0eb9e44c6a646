"""Without a mouse, and without JavaScript: the daily work goes on."""

from __future__ import annotations

import pytest

from donghanh.cases.models import Fact
from donghanh.cases.terms import FactKind
from donghanh.people.models import Person
from tests.factories import accounts, cases, people
from tests.journeys.desk import Desk
from tests.journeys.offices import Commune

SEEN = """() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
  const near = [e, e.closest('label'), e.parentElement].filter(Boolean).map((x) => getComputedStyle(x));
  const ring = near.some((x) => (x.outlineStyle !== 'none' && parseFloat(x.outlineWidth) >= 2) || x.boxShadow !== 'none');
  const top = document.elementFromPoint(Math.min(Math.max(b.x + b.width / 2, 1), innerWidth - 1), b.y + b.height / 2);
  return {name: (e.innerText || e.labels?.[0]?.innerText || e.name || e.tagName).trim().slice(0, 60), tag: e.tagName, type: e.type || '',
          ring, bare: !!top && (top === e || e.contains(top) || top.contains(e))}; }"""


class Keys:
    """Only the keyboard: Tab until something has the focus, and the focus is seen at every stop."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.unseen = desk, set()

    def to(self, words: str, *, tag: str = "", most: int = 60) -> Keys:
        """Tab on until the element of these words has the focus."""
        for _ in range(most):
            self.desk.page.keyboard.press("Tab")
            now = self.desk.page.evaluate(SEEN)
            if now["tag"] != "BODY" and not (now["ring"] and now["bare"]):
                self.unseen.add(f"{self.desk.path}: {now}")
            if words in " ".join(now["name"].split()) and (not tag or now["tag"] == tag):
                return self
        raise AssertionError(f"{words!r} was not reached on {self.desk.path}; at last {now}")

    def type(self, text: str) -> Keys:
        self.desk.page.keyboard.type(text)
        return self

    def press(self, key: str) -> Keys:
        """Enter and Space act; the page that follows is awaited."""
        self.desk.page.keyboard.press(key)
        return self

    def enter(self) -> Keys:
        """Enter, and the next page."""
        with self.desk.page.expect_navigation():
            self.desk.page.keyboard.press("Enter")
        return self


def test_the_keyboard_alone_signs_in_finds_opens_and_records(province):
    here = Commune(province, "Xuân Quế")
    case = cases.managed(here.actor("commune_police"), "Hồ Thị Ẳm", at=cases.moment("2026-11-01T08:00"))
    desk = here.desk("commune_police").open("/dang-nhap/?next=/nguoi/")
    keys = Keys(desk)
    keys.to("Tài khoản công vụ").type(here.post("commune_police").user.username).to("Mật khẩu").type(accounts.SIGN_IN_WITH).enter()
    keys.to("Đến nội dung chính").press("Enter").to("Số CCCD hoặc họ và tên").type("ho thi am").press("Enter")
    desk.reads("1 hồ sơ có thể là cùng một người")
    keys.to("Đây là người này").enter()
    desk.reads("Hồ Thị Ẳm")
    keys.to("Giới thiệu dịch vụ").enter()
    desk.reads("Dịch vụ đã giới thiệu")
    keys.to("Ngày", tag="INPUT").type("21112026").to("Giờ xảy ra").type("08:30").to("Tư vấn tâm lý").press("Space").to("Ghi đã giới thiệu").enter()
    desk.reads("Đã ghi: Giới thiệu dịch vụ").quiet()
    assert Fact.objects.filter(case=case, kind=FactKind.SERVICE_OFFERED).count() == 1
    assert keys.unseen == set(), "every stop shows its focus, and no bar covers it"


@pytest.mark.requirement("QN22-II.6.a")
def test_without_javascript_search_form_mistake_and_submit(province):
    here = Commune(province, "Xuân Bắc")
    people.register(here.actor("commune_officer"), "Phạm Văn Ổn", birth_year=1990)
    officer = province.desk(here.post("commune_officer"), script=False).sign_in("/nguoi/")
    officer.fill("Số CCCD hoặc họ và tên", "pham van on").press("Tìm").reads("1 hồ sơ có thể là cùng một người")
    officer.page.get_by_role("radio").first.check()
    officer.press("Tạo hồ sơ mới").fill("Họ và tên", "Phạm Văn Ốn").pick("Nam").press("Ghi vào sổ")
    officer.reads("Có vấn đề cần sửa")
    assert officer.page.get_by_label("Họ và tên").first.input_value() == "Phạm Văn Ốn", "what was typed is still there"
    officer.fill("Năm sinh", "1961").press("Ghi vào sổ").reads("Phạm Văn Ốn")
    assert Person.objects.filter(unit_id=here.unit.pk, full_name="Phạm Văn Ốn").count() == 1
