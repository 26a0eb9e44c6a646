"""Row security of staffing: names are seen by the body itself, by the body above it and by who oversees the place; everybody else has counts.

Nothing is changed or removed. A scheme is drafted, appraised and approved by three people, whoever writes. What may be counted of the places of
the scope, without a name, is told by staffing_totals.
"""

from django.db import migrations

from donghanh.base.privacy.rows import filled_at_once, has, own_hand, wall
from donghanh.programme.registers.walls import OURS, with_it

OVER = f"""{has("STAFF_OVERSEE")} and ({{t}}unit_id = any((select app_stat_units())::int[])
  or exists (select from places_body b where b.id = {{t}}body_id and b.parent_id = {OURS}))"""


def in_reach(t: str = "") -> str:
    """A row of the own body, of one below it, or of the places overseen."""
    return f"({t}body_id = {OURS} or ({OVER.format(t=t)}))"


READ, RECORD = has("STAFF"), has("STAFF_RECORD")
AT_ITS_PLACE = "unit_id = (select b.unit_id from places_body b where b.id = body_id)"
OF_POSITION = f"{RECORD} and exists (select from staffing_position p where p.id = position_id and {in_reach('p.')})"
OF_HOLDING = f"{RECORD} and exists (select from staffing_holding h where h.id = holding_id and {in_reach('h.')})"
OF_MEMBER = f"""{RECORD} and exists (select from staffing_member m where m.id = member_id and ({in_reach("m.")}
  or exists (select from staffing_holding h where h.member_id = m.id and {in_reach("h.")})))"""
OWN_LOGIN = (
    "(user_id is null or exists (select from accounts_post p where p.user_id = staffing_member.user_id and p.body_id = staffing_member.body_id))"
)
SCHEME_SEEN = f"{READ} and ({in_reach()} or bodies && (select app_bodies()))"
STEP = f"""body_id = (select app_body()) and exists (select from staffing_scheme s where s.id = scheme_id and (
  (kind <> 'APPROVED' and s.appraiser_id = {OURS} and accounts_may('staff.appraise', staffing_schemestep.made_at))
  or (kind <> 'APPRAISED' and s.unit_id = any((select app_stat_units())::int[]) and accounts_may('staff.approve', staffing_schemestep.made_at))))"""

WALLS = {
    "position": (f"{READ} and {in_reach()}", f"{RECORD} and {in_reach()} and {AT_ITS_PLACE}"),
    "norm": (with_it("staffing_position", "position_id"), OF_POSITION),
    "holding": (
        f"{READ} and {in_reach()}",
        f"""{OF_POSITION} and exists (select from staffing_position p where p.id = position_id and p.body_id = staffing_holding.body_id
          and p.unit_id = staffing_holding.unit_id) and staffing_sees(member_id)""",
    ),
    "holdingend": (with_it("staffing_holding", "holding_id"), OF_HOLDING),
    "member": (
        f"{READ} and ({in_reach()} or exists (select from staffing_holding h where h.member_id = staffing_member.id))",
        f"{RECORD} and {in_reach()} and {AT_ITS_PLACE} and {OWN_LOGIN}",
    ),
    "qualification": (with_it("staffing_member", "member_id"), OF_MEMBER),
    "qualificationend": (
        with_it("staffing_qualification", "qualification_id"),
        f"""{RECORD} and exists (select from staffing_qualification q join staffing_member m on m.id = q.member_id where q.id = qualification_id
          and ({in_reach("m.")} or exists (select from staffing_holding h where h.member_id = m.id and {in_reach("h.")})))""",
    ),
    "scheme": (SCHEME_SEEN, f"{RECORD} and {in_reach()} and {AT_ITS_PLACE} and bodies = array[body_id, appraiser_id]"),
    "schemeline": (
        with_it("staffing_scheme", "scheme_id"),
        f"""{RECORD} and exists (select from staffing_scheme s where s.id = scheme_id and s.made_by = (select app_user())
          and not exists (select from staffing_schemestep t where t.scheme_id = s.id))""",
    ),
    "schemestep": (with_it("staffing_scheme", "scheme_id"), STEP),
}
# Whoever puts somebody on a post sees him already. A policy cannot ask this: it would ask itself about holdings.
SEES = f"""
create function staffing_sees(member uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select {READ} and (exists (select from staffing_member m where m.id = member and {in_reach("m.")})
    or exists (select from staffing_holding h where h.member_id = member and {in_reach("h.")}))
$$;
revoke execute on function staffing_sees(uuid) from public;
grant execute on function staffing_sees(uuid) to donghanh_web;
"""
BY_HAND = [name for name in WALLS if name != "schemeline"]

IN_TURN = """
create function staffing_scheme_in_turn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare had text[]; hands bigint[];
begin
  select array[s.made_by] into hands from staffing_scheme s where s.id = new.scheme_id for update;
  select coalesce(array_agg(t.kind::text), '{}'), hands || array_agg(t.made_by) into had, hands from staffing_schemestep t where t.scheme_id = new.scheme_id;
  if had && array['APPROVED', 'RETURNED'] or (new.kind = 'APPRAISED' and had <> '{}') or (new.kind = 'APPROVED' and had <> '{APPRAISED}') then
    raise exception 'a scheme is appraised, then approved or returned' using errcode = 'check_violation';
  end if;
  if new.made_by = any(hands) then
    raise exception 'nobody judges what he drafted or appraised' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger staffing_scheme_in_turn before insert on staffing_schemestep for each row execute function staffing_scheme_in_turn();

-- The member is locked, so that two who write at once come one after the other: nobody holds a post twice at a time.
create function staffing_holding_fits() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from staffing_member m where m.id = new.member_id for update;
  if exists (select from staffing_holding h left join staffing_holdingend e on e.holding_id = h.id
      where h.member_id = new.member_id and h.position_id = new.position_id and coalesce(e.ends_before > greatest(new.starts_on, h.starts_on), true)) then
    raise exception 'the post is held by this member already' using errcode = 'check_violation';
  end if;
  if new.follows_id is not null and not exists (select from staffing_holding h join staffing_holdingend e on e.holding_id = h.id
      where h.id = new.follows_id and h.member_id = new.member_id and e.ends_before = new.starts_on) then
    raise exception 'a move begins on the day on which the other post ends' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger staffing_holding_fits before insert on staffing_holding for each row execute function staffing_holding_fits();
create function staffing_end_fits() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.ends_before < (select h.starts_on from staffing_holding h where h.id = new.holding_id) then
    raise exception 'it ends before it began' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger staffing_end_fits before insert on staffing_holdingend for each row execute function staffing_end_fits();
"""
OUT_OF_TURN = """
drop trigger staffing_end_fits on staffing_holdingend;
drop trigger staffing_holding_fits on staffing_holding;
drop trigger staffing_scheme_in_turn on staffing_schemestep;
drop function staffing_end_fits(), staffing_holding_fits(), staffing_scheme_in_turn();
"""


class Migration(migrations.Migration):
    dependencies = [("staffing", "0001_tables"), ("accounts", "0007_who_may"), ("places", "0004_reorganisation_wall")]
    operations = [
        migrations.RunSQL(SEES, "drop function staffing_sees(uuid)"),
        *(wall(f"staffing_{name}", seen=seen, insert=insert) for name, (seen, insert) in WALLS.items()),
        *(own_hand(f"staffing_{name}", "made_by:made_at") for name in BY_HAND),
        filled_at_once("staffing_schemeline", "scheme_id"),
        migrations.RunSQL(IN_TURN, OUT_OF_TURN),
    ]
