"""Who may change accounts, and what is not there: administrators for others, each official for his own sign-in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from donghanh.base.accounts import access
from donghanh.base.accounts.models import User
from donghanh.kernel import access as kernel
from donghanh.kernel.errors import MayNot, NotInReach
from tests.factories import accounts

pytestmark = pytest.mark.django_db
NOBODY = 1_999_999_999


@pytest.fixture
def post():
    return accounts.post()


def admin(**fields):
    return replace(accounts.actor("system_admin"), may=frozenset({"accounts.manage"}), **fields)


def test_accounts_and_posts_are_opened_by_who_manages_them(post):
    assert access.user_to_manage(admin(), post.user_id).pk == post.user_id
    assert access.post_to_manage(admin(), post.pk).pk == post.pk
    other = replace(admin(), may=frozenset({"audit.read"}))
    for door, subject in ((access.user_to_manage, post.user_id), (access.post_to_manage, post.pk)):
        with pytest.raises(MayNot):
            door(other, subject)
        with pytest.raises(NotInReach) as answer:
            door(admin(), NOBODY)
        assert answer.value.mend


def test_ones_own_account_while_it_is_open(post):
    kernel.forget()
    assert access.own_account(admin(user_id=post.user_id)).pk == post.user_id
    assert kernel.was_asked()
    User.objects.filter(pk=post.user_id).update(is_active=False)
    for user_id in (post.user_id, NOBODY, None):
        with pytest.raises(NotInReach):
            access.own_account(admin(user_id=user_id))
