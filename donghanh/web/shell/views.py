"""Pages that belong to no room: health, sign-in and out, the choice of a role, one's own password and code generator."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from donghanh.base.accounts import actions
from donghanh.base.accounts import queries as accounts
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Refusal
from donghanh.web.shell import account_forms as forms
from donghanh.web.shell import account_presenters as show
from donghanh.web.shell import clock, kept, presenters
from donghanh.web.shell import sign_in as session


def health(request: HttpRequest) -> HttpResponse:
    """Answers that server and database are up."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return HttpResponse("ok", content_type="text/plain")


def home(request: HttpRequest) -> HttpResponse:
    """The first page of the signed-in role."""
    target = presenters.navigation(request).home if request.actor else "/chon-vai-tro/"
    if target == "/":
        raise Http404
    return redirect(target)


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password; then the one-time code, or the choice of a role, or the page asked for."""
    back = session.safe_next(request, request.GET.get("next", "/"))
    if request.user.is_authenticated and request.method == "GET":
        return redirect(back)
    form = forms.SignIn(request.POST or None)
    if form.is_valid():
        try:
            user = session.check_password(request, form.cleaned_data["username"], form.cleaned_data["password"])
        except Refusal as refusal:
            form.refuse(refusal)
            return session.page(request, form, back=back, status=429)
        if user:
            session.known(request, user, form.cleaned_data["password"])
        if user and accounts.second_factor(user.pk):
            session.wait_for_code(request, user, back)
            return redirect("shell:code")
        if user:
            return _begin(request, user, back)
        form.add_error(None, _("Tài khoản hoặc mật khẩu không đúng."))
    return session.page(request, form, back=back, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The one-time code after the password."""
    waiting = session.awaited(request)
    if waiting is None:
        return redirect("shell:sign_in")
    user, back = waiting
    form = forms.Code(request.POST or None)
    if form.is_valid() and _spend_code(request, form, user):
        return _begin(request, user, back, coded=True)
    return render(request, "shell/code.jinja", {"form": form}, status=422 if form.errors else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session and tells the browser to forget what it kept of this site."""
    if request.user.is_authenticated:
        session.end(request, "left")
    response = redirect("shell:sign_in")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@require_http_methods(["GET", "POST"])
def choose_post(request: HttpRequest) -> HttpResponse:
    """Which role to work in; another role is another session."""
    posts = accounts.posts_of(request.user.pk, on=clock.local_date(request.at))
    chosen = next((p for p in posts if str(p.pk) == request.POST.get("post")), None)
    if request.method == "POST" and chosen:
        if request.actor:
            actions.end_session(actor=request.actor, at=request.at, reason="role")
        session.begin(request, request.user, chosen, stepped_up=False)
        return redirect(kept.onward(request, request.user, "/"))
    rows = show.post_choices(posts, request.session.get(session.POST))
    return render(request, "shell/choose_post.jinja", {"posts": rows}, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def step_up(request: HttpRequest) -> HttpResponse:
    """Proof that it is still the same official: his code if he has a generator, else his password; then back.

    A generator taken off since the sign-in makes the session one without a code: who needs one must attach a new app first.
    """
    back = session.safe_next(request, request.GET.get("next", "/"))
    by_code = accounts.second_factor(request.user.pk) is not None
    form = (forms.Code if by_code else forms.Password)(request.POST or None)
    if form.is_valid():
        proved = _spend_code(request, form, request.user) if by_code else _right_password(request, form)
        if proved:
            actions.step_up(actor=_me(request), at=request.at)
            session.note_proof(request, by_code=by_code)
            return redirect(back)
    return render(request, "shell/step_up.jinja", {"form": form, "by_code": by_code, "back": back}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """One's own password; also the first thing after signing in with a given one."""
    form = forms.NewPassword(request.POST or None)
    if form.is_valid():
        try:
            user = actions.choose_password(actor=_me(request), at=request.at, old=form.cleaned_data["old"], new=form.cleaned_data["new"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            update_session_auth_hash(request, user)
            messages.success(request, _("Đã đổi mật khẩu. Các phiên khác của bạn đã đóng."))
            return redirect("/")
    shown = {"form": form, "first": request.user.must_choose_password, "resets": accounts.resets_of(request.user.pk, untold=True)}
    return render(request, "shell/password.jinja", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def security(request: HttpRequest) -> HttpResponse:
    """One's own code generator: attach (with a code that proves it), or take off (with a last code)."""
    factor = accounts.second_factor(request.user.pk)
    if not factor:
        session.require_step_up(request)
    form = forms.Code(request.POST or None)
    if form.is_valid():
        act = actions.remove_second_factor if factor else actions.confirm_second_factor
        if _try(form, lambda: act(actor=_me(request), at=request.at, code=form.cleaned_data["code"])):
            session.note_proof(request, by_code=factor is None)
            messages.success(request, _("Đã gỡ ứng dụng mã.") if factor else _("Đã gắn ứng dụng mã. Từ nay đăng nhập cần thêm mã."))
            return redirect("shell:security")
    secret = None if factor else show.secret(request.user, _offered(request))
    must = bool(request.actor and not factor and session.second_step(request))
    words = {"form": form, "attached": factor, "secret": secret, "must": must, "resets": accounts.resets_of(request.user.pk)}
    return render(request, "shell/security.jinja", words, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def kept_forms(request: HttpRequest) -> HttpResponse:
    """What the official had typed when his session ended: to send again, or to let go."""
    access.note()
    if request.method == "POST":
        kept.forget(request, request.POST.get("drop", ""))
        return redirect("shell:kept")
    return render(request, "shell/kept.jinja", {"offers": kept.offers(request), "token": get_token(request)})


def _me(request: HttpRequest) -> Actor:
    return request.actor or session.own_actor(request.user)


def _offered(request: HttpRequest) -> bytes:
    """The secret to attach: a new one each time the page is opened, the same one when a code was mistyped."""
    if request.method == "GET":
        return actions.offer_second_factor(actor=_me(request), at=request.at)
    return accounts.offered_secret(request.user.pk)


def _try(form: forms.Form, act: Callable[[], None]) -> bool:
    try:
        act()
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


def _spend_code(request: HttpRequest, form: forms.Form, user: accounts.User) -> bool:
    """One code for one proof; wrong ones count and make the account wait like wrong passwords."""

    def spend() -> None:
        session.check_wait(request, user.username)
        actions.use_code(actor=session.own_actor(user), at=request.at, code=form.cleaned_data["code"])

    if _try(form, spend):
        return True
    session.note_wrong_code(request, user)
    return False


def _right_password(request: HttpRequest, form: forms.Form) -> bool:
    found: list[accounts.User | None] = []
    if not _try(form, lambda: found.append(session.check_password(request, request.user.username, form.cleaned_data["password"]))):
        return False
    if found[0] is None:
        form.add_error("password", _("Mật khẩu không đúng."))
    return found[0] is not None


def _begin(request: HttpRequest, user: accounts.User, back: str, *, coded: bool = False) -> HttpResponse:
    posts = accounts.posts_of(user.pk, on=clock.local_date(request.at))
    session.begin(request, user, posts[0] if len(posts) == 1 else None, coded=coded)
    return redirect(kept.onward(request, user, back) if len(posts) == 1 else "shell:choose_post")
