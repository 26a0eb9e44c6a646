"""A sent form is seen only by the official who sent it; posts and accounts change only through administrators or their owner."""

from django.db import migrations

SUBMISSIONS = """
alter table accounts_submission enable row level security;
create policy accounts_submission_jobs on accounts_submission to donghanh_jobs using (true) with check (true);
create policy accounts_submission_select on accounts_submission for select to donghanh_web using (user_id = (select app_user()));
create policy accounts_submission_insert on accounts_submission for insert to donghanh_web with check (user_id = (select app_user()));
create policy accounts_submission_update on accounts_submission for update to donghanh_web
  using (user_id = (select app_user())) with check (user_id = (select app_user()));
create policy accounts_submission_delete on accounts_submission for delete to donghanh_web using (user_id = (select app_user()));
"""

# Two people stand behind every grant (trust.md I5), also where the application forgets it.
TWO_PEOPLE = """
alter table accounts_post add constraint post_not_granted_to_oneself check (granted_by_id is distinct from user_id and approved_by_id is distinct from user_id);
"""
BACK = (
    "alter table accounts_post drop constraint post_not_granted_to_oneself;"
    + "".join(f"drop policy accounts_submission_{name} on accounts_submission;" for name in ("jobs", "select", "insert", "update", "delete"))
    + "alter table accounts_submission disable row level security;"
)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_tables")]
    operations = [migrations.RunSQL(SUBMISSIONS + TWO_PEOPLE, BACK)]
