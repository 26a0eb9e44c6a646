import django.db.models.deletion
from django.db import migrations, models

import donghanh.kernel.ids


class Migration(migrations.Migration):
    dependencies = [("diagnosis", "0003_findings"), ("cases", "0001_tables"), ("places", "0006_coverage_by_hand")]

    operations = [
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.UUIDField(default=donghanh.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=24)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.BigIntegerField()),
                ("body", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.body")),
                ("referral", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.referral")),
            ],
            options={"indexes": [models.Index(fields=["referral"], name="step_of_referral")]},
        ),
    ]
