"""A feed is seen and changed by its owner alone; a calendar program, which signs in nowhere, learns by the hash whose feed it asks for."""

from django.db import migrations

ME = "(select app_user())"
WALL = f"""
alter table accounts_calendarfeed enable row level security;
create policy accounts_calendarfeed_jobs on accounts_calendarfeed to donghanh_jobs using (true) with check (true);
create policy accounts_calendarfeed_select on accounts_calendarfeed for select to donghanh_web using (user_id = {ME});
create policy accounts_calendarfeed_insert on accounts_calendarfeed for insert to donghanh_web with check (user_id = {ME});
create policy accounts_calendarfeed_update on accounts_calendarfeed for update to donghanh_web using (user_id = {ME}) with check (user_id = {ME});

create function accounts_feed_of(secret_hash bytea) returns table (user_id bigint, post_id bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select feed.user_id, feed.post_id from public.accounts_calendarfeed feed where feed.token_hash = secret_hash and feed.closed_at is null
$$;
revoke execute on function accounts_feed_of(bytea) from public;
grant execute on function accounts_feed_of(bytea) to donghanh_web;
"""
POLICIES = "".join(f"drop policy accounts_calendarfeed_{name} on accounts_calendarfeed;" for name in ("jobs", "select", "insert", "update"))
BACK = f"drop function accounts_feed_of(bytea); {POLICIES} alter table accounts_calendarfeed disable row level security;"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_calendar_feed")]
    operations = [migrations.RunSQL(WALL, BACK)]
