"""A real browser on rendered pages: no server, no database; every address is answered from memory and from static/build."""

from __future__ import annotations

import base64
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

from axe_playwright_python.sync_playwright import Axe
from django.contrib.messages.storage.fallback import FallbackStorage
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Browser, Page, Route, sync_playwright

from donghanh.kernel.actor import Actor
from donghanh.web.ui import build

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",    "--disable-dev-shm-usage",
]  # fmt: skip
HOST = "http://dong-hanh.test"
CSP = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
TYPES = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def request(path: str = "/thanh-phan/", *, role: str | None = "commune_officer", cookie: str = ""):
    """A request as middleware would hand it over, without database."""
    made = RequestFactory().get(path, **({"HTTP_COOKIE": cookie} if cookie else {}))
    made.session, made.htmx = {}, False
    made._messages = FallbackStorage(made)
    made.actor = Actor(user_id=1, name="Trần Thị Mỹ Ẩn", role=role, role_title="Cán bộ xã", body_name="UBND xã Trảng Bom") if role else None
    return made


def render(template: str, context: dict, **about) -> str:
    """The page as text."""
    return render_to_string(template, context, request(**about))


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser; closed at the end of the module, since a living one keeps Django from the database in this thread."""
    with sync_playwright() as play:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def show(browser: Browser, html: str, *, width: int = 1280, dark: bool = False, strict: bool = False, **about) -> Iterator[Page]:
    """The page open at this width. strict: under the house's content security policy; page.complaints collects what the browser says."""
    touch = width < 500
    context = browser.new_context(
        viewport={"width": width, "height": 900 if not touch else 780},
        color_scheme="dark" if dark else "light",
        has_touch=touch,
        is_mobile=touch,
        bypass_csp=not strict,
        **about,
    )
    page = context.new_page()
    page.complaints, page.foreign = [], []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    page.on("request", lambda asked: None if asked.url.startswith((HOST, "data:")) else page.foreign.append(asked.url))
    page.route("**/*", lambda route: _answer(route, html))
    page.goto(f"{HOST}/thanh-phan/")
    page.evaluate("document.fonts.ready")
    yield page
    context.close()


def _answer(route: Route, html: str) -> None:
    address = route.request.url.split("?")[0]
    if "/static/build/" not in address:
        return route.fulfill(body=html, content_type="text/html; charset=utf-8", headers={"content-security-policy": CSP})
    file = build.TARGET / address.split("/static/build/")[1]
    return route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix], headers={"access-control-allow-origin": "*"})


def axe(page: Page, part: str | None = None) -> list[str]:
    """Violations of WCAG 2.2 A and AA, best practice, AAA contrast and target size; the page is unfolded, so that nothing hides behind a bar.

    part: only this part of the page, which is quicker.
    """
    size = page.viewport_size
    page.set_viewport_size({"width": size["width"], "height": page.evaluate("document.documentElement.scrollHeight")})
    extra = {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}
    found = Axe().run(page, context=part, options={"runOnly": RULES, "rules": extra}).response["violations"]
    page.set_viewport_size(size)
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


INK = """async (png) => {
  const image = new Image(); image.src = 'data:image/png;base64,' + png; await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), {width: image.width, height: image.height});
  const paper = canvas.getContext('2d'); paper.drawImage(image, 0, 0);
  const {data} = paper.getImageData(0, 0, image.width, image.height);
  let top = -1, bottom = -1;
  for (let y = 0; y < image.height; y++) for (let x = 0; x < image.width; x++)
    if (data[(y * image.width + x) * 4] < 110) { if (top < 0) top = y; bottom = y; break; }
  return {top, bottom, height: image.height};
}"""


def ink(page: Page, selector: str) -> SimpleNamespace:
    """First and last row of dark pixels in and around the element, in device pixels; everything else must be hidden."""
    element = page.locator(selector).first
    element.evaluate("e => e.scrollIntoView({block: 'center'})")
    box = element.bounding_box()
    around = {"x": max(box["x"] - 4, 0), "y": max(box["y"] - 20, 0), "width": box["width"] + 8, "height": box["height"] + 40}
    shot = page.screenshot(clip=around)
    return SimpleNamespace(**page.evaluate(INK, base64.b64encode(shot).decode()))
