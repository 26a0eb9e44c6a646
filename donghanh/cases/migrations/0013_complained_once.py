"""A complaint against a ruling is written down once: of one day and one who speaks, by whichever body hears it first."""

from django.db import migrations

# cases.ledger says it in a sentence before; tell_dossier (dossiers/migrations/0003_own_hands) answers nothing.
ONCE = """
create unique index fact_complained_once on cases_fact
  (case_id, ((happened_at at time zone 'Asia/Ho_Chi_Minh')::date), coalesce(data->>'delegate', ''))
  where kind = 'COMPLAINED' and voided_at is null;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_despite")]
    operations = [migrations.RunSQL(ONCE, "drop index fact_complained_once")]
