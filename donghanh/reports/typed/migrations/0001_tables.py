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
            name="TypedFigure",
            fields=[
                ("id", models.UUIDField(default=donghanh.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("indicator", models.CharField(max_length=40)),
                ("period", models.CharField(max_length=10)),
                ("version", models.SmallIntegerField()),
                ("value", models.DecimalField(decimal_places=2, max_digits=12)),
                ("denominator", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("document", models.CharField(max_length=200)),
                ("provider", models.CharField(max_length=120)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("entered_by", models.BigIntegerField()),
                ("entered_at", models.DateTimeField()),
                ("place", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("indicator", "period", "place", "version"), name="typed_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="typed_correction_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("document", ""), _negated=True), models.Q(("provider", ""), _negated=True)),
                        name="typed_says_whence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__gte", 0), models.Q(("denominator", None), ("denominator__gt", 0), _connector="OR")),
                        name="typed_not_negative",
                    ),
                ],
            },
        ),
    ]
