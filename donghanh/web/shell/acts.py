"""A page with forms that act: which was sent, trying its act, showing what was refused, handing out a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from donghanh.kernel.errors import BadInput, Cannot, NotInReach, Overtaken, Refusal
from donghanh.web.shell import clock
from donghanh.web.shell.forms import Form

ACT = "viec"
"""Name of the hidden field, or of the button, that says which of a page's forms was sent."""
ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}
Way = tuple[Any, ...]
"""View name and its arguments."""
_REFUSED = object()
both = require_http_methods(["GET", "HEAD", "POST"])


class Kept(Protocol):
    """A file as a room below keeps it."""

    @property
    def media_type(self) -> str: ...

    @property
    def content(self) -> bytes: ...


def today(request: HttpRequest) -> date:
    """The day of the request in Viet Nam."""
    return clock.local_date(request.at)


def year_of(request: HttpRequest, *, ahead: int = 0) -> int:
    """The year of the address (?nam=2026); this year, or so many after it, where none is named. Raises NotInReach for what is no year of ours."""
    typed = request.GET.get("nam", "")
    if not typed:
        return today(request).year + ahead
    if not (typed.isascii() and typed.isdigit() and len(typed) == 4 and 2000 <= int(typed) <= 2100):
        raise NotInReach(_("Không có năm này."), mend=_("Chọn lại năm."))
    return int(typed)


def number_of(request: HttpRequest, name: str, default: int, most: int = 9999) -> int:
    """A whole number of the address, the default where it is none."""
    typed = request.GET.get(name, "")
    return min(int(typed), most) if typed.isascii() and typed.isdigit() and len(typed) < 6 else default


def paged(request: HttpRequest, total: int, *, size: int = 30) -> dict[str, int]:
    """Which rows of a long list stand on this page of it (?trang=2): `page` of `last`, and the slice from `start` to before `stop`."""
    last = max(1, -(-total // size))
    here = min(max(number_of(request, "trang", 1), 1), last)
    return {"page": here, "last": last, "start": (here - 1) * size, "stop": here * size}


def filled(request: HttpRequest, kind: type[Form], **about: Any) -> Any:
    """The form with what was sent, or empty."""
    if request.method == "POST":
        about.pop("initial", None)
        return kind(request.POST, request.FILES, **about)
    return kind(**about)


def tried(form: Form, act: Callable[[], Any]) -> bool:
    """Run the act of a form that was filled well; what is refused is shown in it, with its article. Overtaken goes on to its own page (409)."""
    return _made(form, act) is not _REFUSED


def _made(form: Form, act: Callable[[], Any]) -> Any:
    """What the act answers; _REFUSED where the form or the act was refused."""
    if not form.is_valid():
        return _REFUSED
    try:
        return act()
    except Overtaken:
        raise
    except (Cannot, BadInput) as refusal:
        form.refuse(_with_article(refusal))
        return _REFUSED


def acting(
    request: HttpRequest,
    form: Form,
    act: Callable[[], Any],
    *,
    nav: str,
    title: str,
    done: str | Callable[[Any], str],
    back: Way,
    verb: str = "",
    to: Way | Callable[[Any], Way] = (),
    **more: Any,
) -> HttpResponse:
    """A page with one form: what is refused is shown in it (422); after the act the page `to` (or back) says that it is done.

    nav: the room's key in the menu; verb: word of the button, else the title; done, to: fixed, or made of what the act answers;
    more: `intro`, `facts` (what is known already), `danger` (the act takes something away).
    """
    made = _made(form, act) if request.method == "POST" else _REFUSED
    if made is not _REFUSED:
        messages.success(request, done(made) if callable(done) else done)
        return redirect(*((to(made) if callable(to) else to) or back))
    words = {"form": form, "nav": nav, "title": title, "verb": verb or title, "back": back, "intro": "", "facts": (), "danger": False, **more}
    return render(request, "layouts/act.jinja", words, status=422 if form.errors else 200)


def _with_article(refusal: Refusal) -> Refusal:
    """The same refusal with the article behind its mend, where the law decides."""
    if not refusal.citation:
        return refusal
    mend = _("%(mend)s Căn cứ: %(article)s.") % {"mend": refusal.mend, "article": refusal.citation}
    return Refusal(refusal.message, mend=mend.strip(), field=refusal.field)


def shown(request: HttpRequest, template: str, words: dict[str, Any], *forms: Form | None) -> HttpResponse:
    """The page with its forms: 422 while something is to be mended. `form` is the one that was sent, else the first."""
    open_forms = [form for form in forms if form is not None]
    wrong = next((form for form in open_forms if form.is_bound and form.errors), None)
    about = {"form": wrong or next(iter(open_forms), None)} | words | {"problems_of": [form for form in open_forms if form.is_bound]}
    return render(request, template, about, status=422 if wrong else 200)


def sent(request: HttpRequest, act: str) -> bool:
    """True where this form of the page was sent."""
    return request.method == "POST" and request.POST.get(ACT) == act


def bound(request: HttpRequest, act: str, kind: type[Form], **about: Any) -> Any:
    """The form of one act: filled with what was sent where this act was sent, with ids of its own."""
    if sent(request, act):
        about.pop("initial", None)
        return kind(request.POST, request.FILES, auto_id=f"{act}-%s", **about)
    return kind(auto_id=f"{act}-%s", **about)


def check_open(request: HttpRequest, *open_acts: str) -> None:
    """What was sent is one of the acts that stand open to the reader. Raises Overtaken: somebody else was quicker."""
    if request.method == "POST" and request.POST.get(ACT) not in open_acts:
        raise Overtaken(_("Việc này không còn làm được ở đây."), mend=_("Tải lại trang để xem việc mới nhất."))


def handed(kept: Kept, name: object) -> HttpResponse:
    """A kept file to take away, never shown in the page's own frame."""
    answer = HttpResponse(kept.content, content_type=kept.media_type)
    ending = ENDINGS.get(kept.media_type, "docx" if "word" in kept.media_type else "xlsx")
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer
