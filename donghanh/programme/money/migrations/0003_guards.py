"""What the database keeps by itself: locked versions, no double support, and nothing spent that is not there.

Each sum is checked under an advisory lock of its own, so two payments at once are looked at one after the other; the functions see all
rows, whatever the wall shows to the page (security definer).
"""

from django.db import migrations

ONE_AT_A_TIME = """
create unique index norm_once on money_norm (unit_id, form, valid_from);
create unique index spending_level_once on money_spendinglevel (unit_id, vn_fold(name), valid_from);
create unique index support_level_once on money_supportlevel (unit_id, procedure, vn_fold(name), for_group, valid_from);
"""
NOT_ONE = """
drop index norm_once; drop index spending_level_once; drop index support_level_once;
"""

# A line waits for whoever is just sending its version, and who sends it waits for the line: nothing is added after the lock.
VERSIONS = """
create function money_version_step() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  words text[] := app_reads();
  is_page boolean := app_user() is not null and words is not null;
  wanted text := case
    when (old.state, new.state) = ('DRAFT', 'SUBMITTED') then 'MONEY_SUBMIT'
    when (old.state, new.state) = ('SUBMITTED', 'REVIEWED') then 'MONEY_REVIEW'
    when (old.state, new.state) in (('SUBMITTED', 'APPRAISED'), ('REVIEWED', 'APPRAISED'), ('APPRAISED', 'DECIDED'), ('REVIEWED', 'RETURNED'))
      then 'MONEY_APPRAISE'
    when (old.state, new.state) = ('SUBMITTED', 'RETURNED') then 'ANY' end;
begin
  if wanted is null then
    raise exception 'an estimate does not go from % to %', old.state, new.state using errcode = 'check_violation';
  end if;
  if is_page and not (wanted = any(words) or (wanted = 'ANY' and words && array['MONEY_REVIEW', 'MONEY_APPRAISE'])) then
    raise exception 'this step belongs to another office' using errcode = 'insufficient_privilege';
  end if;
  if old.route <> '' and new.route <> old.route then
    raise exception 'the route is set once' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger money_version_step before update on money_estimateversion for each row execute function money_version_step();

create function money_line_locked() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare standing text; of_office boolean := current_setting('role') = 'donghanh_web';
begin
  select state into standing from money_estimateversion where id = coalesce(new.version_id, old.version_id) for share;
  if tg_op = 'UPDATE' and standing in ('SUBMITTED', 'REVIEWED', 'APPRAISED')
     and (to_jsonb(new) - array['appraised', 'note', 'approved']) = (to_jsonb(old) - array['appraised', 'note', 'approved']) then
    return new;
  end if;
  if standing <> 'DRAFT' then
    raise exception 'the lines of a version that was sent are locked' using errcode = 'check_violation';
  end if;
  if tg_op <> 'DELETE' and (new.appraised is not null or new.approved is not null) or tg_op = 'UPDATE' and of_office then
    raise exception 'a line of a draft is written or taken out, and nobody has appraised it' using errcode = 'check_violation';
  end if;
  return coalesce(new, old);
end $$;
create trigger money_line_locked before insert or update or delete on money_estimateline for each row execute function money_line_locked();
"""
NOT_VERSIONS = """
drop trigger money_line_locked on money_estimateline; drop function money_line_locked();
drop trigger money_version_step on money_estimateversion; drop function money_version_step();
"""

SUMS = """
create function money_lock(kind text, what uuid) returns void language sql volatile as
  $$ select pg_advisory_xact_lock(hashtextextended(kind || ':' || what::text, 0)) $$;
create function money_limit(wanted uuid) returns bigint language sql volatile security definer set search_path = public, pg_temp as $$
  select a.amount + coalesce((select sum(case when d.is_increase then d.amount else -d.amount end) from money_adjustment d where d.allocation_id = a.id), 0)::bigint
  from money_allocation a where a.id = wanted $$;
create function money_spent(wanted uuid) returns bigint language sql volatile security definer set search_path = public, pg_temp as $$
  select coalesce(sum(p.amount), 0)::bigint from money_payment p where p.allocation_id = wanted and p.voided_at is null $$;
create function money_allocated(wanted uuid) returns bigint language sql volatile security definer set search_path = public, pg_temp as $$
  select coalesce(sum(money_limit(a.id)), 0)::bigint from money_allocation a where a.fund_id = wanted $$;
create function money_used(wanted uuid) returns bigint language sql volatile security definer set search_path = public, pg_temp as $$
  select coalesce(sum(u.amount), 0)::bigint from money_use u where u.contribution_id = wanted and u.voided_at is null $$;
revoke execute on function money_limit(uuid), money_spent(uuid), money_allocated(uuid), money_used(uuid) from public;
grant execute on function money_lock(text, uuid) to donghanh_web, donghanh_jobs;

create function money_payment_within() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform money_lock('allocation', new.allocation_id);
  if money_spent(new.allocation_id) + new.amount > money_limit(new.allocation_id) then
    raise exception 'more than was allocated' using errcode = 'check_violation', constraint = 'payment_within_allocation';
  end if;
  return new;
end $$;
create trigger money_payment_within before insert on money_payment for each row execute function money_payment_within();

create function money_allocation_within() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform money_lock('fund', new.fund_id);
  if money_allocated(new.fund_id) + new.amount > (select total from money_fund where id = new.fund_id) then
    raise exception 'more than the source holds' using errcode = 'check_violation', constraint = 'allocation_within_fund';
  end if;
  return new;
end $$;
create trigger money_allocation_within before insert on money_allocation for each row execute function money_allocation_within();

create function money_adjustment_within() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare source uuid;
begin
  select fund_id into source from money_allocation where id = new.allocation_id;
  perform money_lock('fund', source);
  perform money_lock('allocation', new.allocation_id);
  if new.is_increase and money_allocated(source) + new.amount > (select total from money_fund where id = source) then
    raise exception 'more than the source holds' using errcode = 'check_violation', constraint = 'allocation_within_fund';
  end if;
  if not new.is_increase and money_limit(new.allocation_id) - new.amount < money_spent(new.allocation_id) then
    raise exception 'less than was paid' using errcode = 'check_violation', constraint = 'payment_within_allocation';
  end if;
  return new;
end $$;
create trigger money_adjustment_within before insert on money_adjustment for each row execute function money_adjustment_within();

create function money_use_within() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform money_lock('contribution', new.contribution_id);
  if money_used(new.contribution_id) + new.amount > (select value from money_contribution where id = new.contribution_id) then
    raise exception 'more than was given' using errcode = 'check_violation', constraint = 'use_within_contribution';
  end if;
  return new;
end $$;
create trigger money_use_within before insert on money_use for each row execute function money_use_within();

create function money_capital_within() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.decision_id is null then return new; end if;
  perform money_lock('capital', new.decision_id);
  if not exists (select from money_capitaldecision c where c.id = new.decision_id and c.year = new.year)
    or new.allocated + coalesce((select sum(y.allocated) from money_projectyear y where y.decision_id = new.decision_id and y.id <> new.id), 0)
       > (select total from money_capitaldecision where id = new.decision_id) then
    raise exception 'more than was decided for the year' using errcode = 'check_violation', constraint = 'capital_within_decision';
  end if;
  return new;
end $$;
create trigger money_capital_within before insert or update on money_projectyear for each row execute function money_capital_within();

create function money_void_stays() returns trigger language plpgsql as $$
begin
  if old.voided_at is not null then
    raise exception 'what was taken back stays so' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger money_void_stays before update on money_payment for each row execute function money_void_stays();
create trigger money_void_stays before update on money_use for each row execute function money_void_stays();
create trigger money_void_stays before update on money_supportline for each row execute function money_void_stays();
create trigger money_void_stays before update on money_priority for each row execute function money_void_stays();

create function money_support_told() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare level money_supportlevel;
begin
  select * into level from money_supportlevel where id = new.level_id;
  new.aim := vn_fold(level.name);
  if new.days <> new.ends_before - new.starts_on
    or new.amount <> (case level.per when 'DAY' then level.amount * new.days else level.amount end)
    or new.amount <> (select amount from money_payment where id = new.payment_id)
    or not exists (select from cases_case c where c.id = new.case_id and c.procedure = level.procedure) then
    raise exception 'support is what the level says for these days' using errcode = 'check_violation';
  end if;
  if level.for_group <> '' and not exists (select from money_priority g join people_person p on p.id = g.person_id
      where coalesce(p.merged_into_id, p.id) = (select coalesce(x.merged_into_id, x.id) from people_person x where x.id = new.person_id)
        and g."group" = level.for_group and g.voided_at is null and g.valid_from <= new.starts_on
        and (g.valid_until is null or g.valid_until >= new.ends_before - 1)) then
    raise exception 'the level is for another group' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger money_support_told before insert on money_supportline for each row execute function money_support_told();
"""
NOT_SUMS = """
drop trigger money_support_told on money_supportline; drop function money_support_told();
drop trigger money_void_stays on money_payment; drop trigger money_void_stays on money_use; drop trigger money_void_stays on money_supportline;
drop trigger money_void_stays on money_priority;
drop function money_void_stays();
drop trigger money_capital_within on money_projectyear; drop function money_capital_within();
drop trigger money_use_within on money_use; drop function money_use_within();
drop trigger money_adjustment_within on money_adjustment; drop function money_adjustment_within();
drop trigger money_allocation_within on money_allocation; drop function money_allocation_within();
drop trigger money_payment_within on money_payment; drop function money_payment_within();
drop function money_used(uuid); drop function money_allocated(uuid); drop function money_spent(uuid); drop function money_limit(uuid);
drop function money_lock(text, uuid);
"""

# Never twice for one human being, aim and day, whichever of his records it is written under: the lock and the question are those of the record
# that is kept. The rows are held, so no merge passes between.
ONCE = """
create function money_support_once() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare kept uuid;
begin
  select coalesce(merged_into_id, id) into kept from people_person where id = new.person_id for share;
  perform money_lock('support', kept);
  if exists (select from money_supportline l join people_person p on p.id = l.person_id
      where (p.id = kept or p.merged_into_id = kept) and l.aim = new.aim and l.voided_at is null
        and daterange(l.starts_on, l.ends_before) && daterange(new.starts_on, new.ends_before)) then
    raise exception 'support is never paid twice' using errcode = 'exclusion_violation', constraint = 'support_never_twice';
  end if;
  return new;
end $$;
create trigger support_never_twice before insert on money_supportline for each row execute function money_support_once();
"""
NOT_ONCE = "drop trigger support_never_twice on money_supportline; drop function money_support_once()"

# actions.answer_supplement and actions.advance_project said again: one answer, and approval step by step, each with its document.
STATES = """
create function money_answer_stays() returns trigger language plpgsql as $$
begin
  if old.state <> 'ASKED' then
    raise exception 'what was answered stays so' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger money_answer_stays before update on money_supplement for each row execute function money_answer_stays();

create function money_project_in_turn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (old.state, new.state) not in (('PROPOSED', 'POLICY_APPROVED'), ('POLICY_APPROVED', 'FUNDED'), ('FUNDED', 'COMPLETED'))
    or not exists (select from money_projectstep s where s.project_id = new.id and s.state = new.state)
    or (new.state = 'FUNDED' and not exists (select from money_projectyear y where y.project_id = new.id and y.allocated > 0)) then
    raise exception 'a project does not go from % to % so', old.state, new.state using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger money_project_in_turn before update of state on money_project for each row execute function money_project_in_turn();
"""
NOT_STATES = """
drop trigger money_project_in_turn on money_project; drop function money_project_in_turn();
drop trigger money_answer_stays on money_supplement; drop function money_answer_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("money", "0002_row_security")]
    operations = [
        migrations.RunSQL(ONE_AT_A_TIME, NOT_ONE),
        migrations.RunSQL(VERSIONS, NOT_VERSIONS),
        migrations.RunSQL(SUMS, NOT_SUMS),
        migrations.RunSQL(ONCE, NOT_ONCE),
        migrations.RunSQL(STATES, NOT_STATES),
    ]
