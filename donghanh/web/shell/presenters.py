"""What the frame of every page shows: the menu of a role, who is signed in, short messages, the light or dark choice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from donghanh import legal
from donghanh.base.accounts.roles import ROLES
from donghanh.legal.book import day_vi
from donghanh.programme import queries as programme
from donghanh.web.shell import addresses

THEMES = ("light", "dark")
MENU_LIMIT, TOP_LIMIT, BAR_LIMIT = 17, 6, 5


@dataclass(frozen=True, slots=True)
class Place:
    """One page of the menu. short: its word in the bottom bar of a phone."""

    label: str
    short: str
    icon: str
    view: str


MENU: dict[str, Place] = {
    "today": Place("Việc hôm nay", "Hôm nay", "list-todo", "desk:today"),
    "people": Place("Tìm và hồ sơ", "Tìm", "search", "people:search"),
    "procedures": Place("Thủ tục", "Thủ tục", "milestone", "cases:procedures"),
    "requests": Place("Yêu cầu của người dân", "Yêu cầu", "message-square", "rights:open"),
    "unsealings": Place("Xin mở niêm phong", "Niêm phong", "lock-keyhole", "people:unsealings"),
    "unassigned": Place("Hồ sơ chưa phân", "Chưa phân", "split", "places:unassigned"),
    "moves": Place("Chuyển đến, đi", "Chuyển", "arrow-left-right", "cases:moves"),
    "expiring": Place("Sắp hết hạn", "Sắp hạn", "clock", "cases:expiring"),
    "referrals": Place("Xác định tình trạng", "Xác định", "stethoscope", "diagnosis:list"),
    "tests": Place("Xét nghiệm", "Xét nghiệm", "test-tube", "testing:desk"),
    "dossiers": Place("Hồ sơ gửi đến", "Hồ sơ", "folder-input", "dossiers:list"),
    "held": Place("Quyết định của cơ sở", "Quyết định", "pen-line", "held:desk"),
    "pipeline": Place("Đường hồ sơ", "Các bước", "route", "pipeline:steps"),
    "times": Place("Thời gian xử lý", "Thời gian", "clock", "pipeline:times"),
    "stuck": Place("Hồ sơ kẹt", "Kẹt", "hourglass", "dossiers:stuck"),
    "signing": Place("Chờ ký", "Chờ ký", "pen-line", "decisions:signing"),
    "signed": Place("Đã ký", "Đã ký", "file-check", "decisions:signed"),
    "imports": Place("Nhập Excel", "Nhập", "table-2", "intake:list"),
    "numbers": Place("Số liệu", "Số liệu", "chart-column", "overview:commune"),
    "overview": Place("Tổng quan", "Tổng quan", "layout-grid", "overview:province"),
    "plans": Place("Kế hoạch", "Kế hoạch", "target", "plans:list"),
    "roadmap": Place("Lộ trình", "Lộ trình", "map-pinned", "roadmap:plans"),
    "tasks": Place("Nhiệm vụ", "Nhiệm vụ", "clipboard-check", "tasks:desk"),
    "inspections": Place("Kiểm tra", "Kiểm tra", "list-checks", "inspections:desk"),
    "reports": Place("Báo cáo", "Báo cáo", "file-text", "reports:desk"),
    "money": Place("Kinh phí", "Kinh phí", "coins", "money:sheet"),
    "learning": Place("Khen thưởng, đối tác", "Khen", "award", "learning:rewards"),
    "staff": Place("Nhân sự", "Nhân sự", "users-round", "staffing:desk"),
    "places": Place("Địa bàn", "Địa bàn", "map-pin", "places:search"),
    "audit": Place("Nhật ký", "Nhật ký", "scroll-text", "audit:log"),
    "accounts": Place("Tài khoản", "Tài khoản", "users", "accounts:list"),
}


@dataclass(frozen=True, slots=True)
class Item:
    key: str
    label: str
    short: str
    icon: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Navigation:
    """items: the menu. top: what stands in sight on a desk, more: behind its last word; bar: the phone's bottom bar, rest: behind its last."""

    items: tuple[Item, ...]
    top: tuple[Item, ...]
    more: tuple[Item, ...]
    bar: tuple[Item, ...]
    rest: tuple[Item, ...]
    home: str


def navigation(request: HttpRequest, current: str | None = None) -> Navigation:
    """The menu of the signed-in role. current: a key of MENU; without it the page's address decides. A page not built yet is left out."""
    actor = getattr(request, "actor", None)
    keys = ROLES[actor.role].nav[:MENU_LIMIT] if actor and actor.role in ROLES else ()
    found = [(key, MENU[key], href) for key in keys if (href := _address(MENU[key].view))]
    here = current or _nearest(request.path, {key: href for key, _place, href in found})
    items = tuple(Item(key, _(place.label), _(place.short), place.icon, href, key == here) for key, place, href in found)
    return Navigation(items, *_split(items, TOP_LIMIT), *_split(items, BAR_LIMIT), items[0].href if items else "/")


def _split(items: tuple[Item, ...], limit: int) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """What stands in sight, and what stands behind "Thêm", which takes one place."""
    cut = limit if len(items) <= limit else limit - 1
    return items[:cut], items[cut:]


def _address(view: str) -> str | None:
    return addresses.or_nothing(view) or None


def _nearest(path: str, hrefs: dict[str, str]) -> str | None:
    """The menu page under which this address lies: the longest one that begins it."""
    under = [key for key, href in hrefs.items() if path == href or (href != "/" and path.startswith(href))]
    return max(under, key=lambda key: len(hrefs[key]), default=None)


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    role: str
    body: str
    initials: str
    sign_out: str | None
    choose_post: str | None

    @property
    def place(self) -> str:
        """Role and body in one line; the role once where the body's name begins with it ("Công an xã" of "Công an xã Trảng Bom")."""
        return self.body if self.body.startswith(f"{self.role} ") else f"{self.role} · {self.body}"


def account(request: HttpRequest) -> Account | None:
    """Who is signed in, in words; None for a visitor."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return None
    words = actor.name.split()
    initials = "".join(word[0] for word in words[-2:]).upper()
    return Account(actor.name, actor.role_title, actor.body_name, initials, _address("shell:sign_out"), _address("shell:choose_post"))


def flashes(request: HttpRequest) -> list[tuple[str, str]]:
    """Short messages left for this page: (kind, sentence), kind one of "" | warn | bad | ok."""
    kinds = {messages.ERROR: "bad", messages.WARNING: "warn", messages.SUCCESS: "ok"}
    return [(kinds.get(one.level, ""), str(one)) for one in messages.get_messages(request)]


def plan_number(request: HttpRequest, plan_id: str) -> str:
    """The number by which a reader knows a plan; the numbers are read once a page."""
    if not hasattr(request, "plan_numbers"):
        request.plan_numbers = programme.numbers()
    return request.plan_numbers.get(plan_id, plan_id)


def theme(request: HttpRequest) -> str:
    """light, dark, or nothing where the system decides."""
    chosen = request.COOKIES.get("giao_dien", "")
    return chosen if chosen in THEMES else ""


@cache
def law_edition() -> str:
    """How far the law table of the deadlines of this page goes, as a person reads it: the day of force of its newest text.

    The code of the edition stands where a machine compares it (reports, `donghanh law`).
    """
    return day_vi(legal.instruments()[-1].valid_from)
