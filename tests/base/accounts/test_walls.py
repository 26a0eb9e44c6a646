"""Accounts attacked past the application: raw SQL as the web role, before sign-in, as an official, as one administrator alone."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError

from donghanh.base.accounts.models import Password, PasswordReset, Post, SecondFactor, User
from donghanh.base.audit.models import Event
from donghanh.base.privacy.scope import scope, trying
from donghanh.kernel.actor import Actor
from tests.base.accounts.test_hashes import as_the_server
from tests.factories import accounts

pytestmark = pytest.mark.django_db
REFUSED = (DatabaseError, IntegrityError)


@pytest.fixture
def people():
    """Two administrators, an official with a post, a proposal of the first administrator and one of the second."""
    first, second = (accounts.actor_in_db("system_admin", 800_001) for _ in range(2))
    held = accounts.post(role="commune_officer")
    by_first, by_second = (
        accounts.post(role="commune_police_chief", holder=held.user, granted_by_id=who.user_id, unit_id=900_001) for who in (first, second)
    )
    return {
        "first": first.user_id, "second": second.user_id, "official": held.user_id, "post": held.pk,
        "by_first": by_first.pk, "by_second": by_second.pk, "body": held.body_id, "actor": first,
    }  # fmt: skip


def attack(who, sql: str, **values) -> int:
    """How many rows the statement touched under this actor's scope; nothing stays. Raises what the database raises."""
    with transaction.atomic():
        with scope(who), connection.cursor() as cursor:
            cursor.execute(sql, values)
            touched = cursor.rowcount
        transaction.set_rollback(True)
    return touched


def held_off(who, sql: str, **values) -> bool:
    try:
        return attack(who, sql, **values) == 0
    except REFUSED:
        return True


def own(user_id: int):
    """An official at his own sign-in: no role yet."""
    return Actor(user_id=user_id, name="", role="none")


SET_HASH = "update accounts_password set hash = 'x' where user_id = %(id)s"
BEFORE_SIGN_IN = (
    "update accounts_password set hash = 'x' where user_id = %(official)s",
    "insert into accounts_password (user_id, hash) values (%(official)s, 'x')",
    "update accounts_user set last_login = now() where id = %(official)s",
    "update accounts_user set is_active = true",
    "insert into accounts_user (username, full_name, email, is_active, must_choose_password, created_at)"
    " values ('ma', 'Ma', '', true, false, now())",
    "delete from accounts_user where id = %(official)s",
    "insert into accounts_post (user_id, role, office, body_id, starts_on, ends_before)"
    " values (%(official)s, 'system_admin', '', %(body)s, '2020-01-01', '2040-01-01')",
    "update accounts_post set ends_before = '2050-01-01'",
    "delete from accounts_post",
    "select user_id from accounts_secondfactor",
    "insert into accounts_secondfactor (user_id, data_key, sealed_secret, last_step) values (%(official)s, '', '', 0)",
    "delete from accounts_secondfactor",
    "insert into accounts_passwordreset (user_id, reason, data_key, sealed_half, proposed_by_id, proposed_at)"
    " values (%(official)s, '', '', '', %(first)s, now())",
    "insert into accounts_keptform (id, user_id, path, data_key, sealed_fields, kept_at)"
    " values (gen_random_uuid(), %(official)s, '/', '', '', now())",
    "insert into accounts_submission (key, user_id, path, body_hash, location, made_at)"
    " values (gen_random_uuid(), %(official)s, '/', '', '', now())",
)  # fmt: skip


@pytest.mark.parametrize("sql", BEFORE_SIGN_IN)
def test_before_sign_in_nothing_is_written(people, sql):
    SecondFactor.objects.create(user_id=people["second"], data_key=b"k", sealed_secret=b"s")
    values = {name: value for name, value in people.items() if name != "actor"}
    assert held_off(None, sql, **values)


READ = ("select from accounts_user", "select from accounts_post", "select user_id from accounts_password")


@pytest.mark.parametrize("sql", READ)
def test_before_sign_in_no_account_is_read_but_the_one_whose_name_is_tried(people, sql):
    assert attack(None, sql) == 0
    name = User.objects.get(pk=people["official"]).username
    with scope(None), connection.cursor() as cursor:
        trying(name)
        cursor.execute(sql)
        assert cursor.rowcount == (1 if "accounts_user" in sql else 0)
    assert attack(own(people["official"]), sql) == (1 if "password" in sql else User.objects.count() if "user" in sql else Post.objects.count())


@pytest.mark.parametrize("sql", READ)
def test_twin_with_the_old_clause_a_stranger_reads_them_all(people, sql):
    with connection.cursor() as cursor:
        cursor.execute(f"create policy old_clause on {sql.split()[-1]} for select to donghanh_web using (true)")
    assert attack(None, sql) > 1


def test_whose_a_session_is_is_told_of_one_account_in_one_transaction(people):
    with as_the_server(), connection.cursor() as cursor:
        cursor.execute("set local role donghanh_web")
        cursor.execute(TOLD, {"id": people["official"]})
        assert cursor.fetchone()[0] == people["official"]
        with pytest.raises(REFUSED, match="one account is opened"), transaction.atomic():
            cursor.execute(TOLD, {"id": people["second"]})
        cursor.execute("select set_config('app.opening', '', true)")  # the twin: where no account was opened before
        cursor.execute(TOLD, {"id": people["second"]})
        cursor.execute("reset role")


TOLD = "select id, mark from accounts_signed_in(%(id)s, '2026-11-22')"


def test_the_mark_of_anothers_password_is_told_to_nobody(people):
    for who, is_told in ((own(people["official"]), True), (own(people["second"]), False)):
        with scope(who), connection.cursor() as cursor:
            cursor.execute(TOLD, {"id": people["official"]})
            assert bool(cursor.fetchone()[1]) is is_told


def test_twin_with_the_old_clause_a_stranger_sets_a_password(people):
    with connection.cursor() as cursor:
        cursor.execute("create policy old_clause on accounts_password to donghanh_web using ((select app_user()) is null)")
    assert attack(None, SET_HASH, id=people["official"]) == 1


LOG = "insert into audit_event (id, xid, at, actor_id, role, verb, subject, result, reason, citation, changes)"
TRACE = LOG + " values (gen_random_uuid(), 0, now(), %(id)s, %(role)s, %(verb)s, '', 'done', '', '', '{}')"


def test_before_sign_in_the_log_takes_failed_sign_ins_only(people):
    assert attack(None, TRACE, id=people["official"], role="visitor", verb="session.refuse") == 1
    for role, verb in (("visitor", "session.begin"), ("visitor", "decision.sign"), ("commune_police_chief", "session.refuse")):
        assert held_off(None, TRACE, id=people["official"], role=role, verb=verb), verb
    looked = "insert into audit_reading (id, xid, at, role, page, classes, purpose) values (gen_random_uuid(), 0, now(), 'visitor', 'x', '', '')"
    assert held_off(None, looked)
    assert Event.objects.count() == 0


def test_signed_in_the_log_takes_ones_own_rows_only(people):
    me = own(people["official"])
    assert attack(me, TRACE, id=me.user_id, role="none", verb="factor.use") == 1
    assert held_off(me, TRACE, id=people["second"], role="none", verb="factor.use")
    assert held_off(me, TRACE, id=None, role="visitor", verb="session.refuse")


def test_twin_with_the_old_clause_a_stranger_writes_any_act(people):
    with connection.cursor() as cursor:
        cursor.execute("create policy old_clause on audit_event for insert to donghanh_web with check ((select app_user()) is null)")
    assert attack(None, TRACE, id=people["second"], role="commune_chair", verb="decision.sign") == 1


def test_an_official_changes_of_himself_what_signing_in_needs(people):
    me = own(people["official"])
    assert attack(me, "update accounts_user set last_login = now(), must_choose_password = false where id = %(id)s", id=me.user_id) == 1
    assert attack(me, SET_HASH, id=me.user_id) == 1
    for column in ("is_active = false", "username = 'khac'", "full_name = 'Khác'", "email = 'a@b.vn'"):
        assert held_off(me, f"update accounts_user set {column} where id = %(id)s", id=me.user_id), column
    assert held_off(me, SET_HASH, id=people["second"])


def test_an_administrator_opens_and_closes_accounts_and_sets_no_password(people):
    admin = people["actor"]
    assert attack(admin, "update accounts_user set is_active = false where id = %(id)s", id=people["official"]) == 1
    assert held_off(admin, SET_HASH, id=people["official"])
    assert held_off(admin, "insert into accounts_password (user_id, hash) values (%(id)s, 'x')", id=people["official"])
    for column in ("must_choose_password = true", "username = 'khac'", "last_login = now()"):
        assert held_off(admin, f"update accounts_user set {column} where id = %(id)s", id=people["official"]), column
    assert held_off(admin, "update accounts_user set is_active = false where id = %(id)s", id=admin.user_id), "not his own"


OPEN = "update accounts_user set is_active = true, reopening_by = null where id = %(id)s"
ASK = "update accounts_user set reopening_by = %(by)s where id = %(id)s"


def closed(people, *, reopening_by: int | None = None) -> None:
    User.objects.filter(pk=people["official"]).update(is_active=False, reopening_by=reopening_by)


def test_one_administrator_alone_opens_no_closed_account(people):
    admin, official = people["actor"], people["official"]
    closed(people)
    assert held_off(admin, OPEN, id=official), "nobody asked"
    assert held_off(admin, ASK, id=official, by=people["second"]), "in the name of another"
    assert attack(admin, ASK, id=official, by=admin.user_id) == 1
    closed(people, reopening_by=admin.user_id)
    assert held_off(admin, OPEN, id=official), "he asked himself"
    assert held_off(admin, "update accounts_user set is_active = true where id = %(id)s", id=official)
    closed(people, reopening_by=people["second"])
    assert attack(admin, OPEN, id=official) == 1, "another one asked"


def test_twin_without_the_trigger_he_does(people):
    closed(people)
    with connection.cursor() as cursor:
        cursor.execute("alter table accounts_user disable trigger accounts_user_kept")
    assert attack(people["actor"], OPEN, id=people["official"]) == 1


CLOSE = "update accounts_user set is_active = false, reopening_by = null where id = %(id)s"
END = "update accounts_post set ends_before = '2026-01-01' where user_id = %(id)s"


def test_none_of_the_last_two_administrators_is_closed_by_one_hand(people):
    admin, second = people["actor"], people["second"]
    assert held_off(admin, CLOSE, id=second) and held_off(admin, END, id=second)
    accounts.actor_in_db("system_admin", 800_001)
    assert attack(admin, CLOSE, id=second) == 1 and attack(admin, END, id=second) == 1, "of three one hand closes one"


@pytest.mark.parametrize(("table", "guard", "sql"), [("user", "accounts_user_kept", CLOSE), ("post", "accounts_post_by_two", END)])
def test_twin_without_the_trigger_one_hand_does(people, table, guard, sql):
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(f"alter table accounts_{table} disable trigger {guard}")
    assert attack(people["actor"], sql, id=people["second"]) == 1


def test_twin_without_the_policy_one_administrator_sets_a_signers_password(people):
    with connection.cursor() as cursor:
        cursor.execute("alter policy accounts_password_update on accounts_password using (true) with check (true)")
    assert attack(people["actor"], SET_HASH, id=people["official"]) == 1


def test_twin_without_the_trigger_an_administrator_gives_another_name(people):
    with connection.cursor() as cursor:
        cursor.execute("alter table accounts_user disable trigger accounts_user_kept")
    assert attack(people["actor"], "update accounts_user set username = 'khac' where id = %(id)s", id=people["official"]) == 1


POST = (
    "insert into accounts_post (user_id, role, office, body_id, starts_on, ends_before, granted_by_id, approved_by_id)"
    " values (%(official)s, 'commune_chair', '', %(body)s, '2026-01-01', '2026-12-01', %(granted)s, %(approved)s)"
)


def test_a_post_begins_as_a_proposal_in_ones_own_name(people):
    admin, official, body = people["actor"], people["official"], people["body"]
    assert attack(admin, POST, official=official, body=body, granted=admin.user_id, approved=None) == 1
    for granted, approved in ((None, None), (people["second"], None), (admin.user_id, people["second"]), (people["second"], admin.user_id)):
        assert held_off(admin, POST, official=official, body=body, granted=granted, approved=approved), (granted, approved)
    assert held_off(own(official), POST, official=official, body=body, granted=official, approved=None)


def test_a_post_is_approved_by_another_administrator_and_nothing_else_of_it_changes(people):
    admin = people["actor"]
    approve = "update accounts_post set approved_by_id = %(by)s where id = %(post)s"
    assert attack(admin, approve, by=admin.user_id, post=people["by_second"]) == 1
    assert held_off(admin, approve, by=admin.user_id, post=people["by_first"]), "his own proposal"
    assert held_off(admin, approve, by=people["second"], post=people["by_first"]), "in the other's name"
    assert held_off(admin, approve, by=admin.user_id, post=people["post"]), "no proposal"
    for change in ("role = 'system_admin'", "ends_before = '2045-01-01'", "user_id = %(by)s", "granted_by_id = null", "office = 'commune_chair'"):
        assert held_off(admin, f"update accounts_post set {change} where id = %(post)s", by=people["second"], post=people["by_second"]), change
    both = "update accounts_post set approved_by_id = %(by)s, role = 'system_admin' where id = %(post)s"
    assert held_off(admin, both, by=admin.user_id, post=people["by_second"])
    assert attack(admin, "update accounts_post set ends_before = '2026-11-22' where id = %(post)s", post=people["post"]) == 1
    assert held_off(admin, "delete from accounts_post where id = %(post)s", post=people["post"]), "a held post stays in the books"
    assert attack(admin, "delete from accounts_post where id = %(post)s", post=people["by_second"]) == 1


def test_twin_without_the_trigger_a_proposal_is_approved_in_anothers_name(people):
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table accounts_post disable trigger accounts_post_by_two")
    sql = "update accounts_post set approved_by_id = %(by)s where id = %(post)s"
    assert attack(people["actor"], sql, by=people["second"], post=people["by_first"]) == 1


def test_a_code_generator_is_taken_off_by_the_second_administrator_only(people):
    admin, ask = people["actor"], "update accounts_secondfactor set removal_by = %(by)s where user_id = %(id)s"
    delete = "delete from accounts_secondfactor where user_id = %(id)s"
    SecondFactor.objects.create(user_id=people["official"], data_key=b"k", sealed_secret=b"s")
    assert held_off(admin, delete, id=people["official"])
    assert attack(admin, ask, by=admin.user_id, id=people["official"]) == 1
    assert held_off(admin, ask, by=people["second"], id=people["official"])
    assert held_off(admin, "update accounts_secondfactor set sealed_secret = 'x' where user_id = %(id)s", id=people["official"])
    SecondFactor.objects.update(removal_by=admin.user_id)
    assert held_off(admin, delete, id=people["official"]), "he asked himself"
    SecondFactor.objects.update(removal_by=people["second"])
    assert attack(admin, delete, id=people["official"]) == 1


GIVE_MINE = "update accounts_secondfactor set user_id = %(to)s where user_id = %(me)s"


def test_no_administrator_gives_his_own_code_generator_to_another(people):
    admin = people["actor"]
    SecondFactor.objects.create(user_id=admin.user_id, data_key=b"k", sealed_secret=b"s")
    assert held_off(admin, GIVE_MINE, me=admin.user_id, to=people["official"])
    assert attack(admin, "update accounts_secondfactor set last_step = 7 where user_id = %(me)s", me=admin.user_id) == 1
    with connection.cursor() as cursor:  # the twin
        cursor.execute("set constraints all immediate; alter table accounts_secondfactor disable trigger accounts_factor_by_two")
    assert attack(admin, GIVE_MINE, me=admin.user_id, to=people["official"]) == 1


@pytest.fixture
def reset(people):
    return PasswordReset.objects.create(
        user_id=people["official"],
        reason="quên",
        data_key=b"k",
        sealed_half=b"s",
        proposed_by_id=people["first"],
        proposed_at=User.objects.first().created_at,
    )


GIVE = "select accounts_give_password(%(id)s, 'x', now())"


def test_a_password_is_given_by_another_administrator_once(people, reset):
    second = accounts.actor("system_admin", 800_001, user_id=people["second"])
    for who in (None, people["actor"], own(people["official"]), accounts.actor("system_admin", user_id=people["official"])):
        with pytest.raises(REFUSED):
            attack(who, GIVE, id=reset.pk)
    with scope(second), connection.cursor() as cursor:
        cursor.execute(GIVE, {"id": reset.pk})
    assert Password.objects.get(pk=people["official"]).hash == "x"
    with pytest.raises(REFUSED):
        attack(second, GIVE, id=reset.pk)


def test_a_reset_is_proposed_in_ones_own_name_and_approved_by_no_update(people, reset):
    admin = people["actor"]
    insert = (
        "insert into accounts_passwordreset (user_id, reason, data_key, sealed_half, proposed_by_id, proposed_at)"
        " values (%(user)s, '', '', '', %(by)s, now())"
    )
    assert attack(admin, insert, user=people["second"], by=admin.user_id) == 1
    assert held_off(admin, insert, user=people["official"], by=people["second"])
    assert held_off(admin, "update accounts_passwordreset set approved_by_id = %(by)s", by=people["second"])
    assert held_off(admin, "update accounts_passwordreset set told_at = now()"), "only the owner is told"
    assert attack(own(people["official"]), "update accounts_passwordreset set told_at = now()") == 1
    assert attack(own(people["second"]), "select from accounts_passwordreset") == 0


def test_twin_with_update_granted_the_proposer_approves_in_anothers_name(people, reset):
    with connection.cursor() as cursor:
        cursor.execute("grant update on accounts_passwordreset to donghanh_web")
        cursor.execute("create policy too_wide on accounts_passwordreset for update to donghanh_web using (true)")
    assert attack(people["actor"], "update accounts_passwordreset set approved_by_id = %(by)s", by=people["second"]) == 1


def test_the_server_itself_may_still_renew_the_cast():
    held = accounts.post(role="commune_officer")
    assert User.objects.filter(pk=held.user_id).update(full_name="Đổi tên") == 1
    assert Post.objects.filter(pk=held.pk).update(office="") == 1
