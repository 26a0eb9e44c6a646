"""A post's calendar feed: who reads it, and whether there is one. The secret part of its address is never kept, only its hash."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from django.db import connection

from donghanh.base.accounts import queries
from donghanh.base.accounts.models import CalendarFeed, Post
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import NotInReach


def hashed(token: str) -> bytes:
    """What is kept of the secret part of an address."""
    return sha256(token.encode()).digest()


def own_post(actor: Actor, *, on: date) -> Post:
    """The post through which this actor acts today. Raises NotInReach when he no longer holds it."""
    held = queries.posts_of(actor.user_id, on=on) if actor.user_id else []
    for post in held:
        if (post.role, post.body_id) == (actor.role, actor.body_id):
            return post
    raise NotInReach("Không tìm thấy vị trí công tác của bạn.", mend="Đăng nhập lại và chọn vai trò.")


def open_feed(actor: Actor, *, on: date) -> CalendarFeed | None:
    """The feed of this actor's own post, if there is one."""
    return CalendarFeed.objects.filter(post=own_post(actor, on=on), closed_at__isnull=True).first()


def reader(token: str, *, on: date) -> Actor:
    """The actor on whose behalf a calendar program asks: his post as it stands today.

    Raises NotInReach for an unknown or closed address, a closed account, a post that is over.
    """
    with connection.cursor() as cursor:
        cursor.execute("select user_id, post_id from accounts_feed_of(%s)", [hashed(token)])
        found = cursor.fetchone()
    user = queries.signed_in(found[0], on=on) if found else None
    post = next((one for one in user.held if one.pk == found[1]), None) if user and user.is_active else None
    if post is None:
        raise NotInReach("Địa chỉ lịch này không còn dùng được.", mend="Tạo địa chỉ mới ở trang Lịch của hệ thống.")
    return queries.actor_of(post, user_name=user.full_name, on=on)
