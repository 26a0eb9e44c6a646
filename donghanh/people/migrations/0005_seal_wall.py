"""What a seal keeps from whom: numbers, addresses and household of a sealed record open to one official for some days, after another agreed.

The row of the person itself stays readable in its place, because every list of duties joins it; pages name a sealed person only alone.
The clock is the database's own: an opening ends by itself, whoever tells what time it is.
"""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand, secure

# Sealed records of the reader's own places that nobody has opened for him. Asked once a statement, and short: a commune has few.
SHUT = """
create function people_shut() returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return coalesce((select array_agg(p.id) from people_person p where p.is_sealed and p.unit_id = any(app_units())
    and not exists (select from people_unsealing u where u.person_id = p.id and u.asked_by = app_user() and u.is_approved
      and u.ended_at is null and u.opened_until > clock_timestamp())), '{}');
end $$;
"""

WALL = "person_id <> all((select people_shut())::uuid[])"
SEALED_TABLES = {"people_identifier": "D1", "people_address": "D2", "people_householdmember": "D10"}

# A sealed person is found by an exact number (trust.md I9), and named by the letters that the law asks for: those of a legal file that the
# actor's place has on him. Which files there are, the room above says (cases/migrations); here, none. What a letter draws out is a reading that
# the same statement writes into the log: who, for which letter, of whom. The room above says which letter it is.
PAST_THE_SEAL = """
create function people_has_file(wanted uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$ select false $$;
create function people_sealed_numbers(blinds bytea[]) returns table (person_id uuid, kind varchar, blind_index bytea, unit_id int)
language sql stable security definer set search_path = public, pg_temp as $$
  select i.person_id, i.kind, i.blind_index, i.unit_id from people_identifier i join people_person p on p.id = i.person_id
  where i.blind_index = any(blinds) and p.is_sealed and i.unit_id = any(app_units()) and 'D1' = any(app_reads())
$$;
create function people_for_letter(wanted uuid, on_day date, letter text, asked_in uuid) returns table (kind varchar, sealed bytea, place_id int)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if app_user() is null or coalesce(letter, '') = '' or not coalesce('D3' = any(app_writes()), false) or not people_has_file(wanted) then return; end if;
  insert into audit_reading (id, xid, at, actor_id, role, body_id, unit_id, person_id, page, classes, purpose, request_id)
    select gen_random_uuid(), 0, clock_timestamp(), app_user(), coalesce((select a.role from accounts_post a where a.user_id = app_user()
        and a.body_id = app_body() and a.starts_on <= (clock_timestamp() at time zone 'Asia/Ho_Chi_Minh')::date
        and a.ends_before > (clock_timestamp() at time zone 'Asia/Ho_Chi_Minh')::date order by a.id limit 1), ''),
      app_body(), p.unit_id, p.id, 'people:letter', 'D1 D2', left(letter, 200), asked_in
    from people_person p where p.id = wanted and p.unit_id = any(app_units());
  if not found then return; end if;
  return query
    select i.kind, i.sealed, null::int from people_identifier i
    where i.person_id = wanted and i.ended_at is null and i.unit_id = any(app_units()) and 'D1' = any(app_reads())
    union all
    select a.kind, a.sealed_detail, a.place_id from people_address a
    where a.person_id = wanted and a.starts_on <= on_day and (a.ends_before is null or on_day < a.ends_before)
      and a.unit_id = any(app_units()) and 'D2' = any(app_reads());
end $$;
"""

ACTS = """
create function people_unseal_decide(wanted uuid, approved boolean, why text, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare u people_unsealing;
begin
  perform check_told_moment(at, interval '5 minutes');
  select * into u from people_unsealing where id = wanted and decided_at is null and ended_at is null for update;
  if not found or not coalesce(u.unit_id = any(app_units()) and 'D1' = any(app_reads()), false) then return false; end if;
  if app_user() is null or app_user() = u.asked_by or not accounts_may('person.unseal.decide', at) then return false; end if;
  update people_unsealing set decided_by = app_user(), decided_at = at, is_approved = approved, answer = why,
    opened_until = case when approved then at + make_interval(days => u.days) end where id = wanted;
  return true;
end $$;
create function people_unseal_end(wanted uuid, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform check_told_moment(at, interval '5 minutes');
  if not accounts_may('person.unseal.ask', at) then return false; end if;
  update people_unsealing set ended_by = app_user(), ended_at = at
    where id = wanted and ended_at is null and app_user() in (asked_by, decided_by) and unit_id = any(app_units());
  return found;
end $$;
"""

# A file that moves leaves its openings behind: they were given by people of the other place.
ENDS_WITH_THE_MOVE = """
create function unsealing_ends_with_move() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update people_unsealing set unit_id = new.unit_id, ended_at = coalesce(ended_at, clock_timestamp()) where person_id = new.id;
  return new;
end $$;
create trigger unsealing_ends_with_move after update of unit_id on people_person
  for each row when (old.is_sealed and old.unit_id is distinct from new.unit_id) execute function unsealing_ends_with_move();
"""

# Who only reads identities (who signs) may ask as well. One's own request, unanswered, for a sealed person who lies at that place.
ASKED = """
drop policy people_unsealing_insert on people_unsealing;
create policy people_unsealing_insert on people_unsealing for insert to donghanh_web with check (
  unit_id = any((select app_units())::int[]) and 'D1' = any((select app_reads())::text[]) and asked_by = (select app_user())
  and accounts_may('person.unseal.ask', asked_at)
  and decided_by is null and decided_at is null and is_approved is null and opened_until is null and ended_by is null and ended_at is null
  and exists (select from people_person p where p.id = person_id and p.is_sealed and p.unit_id = people_unsealing.unit_id));
"""

# What is proposed waits undecided, by a post that proposes; a sealed record is merged or housed only by one for whom it stands open.
UNDECIDED = """
alter policy people_merge_insert on people_merge with check (
  unit_id = any((select app_units())::int[]) and 'D1' = any((select app_writes())::text[]) and proposed_by = (select app_user())
  and accounts_may('person.merge.propose', proposed_at)
  and decided_by is null and decided_at is null and is_approved is null and undone_by is null and undone_at is null
  and kept_id <> all((select people_shut())::uuid[]) and gone_id <> all((select people_shut())::uuid[])
  and exists (select from people_person p where p.id = kept_id and p.unit_id = people_merge.unit_id)
  and exists (select from people_person p where p.id = gone_id and p.unit_id = any((select app_units())::int[])));
create policy people_householdmember_open on people_householdmember as restrictive for insert to donghanh_web
  with check (person_id <> all((select people_shut())::uuid[]));
"""

RIGHTS = """
revoke execute on function people_shut(), people_has_file(uuid), people_sealed_numbers(bytea[]), people_for_letter(uuid, date, text, uuid),
  people_unseal_decide(uuid, boolean, text, timestamptz), people_unseal_end(uuid, timestamptz) from public;
grant execute on function people_shut(), people_sealed_numbers(bytea[]), people_for_letter(uuid, date, text, uuid),
  people_unseal_decide(uuid, boolean, text, timestamptz), people_unseal_end(uuid, timestamptz) to donghanh_web;
grant execute on function people_sealed_numbers(bytea[]) to donghanh_jobs;
"""

UNDO = """
drop trigger unsealing_ends_with_move on people_person; drop function unsealing_ends_with_move();
drop function people_unseal_decide(uuid, boolean, text, timestamptz); drop function people_unseal_end(uuid, timestamptz);
drop function people_sealed_numbers(bytea[]); drop function people_for_letter(uuid, date, text, uuid);
drop function people_has_file(uuid); drop function people_shut();
"""


def _shut_out(table: str, data_class: str) -> migrations.RunSQL:
    """Neither read nor changed: a statement that names no row is held by the policy of its command alone."""
    here, cls = "unit_id = any((select app_units())::int[])", f"'{data_class}' = any((select app_{{}}())::text[])"
    seen, kept = f"{here} and {cls.format('reads')}", f"{here} and {cls.format('writes')}"
    alter = f"alter policy {table}_select on {table} using ({seen}{{0}}); alter policy {table}_update on {table} using ({kept}{{0}})"
    return migrations.RunSQL(alter.format(f" and {WALL}"), alter.format(""))


# The row of the person stays readable in its place; what it says is changed by those alone for whom it stands open.
PERSON = "alter policy people_person_update on people_person using (unit_id = any((select app_units())::int[]) and 'D1' = any((select app_writes())::text[]){})"


class Migration(migrations.Migration):
    dependencies = [("people", "0004_unsealing"), ("accounts", "0007_who_may"), ("audit", "0003_true_moment")]
    operations = [
        secure("people_unsealing", "D1", update=False),
        migrations.RunSQL(ASKED, migrations.RunSQL.noop),
        own_hand("people_unsealing", "asked_by:asked_at"),
        own_hand("people_merge", "proposed_by:proposed_at"),
        migrations.RunSQL(SHUT + PAST_THE_SEAL + ACTS + ENDS_WITH_THE_MOVE + RIGHTS, UNDO),
        *(_shut_out(table, data_class) for table, data_class in SEALED_TABLES.items()),
        migrations.RunSQL(UNDECIDED, "drop policy people_householdmember_open on people_householdmember"),
        migrations.RunSQL(PERSON.format(" and id <> all((select people_shut())::uuid[])"), PERSON.format("")),
    ]
