"""Row security of reminders: read at the place by those who read its legal files, set by its heads in their own name, never changed or removed."""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand, secure

# The heads of a commune's bodies, for a role that has a working list there, from the day itself on, within a year (rules.check_setting). The list of
# roles is that of access.roles_reminded (tests/cases/reminders/test_walls.py holds them together).
SET = """set_by = (select app_user()) and accounts_may('reminder.set', set_at)
  and since between (set_at at time zone 'Asia/Ho_Chi_Minh')::date and (set_at at time zone 'Asia/Ho_Chi_Minh')::date + 365
  and role in ('', 'commune_officer', 'commune_police', 'commune_police_chief', 'commune_chair') and trim(reason) <> ''"""


class Migration(migrations.Migration):
    dependencies = [("reminders", "0001_tables"), ("accounts", "0007_who_may")]
    operations = [secure("reminders_reminder", "D3", insert_if=SET, update=False), own_hand("reminders_reminder", ":set_at")]
