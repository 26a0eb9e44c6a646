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
            name="Split",
            fields=[
                ("id", models.UUIDField(default=donghanh.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("plan_id", models.CharField(max_length=20)),
                ("target_id", models.CharField(max_length=40)),
                ("number", models.SmallIntegerField()),
                (
                    "way",
                    models.CharField(
                        choices=[("EQUAL", "chia đều"), ("WEIGHT", "theo số dân hoặc số người, do tỉnh ghi"), ("TYPED", "tỉnh ghi từng xã")],
                        max_length=6,
                    ),
                ),
                ("total", models.DecimalField(decimal_places=2, max_digits=12)),
                ("weighed_by", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(max_length=500)),
                ("made_by", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit")),
            ],
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("weight", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("value", models.DecimalField(decimal_places=2, max_digits=12)),
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit")),
                ("split", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="shares.split")),
            ],
        ),
        migrations.AddConstraint(
            model_name="split",
            constraint=models.UniqueConstraint(fields=("target_id", "number"), name="target_split_once"),
        ),
        migrations.AddConstraint(
            model_name="split",
            constraint=models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="target_split_says_why"),
        ),
        migrations.AddConstraint(
            model_name="split",
            constraint=models.CheckConstraint(
                condition=models.Q(("way", "WEIGHT"), ("weighed_by", ""), _connector="XOR"), name="target_split_says_its_weights"
            ),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.UniqueConstraint(fields=("split", "unit"), name="target_share_once"),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.CheckConstraint(condition=models.Q(("value__gte", 0)), name="target_share_not_below_zero"),
        ),
    ]
