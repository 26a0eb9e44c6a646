"""What a role may do, as the database knows it: no page signs, checks, gives a task or sends a report without the post for it.

The lists are those of roles.py (tests/house/test_roles_in_database.py holds them together): a verb or role changed there is changed here.
"""

from django.db import migrations

ROLES_THAT_MAY = """
create function accounts_roles(verb text) returns text[] language sql immutable parallel safe as $$
  select case verb
    when 'case.record' then array['commune_officer', 'commune_police', 'commune_police_chief']
    when 'decision.draft' then array['commune_officer', 'commune_police']
    when 'decision.check' then array['commune_police', 'commune_police_chief']
    when 'decision.sign' then array['commune_chair', 'commune_police_chief']
    when 'decision.withdraw' then array['commune_chair', 'commune_police_chief']
    when 'dossier.send' then array['commune_officer', 'commune_police']
    when 'dossier.answer' then array['health_station', 'facility_doctor', 'facility_intake', 'court_clerk']
    when 'determination.record' then array['health_station', 'facility_doctor']
    when 'dossier.protest' then array['procuracy_viewer']
    when 'held.draft' then array['facility_intake']
    when 'held.check' then array['facility_intake', 'facility_head']
    when 'held.sign' then array['facility_head']
    when 'person.merge.propose' then array['commune_officer', 'commune_police']
    when 'person.merge.approve' then array['commune_police_chief', 'commune_chair']
    when 'person.unseal.ask' then array['commune_officer', 'commune_police', 'commune_police_chief', 'commune_chair']
    when 'person.unseal.decide' then array['commune_police_chief', 'commune_chair']
    when 'reminder.set' then array['commune_chair', 'commune_police_chief']
    when 'task.do' then array['commune_officer', 'commune_police', 'commune_police_chief', 'commune_chair', 'provincial_lead', 'department_officer']
    when 'task.give' then array['commune_chair', 'provincial_lead']
    when 'task.oversee' then array['provincial_lead']
    when 'plan.decide' then array['provincial_lead']
    when 'report.build' then array['commune_officer', 'commune_police', 'provincial_lead']
    when 'inspection.read' then array['commune_officer', 'commune_police', 'commune_police_chief', 'commune_chair', 'health_station',
      'facility_doctor', 'facility_intake', 'provincial_lead', 'department_officer', 'auditor']
    when 'inspection.plan' then array['provincial_lead']
    when 'staff.appraise' then array['provincial_lead', 'department_officer']
    when 'staff.approve' then array['provincial_lead']
    else array[]::text[] end
$$;
"""

# The official of the scope, by his post at the body of the scope: approved by two, standing on the day of the moment, at a body that stands, of an
# open account. No moment: today. body, office: where given, the post must be at that body, or hold that office.
MAY = """
create function accounts_may(verb text, moment timestamptz, body int default null, office text default null) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from accounts_post p join accounts_user u on u.id = p.user_id join places_body b on b.id = p.body_id
    cross join lateral (select (coalesce($2, now()) at time zone 'Asia/Ho_Chi_Minh')::date as day) t
    where p.user_id = app_user() and p.body_id = app_body() and u.is_active and p.role = any(accounts_roles($1))
      and p.starts_on <= t.day and p.ends_before > t.day and (p.granted_by_id is null or p.approved_by_id is not null)
      and (b.ends_before is null or b.ends_before > t.day)
      and ($3 is null or p.body_id = $3) and ($4 is null or p.office = $4))
$$;
create function accounts_own_name() returns text
language sql stable security definer set search_path = public, pg_temp as $$ select full_name::text from accounts_user where id = app_user() $$;
revoke execute on function accounts_may(text, timestamptz, int, text), accounts_own_name() from public;
grant execute on function accounts_may(text, timestamptz, int, text), accounts_own_name() to donghanh_web;
"""
BACK = "drop function accounts_own_name(), accounts_may(text, timestamptz, int, text), accounts_roles(text)"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_framework_tables")]
    operations = [migrations.RunSQL(ROLES_THAT_MAY + MAY, BACK)]
