"""Guards around every page, outermost first: headers, one transaction, one actor, and no answer without an access decision."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from donghanh.base.accounts import queries as accounts
from donghanh.base.privacy import scope
from donghanh.kernel import access
from donghanh.kernel.ids import new_id
from donghanh.web import permissions
from donghanh.web.shell import clock, kept, sign_in

GetResponse = Callable[[HttpRequest], HttpResponse]

PUBLIC_VIEWS = frozenset(name for name, rule in permissions.TABLE.items() if rule == permissions.PUBLIC)
"""Pages that anyone may open; everything else must ask for access."""
OWN_VIEWS = frozenset({"shell:home", "shell:choose_post", "shell:step_up", "shell:password", "shell:security"})
"""Pages of a signed-in official that need no role: they show him nothing but his own account."""


class HeadersMiddleware:
    """What no browser may keep or lend out: every page is no-store; powers of the browser that we never use are off."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class TransactionMiddleware:
    """One transaction a request, under the web role; what fails with 5xx is rolled back, the answer leaves after commit."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            with transaction.atomic():
                scope.enter(None)
                response = self.get_response(request)
                if response.streaming:
                    raise RuntimeError(f"{request.path} streams its answer: it would be read after the transaction, outside the scope.")
                if response.status_code >= 500 or connection.needs_rollback:
                    transaction.set_rollback(True)
                elif connection.savepoint_ids:  # inside a test's transaction; else the scope ends with the commit that follows at once
                    scope.leave()
        finally:
            scope.forget()
        return response


class ActorMiddleware:
    """Turns the session into request.actor and carries its scope into the database; sends strangers to the sign-in page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None
        request.at = clock.now()
        request.id = new_id()
        if request.user.is_authenticated:
            sign_in.end_if_over(request)
        if request.user.is_authenticated:
            self._act(request)
        return self.get_response(request)

    def _act(self, request: HttpRequest) -> None:
        on = clock.local_date(request.at)
        posts = request.user.held  # read with the account (shell/officials.py)
        chosen = next((p for p in posts if p.pk == request.session.get(sign_in.POST)), posts[0] if len(posts) == 1 else None)
        if chosen:
            life = settings.SCOPE_CACHE_SECONDS
            request.actor = accounts.actor_of(
                chosen,
                user_name=request.user.full_name,
                on=on,
                request_id=request.id,
                stepped_up=sign_in.is_stepped_up(request),
                moment=int(request.at.timestamp()) // life if life else None,
            )
        scope.enter(request.actor or sign_in.own_actor(request.user))

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        """Nobody without a role, a password of his own and the second factor of his role passes, unless the page is public or his own."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        answer = None if name in PUBLIC_VIEWS else self._elsewhere(request, name)
        return sign_in.lead(request, answer.url) if answer else None

    def _elsewhere(self, request: HttpRequest, name: str) -> HttpResponse | None:
        if not request.user.is_authenticated:
            kept.before_sign_in(request)
            return redirect_to_login(_page_of(request), settings.LOGIN_URL)
        if name in OWN_VIEWS:
            return None
        if not request.actor:
            return redirect("shell:choose_post")
        target = "shell:password" if request.user.must_choose_password else sign_in.second_step(request)
        return redirect(target) if target else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A grave act without a fresh proof of identity leads to that proof, and back."""
        return sign_in.ask_again(request) if isinstance(exception, sign_in.StepUpNeeded) else None


class AccessGuardMiddleware:
    """Fails closed: a successful answer that nobody asked access for becomes an error, in every run."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        access.forget()
        response = self.get_response(request)
        name = request.resolver_match.view_name if request.resolver_match else None
        shows = response.status_code < 300 and response.status_code != 204  # 204 only tells htmx where to go
        if shows and not access.was_asked() and name not in PUBLIC_VIEWS | OWN_VIEWS:
            raise RuntimeError(f"Page {name} answered without an access decision.")
        return response


def _page_of(request: HttpRequest) -> str:
    """Where to go after signing in: the page itself, or for a sent form the page it was on."""
    return request.get_full_path() if request.method in ("GET", "HEAD") else sign_in.page_behind(request)
