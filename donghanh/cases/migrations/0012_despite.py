"""Who registers for rehabilitation while a compulsory measure stands is registered with the reason why: past the application, too."""

from django.db import migrations

# procedures/court_order.py asks the same of the fact that opens a file: the law is silent, so nothing is forbidden and nothing passes unseen. As the
# action does, of the files of this person that lie in reach, as they stood at the moment of the registration.
DESPITE = """
create function case_stage_on(file uuid, moment timestamptz) returns text
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare stage text := ''; told text; moves jsonb := (select case_steps(procedure)->'moves' from cases_case where id = file);
begin
  for told in select t.kind from case_told(file) t where t.happened_at <= moment loop
    stage := coalesce(moves ->> (stage || ' ' || told), stage);
  end loop;
  return stage;
end $$;
create function case_is_compelled(person uuid, moment timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from people_person his join people_person one on coalesce(one.merged_into_id, one.id) = coalesce(his.merged_into_id, his.id)
    join cases_case c on c.person_id = one.id cross join lateral case_stage_on(c.id, moment) stood
    where his.id = person and c.procedure in ('COMPULSORY', 'COMPULSORY_MINOR') and c.stage <> 'IN_ERROR' and c.unit_id = any(app_units())
      and (stood in ('RULED', 'CONTESTED', 'EFFECTIVE', 'TO_ENTER', 'POSTPONED')
        or stood in ('IN_FACILITY', 'OUTSIDE', 'ESCAPED', 'SUSPENDED') and (c.active_until is null or c.active_until > moment)
        or stood in ('FOUND', 'PREPARED', 'READING', 'CHECKING', 'RETURNED', 'AT_COURT', 'ACCEPTED', 'HEARING')
          and (select t.kind from case_told(c.id) with ordinality t (kind, happened_at, place) where t.happened_at <= moment
            and t.kind in ('INTERIM_BEGAN', 'INTERIM_ENDED') order by t.place desc limit 1) = 'INTERIM_BEGAN'))
$$;
create function case_says_despite(file uuid, told text, said jsonb, moment timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select told not in ('REGISTERED', 'REST_REGISTERED') or coalesce(trim(said->>'despite'), '') <> '' or case_stage(file) <> ''
    or not exists (select from cases_case c where c.id = file and case_is_compelled(c.person_id, moment)
      and c.procedure in ('HOME_REHABILITATION', 'PRIVATE_REHABILITATION', 'PUBLIC_REHABILITATION', 'SUBSTITUTION'))
$$;
create policy cases_fact_despite on cases_fact as restrictive for insert to donghanh_web
  with check (case_says_despite(case_id, kind, data, happened_at));
revoke execute on function case_stage_on(uuid, timestamptz), case_is_compelled(uuid, timestamptz), case_says_despite(uuid, text, jsonb, timestamptz)
  from public;
grant execute on function case_says_despite(uuid, text, jsonb, timestamptz) to donghanh_web;
"""
BACK = """drop policy cases_fact_despite on cases_fact; drop function case_says_despite(uuid, text, jsonb, timestamptz),
  case_is_compelled(uuid, timestamptz), case_stage_on(uuid, timestamptz)"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_under_review")]
    operations = [migrations.RunSQL(DESPITE, BACK)]
