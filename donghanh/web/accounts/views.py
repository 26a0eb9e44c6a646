"""Pages of system administrators: officials, their posts by two people, closing and opening accounts. No file is ever shown here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from donghanh.base.accounts import actions, queries
from donghanh.base.places import queries as places
from donghanh.kernel.errors import BadInput, Cannot, Overtaken
from donghanh.web.accounts import forms, presenters
from donghanh.web.shell import clock
from donghanh.web.shell.forms import Form
from donghanh.web.shell.sign_in import require_step_up

PAGE = 50
T = TypeVar("T")
GET_POST = ["GET", "POST"]


@require_safe
def list_(request: HttpRequest) -> HttpResponse:
    """All officials by login name, and what waits for a second administrator."""
    form, on = forms.FindForm(request.GET), clock.local_date(request.at)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    rows = queries.officials(request.actor, text=text, on=on, after=request.GET.get("sau", ""), limit=PAGE)
    shown = {
        "form": form,
        "rows": rows,
        "text": text,
        "on": on,
        "pending": queries.pending_posts(request.actor),
        "resets": queries.pending_resets(request.actor),
        "p": presenters,
        "after": rows[-1].username if len(rows) == PAGE else "",
    }
    return render(request, "accounts/list.jinja", shown)


@require_safe
def official(request: HttpRequest, user_id: int) -> HttpResponse:
    """One account: its posts, and what may be done with it."""
    one = queries.official(request.actor, user_id)
    return render(request, "accounts/official.jinja", {"one": one, "on": clock.local_date(request.at), "p": presenters})


@require_http_methods(GET_POST)
def create(request: HttpRequest) -> HttpResponse:
    """A new account; its first password is shown once."""
    queries.require_manager(request.actor)
    require_step_up(request)
    form = forms.OfficialForm(request.POST or None)
    if form.is_valid() and (made := _try(form, lambda: actions.create_user(actor=request.actor, at=request.at, **form.cleaned_data))):
        user, first = made
        return render(
            request, "accounts/first_password.jinja", {"user_id": user.pk, "name": user.full_name, "username": user.username, "first": first}
        )
    return render(request, "accounts/create.jinja", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(GET_POST)
def propose(request: HttpRequest, user_id: int) -> HttpResponse:
    """Propose a role; another administrator approves it."""
    one, on = queries.official(request.actor, user_id), clock.local_date(request.at)
    require_step_up(request)
    form = forms.PostForm(request.POST or None, initial={"starts_on": on, "ends_before": on + timedelta(days=365)})
    if form.is_valid() and _try(form, lambda: _propose(request, form, user_id)):
        messages.success(request, _("Đã đề xuất. Vai trò có hiệu lực khi quản trị viên thứ hai duyệt."))
        return redirect("accounts:official", user_id)
    return render(request, "accounts/propose.jinja", {"form": form, "one": one}, status=422 if form.errors else 200)


@require_http_methods(GET_POST)
def decide(request: HttpRequest, post_id: int) -> HttpResponse:
    """The second administrator approves or turns down."""
    post = next((one for one in queries.pending_posts(request.actor) if one.id == post_id), None)
    if post is None:
        messages.info(request, _("Đề xuất này đã được xử lý."))
        return redirect("accounts:list")
    require_step_up(request)
    form = forms.DecideForm(request.POST or None)
    if form.is_valid() and _try(form, lambda: _decide(request, form, post_id)):
        messages.success(request, _("Đã ghi quyết định của bạn."))
        return redirect("accounts:official", post.user_id)
    return render(request, "accounts/decide.jinja", {"form": form, "post": post}, status=422 if form.errors else 200)


@require_http_methods(GET_POST)
def end(request: HttpRequest, post_id: int) -> HttpResponse:
    """End a post from today."""
    post, on = queries.post(request.actor, post_id), clock.local_date(request.at)
    require_step_up(request)
    form = forms.ReasonForm(request.POST or None)
    if form.is_valid() and _try(form, lambda: actions.end_post(actor=request.actor, at=request.at, on=on, post_id=post_id, **form.cleaned_data)):
        messages.success(request, _("Vai trò đã kết thúc từ hôm nay."))
        return redirect("accounts:official", post.user_id)
    return render(request, "accounts/end.jinja", {"form": form, "post": post}, status=422 if form.errors else 200)


@require_http_methods(GET_POST)
def state(request: HttpRequest, user_id: int) -> HttpResponse:
    """Close an account, or open it again with a second administrator."""
    one = queries.official(request.actor, user_id)
    require_step_up(request)
    if request.method == "POST" and request.POST.get("thay") != presenters.state_seen(one):
        raise Overtaken(_("Tài khoản này vừa được người khác khoá hoặc mở."), mend=_("Mở lại trang của cán bộ, xem trạng thái rồi làm tiếp."))
    act = actions.disable_user if one.is_active else actions.enable_user
    form = forms.ReasonForm(request.POST or None)
    if form.is_valid() and _try(form, lambda: act(actor=request.actor, at=request.at, user_id=user_id, **form.cleaned_data)):
        messages.success(request, presenters.state_done(one))
        return redirect("accounts:official", user_id)
    return render(request, "accounts/state.jinja", {"form": form, "one": one, "p": presenters}, status=422 if form.errors else 200)


@require_http_methods(GET_POST)
def reset(request: HttpRequest, user_id: int) -> HttpResponse:
    """Propose a new first password; its first half is shown once, the second half goes to whoever approves."""
    one = queries.official(request.actor, user_id)
    if any(waiting.user_id == user_id for waiting in queries.pending_resets(request.actor)):
        return redirect("accounts:decide_reset", user_id)
    require_step_up(request)
    form, on = forms.ReasonForm(request.POST or None), clock.local_date(request.at)
    act = partial(actions.propose_reset, actor=request.actor, at=request.at, on=on, user_id=user_id)
    if form.is_valid() and (half := _try(form, lambda: act(**form.cleaned_data))):
        return render(request, "accounts/half_password.jinja", {"one": one, "half": half, "first": True})
    return render(request, "accounts/reset.jinja", {"form": form, "one": one}, status=422 if form.errors else 200)


@require_http_methods(GET_POST)
def decide_reset(request: HttpRequest, user_id: int) -> HttpResponse:
    """The second administrator gives the new password and sees its second half once; either of the two may drop the proposal."""
    one = queries.official(request.actor, user_id)
    waiting = next((row for row in queries.pending_resets(request.actor) if row.user_id == user_id), None)
    if waiting is None:
        messages.info(request, _("Đề nghị này đã được xử lý."))
        return redirect("accounts:official", user_id)
    require_step_up(request)
    if request.POST.get("answer") == "drop":
        actions.drop_reset(actor=request.actor, at=request.at, user_id=user_id)
        messages.success(request, _("Đã bỏ đề nghị. Mật khẩu cũ vẫn dùng được."))
        return redirect("accounts:official", user_id)
    if request.method == "POST":
        half = actions.approve_reset(actor=request.actor, at=request.at, user_id=user_id)
        return render(request, "accounts/half_password.jinja", {"one": one, "half": half, "first": False})
    return render(request, "accounts/decide_reset.jinja", {"one": one, "waiting": waiting})


@require_POST
def unlock(request: HttpRequest, user_id: int) -> HttpResponse:
    """Forget failed sign-ins."""
    queries.require_manager(request.actor)
    require_step_up(request)
    actions.unlock_user(actor=request.actor, at=request.at, user_id=user_id)
    messages.success(request, _("Đã bỏ chặn. Cán bộ có thể đăng nhập lại ngay."))
    return redirect("accounts:official", user_id)


@require_http_methods(GET_POST)
def take_off_code(request: HttpRequest, user_id: int) -> HttpResponse:
    """A lost code generator: the first administrator asks, the second takes it off."""
    one = queries.official(request.actor, user_id)
    require_step_up(request)
    if request.method == "POST":
        off = actions.take_off_code(actor=request.actor, at=request.at, user_id=user_id)
        messages.success(request, _("Đã gỡ ứng dụng mã.") if off else _("Đã đề nghị. Quản trị viên thứ hai mở cùng trang này để gỡ."))
        return redirect("accounts:official", user_id)
    return render(request, "accounts/take_off_code.jinja", {"one": one})


def _propose(request: HttpRequest, form: Form, user_id: int) -> object:
    typed, on = form.cleaned_data, clock.local_date(request.at)
    level = "COMMUNE" if typed["body_kind"].startswith(("commune", "health")) else "PROVINCE"
    try:
        body = places.body_at(typed["body_kind"], places.unit_named(typed["place"], on=on, level=level).id, on)
    except (BadInput, Cannot) as refusal:
        refusal.field = "place"
        raise
    return actions.propose_post(
        actor=request.actor, at=request.at, user_id=user_id, body_id=body.id, **{k: typed[k] for k in ("role", "office", "starts_on", "ends_before")}
    )


def _decide(request: HttpRequest, form: Form, post_id: int) -> object:
    if form.cleaned_data["answer"] == "approve":
        return actions.approve_post(actor=request.actor, at=request.at, post_id=post_id)
    actions.refuse_post(actor=request.actor, at=request.at, post_id=post_id, reason=form.cleaned_data["reason"])
    return True


def _try(form: Form, act: Callable[[], T]) -> T | None:
    """What the act answers, or nothing where it was refused; the reason then stands in the form."""
    try:
        return act()
    except (BadInput, Cannot) as refusal:
        form.refuse(refusal)
        return None
