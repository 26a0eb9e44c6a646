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
    return (_("Đang dùng"), "ok") if one.is_active else (_("Đã khoá"), "bad")
