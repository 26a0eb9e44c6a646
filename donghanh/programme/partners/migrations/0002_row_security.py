"""Row security of partners: a body its own, the lead agency its province. Nothing is changed or removed; places are never filled beyond a promise."""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand, wall
from donghanh.programme.registers.walls import OURS, has, in_reach, new_header, of_keeper, with_it

SEEN, WRITE = in_reach("PARTNERS", "PARTNER_OVERSEE"), "PARTNER_RECORD"
OF_AGREEMENT, OWN = with_it("partners_agreement", "agreement_id"), of_keeper("partners_agreement", "agreement_id", WRITE)
OF_PROMISE = f"""{has(WRITE)} and exists (select from partners_promise p join partners_agreement a on a.id = p.agreement_id
  where p.id = promise_id and a.body_id = {OURS}) and (contribution_id is null or exists (select from money_contribution c
  where c.id = contribution_id and c.body_id = {OURS}))"""
OF_RECEIPT = f"""{has(WRITE)} and exists (select from partners_receipt r join partners_promise p on p.id = r.promise_id
  join partners_agreement a on a.id = p.agreement_id where r.id = receipt_id and a.body_id = {OURS})"""
TABLES = ("partner", "agreement", "change", "promise", "receipt", "retention", "activity")

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
        wall("partners_partner", seen=SEEN, insert=new_header(WRITE)),
        wall("partners_agreement", seen=SEEN, insert=f"{new_header(WRITE)} and {of_keeper('partners_partner', 'partner_id', WRITE)}"),
        *(wall(f"partners_{name}", seen=OF_AGREEMENT, insert=OWN) for name in ("change", "promise", "activity")),
        wall("partners_receipt", seen=with_it("partners_promise", "promise_id"), insert=OF_PROMISE),
        wall("partners_retention", seen=with_it("partners_receipt", "receipt_id"), insert=OF_RECEIPT),
        *(own_hand(f"partners_{name}", "made_by:made_at") for name in TABLES),
        migrations.RunSQL(WITHIN, BEYOND),
    ]
