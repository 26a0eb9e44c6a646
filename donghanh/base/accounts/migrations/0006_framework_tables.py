"""The framework's own lists (what was migrated, kinds of tables, rights by name, groups) are read by pages and worker, written by migrating alone."""

from django.db import migrations

LISTS = "django_migrations, django_content_type, auth_permission, auth_group, auth_group_permissions"
ROLES = "donghanh_web, donghanh_jobs"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_feed_wall"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunSQL(f"revoke insert, update, delete on {LISTS} from {ROLES}", f"grant insert, update, delete on {LISTS} to {ROLES}"),
    ]
