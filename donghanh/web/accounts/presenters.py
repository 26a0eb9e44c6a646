"""Words of the administrators' pages."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from donghanh.base.accounts.queries import OfficialRow, PostRow


def post_state(post: PostRow, on: date) -> tuple[str, str]:
    """(word, colour role) of a post on a day."""
    if post.pending:
        return _("Chờ duyệt"), "warn"
    if post.ends_before <= on:
        return _("Đã hết"), "neut"
    return (_("Chưa bắt đầu"), "neut") if post.starts_on > on else (_("Đang giữ"), "ok")


def account_state(one: OfficialRow) -> tuple[str, str]:
    """(word, colour role) of an account."""
    if one.is_active:
        return _("Đang dùng"), "ok"
    return (_("Đã khoá, chờ duyệt mở lại"), "warn") if one.reopening_by else (_("Đã khoá"), "bad")


def state_act(one: OfficialRow) -> str:
    """What the button that closes or opens an account says."""
    if one.is_active:
        return _("Khoá tài khoản")
    return _("Duyệt mở lại tài khoản") if one.reopening_by else _("Đề nghị mở lại tài khoản")


def state_done(one: OfficialRow) -> str:
    """What is said when it is done; one: the account as it was before."""
    if one.is_active:
        return _("Đã khoá; phiên đang mở kết thúc ngay.")
    return _("Đã mở lại tài khoản.") if one.reopening_by else _("Đã ghi đề nghị; quản trị viên thứ hai duyệt thì tài khoản mở lại.")


def state_seen(one: OfficialRow) -> str:
    """What the page's form carries of the account as it was read: who presses a button does what it says, or nothing."""
    return f"{one.is_active}:{one.reopening_by or ''}"
