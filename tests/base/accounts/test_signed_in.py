"""The one statement before every page says of an official what the two readings of the room say."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh.base.accounts import queries
from tests.factories import accounts

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 21)


@pytest.mark.parametrize(
    "change", [{}, {"ends_before": ON}, {"starts_on": date(2026, 11, 22)}, {"starts_on": ON}], ids=["held", "ended", "to come", "new"]
)
@pytest.mark.parametrize("approval", ["given", "proposed", "approved"])
def test_posts_are_those_of_the_day_and_no_proposal(change, approval):
    other, third = accounts.user(), accounts.user()
    people = {"given": {}, "proposed": {"granted_by": other}, "approved": {"granted_by": other, "approved_by": third}}[approval]
    held = accounts.post(**change, **people)
    user = queries.signed_in(held.user_id, on=ON)
    expected = queries.posts_of(held.user_id, on=ON)
    assert user == held.user and [post.pk for post in user.held] == [post.pk for post in expected]
    for mine, theirs in zip(user.held, expected, strict=True):
        assert queries.actor_of(mine, user_name="An", on=ON) == queries.actor_of(theirs, user_name="An", on=ON)


def test_several_posts_come_oldest_first_and_nobody_is_none():
    first = accounts.post()
    second = accounts.post(role="commune_officer", holder=first.user)
    assert [post.pk for post in queries.signed_in(first.user_id, on=ON).held] == [first.pk, second.pk]
    assert queries.signed_in(accounts.user().pk, on=ON).held == []
    assert queries.signed_in(0, on=ON) is None
