"""Pages of the look itself: the gallery of components, the light or dark choice."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from donghanh.web.shell.presenters import THEMES
from donghanh.web.ui import manual, presenters

ONE_YEAR = 365 * 24 * 3600


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state; open to all, shows nobody's data."""
    return render(request, "ui/gallery.jinja", presenters.gallery())


def theme(request: HttpRequest) -> HttpResponse:
    """Remembers light or dark in a cookie (mau=light|dark, empty: as the system says) and goes back (ve=address of this site)."""
    back = request.GET.get("ve", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = request.GET.get("mau", "")
    if chosen in THEMES:
        response.set_cookie("giao_dien", chosen, max_age=ONE_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie("giao_dien", samesite="Lax")
    return response


def help_page(request: HttpRequest, slug: str = "bat-dau") -> HttpResponse:
    """One page of the manual beside the list of all; open to all."""
    page = manual.page(slug)
    if page is None:
        raise Http404
    return render(request, "ui/help.jinja", {"page": page, "pages": manual.pages()})
