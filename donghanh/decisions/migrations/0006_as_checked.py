"""What was checked is what is signed: the letter in the row says the same before and after, but for what a signature adds and the days that follow from it."""

from django.db import migrations

# Number, day, name, the words in place of the signature and the look-up come with the signature (printed.signed). A draft of yesterday is dated
# anew (drawing.redrawn): a day of the draft's own day or later goes on by as many days as passed since; months end unevenly, so three days either
# way. Every other word, and every earlier day, stays. The printed file cannot be read by the database: the letter in the row is what was signed.
SAME = """
create function letter_bare(said jsonb) returns text language sql immutable as $$
  select (said #- '{content,head,number}' #- '{content,head,issued_on}' #- '{content,foot,signer_name}' #- '{content,foot,sign_note}'
    #- '{content,signatures,-1,name}' #- '{content,signatures,-1,note}' #- '{content,lookup}' #- '{content,square}')::text
$$;
create function letter_undated(bare text) returns text language sql immutable as $$
  select regexp_replace(bare, '\\d{1,2}(/| tháng )\\d{1,2}(/| năm )\\d{4}', '#', 'g')
$$;
create function letter_days(bare text) returns table (n bigint, day text) language sql immutable as $$
  select n, d[3] || '-' || d[2] || '-' || d[1]
    from regexp_matches(bare, '(\\d{1,2})(?:/| tháng )(\\d{1,2})(?:/| năm )(\\d{4})', 'g') with ordinality found (d, n)
$$;
create function letter_says_the_same(checked jsonb, signed jsonb, drafted date, today date) returns boolean
language sql immutable set search_path = public, pg_temp as $$
  select letter_undated(letter_bare(checked)) = letter_undated(letter_bare(signed)) and not exists (
    select from letter_days(letter_bare(checked)) was full join letter_days(letter_bare(signed)) now using (n)
     where case when was.day = now.day then false when was.day is null or now.day is null or today <= drafted then true
       else was.day::date < drafted or abs((now.day::date - was.day::date) - (today - drafted)) > 3 end)
$$;
"""

# The law's article and the reason of the measure go from the findings into the fact: they stay as checked, too.
SIGNED = """
create function decision_signed_as_checked() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare today date := (new.signed_at at time zone 'Asia/Ho_Chi_Minh')::date; head jsonb := new.letter #> '{content,head}';
begin
  if not letter_says_the_same(old.letter, new.letter, (old.drafted_at at time zone 'Asia/Ho_Chi_Minh')::date, today)
     or new.findings->'basis' is distinct from old.findings->'basis' or new.findings->'form' is distinct from old.findings->'form' then
    raise exception 'what was checked is what is signed' using errcode = 'insufficient_privilege';
  elsif (head->>'number')::int is distinct from new.number or (head->>'issued_on')::date is distinct from today
     or coalesce(new.letter #>> '{content,foot,signer_name}', new.letter #>> '{content,signatures,-1,name}') is distinct from new.signer_name
     or position(new.code in new.letter #>> '{content,lookup}') = 0 then
    raise exception 'a signed letter bears its number, day, name and code' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger decision_signed_as_checked before update on decisions_decision
  for each row when (current_user = 'donghanh_web' and old.state = 'CHECKED' and new.state = 'SIGNED') execute function decision_signed_as_checked();
"""
BACK = """drop trigger decision_signed_as_checked on decisions_decision; drop function decision_signed_as_checked();
drop function letter_says_the_same(jsonb, jsonb, date, date), letter_days(text), letter_undated(text), letter_bare(jsonb)"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0005_held")]
    operations = [migrations.RunSQL(SAME + SIGNED, BACK)]
