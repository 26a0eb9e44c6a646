"""What was checked is what is signed: letter and findings say the same before and after, but for what a signature adds and the days that follow."""

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
create function says_the_same(checked text, signed text, drafted date, today date) returns boolean
language sql immutable set search_path = public, pg_temp as $$
  select letter_undated(checked) = letter_undated(signed) and not exists (
    select from letter_days(checked) was full join letter_days(signed) now using (n)
     where case when was.day = now.day then false when was.day is null or now.day is null or today <= drafted then true
       else was.day::date < drafted or abs((now.day::date - was.day::date) - (today - drafted)) > 3 end)
$$;
"""

# What the letter rests on goes into the fact and the register: it stays as checked, too. Its days stand in ISO, read here as the letter's are;
# `law` is the edition of our own data, told anew by who signs under a newer one, and how a term was counted follows from its days
# (rules.rests_on_the_same asks alike before).
SIGNED = """
create function findings_bare(said jsonb) returns text language sql immutable as $$
  select regexp_replace((said - 'law' #- '{term,steps}' #- '{term,caution_vi}' #- '{term,edition}')::text, '(\\d{4})-(\\d{2})-(\\d{2})', '\\3/\\2/\\1', 'g')
$$;
create function decision_signed_as_checked() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  today date := (new.signed_at at time zone 'Asia/Ho_Chi_Minh')::date;
  drafted date := (old.drafted_at at time zone 'Asia/Ho_Chi_Minh')::date;
  head jsonb := new.letter #> '{content,head}';
begin
  if not says_the_same(letter_bare(old.letter), letter_bare(new.letter), drafted, today)
     or not says_the_same(findings_bare(old.findings), findings_bare(new.findings), drafted, today) then
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
drop function findings_bare(jsonb), says_the_same(text, text, date, date), letter_days(text), letter_undated(text), letter_bare(jsonb)"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0005_held")]
    operations = [migrations.RunSQL(SAME + SIGNED, BACK)]
