"""A sent form is seen only by the official who sent it; posts and accounts change only through administrators or their owner.

Before sign-in nobody is known (no actor stands, app_reads() is null): the one account whose name is tried may be read, and nothing may be written;
who a session belongs to is told of one account at a time (0009_signed_in). Once the password is proved the request takes the official's own
scope on, and only then names and posts, his code generator and his log rows open.
"""

from django.db import migrations

ADMIN = "'ACCOUNTS' = any((select app_reads())::text[])"
ME = "(select app_user())"
SOMEBODY = "(select app_reads()) is not null"
TRIED = "username = (select nullif(current_setting('app.trying', true), ''))"

OWN_ROWS = """
alter table {t} enable row level security;
create policy {t}_jobs on {t} to donghanh_jobs using (true) with check (true);
create policy {t}_select on {t} for select to donghanh_web using (user_id = {me});
create policy {t}_insert on {t} for insert to donghanh_web with check (user_id = {me});
create policy {t}_update on {t} for update to donghanh_web using (user_id = {me}) with check (user_id = {me});
create policy {t}_delete on {t} for delete to donghanh_web using (user_id = {me});
"""

# Which columns of a row may change is said in 0003_two_people.
OFFICIALS = f"""
alter table accounts_user enable row level security;
create policy accounts_user_jobs on accounts_user to donghanh_jobs using (true) with check (true);
create policy accounts_user_select on accounts_user for select to donghanh_web using ({SOMEBODY} or {TRIED});
create policy accounts_user_insert on accounts_user for insert to donghanh_web with check ({ADMIN});
create policy accounts_user_update on accounts_user for update to donghanh_web using ({ADMIN} or id = {ME}) with check ({ADMIN} or id = {ME});
alter table accounts_password enable row level security;
revoke all on accounts_password from donghanh_web, donghanh_jobs;
grant select (user_id, mark), insert (user_id, hash), update (hash) on accounts_password to donghanh_web, donghanh_jobs;
create policy accounts_password_jobs on accounts_password to donghanh_jobs using (true) with check (true);
create policy accounts_password_select on accounts_password for select to donghanh_web using (user_id = {ME} or {ADMIN});
create policy accounts_password_insert on accounts_password for insert to donghanh_web with check ({ADMIN});
create policy accounts_password_update on accounts_password for update to donghanh_web using (user_id = {ME}) with check (user_id = {ME});
alter table accounts_post enable row level security;
create policy accounts_post_jobs on accounts_post to donghanh_jobs using (true) with check (true);
create policy accounts_post_select on accounts_post for select to donghanh_web using ({SOMEBODY});
create policy accounts_post_insert on accounts_post for insert to donghanh_web
  with check ({ADMIN} and granted_by_id = {ME} and approved_by_id is null and ends_before - starts_on <= 366);
create policy accounts_post_update on accounts_post for update to donghanh_web using ({ADMIN}) with check ({ADMIN});
create policy accounts_post_delete on accounts_post for delete to donghanh_web
  using ({ADMIN} and granted_by_id is not null and approved_by_id is null);
alter table accounts_secondfactor enable row level security;
create policy accounts_secondfactor_jobs on accounts_secondfactor to donghanh_jobs using (true) with check (true);
create policy accounts_secondfactor_select on accounts_secondfactor for select to donghanh_web using ({ADMIN} or user_id = {ME});
create policy accounts_secondfactor_insert on accounts_secondfactor for insert to donghanh_web with check (user_id = {ME});
create policy accounts_secondfactor_update on accounts_secondfactor for update to donghanh_web
  using ({ADMIN} or user_id = {ME}) with check ({ADMIN} or user_id = {ME});
create policy accounts_secondfactor_delete on accounts_secondfactor for delete to donghanh_web
  using (user_id = {ME} or ({ADMIN} and removal_by is not null and removal_by <> {ME}));
alter table accounts_passwordreset enable row level security;
create policy accounts_passwordreset_jobs on accounts_passwordreset to donghanh_jobs using (true) with check (true);
create policy accounts_passwordreset_select on accounts_passwordreset for select to donghanh_web using ({ADMIN} or user_id = {ME});
create policy accounts_passwordreset_insert on accounts_passwordreset for insert to donghanh_web
  with check ({ADMIN} and proposed_by_id = {ME} and approved_by_id is null and approved_at is null and told_at is null);
revoke update on accounts_passwordreset from donghanh_web;
grant update (told_at) on accounts_passwordreset to donghanh_web;
create policy accounts_passwordreset_update on accounts_passwordreset for update to donghanh_web using (user_id = {ME}) with check (user_id = {ME});
create policy accounts_passwordreset_delete on accounts_passwordreset for delete to donghanh_web using ({ADMIN} and approved_by_id is null);
"""

OWN_TABLES = ("accounts_submission", "accounts_keptform")
FIVE = ("jobs", "select", "insert", "update", "delete")
POLICIES = {
    **dict.fromkeys((*OWN_TABLES, "accounts_post", "accounts_secondfactor", "accounts_passwordreset"), FIVE),
    "accounts_user": FIVE[:-1],
    "accounts_password": FIVE[:-1],
}
BACK = "grant update on accounts_passwordreset to donghanh_web;" + "".join(
    "".join(f"drop policy {t}_{name} on {t};" for name in names) + f"alter table {t} disable row level security;" for t, names in POLICIES.items()
)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_tables")]
    operations = [migrations.RunSQL("".join(OWN_ROWS.format(t=t, me=ME) for t in OWN_TABLES) + OFFICIALS, BACK)]
