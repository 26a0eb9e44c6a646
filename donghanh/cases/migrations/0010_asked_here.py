"""A person is referred to a health body that serves the place, by his own name, once at a time: asked past the application, too.

An open request opens who he is and where he lives to the body that was asked (people_opened); so it goes to no other one.
"""

from django.db import migrations

# The same as actions.request_determination asks (queries.moving.HEALTH_KINDS).
HERE = """
create function health_body_serves(place int, asked int, day date) returns boolean
language sql stable set search_path = public, pg_temp as $$
  with recursive above(id) as (select place
    union select u.parent_id from above join places_unit u on u.id = above.id where u.parent_id is not null)
  select exists (select from places_body b join above on above.id = b.unit_id where b.id = asked and b.kind in ('health_station', 'facility')
      and b.starts_on <= day and (b.ends_before is null or b.ends_before > day))
$$;
create function referral_may_go(file uuid, asked int, called text, born int, day date) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from cases_case c join people_person p on p.id = c.person_id where c.id = file and c.unit_id = any(app_units())
      and p.full_name = called and p.birth_year = born and health_body_serves(c.unit_id, asked, day))
    and not exists (select from cases_referral r where r.case_id = file and r.answered_at is null)
$$;
create policy cases_referral_asked_here on cases_referral as restrictive for insert to donghanh_web
  with check (referral_may_go(case_id, to_body_id, person_name, birth_year, (sent_at at time zone 'Asia/Ho_Chi_Minh')::date));
revoke execute on function referral_may_go(uuid, int, text, int, date) from public;
grant execute on function referral_may_go(uuid, int, text, int, date) to donghanh_web;
"""
BACK = "drop policy cases_referral_asked_here on cases_referral; drop function referral_may_go(uuid, int, text, int, date), health_body_serves(int, int, date)"


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_grounds_shown")]
    operations = [migrations.RunSQL(HERE, BACK)]
