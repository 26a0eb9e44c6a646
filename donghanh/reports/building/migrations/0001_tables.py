import django.db.models.deletion
from django.db import migrations, models

import donghanh.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("places", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="BuiltIndicator",
            fields=[
                ("id", models.UUIDField(default=donghanh.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("key", models.UUIDField()),
                ("version", models.SmallIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("subject", models.CharField(max_length=20)),
                ("among", models.IntegerField(default=0)),
                ("having", models.IntegerField()),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("made_by", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("place", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("key", "version"), name="built_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"), name="built_change_has_reason"
                    ),
                    models.CheckConstraint(condition=models.Q(models.Q(("name", ""), _negated=True), ("having__gt", 0)), name="built_asks_something"),
                ],
            },
        ),
    ]
