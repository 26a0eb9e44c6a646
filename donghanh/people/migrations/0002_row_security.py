"""Row security of the person registry."""

from django.db import migrations

from donghanh.base.privacy.rows import secure


class Migration(migrations.Migration):
    dependencies = [("people", "0001_tables")]
    operations = [
        secure("people_person", "D1"),
        secure("people_identifier", "D1"),
        secure("people_address", "D2"),
        secure("people_household", "D10"),
        secure("people_householdmember", "D10"),
        secure("people_merge", "D1"),
    ]
