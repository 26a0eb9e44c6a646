"""The pages read places and write only the calendar table; units, bodies and function-holders change by loading alone."""

from django.db import migrations

LOADED = "places_unit, places_unitsuccession, places_body, places_functionholder, places_coverage"


class Migration(migrations.Migration):
    dependencies = [("places", "0001_tables")]
    operations = [
        migrations.RunSQL("create sequence places_calendar_number", "drop sequence places_calendar_number"),
        migrations.RunSQL(
            f"revoke insert, update, delete on {LOADED} from donghanh_web",
            f"grant insert, update, delete on {LOADED} to donghanh_web",
        ),
    ]
