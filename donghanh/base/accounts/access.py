"""Who may change accounts: administrators for others, each official for his own sign-in."""

from __future__ import annotations

from donghanh.base.accounts.models import Post, User
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach


def user_to_manage(actor: Actor, user_id: int) -> User:
    """The account, locked for change. Raises MayNot without the right, NotInReach when there is none."""
    access.require_verb(actor, "accounts.manage")
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise NotInReach("Không tìm thấy tài khoản này.", mend="Quay lại danh sách tài khoản.")
    return user


def post_to_manage(actor: Actor, post_id: int) -> Post:
    """The post, locked for change. Raises MayNot without the right, NotInReach when there is none."""
    access.require_verb(actor, "accounts.manage")
    post = Post.objects.select_for_update(of=("self",)).select_related("user", "body").filter(pk=post_id).first()
    if post is None:
        raise NotInReach("Không tìm thấy vị trí này.", mend="Quay lại danh sách tài khoản.")
    return post


def own_account(actor: Actor) -> User:
    """The actor's own account, locked for change."""
    access.note()
    user = User.objects.select_for_update().filter(pk=actor.user_id, is_active=True).first()
    if user is None:
        raise NotInReach("Không tìm thấy tài khoản này.", mend="Đăng nhập lại.")
    return user
