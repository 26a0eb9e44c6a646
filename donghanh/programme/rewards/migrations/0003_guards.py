"""What nobody passes: who the same one is, the order of steps, quorum and majority, no vote on oneself (rules.py says it in sentences)."""

from django.db import migrations

SAME_ONE = """
create function rewards_subject() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.subject_key := case new.subject when 'UNIT' then 'unit:' || new.subject_body_id
    else 'person:' || new.subject_body_id || ':' || vn_fold(regexp_replace(btrim(new.subject_name), '\\s+', ' ', 'g')) end;
  return new;
end $$;
create trigger rewards_subject before insert on rewards_proposal for each row execute function rewards_subject();
"""
NOT_SAME = "drop trigger rewards_subject on rewards_proposal; drop function rewards_subject()"

IN_TURN = """
create function rewards_step_in_turn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare p rewards_proposal; c rewards_council; entitled int; cast_votes int; hands int; yes int;
begin
  select * into p from rewards_proposal where id = new.proposal_id for update;
  if p.state not in ('PROPOSED', 'VOTING') or (new.kind = 'VOTING' and p.state <> 'PROPOSED') or new.made_at < p.made_at then
    raise exception 'the proposal does not stand there' using errcode = 'check_violation';
  end if;
  if new.kind = 'VOTING' and (select count(*) from rewards_seat s where s.council_id = new.council_id and s.body_id <> p.subject_body_id) < 2 then
    raise exception 'too few seats may vote' using errcode = 'check_violation';
  end if;
  if new.kind = 'DECIDED' then
    select * into c from rewards_council where id = p.council_id;
    select count(*) into entitled from rewards_seat s where s.council_id = p.council_id and s.body_id <> p.subject_body_id;
    select count(*), count(distinct v.made_by), count(*) filter (where v.choice = 'YES') into cast_votes, hands, yes
      from rewards_vote v where v.proposal_id = p.id;
    if p.state <> 'VOTING' or hands < 2 or cast_votes * 100 < entitled * c.quorum_percent or yes * 100 < entitled * c.majority_percent then
      raise exception 'the council has not carried it' using errcode = 'check_violation', constraint = 'reward_is_carried';
    end if;
  end if;
  update rewards_proposal set state = new.kind, council_id = coalesce(new.council_id, council_id) where id = p.id;
  return new;
end $$;
create trigger rewards_step_in_turn before insert on rewards_step for each row execute function rewards_step_in_turn();

create function rewards_vote_in_turn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare p rewards_proposal;
begin
  select * into p from rewards_proposal where id = new.proposal_id for update;
  if p.state <> 'VOTING' or not exists (select from rewards_seat s where s.council_id = p.council_id and s.body_id = new.body_id) then
    raise exception 'no seat of an open vote' using errcode = 'check_violation', constraint = 'reward_vote_of_a_seat';
  end if;
  if new.body_id = p.subject_body_id then
    raise exception 'nobody votes on himself' using errcode = 'check_violation', constraint = 'reward_not_on_oneself';
  end if;
  return new;
end $$;
create trigger rewards_vote_in_turn before insert on rewards_vote for each row execute function rewards_vote_in_turn();
"""
OUT_OF_TURN = """
drop trigger rewards_vote_in_turn on rewards_vote; drop function rewards_vote_in_turn();
drop trigger rewards_step_in_turn on rewards_step; drop function rewards_step_in_turn();
"""

# Who is to vote, and by what, stands before the first proposal that asks for it.
FIXED = """
create function rewards_fixed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (tg_table_name = 'rewards_seat' and exists (select from rewards_proposal p where p.council_id = (to_jsonb(new) ->> 'council_id')::uuid))
     or (tg_table_name = 'rewards_criterion' and exists (select from rewards_proposal p where p.criteria_id = (to_jsonb(new) ->> 'criteria_id')::uuid)) then
    raise exception 'it is in use already' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger rewards_fixed before insert on rewards_seat for each row execute function rewards_fixed();
create trigger rewards_fixed before insert on rewards_criterion for each row execute function rewards_fixed();
"""
NOT_FIXED = """
drop trigger rewards_fixed on rewards_seat; drop trigger rewards_fixed on rewards_criterion; drop function rewards_fixed();
"""


class Migration(migrations.Migration):
    dependencies = [("rewards", "0002_row_security")]
    operations = [migrations.RunSQL(SAME_ONE, NOT_SAME), migrations.RunSQL(IN_TURN, OUT_OF_TURN), migrations.RunSQL(FIXED, NOT_FIXED)]
