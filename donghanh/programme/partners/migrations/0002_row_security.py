"""Row security of partners: a body its own, the lead agency its province. Nothing is changed or removed; places are never filled beyond a promise."""

from django.db import migrations

from donghanh.base.privacy.rows import has, own_hand, wall
from donghanh.programme.registers.walls import OURS, in_reach, new_header, of_keeper, with_it

SEEN, WRITE = in_reach("PARTNERS", "PARTNER_OVERSEE"), "PARTNER_RECORD"
OF_AGREEMENT, OWN = with_it("partners_agreement", "agreement_id"), of_keeper("partners_agreement", "agreement_id", WRITE)
OF_PROMISE = f"""{has(WRITE)} and exists (select from partners_promise p join partners_agreement a on a.id = p.agreement_id
  where p.id = promise_id and a.body_id = {OURS}) and (contribution_id is null or exists (select from money_contribution c
  where c.id = contribution_id and c.body_id = {OURS}))"""
OF_RECEIPT = f"""{has(WRITE)} and exists (select from partners_receipt r join partners_promise p on p.id = r.promise_id
  join partners_agreement a on a.id = p.agreement_id where r.id = receipt_id and a.body_id = {OURS})"""
HERE = """exists (select from places_unit p join places_body b on b.id = (select app_body()) join places_unit o on o.id = b.unit_id
  where p.id = place_id and p.parent_id in (o.id, o.parent_id))"""
SEEN_APPLICATION = f"({SEEN}) or ({has('PARTNERS')} and {HERE} and partners_is_published(id))"
AT_PLACE = """place_id = any((select app_stat_units())::int[])
  and exists (select from places_unit p where p.id = place_id and p.level = 'COMMUNE')"""
NEW_APPLICATION = f"{new_header(WRITE)} and {of_keeper('partners_partner', 'partner_id', WRITE)} and {AT_PLACE}"
OF_APPLICATION = with_it("partners_application", "application_id"), of_keeper("partners_application", "application_id", WRITE)
TABLES = ("partner", "agreement", "change", "promise", "receipt", "retention", "activity", "application", "applicationstep")

# What is published is read by everybody of its province who reads partners. Its own function: policies that ask each other's tables would ask for ever.
OPEN = """
create function partners_is_published(wanted uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from partners_applicationstep s where s.application_id = wanted and s.kind = 'PUBLISHED')
$$;
revoke execute on function partners_is_published(uuid) from public;
grant execute on function partners_is_published(uuid) to donghanh_web, donghanh_jobs;
-- rules.check_step said again: applied, checked, licensed, published; refused or withdrawn before the licence, revoked after it.
create function partners_step_in_turn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare last record;
begin
  perform from partners_application where id = new.application_id for update;
  select coalesce((array_agg(s.kind order by s.made_at desc, s.id desc))[1], 'APPLIED') as kind, max(s.on) as day into last
    from partners_applicationstep s where s.application_id = new.application_id;
  if not (case new.kind when 'CHECKED' then last.kind = 'APPLIED' when 'LICENSED' then last.kind = 'CHECKED' when 'PUBLISHED' then last.kind = 'LICENSED'
      when 'REVOKED' then last.kind in ('LICENSED', 'PUBLISHED') else last.kind in ('APPLIED', 'CHECKED') end)
      or new.on < coalesce(last.day, (select a.applied_on from partners_application a where a.id = new.application_id)) then
    raise exception 'an application is checked, licensed, published in this order' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger partners_step_in_turn before insert on partners_applicationstep for each row execute function partners_step_in_turn();
"""
SHUT = """
drop trigger partners_step_in_turn on partners_applicationstep; drop function partners_step_in_turn();
drop function partners_is_published(uuid) cascade;
"""
WITHIN = """
create function partners_within_promise() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare p partners_promise;
begin
  select * into p from partners_promise where id = new.promise_id for update;
  if (p.kind = 'SUPPORT') <> (new.quantity is null) or (p.kind in ('JOBS', 'TRAINING')
     and new.quantity + coalesce((select sum(r.quantity) from partners_receipt r where r.promise_id = p.id), 0) > p.quantity) then
    raise exception 'more than was promised' using errcode = 'check_violation', constraint = 'receipt_within_promise';
  end if;
  return new;
end $$;
create trigger partners_within_promise before insert on partners_receipt for each row execute function partners_within_promise();
create function partners_kept_of_filled() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.kept > coalesce((select r.quantity from partners_receipt r where r.id = new.receipt_id), 0) then
    raise exception 'more are kept than came' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger partners_kept_of_filled before insert on partners_retention for each row execute function partners_kept_of_filled();
"""
BEYOND = """
drop trigger partners_kept_of_filled on partners_retention; drop function partners_kept_of_filled();
drop trigger partners_within_promise on partners_receipt; drop function partners_within_promise();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0001_tables"),
        ("accounts", "0006_framework_tables"),
        ("places", "0004_reorganisation_wall"),
        ("money", "0002_row_security"),
    ]
    operations = [
        migrations.RunSQL(OPEN, SHUT),
        wall("partners_application", seen=SEEN_APPLICATION, insert=NEW_APPLICATION),
        wall("partners_applicationstep", seen=OF_APPLICATION[0], insert=OF_APPLICATION[1]),
        wall("partners_partner", seen=SEEN, insert=new_header(WRITE)),
        wall("partners_agreement", seen=SEEN, insert=f"{new_header(WRITE)} and {of_keeper('partners_partner', 'partner_id', WRITE)}"),
        *(wall(f"partners_{name}", seen=OF_AGREEMENT, insert=OWN) for name in ("change", "promise", "activity")),
        wall("partners_receipt", seen=with_it("partners_promise", "promise_id"), insert=OF_PROMISE),
        wall("partners_retention", seen=with_it("partners_receipt", "receipt_id"), insert=OF_RECEIPT),
        *(own_hand(f"partners_{name}", "made_by:made_at") for name in TABLES),
        migrations.RunSQL(WITHIN, BEYOND),
    ]
