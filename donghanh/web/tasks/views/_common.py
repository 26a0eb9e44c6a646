"""What the task pages share: the day, the year asked for, one form of several on a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from donghanh.cases.rules import Overtaken
from donghanh.kernel.errors import BadInput, Cannot, NotInReach
from donghanh.web.shell import clock
from donghanh.web.shell.errors import refusal_response
from donghanh.web.shell.forms import Form

ACT = "viec"
"""Name of the hidden field that says which of a page's forms was sent."""
both = require_http_methods(["GET", "POST"])


def today(request: HttpRequest) -> date:
    return clock.local_date(request.at)


def year_of(request: HttpRequest) -> int:
    """The year of the address (?nam=2026), this year where none is named. Raises NotInReach for what is no year of ours."""
    typed = request.GET.get("nam", "")
    year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else today(request).year
    if typed and (str(year) != typed or not 2000 <= year <= 2100):
        raise NotInReach(_("Không có năm này."), mend=_("Chọn lại năm."))
    return year


def tried(form: Form, act: Callable[[], Any]) -> bool:
    """Run the act of a form; what is refused is shown in it. Overtaken goes on to its own page."""
    if not form.is_valid():
        return False
    try:
        act()
    except Overtaken:
        raise
    except (Cannot, BadInput) as refusal:
        form.refuse(refusal)
        return False
    return True


def shown(request: HttpRequest, template: str, words: dict[str, Any], *forms: Form) -> HttpResponse:
    """The page: 422 while something is to be mended. Its title says so of the form that was sent (`form`), whichever of the page's it is."""
    wrong = next((form for form in forms if form.is_bound and form.errors), None)
    about = {"form": wrong} | words | {"problems_of": [form for form in forms if form.is_bound]}
    return render(request, template, about, status=422 if wrong else 200)


def overtaken(request: HttpRequest, refusal: Overtaken) -> HttpResponse:
    """409: somebody else was quicker."""
    return refusal_response(request, refusal, status=409)


def lost(request: HttpRequest, *open_acts: str) -> bool:
    """True where a form was sent whose act does not stand open to the reader (any more)."""
    return request.method == "POST" and request.POST.get(ACT) not in open_acts


def gone(request: HttpRequest) -> HttpResponse:
    """409 for an act that does not stand open (any more): somebody else was quicker."""
    return overtaken(request, Overtaken(_("Việc này không còn làm được ở đây."), mend=_("Tải lại trang để xem việc mới nhất.")))


def sent(request: HttpRequest, act: str) -> bool:
    """True where this form of the page was sent."""
    return request.method == "POST" and request.POST.get(ACT) == act


def bound(request: HttpRequest, act: str, kind: type[Form], **about: Any) -> Any:
    """The form of one act: filled with what was sent where this act was sent, with ids of its own."""
    if sent(request, act):
        about.pop("initial", None)
        return kind(request.POST, request.FILES, auto_id=f"{act}-%s", **about)
    return kind(auto_id=f"{act}-%s", **about)
