"""Row security of reminders: read at the place by those who read its legal files, added in one's own name, never changed or removed."""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand, secure


class Migration(migrations.Migration):
    dependencies = [("reminders", "0001_tables")]
    operations = [
        secure("reminders_reminder", "D3", insert_if="set_by = (select app_user())", update=False),
        own_hand("reminders_reminder", ":set_at"),
    ]
