"""A page may seal a record, never open the seal: who works on a child's record would else decide alone what the seal keeps from him."""

from django.db import migrations

STAYS = """
create function seal_stays() returns trigger language plpgsql as $$
begin
  raise exception 'a sealed record stays sealed' using errcode = 'insufficient_privilege';
end $$;
create trigger seal_stays before update of is_sealed on people_person
  for each row when (current_user = 'donghanh_web' and old.is_sealed and not new.is_sealed) execute function seal_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_row_security")]
    operations = [migrations.RunSQL(STAYS, "drop trigger seal_stays on people_person; drop function seal_stays()")]
