"""Every component in every state, in a real browser: axe, small screens, keyboard, print, strict policy, Vietnamese capitals."""

from __future__ import annotations

import pytest

from donghanh.web.shell import presenters as frame
from donghanh.web.ui import manual, presenters
from tests.web.ui.browser import axe, ink, render, show

pytestmark = pytest.mark.journey
SCREENS = [(width, dark) for width in (1280, 360, 320) for dark in (False, True)]
TALL_AND_DEEP = "ẪẴỄỖ gyựợặậ"


@pytest.fixture(scope="module", autouse=True)
def _menu_of_six():
    """The gallery shows a full menu, whatever pages stand today."""
    kept, frame._address = frame._address, lambda view: f"/{view.replace(':', '-')}/"
    yield
    frame._address = kept


@pytest.fixture(scope="module")
def gallery(_menu_of_six) -> str:
    return render("ui/gallery.jinja", presenters.gallery())


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_no_accessibility_violation_and_no_sideways_scroll(browser, gallery, width, dark):
    with show(browser, gallery, width=width, dark=dark) as page:
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.foreign == []


def test_axe_would_see_a_faint_text(browser, gallery):
    with show(browser, gallery.replace('<p class="hint"', '<p id="faint" class="hint"', 1)) as page:
        page.add_style_tag(content="#faint { color: #ccc }")
        assert any("faint" in line for line in axe(page, "#faint"))


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
@pytest.mark.parametrize(("template", "role"), [("ui/help.jinja", "auditor"), ("ui/help.jinja", None), ("shell/error.jinja", None)])
def test_help_and_error_pages_pass_too(browser, width, dark, template, role):
    words = {
        "heading": "Không tìm thấy trang này",
        "message": "Đường dẫn không đúng.",
        "mend": "Tìm theo họ tên.",
        "citation": "",
        "framed": bool(role),
    }
    html = render(template, words | {"page": manual.page("bat-dau"), "pages": manual.pages()}, role=role)
    with show(browser, html, width=width, dark=dark) as page:
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_page_of_the_manual_is_wider_than_a_telephone(browser):
    def width_with(body: str) -> int:
        page.evaluate("body => document.querySelector('.prose').innerHTML = body", body)
        return page.evaluate("document.documentElement.scrollWidth")

    html = render("ui/help.jinja", {"page": manual.page("bat-dau"), "pages": manual.pages()}, role="auditor")
    with show(browser, html, width=320) as page:
        assert {one.slug: wide for one in manual.pages() if (wide := width_with(str(one.body))) > 320} == {}
        assert width_with("<table><tr><td class='nowrap'>" + "x" * 80) > 320  # it would be seen


@pytest.mark.parametrize("width", [1280, 360])
def test_open_menus_stay_on_the_screen(browser, gallery, width):
    with show(browser, gallery, width=width) as page:
        for menu in page.locator("details[data-menu] > summary:visible").all():
            menu.click()
        for body in page.locator(".menu-body:visible, .more:visible").all():
            box = body.bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
        assert axe(page, ".topbar") == axe(page, ".bottombar") == []


def test_nothing_inline_under_the_strict_policy(browser, gallery):
    with show(browser, gallery, strict=True) as page:
        assert page.complaints == []
    with show(browser, gallery.replace("<h1>", '<h1 style="color:red">', 1), strict=True) as page:
        assert any("style" in said.lower() for said in page.complaints)


def test_the_first_tab_is_the_way_past_the_menu(browser, gallery):
    with show(browser, gallery.replace('role="alert" tabindex', "data-still tabindex").replace("errsum", "errsum-still")) as page:
        page.keyboard.press("Tab")
        first = page.locator(".skip")
        assert first.evaluate("e => e === document.activeElement")
        assert first.bounding_box()["x"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "noi-dung"


def test_focus_goes_to_the_error_summary(browser, gallery):
    with show(browser, gallery) as page:
        assert page.evaluate("document.activeElement.className") == "errsum"
        page.locator(".errsum a").first.click()
        assert page.evaluate("document.activeElement.name") == "citizen_id"


def test_alt_n_walks_the_working_list(browser, gallery):
    with show(browser, gallery) as page:
        page.keyboard.press("Alt+n")
        page.keyboard.press("Alt+n")
        assert page.evaluate("[...document.querySelectorAll('[data-next]')].indexOf(document.activeElement)") == 1


def test_a_form_is_sent_once(browser, gallery):
    form = '<form id="f" method="post" action="/x"><input name="a"><button type="submit">Gửi</button></form>'
    with show(browser, gallery.replace("</main>", form + "</main>", 1)) as page:
        page.evaluate("sent = 0; document.addEventListener('submit', (e) => { if (!e.defaultPrevented) sent++; e.preventDefault(); })")
        page.evaluate("f.requestSubmit(); f.requestSubmit()")
        assert page.evaluate("sent") == 1


def test_without_scripts_the_page_is_whole(browser, gallery):
    with show(browser, gallery, java_script_enabled=False) as page:
        for menu in (".account", "nav .menu"):
            page.locator(f"{menu} summary").first.click()
            assert page.locator(f"{menu} .menu-body").first.is_visible()


def test_targets_are_large_enough_for_a_thumb(browser, gallery):
    small = """() => [...document.querySelectorAll('a[href], button, summary, input, select, textarea')].filter((e) => {
      const r = (e.closest('label.choice') || e).getBoundingClientRect();
      return r.width && r.height < 43.5 && !e.closest('p, dd, h3, h2, .tl, .note, th') && !e.matches('.task, .skip, [type=hidden]')
    }).map((e) => e.outerHTML.slice(0, 90))"""
    with show(browser, gallery, width=360) as page:
        assert page.evaluate(small) == []


def test_paper_is_light_even_in_the_dark(browser, gallery):
    with show(browser, gallery, dark=True) as page:
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--color-text')").strip() == "#18211c"
        assert not page.locator(".topbar").is_visible()


BARE = """*, *::before, *::after { color: #000 !important; background: none !important; border-color: #fff !important; box-shadow: none !important;
  text-decoration: none !important; outline: none !important; caret-color: #fff !important }
  body * { visibility: hidden !important } [data-held], [data-held] * { visibility: visible !important } body { background: #fff !important }
  #measure { line-height: 3; position: fixed; left: 0; top: 0 }"""
HELD = [
    ".btn-primary", ".btn-small", ".chip-warn", ".due b", ".due small", "input.input", "select.input", ".tabs a", "main h1", ".tbl thead th",
    ".tbl tbody th",    ".agenda .task", ".kv dd", ".errsum a", ".logo", ".nav a", ".crumbs a", ".err span", ".steps h3", ".figures b", ".next .btn",
]  # fmt: skip


def _height(page, selector: str) -> int:
    page.evaluate(
        "s => document.querySelectorAll('[data-held]').forEach((e) => delete e.dataset.held) ?? (document.querySelector(s).dataset.held = '')",
        selector,
    )
    found = ink(page, selector)
    return found.bottom - found.top


def _heights(page, selector: str) -> tuple[int, int]:
    """Height of the ink in the component, and in the open, of the same letters in the same face."""
    page.evaluate(
        """([selector, text]) => {
          const e = document.querySelector(selector);
          if (e.matches('input')) e.value = text; else if (e.matches('select')) e.options[e.selectedIndex].text = text; else e.textContent = text;
          const free = document.querySelector('#measure') ?? document.body.appendChild(Object.assign(document.createElement('div'), {id: 'measure'}));
          const {fontFamily, fontSize, fontWeight} = getComputedStyle(e);
          Object.assign(free.style, {fontFamily, fontSize, fontWeight}); free.textContent = text;
        }""",
        [selector, TALL_AND_DEEP],
    )
    return _height(page, selector), _height(page, "#measure")


def test_no_vietnamese_capital_is_cut(browser, gallery):
    with show(browser, gallery, device_scale_factor=2) as page:
        page.add_style_tag(content=BARE)
        cut = {selector: both for selector in HELD if abs((both := _heights(page, selector))[0] - both[1]) > 2}
        assert cut == {}


def test_a_tight_box_would_be_seen(browser, gallery):
    with show(browser, gallery, device_scale_factor=2) as page:
        page.add_style_tag(
            content=BARE + ".btn-primary { line-height: 1 !important; padding: 0 !important; min-height: 0 !important; overflow: hidden }"
        )
        held, free = _heights(page, ".btn-primary")
        assert free - held > 2
