"""The order of steps, and what each needs, whoever writes them (terms.py and rules.py say the same)."""

from django.db import migrations

from donghanh.base.privacy.rows import next_version

IN_TURN = """
create function research_study_in_turn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare s research_study; newest uuid;
begin
  select * into s from research_study where id = new.study_id for update;
  if not (case new.kind when 'STARTED' then s.state = 'REGISTERED' when 'ENDED' then s.state = 'STARTED'
      when 'STOPPED' then s.state in ('REGISTERED', 'STARTED') when 'EVALUATED' then s.state in ('ENDED', 'STOPPED') else false end) then
    raise exception 'the study does not stand there' using errcode = 'check_violation';
  end if;
  select v.id into newest from research_studyversion v where v.study_id = s.id order by v.number desc limit 1;
  if new.kind = 'STARTED' and not exists (select from research_approval a where a.version_id = newest and a.paper_date <= new."on"
      and (a.valid_until is null or a.valid_until >= new."on") and (s.kind <> 'STUDY' or a.kind = 'ETHICS')) then
    raise exception 'no approval stands' using errcode = 'check_violation', constraint = 'study_is_approved';
  end if;
  if new.kind = 'EVALUATED' and not exists (select from research_outcome o join research_studyversion v on v.id = o.version_id
      where v.study_id = s.id) then
    raise exception 'nothing to evaluate' using errcode = 'check_violation';
  end if;
  update research_study set state = new.kind where id = s.id;
  return new;
end $$;
create trigger research_study_in_turn before insert on research_studystep for each row execute function research_study_in_turn();

create function research_dossier_in_turn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare d research_dossier;
begin
  select * into d from research_dossier where id = new.dossier_id for update;
  if d.verdict = 'KEEP' or not (case new.kind when 'SUBMITTED' then d.state in ('DRAFT', 'ANSWERED') when 'ANSWERED' then d.state = 'SUBMITTED'
      when 'ISSUED' then d.state in ('SUBMITTED', 'ANSWERED') when 'REFUSED' then d.state in ('SUBMITTED', 'ANSWERED')
      when 'WITHDRAWN' then d.state in ('DRAFT', 'SUBMITTED', 'ANSWERED') else false end) then
    raise exception 'the dossier does not stand there' using errcode = 'check_violation';
  end if;
  update research_dossier set state = new.kind where id = d.id;
  return new;
end $$;
create trigger research_dossier_in_turn before insert on research_dossierstep for each row execute function research_dossier_in_turn();

create function research_same_dossier() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.version_id is not null and not exists (select from research_dossierversion v where v.id = new.version_id and v.dossier_id = new.dossier_id) then
    raise exception 'the version is of another dossier' using errcode = 'check_violation';
  end if;
  if tg_table_name = 'research_consultation' and not exists (select from research_dossier d where d.id = new.dossier_id
      and d.body_id = (to_jsonb(new) ->> 'keeper_id')::int and d.unit_id = (to_jsonb(new) ->> 'unit_id')::int) then
    raise exception 'only the keeper of a dossier asks' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger research_same_dossier before insert on research_dossierstep for each row execute function research_same_dossier();
create trigger research_same_dossier before insert on research_consultation for each row execute function research_same_dossier();
"""
OUT_OF_TURN = """
drop trigger research_same_dossier on research_consultation; drop trigger research_same_dossier on research_dossierstep;
drop function research_same_dossier();
drop trigger research_dossier_in_turn on research_dossierstep; drop function research_dossier_in_turn();
drop trigger research_study_in_turn on research_studystep; drop function research_study_in_turn();
"""

# What was judged stays what was judged: a study that is evaluated takes no version and no outcome but the correction of one, which says so;
# a dossier that is over takes no version, and nobody is asked about it. An outcome is of a site of its study, a correction of the same version.
CLOSED = """
create function research_study_open() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare s research_study; told jsonb := to_jsonb(new);
begin
  if tg_table_name = 'research_studyversion' then
    select * into s from research_study where id = (told ->> 'study_id')::uuid for update;
  else
    select a.* into s from research_study a join research_studyversion v on v.study_id = a.id where v.id = (told ->> 'version_id')::uuid for update of a;
    if not (told ->> 'site_id')::int = any(s.bodies) then
      raise exception 'an outcome is of a site of its study' using errcode = 'check_violation';
    end if;
    if told ->> 'corrects_id' is not null and not exists (select from research_outcome o
        where o.id = (told ->> 'corrects_id')::uuid and o.version_id = (told ->> 'version_id')::uuid) then
      raise exception 'a correction is of the same version' using errcode = 'check_violation';
    end if;
  end if;
  if s.state = 'EVALUATED' and told ->> 'corrects_id' is null then
    raise exception 'the study is evaluated' using errcode = 'check_violation', constraint = 'study_is_open';
  end if;
  return new;
end $$;
create trigger research_version_while_open before insert on research_studyversion for each row execute function research_study_open();
create trigger research_outcome_while_open before insert on research_outcome for each row execute function research_study_open();

create function research_dossier_open() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from research_dossier d where d.id = new.dossier_id and d.state in ('DRAFT', 'SUBMITTED', 'ANSWERED') and d.verdict <> 'KEEP'
      for update) then
    raise exception 'the dossier is over' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger research_draft_while_open before insert on research_dossierversion for each row execute function research_dossier_open();
create trigger research_asked_while_open before insert on research_consultation for each row execute function research_dossier_open();
"""
NEVER_CLOSED = """
drop trigger research_asked_while_open on research_consultation; drop trigger research_draft_while_open on research_dossierversion;
drop function research_dossier_open();
drop trigger research_outcome_while_open on research_outcome; drop trigger research_version_while_open on research_studyversion;
drop function research_study_open();
"""


class Migration(migrations.Migration):
    dependencies = [("research", "0002_row_security")]
    operations = [
        migrations.RunSQL(IN_TURN, OUT_OF_TURN),
        migrations.RunSQL(CLOSED, NEVER_CLOSED),
        next_version("research_studyversion", "study_id", number="number"),
        next_version("research_dossierversion", "dossier_id", number="number"),
    ]
