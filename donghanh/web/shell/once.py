"""A form is recorded once, however often it arrives: pressed twice, sent again after a broken line, eight times at the same moment.

Each form carries a hidden `_once` (a UUID). The first POST runs; its redirect is kept in the same transaction. The same key with the
same body gets the same redirect and runs nothing; with another body it gets 409. A POST that answers without a redirect (a form
given back with its mistakes, a search) recorded nothing worth keeping, so its key stays free. So: what records, redirects.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from donghanh.base.accounts import submissions
from donghanh.kernel.errors import BadInput, Overtaken
from donghanh.web.shell.errors import refusal_response

FIELD = "_once"
FREE_VIEWS = frozenset({"shell:sign_in", "shell:code", "shell:sign_out", "shell:step_up", "shell:choose_post", "people:search", "api:explain"})
"""Forms that need no key: they record nothing that could stand twice."""


class AlreadySent(Overtaken):
    """This key was used for another content (409)."""


class FreshKey:
    """A new key wherever a template writes it, so that two forms on one page never share one."""

    def __str__(self) -> str:
        return str(uuid.uuid4())


class OnceMiddleware:
    """Runs each sent form once. Stands inside the transaction and after the actor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.once_key, request.once_taken = FreshKey(), None
        response = self.get_response(request)
        if request.once_taken and not connection.needs_rollback:
            _keep(request.once_taken, response)
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        """Take the form's key before the view runs; a key taken before brings back its answer."""
        if request.method != "POST" or request.resolver_match.view_name in FREE_VIEWS or not request.user.is_authenticated:
            return None
        try:
            key, content = _key(request), body_hash(request)
            if not submissions.take(key, user_id=request.user.pk, path=request.path, body_hash=content, at=request.at):
                return _answer_given(request, key, content)
        except BadInput as refusal:
            return refusal_response(request, refusal)
        except AlreadySent as refusal:
            return refusal_response(request, refusal)
        request.once_taken = key
        return None


def body_hash(request: HttpRequest) -> bytes:
    """SHA-256 over the page and all that was typed and uploaded, but for the keys of the form itself."""
    total = hashlib.sha256(request.path.encode())
    for name in sorted(set(request.POST) - {FIELD, "csrfmiddlewaretoken"}):
        for value in request.POST.getlist(name):
            total.update(f"\x00{len(name)}:{name}={len(value)}:{value}".encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            total.update(f"\x01{len(name)}:{name}={file.size}:{file.name}".encode())
            for chunk in file.chunks():
                total.update(chunk)
            file.seek(0)
    return total.digest()


def _key(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError as error:
        raise BadInput(_("Trang này thiếu mã gửi một lần."), mend=_("Tải lại trang rồi gửi lại.")) from error


def _answer_given(request: HttpRequest, key: uuid.UUID, content: bytes) -> HttpResponse:
    sent = submissions.answer_of(key, user_id=request.user.pk)
    if sent is None or sent.body_hash != content:
        raise AlreadySent(_("Biểu mẫu này đã được gửi với nội dung khác."), mend=_("Tải lại trang để xem điều đã ghi, rồi gửi biểu mẫu mới."))
    header = "Location" if 300 <= sent.status < 400 else "HX-Redirect"
    return HttpResponse(status=sent.status, headers={header: sent.location})


def _keep(key: uuid.UUID, response: HttpResponse) -> None:
    location = response.headers.get("Location") or response.headers.get("HX-Redirect")
    if location and response.status_code < 400:
        submissions.keep(key, status=response.status_code, location=location)
    else:
        submissions.free(key)
