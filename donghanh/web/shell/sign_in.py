"""Sessions of officials: how one begins, how long it lasts, and the fresh proof of identity before a grave act (trust.md S11–S13)."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.signals import user_login_failed
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from donghanh.base.accounts import actions
from donghanh.base.accounts import queries as accounts
from donghanh.base.accounts.roles import ROLES
from donghanh.base.privacy import scope
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.web.shell import clock
from donghanh.web.shell.account_forms import SignIn

IDLE, LONGEST, STEP_UP, CODE_WAIT = timedelta(minutes=15), timedelta(hours=12), timedelta(minutes=5), timedelta(minutes=5)
NOTE_EVERY = timedelta(seconds=60)
SLOW_AFTER, LOCK_AFTER, LOCK = 5, 10, timedelta(minutes=15)
POST, BEGAN, SEEN, STEPPED, WAITING, CODED = "post", "began", "seen", "stepped_up", "waiting", "coded"
"""Keys of a session. CODED: a code from his phone was given in it."""
BACKEND = "donghanh.web.shell.officials.OfficialBackend"


class StepUpNeeded(Exception):
    """A grave act was asked for without a proof of identity in the last five minutes."""


def require_step_up(request: HttpRequest) -> None:
    """Call before signing, exporting, approving. Without a proof in the last five minutes the official is led to give one, and back."""
    if not is_stepped_up(request):
        raise StepUpNeeded


def is_stepped_up(request: HttpRequest) -> bool:
    """True within five minutes after the official proved anew who he is."""
    return _within(request.session.get(STEPPED), STEP_UP, request.at)


def ask_again(request: HttpRequest) -> HttpResponse:
    """To the page that asks for the proof; from there back to this page, or to the page a sent form was on."""
    back = request.get_full_path() if request.method in ("GET", "HEAD") else page_behind(request)
    return lead(request, f"{reverse('shell:step_up')}?{urlencode({'next': back})}")


def lead(request: HttpRequest, address: str) -> HttpResponse:
    """To this page as a whole, also where script asked for a part of one."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def second_step(request: HttpRequest) -> str | None:
    """Where an official must go whose role needs a code from his phone and who gave none in this session: to give it, or to attach an app.

    A trial run (settings.DEMO) does not ask, and says so at the head of every page.
    """
    if settings.DEMO or not ROLES[request.actor.role].needs_second_factor or CODED in request.session:
        return None
    if accounts.second_factor(request.actor.user_id):
        return f"{reverse('shell:step_up')}?{urlencode({'next': request.get_full_path() if request.method == 'GET' else '/'})}"
    return reverse("shell:security")


def page(request: HttpRequest, form: SignIn, *, back: str, said: str = "", status: int = 200) -> HttpResponse:
    """The sign-in page; back: where the official goes then; said: one sentence why he sees it."""
    action = f"{reverse('shell:sign_in')}?{urlencode({'next': back})}"
    return render(request, "shell/sign_in.jinja", {"form": form, "action": action, "said": said}, status=status)


def note_proof(request: HttpRequest, *, by_code: bool) -> None:
    """The official has just proved who he is; without a code the session counts as one in which none was given."""
    request.session[STEPPED] = request.at.timestamp()
    if by_code:
        request.session[CODED] = request.at.timestamp()
    else:
        request.session.pop(CODED, None)


def page_behind(request: HttpRequest) -> str:
    """The page of ours on which a form stood, or the first page."""
    parts = urlsplit(request.headers.get("Referer", ""))
    return safe_next(request, parts.path + (f"?{parts.query}" if parts.query else "")) if parts.netloc == request.get_host() else "/"


def safe_next(request: HttpRequest, address: str) -> str:
    """The address if it lies on this site, else the first page."""
    fine = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return address if fine and address else "/"


def check_password(request: HttpRequest, username: str, password: str) -> accounts.User | None:
    """The user whose name and password these are. Counts failures, and refuses with a wait after five of them.

    Raises Cannot while the account must wait: the same words whether it exists or not.
    """
    check_wait(request, username)
    user = authenticate(request, username=username, password=password)
    if user is None:
        locked = getattr(request, "axes_locked_out", False)
        _record_failure(request, username, "locked" if locked else "password")
        if locked:
            raise Cannot(_("Đăng nhập sai nhiều lần."), mend=_("Thử lại sau 15 phút, hoặc nhờ quản trị của đơn vị mở khoá."))
    return user


def check_wait(request: HttpRequest, username: str) -> None:
    """Raises Cannot while this account must wait after failures. From here on the request sees and counts those of this name."""
    scope.trying(username)
    left = seconds_to_wait(username, address_of(request), request.at)
    if left:
        raise Cannot(_("Đăng nhập sai nhiều lần."), mend=_("Thử lại sau %(wait)s.") % {"wait": _span(left)})


def note_wrong_code(request: HttpRequest, user: accounts.User) -> None:
    """A wrong one-time code counts like a wrong password."""
    user_login_failed.send(sender=__name__, credentials={"username": user.username}, request=request)


def seconds_to_wait(username: str, address: str, at: datetime) -> int:
    """After five failures 2, 4, 8, 16, 32 seconds since the last one, after ten 15 minutes; the same for names nobody holds."""
    failed = AccessAttempt.objects.filter(username=username, ip_address=address or None).aggregate(
        n=Sum("failures_since_start"), last=Max("attempt_time")
    )
    if not failed["n"] or failed["n"] < SLOW_AFTER:
        return 0
    wait = LOCK if failed["n"] >= LOCK_AFTER else timedelta(seconds=2 ** (failed["n"] - SLOW_AFTER + 1))
    return max(0, math.ceil((failed["last"] + wait - at).total_seconds()))


def known(request: HttpRequest, user: accounts.User, password: str) -> None:
    """The password was right: from here on this request acts for this official, who may touch nothing but his own sign-in."""
    scope.enter(own_actor(user))
    if accounts.hash_is_old(user):
        actions.renew_hash(actor=own_actor(user), at=request.at, password=password)


def begin(request: HttpRequest, user: accounts.User, post: accounts.Post | None, *, stepped_up: bool = True, coded: bool = False) -> None:
    """A new session for this user in this post. Whoever has just proved who he is, is stepped up for five minutes.

    Another role of the same official keeps when he came and whether he gave a code.
    """
    before = request.session if request.user.is_authenticated and request.user.pk == user.pk else {}
    began, code_at = before.get(BEGAN), before.get(CODED)
    request.session.flush()
    login(request, user, backend=BACKEND)
    now = request.at.timestamp()
    request.session[BEGAN], request.session[SEEN] = began or now, now
    if coded or code_at:
        request.session[CODED] = code_at or now
    if stepped_up:
        request.session[STEPPED] = now
    if post:
        request.session[POST] = post.pk
        actor = accounts.actor_of(post, user_name=user.full_name, on=clock.local_date(request.at), request_id=request.id)
        actions.begin_session(actor=actor, at=request.at)


def wait_for_code(request: HttpRequest, user: accounts.User, back: str) -> None:
    """The password was right; the session holds nothing yet but whose code is awaited, for five minutes."""
    request.session.cycle_key()
    request.session[WAITING] = [user.pk, request.at.timestamp(), back]


def awaited(request: HttpRequest) -> tuple[accounts.User, str] | None:
    """Whose one-time code is awaited, and where he goes then. His password was right, so the request acts for him."""
    user_id, since, back = request.session.get(WAITING) or (None, None, "/")
    user = accounts.signed_in(user_id, on=clock.local_date(request.at)) if _within(since, CODE_WAIT, request.at) else None
    if user is None or not user.is_active:
        return None
    scope.enter(own_actor(user))
    return user, back


def end(request: HttpRequest, reason: str) -> None:
    """End the session at once and record it; the rest of the request is a stranger's."""
    actor = request.actor or own_actor(request.user)
    scope.enter(actor)
    actions.end_session(actor=actor, at=request.at, reason=reason)
    logout(request)
    scope.enter(None)


def end_if_over(request: HttpRequest) -> None:
    """Ends a session after 15 minutes without a click or 12 hours in all; else notes, once a minute, that it lives."""
    session, at = request.session, request.at
    session.setdefault(BEGAN, at.timestamp())
    idle = not _within(session.setdefault(SEEN, at.timestamp()), IDLE, at)
    if idle or not _within(session[BEGAN], LONGEST, at):
        request.ended_for = request.user
        end(request, "idle" if idle else "old")
        messages.info(request, _("Phiên làm việc đã hết. Đăng nhập lại để tiếp tục."))
    elif not _within(session[SEEN], NOTE_EVERY, at):
        session[SEEN] = at.timestamp()


def own_actor(user: accounts.User) -> Actor:
    """The official himself, before or without a role: may do nothing but manage his own sign-in."""
    return Actor(user_id=user.pk, name=user.full_name, role="none")


def visitor(user: accounts.User | None) -> Actor:
    """Somebody who is not signed in; user: the account he tried."""
    return Actor(user_id=user.pk if user else None, name="", role="visitor")


def address_of(request: HttpRequest) -> str:
    """The address the request came from, as the server in front hands it on."""
    return request.META.get("REMOTE_ADDR", "")


def _record_failure(request: HttpRequest, username: str, reason: str) -> None:
    actions.refuse_sign_in(actor=visitor(accounts.user_named(username)), at=request.at, reason=reason)


def _within(since: float | None, span: timedelta, at: datetime) -> bool:
    return since is not None and at.timestamp() - since < span.total_seconds()


def _span(seconds: int) -> str:
    return _("%(n)s giây") % {"n": seconds} if seconds < 60 else _("%(n)s phút") % {"n": math.ceil(seconds / 60)}
