import django.db.models.deletion
from django.db import migrations, models

import donghanh.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("places", "0006_coverage_by_hand"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.UUIDField(default=donghanh.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("role", models.CharField(blank=True, max_length=30)),
                ("days", models.SmallIntegerField()),
                ("reason", models.CharField(max_length=300)),
                ("since", models.DateField()),
                ("set_at", models.DateTimeField()),
                ("set_by", models.BigIntegerField()),
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit")),
            ],
            options={
                "indexes": [models.Index(fields=["unit", "-since"], name="reminder_unit")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("days__gte", 0), ("days__lte", 20)), name="reminder_days"),
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="reminder_has_reason"),
                ],
            },
        ),
    ]
