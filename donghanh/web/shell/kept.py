"""What was typed is not lost when the session ends: the form is kept for its owner and offered back after he signed in again (trust.md P7).

The form keeps its once-only key, so that sending it again records it once; a form that reached the record is not offered.
Kept are fields, never files, and never a form of the sign-in pages (passwords, codes).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from donghanh.base.accounts import kept
from donghanh.base.accounts.queries import User
from donghanh.base.privacy import scope
from donghanh.web.shell.sign_in import own_actor

TOKEN, KEY = "csrfmiddlewaretoken", "_once"
SHOWN, LONGEST = 40, 400
"""How many typed values of a form the page shows, and how much of each."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One kept form as its page shows it. hidden: what is sent again; shown: what the official recognises it by."""

    id: uuid.UUID
    path: str
    kept_at: datetime
    hidden: tuple[tuple[str, str], ...]
    shown: tuple[str, ...]


def keep(request: HttpRequest, owner: User) -> bool:
    """Keep the fields of this sent form for its owner, under whose scope the caller stands. False where there is nothing to keep."""
    if request.method != "POST" or request.resolver_match.view_name.startswith("shell:"):
        return False
    try:
        key = uuid.UUID(request.POST.get(KEY, ""))
    except ValueError:
        return False
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name != TOKEN]
    kept.keep(key, user_id=owner.pk, path=request.get_full_path()[:500], fields=fields, at=request.at)
    return True


def before_sign_in(request: HttpRequest) -> None:
    """A form arrived without a session: keep it for the official whose session has just ended, or say that nothing was recorded."""
    owner = getattr(request, "ended_for", None)
    if owner is None:
        if request.method == "POST":
            messages.info(request, _("Phiên làm việc đã hết nên biểu mẫu vừa gửi chưa được ghi. Đăng nhập rồi nhập lại."))
        return
    scope.enter(own_actor(owner))
    if keep(request, owner):
        messages.info(request, _("Biểu mẫu chưa được ghi; phần bạn vừa nhập được giữ 30 phút cho riêng bạn."))
    scope.enter(None)


def sent_from_here(request: HttpRequest) -> bool:
    """True when the browser itself says that one of our own pages sent this form; asked where the form's token is no proof any more."""
    return request.headers.get("Origin", "") == f"{request.scheme}://{request.get_host()}"


def onward(request: HttpRequest, user: User, back: str) -> str:
    """Where to go after signing in: to what is kept, else where the official wanted to go."""
    return reverse("shell:kept") if kept.has_any(user.pk, at=request.at) else back


def offers(request: HttpRequest) -> list[Offer]:
    """What is kept for the signed-in official."""
    return [_offer(one) for one in kept.forms_of(request.user.pk, at=request.at)]


def forget(request: HttpRequest, key: str) -> None:
    """Let one kept form go; an unreadable key changes nothing."""
    try:
        kept.forget(request.user.pk, key=uuid.UUID(key))
    except ValueError:
        return


def _offer(one: kept.Kept) -> Offer:
    typed = [value.strip() for name, value in one.fields if not name.startswith("_") and value.strip()]
    return Offer(one.id, one.path, one.kept_at, one.fields, tuple(value[:LONGEST] for value in typed[:SHOWN]))
