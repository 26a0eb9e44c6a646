"""What is asked, shown, acknowledged and answered, is so in one's own name and now; a hold goes only with the answer that it waits for."""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand

# Looked at when the act is over, because it writes the answer and lifts the hold in either order; past the wall, because the complaint
# may lie at the office that signed.
LIFTED_BY_ANSWER = """
create function hold_lifted_by_answer() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from rights_correction r where r.id = new.source_id and r.answered_at is not null)
     and not exists (select from rights_contest c where c.id = new.source_id and c.answered_at is not null)
  then raise exception 'a hold is lifted by the answer it waits for' using errcode = 'insufficient_privilege'; end if;
  return null;
end $$;
create constraint trigger hold_lifted_by_answer after update on cases_hold deferrable initially deferred
  for each row when (current_user = 'donghanh_web' and new.lifted_at is not null) execute function hold_lifted_by_answer();
"""

# What a court, the procuracy, a health body or a facility wrote is taken back by that body alone (cases.access.check_whose_fact). Only a body
# without a way to do so, to which the file did not go (dossiers.queries.takes_back_itself), is corrected by the answer to a request that
# somebody else wrote down.
VOIDED_BY_ITS_SIDE = """
create function fact_voided_by_its_side() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.body_id is distinct from app_body() and exists (select from places_body b where b.id = old.body_id and b.kind not like 'commune\\_%')
     and not exists (select from rights_correction r where r.fact_id = old.id and r.answered_at is null and r.recorded_by is distinct from app_user()
       and not exists (select from dossiers_passage p where p.case_id = old.case_id
         and (p.to_body_id = old.body_id and p.leg in ('to_check', 'to_court', 'to_facility') or p.watched_by_id = old.body_id)))
  then raise exception 'a fact is taken back by the body that wrote it' using errcode = 'insufficient_privilege'; end if;
  return new;
end $$;
create trigger fact_voided_by_its_side before update of voided_at on cases_fact
  for each row when (current_user = 'donghanh_web' and old.voided_at is null and new.voided_at is not null) execute function fact_voided_by_its_side();
"""
ANY_SIDE = "drop trigger fact_voided_by_its_side on cases_fact; drop function fact_voided_by_its_side()"


class Migration(migrations.Migration):
    dependencies = [("rights", "0002_row_security"), ("cases", "0006_memo_follows_facts"), ("dossiers", "0002_row_security")]
    operations = [
        own_hand("rights_delegate", "recorded_by:recorded_at", "ended_by:ended_at"),
        own_hand("rights_showing", "shown_by", ":recorded_at"),
        own_hand("rights_correction", "recorded_by:recorded_at", "acknowledged_by:acknowledged_at", "answered_by:answered_at"),
        own_hand("rights_contest", "recorded_by:recorded_at", "suspended_by:suspended_at", "answered_by:answered_at"),
        migrations.RunSQL(VOIDED_BY_ITS_SIDE, ANY_SIDE),
        migrations.RunSQL(LIFTED_BY_ANSWER, "drop trigger hold_lifted_by_answer on cases_hold; drop function hold_lifted_by_answer()"),
    ]
