"""A test is asked of a health body that serves the place, in the person's own name, once at a time, by a post that may and in its own hand; the
sample and the result come from who writes them down there. Asked past the application, too: the name goes to the body that was asked."""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand

# The same as actions.ask asks (cases.queries.health_bodies).
HERE = """
create function test_may_be_asked(place int, person uuid, asked int, called text, born int, day date) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select place = any(app_units()) and health_body_serves(place, asked, day)
    and exists (select from people_person p where p.id = person and p.unit_id = place and p.full_name = called and p.birth_year = born)
    and not exists (select from testing_drugtest t where t.person_id = person and t.answered_at is null and t.withdrawn_at is null)
$$;
create policy testing_drugtest_asked_here on testing_drugtest as restrictive for insert to donghanh_web with check (accounts_may('case.record', asked_at)
  and test_may_be_asked(unit_id, person_id, to_body_id, person_name, birth_year, (asked_at at time zone 'Asia/Ho_Chi_Minh')::date));
create policy testing_drugtest_by_post on testing_drugtest as restrictive for update to donghanh_web using (true)
  with check (accounts_may('case.record', coalesce(withdrawn_at, received_at)));
revoke execute on function test_may_be_asked(int, uuid, int, text, int, date) from public;
grant execute on function test_may_be_asked(int, uuid, int, text, int, date) to donghanh_web;
"""
BACK = """drop policy testing_drugtest_by_post on testing_drugtest; drop policy testing_drugtest_asked_here on testing_drugtest;
drop function test_may_be_asked(int, uuid, int, text, int, date)"""


class Migration(migrations.Migration):
    dependencies = [("testing", "0002_row_security"), ("cases", "0010_asked_here")]
    operations = [
        migrations.RunSQL(HERE, BACK),
        own_hand("testing_drugtest", "asked_by:asked_at", "received_by:received_at", ":withdrawn_at"),
    ]
