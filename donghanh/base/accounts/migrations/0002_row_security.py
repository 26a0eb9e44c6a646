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

# Before sign-in nobody is known yet, so names and posts are open to the web role; changing them is for administrators,
# or for the official himself at his own sign-in (password, last sign-in, code generator).
OFFICIALS = """
alter table accounts_user enable row level security;
create policy accounts_user_jobs on accounts_user to donghanh_jobs using (true) with check (true);
create policy accounts_user_select on accounts_user for select to donghanh_web using (true);
create policy accounts_user_insert on accounts_user for insert to donghanh_web with check ({admin});
create policy accounts_user_update on accounts_user for update to donghanh_web
  using ({admin} or {own_id}) with check ({admin} or {own_id});
alter table accounts_post enable row level security;
create policy accounts_post_jobs on accounts_post to donghanh_jobs using (true) with check (true);
create policy accounts_post_select on accounts_post for select to donghanh_web using (true);
create policy accounts_post_insert on accounts_post for insert to donghanh_web with check ({admin});
create policy accounts_post_update on accounts_post for update to donghanh_web using ({admin}) with check ({admin});
create policy accounts_post_delete on accounts_post for delete to donghanh_web using ({admin});
alter table accounts_secondfactor enable row level security;
create policy accounts_secondfactor_jobs on accounts_secondfactor to donghanh_jobs using (true) with check (true);
create policy accounts_secondfactor_select on accounts_secondfactor for select to donghanh_web using ({admin} or {own_user});
create policy accounts_secondfactor_insert on accounts_secondfactor for insert to donghanh_web with check ({own_user});
create policy accounts_secondfactor_update on accounts_secondfactor for update to donghanh_web
  using ({admin} or {own_user}) with check ({admin} or {own_user});
create policy accounts_secondfactor_delete on accounts_secondfactor for delete to donghanh_web using ({admin} or {own_user});
""".format(
    admin="'ACCOUNTS' = any((select app_reads())::text[])",
    own_id="(select app_user()) is null or id = (select app_user())",
    own_user="(select app_user()) is null or user_id = (select app_user())",
)

# Two people stand behind every grant (trust.md I5), also where the application forgets it.
TWO_PEOPLE = """
alter table accounts_post add constraint post_not_granted_to_oneself check (granted_by_id is distinct from user_id and approved_by_id is distinct from user_id);
"""
OFFICIAL_TABLES = {
    "accounts_user": ("jobs", "select", "insert", "update"),
    "accounts_post": ("jobs", "select", "insert", "update", "delete"),
    "accounts_secondfactor": ("jobs", "select", "insert", "update", "delete"),
}
BACK = (
    "".join(f"drop policy {t}_{name} on {t};" for t, names in OFFICIAL_TABLES.items() for name in names)
    + "".join(f"alter table {t} disable row level security;" for t in OFFICIAL_TABLES)
    + "alter table accounts_post drop constraint post_not_granted_to_oneself;"
    + "".join(f"drop policy accounts_submission_{name} on accounts_submission;" for name in ("jobs", "select", "insert", "update", "delete"))
    + "alter table accounts_submission disable row level security;"
)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_tables")]
    operations = [migrations.RunSQL(SUBMISSIONS + OFFICIALS + TWO_PEOPLE, BACK)]
