"""Three guards around every page: one transaction, one actor, and no answer without an access decision."""

from __future__ import annotations

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from donghanh.base.accounts import queries as accounts
from donghanh.base.privacy import scope
from donghanh.kernel import access
from donghanh.kernel.ids import new_id
from donghanh.web.shell import clock

PUBLIC_VIEWS = frozenset({"shell:sign_in", "shell:sign_out", "shell:choose_post", "shell:health", "ui:gallery"})
"""Pages that anyone may open, by name; everything else must ask for access."""


class TransactionMiddleware:
    """One transaction a request, under the web role; what fails with 5xx is rolled back, the answer leaves after commit."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            scope.enter(None)
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            elif not connection.needs_rollback:
                scope.leave()
        return response


class ActorMiddleware:
    """Turns the session into request.actor and carries its scope into the database."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None
        request.at = clock.now()
        user = request.user
        if user.is_authenticated:
            on = clock.local_date(request.at)
            posts = accounts.posts_of(user.pk, on=on)
            chosen = next((p for p in posts if p.pk == request.session.get("post")), posts[0] if len(posts) == 1 else None)
            if chosen:
                request.actor = accounts.actor_of(chosen, user_name=user.full_name, on=on, request_id=new_id())
                scope.enter(request.actor)
        return self.get_response(request)


class AccessGuardMiddleware:
    """Fails closed: a successful answer that nobody asked access for becomes an error, in every run."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        access.forget()
        response = self.get_response(request)
        name = request.resolver_match.view_name if request.resolver_match else None
        if response.status_code < 300 and not access.was_asked() and name not in PUBLIC_VIEWS and not request.path.startswith(settings.STATIC_URL):
            raise RuntimeError(f"Page {name} answered without an access decision.")
        return response
