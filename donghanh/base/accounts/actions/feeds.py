"""Open and close the calendar feed of one's own post."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from donghanh.base.accounts import access, feeds
from donghanh.base.accounts.models import CalendarFeed
from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor

SECRET_BYTES = 32


def open_feed(*, actor: Actor, at: datetime, on: date) -> str:
    """Make a new address for the feed of one's own post; the one before stops. Answers the secret part, which is shown once and never kept."""
    with audit.recording(actor=actor, verb="feed.open", at=at, subject=str(actor.user_id)):
        access.own_account(actor)
        post = feeds.own_post(actor, on=on)
        CalendarFeed.objects.filter(post=post, closed_at__isnull=True).update(closed_at=at)
        token = secrets.token_urlsafe(SECRET_BYTES)
        CalendarFeed.objects.create(user_id=actor.user_id, post=post, token_hash=feeds.hashed(token), made_at=at)
        return token


def close_feed(*, actor: Actor, at: datetime, on: date) -> None:
    """Stop the feed of one's own post at once; nothing happens where there is none."""
    with audit.recording(actor=actor, verb="feed.close", at=at, subject=str(actor.user_id)):
        access.own_account(actor)
        CalendarFeed.objects.filter(post=feeds.own_post(actor, on=on), closed_at__isnull=True).update(closed_at=at)
